"""Thank-yous stay rare: one a person and month, and not twice for one criterion in half a year."""

from __future__ import annotations

import datetime

import pytest

from academy.people.models import User
from courses.assignments.actions import answer_offer
from courses.assignments.models import LoopRuleVersion, Offer
from courses.assignments.queries.rulewords import describe_rule
from tests.courses.assignments.test_actions import TODAY, audited, later, respond
from tests.courses.assignments.test_actions import writer as writer
from tests.factories.academy import StaffFactory

pytestmark = pytest.mark.django_db


def outstanding(writer: User, day: int, **grades: int) -> None:
    """A plan audited and answered on that day, counted from today."""
    on = TODAY + datetime.timedelta(days=day)
    respond(audited(writer, on, **(grades or {"E2": 4})), at=later(day))


def thanked() -> list[tuple[str, int]]:
    rows = Offer.objects.filter(kind="thanks").order_by("offered_on")
    return [(one.criterion.code, (one.offered_on - TODAY).days) for one in rows.select_related("criterion")]


def test_one_audit_with_many_outstanding_marks_brings_one_thank_you(writer: User) -> None:
    for day in (0, 5):
        outstanding(writer, day, E2=4, B1=4, I1=4)
    assert len(thanked()) == 1


@pytest.mark.parametrize(("day", "n"), [(34, 1), (35, 2)])
def test_the_next_thank_you_comes_after_thirty_days(writer: User, day: int, n: int) -> None:
    outstanding(writer, 0, E2=4, B1=3)
    outstanding(writer, 5, E2=4, B1=4)
    outstanding(writer, day, B1=4, E2=3)
    assert len(thanked()) == n
    assert thanked()[0] == ("E2", 5)


def test_an_answer_does_not_bring_the_next_one_sooner(writer: User) -> None:
    for day in (0, 5):
        outstanding(writer, day)
    answer_offer(offer=Offer.objects.get(), answer="yes", by=writer, at=later(6))
    for day in (10, 15):
        outstanding(writer, day, B1=4)
    assert thanked() == [("E2", 5)]


@pytest.mark.parametrize(("day", "n"), [(184, 1), (185, 2)])
def test_the_same_criterion_is_thanked_for_again_after_half_a_year(writer: User, day: int, n: int) -> None:
    for on in (0, 5, day - 1, day):
        outstanding(writer, on)
    assert len(thanked()) == n


def test_everybody_has_their_own_month(writer: User) -> None:
    other = StaffFactory(council=writer.council)
    for person in (writer, other):
        for day in (0, 5):
            outstanding(person, day)
    assert Offer.objects.filter(kind="thanks").count() == 2


def test_the_times_are_the_rules_own_and_stand_in_its_words(writer: User) -> None:
    rule = writer.council.loop_rules.get(code="LR-08").versions.get()
    assert (rule.settings["again_days"], rule.settings["pause_days"]) == (180, 30)
    rule.settings |= {"again_days": 10, "pause_days": 3}
    rule.save()
    for day in (0, 5, 15):
        outstanding(writer, day)
    assert thanked() == [("E2", 5), ("E2", 15)]
    assert describe_rule(rule).guards[-2:] == (
        "they were thanked for the same criterion in the last 10 days",
        "they were thanked for anything in the last 3 days",
    )


def test_an_older_rule_without_the_times_keeps_the_agreed_ones(writer: User) -> None:
    rule = writer.council.loop_rules.get(code="LR-08").versions.get()
    rule.settings = {"grade": 4, "guards": ["left"]}
    rule.save()
    assert describe_rule(rule).guards[-1] == "they were thanked for anything in the last 30 days"
    for day in (0, 5, 15):
        outstanding(writer, day)
    assert thanked() == [("E2", 5)]


def test_without_the_rule_nobody_is_thanked(writer: User) -> None:
    LoopRuleVersion.objects.filter(rule__council=writer.council, rule__code="LR-08").update(state="off")
    for day in (0, 5):
        outstanding(writer, day)
    assert thanked() == []
