"""Where members stand with tasks and gates, in a constant number of queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from courses.cohorts.calendar import MemberCalendar
from courses.cohorts.models import Member
from courses.cohorts.queries import calendars_of
from courses.gates.catalogue import Catalogue, catalogue
from courses.gates.models import AssessedResult, GateDecision
from courses.gates.rules.gates import READY, Decided, GateStanding
from courses.gates.rules.tasks import Said, TaskStanding, stand


@dataclass(frozen=True)
class MemberStanding:
    """One member: their calendar, their ten tasks and their three gates."""

    member: Member
    calendar: MemberCalendar
    tasks: Mapping[str, TaskStanding]
    gates: Mapping[int, GateStanding]
    on: datetime.date

    @property
    def week(self) -> int | None:
        """Which of the six weeks they are in; None before the first and after the last."""
        found = self.calendar.week_on(self.on)
        return found.number if found else None

    @property
    def next_gate(self) -> GateStanding | None:
        """The first gate that is not open; None when all are."""
        return next((one for one in self.gates.values() if one.opening is None), None)

    @property
    def ready_for(self) -> int | None:
        """The gate that a person may open now."""
        gate = self.next_gate
        return gate.gate.number if gate is not None and gate.state == READY else None

    @property
    def attempts(self) -> int:
        """How many assessed attempts there were in all."""
        return sum(one.attempts for one in self.tasks.values())


def standings_of(members: Iterable[Member], *, on: datetime.date | None = None) -> dict[int, MemberStanding]:
    """The standing of each member by the member's id: six queries, however many there are.

    Whoever asks has made sure that the members are theirs to see. What was shown in a cohort that somebody
    was moved out of counts in the next.
    """
    rows = list(members)
    if not rows:
        return {}
    today = on or timezone.localdate()
    places = _lineage(rows)
    said, decided = _said(places), _decided(places)
    calendars = calendars_of(rows, on=today)
    table = catalogue()
    return {
        row.pk: _standing(row, calendars[row.pk], table, said[row.pk], decided[row.pk], today) for row in rows
    }


def standing_of(member: Member, *, on: datetime.date | None = None) -> MemberStanding:
    """The standing of one member."""
    return standings_of([member], on=on)[member.pk]


def _lineage(rows: Sequence[Member]) -> dict[int, int]:
    """Every place whose results count, by the member they count for: theirs, and those moved out of."""
    before = dict(
        Member.objects.filter(person__in=[row.person_id for row in rows]).values_list("pk", "moved_from_id")
    )
    found: dict[int, int] = {}
    for row in rows:
        place: int | None = row.pk
        while place is not None and place not in found:
            found[place] = row.pk
            place = before.get(place)
    return found


def _said(places: Mapping[int, int]) -> dict[int, dict[str, list[Said]]]:
    found: dict[int, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for row in AssessedResult.objects.filter(member__in=places):
        said = Said(
            row.task, row.part, row.attempt, row.version, row.on, row.met, row.score, row.judged_on,
            row.source_label, row.source_path,
        )  # fmt: skip
        found[places[row.member_id]][row.task].append(said)
    return found


def _decided(places: Mapping[int, int]) -> dict[int, dict[int, list[Decided]]]:
    found: dict[int, dict[int, list[Decided]]] = defaultdict(lambda: defaultdict(list))
    for row in GateDecision.objects.filter(member__in=places).select_related("by").order_by("at", "pk"):
        found[places[row.member_id]][row.gate].append(
            Decided(
                opened=row.outcome == GateDecision.Outcome.OPENED,
                on=row.on,
                by_name=row.by.get_full_name(),
                words=row.words,
                agreed=row.agreed,
                new_date=row.new_date,
            )
        )
    return found


def _from_before(member: Member) -> tuple[Decided, ...]:
    """Whoever graduated before gates were kept here went through all three; who opened them is not known."""
    if member.state != "graduated" or member.ended_on is None:
        return ()
    return (Decided(opened=True, on=member.ended_on, by_name="", words="Before gates were kept here"),)


def _standing(
    member: Member,
    calendar: MemberCalendar,
    table: Catalogue,
    said: Mapping[str, Sequence[Said]],
    decided: Mapping[int, Sequence[Decided]],
    on: datetime.date,
) -> MemberStanding:
    tasks = {code: stand(task, said.get(code, ())) for code, task in table.tasks.items()}
    gates: dict[int, GateStanding] = {}
    reached = True
    for number, gate in sorted(table.gates.items()):
        held = tuple(decided.get(number, ())) or _from_before(member)
        moved = [one.new_date for one in held if one.new_date is not None]
        gates[number] = GateStanding(
            gate=gate,
            tasks=tuple(tasks[code] for code in gate.tasks),
            due_on=moved[-1] if moved else calendar.gates.get(number),
            reached=reached,
            decided=held,
        )
        reached = gates[number].opening is not None
    return MemberStanding(member, calendar, tasks, gates, on)
