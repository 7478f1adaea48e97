"""What a writer does with feedback: acknowledge it, ask, query a grade; and what the QA team answers."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from academy.gate.checking import A_ROLE, check_clean
from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from academy.work.actions import announce
from assessments.audits.models import Audit
from assessments.audits.queries import judged_marks
from assessments.instruments.models import Criterion
from assessments.moderation.actions.cases import open_case
from assessments.moderation.actions.letters import ANSWERED, tell_writer
from assessments.moderation.models import Case, GradeQuery, Reply, ReplyMessage
from assessments.moderation.queries.replies import given_on
from assessments.moderation.rules.replies import (
    check_acknowledge,
    check_in_time,
    check_message,
    check_query,
    check_reason,
    check_take_back,
    check_writer,
    reply_until,
)
from assessments.moderation.states import CASE, GRADE_QUERY, OVER, REPLY

TOPIC = "grades_queried"
"""News for the loop: {"audit_ids": [id]} of audits whose grades are queried, or are not any more."""


@transaction.atomic
def acknowledge_feedback(*, audit: Audit, by: User, at: datetime.datetime) -> Reply:
    """The writer has read it. Said twice, it stands once."""
    reply = _reply(audit, by)
    if reply.state == "acknowledged":
        return reply
    check_acknowledge(reply.state)
    reply.state, reply.acknowledged_at = REPLY.after(reply.state, "acknowledge"), at
    reply.save(update_fields=["state", "acknowledged_at"])
    _note(reply, "acknowledge", "Acknowledged the feedback", by, at)
    return reply


@transaction.atomic
def ask_about(*, audit: Audit, text: str, key: uuid.UUID, by: User, at: datetime.datetime) -> ReplyMessage:
    """The writer asks the QA team a short question. A double click asks once."""
    said = check_message(text)
    check_clean([("Your question", said)], scanner=scanner_for(council=by.council), instead=A_ROLE)
    reply = _reply(audit, by)
    found = reply.messages.filter(key=key).first()
    if found is not None:
        return found
    check_in_time(today=timezone.localdate(at), until=reply.until)
    reply.state = REPLY.after(reply.state, "ask")
    reply.save(update_fields=["state"])
    row = ReplyMessage.objects.create(reply=reply, by=by, key=key, text=said, at=at)
    _note(reply, "ask", "Asked a question about the feedback", by, at)
    return row


@transaction.atomic
def answer_question(
    *, reply: Reply, text: str, key: uuid.UUID, by: User, at: datetime.datetime
) -> ReplyMessage:
    """The QA team answers; the writer sees who. A double click answers once."""
    if not can(by, "answer_questions", reply) or reply.audit.writer_id == by.pk:
        raise Refused("Only the QA team answers questions about feedback.", code="not_allowed")
    said = check_message(text)
    check_clean([("Your answer", said)], scanner=scanner_for(council=by.council), instead=A_ROLE)
    row = Reply.objects.select_for_update(of=("self",)).select_related("audit__writer").get(pk=reply.pk)
    found = row.messages.filter(key=key).first()
    if found is not None:
        return found
    row.state = REPLY.after(row.state, "answer")
    row.save(update_fields=["state"])
    message = ReplyMessage.objects.create(reply=row, by=by, key=key, text=said, at=at)
    _note(row, "answer", "Answered a question about the feedback", by, at)
    about, context = f"message:{message.pk}", {"message_id": message.pk}
    tell_writer(audit=row.audit, template=ANSWERED, about=about, context=context, at=at)
    return message


@transaction.atomic
def query_grade(
    *, audit: Audit, criterion: Criterion, reason: str, by: User, at: datetime.datetime
) -> GradeQuery:
    """The writer does not agree with one grade. A panel looks, and what rests on the grade waits for it."""
    said = check_reason(reason)
    check_clean([("Your reason", said)], scanner=scanner_for(council=by.council), instead=A_ROLE)
    reply = _reply(audit, by)
    check_in_time(today=timezone.localdate(at), until=reply.until)
    judged = {one.pk: mark for one, mark in judged_marks(audit=audit)}
    mark = judged.get(criterion.pk)
    check_query(
        grade=mark.grade if mark else None,
        agreed=mark.agreed if mark else None,
        queried=reply.queries.filter(criterion=criterion).exclude(state__in=OVER).exists(),
    )
    reply.state = REPLY.after(reply.state, "query")
    reply.save(update_fields=["state"])
    row = GradeQuery.objects.create(reply=reply, criterion=criterion, reason=said, asked_at=at)
    open_case(audit=audit, why=Case.Why.DISPUTED, at=at)
    _note(reply, "query", f"Queried the grade of {criterion.code}", by, at)
    _tell(audit, f"asked:{row.pk}", at)
    return row


@transaction.atomic
def take_back_query(*, query: GradeQuery, by: User, at: datetime.datetime) -> GradeQuery:
    """The writer takes a query back while it waits. A case without another reason is not needed."""
    reply = _reply(query.reply.audit, by)
    row = reply.queries.select_for_update().get(pk=query.pk)
    if row.state == "taken_back":
        return row
    check_take_back(row.state)
    row.state, row.settled_at = GRADE_QUERY.after(row.state, "take_back"), at
    row.save(update_fields=["state", "settled_at"])
    if not reply.queries.filter(state="open").exists():
        reply.state = REPLY.after(reply.state, "settle")
        reply.save(update_fields=["state"])
        for case in Case.objects.select_for_update().filter(
            audit=reply.audit_id, state="waiting", why=Case.Why.DISPUTED, round=None
        ):
            case.state = CASE.after(case.state, "drop")
            case.save(update_fields=["state"])
    _note(reply, "take_back", f"Took back the query of {row.criterion.code}", by, at)
    _tell(reply.audit, f"taken back:{row.pk}", at)
    return row


def _reply(audit: Audit, by: User) -> Reply:
    """The writer's side of the feedback, made when it is first needed and held until the end."""
    check_writer(audit=audit, person_id=by.pk)
    day = given_on(audit)
    Reply.objects.get_or_create(audit=audit, defaults={"given_on": day, "until": reply_until(day)})
    rows = Reply.objects.select_for_update(of=("self",)).select_related("audit")
    return rows.get(audit=audit)


def _note(reply: Reply, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    audit = reply.audit
    write(
        council=audit.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=reply,
        about=audit.writer_id,
        words=f"{words} on plan {audit.plan_ref}",
    )


def _tell(audit: Audit, key: str, at: datetime.datetime) -> None:
    announce(topic=TOPIC, key=key, payload={"audit_ids": [audit.pk]}, council=audit.council_id, at=at)
