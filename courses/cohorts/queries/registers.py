"""All that is known of a council's cohorts when a file of them comes in: five queries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.people.models import Council, User
from courses.cohorts.models import BuddyPair, Cohort, Member
from courses.cohorts.states import OPEN


@dataclass(frozen=True)
class Known:
    """A person of the staff."""

    pk: int
    joined_on: datetime.date | None
    left_on: datetime.date | None


@dataclass(frozen=True)
class Pairing:
    """A buddy beside a starter, from and until; no end means still."""

    buddy: int
    starts_on: datetime.date
    ends_on: datetime.date | None

    def is_on(self, day: datetime.date) -> bool:
        """Whether it lasts on a day; the day on which it is handed over is the next one's."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass
class CohortRegister:
    """People and cohorts by their names in a file, places by both, and who is beside whom."""

    people: dict[str, Known]
    cohorts: dict[str, Cohort]
    members: dict[tuple[str, str], Member]
    open_in: dict[str, str]
    pairings: list[Pairing]

    def is_open_elsewhere(self, ref: str, cohort: str) -> bool:
        """Whether somebody has an open place in another cohort."""
        return self.open_in.get(ref, cohort) != cohort

    def most_beside(self, new: Pairing) -> int:
        """How many starters a buddy has at most at one time while `new` would last."""
        others = [one for one in self.pairings if one.buddy == new.buddy]
        days = [new.starts_on, *(one.starts_on for one in others if new.is_on(one.starts_on))]
        return max(sum(one.is_on(day) for one in others) for day in days)


def register_of(*, council: Council) -> CohortRegister:
    """The register of a council as it is now."""
    staff = User.objects.filter(council=council, affiliations__isnull=True).exclude(ref="")
    people = {ref: Known(pk, joined, left) for ref, pk, joined, left in staff.values_list(
        "ref", "pk", "joined_on", "left_on"
    )}  # fmt: skip
    rows = list(Member.objects.filter(cohort__council=council).select_related("cohort", "person"))
    pairs = BuddyPair.objects.filter(member__cohort__council=council)
    return CohortRegister(
        people=people,
        cohorts={row.name: row for row in Cohort.objects.filter(council=council)},
        members={(row.cohort.name, row.person.ref): row for row in rows},
        open_in={row.person.ref: row.cohort.name for row in rows if row.state in OPEN},
        pairings=[Pairing(*row) for row in pairs.values_list("buddy_id", "starts_on", "ends_on")],
    )
