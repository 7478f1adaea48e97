"""Two years of the log in which the demo's quality assurance keeps what it thinks of services' advice."""

from __future__ import annotations

import csv
import datetime
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from academy.kit.refusals import Refused
from academy.law.dates import add_months
from academy.people.models import Council, Organisation
from assessments.audits.models import Audit
from assessments.imports.actions import bring_in_file
from assessments.instruments.queries import ADVICE_AUDIT
from home.founding.actions.cast import at_nine, cast_of
from home.outreach.queries.visits import visits_between

QUARTERS = 8
KEPT_AFTER = datetime.timedelta(days=10)
"""So long after the quarter its log is brought in."""
CRITERIA = {
    "ADV1": 0.12, "ADV2": 0.05, "ADV3": -0.08, "ADV4": -0.25, "ADV5": -0.12, "ADV6": 0.0, "ADV7": 0.08,
    "ADV8": 0.02,
}  # fmt: skip
"""How much more or less often than the rest each is good."""
HEADINGS = ("Qtr", "Service", "Report type", "Date received", "In time Y/N", "Grade", *CRITERIA)
LATE = "ADV7"


@dataclass(frozen=True)
class Writes:
    """A service that writes advice: what it is called, how many reports of a quarter are looked at, how
    often a mark is good, and how much more often once its people have come to a session."""

    ref: str
    report: str
    reports: int
    good: float
    gain: float


SERVICES = (
    Writes("ORG-0565", "Educational psychology advice", 4, 0.70, 0.16),
    Writes("ORG-0566", "Specialist teaching advice", 2, 0.74, 0.0),
    Writes("ORG-0567", "Therapy advice", 4, 0.56, 0.22),
    Writes("ORG-0568", "Therapy advice", 3, 0.62, 0.0),
    Writes("ORG-0570", "Mental health advice", 1, 0.60, 0.0),
    Writes("ORG-0571", "Social care advice", 3, 0.48, 0.10),
)


def advise_through(*, council: Council, until: datetime.datetime) -> None:
    """Bring in the logs of the last eight whole quarters. Asked again, nothing changes."""
    if Audit.objects.filter(council=council, instrument__code=ADVICE_AUDIT, service__isnull=False).exists():
        return
    approver = cast_of(council=council, until=until).qa
    today = timezone.localdate(until)
    came = _first_visits(council, today)
    chance = random.Random(19)  # noqa: S311 - a made-up history, not a secret
    for first, last in _quarters(today):
        result = bring_in_file(
            council=council,
            name=f"advice log {first:%Y} Q{first.month // 3 + 1}.csv",
            raw=_log(first, last, came, chance),
            approver=approver,
            history_only=True,
            at=min(at_nine(last + KEPT_AFTER), until),
        )
        if result.state != "applied":
            raise Refused(result.words)


def _first_visits(council: Council, today: datetime.date) -> dict[str, datetime.date]:
    """When somebody of an organisation first came to a session, by the number of the organisation."""
    refs = dict(Organisation.objects.filter(council=council).values_list("pk", "ref"))
    found: dict[str, datetime.date] = {}
    for visit in visits_between(council_id=council.pk, first=add_months(today, -24), last=today):
        if visit.came and visit.organisation:
            ref = refs[visit.organisation]
            found[ref] = min(found.get(ref, visit.on), visit.on)
    return found


def _quarters(today: datetime.date) -> Iterator[tuple[datetime.date, datetime.date]]:
    """First and last day of each whole quarter of a calendar year, the oldest first."""
    this = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    for back in range(QUARTERS, 0, -1):
        yield add_months(this, -3 * back), add_months(this, 3 - 3 * back) - datetime.timedelta(days=1)


def _log(
    first: datetime.date, last: datetime.date, came: dict[str, datetime.date], chance: random.Random
) -> bytes:
    """The log of a quarter, one row a report."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for service in SERVICES:
        for _ in range(service.reports):
            day = first + datetime.timedelta(days=chance.randrange((last - first).days + 1))
            after = service.ref in came and day > came[service.ref]
            marks = [_mark(service.good + after * service.gain + more, chance) for more in CRITERIA.values()]
            in_time = "N" if marks[list(CRITERIA).index(LATE)] in ("RI", "I") else "Y"
            quarter = f"Q{first.month // 3 + 1}"
            row = [quarter, service.ref, service.report, day.isoformat(), in_time, _overall(marks), *marks]
            writer.writerow(row)
    return text.getvalue().encode()


def _mark(good: float, chance: random.Random) -> str:
    """Good this often, and now and then better or worse than that."""
    if chance.random() < good:
        return "O" if chance.random() < 0.15 else "G"
    return "I" if chance.random() < 0.15 else "RI"


def _overall(marks: list[str]) -> str:
    """What somebody would write beside these marks."""
    low = sum(mark in ("RI", "I") for mark in marks)
    if "I" in marks and low > len(marks) / 2:
        return "I"
    return "RI" if low > 2 else "G"
