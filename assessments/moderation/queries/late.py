"""Feedback that its writer has not said to have read: for the QA team, who talks to them or their manager."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.db.models.functions import Greatest, TruncDate

from academy.people.access import visible
from academy.people.models import Post, User
from assessments.audits.models import Audit
from assessments.moderation.models import Reply
from assessments.moderation.rules.replies import LATE_FOR, last_day_before_late, late_since

READ = ("acknowledged", "asked", "queried")
"""Whoever asked or queried has read it, and waits for others."""


@dataclass(frozen=True)
class LateLine:
    """One audit whose feedback nobody has acknowledged."""

    audit_id: int
    plan_ref: str
    writer: str
    team: str
    manager: str
    given_on: datetime.date
    late_since: datetime.date


def late_feedback(*, actor: User, today: datetime.date) -> QuerySet[Audit]:
    """Audits that count, whose feedback was given ten working days ago or more and is not acknowledged.

    The longest waiting first; nothing older than `LATE_FOR` days, no files that are history only, and nobody
    who has left.
    """
    own_batch = Q(batch__applied_at__isnull=False, batch__history_only=False)
    given = Case(
        When(allocation__concluded_at__isnull=False, then=TruncDate("allocation__concluded_at")),
        When(own_batch, then=Greatest(F("audited_on"), TruncDate("batch__applied_at"))),
        default=F("audited_on"),
        output_field=DateField(),
    )
    read = Reply.objects.filter(Q(state__in=READ) | Q(acknowledged_at__isnull=False))
    working = Post.objects.open_on(today).values("person_id")
    rows = visible(actor, Audit).filter(is_current=True, writer__is_active=True, writer__in=working)
    return (
        rows.exclude(writer=actor)
        .exclude(batch__history_only=True)
        .exclude(pk__in=read.values("audit_id"))
        .annotate(given=given)
        .filter(given__lte=last_day_before_late(today), given__gte=today - datetime.timedelta(days=LATE_FOR))
        .select_related("writer", "team")
        .order_by("given", "pk")
    )


def late_lines(*, audits: Sequence[Audit], today: datetime.date) -> list[LateLine]:
    """The lines of one page of `late_feedback`, with whom to talk to. One query."""
    posts = Post.objects.open_on(today).filter(person__in=[one.writer_id for one in audits])
    managers = {
        post.person_id: post.manager.get_full_name()
        for post in posts.select_related("manager").order_by("starts_on", "pk")
        if post.manager is not None
    }
    return [
        LateLine(
            one.pk,
            one.plan_ref,
            one.writer.get_full_name() if one.writer else "",
            one.team.name if one.team else "",
            managers.get(one.writer_id or 0, ""),
            one.given,  # type: ignore[attr-defined]
            late_since(one.given),  # type: ignore[attr-defined]
        )
        for one in audits
    ]
