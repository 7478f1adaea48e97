"""LR-05, 06, 07, 09 and 10: their sentences, their dry runs, and that those who carry them out read them."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.people.models import User
from assessments.calibration.actions.judging import judge_auditors
from assessments.calibration.models import Recalibration
from assessments.calibration.queries.pairs import MODERATED, Compared
from assessments.calibration.registry import JudgingTerms
from assessments.instruments.queries import current_instrument
from courses.assignments.actions import load_default_rules
from courses.assignments.models import LoopRuleVersion
from courses.assignments.queries.rulebooks import auditor_terms, terms_of
from courses.assignments.rules import Rule, base_rule
from courses.improvements.queries.looking import ADVICE_AUDIT, COMPLAINT_REPLY
from courses.rulebook.actions import Draft, draft_rule, note_trial, switch_off, switch_on
from courses.rulebook.queries.dryruns import DryRun, SideBySide, bench_for
from courses.rulebook.queries.trials import fall_outside
from courses.rulebook.registry import WAYS
from tests.courses.assignments.test_actions import AT
from tests.factories.academy import OrganisationFactory, StaffFactory, TeamFactory
from tests.factories.assessments import AuditFactory, CriterionFactory, InstrumentFactory, full_plan_audit
from tests.factories.courses import AssignmentFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 2)
SINGLE = ("advice", "auditor", "theme", "reaudit", "coaching")


@pytest.fixture
def keeper() -> User:
    person = StaffFactory(role="R15")
    full_plan_audit(person.council)
    load_default_rules(council=person.council, by=None, at=AT)
    return person


def rule_of(kind: str) -> Rule:
    return base_rule(kind)


def run(keeper: User, rule: Rule) -> DryRun:
    return bench_for(actor=keeper, today=TODAY, rules=[rule]).run(rule)


def beside(keeper: User, one: Rule, two: Rule) -> SideBySide:
    return bench_for(actor=keeper, today=TODAY, rules=[one, two]).compare(one, two)


def changed(keeper: User, rule: Rule) -> LoopRuleVersion:
    """The rule drafted, tried and switched on."""
    row = keeper.council.loop_rules.get(code=rule.code)
    version = draft_rule(council=keeper.council, of=row, draft=Draft(rule), by=keeper, at=AT)
    note_trial(version=version, counts={}, by=keeper, at=AT)
    return switch_on(version=version, by=keeper, at=AT)


def test_every_other_kind_has_a_way_to_be_tried() -> None:
    assert set(WAYS) == set(SINGLE)
    assert all(way.notes for way in WAYS.values())


@pytest.mark.parametrize("kind", SINGLE)
def test_each_is_changed_in_the_browser_tried_and_switched_on(keeper: User, kind: str) -> None:
    client = Client()
    client.force_login(keeper)
    rule = keeper.council.loop_rules.get(kind=kind)
    said = {
        "advice": {"share": "40", "least_marks": "12", "module": ""},
        "auditor": {"share": "85", "least_marks": "20", "items": "2", "module": "PM-20", "due_days": "21"},
        "theme": {"grade": "1", "least_marks": "6"},
        "reaudit": {"plans": "3", "days": "120"},
        "coaching": {"goal_weeks": "8"},
    }[kind]
    change = reverse("rule_change", args=[rule.pk])
    assert f'href="{change}"' in client.get(reverse("loop_rules")).content.decode()
    assert "cannot be changed" not in client.get(change).content.decode() or kind == "coaching"
    wrong = client.post(change, dict.fromkeys(said, "soon"))
    assert "give a number from" in wrong.content.decode()
    client.post(change, said)
    version = rule.versions.get(state="draft")
    tried = client.post(reverse("rule_try", args=[version.pk]), follow=True).content.decode()
    assert WAYS[kind].notes[0].split(",")[0] in tried
    beside = client.get(reverse("rule_beside", args=[version.pk])).content.decode()
    assert "Two settings over the same past" in beside
    client.post(reverse("rule_on", args=[version.pk]))
    version.refresh_from_db()
    assert (version.state, version.number) == ("on", 2)


def test_of_these_kinds_a_council_has_one(keeper: User) -> None:
    client = Client()
    client.force_login(keeper)
    for kind in SINGLE:
        assert client.get(reverse("rule_build", args=[kind])).status_code == 404
        with pytest.raises(Refused, match="one rule of this kind"):
            draft_rule(council=keeper.council, of=None, draft=Draft(rule_of(kind), "Mine"), by=keeper, at=AT)


@pytest.mark.parametrize(
    ("rule", "words"), [({"least_marks": 9}, "fewer than 10"), ({"module": ""}, "module")]
)
def test_what_can_never_be_is_refused(keeper: User, rule: dict[str, object], words: str) -> None:
    row = keeper.council.loop_rules.get(kind="auditor")
    draft = Draft(replace(rule_of("auditor"), **rule))  # type: ignore[arg-type]
    with pytest.raises(Refused, match=words):
        draft_rule(council=keeper.council, of=row, draft=draft, by=keeper, at=AT)


class TestAuditors:
    def pairs(self, n: int, far: int, on: datetime.date) -> list[Compared]:
        return [Compared("1", 1, "B2", MODERATED, 4, 1 if place < far else 4, on) for place in range(n)]

    def test_it_calls_on_the_day_and_not_again_for_the_same_grades(self) -> None:
        rule = replace(rule_of("auditor"), share=0.8, least_marks=10, due_days=14)
        day = datetime.date(2026, 3, 2)
        early = self.pairs(6, 3, day - datetime.timedelta(days=30))
        rows = [*self.pairs(6, 3, day), *early, *self.pairs(5, 5, day + datetime.timedelta(days=10))]
        assert list(fall_outside(rows, rule)) == [(day, 0.5, 12)]
        rows += self.pairs(10, 5, day + datetime.timedelta(days=15))
        assert [on for on, *_ in fall_outside(rows, rule)] == [day, day + datetime.timedelta(days=15)]
        assert list(fall_outside(rows, replace(rule, share=0.3))) == []

    def test_those_who_judge_go_by_the_rule_that_is_on(self, keeper: User) -> None:
        auditor = StaffFactory(role="R13", council=keeper.council)
        grades = {f"B{n}": 1 for n in range(1, 7)} | {f"F{n}": 3 for n in range(1, 7)}
        audit = AuditFactory(
            writer=StaffFactory(council=keeper.council), auditor=auditor, grades=grades, findings=False,
            instrument=current_instrument(council_id=keeper.council_id), moderated_on=TODAY,
        )  # fmt: skip
        audit.grades.update(agreed=3)
        council_id = keeper.council_id
        changed(keeper, replace(rule_of("auditor"), least_marks=20))
        assert judge_auditors(council_id=council_id, at=AT) == 0
        changed(keeper, replace(rule_of("auditor"), items=2, due_days=21, least_marks=10))
        assert auditor_terms(council_id) == JudgingTerms(0.8, 10, 2, 21)
        assert judge_auditors(council_id=council_id, at=AT) == 1
        row = Recalibration.objects.get()
        assert (row.items, row.due_on) == (2, AT.date() + datetime.timedelta(days=21))
        found = run(keeper, rule_of("auditor"))
        assert [line.who for line in found.asked] == [str(auditor)]
        assert "50% of 12 compared grades" in found.asked[0].why

    def test_switched_off_nobody_is_judged(self, keeper: User) -> None:
        version = keeper.council.loop_rules.get(kind="auditor").versions.get()
        switch_off(version=version, by=keeper, at=AT)
        assert auditor_terms(keeper.council_id) is None
        assert judge_auditors(council_id=keeper.council_id, at=AT) == 0


class TestAfterwards:
    @pytest.fixture
    def learnt(self, keeper: User) -> User:
        """A finding whose module was learnt, with a good plan after 20 days and a bad one after 100."""
        instrument = current_instrument(council_id=keeper.council_id)
        writer = StaffFactory(council=keeper.council)
        learnt_on = datetime.date(2026, 6, 1)
        audit = AuditFactory(
            writer=writer, instrument=instrument, audited_on=datetime.date(2026, 5, 1), grades={"B2": 1}
        )
        AssignmentFactory(
            finding=audit.findings.get(), assigned_on=datetime.date(2026, 5, 2), learnt_on=learnt_on,
            state="learnt", rule=keeper.council.loop_rules.get(code="LR-01"),
        )  # fmt: skip
        for days, grade in ((20, 3), (100, 2)):
            on = learnt_on + datetime.timedelta(days=days)
            AuditFactory(writer=writer, instrument=instrument, audited_on=on, grades={"B2": grade})
        return writer

    def test_it_says_what_later_plans_would_have_settled(self, keeper: User, learnt: User) -> None:
        rule = rule_of("reaudit")
        kept = run(keeper, rule)
        assert (len(kept.asked), kept.guards) == (0, [("fewer than two later plans", 1)])
        sides = beside(keeper, replace(rule, plans=1), replace(rule, days=120))
        assert "One later plan good or better by 21 June 2026: resolved." == sides.one.asked[0].why
        assert "A later plan was below good on 9 September 2026: repeated." == sides.two.asked[0].why
        assert sides.same == 1

    def test_coaching_says_whom_and_until_when_the_goal_runs(self, keeper: User, learnt: User) -> None:
        assert run(keeper, rule_of("coaching")).asked == ()
        changed(keeper, replace(rule_of("reaudit"), days=120))
        assert terms_of(council_id=keeper.council_id).days == 120
        sides = beside(keeper, rule_of("coaching"), replace(rule_of("coaching"), goal_weeks=4))
        assert [line.who for line in sides.one.asked] == [str(learnt)]
        assert "The goal of 4 weeks would end on 7 October 2026." in sides.two.asked[0].why
        assert sides.more == sides.less == ()


def test_complaint_replies_of_a_month_and_the_same_held_back_in_the_next(keeper: User) -> None:
    instrument = InstrumentFactory(council=keeper.council, code=COMPLAINT_REPLY, version="9")
    team = TeamFactory(council=keeper.council, name="North")
    writer = StaffFactory(council=keeper.council, team=team)
    for month in (8, 9):
        for _ in range(5):
            AuditFactory(
                writer=writer, team=team, instrument=instrument, grades={"CR1": 2},
                audited_on=datetime.date(2026, month, 10),
            )  # fmt: skip
    found = run(keeper, rule_of("theme"))
    assert (found.of, [line.who for line in found.asked]) == ("teams", ["North"])
    assert found.asked[0].why == "5 of 5 replies of the month."
    assert found.guards == [("the same was proposed in the quarter before", 1)]
    assert run(keeper, replace(rule_of("theme"), least_marks=6)).asked == ()
    assert run(keeper, replace(rule_of("theme"), grade=1)).asked == ()


def test_advice_of_a_service_that_stands_out(keeper: User) -> None:
    instrument = InstrumentFactory(council=keeper.council, code=ADVICE_AUDIT, version="9")
    CriterionFactory(instrument=instrument, code="AV1", modules=["PM-22"])
    weak, strong = (OrganisationFactory(council=keeper.council, name=name) for name in ("Weak", "Strong"))
    for service, grade, n in ((weak, 1, 12), (strong, 4, 60)):
        for _ in range(n):
            audit = AuditFactory(
                writer=None, council=keeper.council, team=None, service=service, instrument=instrument,
                audited_on=datetime.date(2026, 8, 3),
            )  # fmt: skip
            audit.grades.create(criterion=instrument.criteria.get(code="AV1"), grade=grade)
    found = run(keeper, rule_of("advice"))
    assert (found.of, [line.who for line in found.asked]) == ("services", ["Weak"])
    assert (found.asked[0].module, found.asked[0].why) == (
        "PM-22",
        "Below good in 12 of 12 audits of advice.",
    )
    assert run(keeper, replace(rule_of("advice"), least_marks=13)).asked == ()
