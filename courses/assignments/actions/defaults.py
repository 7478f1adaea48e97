"""The rules of the loop as a new council gets them."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, User
from academy.record.actions import write
from courses.assignments.models import LoopRule, LoopRuleVersion
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
        "Many of a team's marks on a criterion below good in a quarter of the year",
        "A workshop for the team, if its leaders and the practice development lead decide so",
    ),
    "advice": (
        "Many of a service's advice audits below good on a criterion in a quarter of the year",
        "Nothing. The service lead is offered advice about advice, and a session. It is never overdue",
    ),
    "auditor": (
        "An auditor's marks too far from the agreed ones",
        "The module on auditing and some calibration items. The audits are flagged, not taken out",
    ),
    "theme": (
        "The same point of complaint replies below good again and again in a month",
        "A workshop for the team, if its leaders and the practice development lead decide so",
    ),
    "excellent": (
        "Outstanding twice on a criterion",
        "Nothing. A thank-you, and an invitation to share the example if the writer agrees",
    ),
    "reaudit": (
        "A module done",
        "The writer's next plans are looked at again on that point. The auditor does not know which",
    ),
    "coaching": (
        "Below good again after the module",
        "A talk of manager and writer about what helps. Not the same module again",
    ),
}


@transaction.atomic
def load_default_rules(*, council: Council, by: User | None, at: datetime.datetime) -> int:
    """Make the rules that the council does not have yet, switched on; returns how many rules it has now.

    Rules that a practice development lead has changed are left as they are.
    """
    made = []
    for position, rule in enumerate(DEFAULT_RULES, 1):
        title, asks = WORDS[rule.kind]
        row, new = LoopRule.objects.get_or_create(
            council=council,
            code=rule.code,
            defaults={"kind": rule.kind, "title": title, "asks": asks, "position": position},
        )
        if new:
            made.append(row)
            LoopRuleVersion.objects.create(
                rule=row,
                number=1,
                due_days=rule.due_days or None,
                settings=stored_settings(rule),
                state="on",
                made_at=at,
                made_by=by,
                on_from=timezone.localdate(at),
            )
    if made:
        words = f"Loop rules laid down: {', '.join(row.code for row in made)}"
        write(council=council, by=by, at=at, verb="lay down", obj=made[0], words=words)
    return LoopRule.objects.filter(council=council).count()
