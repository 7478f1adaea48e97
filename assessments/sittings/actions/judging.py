"""What a marker says of an answer that no machine can judge alone."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from assessments.questions.kinds import Marked
from assessments.sittings.actions.closing import settle
from assessments.sittings.actions.saving import put_marked
from assessments.sittings.marking import JudgeLine, judged, lines_to_judge
from assessments.sittings.models import Judgement, Sitting
from assessments.sittings.rules import check_judge


@transaction.atomic
def judge_answer(
    *, judgement: Judgement, levels: Sequence[int | None], words: str, by: User, at: datetime.datetime
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
    chosen = _levels(lines_to_judge(slot.shown, machine), levels)
    marked = judged(slot.shown, machine, chosen)
    put_marked(slot, marked)
    slot.save(update_fields=["marked", "points", "of"])
    row.levels = chosen
    row.words, row.judged_at, row.judged_by = words, at, by
    row.save(update_fields=["levels", "words", "judged_at", "judged_by"])
    write(
        council=by.council_id, by=by, at=at, verb="mark", obj=row,
        words=f"Marked an answer in {sitting.paper.title} ({sitting.paper.code})"[:400],
    )  # fmt: skip
    if not Judgement.objects.filter(slot__sitting=sitting, judged_at__isnull=True).exists():
        settle(sitting, list(sitting.slots.all()), by, at)
    return row


def _levels(lines: Sequence[JudgeLine], levels: Sequence[int | None]) -> list[int]:
    """A level for each line; Refused for a line without one."""
    chosen = []
    for place, line in enumerate(lines):
        level = levels[place] if place < len(levels) else None
        if level is None or not 0 <= level < len(line.levels):
            raise Refused(f"Choose a level for: {line.label}.", code="level")
        chosen.append(level)
    return chosen
