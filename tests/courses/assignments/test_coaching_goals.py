"""Coaching that was agreed after an audit becomes a goal, once, to which both say yes."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from academy.kit.refusals import Refused
from competencies.plans.actions import agree_goal
from competencies.plans.models import Goal
from courses.assignments.actions import agree_coaching
from courses.assignments.models import Assignment
from tests.factories.academy import StaffFactory, TeamFactory
from tests.factories.assessments import AuditFactory
from tests.factories.courses import AssignmentFactory

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
WORDS = "We look at the next draft together"


@pytest.fixture
def repeated() -> Assignment:
    team = TeamFactory()
    writer = StaffFactory(team=team)
    audit = AuditFactory(writer=writer, grades={"F3": 1})
    row: Assignment = AssignmentFactory(
        finding=audit.findings.get(), state="repeated", learnt_on=audit.audited_on
    )
    return row


def test_coaching_becomes_a_goal_that_the_manager_has_agreed_to(repeated: Assignment) -> None:
    boss = StaffFactory(team=repeated.person.posts.get().team, role="R10")
    agree_coaching(assignment=repeated, words=WORDS, by=boss, at=AT)
    goal = Goal.objects.get()
    assert (goal.person, goal.source, goal.help_words) == (repeated.person, "finding", WORDS)
    assert goal.source_path == f"/loop/findings/{repeated.finding_id}/" and "F3" in goal.source_label
    assert goal.due_on == datetime.date(2027, 1, 25) and goal.manager == boss
    assert agree_goal(goal=goal, by=repeated.person, at=AT).state == "agreed"
    with pytest.raises(Refused):
        agree_coaching(assignment=repeated, words="And once more with feeling", by=boss, at=AT)
    assert Goal.objects.count() == 1


def test_of_a_practice_lead_it_waits_for_both(repeated: Assignment) -> None:
    lead = StaffFactory(council=repeated.person.council, role="R15")
    agree_coaching(assignment=repeated, words=WORDS, by=lead, at=AT)
    goal = Goal.objects.get()
    assert goal.person_agreed_at is None and goal.manager is None


def test_a_childs_name_in_what_was_agreed_is_refused_as_a_whole(repeated: Assignment) -> None:
    boss = StaffFactory(team=repeated.person.posts.get().team, role="R10")
    with pytest.raises(Refused) as no:
        agree_coaching(assignment=repeated, words="Look at the plan of Oliver Hargreaves", by=boss, at=AT)
    assert "Oliver" not in no.value.words
    repeated.refresh_from_db()
    assert repeated.coaching == "" and not Goal.objects.exists()
