"""Moving a remedy and its finding together along their state tables."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.audits.models import Finding
from assessments.audits.states import FINDING
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Assignment
from courses.assignments.states import ASSIGNMENT


def lock_assignment(pk: int) -> Assignment:
    """The assignment as it is now, held until the end of the transaction. Raises the stamp of its council.

    The stamp is raised first: it makes changes of one council's loop wait in turn, in one order.
    """
    council_id = Assignment.objects.values_list("person__council_id", flat=True).get(pk=pk)
    raise_stamp(council_id=council_id)
    rows = Assignment.objects.select_related("finding", "criterion", "person", "rule")
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
