"""The rules of the loop as a new council gets them."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.people.models import Council, User
from academy.record.actions import write
from courses.assignments.models import LoopRule
from courses.assignments.rules import DEFAULT_RULES, stored_settings

WORDS = {
    "severe": (
        "One mark inadequate, or a critical criterion below good",
        "The module for that criterion, with its rewrite exercise",
    ),
    "repeated": (
        "The same criterion below good in two of the last three audits",
        "The module for that criterion, its knowledge check, and a talk in supervision",
    ),
    "first": ("Below good for the first time lately", "Nothing. A five-minute note is offered"),
    "team": (
        "A quarter or more of a team's marks on a criterion below good in a quarter of the year",
        "A workshop for the team",
    ),
    "excellent": (
        "Outstanding twice on a criterion",
        "Nothing. A thank-you, and an invitation to share the example if the writer agrees",
    ),
}


@transaction.atomic
def load_default_rules(*, council: Council, by: User | None, at: datetime.datetime) -> int:
    """Make the rules that the council does not have yet; returns how many rules it has now.

    Rules that a practice development lead has changed are left as they are.
    """
    made = []
    for position, rule in enumerate(DEFAULT_RULES, 1):
        title, asks = WORDS[rule.kind]
        row, new = LoopRule.objects.get_or_create(
            council=council,
            code=rule.code,
            defaults={
                "kind": rule.kind,
                "title": title,
                "asks": asks,
                "due_days": rule.due_days or None,
                "settings": stored_settings(rule),
                "position": position,
            },
        )
        if new:
            made.append(row)
    if made:
        words = f"Loop rules laid down: {', '.join(row.code for row in made)}"
        write(council=council, by=by, at=at, verb="lay down", obj=made[0], words=words)
    return LoopRule.objects.filter(council=council).count()
