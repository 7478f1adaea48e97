"""What narrows a matrix, as it stands in the address. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from academy.people.roles import ROLES
from home.team.rules.cells import BELOW, LAPSING, READY

USUAL_TASKS = ("ET01", "ET02", "ET03", "ET05", "ET07", "ET08", "ET10", "ET11", "ET12")
"""Plan writing and reviews: shown until somebody chooses."""
READINESS = {READY: "Ready for more", LAPSING: "Lapsed or lapsing", BELOW: "Below expected"}
MOST_MONTHS = 24


def month_end(month: datetime.date) -> datetime.date:
    """The last day of a month."""
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(days=1)


def past_months(today: datetime.date) -> list[datetime.date]:
    """The first days of the last two years' months, newest first, without the one that runs."""
    months, day = [], today.replace(day=1)
    for _ in range(MOST_MONTHS):
        day = (day - datetime.timedelta(days=1)).replace(day=1)
        months.append(day)
    return months


@dataclass(frozen=True)
class Narrow:
    """A role, a readiness, a past month, tasks, whether dates are shown, and who might be on leave."""

    role: str = ""
    readiness: str = ""
    month: datetime.date | None = None
    tasks: tuple[str, ...] = ()
    dates: bool = False
    away: int | None = None

    @classmethod
    def read(cls, asked: QueryDict, *, today: datetime.date) -> Narrow:
        """From the address; what is not a choice is left out."""
        role, readiness = asked.get("role", ""), asked.get("show", "")
        away = asked.get("away", "")
        return cls(
            role=role if role in ROLES else "",
            readiness=readiness if readiness in READINESS else "",
            month=_month(asked.get("month", ""), today),
            tasks=tuple(code for code in dict.fromkeys(asked.getlist("task")) if _is_code(code))[:60],
            dates=asked.get("dates") == "1",
            away=int(away) if away.isascii() and away.isdigit() and len(away) < 10 else None,
        )

    def day(self, today: datetime.date) -> datetime.date:
        """The day on which the matrix is looked at: today, or the end of a past month."""
        return month_end(self.month) if self.month else today

    @property
    def month_value(self) -> str:
        """The month as the address has it."""
        return f"{self.month:%Y-%m}" if self.month else ""

    def chosen(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Which of the framework's tasks are shown, in its order: those chosen, or the usual ones."""
        known = list(codes)
        for wish in (self.tasks, USUAL_TASKS):
            if found := tuple(code for code in known if code in wish):
                return found
        return tuple(known[: len(USUAL_TASKS)])

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is chosen, apart from who might be on leave, as names and values of the address."""
        said = [
            ("role", self.role),
            ("show", self.readiness),
            ("month", self.month_value),
            ("dates", "1" if self.dates else ""),
            *(("task", code) for code in self.tasks),
        ]
        return [(name, value) for name, value in said if value]

    @property
    def address(self) -> str:
        """As it stands in the address."""
        return urlencode([*self.pairs, *([("away", str(self.away))] if self.away else [])])


def _is_code(code: str) -> bool:
    return len(code) <= 8 and code.isascii() and code.isalnum()


def _month(said: str, today: datetime.date) -> datetime.date | None:
    """A month that is over, as 2026-10; anything else is none."""
    try:
        month = datetime.date.fromisoformat(f"{said}-01")
    except ValueError:
        return None
    return month if datetime.date(2000, 1, 1) <= month < today.replace(day=1) else None
