"""A rule from its sentence to an assignment: drafted, tried, switched on, followed by an import."""

from __future__ import annotations

import datetime
import time
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from assessments.audits.models import SectionGrade
from assessments.instruments.queries import current_instrument, sections_of
from courses.assignments.actions import load_default_rules
from courses.assignments.models import Assignment, LoopRuleVersion, SharedStep, Withheld
from courses.assignments.queries.facts import Facts
from courses.assignments.queries.replays import Past, replay_history
from courses.assignments.queries.rulebooks import Rulebook, load_rulebook, terms_of
from courses.assignments.rules import LITERAL_RULES, Measure, Rule, base_rule, build_ruleset
from courses.rulebook.actions import Draft, draft_rule, drop_version, note_trial, switch_off, switch_on
from courses.rulebook.queries.dryruns import Bench, bench_for, months_before
from tests.courses.assignments import loop_truth
from tests.courses.assignments.test_actions import AT, TODAY, audited, later, respond
from tests.factories.academy import StaffFactory
from tests.factories.assessments import AuditFactory, FindingFactory, full_plan_audit

pytestmark = pytest.mark.django_db
OFTEN = replace(base_rule("repeated"), at_least=2, last=4, due_days=30, module="PM-01", criteria=("E2",))
"""The rule that these tests build: one criterion, a named module, 30 days."""


@pytest.fixture
def writer() -> User:
    person = StaffFactory()
    full_plan_audit(person.council)
    load_default_rules(council=person.council, by=None, at=AT)
    return person


@pytest.fixture
def keeper(writer: User) -> User:
    return StaffFactory(role="R15", council=writer.council)


def draft(
    keeper: User, rule: Rule = OFTEN, of: str = "", title: str = "Often on outcomes"
) -> LoopRuleVersion:
    row = keeper.council.loop_rules.get(code=of) if of else None
    return draft_rule(
        council=keeper.council, of=row, draft=Draft(rule, title, "The module"), by=keeper, at=AT
    )


def tried(keeper: User, **more: Any) -> LoopRuleVersion:
    return note_trial(version=draft(keeper, **more), counts={"asked": 1}, by=keeper, at=AT)


class TestLifeCycle:
    def test_a_new_rule_gets_the_next_number_and_is_a_draft(self, keeper: User) -> None:
        version = draft(keeper)
        assert (version.rule.code, version.number, version.state) == ("LR-21", 1, "draft")
        assert draft(keeper) == version, "a second click makes nothing new"
        assert draft(keeper, title="Another").rule.code == "LR-22"

    def test_it_is_not_switched_on_before_its_dry_run_was_looked_at(self, keeper: User) -> None:
        version = draft(keeper)
        with pytest.raises(Refused, match="past 24 months first"):
            switch_on(version=version, by=keeper, at=AT)
        note_trial(version=version, counts={"asked": 3}, by=keeper, at=AT)
        assert switch_on(version=version, by=keeper, at=AT).state == "on"
        assert switch_on(version=version, by=keeper, at=AT).state == "on"
        verbs = Entry.objects.filter(noun="loopruleversion", noun_id=str(version.pk)).order_by("pk")
        assert list(verbs.values_list("verb", flat=True)) == ["draft", "try", "switch on"]

    def test_a_changed_rule_has_to_be_tried_again_and_takes_the_old_ones_place(self, keeper: User) -> None:
        rule = replace(base_rule("severe"), due_days=10)
        version = tried(keeper, rule=rule, of="LR-01")
        assert version.number == 2
        newer = draft(keeper, replace(rule, due_days=12), of="LR-01")
        version.refresh_from_db()
        assert (version.state, newer.number, newer.state) == ("dropped", 3, "draft")
        note_trial(version=newer, counts={}, by=keeper, at=AT)
        switch_on(version=newer, by=keeper, at=AT)
        states = dict(newer.rule.versions.values_list("number", "state"))
        assert states == {1: "off", 2: "dropped", 3: "on"}

    def test_one_version_is_on_whatever_happens(self, keeper: User) -> None:
        version = draft(keeper, replace(base_rule("severe"), due_days=10), of="LR-01")
        with pytest.raises(IntegrityError), transaction.atomic():
            LoopRuleVersion.objects.filter(pk=version.pk).update(state="on")

    def test_what_is_off_is_tried_again_before_it_is_on(self, keeper: User) -> None:
        version = keeper.council.loop_rules.get(code="LR-01").versions.get()
        assert switch_off(version=version, by=keeper, at=AT).state == "off"
        assert switch_off(version=version, by=keeper, at=AT).state == "off"
        with pytest.raises(Refused):
            switch_on(version=version, by=keeper, at=AT)

    def test_rules_that_close_the_chain_stay_on(self, keeper: User) -> None:
        version = keeper.council.loop_rules.get(code="LR-09").versions.get()
        with pytest.raises(Refused, match="closes the loop"):
            switch_off(version=version, by=keeper, at=AT)

    def test_a_draft_can_be_dropped_and_what_is_on_cannot(self, keeper: User) -> None:
        assert drop_version(version=draft(keeper), by=keeper, at=AT).state == "dropped"
        with pytest.raises(Refused):
            drop_version(version=keeper.council.loop_rules.get(code="LR-01").versions.get(), by=keeper, at=AT)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"criteria": ("X9",)}, "not in the audits"),
            ({"module": "PM-99"}, "from the list"),
            ({"at_least": 5}, "can never be"),
            ({"due_days": 0}, "how many days"),
        ],
    )
    def test_parts_that_do_not_fit_are_refused(self, keeper: User, change: Any, words: str) -> None:
        with pytest.raises(Refused, match=words):
            draft(keeper, replace(OFTEN, **change))


