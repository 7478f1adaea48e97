"""Makes assessed results, decisions, conversations and checks."""

from __future__ import annotations

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import User
from courses.cohorts.models import Member
from courses.gates.actions import ConversationDraft
from courses.gates.catalogue import catalogue
from courses.gates.models import (
    AgreedLevel,
    AssessedResult,
    CheckedPlan,
    GateDecision,
    GraduationConversation,
    NinetyDayCheck,
    ProtectedCaseload,
    SupportPlan,
)
from tests.factories.academy import StaffFactory
from tests.factories.cohorts import MemberFactory

DAY = datetime.date(2026, 11, 12)


class AssessedResultFactory(DjangoModelFactory):
    class Meta:
        model = AssessedResult

    member = factory.SubFactory(MemberFactory)
    task = "AT2"
    attempt = 1
    on = DAY
    met = True
    judged_on = "Marked once"
    source_label = "Decision recommendation, task AT2"
    source_key = factory.Sequence(lambda n: f"test:{n}")
    catalogue = 1
    recorded_at = factory.LazyFunction(timezone.now)


class GateDecisionFactory(DjangoModelFactory):
    class Meta:
        model = GateDecision

    member = factory.SubFactory(MemberFactory)
    starter = factory.SelfAttribute("member.person")
    gate = 1
    outcome = "opened"
    by = factory.LazyAttribute(lambda row: StaffFactory(council=row.member.person.council, role="R10"))
    at = factory.LazyFunction(timezone.now)
    on = DAY


class NewDateFactory(GateDecisionFactory):
    """A gate that is not yet open, with a new date."""

    outcome = "not_yet"
    agreed = "The timeline set again on Thursday"
    new_date = DAY + datetime.timedelta(days=14)


class ConversationFactory(DjangoModelFactory):
    """Written down, and not agreed yet. Every starter task is at level 3."""

    class Meta:
        model = GraduationConversation
        skip_postgeneration_save = True

    member = factory.SubFactory(MemberFactory)
    on = DAY
    portfolio = factory.LazyFunction(
        lambda: [{"key": one.key, "label": one.label, "words": "Seen"} for one in catalogue().portfolio]
    )
    plan_ref = "P-20417"
    about_plan = "The line from need to outcome holds."
    strengths = "Listens first."
    next_steps = "A review with a colleague."
    written_by = factory.LazyAttribute(
        lambda row: StaffFactory(council=row.member.person.council, role="R10")
    )
    written_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def levels(self, create: bool, extracted: int | None, **kwargs: Any) -> None:
        for one in catalogue().starter_tasks:
            AgreedLevel.objects.create(
                conversation=self,  # type: ignore[misc]
                task=one.code,
                level=extracted or 3,
            )


class ProtectedFactory(DjangoModelFactory):
    class Meta:
        model = ProtectedCaseload

    member = factory.SubFactory(MemberFactory)
    starts_on = DAY
    ends_on = DAY + datetime.timedelta(days=42)


class CheckFactory(DjangoModelFactory):
    class Meta:
        model = NinetyDayCheck

    member = factory.LazyFunction(lambda: MemberFactory(state="graduated", ended_on=DAY))
    since = DAY
    due_on = DAY + datetime.timedelta(days=90)


class CheckedPlanFactory(DjangoModelFactory):
    class Meta:
        model = CheckedPlan

    ninety_day_check = factory.SubFactory(CheckFactory)
    audit_ref = factory.Sequence(lambda n: f"Q-{n:05d}")
    audited_on = DAY + datetime.timedelta(days=20)
    good = True


class SupportPlanFactory(DjangoModelFactory):
    class Meta:
        model = SupportPlan

    ninety_day_check = factory.LazyFunction(lambda: CheckFactory(state="supported", settled_on=DAY))
    words = "An hour a week on outcomes."
    review_on = DAY + datetime.timedelta(days=60)
    by = factory.LazyAttribute(
        lambda row: StaffFactory(council=row.ninety_day_check.member.person.council, role="R10")
    )
    at = factory.LazyFunction(timezone.now)


def meet(member: Member, *tasks: str, on: datetime.date = DAY) -> None:
    """The member meets these tasks, every part of them."""
    for code in tasks:
        parts = catalogue().tasks[code].parts
        for part in parts:
            name = part.code if len(parts) > 1 else ""
            AssessedResultFactory(member=member, task=code, part=name, on=on)


def open_gates(member: Member, *numbers: int, by: User | None = None) -> None:
    """These gates are open."""
    more = {"by": by} if by else {}
    for number in numbers:
        GateDecisionFactory(member=member, gate=number, **more)


def draft(level: int = 3, **levels: int) -> ConversationDraft:
    """What a form of the conversation says: every starter task at a level, save those named."""
    return ConversationDraft(
        on=DAY,
        portfolio={one.key: "Seen together" for one in catalogue().portfolio},
        plan_ref="P-20417",
        about_plan="The line from need to outcome holds.",
        strengths="Listens first.",
        next_steps="A review with a colleague.",
        levels={one.code: levels.get(one.code, level) for one in catalogue().starter_tasks},
    )
