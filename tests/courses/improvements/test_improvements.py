"""From a wide failure to a step with an owner and a day, and to what it changed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.people.models import Affiliation, Organisation, Team, User
from academy.record.models import Entry
from academy.work.models import Job, Message
from academy.work.worker import do_due_jobs
from courses.assignments.actions import load_default_rules
from courses.assignments.models import Assignment, SharedStep, Withheld
from courses.improvements.actions import (
    ask_to_look,
    decide_improvement,
    drop_improvement,
    finish_improvement,
    propose_improvements,
    start_improvement,
    tend_improvements,
)
from courses.improvements.models import Improvement, ServiceOffer
from courses.improvements.queries.words import say_effect, say_wide
from tests.courses.assignments.test_actions import AT, TODAY, audited, later, respond
from tests.factories.academy import StaffFactory, TeamFactory
from tests.factories.assessments import full_plan_audit
from tests.factories.improvements import ImprovementFactory

pytestmark = pytest.mark.django_db
WHY = "Most of the team writes amounts in the same way"


@pytest.fixture
def team() -> Team:
    team = TeamFactory()
    full_plan_audit(team.council)
    load_default_rules(council=team.council, by=None, at=AT)
    return team


@pytest.fixture
def boss(team: Team) -> User:
    return StaffFactory(role="R15", council=team.council)


@pytest.fixture
def wide(team: Team) -> Team:
    """In 14 of 16 plans of one team F3 is below good; in the other team in 2 of 24."""
    writers = [StaffFactory(team=team) for _ in range(4)]
    others = [StaffFactory(team=TeamFactory(council=team.council)) for _ in range(2)]
    for number in range(16):
        audited(writers[number % 4], TODAY - datetime.timedelta(days=number), F3=2 if number < 14 else 3)
    for number in range(24):
        audited(others[number % 2], TODAY - datetime.timedelta(days=number), F3=2 if number < 2 else 3)
    return team


def proposed(team: Team, at: datetime.datetime = AT) -> list[Improvement]:
    return propose_improvements(council_id=team.council_id, at=at)


def decided(one: Improvement, boss: User, **more: Any) -> Improvement:
    said = {"step": "workshop", "owner": boss, "due_on": TODAY + datetime.timedelta(days=30), "words": WHY}
    return decide_improvement(improvement=one, **(said | more), by=boss, at=AT)


class TestProposing:
    def test_it_names_the_team_the_numbers_and_the_rule(self, wide: Team) -> None:
        (one,) = proposed(wide)
        assert (one.of, one.team, one.criterion.code) == ("team", wide, "F3")
        assert (one.low, one.n, one.rest_low, one.rest_n, one.writers) == (14, 16, 2, 24, 4)
        assert (one.step, one.module_code, one.version.rule.code) == ("workshop", "PM-01", "LR-04")  # type: ignore[union-attr]
        assert say_wide(one).startswith(f"In 14 of 16 plans of {wide.name} “Quantified (F3)” was below good.")

    def test_nothing_is_proposed_twice_nor_soon_after_it_was_dropped(self, wide: Team, boss: User) -> None:
        (one,) = proposed(wide)
        assert proposed(wide) == []
        drop_improvement(improvement=one, reason="The template changes in May", by=boss, at=AT)
        assert proposed(wide, later(30)) == []

    def test_an_import_asks_for_it_through_the_ledger(self, wide: Team) -> None:
        pks = list(wide.audits.values_list("pk", flat=True))
        ask_to_look(audit_ids=pks, at=AT)
        ask_to_look(audit_ids=pks, at=AT)
        assert Job.objects.filter(topic="look_for_system").count() == 1
        do_due_jobs(at=AT)
        assert Improvement.objects.count() == 1

    def test_a_rule_that_is_off_proposes_nothing_for_teams(self, wide: Team) -> None:
        wide.council.loop_rules.get(code="LR-04").versions.update(state="off")
        assert proposed(wide) == []

    def test_one_open_proposal_a_group_and_criterion(self, wide: Team) -> None:
        (one,) = proposed(wide)
        with pytest.raises(IntegrityError), transaction.atomic():
            ImprovementFactory(council=wide.council, team=wide, group=one.group, criterion=one.criterion)


class TestDeciding:
    def test_it_has_an_owner_a_day_and_holds_back_single_work(self, wide: Team, boss: User) -> None:
        (one,) = proposed(wide)
        now = decided(one, boss)
        assert (now.state, now.owner, now.decision) == ("decided", boss, WHY)
        assert decided(one, boss).pk == now.pk
        assert Entry.objects.filter(noun="improvement", verb="decide").count() == 1
        assert Message.objects.filter(template="improvement").count() == 1
        writer = User.objects.filter(posts__team=wide).first()
        respond(audited(writer, TODAY, F3=1))
        assert not Assignment.objects.exists()
        assert Withheld.objects.latest("pk").guard == "system"

    def test_done_people_can_be_asked_again(self, wide: Team, boss: User) -> None:
        (one,) = proposed(wide)
        decided(one, boss)
        start_improvement(improvement=one, by=boss, at=later(1))
        start_improvement(improvement=one, by=boss, at=later(1))
        finish_improvement(improvement=one, words="A morning with all writers", by=boss, at=later(2))
        hold = SharedStep.objects.get()
        assert hold.until == TODAY + datetime.timedelta(days=2)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"words": "so"}, "few words"),
            ({"due_on": TODAY - datetime.timedelta(days=1)}, "from today"),
            ({"step": "shout"}, "what is to be done"),
        ],
    )
    def test_half_a_decision_is_refused(self, wide: Team, boss: User, change: Any, words: str) -> None:
        (one,) = proposed(wide)
        with pytest.raises(Refused, match=words):
            decided(one, boss, **change)
        one.refresh_from_db()
        assert one.state == "proposed"

    def test_a_service_is_invited_and_nothing_is_due(self, team: Team, boss: User) -> None:
        service = Organisation.objects.create(council=team.council, ref="EP", name="Psychology")
        guest = StaffFactory(council=team.council)
        one = ImprovementFactory(
            council=team.council, of="service", team=None, group=str(service.pk), service=service,
            step="advice", module_code="PM-22",
        )  # fmt: skip
        with pytest.raises(Refused, match="Nobody of this service"):
            decided(one, boss, step="advice")
        Affiliation.objects.create(person=guest, organisation=service, role="P05", starts_on=TODAY)
        decided(one, boss, step="advice")
        assert ServiceOffer.objects.get().person == guest
        assert not SharedStep.objects.exists()
        do_due_jobs(at=later(0))
        letter = next(letter for letter in mail.outbox if letter.to == [guest.email])
        said = letter.body.replace(team.council.name, "").replace(guest.given_name, "")
        assert "invitation" in said and "14" not in said and "below good" not in said


class TestFollowingUp:
    def test_owners_are_reminded_before_the_day_and_weekly_after_it(self, wide: Team, boss: User) -> None:
        (one,) = proposed(wide)
        decided(one, boss)
        for day in (1, 25, 26, 31, 33, 38, 45):
            tend_improvements(council_id=wide.council_id, at=later(day))
        abouts = set(Message.objects.filter(person=boss).values_list("about", flat=True))
        assert abouts == {
            f"improvement:{one.pk}:{turn}" for turn in ("decided", "soon", "late0", "late1", "late2")
        }

    def test_a_quarter_later_the_effect_is_looked_at_with_its_n(self, wide: Team, boss: User) -> None:
        (one,) = proposed(wide)
        decided(one, boss)
        start_improvement(improvement=one, by=boss, at=later(1))
        finish_improvement(improvement=one, words="A morning with all writers", by=boss, at=later(2))
        writer = User.objects.filter(posts__team=wide).first()
        for number in range(14):
            audited(writer, TODAY + datetime.timedelta(days=10 + number), F3=2 if number < 2 else 3)
        tend_improvements(council_id=wide.council_id, at=later(60))
        one.refresh_from_db()
        assert one.state == "done"
        tend_improvements(council_id=wide.council_id, at=later(96))
        one.refresh_from_db()
        assert (one.state, one.after_low, one.after_n) == ("looked_at", 2, 14)
        assert say_effect(one).startswith("It became better: 2 of 14 below good")
        one.after_n, one.after_low = 5, 1
        assert "too few to tell" in say_effect(one)


def test_it_is_decided_in_the_browser(wide: Team, boss: User) -> None:
    (one,) = proposed(wide)
    client = Client()
    client.force_login(boss)
    listed = client.get(reverse("improvements")).content.decode()
    assert "Proposed: 1" in listed and "In 14 of 16 plans" in listed
    url = reverse("improvement_decide", args=[one.pk])
    empty = client.post(url, {})
    assert "Choose who owns it" in empty.content.decode()
    day = datetime.date.today() + datetime.timedelta(days=20)
    said = {"step": "workshop", "owner": str(boss.pk), "due_on": day.isoformat(), "words": WHY}
    page = client.post(url, said, follow=True).content.decode()
    assert WHY in page and "The rest of the council" in page and "From rule LR-04 version 1" in page
    client.post(reverse("improvement_start", args=[one.pk]))
    one.refresh_from_db()
    assert one.state == "under_way"


def test_the_list_costs_the_same_for_one_and_for_many(
    team: Team, boss: User, django_assert_num_queries: Any
) -> None:
    from courses.improvements.queries.lists import improvements_for

    ImprovementFactory(council=team.council)
    list(improvements_for(actor=boss))
    with django_assert_num_queries(1):
        improvements_for(actor=boss)
    for _ in range(4):
        ImprovementFactory(council=team.council)
    with django_assert_num_queries(1):
        improvements_for(actor=boss)
