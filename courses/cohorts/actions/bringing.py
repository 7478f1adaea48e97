"""Bringing in cohorts from a file: the list of cohorts, and the list of their members with their buddies.

What is good comes in, what is not is named by its line. Buddies of the past need no licence: there was none.
Everything is done under a lock on the council, so that a file sent twice at once is one file.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council
from academy.record.actions import Line, write, write_many
from academy.staffing.rules.problems import BadRow
from courses.cohorts.actions.days import plan_cohort_day
from courses.cohorts.calendar import PROTECTED_WEEKS, WEEKS
from courses.cohorts.models import BuddyPair, Cohort, Member
from courses.cohorts.queries.registers import CohortRegister, Pairing, register_of
from courses.cohorts.rules.buddies import MOST_STARTERS
from courses.cohorts.rules.files import CohortRow, MemberRow, Problem, Sheet, read_cohort, read_member
from courses.cohorts.rules.sizes import FULL, SIZES, SMALL
from courses.cohorts.states import OPEN

Day = datetime.date


@dataclass
class BroughtIn:
    """What came of a file. `cohorts` are those that its good rows are about."""

    cohorts: set[str] = field(default_factory=set)
    accepted: int = 0
    already: int = 0
    rejected: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For the command's answer."""
        return {
            "cohorts": len(self.cohorts),
            "accepted": self.accepted,
            "already": self.already,
            "rejected": [problem.as_json() for problem in self.rejected],
        }


def bring_in_cohorts(
    *, council: Council, sheet: Sheet, dry_run: bool = False, at: datetime.datetime
) -> BroughtIn:
    """Every row that is in order. The same file again changes nothing; a dry run changes nothing at all."""
    with transaction.atomic():
        Council.objects.select_for_update().get(pk=council.pk)
        desk = _Desk(council, timezone.localdate(at), at)
        take = desk.take_cohort if sheet.kind == "cohorts" else desk.take_member
        if sheet.kind == "members":
            desk.count_starts(sheet)
        desk.run(sheet, take)
        desk.store()
        if dry_run:
            transaction.set_rollback(True)
    return desk.report