class TestLive:
    def test_an_import_is_answered_by_what_was_switched_on(self, writer: User, keeper: User) -> None:
        version = switch_on(version=tried(keeper), by=keeper, at=AT)
        for day in (90, 60):
            audited(writer, TODAY - datetime.timedelta(days=day), E2=2)
        for day in (40, 20):
            audited(writer, TODAY - datetime.timedelta(days=day), E2=3)
        respond(audited(writer, TODAY, E2=2))
        row = Assignment.objects.get()
        assert (row.version, row.rule.code, row.module_code) == (version, "LR-21", "PM-01")
        assert row.due_on == TODAY + datetime.timedelta(days=30)

    def test_a_guard_keeps_the_version_too_and_an_older_one_stays_at_its_work(
        self, writer: User, keeper: User
    ) -> None:
        first = keeper.council.loop_rules.get(code="LR-01").versions.get()
        respond(audited(writer, TODAY, F3=1))
        newer = tried(keeper, rule=replace(base_rule("severe"), due_days=9), of="LR-01")
        switch_on(version=newer, by=keeper, at=AT)
        respond(audited(writer, TODAY, F4=1), at=later(1))
        assert Assignment.objects.get().version == first
        assert Withheld.objects.get(finding__criterion__code="F4").version == newer

    def test_a_shared_step_holds_back_the_team_and_says_so(self, writer: User) -> None:
        team = writer.posts.get().team
        SharedStep.objects.create(
            council=writer.council, criterion_code="F3", team=team, since=TODAY, key="test"
        )
        respond(audited(writer, TODAY, F3=1, B1=1))
        held = Withheld.objects.get()
        assert (held.finding.criterion.code, held.guard) == ("F3", "system")
        assert "shared step" in held.get_guard_display()
        assert Assignment.objects.get().criterion.code == "B1"
        SharedStep.objects.update(until=TODAY)
        respond(audited(writer, TODAY, F3=1), at=later(1))
        assert Assignment.objects.filter(criterion__code="F3").exists()

    def test_how_often_later_plans_are_looked_at_is_the_rules_own(self, writer: User) -> None:
        version = writer.council.loop_rules.get(code="LR-09").versions.get()
        version.settings |= {"plans": 3, "days": 60}
        version.save()
        terms = terms_of(council_id=writer.council_id)
        assert (terms.plans, terms.days, terms.grade, terms.goal_weeks) == (3, 60, 2, 12)


class TestSections:
    def section_audit(self, writer: User, grade: int, days: int = 0) -> Any:
        instrument = current_instrument(council_id=writer.council_id)
        audit = AuditFactory(
            writer=writer, instrument=instrument, audited_on=TODAY - datetime.timedelta(days=days)
        )
        SectionGrade.objects.create(audit=audit, section="F", grade=grade)
        if grade < 3:
            section = sections_of(instrument=instrument).get(section="F")
            FindingFactory(audit=audit, criterion=section, grade=grade)
        return audit

    def test_inadequate_calls_at_once_and_asks_the_sections_first_module(self, writer: User) -> None:
        respond(self.section_audit(writer, 1))
        row = Assignment.objects.get()
        section = row.criterion
        assert (row.rule.code, section.kind, section.section) == ("LR-01", "section", "F")
        assert row.module_code == section.modules[0]

    def test_requires_improvement_calls_the_second_time(self, writer: User) -> None:
        respond(self.section_audit(writer, 2, days=30))
        assert not Assignment.objects.exists()
        respond(self.section_audit(writer, 2))
        assert Assignment.objects.get().rule.code == "LR-02"

    def test_a_section_with_marks_on_its_criteria_is_not_counted_twice(self, writer: User) -> None:
        audit = audited(writer, TODAY, F3=4)
        SectionGrade.objects.create(audit=audit, section="F", grade=1)
        book = load_rulebook(council_id=writer.council_id)
        bench = bench_for(actor=writer, today=TODAY, rules=[])
        row = bench.past.facts.audits[0]
        assert row.marks[book.sections["F"]] == 0

    def test_the_literal_reading_never_speaks_of_sections(self, writer: User) -> None:
        self.section_audit(writer, 1)
        assert replay_history(council_id=writer.council_id).people == []
        assert len(replay_history(council_id=writer.council_id, literal=False).people) == 1


