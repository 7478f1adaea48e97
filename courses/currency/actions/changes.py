"""A change of law from the day it is recorded to the day everything was looked at."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from academy.law.pack import current_pack
from academy.people.models import User
from academy.record.actions import Line, write, write_many
from courses.currency.actions.lapsing import lapse_or_wait
from courses.currency.models import LawChange, LawCheck, TopUp
from courses.currency.queries import Learner, impact_of, learners_of
from courses.currency.queries.impact import titles_of
from courses.currency.rules import check_change, check_keeper, check_open, check_settle
from courses.currency.states import LAW_CHANGE
from courses.pages.queries import modules_by_code
from courses.requirements.actions import Wanted, ask_many


@transaction.atomic
def record_change(
    *, key: str, what: str, source: str, changed_on: datetime.date, by: User, at: datetime.datetime
) -> LawChange:
    """Record that the law of `key` changed. The same reference and day again is the same change.

    Levels that were decided under the law as it was lapse with it, or on the day of the change.
    """
    check_keeper(by=by)
    pack = current_pack()
    check_change(pack=pack, key=key, what=what, source=source)
    change, made = LawChange.objects.get_or_create(
        council_id=by.council_id,
        reference=key,
        changed_on=changed_on,
        defaults={
            "what": what.strip(),
            "source": source.strip(),
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    if made:
        held = pack.reference(key)
        write(
            council=by.council_id,
            by=by,
            at=at,
            verb="record",
            obj=change,
            words=f"Change of law recorded: {held.citation} on {day_month_year(changed_on)}",
        )
        lapse_or_wait(change=change, at=at)
    return change


@transaction.atomic
def check_things(
    *,
    change: LawChange,
    things: Sequence[str],
    verdict: str,
    words: str = "",
    by: User,
    at: datetime.datetime,
) -> int:
    """Say of things that they still stand or were changed: the newest word counts. Returns how many."""
    check_keeper(by=by)
    row = LawChange.objects.select_for_update().get(pk=change.pk)
    check_open(change=row)
    impact = impact_of(council_id=row.council_id, key=row.reference, change=row)
    named = [one for one in impact.things if one.key in set(things)]
    if len(named) < len(set(things)):
        raise Refused("This no longer names the law that changed. Look at the list again.", code="thing")
    said = LawCheck.Verdict(verdict)
    for one in named:
        LawCheck.objects.update_or_create(
            change=row,
            thing=one.key,
            defaults={"verdict": said, "words": words.strip(), "by": by, "at": at},
        )
    lines = [
        Line("check", "lawchange", f"{title}: {said.label.lower()}", noun_id=str(row.pk))
        for title in titles_of(named)
    ]
    return write_many(council=row.council_id, by=by, at=at, lines=lines)


@transaction.atomic
def start_top_up(
    *, change: LawChange, module_code: str, due_on: datetime.date, by: User, at: datetime.datetime
) -> TopUp:
    """Ask a module of everybody in post who had learned the law as it was and has not learned it since.

    One top-up a module: pressed twice, nobody is asked twice.
    """
    check_keeper(by=by)
    row = LawChange.objects.select_for_update().get(pk=change.pk)
    done = TopUp.objects.filter(change=row, module_code=module_code).first()
    if done is not None:
        return done
    check_open(change=row)
    today = timezone.localdate(at)
    if due_on <= today:
        raise Refused("Choose a day after today.", code="due_on")
    if module_code not in modules_by_code(council_id=row.council_id, codes=[module_code]):
        raise Refused(f"There is no published module {module_code}.", code="module_code")
    impact = impact_of(council_id=row.council_id, key=row.reference, change=row)
    learners = learners_of(
        council_id=row.council_id, modules=impact.modules, since=row.changed_on, today=today
    )
    needing = [one for one in learners if one.needs_top_up]
    if not needing:
        raise Refused(
            "Nobody in post learned this before it changed, so there is nobody to ask.", code="none"
        )
    wanted = _wanted(row, needing, impact.reference.citation, module_code, due_on)
    ask_many(council_id=row.council_id, wanted=wanted, by=by, at=at)
    top_up = TopUp.objects.create(
        change=row, module_code=module_code, due_on=due_on, people=len(needing), started_by=by, started_at=at
    )
    write(
        council=row.council_id,
        by=by,
        at=at,
        verb="top up",
        obj=row,
        words=f"{module_code} asked of {len(needing)} people because of {impact.reference.citation}",
    )
    return top_up


def _wanted(
    change: LawChange, people: list[Learner], citation: str, code: str, due_on: datetime.date
) -> list[Wanted]:
    """What is asked of each of them, and why, as they read it."""
    return [
        Wanted(
            person_id=one.person_id,
            kind="module",
            code=code,
            source="law",
            reason=(
                f"The law you learned on {day_month_year(one.last)} has changed: {citation}. {change.what}"
            )[:400],
            due_on=due_on,
            key=f"change:{change.pk}",
        )
        for one in people
    ]


@transaction.atomic
def settle_change(*, change: LawChange, by: User, at: datetime.datetime) -> LawChange:
    """Say that everything that names the law was looked at. Refuses while anything is left."""
    check_keeper(by=by)
    row = LawChange.objects.select_for_update().get(pk=change.pk)
    impact = impact_of(council_id=row.council_id, key=row.reference, change=row)
    check_settle(change=row, left=titles_of(impact.left))
    row.state, row.settled_on = LAW_CHANGE.after(row.state, "settle"), timezone.localdate(at)
    row.save(update_fields=["state", "settled_on"])
    write(council=row.council_id, by=by, at=at, verb="settle", obj=row, words=f"{row}: worked through")
    return row


@transaction.atomic
def reopen_change(*, change: LawChange, by: User, at: datetime.datetime) -> LawChange:
    """Open a change again."""
    check_keeper(by=by)
    row = LawChange.objects.select_for_update().get(pk=change.pk)
    row.state, row.settled_on = LAW_CHANGE.after(row.state, "reopen"), None
    row.save(update_fields=["state", "settled_on"])
    write(council=row.council_id, by=by, at=at, verb="reopen", obj=row, words=f"{row}: opened again")
    return row
