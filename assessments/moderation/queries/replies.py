"""What a writer answered, how it stands, and what waits for the QA team."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from academy.people.access import visible
from academy.people.models import User
from assessments.audits.models import GRADE_CHOICES, Audit
from assessments.audits.queries import Judged, judged_marks
from assessments.instruments.models import Criterion
from assessments.moderation.models import GradeQuery, Reply, ReplyMessage
from assessments.moderation.rules.replies import feedback_due, reply_until
from assessments.moderation.states import OVER, REPLY

WORDS = dict(GRADE_CHOICES)


def given_on(audit: Audit) -> datetime.date:
    """The day on which the writer could first read the feedback: when the audit was concluded here or its
    file was applied, else the day of the audit."""
    allocation = getattr(audit, "allocation", None)
    if allocation is not None and allocation.concluded_at is not None:
        return timezone.localdate(allocation.concluded_at)
    if audit.batch is not None and audit.batch.applied_at is not None and not audit.batch.history_only:
        return max(audit.audited_on, timezone.localdate(audit.batch.applied_at))
    return audit.audited_on


@dataclass(frozen=True)
class QueryLine:
    """One queried grade with the panel's answer, for the writer."""

    query: GradeQuery
    grade: int | None
    standing: int | None

    @property
    def is_open(self) -> bool:
        """Whether a panel has still to look."""
        return self.query.state == "open"

    @property
    def words(self) -> str:
        """What came of it."""
        if self.query.state == "changed" and self.standing:
            return f"The panel agreed: {WORDS[self.standing].lower()}. Your training follows the new grade."
        return {
            "open": "A panel looks at it. What was asked of you because of this grade waits until then.",
            "kept": "The panel looked and kept the grade.",
            "taken_back": "You took this back.",
            "closed": "A newer version of this audit has taken its place, so no panel looks at this any "
            "more. If the grade still does not look right, query it again on this page.",
            "changed": "The panel changed the grade.",
        }[self.query.state]


@dataclass(frozen=True)
class ReplyCard:
    """Everything about the right of reply on one audit, for its writer."""

    audit: Audit
    state: str
    given_on: datetime.date
    due_on: datetime.date
    until: datetime.date
    today: datetime.date
    messages: tuple[ReplyMessage, ...] = ()
    queries: tuple[QueryLine, ...] = ()
    to_query: tuple[tuple[int, str, int], ...] = ()

    @property
    def state_words(self) -> str:
        """How it stands."""
        return REPLY.words[self.state]

    @property
    def in_time(self) -> bool:
        """Whether questions and queries are still taken."""
        return self.today <= self.until

    @property
    def may_acknowledge(self) -> bool:
        """Whether the button goes through."""
        return REPLY.allows(self.state, "acknowledge")

    @property
    def may_ask(self) -> bool:
        """Whether a question is taken now."""
        return self.in_time and REPLY.allows(self.state, "ask")

    @property
    def may_query(self) -> bool:
        """Whether a grade can be queried now."""
        return self.in_time and bool(self.to_query) and REPLY.allows(self.state, "query")

    @property
    def came_late(self) -> bool:
        """Whether the feedback came after the five working days."""
        return self.given_on > self.due_on

    @property
    def queried_codes(self) -> frozenset[str]:
        """Criteria that wait for a panel."""
        return frozenset(line.query.criterion.code for line in self.queries if line.is_open)


def reply_card(*, audit: Audit, today: datetime.date) -> ReplyCard:
    """The right of reply on one's own audit. The caller has found the audit for its writer. Six queries.

    What was said about earlier versions, and what was queried on them and closed, is told with the newest.
    """
    reply = Reply.objects.filter(audit=audit).first()
    day = reply.given_on if reply else given_on(audit)
    marks = {one.pk: (one, mark) for one, mark in judged_marks(audit=audit) if mark.standing is not None}
    earlier = Q(
        reply__audit__council=audit.council_id,
        reply__audit__ref=audit.ref,
        reply__audit__writer=audit.writer_id,
        reply__audit__version__lt=audit.version,
    )
    queries = list(
        GradeQuery.objects.filter(Q(reply__audit=audit) | (earlier & Q(state="closed"))).select_related(
            "criterion"
        )
    )
    said = ReplyMessage.objects.filter(Q(reply__audit=audit) | earlier).select_related("by")
    asked = {row.criterion_id for row in queries if row.state not in OVER}
    return ReplyCard(
        audit=audit,
        state=reply.state if reply else "given",
        given_on=day,
        due_on=feedback_due(audit.audited_on),
        until=reply.until if reply else reply_until(day),
        today=today,
        messages=tuple(said),
        queries=tuple(QueryLine(row, *_both(marks.get(row.criterion_id))) for row in queries),
        to_query=tuple(
            (pk, f"{one.text} ({one.code})", mark.grade)
            for pk, (one, mark) in marks.items()
            if mark.grade is not None and mark.agreed is None and pk not in asked
        ),
    )


def _both(pair: tuple[Criterion, Judged] | None) -> tuple[int | None, int | None]:
    return (pair[1].grade, pair[1].standing) if pair else (None, None)


def version_that_counts(audit: Audit) -> Audit | None:
    """The version of an audit that counts now, of the same writer. None where all were taken back."""
    if audit.writer_id is None:
        return None
    rows = Audit.objects.filter(council=audit.council_id, ref=audit.ref, writer=audit.writer_id)
    return rows.filter(is_current=True).select_related("writer").first()


def own_audit(*, actor: User, pk: int) -> Audit | None:
    """An audit of one's own plan, the version that counts."""
    rows = visible(actor, Audit).filter(writer=actor, is_current=True)
    return rows.select_related("batch", "allocation", "team").filter(pk=pk).first()


def own_query(*, actor: User, pk: int) -> GradeQuery | None:
    """A query of one's own."""
    rows = visible(actor, GradeQuery).filter(reply__audit__writer=actor)
    return rows.select_related("reply__audit__batch", "criterion").filter(pk=pk).first()


def criterion_in(*, audit: Audit, pk: int) -> Criterion | None:
    """A criterion, or a section as a whole, that was graded in this audit."""
    return next((one for one, _ in judged_marks(audit=audit) if one.pk == pk), None)


def questions_waiting(*, actor: User) -> QuerySet[Reply]:
    """Questions that wait for an answer of the QA team, oldest audit first. Not about one's own plans."""
    rows = visible(actor, Reply).filter(state="asked").exclude(audit__writer=actor)
    return rows.select_related("audit__writer").prefetch_related("messages__by").order_by("until", "pk")


def reply_for(*, actor: User, pk: int) -> Reply | None:
    """A reply that the actor may read."""
    return visible(actor, Reply).select_related("audit__writer").filter(pk=pk).first()


def open_queries() -> QuerySet[GradeQuery]:
    """Grades that wait for a panel, on audits that count: whoever lets something rest on one narrows it."""
    return GradeQuery.objects.filter(state="open", reply__audit__is_current=True)


def has_answered(audit_id: int) -> bool:
    """Whether the writer has said anything about the feedback on this version of an audit. One query."""
    return Reply.objects.filter(audit_id=audit_id).exclude(state="given").exists()