def test_the_last_24_months_begin_on_a_first() -> None:
    assert months_before(datetime.date(2026, 11, 27), 24) == datetime.date(2024, 11, 1)
    assert months_before(datetime.date(2026, 1, 1), 1) == datetime.date(2025, 12, 1)


@pytest.fixture(scope="module")
def bench() -> tuple[Bench, float]:
    """The open data as plain rows, and how many seconds of one core a replay of LR-02 takes."""
    measures = loop_truth.measures()
    criteria: Any = {one.code: SimpleNamespace(text=one.name) for one in measures}
    book = Rulebook(build_ruleset(measures=measures), {}, criteria, {})
    facts = Facts(list(loop_truth.audits()))
    past = Past(book, facts, loop_truth.people(), {}, [])
    made = Bench(past, {}, datetime.date(2024, 12, 1), datetime.date(2026, 11, 30))
    began = time.process_time()
    made.run(base_rule("repeated"))
    return made, time.process_time() - began


class TestDryRun:
    """Over the open data: 24 months, 300 staff."""

    def test_it_says_who_what_and_why_and_what_was_held_back(self, bench: tuple[Bench, float]) -> None:
        run = bench[0].run(replace(base_rule("repeated"), code="LR-02"))
        assert run.people > 100 and len(run.asked) > run.people
        assert sum(n for _, n in run.guards) == len(run.held) > 0
        assert sum(asked for *_, asked, _ in run.teams) == len(run.asked)
        assert "below good in" in run.asked[0].why and "your" not in run.asked[0].why

    def test_read_literally_the_team_rule_comes_down_on_everybody_and_by_default_it_does_not(
        self, bench: tuple[Bench, float]
    ) -> None:
        literal = next(rule for rule in LITERAL_RULES if rule.kind == "team")
        sides = bench[0].compare(base_rule("team"), literal)
        assert sides.two.first_quarter == 179
        assert sides.one.worst_quarter <= 2 and len(sides.one.asked) == 5
        assert len(sides.two.asked) == 580 and len(sides.less) > 500

    def test_it_is_quick(self, bench: tuple[Bench, float]) -> None:
        assert bench[1] < 5


def test_a_narrower_setting_asks_less_and_the_difference_is_named(writer: User, keeper: User) -> None:
    for day in (80, 40, 0):
        audited(writer, TODAY - datetime.timedelta(days=day), E2=2, B2=2)
    bench = bench_for(actor=keeper, today=TODAY, rules=[OFTEN])
    both = replace(OFTEN, code="LR-02", criteria=("E2", "B2"), module="")
    sides = bench.compare(both, replace(both, criteria=("E2",)))
    assert {line.criterion[-3:-1] for line in sides.more} == {"B2"}
    assert sides.less == () and sides.only_one == sides.only_two == ()
    assert sides.one.asked[0].who == str(writer)


def test_a_rule_is_built_in_the_browser_without_a_script(writer: User, keeper: User) -> None:
    client = Client()
    client.force_login(keeper)
    audited(writer, timezone.localdate() - datetime.timedelta(days=20), E2=2)
    audited(writer, timezone.localdate(), E2=2)
    url = reverse("rule_build", args=["repeated"])
    page = client.get(url).content.decode()
    for label in ("is graded", "of a writer’s last", "counting only audits within", "within"):
        assert label in page
    said = {
        "title": "Outcomes again", "speaks_of": "criterion", "grade": "2", "at_least": "2", "last": "3",
        "within_days": "120", "cause": "writer", "module": "PM-01", "due_days": "21", "criteria": ["E2"],
        "guards": ["leave", "cap"], "most_open": "2", "rest_days": "90", "settling_days": "42",
    }  # fmt: skip
    wrong = client.post(url, said | {"due_days": "soon"})
    assert "give a number from 1 to 366" in wrong.content.decode()
    made = client.post(url, said)
    version = LoopRuleVersion.objects.get(rule__title="Outcomes again")
    assert made.headers["Location"] == reverse("rule_version", args=[version.pk])
    assert version.settings["guards"] == ["cause", "left", "leave", "cap"]
    refused = client.post(reverse("rule_on", args=[version.pk]), follow=True)
    assert "past 24 months first" in refused.content.decode()
    shown = client.post(reverse("rule_try", args=[version.pk]), follow=True).content.decode()
    assert "1 person, 1 assignment" in " ".join(shown.split())
    assert str(writer) in shown
    client.post(reverse("rule_on", args=[version.pk]))
    version.refresh_from_db()
    assert (version.state, version.counts["asked"]) == ("on", 1)
    everybody = Client()
    everybody.force_login(writer)
    assert "Outcomes again (LR-21 version 1)" in everybody.get(reverse("loop_rules")).content.decode()


def test_without_names_a_team_rule_is_the_same_measure() -> None:
    rule = replace(base_rule("team"), criteria=("A1",), speaks_of="both")
    a1, section = Measure("A1", 1, False, "PM-04", 0), Measure("SA", 1, False, "PM-04", 1, kind="section")
    ruleset = build_ruleset(measures=[a1, section], rules=[rule])
    assert ruleset.places_of(rule) == {0}
