"""Makes self-assessments with items, answers and replies."""

from __future__ import annotations

import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import User
from competencies.framework.models import EntrustableTask
from competencies.selfassessment.models import ManagerAnswer, SelfAnswer, SelfAssessment, SelfItem
from tests.factories.academy import StaffFactory
from tests.factories.competencies import EntrustableTaskFactory, FrameworkFactory, RoleExpectationFactory

TITLES = {
    "ET02": "Set and run the timeline of a case",
    "ET03": "Hold a first conversation",
    "ET07": "Write a complete draft plan",
}


def lay_tasks(person: User, role: str = "R02") -> list[EntrustableTask]:
    """Three tasks in force that a role is expected to do, and ET20 that it is not."""
    framework = FrameworkFactory(council=person.council)
    tasks = [
        EntrustableTaskFactory(framework=framework, code=code, title=title, position=position)
        for position, (code, title) in enumerate(TITLES.items(), 2)
    ]
    for task in tasks:
        RoleExpectationFactory(task=task, role=role)
    EntrustableTaskFactory(framework=framework, code="ET20", title="Audit a plan", position=20)
    return tasks


class SelfAssessmentFactory(DjangoModelFactory):
    class Meta:
        model = SelfAssessment

    person = factory.LazyFunction(lambda: StaffFactory())
    key = factory.LazyFunction(uuid.uuid4)
    state = "handed_in"
    opened_at = factory.LazyFunction(timezone.now)
    handed_in_at = factory.LazyAttribute(lambda row: None if row.state == "open" else row.opened_at)


class SelfItemFactory(DjangoModelFactory):
    class Meta:
        model = SelfItem

    assessment = factory.SubFactory(SelfAssessmentFactory)
    task = factory.LazyAttribute(
        lambda row: EntrustableTaskFactory(framework__council=row.assessment.person.council)
    )


class SelfAnswerFactory(DjangoModelFactory):
    class Meta:
        model = SelfAnswer

    item = factory.SubFactory(SelfItemFactory)
    number = 1
    level = 3
    did = "Four drafts this autumn"
    needs = "To see a co-production meeting"
    saved_at = factory.LazyFunction(timezone.now)
    handed_in_at = factory.LazyAttribute(lambda row: row.item.assessment.handed_in_at)


class ManagerAnswerFactory(DjangoModelFactory):
    class Meta:
        model = ManagerAnswer

    answer = factory.SubFactory(SelfAnswerFactory)
    kind = "confirm"
    words = "I saw two of them"
    by = factory.LazyAttribute(lambda row: StaffFactory(council=row.answer.item.assessment.person.council))
    at = factory.LazyFunction(timezone.now)
