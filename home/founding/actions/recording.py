"""The demo's records: certificates of everybody who graduated, and what some people wrote down themselves."""

from __future__ import annotations

import datetime
import uuid

from academy.people.models import Council, User
from courses.records.actions import add_entry, certify_graduates
from courses.records.models import CpdEntry

PROGRAMME = "IND-6W"
Kind = CpdEntry.Kind
WRITTEN: tuple[tuple[str, int, Kind, str, int, tuple[str, ...], str], ...] = (
    (
        "coordinator", 12, Kind.SUPERVISION, "Supervision on a plan that came back", 60, ("C5.4", "C10.3"),
        "I now write who does it, how often and for how long before I write anything else.",
    ),
    (
        "coordinator", 40, Kind.COURSE, "Regional webinar on joint commissioning", 90, ("C4.4",),
        "I ask health for numbers and not for a promise to review.",
    ),
    (
        "coordinator", 96, Kind.READING, "Code of Practice, chapter 9, on reviews", 45, ("C7.1", "C1.5"),
        "I put the four weeks after the meeting into my calendar on the day of the meeting.",
    ),
    ("coordinator", 260, Kind.TEACHING, "Showed a colleague how a request is triaged", 40, ("C10.5",), ""),
    (
        "starter", 3, Kind.WATCHING, "Watched a duty call with a parent", 35, ("C3.2",),
        "My colleague said when she would ring next, and wrote it down in front of the phone.",
    ),
    (
        "senior", 21, Kind.TEACHING, "Led a half hour on outcomes in the team meeting", 30, ("C5.3", "C10.5"),
        "Next time I bring two poor examples instead of five.",
    ),
)  # fmt: skip
"""Who, how many days ago, what kind of thing, what, how long, about what, and what it changes."""
_KEYS = uuid.UUID("0b0c7c0e-2c54-4d8e-9a0f-6c1f5f0b7a21")


def keep_records(*, council: Council, until: datetime.datetime) -> None:
    """Certificates for all graduates in one go; badges and papers are made when somebody asks for one."""
    certify_graduates(council=council, programme=PROGRAMME, by=None, at=until)
    for name, days, kind, title, minutes, competencies, reflection in WRITTEN:
        at = until - datetime.timedelta(days=days)
        add_entry(
            key=uuid.uuid5(_KEYS, f"{name}:{days}"),
            entry={
                "kind": kind, "title": title, "on": at.date(), "minutes": minutes,
                "competencies": list(competencies), "reflection": reflection,
            },
            by=User.objects.get(council=council, emailaddress__email=f"{name}@alderwick.example"),
            at=at,
        )  # fmt: skip
