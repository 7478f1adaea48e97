"""A version of an audit does not count any more: its queries are closed in words, and its case moves on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from academy.record.actions import write
from academy.work.actions import announce
from assessments.audits.models import Audit
from assessments.moderation.actions.cases import open_case
from assessments.moderation.actions.letters import CLOSED, tell_keepers, tell_writer
from assessments.moderation.actions.replies import TOPIC
from assessments.moderation.models import Case, GradeQuery, Reply
from assessments.moderation.queries.replies import version_that_counts
from assessments.moderation.states import CASE, GRADE_QUERY, REPLY

LOT = 500
GONE = "The version of the audit does not count any more"


@transaction.atomic
def close_queries(*, audit_ids: Sequence[int], at: datetime.datetime) -> int:
    """Close what writers queried on versions that were replaced or taken back. Returns how many.

    The writer and whoever keeps the sample are told, work that waited goes on or falls with its ground, and
    a case that was drawn goes on with the version that counts. Told twice, nothing more happens.
    """
    closed = 0
    for start in range(0, len(audit_ids), LOT):
        gone = Audit.objects.filter(pk__in=audit_ids[start : start + LOT], is_current=False)
        _move_cases(gone, at)
        rows = GradeQuery.objects.filter(state="open", reply__audit__in=gone).select_for_update(of=("self",))
        found = list(rows.select_related("reply__audit__writer", "criterion").order_by("pk"))
        for row in found:
            row.state, row.settled_at = GRADE_QUERY.after(row.state, "close"), at
            row.save(update_fields=["state", "settled_at"])
        for audit_id, row in {row.reply.audit_id: row for row in reversed(found)}.items():
            _settle(row, at)
            announce(
                topic=TOPIC,
                key=f"closed:{row.pk}:{at:%Y%m%d%H%M%S}",
                payload={"audit_ids": [audit_id]},
                council=row.reply.audit.council_id,
                at=at,
            )
        if found:
            tell_keepers(
                council_id=found[0].reply.audit.council_id, query_ids=[row.pk for row in found], at=at
            )
        closed += len(found)
    return closed


def _settle(row: GradeQuery, at: datetime.datetime) -> None:
    """The feedback of a version that is gone waits for nobody; its writer and the history hear why."""
    audit = row.reply.audit
    reply = Reply.objects.select_for_update(of=("self",)).get(pk=row.reply_id)
    reply.state = REPLY.after(reply.state, "settle")
    reply.save(update_fields=["state"])
    tell_writer(
        audit=audit, template=CLOSED, about=f"query:{row.pk}:{at:%Y%m%d%H%M%S}",
        context={"query_id": row.pk}, at=at,
    )  # fmt: skip
    write(
        council=audit.council_id, by=None, at=at, verb="close", obj=reply, about=audit.writer_id,
        words=f"Closed a query on plan {audit.plan_ref}. {GONE}",
    )  # fmt: skip


def _move_cases(gone: QuerySet[Audit], at: datetime.datetime) -> None:
    """A case goes on with the version that counts; one that only a query called for is not needed."""
    rows = Case.objects.filter(state="waiting", audit__in=gone).select_for_update(of=("self",))
    for case in rows.select_related("audit").order_by("pk"):
        newest = version_that_counts(case.audit)
        only_queried = case.why == Case.Why.DISPUTED and case.round_id is None
        if newest is None or only_queried or newest.cases.filter(state="waiting").exists():
            case.state = CASE.after(case.state, "drop")
            words = f"Not needed any more. {GONE}"
        else:
            case.audit = newest
            words = "The panel looks at the newer version of the audit"
        case.save(update_fields=["state", "audit"])
        write(council=case.council_id, by=None, at=at, verb="move", obj=case, words=words)


@transaction.atomic
def reopen_queries(*, audit_ids: Sequence[int], at: datetime.datetime) -> int:
    """A version counts again, because the one after it was taken back: what was queried waits for a panel
    again. Returns how many. Told twice, nothing more happens."""
    reopened = 0
    for start in range(0, len(audit_ids), LOT):
        back = Audit.objects.filter(pk__in=audit_ids[start : start + LOT], is_current=True)
        rows = GradeQuery.objects.filter(state="closed", reply__audit__in=back).select_related("reply__audit")
        for row in rows.select_for_update(of=("self",)).order_by("pk"):
            audit = row.reply.audit
            row.state, row.settled_at = GRADE_QUERY.after(row.state, "reopen"), None
            row.save(update_fields=["state", "settled_at"])
            reply = Reply.objects.select_for_update(of=("self",)).get(pk=row.reply_id)
            reply.state = REPLY.after(reply.state, "query")
            reply.save(update_fields=["state"])
            open_case(audit=audit, why=Case.Why.DISPUTED, at=at)
            announce(
                topic=TOPIC,
                key=f"reopened:{row.pk}:{at:%Y%m%d%H%M%S}",
                payload={"audit_ids": [audit.pk]},
                council=audit.council_id,
                at=at,
            )
            reopened += 1
    return reopened
