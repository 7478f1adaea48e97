"""Changes that the demo's practice development lead marked, so that charts show what a marked change does."""

from __future__ import annotations

import datetime

from academy.people.models import Council, User
from assessments.audits.actions import mark_change

CHANGES = (
    (
        datetime.date(2026, 3, 2),
        "New template for section F: amount, who and how often in boxes of their own",
        "F3",
    ),
    (datetime.date(2026, 6, 1), "Health sends its advice on one form", "C1"),
)
"""Day, what changed, and on which criterion."""


def mark_through(*, council: Council, until: datetime.datetime) -> None:
    """Mark the changes that have happened by then."""
    pdl = User.objects.get(council=council, emailaddress__email="pdl@alderwick.example")
    for day, words, code in CHANGES:
        if day <= until.date():
            mark_change(changed_on=day, words=words, criterion_code=code, by=pdl, at=until)
