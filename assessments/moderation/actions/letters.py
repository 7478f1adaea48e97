"""What writers, panels and the QA team read about feedback: where to look, and nothing of what is said there.

Mailboxes are read by others, so no letter holds a plan, a grade, a question or an answer.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from academy.kit.words import plural
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from academy.work.actions import post_message
from academy.work.registry import Letter, composes
from assessments.audits.models import Audit
from assessments.moderation.models import Case, GradeQuery, ReplyMessage
from assessments.moderation.queries.replies import version_that_counts

ANSWERED = "feedback_answered"
MODERATED = "feedback_moderated"
SEAT = "moderation_seat"
CLOSED = "query_closed"
CLOSED_QA = "queries_closed"
KEEPERS = tuple(sorted(code for code, role in ROLES.items() if Right.KEEP_SAMPLE in role.rights))
SHOWN = 10


def tell_writer(
    *, audit: Audit, template: str, about: str, context: dict[str, int], at: datetime.datetime
) -> None:
    """One message to the person who wrote the plan."""
    if audit.writer is not None:
        post_message(person=audit.writer, template=template, about=about, context=context, at=at)


def tell_keepers(*, council_id: int, query_ids: Collection[int], at: datetime.datetime) -> None:
    """One message to each who keeps the sample, about queries that were closed together."""
    ids = sorted(query_ids)
    open_posts = Post.objects.open_on(timezone.localdate(at)).filter(role__in=KEEPERS)
    people = User.objects.filter(council_id=council_id, is_active=True, posts__in=open_posts).distinct()
    for person in people.order_by("pk"):
        post_message(
            person=person,
            template=CLOSED_QA,
            about=f"queries:{ids[0]}-{ids[-1]}:{at:%Y%m%d%H%M%S}",
            context={"query_ids": ids},
            at=at,
        )


@composes(ANSWERED)
def write_answered(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """To the writer: the QA team has answered. None where the audit counts no more."""
    found = (
        ReplyMessage.objects.select_related("reply__audit__writer").filter(pk=context["message_id"]).first()
    )
    if found is None or found.reply.audit.writer_id != person_id:
        return None
    words = "The QA team has answered your question about feedback on a plan that you wrote."
    return _to_writer(found.reply.audit, words, "Your question about feedback is answered")


@composes(MODERATED)
def write_moderated(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """To the writer: a panel has answered a query, or agreed another grade."""
    case = (
        Case.objects.select_related("audit__writer").filter(pk=context["case_id"], state="concluded").first()
    )
    if case is None or case.audit.writer_id != person_id:
        return None
    settled = GradeQuery.objects.filter(reply__audit=case.audit, settled_at=case.concluded_at)
    if settled.exists():
        words = "A panel has looked at the grade that you queried. Its answer and its reason are on the page."
        return _to_writer(case.audit, words, "A panel has answered your query")
    words = (
        "A panel has looked at an audit of a plan that you wrote and agreed another grade. What is asked of "
        "you follows the grade that the panel agreed."
    )
    return _to_writer(case.audit, words, "A panel agreed another grade")


@composes(CLOSED)
def write_closed(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """To the writer: their query was closed with the version that it was about, and what they can do."""
    row = GradeQuery.objects.select_related("reply__audit__writer").filter(pk=context["query_id"]).first()
    if row is None or row.state != "closed" or row.reply.audit.writer_id != person_id:
        return None
    subject = "Your query of a grade was closed"
    if version_that_counts(row.reply.audit) is not None:
        words = (
            "You queried a grade. A newer version of that audit has taken its place, so no panel looks at "
            "your query any more. Please look at the new version. If the grade still does not look right, "
            "query it there: your ten working days begin again."
        )
        return _to_writer(row.reply.audit, words, subject)
    words = (
        "You queried a grade. The audit was taken back and does not count any more, so no panel looks at "
        "your query. Nothing is asked of you because of that audit."
    )
    return _letter(row.reply.audit.writer, words, reverse("me"), subject)


@composes(CLOSED_QA)
def write_closed_qa(*, person_id: int, context: dict[str, list[int]]) -> Letter | None:
    """To whoever keeps the sample: queries that no panel looks at any more, and the audits that count now."""
    rows = GradeQuery.objects.filter(pk__in=context["query_ids"], state="closed").select_related(
        "reply__audit"
    )
    found = list(rows.order_by("pk"))
    to = User.objects.filter(pk=person_id).first()
    if not found or to is None:
        return None
    audits = dict.fromkeys(row.reply.audit for row in found)
    newer = [one for one in (version_that_counts(audit) for audit in audits) if one is not None]
    links = [f"{settings.BASE_URL}{reverse('audit', args=[one.pk])}" for one in newer[:SHOWN]]
    was = "1 query of a grade was" if len(found) == 1 else f"{len(found)} queries of grades were"
    words = (
        f"{was} closed before a panel had looked, because the version of the audit does not count any more. "
        "The writers are told. They can query the version that counts now, and you can put it before a panel "
        "yourself."
    )
    more = [f"And {plural(len(newer) - SHOWN, 'more audit')}."] if len(newer) > SHOWN else []
    body = "\n\n".join([f"Dear {to.given_name},", words, *links, *more, "SEND Academy"])
    return Letter(subject=f"{was} closed", body=body)


@composes(SEAT)
def write_seat(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """To somebody who is asked to sit. None once the case is concluded or dropped."""
    case = Case.objects.filter(pk=context["case_id"], state="waiting", asked=person_id).first()
    to = User.objects.filter(pk=person_id).first()
    if case is None or to is None:
        return None
    words = (
        "You are asked to sit on a moderation panel. Two people or more look at an audit again, without "
        "knowing who wrote or audited the plan. Please give your own grades first; you see those of others "
        "afterwards."
    )
    return _letter(to, words, reverse("moderation_case", args=[case.pk]), "You are asked to sit on a panel")


def _to_writer(audit: Audit, words: str, subject: str) -> Letter | None:
    """To the writer, with the way to the version that counts; None where there is none."""
    newest = version_that_counts(audit)
    if newest is None:
        return None
    return _letter(audit.writer, words, reverse("feedback", args=[newest.pk]), subject)


def _letter(to: User | None, words: str, path: str, subject: str) -> Letter | None:
    if to is None:
        return None
    parts = [f"Dear {to.given_name},", words, f"{settings.BASE_URL}{path}", "SEND Academy"]
    return Letter(subject=subject, body="\n\n".join(parts))
