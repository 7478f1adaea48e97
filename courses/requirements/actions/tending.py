"""What the matrix does by itself: it asks what is due, lets go of what is not, and plans its next day."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from academy.work.actions import announce
from courses.handbook.actions import keep_versions
from courses.requirements.actions.asking import Wanted, ask_many
from courses.requirements.actions.closing import close_asks
from courses.requirements.models import Ask, AskReason, Requirement
from courses.requirements.queries.facts import Ground, ground_of
from courses.requirements.rules.standing import READ_DAYS, Line, due_lines, stand

TOPIC = "matrix_day"
HOUR = datetime.time(5, 0)
"""Local time at which a day of the matrix begins."""


def plan_matrix_day(*, council_id: int, at: datetime.datetime) -> None:
    """Put tomorrow's turn into the ledger. Asked twice, it stands there once."""
    day = timezone.localdate(at) + datetime.timedelta(days=1)
    announce(
        topic=TOPIC,
        key=f"{council_id}:{day.isoformat()}",
        payload={"council_id": council_id},
        council=council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(day, HOUR)),
    )


@transaction.atomic
def tend_matrix(*, council_id: int, at: datetime.datetime) -> int:
    """Once a day: ask what is due by now, close what is done, let go of what nothing calls for any more.

    Returns how many reasons are new. A constant number of statements, however many people there are. The next
    day is planned while there is a matrix.
    """
    keep_versions(council_id=council_id, at=at)
    made = ask_what_is_due(council_id=council_id, at=at)
    if Requirement.objects.filter(council_id=council_id).exists():
        plan_matrix_day(council_id=council_id, at=at)
    return len(made)


@transaction.atomic
def ask_what_is_due(*, council_id: int, at: datetime.datetime) -> list[AskReason]:
    """Bring what the matrix asks into line with where people stand. Done twice, nothing changes."""
    today = timezone.localdate(at)
    ground = ground_of(council_id=council_id, on=today)
    lines = stand(cells=ground.cells, holders=ground.holders, facts=ground.facts, today=today)
    wanted = _wanted(ground, due_lines(lines))
    _let_go(council_id, ground, {one.thing for one in wanted}, at)
    return ask_many(council_id=council_id, wanted=wanted, by=None, at=at)


def _wanted(ground: Ground, lines: Iterable[Line]) -> list[Wanted]:
    """What the matrix asks for, and the pages that changed after somebody had read them."""
    found = {
        (line.person, line.code): Wanted(
            person_id=line.person,
            kind=_kind(ground, line.code),
            code=line.code,
            source=AskReason.Source.MATRIX,
            reason=_reason(ground, line),
            due_on=line.due_on or datetime.date.max,
            requirement_id=line.requirement,
        )
        for line in lines
    }
    in_post = {one.person for one in ground.holders}
    for person, code in ground.facts.earlier:
        if person in in_post and (person, code) not in found:
            page = ground.pages[code]
            found[person, code] = Wanted(
                person_id=person,
                kind=Ask.Kind.PAGE,
                code=code,
                source=AskReason.Source.MATRIX,
                reason=_changed(page.change),
                due_on=page.since + datetime.timedelta(days=READ_DAYS),
            )
    return list(found.values())


def _kind(ground: Ground, code: str) -> str:
    return Ask.Kind.PAGE if code in ground.pages else Ask.Kind.MODULE


def _reason(ground: Ground, line: Line) -> str:
    if (line.person, line.code) in ground.facts.earlier:
        return _changed(ground.pages[line.code].change)
    return f"{line.training}: {line.reason}"[:400]


def _changed(change: str) -> str:
    return f"It changed since you read it: {change}"[:400]


def _let_go(
    council_id: int, ground: Ground, wanted: Collection[tuple[int, str]], at: datetime.datetime
) -> None:
    """Close what is done; withdraw what the matrix alone asked and asks no more, and all of leavers."""
    rows = list(
        Ask.objects.filter(person__council_id=council_id, state="open").values_list(
            "pk", "person_id", "code", "asked_on"
        )
    )
    reasons: dict[int, set[str]] = {}
    standing = AskReason.objects.filter(ask__person__council_id=council_id, ask__state="open")
    for ask, source in standing.filter(withdrawn_at=None).values_list("ask_id", "source"):
        reasons.setdefault(ask, set()).add(source)
    in_post = {one.person for one in ground.holders}
    finished, gone, dropped = [], [], []
    for pk, person, code, asked_on in rows:
        done = ground.facts.done.get((person, code))
        if done is not None and done >= asked_on:
            finished.append(pk)
        elif person not in in_post:
            gone.append(pk)
        elif AskReason.Source.MATRIX in reasons.get(pk, ()) and (person, code) not in wanted:
            dropped.append(pk)
    _close(council_id, finished, "finish", "Done", at)
    _close(council_id, gone, "withdraw", "Not asked any more, because the person has left", at)
    _drop(council_id, dropped, reasons, at)


def _drop(
    council_id: int, dropped: Sequence[int], reasons: dict[int, set[str]], at: datetime.datetime
) -> None:
    """The matrix takes its own reason back; what somebody else asks stays open."""
    mine = AskReason.objects.filter(ask__in=dropped, source=AskReason.Source.MATRIX, withdrawn_at=None)
    mine.update(withdrawn_at=at)
    alone = [pk for pk in dropped if reasons[pk] == {AskReason.Source.MATRIX}]
    _close(council_id, alone, "withdraw", "Not asked any more by the training matrix", at)


def _close(council_id: int, ids: Sequence[int], verb: str, words: str, at: datetime.datetime) -> None:
    close_asks(council_id=council_id, ids=ids, verb=verb, on=timezone.localdate(at), words=words, at=at)
