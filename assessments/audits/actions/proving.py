"""What audits show of their writers: evidence of kind AUD, in sets, as the audits stand now."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.law.dates import add_days, add_months
from academy.people.models import Council
from academy.work.actions import announce
from assessments.audits.models import GOOD, Audit, Grade
from assessments.instruments.models import Criterion
from competencies.evidence.actions import Showing, add_evidence_many, end_evidence_many
from competencies.evidence.models import Evidence
from competencies.framework.queries import competencies_by_code

TOPIC = "audits_to_prove"
LOT = 2000
"""Audits that one job of the ledger looks at."""
MONTHS_BACK = 24
"""What no level of trust would count any more is not made evidence: an older audit stays an audit."""
NO_MORE = "The audit was taken back, or a newer version of it took its place"
MODERATED = "A moderation agreed other grades"


def announce_proof(*, council: Council, audit_ids: Sequence[int], key: str, at: datetime.datetime) -> None:
    """Write the work into the ledger, a lot of audits a job, in the caller's transaction."""
    for start in range(0, len(audit_ids), LOT):
        lot = list(audit_ids[start : start + LOT])
        announce(topic=TOPIC, key=f"{key}:{lot[0]}", payload={"audit_ids": lot}, council=council, at=at)


@transaction.atomic
def prove_audits(*, audit_ids: Sequence[int], at: datetime.datetime) -> int:
    """Let these audits show what they show, as they stand now. Told twice or late, it comes to the same.

    An audit that counts shows a competency when every criterion it marked for it is good or better; marks
    below good add nothing and take nothing away. One that was taken back or replaced shows nothing more, and
    one that was moderated shows what the agreed grades show.
    Returns how many rows were added.
    """
    audits = list(
        Audit.objects.filter(pk__in=audit_ids).only(
            "pk", "council_id", "writer_id", "audited_on", "ref", "plan_ref", "is_current", "moderated_on"
        )
    )
    added = 0
    for council_id in sorted({one.council_id for one in audits}):
        own = [one for one in audits if one.council_id == council_id]
        end_evidence_many(
            council_id=council_id,
            kind=Evidence.Kind.AUDIT,
            source_keys=[source_key(one.pk) for one in own if not one.is_current],
            on=add_days(timezone.localdate(at), -1),
            words=NO_MORE,
            by=None,
            at=at,
        )
        earliest = add_months(timezone.localdate(at), -MONTHS_BACK)
        fresh = {one.pk: one for one in own if one.is_current and one.audited_on >= earliest}
        showings = list(_showings(council_id, fresh))
        _end_moderated(council_id, fresh, showings, at)
        added += add_evidence_many(
            council_id=council_id,
            kind=Evidence.Kind.AUDIT,
            showings=showings,
            what="Audits",
            by=None,
            at=at,
        )
    return added


def _end_moderated(
    council_id: int, audits: dict[int, Audit], showings: Sequence[Showing], at: datetime.datetime
) -> None:
    """What a moderated audit showed before the moderation and shows no more counts no longer."""
    keys = [source_key(pk) for pk, one in audits.items() if one.moderated_on is not None]
    if not keys:
        return
    shown = {(one.source_key, one.competency_id) for one in showings}
    stale: dict[str, set[int]] = defaultdict(set)
    rows = Evidence.objects.filter(source_key__in=keys, kind=Evidence.Kind.AUDIT, ended_words="")
    for key, competency_id in rows.values_list("source_key", "competency_id"):
        if (key, competency_id) not in shown:
            stale[key].add(competency_id)
    for key, competency_ids in sorted(stale.items()):
        end_evidence_many(
            council_id=council_id,
            kind=Evidence.Kind.AUDIT,
            source_keys=[key],
            competency_ids=competency_ids,
            on=add_days(timezone.localdate(at), -1),
            words=MODERATED,
            by=None,
            at=at,
        )


def source_key(audit_id: int) -> str:
    """What the evidence of one version of an audit is known by."""
    return f"audit:{audit_id}"


def _showings(council_id: int, audits: dict[int, Audit]) -> Iterator[Showing]:
    looks_at = _competencies(council_id, audits)
    for audit_id, shown in _shown(audits, looks_at).items():
        audit = audits[audit_id]
        if audit.writer_id is None:
            continue
        label = f"Audit {audit.ref} of plan {audit.plan_ref}: good or better"[:200]
        path, key = reverse("audit", args=[audit_id]), source_key(audit_id)
        for competency_id in sorted(shown):
            yield Showing(audit.writer_id, competency_id, audit.audited_on, label, path, key)


def _competencies(council_id: int, audits: dict[int, Audit]) -> dict[int, frozenset[int]]:
    """Each criterion with the competencies in force that it looks at."""
    if not audits:
        return {}
    criteria = Criterion.objects.filter(instrument__council_id=council_id).values_list("pk", "competencies")
    codes = {code for _, some in criteria for code in some}
    known = competencies_by_code(council_id=council_id, codes=codes)
    return {pk: frozenset(known[code].pk for code in some if code in known) for pk, some in criteria}


def _shown(audits: dict[int, Audit], looks_at: dict[int, frozenset[int]]) -> dict[int, set[int]]:
    """Competencies for which every mark of the audit is good or better."""
    good: dict[int, set[int]] = defaultdict(set)
    below: dict[int, set[int]] = defaultdict(set)
    for start in range(0, len(audits), 500):
        lot = list(audits)[start : start + 500]
        marks = Grade.objects.filter(audit_id__in=lot, standing__isnull=False)
        for audit_id, criterion_id, grade in marks.values_list("audit_id", "criterion_id", "standing"):
            (good if (grade or 0) >= GOOD else below)[audit_id] |= looks_at.get(criterion_id, frozenset())
    return {audit_id: shown - below[audit_id] for audit_id, shown in good.items()}
