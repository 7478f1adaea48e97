"""Whether something that is asked rests on a grade that its writer queried."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from assessments.moderation.queries.replies import open_queries


def rests_on_query() -> Exists:
    """For assignments: a grade of the same criterion, in the audit of the finding or one of those that called
    for the work, waits for a panel."""
    mine = Q(reply__audit=OuterRef("finding__audit")) | Q(
        reply__audit__trigger_rows__assignment=OuterRef("pk")
    )
    return Exists(open_queries().filter(mine, criterion__code=OuterRef("criterion__code")))
