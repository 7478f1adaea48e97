"""Handing in, marking and settling. Whoever comes first does it, and it is done once."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.questions.kinds import Marked
from assessments.sittings.actions.saving import mark_slot, put_marked
from assessments.sittings.marking import Outcome, judged_empty, outcome_of
from assessments.sittings.models import Judgement, PaperResult, Sitting, SittingSlot
from assessments.sittings.queries.past import marked_slot
from assessments.sittings.rules import is_over
from assessments.sittings.states import SITTING
from competencies.evidence.actions import add_evidence
from competencies.evidence.models import Evidence

SITTING_SETTLED = "sitting_settled"
MARK_THE_PLAN = "X5"
NOT_YOURS = "This is not your paper."
MARKED = ("marked", "points", "of")


@transaction.atomic
def hand_in(*, sitting_id: int, by: User, at: datetime.datetime) -> Sitting:
    """The person hands in. Pressed twice, it is done once. Raises Refused for somebody else's."""
    sitting = _lock(sitting_id)
    if sitting is None or sitting.person_id != by.pk:
        raise Refused(NOT_YOURS)
    if sitting.state == "open":
        _close(sitting, by, at)
    return sitting


@transaction.atomic
def close_overdue(*, sitting_id: int, at: datetime.datetime) -> bool:
    """The clock hands in: whether it was time. Every look at a sitting asks this, and so does the ledger."""
    sitting = _lock(sitting_id)
    if sitting is None or sitting.state != "open" or not is_over(sitting, at):
        return False
    _close(sitting, None, at)
    return True


def _lock(sitting_id: int) -> Sitting | None:
    return (
        Sitting.objects.select_for_update(of=("self",))
        .select_related("paper", "person")
        .filter(pk=sitting_id)
        .first()
    )


def _close(sitting: Sitting, by: User | None, at: datetime.datetime) -> None:
    """Mark what a machine marks, put the rest into the markers' queue, settle if nothing is left."""
    sitting.handed_in_at = at if sitting.due_at is None else min(at, sitting.due_at)
    slots = list(sitting.slots.all())
    for slot in slots:
        if slot.checked_at is None:
            mark_slot(slot)
        put_empty(slot)
    SittingSlot.objects.bulk_update(slots, MARKED)
    waiting = [slot for slot in slots if slot.marked["for_person"]]
    Judgement.objects.bulk_create(Judgement(slot=slot, waits_since=at) for slot in waiting)
    if waiting:
        sitting.state = SITTING.after(sitting.state, "hand_in")
        sitting.save(update_fields=["state", "handed_in_at"])
    else:
        settle(sitting, slots, by, at)


def put_empty(slot: SittingSlot) -> None:
    """Nobody has to look at what is not there. Not saved here."""
    if slot.marked["for_person"] and not slot.answer:
        put_marked(slot, judged_empty(slot.shown, Marked.from_row(slot.marked)))


def settle(
    sitting: Sitting,
    slots: list[SittingSlot],
    by: User | None,
    at: datetime.datetime,
    verb: str = "settle",
) -> None:
    """The result of a sitting that is marked to its last answer, and the news of it. In one transaction.

    Settled again, after a late answer was let in, it is told once more only if it has changed.
    """
    before = sitting.passed
    outcome = outcome_of(
        (marked_slot(one, near=bool(sitting.terms.get("near"))) for one in slots),
        pass_per_cent=int(sitting.terms["pass_per_cent"]),
    )
    sitting.state = SITTING.after(sitting.state, verb)
    sitting.points, sitting.of = outcome.points, outcome.of
    sitting.passed, sitting.failed_never = outcome.passed, outcome.failed_never
    sitting.save(update_fields=["state", "handed_in_at", "points", "of", "passed", "failed_never"])
    if sitting.terms["assessed"] and outcome.passed != before:
        _tell(sitting, slots, outcome, by, at)
    announce(
        topic=SITTING_SETTLED,
        key=str(sitting.pk) if before is None else f"{sitting.pk}:{at.isoformat()}",
        payload=_news_of(sitting),
        council=sitting.person.council_id,
        at=at,
    )


def _news_of(sitting: Sitting) -> dict[str, Any]:
    """What the parts above are told of a result; see docs/tasks.md. Ids and figures, no words."""
    return {
        "sitting_id": sitting.pk,
        "person_id": sitting.person_id,
        "paper_code": sitting.paper.code,
        "assessed": sitting.terms["assessed"],
        "passed": sitting.passed,
        "attempt": sitting.number,
        "score": sitting.points,
        "of": sitting.of,
        "failed_never": sitting.failed_never,
    }


def _tell(
    sitting: Sitting, slots: list[SittingSlot], outcome: Outcome, by: User | None, at: datetime.datetime
) -> None:
    """The result for the manager, evidence of a pass, and a line of history that says no more than that."""
    paper, person = sitting.paper, sitting.person
    day = timezone.localdate(sitting.handed_in_at)
    result, made = PaperResult.objects.select_for_update().get_or_create(
        person=person,
        paper=paper,
        defaults={"passed": outcome.passed, "sittings": sitting.number, "on": day},
    )
    if not made:
        result.on = day if outcome.passed or not result.passed else result.on
        result.passed = result.passed or outcome.passed
        result.sittings = max(result.sittings, sitting.number)
        result.save(update_fields=["on", "passed", "sittings"])
    if outcome.passed and paper.competencies:
        add_evidence(
            person=person,
            competency_codes=paper.competencies,
            kind=_shown_by(slots),
            shown_on=day,
            source_label=f"{paper.title}, {paper.code}"[:200],
            source_path="/sittings/",
            source_key=f"paper:{paper.pk}:passed",
            by=by,
            at=at,
        )
    write(
        council=person.council_id,
        by=by,
        at=at,
        verb="sit",
        obj=sitting,
        about=person,
        words=f"{'Passed' if outcome.passed else 'Not yet passed'}: {paper.title} ({paper.code})"[:400],
    )


def _shown_by(slots: list[SittingSlot]) -> Evidence.Kind:
    """The kind of evidence that a paper is: grades against a panel's, casework exercises, or questions."""
    kinds = {slot.kind for slot in slots}
    if kinds == {MARK_THE_PLAN}:
        return Evidence.Kind.CALIBRATION
    if all(kind.startswith("X") for kind in kinds):
        return Evidence.Kind.SIMULATION
    return Evidence.Kind.KNOWLEDGE_CHECK
