"""What a marker says of an answer that no machine can judge alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from assessments.questions.kinds import Marked
from assessments.sittings.actions.closing import settle
from assessments.sittings.marking import judged, lines_to_judge
from assessments.sittings.models import Judgement, Sitting
from assessments.sittings.rules import check_judge


@transaction.atomic
def judge_answer(
    *, judgement: Judgement, levels: Mapping[int, int], words: str, by: User, at: datetime.datetime
) -> Judgement:
    """Keep a marker's levels. With the last answer of a sitting the result stands."""
    row = Judgement.objects.select_related("slot__sitting__paper", "slot__sitting__person").get(
        pk=judgement.pk
    )
    if not can(by, "mark_tasks", row):
        raise Refused("Only markers may do this.", code="not_allowed")
    sitting = (
        Sitting.objects.select_for_update(of=("self",))
        .select_related("paper", "person")
        .get(pk=row.slot.sitting_id)
    )
    row.refresh_from_db(fields=["judged_at"])
    check_judge(row, by.pk)
    slot = row.slot
    machine = Marked.from_row(slot.marked)
    if missing := [n for n in lines_to_judge(machine) if n not in levels]:
        raise Refused(f"Choose a level for {machine.lines[missing[0]].label}.", code="level")
    marked = judged(machine, levels)
    slot.marked, slot.points, slot.of = marked.as_row(), min(marked.points, marked.of), marked.of
    slot.save(update_fields=["marked", "points", "of"])
    row.levels = {str(number): level for number, level in levels.items()}
    row.words, row.judged_at, row.judged_by = words, at, by
    row.save(update_fields=["levels", "words", "judged_at", "judged_by"])
    write(
        council=by.council_id, by=by, at=at, verb="mark", obj=row,
        words=f"Marked an answer in {sitting.paper.title} ({sitting.paper.code})"[:400],
    )  # fmt: skip
    if not Judgement.objects.filter(slot__sitting=sitting, judged_at__isnull=True).exists():
        settle(sitting, list(sitting.slots.all()), by, at)
    return row
