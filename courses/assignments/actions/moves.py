"""Moving a remedy and its finding together along their state tables."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import Line, write, write_many
from assessments.audits.actions import close_reaudits
from assessments.audits.models import Finding
from assessments.audits.states import FINDING
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Assignment
from courses.assignments.queries.facts import in_chunks
from courses.assignments.states import ASSIGNMENT

LOT = 200


def lock_assignment(pk: int) -> Assignment:
    """The assignment as it is now, held until the end of the transaction. Raises the stamp of its council.

    The stamp is raised first: it makes changes of one council's loop wait in turn, in one order.
    """
    council_id = Assignment.objects.values_list("person__council_id", flat=True).get(pk=pk)
    raise_stamp(council_id=council_id)
    rows = Assignment.objects.select_related("finding", "criterion", "person", "rule", "version")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def move(
    assignment: Assignment,
    verb: str,
    *,
    by: User | None,
    at: datetime.datetime,
    words: str,
    finding_verb: str = "",
) -> None:
    """Move the remedy and its finding, save both and write the record.

    `finding_verb` where the finding's verb has another name. A finding that an import took back stays so.
    """
    assignment.state = ASSIGNMENT.after(assignment.state, verb)
    assignment.save()
    finding = assignment.finding
    try:
        end = FINDING.after(finding.state, finding_verb or verb)
    except Refused:
        if finding.state != "withdrawn":
            raise
    else:
        Finding.objects.filter(pk=finding.pk, state=finding.state).update(state=end)
        finding.state = end
    write(
        council=assignment.person.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=assignment,
        about=assignment.person_id,
        words=words[:400],
        detail={"finding": finding.pk},
    )


@dataclass(frozen=True)
class Step:
    """One of many moves that are made together. `settled_on` is kept where the move settles something."""

    assignment: Assignment
    verb: str
    words: str
    settled_on: datetime.date


def move_many(steps: Sequence[Step], *, by: User | None, at: datetime.datetime) -> None:
    """Move many remedies of one council with their findings: a constant number of statements a lot.

    Their questions to the sample are closed with them.
    """
    if not steps:
        return
    finding_moves: dict[tuple[str, str], list[int]] = defaultdict(list)
    for step in steps:
        row, finding = step.assignment, step.assignment.finding
        row.state, row.settled_on = ASSIGNMENT.after(row.state, step.verb), step.settled_on
        if finding.state != "withdrawn":
            finding_moves[finding.state, FINDING.after(finding.state, step.verb)].append(finding.pk)
    Assignment.objects.bulk_update(
        [step.assignment for step in steps], ["state", "settled_on"], batch_size=LOT
    )
    for (start, end), pks in finding_moves.items():
        for lot in in_chunks(pks):
            Finding.objects.filter(pk__in=lot, state=start).update(state=end)
    close_reaudits(source_keys=[f"assignment:{step.assignment.pk}" for step in steps], at=at)
    write_many(
        council=steps[0].assignment.person.council_id,
        by=by,
        at=at,
        lines=[
            Line(
                verb=step.verb,
                noun="assignment",
                noun_id=str(step.assignment.pk),
                about=step.assignment.person_id,
                words=step.words[:400],
                detail={"finding": step.assignment.finding_id},
            )
            for step in steps
        ],
    )
