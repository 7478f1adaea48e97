"""A council gives a message its own words, or goes back to ours. Every version is kept."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import Council, User
from academy.record.actions import write
from courses.notices.kinds import KINDS, Kind
from courses.notices.models import Wording
from courses.notices.rules import check_body, check_subject


def _check_may(by: User) -> None:
    if not can(by, "run_sessions"):
        raise Refused("Only people who run sessions may change messages.", code="not_allowed")


def _newest(by: User, code: str) -> Wording | None:
    """The newest version, while nobody else of the council can add one."""
    Council.objects.select_for_update().get(pk=by.council_id)
    return Wording.objects.filter(council_id=by.council_id, code=code).order_by("-number").first()


def _check_seen(newest: Wording | None, seen: int) -> None:
    if (newest.number if newest else 0) != seen:
        raise Refused(
            "Somebody changed this message since you opened it. Your words are still here: open the message "
            "in another tab, look at theirs, and save again.",
            code="changed",
        )


@transaction.atomic
def change_words(
    *, code: str, subject: str, body: str, seen: int, key: uuid.UUID, by: User, at: datetime.datetime
) -> Wording:
    """A new version of a message's words. `seen`: the number of the version that they were written over;
    `key`: made with the form, so that a second click finds what the first one made."""
    _check_may(by)
    kind = KINDS[code]
    subject, body = check_subject(kind, subject), check_body(kind, body)
    newest = _newest(by, code)
    known = Wording.objects.filter(key=key, council_id=by.council_id, code=code).first()
    if known is not None:
        return known
    _check_seen(newest, seen)
    return _add(kind, newest, subject, body, ours=False, key=key, by=by, at=at)


@transaction.atomic
def return_to_ours(*, code: str, seen: int, key: uuid.UUID, by: User, at: datetime.datetime) -> Wording:
    """From here on the words that are shipped count again. Those of the council are kept as versions."""
    _check_may(by)
    newest = _newest(by, code)
    known = Wording.objects.filter(key=key, council_id=by.council_id, code=code).first()
    if known is not None:
        return known
    _check_seen(newest, seen)
    if newest is None or newest.ours:
        raise Refused("This message has our words already.", code="ours")
    return _add(KINDS[code], newest, "", "", ours=True, key=key, by=by, at=at)


def _add(
    kind: Kind,
    newest: Wording | None,
    subject: str,
    body: str,
    *,
    ours: bool,
    key: uuid.UUID,
    by: User,
    at: datetime.datetime,
) -> Wording:
    row = Wording.objects.create(
        council_id=by.council_id,
        code=kind.code,
        number=(newest.number if newest else 0) + 1,
        ours=ours,
        subject=subject,
        body=body,
        key=key,
        made_by=by,
        made_at=at,
    )
    did = "has our words again" if ours else "has new words"
    write(
        council=by.council_id,
        by=by,
        at=at,
        verb="changed",
        obj=row,
        words=f"The message “{kind.title}” {did} (version {row.number}).",
    )
    return row
