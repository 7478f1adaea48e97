"""What was asked is done, or nothing calls for it any more."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction

from academy.people.models import User
from academy.record.actions import Line, write_many
from courses.handbook.models import PageRead
from courses.handbook.rules import Mark, asks_for, is_read
from courses.progress.models import Completion
from courses.requirements.models import Ask
from courses.requirements.states import ASK

LOT = 500


def close_completed(*, completion_id: int, at: datetime.datetime) -> int:
    """A module was finished: what asked for it is done. A completion that is gone by now closes nothing."""
    done = Completion.objects.select_related("person").filter(pk=completion_id).first()
    if done is None:
        return 0
    waiting = Ask.objects.filter(
        person=done.person, code=done.module_code, state="open", asked_on__lte=done.done_on
    )
    return close_asks(
        council_id=done.person.council_id,
        ids=list(waiting.values_list("pk", flat=True)),
        verb="finish",
        on=done.done_on,
        words="Done",
        at=at,
    )


def close_read(*, read_id: int, at: datetime.datetime) -> int:
    """A handbook page was read: what asked for it is done, unless a newer version that matters is out."""
    read = PageRead.objects.select_related("person", "version__page").filter(pk=read_id).first()
    if read is None:
        return 0
    page, number = read.version.page, read.version.number
    marks = [Mark(*row) for row in page.versions.values_list("number", "matters")]
    if not is_read(asked=asks_for(marks), read=number):
        return 0
    waiting = Ask.objects.filter(
        person=read.person, code=page.code, kind=Ask.Kind.PAGE, state="open", asked_on__lte=read.on
    )
    return close_asks(
        council_id=read.person.council_id,
        ids=list(waiting.values_list("pk", flat=True)),
        verb="finish",
        on=read.on,
        words="Read",
        at=at,
    )


@transaction.atomic
def close_asks(
    *,
    council_id: int,
    ids: Sequence[int],
    verb: str,
    on: datetime.date,
    words: str,
    at: datetime.datetime,
    by: User | None = None,
) -> int:
    """Close these rows with one verb, as far as they are open. Returns how many.

    `words` begin the line of history: what was done, or why it is not asked any more.
    """
    rows = list(Ask.objects.filter(pk__in=ids, state="open").order_by("pk").select_for_update())
    if not rows:
        return 0
    end = ASK.after("open", verb)
    Ask.objects.filter(pk__in=[row.pk for row in rows]).update(state=end, closed_on=on)
    write_many(
        council=council_id,
        by=by,
        at=at,
        lines=[
            Line(
                verb=verb, noun="ask", noun_id=str(row.pk), about=row.person_id, words=f"{words}: {row.code}"
            )
            for row in rows
        ],
    )
    return len(rows)
