"""The graduation conversation: one person writes it down, the other agrees; and graduation itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.law.dates import add_days
from academy.people.models import User
from academy.record.actions import write
from competencies.evidence.actions import add_evidence
from competencies.evidence.models import Evidence
from competencies.framework.queries import competencies_by_code
from courses.cohorts.actions import graduate_member
from courses.cohorts.calendar import CHECK_AFTER, MemberCalendar
from courses.cohorts.models import Member
from courses.gates.actions.entrusting import entrust_agreed
from courses.gates.actions.results import Source, record_result
from courses.gates.catalogue import Catalogue, catalogue
from courses.gates.models import AgreedLevel, GraduationConversation, NinetyDayCheck, ProtectedCaseload
from courses.gates.rules.levels import missing_levels
from courses.gates.rules.permits import check_decide, check_second
from courses.gates.states import CONVERSATION

CONVERSATION_TASK = "AT10"
LABEL = "Graduation conversation"


@dataclass(frozen=True)
class ConversationDraft:
    """What the form says. `portfolio` is a word on each thing that was looked at, by its key."""

    on: datetime.date
    portfolio: Mapping[str, str]
    plan_ref: str
    about_plan: str
    strengths: str
    next_steps: str
    levels: Mapping[str, int]


@transaction.atomic
def write_conversation(
    *, member: Member, draft: ConversationDraft, by: User, at: datetime.datetime
) -> GraduationConversation:
    """Write the conversation down, or change it until the second person has agreed.

    Only whoever wrote it changes it. Saved twice, it is there once.
    """
    row = _lock(member)
    check_decide(row, by)
    if row.state != "learning":
        raise Refused("This person is not in the six weeks any more.", code="state")
    table = catalogue(row.cohort.programme_code)
    told = _fields(table, draft)
    held = GraduationConversation.objects.filter(member=row, state="written").first()
    verb = "write" if held is None else "rewrite"
    if held is None:
        number = GraduationConversation.objects.filter(member=row).count() + 1
        held = GraduationConversation.objects.create(
            member=row, attempt=number, written_by=by, written_at=at, **told
        )
    else:
        _change(held, told, by, at)
    held.levels.all().delete()
    AgreedLevel.objects.bulk_create(
        AgreedLevel(conversation=held, task=one.code, level=draft.levels[one.code])
        for one in table.starter_tasks
    )
    words = "The graduation conversation is written down and waits for the second person"
    write(council=row.person.council_id, by=by, at=at, verb=verb, obj=held, about=row.person, words=words)
    return held


def _change(
    held: GraduationConversation, told: Mapping[str, object], by: User, at: datetime.datetime
) -> None:
    """Other words, by whoever wrote it down."""
    if held.written_by_id != by.pk:
        raise Refused(
            f"{held.written_by.get_full_name()} wrote this down. Agree to it, or ask them to change it.",
            code="not_yours",
        )
    held.state = CONVERSATION.after(held.state, "rewrite")
    for name, value in told.items():
        setattr(held, name, value)
    held.written_at = at
    held.save()


def _fields(table: Catalogue, draft: ConversationDraft) -> dict[str, object]:
    """The columns of the row. Refused when a level is missing."""
    if missing := [one.title for one in table.starter_tasks if one.code not in draft.levels]:
        raise Refused(f"Choose a level for: {missing[0]}.", code="levels")
    return {
        "on": draft.on,
        "portfolio": [
            {"key": one.key, "label": one.label, "words": draft.portfolio.get(one.key, "")}
            for one in table.portfolio
        ],
        "plan_ref": draft.plan_ref,
        "about_plan": draft.about_plan,
        "strengths": draft.strengths,
        "next_steps": draft.next_steps,
    }


@transaction.atomic
def agree_conversation(
    *, conversation: GraduationConversation, by: User, at: datetime.datetime
) -> GraduationConversation:
    """The second person agrees: the conversation stands, and so does the result of AT10."""
    row = _lock(Member(pk=conversation.member_id))
    held = GraduationConversation.objects.select_related("written_by").get(pk=conversation.pk)
    if held.state == "agreed" and held.agreed_by_id == by.pk:
        return held
    check_second(row, held.written_by, by)
    held.state = CONVERSATION.after(held.state, "agree")
    held.agreed_by, held.agreed_at = by, at
    held.save(update_fields=["state", "agreed_by", "agreed_at"])
    _result(row, held, by, at)
    return held


def _result(row: Member, held: GraduationConversation, by: User, at: datetime.datetime) -> None:
    """What the agreed conversation means for AT10; when it is met, evidence, and levels that stand."""
    table = catalogue(row.cohort.programme_code)
    agreed = dict(held.levels.values_list("task", "level"))
    wanting = missing_levels(table, agreed)
    label, path, key = LABEL, reverse("graduation", args=[row.pk]), f"conversation:{held.pk}"
    result = record_result(
        person=row.person,
        task=CONVERSATION_TASK,
        attempt=held.attempt,
        on=held.on,
        met=not wanting,
        judged_on=_judged(table, agreed, wanting),
        source=Source(label, path, key),
        by=by,
        at=at,
    )
    codes = table.tasks[CONVERSATION_TASK].competencies
    shows = competencies_by_code(council_id=row.person.council_id, codes=codes)
    if result is not None and result.met and shows:
        add_evidence(
            person=row.person, competency_codes=list(shows), kind=Evidence.Kind.DISCUSSION, shown_on=held.on,
            source_label=label, source_path=path, source_key=key, by=by, at=at,
        )  # fmt: skip
    if result is not None and result.met:
        entrust_agreed(conversation=held, person=row.person, at=at)


def _judged(table: Catalogue, agreed: Mapping[str, int], wanting: tuple[str, ...]) -> str:
    if wanting:
        return f"Missing: {'; '.join(wanting)}"[:300]
    high = sum(level >= table.more_level for level in agreed.values())
    return (
        f"At least level {table.least_level} on all {len(table.starter_tasks)} starter tasks, level "
        f"{table.more_level} or more on {high}"
    )


def graduate(*, member: Member, calendar: MemberCalendar, by: User, at: datetime.datetime) -> Member:
    """Gate 3 is open: the six weeks are done, the caseload is protected, and two plans are looked at later.

    In the caller's transaction.
    """
    day = timezone.localdate(at)
    row = graduate_member(member=member, on=day, by=by, at=at)
    ProtectedCaseload.objects.get_or_create(
        member=row, defaults={"starts_on": day, "ends_on": max(day, calendar.protected_until)}
    )
    NinetyDayCheck.objects.get_or_create(
        member=row,
        defaults={"since": day, "due_on": max(calendar.check_on, add_days(day, CHECK_AFTER))},
    )
    return row


def _lock(member: Member) -> Member:
    return Member.objects.select_for_update(of=("self",)).select_related("person", "cohort").get(pk=member.pk)
