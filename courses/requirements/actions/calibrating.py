"""LR-06: the module on auditing, asked of an auditor whose grades were too far from the agreed ones."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.words import plural
from assessments.calibration.models import Recalibration
from courses.assignments.queries.rulebooks import rule_asked
from courses.pages.queries import modules_by_code
from courses.requirements.actions.asking import Wanted, ask_many
from courses.requirements.models import Ask, AskReason


@transaction.atomic
def ask_calibration(*, recalibration_id: int, at: datetime.datetime) -> int:
    """Ask the module by the day of the calibration, with its reason in words. Told twice, it is asked once.

    An academy without the module, or with the
    rule switched off, asks the items alone. Returns how many reasons are new.
    """
    rows = Recalibration.objects.select_related("auditor").filter(pk=recalibration_id, state="open")
    row = rows.first()
    if row is None:
        return 0
    council_id = row.auditor.council_id
    rule = rule_asked(council_id=council_id, kind="auditor")
    if rule is None or rule.module not in modules_by_code(council_id=council_id, codes=[rule.module]):
        return 0
    reason = (
        f"{row.within_one:.0%} of your {row.pairs} compared grades were within one grade of what others "
        f"agreed; {rule.share:.0%} are needed ({rule.code}). Do this module and grade "
        f"{plural(row.items, 'calibration item')}."
    )
    wanted = Wanted(
        person_id=row.auditor_id,
        kind=Ask.Kind.MODULE,
        code=rule.module,
        source=AskReason.Source.AGREEMENT,
        reason=reason,
        due_on=row.due_on,
        key=str(row.pk),
    )
    return len(ask_many(council_id=council_id, wanted=[wanted], by=None, at=at))
