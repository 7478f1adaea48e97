"""A newer version of an audit was taken back: what the version before had asked for stands again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce

from django.db import transaction

from assessments.audits.models import Audit, Finding
from assessments.audits.states import FINDING
from courses.assignments.models import Assignment, Trigger
from courses.assignments.queries.facts import in_chunks
from courses.assignments.states import ASSIGNMENT

STEPS = {
    "asked": ("assign",),
    "paused": ("assign", "pause"),
    "waived": ("assign", "waive"),
    "learnt": ("assign", "learn"),
    "resolved": ("assign", "learn", "resolve"),
    "repeated": ("assign", "learn", "repeat"),
    "too_few": ("assign", "learn", "run_out"),
}
"""The way of a new finding to where its remedy stands."""


@transaction.atomic
def rejoin_findings(*, audit_ids: Sequence[int]) -> list[int]:
    """Put findings that were found again to where their work stands, if it was never withdrawn.

    The others wait for the rules: returns the audits that the rules may answer. History is not among them.
    """
    apart: dict[str, list[int]] = defaultdict(list)
    live: list[int] = []
    for lot in in_chunks(audit_ids):
        live += Audit.objects.filter(pk__in=lot, batch__history_only=False).values_list("pk", flat=True)
        rows = Assignment.objects.filter(finding__audit_id__in=lot, finding__state__in=("new", "noted"))
        for state, finding_id in rows.exclude(state="withdrawn").values_list("state", "finding_id"):
            apart[state].append(finding_id)
    for state, pks in apart.items():
        end = reduce(FINDING.after, STEPS[state], "new")
        for lot in in_chunks(pks):
            Finding.objects.filter(pk__in=lot).update(state=end)
    return live


FRESH = [
    field.name
    for field in Assignment._meta.concrete_fields
    if field.name not in ("id", "person", "rule", "finding")
]


def take_up_again(rows: Sequence[Assignment]) -> list[Assignment]:
    """Of assignments about to be made, take up again those that were withdrawn for the same finding and rule.

    They start as fresh as if they were made now. Returns the rest, which have to be made.
    """
    known: dict[tuple[int, int], int] = {}
    for lot in in_chunks([row.finding_id for row in rows]):
        gone = Assignment.objects.filter(finding_id__in=lot, state="withdrawn")
        known |= {(one, rule): pk for pk, one, rule in gone.values_list("pk", "finding_id", "rule_id")}
    again = []
    for row in rows:
        pk = known.get((row.finding_id, row.rule_id))
        if pk is not None:
            row.pk, row.state = pk, ASSIGNMENT.after("withdrawn", "restore")
            again.append(row)
    if again:
        Assignment.objects.bulk_update(again, FRESH, batch_size=200)
        for lot in in_chunks([row.pk for row in again]):
            Trigger.objects.filter(assignment_id__in=lot).delete()
    return [row for row in rows if row.pk is None]
