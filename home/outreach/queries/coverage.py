"""Which settings and services came to what in a year, and which never came."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from academy.law.dates import add_months
from academy.people.models import Organisation, User
from home.outreach.queries.visits import Visit, visits_between
from home.outreach.rules.reaching import say_people, share_of

MONTHS = 12
OTHER = "other"
"""What a sector is called that nobody wrote down."""
SHOWS = (("", "Everybody"), ("came", "Who came"), ("never", "Who never came"))


@dataclass(frozen=True)
class SectorLine:
    """One kind of setting or service: how many there are, and how many of them came at least once."""

    sector: str
    organisations: int
    came: int

    @property
    def never(self) -> int:
        """How many never came."""
        return self.organisations - self.came

    @property
    def share(self) -> float | None:
        """The share that came."""
        return share_of(self.came, self.organisations)


@dataclass(frozen=True)
class OrganisationLine:
    """One setting or service: what its people came to, the latest day of each, and how many people it was."""

    name: str
    sector: str
    topics: tuple[tuple[str, datetime.date], ...]
    people: str

    @property
    def came(self) -> bool:
        """Whether anybody came."""
        return bool(self.topics)


@dataclass(frozen=True)
class Coverage:
    """The whole page, as it is narrowed. `unmarked`: places in sessions whose register nobody took."""

    first: datetime.date
    last: datetime.date
    sectors: tuple[SectorLine, ...]
    lines: Sequence[OrganisationLine]
    unmarked: int

    @property
    def organisations(self) -> int:
        """How many settings and services there are."""
        return sum(line.organisations for line in self.sectors)

    @property
    def came(self) -> int:
        """How many of them came at least once."""
        return sum(line.came for line in self.sectors)

    @property
    def never(self) -> int:
        """How many never came."""
        return self.organisations - self.came


def coverage_for(*, actor: User, today: datetime.date, sector: str = "", show: str = "") -> Coverage:
    """The year until today. Two queries, however many organisations and visits there are.

    Whoever shows this page asked first whether the actor may see figures (`see_reach`).
    """
    first = add_months(today, -MONTHS)
    visits = visits_between(council_id=actor.council_id, first=first, last=today)
    by_place: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.organisation is not None and visit.came:
            by_place[visit.organisation].append(visit)
    rows = Organisation.objects.filter(council_id=actor.council_id).order_by("name", "pk")
    lines = [
        _line(name, of, by_place.get(pk, [])) for pk, name, of in rows.values_list("pk", "name", "sector")
    ]
    return Coverage(
        first,
        today,
        _sectors(lines),
        [line for line in lines if _fits(line, sector, show)],
        sum(1 for visit in visits if visit.came is None),
    )


def _line(name: str, sector: str, visits: Sequence[Visit]) -> OrganisationLine:
    latest: dict[str, datetime.date] = {}
    for visit in visits:
        latest[visit.title] = max(visit.on, latest.get(visit.title, visit.on))
    return OrganisationLine(
        name,
        sector or OTHER,
        tuple(sorted(latest.items())),
        say_people([visit.person for visit in visits]) if visits else "",
    )


def _sectors(lines: Sequence[OrganisationLine]) -> tuple[SectorLine, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        counts[line.sector][0] += 1
        counts[line.sector][1] += line.came
    return tuple(SectorLine(sector, every, came) for sector, (every, came) in sorted(counts.items()))


def _fits(line: OrganisationLine, sector: str, show: str) -> bool:
    if sector and line.sector != sector:
        return False
    return not show or line.came == (show == "came")
