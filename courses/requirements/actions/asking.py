"""Asking a thing of people: one open row a person and thing, with every reason once."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year, listed
from academy.people.models import Post, User
from academy.record.actions import Line, write_many
from courses.handbook.queries import codes_of_pages
from courses.pages.queries import modules_by_code
from courses.requirements.models import Ask, AskReason
from courses.requirements.rules.permits import check_asked_person, check_due_on, check_reason

LOT = 500
"""Rows written with one statement."""


@dataclass(frozen=True)
class Wanted:
    """One thing to be asked of one person for one reason. `key` tells reasons of a source apart."""

    person_id: int
    kind: str
    code: str
    source: str
    reason: str
    due_on: datetime.date
    key: str = ""
    requirement_id: int | None = None

    @property
    def thing(self) -> tuple[int, str]:
        """Whom and what: what stands open once."""
        return self.person_id, self.code


@transaction.atomic
def ask_person(
    *,
    person: User,
    source: str,
    what: str,
    due_on: datetime.date,
    reason: str,
    by: User | None,
    at: datetime.datetime,
) -> Ask:
    """Ask one module or handbook page (`what` is its code) of one person.

    Asked again by the same source for the same reason, nothing changes. A person who asks again with other
    words or another date changes what they said before. Refuses guests, unknown codes, days that are over.
    """
    said = check_reason(reason)
    today = timezone.localdate(at)
    check_asked_person(works_here=Post.objects.open_on(today).filter(person=person).exists())
    if source == AskReason.Source.PERSON:
        check_due_on(due_on=due_on, today=today)
    wanted = Wanted(
        person_id=person.pk,
        kind=_kind_of(what, person.council_id),
        code=what,
        source=source,
        reason=said,
        due_on=due_on,
        key=_key_of(source, said, by),
    )
    ask_many(council_id=person.council_id, wanted=[wanted], by=by, at=at)
    ask = Ask.objects.get(person=person, code=what, state="open")
    _say_anew(ask, wanted, at)
    return ask


def _kind_of(code: str, council_id: int) -> str:
    """Whether a code is that of a handbook page or of a module; pages and modules never share one."""
    if codes_of_pages(council_id=council_id, codes=[code]):
        return Ask.Kind.PAGE
    if code in modules_by_code(council_id=council_id, codes=[code]):
        return Ask.Kind.MODULE
    raise Refused(f"There is no module or handbook page with the code {code} just now.", code="what")


def _key_of(source: str, reason: str, by: User | None) -> str:
    """What tells this reason from others of its source: who asked, or the words themselves."""
    if source == AskReason.Source.PERSON and by is not None:
        return str(by.pk)
    return hashlib.sha256(reason.encode()).hexdigest() if source == AskReason.Source.LAW else ""


def _say_anew(ask: Ask, wanted: Wanted, at: datetime.datetime) -> None:
    """The words and the date of a reason that stood there already, as they were said last."""
    rows = ask.reasons.filter(source=wanted.source, key=wanted.key, withdrawn_at=None)
    if rows.exclude(reason=wanted.reason, due_on=wanted.due_on).update(
        reason=wanted.reason, due_on=wanted.due_on, at=at
    ):
        ask.due_on = min(row.due_on for row in ask.reasons.filter(withdrawn_at=None))
        ask.save(update_fields=["due_on"])


@transaction.atomic
def ask_many(
    *, council_id: int, wanted: Sequence[Wanted], by: User | None, at: datetime.datetime
) -> list[AskReason]:
    """Ask many things of many people in a constant number of statements. Returns the reasons that are new.

    What stands open already keeps its row and gets a further reason; its date is the earliest of them.
    """
    if not wanted:
        return []
    today = timezone.localdate(at)
    first: dict[tuple[int, str], Wanted] = {}
    for one in wanted:
        first.setdefault(one.thing, one)
    Ask.objects.bulk_create(
        [
            Ask(person_id=one.person_id, kind=one.kind, code=one.code, asked_on=today, due_on=one.due_on)
            for one in first.values()
        ],
        ignore_conflicts=True,
        batch_size=LOT,
    )
    asks = {(ask.person_id, ask.code): ask for ask in _open_asks(first) if (ask.person_id, ask.code) in first}
    made = _write_reasons(asks, wanted, by, at)
    by_pk = {ask.pk: ask for ask in asks.values()}
    write_many(council=council_id, by=by, at=at, lines=_lines(by_pk, made))
    return made


def _open_asks(things: Iterable[tuple[int, str]]) -> list[Ask]:
    """The open rows of these people and codes, held until the end of the transaction."""
    people, codes = {person for person, _ in things}, {code for _, code in things}
    rows = Ask.objects.filter(person_id__in=people, code__in=codes, state="open")
    return list(rows.order_by("pk").select_for_update())


def _write_reasons(
    asks: Mapping[tuple[int, str], Ask], wanted: Sequence[Wanted], by: User | None, at: datetime.datetime
) -> list[AskReason]:
    """The reasons that do not stand there yet. The matrix also says its own anew when a cell was changed."""
    people = {ask.person_id for ask in asks.values()}
    rows = AskReason.objects.filter(ask__person__in=people, ask__state="open", withdrawn_at=None)
    known = {(row.ask_id, row.source, row.key): row for row in rows}
    made, changed = [], []
    for one in wanted:
        mark = (asks[one.thing].pk, one.source, one.key)
        row = known.get(mark)
        if row is None:
            known[mark] = AskReason(
                ask_id=mark[0], source=one.source, key=one.key, reason=one.reason, due_on=one.due_on,
                requirement_id=one.requirement_id, by=by, at=at,
            )  # fmt: skip
            made.append(known[mark])
        elif one.source == AskReason.Source.MATRIX and (row.reason, row.due_on) != (one.reason, one.due_on):
            row.reason, row.due_on, row.requirement_id, row.at = (
                one.reason,
                one.due_on,
                one.requirement_id,
                at,
            )
            changed.append(row)
    AskReason.objects.bulk_create(made, batch_size=LOT)
    AskReason.objects.bulk_update(changed, ["reason", "due_on", "requirement", "at"], batch_size=LOT)
    _set_dates(asks.values(), known.values())
    return made


def _set_dates(asks: Iterable[Ask], reasons: Iterable[AskReason]) -> None:
    """A row's date is the earliest of its reasons."""
    earliest: dict[int, datetime.date] = {}
    for row in reasons:
        earliest[row.ask_id] = min(row.due_on, earliest.get(row.ask_id, row.due_on))
    moved = [ask for ask in asks if earliest[ask.pk] != ask.due_on]
    for ask in moved:
        ask.due_on = earliest[ask.pk]
    Ask.objects.bulk_update(moved, ["due_on"], batch_size=LOT)


def _lines(by_pk: Mapping[int, Ask], made: Iterable[AskReason]) -> Iterable[Line]:
    """History: a line for each reason, but one line a person for all that the matrix asks of them at once."""
    of_matrix: dict[int, list[str]] = {}
    for row in made:
        ask = by_pk[row.ask_id]
        if row.source == AskReason.Source.MATRIX:
            of_matrix.setdefault(ask.person_id, []).append(ask.code)
            continue
        yield Line(
            verb="ask",
            noun="ask",
            noun_id=str(ask.pk),
            about=ask.person_id,
            words=f"Asked for {ask.code} by {day_month_year(row.due_on)}: {row.reason}"[:400],
            detail={"source": row.source},
        )
    for person, codes in of_matrix.items():
        words = f"The training matrix asks for {listed(codes)}"[:400]
        yield Line(verb="ask", noun="ask", about=person, words=words, detail={"source": "matrix"})