class _Desk:
    """Rows are taken one after the other, each seeing those before it; then all are stored together."""

    def __init__(self, council: Council, today: Day, at: datetime.datetime) -> None:
        self.council, self.today, self.at = council, today, at
        self.report = BroughtIn()
        self.register: CohortRegister = register_of(council=council)
        self.starts: dict[str, Counter[Day]] = {}
        self.seen: set[tuple[str, ...]] = set()
        self.new_cohorts: list[Cohort] = []
        self.new_members: list[tuple[Member, Pairing | None]] = []
        self.changed: list[Member] = []

    def run(self, sheet: Sheet, take: Callable[[Any], bool]) -> None:
        """Takes each row, or names it with its reason."""
        for line, cells in sheet.lines:
            try:
                row: CohortRow | MemberRow = (
                    read_cohort(cells) if sheet.kind == "cohorts" else read_member(cells, self.today)
                )
                key = (row.name,) if isinstance(row, CohortRow) else (row.cohort, row.ref)
                if key in self.seen:
                    raise BadRow("duplicate")
                new = take(row)
            except BadRow as bad:
                self.report.rejected.append(Problem(line, bad.reason))
                continue
            self.seen.add(key)
            self.report.cohorts.add(key[0])
            self.report.accepted += new
            self.report.already += not new

    def count_starts(self, sheet: Sheet) -> None:
        """On which day each cohort of a list of members began: the day that most of its rows name."""
        for _, cells in sheet.lines:
            try:
                row = read_member(cells, self.today)
            except BadRow:
                continue
            self.starts.setdefault(row.cohort, Counter())[row.starts_on] += 1

    def take_cohort(self, row: CohortRow) -> bool:
        """True for a cohort that is new."""
        known = self.register.cohorts.get(row.name)
        if known is not None:
            if known.starts_on != row.starts_on:
                raise BadRow("differs")
            return False
        over = row.ends_on < self.today
        self._make(row.name, row.starts_on, row.starters, "finished" if over else self._state(row.starts_on))
        return True

    def take_member(self, row: MemberRow) -> bool:
        """True for a place that is new or that the file knows more of."""
        person = self.register.people.get(row.ref)
        if person is None:
            raise BadRow("unknown_staff")
        if row.buddy and row.buddy not in self.register.people:
            raise BadRow("unknown_buddy")
        if person.joined_on is not None and person.joined_on > row.starts_on:
            raise BadRow("before_post")
        begins = self._first_day(row.cohort)
        if row.starts_on < begins:
            raise BadRow("before_cohort")
        known = self.register.members.get((row.cohort, row.ref))
        if known is not None and (known.state == row.state or known.state not in OPEN or row.state in OPEN):
            return False
        if row.state in OPEN and self.register.is_open_elsewhere(row.ref, row.cohort):
            raise BadRow("two_open")
        if known is not None:
            known.state, known.ended_on = row.state, self._ended(row)
            self.changed.append(known)
            return True
        pairing = self._pairing(row)
        cohort = self.register.cohorts.get(row.cohort) or self._make_for(row.cohort, begins)
        state = "expected" if row.state in OPEN and row.starts_on > self.today else row.state
        member = Member(
            cohort=cohort, person_id=person.pk, joins_on=row.starts_on, state=state, ended_on=self._ended(row)
        )
        self.register.members[row.cohort, row.ref] = member
        if state in OPEN:
            self.register.open_in.setdefault(row.ref, row.cohort)
        self.new_members.append((member, pairing))
        return True

    def _first_day(self, name: str) -> Day:
        known = self.register.cohorts.get(name)
        return known.starts_on if known else self.starts[name].most_common(1)[0][0]

    def _ended(self, row: MemberRow) -> Day | None:
        """The day of graduation; for who left, their last day here, or the last of the six weeks."""
        if row.state in OPEN:
            return None
        if row.graduated_on is not None:
            return row.graduated_on
        left = self.register.people[row.ref].left_on
        last = min(self.today, row.starts_on + datetime.timedelta(weeks=WEEKS))
        return max(row.starts_on, min(left, last) if left else last)

    def _pairing(self, row: MemberRow) -> Pairing | None:
        """The buddy's time with this starter: twelve weeks, or until the starter left."""
        if not row.buddy:
            return None
        last = row.starts_on + datetime.timedelta(weeks=PROTECTED_WEEKS)
        if row.state == "left":
            last = self._ended(row) or last
        ends = None if row.state in OPEN or last >= self.today else last
        new = Pairing(self.register.people[row.buddy].pk, row.starts_on, ends)
        if self.register.most_beside(new) >= MOST_STARTERS:
            raise BadRow("buddy_full")
        self.register.pairings.append(new)
        return new

    def _make_for(self, name: str, starts_on: Day) -> Cohort:
        return self._make(name, starts_on, sum(self.starts[name].values()), self._state(starts_on))

    def _state(self, starts_on: Day) -> str:
        return "planned" if starts_on > self.today else "running"

    def _make(self, name: str, starts_on: Day, size: int, state: str) -> Cohort:
        mode = SMALL if size <= SIZES[SMALL][1] else FULL
        cohort = Cohort(
            council=self.council, name=name, starts_on=starts_on, mode=mode, state=state, made_at=self.at
        )
        self.register.cohorts[name] = cohort
        self.new_cohorts.append(cohort)
        return cohort

    def store(self) -> None:
        """Writes what was taken, its history, and tomorrow's turn while anything is open."""
        Cohort.objects.bulk_create(self.new_cohorts)
        for member, _ in self.new_members:
            member.cohort_id = member.cohort.pk
        Member.objects.bulk_create([member for member, _ in self.new_members], batch_size=500)
        Member.objects.bulk_update(self.changed, ["state", "ended_on"], batch_size=500)
        BuddyPair.objects.bulk_create(
            (
                BuddyPair(member=member, buddy_id=pair.buddy, starts_on=pair.starts_on, ends_on=pair.ends_on)
                for member, pair in self.new_members
                if pair is not None
            ),
            batch_size=500,
        )
        self._set_states()
        self._note()
        if any(cohort.state in ("planned", "running") for cohort in self.register.cohorts.values()):
            plan_cohort_day(council_id=self.council.pk, at=self.at)

    def _set_states(self) -> None:
        """A cohort with somebody in it runs; one whose people are all done is finished."""
        touched = {member.cohort_id for member in (*self.changed, *(m for m, _ in self.new_members))}
        open_now = set(
            Member.objects.filter(cohort__in=touched, state__in=OPEN).values_list("cohort_id", flat=True)
        )
        for cohort in self.register.cohorts.values():
            if cohort.pk not in touched or cohort.state not in ("running", "finished"):
                continue
            state = "running" if cohort.pk in open_now else "finished"
            if state != cohort.state:
                cohort.state = state
                cohort.save(update_fields=["state"])

    def _note(self) -> None:
        places = [*self.changed, *(member for member, _ in self.new_members)]
        lines = [
            Line("bring in", "member", f"In the cohort {one.cohort.name}", one.person_id, str(one.pk))
            for one in places
        ]
        write_many(council=self.council, by=None, at=self.at, lines=lines)
        if self.report.accepted:
            words = f"A list of cohorts brought in: {self.report.accepted} rows"
            write(council=self.council, by=None, at=self.at, verb="bring in", noun="cohort", words=words)
