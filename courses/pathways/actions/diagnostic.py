"""What follows from a diagnostic that is marked: exemptions part by part, and the gaps of a path."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.words import day_month_year
from assessments.sittings.models import Sitting
from courses.pathways.actions.exemptions import exempt
from courses.pathways.models import Exemption, PathModule, UpskillingPath
from courses.pathways.queries.diagnostic import answered_of
from courses.pathways.rules.diagnostic import Block, results_of
from courses.pathways.rules.permits import is_exemptible


@transaction.atomic
def apply_diagnostic(*, sitting_id: int, at: datetime.datetime) -> int:
    """Exempt from the modules of every part that was shown, by the rule; done twice it changes nothing.

    Returns how many exemptions are new. Other papers are left alone. What was not shown becomes a gap on the
    upskilling path of somebody who is on one.
    """
    sitting = Sitting.objects.select_related("person", "paper").filter(pk=sitting_id).first()
    if sitting is None or sitting.state != "marked" or not sitting.terms.get("diagnostic"):
        return 0
    results = results_of(answered_of(sitting.slots.all()))
    new = 0
    for block in (one.block for one in results if one.is_shown):
        for code in filter(is_exemptible, block.modules):
            new += exempt(
                person=sitting.person,
                module_code=code,
                basis=Exemption.Basis.DIAGNOSTIC,
                reason=_reason(sitting, block),
                sitting=sitting,
                by=None,
                at=at,
            )
    path = UpskillingPath.objects.filter(person=sitting.person, state="on").first()
    if path is not None:
        _add_gaps(path, [one.block for one in results if one.share is not None and not one.is_shown], at)
    return new


def _reason(sitting: Sitting, block: Block) -> str:
    day = day_month_year(timezone.localdate(sitting.handed_in_at))
    return f"“{block.title}” shown on {day}: {block.needs}."


def _add_gaps(path: UpskillingPath, blocks: list[Block], at: datetime.datetime) -> None:
    for block in blocks:
        for code in block.gap:
            PathModule.objects.get_or_create(
                path=path,
                module_code=code,
                defaults={"why": f"For “{block.title}”, a part of the diagnostic", "added_at": at},
            )
