"""The page that says whether training works: its figures against the truth, who sees it, what it costs."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.kit.words import signed
from academy.people.models import User
from assessments.audits.models import Audit, Finding
from courses.assignments.actions import record_learning
from courses.assignments.models import Assignment, LoopStamp, SharedStep, Trigger, Withheld
from courses.assignments.queries.effects import Effects, effects_for, workshops_for
from courses.assignments.queries.effectwords import lead_of_effect, learners_words, ranking_words, tiers_of
from courses.assignments.queries.replays import replay_history
from courses.assignments.rules import replay_audits
from tests.courses.assignments import loop_truth
from tests.courses.assignments.history import History, build_history
from tests.courses.assignments.test_actions import TODAY, asked, audited, later
from tests.courses.assignments.test_views import client_of, page
from tests.courses.assignments.test_views import row as row
from tests.courses.assignments.test_views import world as world
from tests.factories.academy import StaffFactory
from tests.factories.assessments import CriterionFactory, FindingFactory
from tests.factories.courses import WithheldFactory
from tests.factories.worlds import World

pytestmark = pytest.mark.django_db
URL = reverse("loop_effect")
LOT = 2_000


def keep_the_replay(academy: History) -> None:
    """What the rules would have done in 24 months, as stored rows: learnt on the due day, or held."""
    rules = {one.code: one for one in academy.council.loop_rules.all()}
    said = {code: rule.versions.get() for code, rule in rules.items()}
    findings = {
        (one.audit.ref, one.criterion.code): one
        for one in Finding.objects.select_related("audit", "criterion").iterator()
    }
    made, held = [], []
    for one in replay_audits(loop_truth.audits(), loop_truth.ruleset(), people=loop_truth.people()).people:
        finding = findings[one.audit, one.criterion]
        if one.held:
            version = said[one.rule]
            row_held = Withheld(
                finding=finding, rule=version.rule, version=version, guard=one.held, on=one.on
            )
            held.append(row_held)
            continue
        row = Assignment(
            person=academy.people[one.writer], rule=rules[one.rule], version=said[one.rule],
            finding=finding,
            criterion=finding.criterion, module_code=one.module, reason="As replayed", state="learnt",
            assigned_on=one.on, due_on=one.due, learnt_on=one.due,
        )  # fmt: skip
        made.append((row, one.trigger_refs))
    Assignment.objects.bulk_create([row for row, _ in made], batch_size=LOT)
    calls = [
        Trigger(assignment=row, audit=academy.audits[ref], position=at)
        for row, refs in made
        for at, ref in enumerate(refs, 1)
    ]
    Trigger.objects.bulk_create(calls, batch_size=LOT)
    Withheld.objects.bulk_create(held, batch_size=LOT)


def test_over_the_stored_rows_of_24_months_it_is_the_known_effect(django_assert_max_num_queries: Any) -> None:
    cache.clear()
    academy = build_history(findings=True)
    keep_the_replay(academy)
    pdl = StaffFactory(council=academy.council, role="R15")
    with django_assert_max_num_queries(14):
        found = effects_for(actor=pdl)
    grades, good = found.all.grades, found.all.good
    assert (grades.trained.n, grades.untrained.n) == (2585, 3196)
    assert (round(grades.trained.mean, 3), round(good.trained.mean, 3)) == (1.121, 0.767)
    assert round(grades.difference, 3) == 0.224
    assert 0 < grades.low < 0.23 < grades.high
    assert 0 < good.low < good.high
    assert lead_of_effect(found).startswith(
        "Probably, a little. After training, marks rose by 0.22 of a grade"
    )
    assert {one.code for one in found.rules} == {"LR-01", "LR-02"}
    assert all(one.grades.low < 0.23 < one.grades.high for one in found.rules)
    assert "cannot be told apart" in ranking_words(found)
    by_code = {one.code: one for one in found.modules}
    assert sum(one.grades.trained.n for one in found.modules) == 2585
    assert by_code["PM-03"].shown


def test_the_command_measures_a_replay_where_nothing_was_ever_trained_here() -> None:
    academy = build_history(until=datetime.date(2025, 8, 31))
    out = io.StringIO()
    call_command("loop_effect", "--rule", "LR-02", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["basis"] == "replayed"
    assert "No training was ever finished here" in found["basis_words"]
    assert [one["code"] for one in found["rules"]] == ["LR-02"]
    assert found["low"] < found["effect"] < found["high"] < found["naive_before_after"]
    assert found["clusters"] > 100
    assert found["workshops"]["low"] <= 0 <= found["workshops"]["high"]
    assert not Assignment.objects.filter(person__council=academy.council).exists()
    workshops_are_shown(academy)


def workshops_are_shown(academy: History) -> None:
    """A step for every second call on a team, and the page says what came of it: nothing, as is true."""
    called = replay_history(council_id=academy.council.pk).teams
    teams = {team.name: team for team in academy.council.teams.all()}
    SharedStep.objects.bulk_create(
        SharedStep(
            council=academy.council, team=teams[one.team], criterion_code=one.criterion,
            since=one.on + datetime.timedelta(days=20), key=f"{one.team}:{one.criterion}:{one.on}",
        )
        for one in called[::2]
    )  # fmt: skip
    cache.clear()
    pdl = StaffFactory(council=academy.council, role="R15")
    found = workshops_for(actor=pdl)
    assert found.shown
    assert found.grades.low <= 0 <= found.grades.high
    text = page(pdl, URL)
    assert "We see no clear change. Marks of teams rose alike with a workshop and without one." in text
    assert f"(n = {found.grades.trained.n:,})" in text


def pairs(people: list[User], marks: list[int], *, trained: bool) -> None:
    """Findings on F3 of these people, answered by PM-01 or held back, with a later plan each."""
    rule = people[0].council.loop_rules.get(code="LR-01")
    for person, mark in zip(people, marks, strict=True):
        audit = audited(person, TODAY, F3=2)
        finding = audit.findings.get()
        if trained:
            row = Assignment.objects.create(
                person=person, rule=rule, version=rule.versions.get(), finding=finding,
                criterion=finding.criterion, module_code="PM-01",
                reason="Low", state="learnt", assigned_on=TODAY, due_on=TODAY, learnt_on=TODAY,
            )  # fmt: skip
            Trigger.objects.create(assignment=row, audit=audit, position=1)
        else:
            Withheld.objects.create(
                finding=finding, rule=rule, version=rule.versions.get(), guard="cap", on=TODAY
            )
        audited(person, TODAY + datetime.timedelta(days=60), F3=mark)


def staff(world: World, n: int) -> list[User]:
    return [StaffFactory(team=world.home.own_team) for _ in range(n)]


def measured(world: World) -> Effects:
    LoopStamp.objects.filter(council=world.home.council).delete()
    cache.clear()
    return effects_for(actor=world.home.people["pdl"])


class TestNumbers:
    def test_trained_less_not_trained_with_its_interval(self, world: World) -> None:
        pairs(staff(world, 8), [4, 3] * 4, trained=True)
        pairs(staff(world, 8), [3, 2] * 4, trained=False)
        found = measured(world)
        effect = found.all.grades
        assert (effect.trained.mean, effect.untrained.mean) == (1.5, 0.5)
        assert effect.difference == pytest.approx(1.0, abs=1e-4)
        assert (effect.trained.people, effect.untrained.people) == (8, 8)
        assert effect.low < 1.0 < effect.high
        assert found.all.good.difference == pytest.approx(0.5, abs=1e-4)
        ((line,),) = [tier.rows for tier in tiers_of(found)]
        assert line.trained == "+1.50 (n = 8)"
        assert line.points.startswith("+50 (")
        assert line.address == "module=PM-01"

    @pytest.mark.parametrize(("n", "shown"), [(7, False), (8, True)])
    def test_below_eight_there_is_nothing_but_words(self, world: World, n: int, shown: bool) -> None:
        pairs(staff(world, n), [4] * n, trained=True)
        pairs(staff(world, 8), [3] * 8, trained=False)
        found = measured(world)
        assert found.all.shown is shown
        text = page(world.home.people["pdl"], URL)
        assert ("What before and after alone would say" in text) is shown
        assert ("<svg" in text.split("Module by module")[1]) is shown
        if not shown:
            assert "7 trained and 8 to compare with; we need 8 of each." in text

    def test_fewer_than_five_people_are_never_shown(self, world: World) -> None:
        four = staff(world, 4)
        pairs([*four, *four], [4] * 8, trained=False)
        pairs(staff(world, 9), [3] * 9, trained=True)
        found = measured(world)
        assert found.all.hidden
        text = page(world.home.people["head"], URL)
        assert "Fewer than five people stand behind it" in text
        assert "n = " not in text
        assert "module=PM-01" not in text

    def test_a_finding_that_was_asked_is_no_comparison(self, world: World) -> None:
        people = staff(world, 8)
        pairs(people, [4] * 8, trained=True)
        rule = people[0].council.loop_rules.get(code="LR-02")
        for finding in Finding.objects.filter(writer__in=people, grade=2, found_on=TODAY):
            Withheld.objects.create(
                finding=finding, rule=rule, version=rule.versions.get(), guard="same_module_open", on=TODAY
            )
        assert measured(world).all.grades.untrained.n == 0

    @pytest.mark.parametrize(
        ("guard", "n"), [("cap", 1), ("same_module_90_days", 1), ("leave", 0), ("left", 0)]
    )
    def test_only_those_without_a_place_or_with_the_module_are_compared(
        self, world: World, guard: str, n: int
    ) -> None:
        pairs(staff(world, 1), [3], trained=False)
        Withheld.objects.update(guard=guard)
        assert measured(world).all.grades.untrained.n == n

    def test_the_marks_before_are_those_the_rule_read(self, world: World) -> None:
        (person,) = staff(world, 1)
        rule = person.council.loop_rules.get(code="LR-02")
        days = {-150: 1, -90: 1, -30: 4}
        for day, mark in days.items():
            audited(person, TODAY + datetime.timedelta(days=day), F3=mark)
        finding = audited(person, TODAY, F3=2).findings.get()
        Withheld.objects.create(
            finding=finding, rule=rule, version=rule.versions.get(), guard="cap", on=TODAY
        )
        audited(person, TODAY + datetime.timedelta(days=60), F3=3)
        assert measured(world).all.grades.untrained.mean == 1.5

    def test_an_audit_that_was_taken_back_counts_no_more(self, world: World) -> None:
        people = staff(world, 2)
        pairs(people[:1], [4], trained=True)
        pairs(people[1:], [3], trained=False)
        Audit.objects.filter(writer__in=people, audited_on=TODAY).update(is_current=False)
        effect = measured(world).all.grades
        assert (effect.trained.n, effect.untrained.n) == (0, 0)

    def test_a_lost_effect_and_none_are_said_so(self, world: World) -> None:
        pairs(staff(world, 8), [3, 2] * 4, trained=True)
        pairs(staff(world, 8), [3, 2] * 4, trained=False)
        assert lead_of_effect(measured(world)).startswith("We see no clear change.")
        pairs(staff(world, 16), [1] * 16, trained=True)
        assert lead_of_effect(measured(world)).startswith("It does not look so.")

    def test_marks_of_whole_sections_count_where_a_rule_called_on_a_section(self, world: World) -> None:
        rule = world.home.council.loop_rules.get(code="LR-01")
        for person in staff(world, 3):
            audit = audited(person, TODAY, F3=3)
            instrument = audit.instrument
            section = CriterionFactory(instrument=instrument, code="SF", kind="section", section="F")
            audit.section_grades.create(section="F", grade=2)
            finding = FindingFactory(audit=audit, criterion=section, writer=person, grade=2, found_on=TODAY)
            WithheldFactory(finding=finding, rule=rule, guard="cap", on=TODAY)
            audited(person, TODAY + datetime.timedelta(days=60), F3=3).section_grades.create(
                section="F", grade=4
            )
        side = measured(world).all.grades.untrained
        assert (side.n, side.mean) == (3, 2.0)

    def test_the_command_measures_what_was_done_here(self, world: World) -> None:
        pairs(staff(world, 8), [4, 3] * 4, trained=True)
        pairs(staff(world, 8), [3, 2] * 4, trained=False)
        out = io.StringIO()
        call_command("loop_effect", "--council", world.home.council.slug, "--json", stdout=out)
        found = json.loads(out.getvalue())
        assert (found["basis"], found["n_trained"], found["n_compared"]) == ("stored", 8, 8)
        assert found["effect"] == pytest.approx(1.0, abs=1e-3)
        assert found["naive_before_after"] == 1.5
        assert [one["code"] for one in found["modules"]] == ["PM-01"]
        assert not found["workshops"]["shown"]
        with pytest.raises(SystemExit):
            call_command("loop_effect", "--json", stdout=out, stderr=io.StringIO())


class TestPage:
    def test_the_limits_stand_beside_the_claim(self, world: World) -> None:
        pairs(staff(world, 8), [4, 3] * 4, trained=True)
        pairs(staff(world, 8), [3, 2] * 4, trained=False)
        cache.clear()
        text = page(world.home.people["manager"], URL)
        assert "Probably, a little." in text
        assert "People picked after a low grade often do better next time anyway." in text
        assert "Nobody drew lots." in text
        assert "This is not the effect." in text
        for person in User.objects.filter(council=world.home.council):
            assert person.family_name not in text.split("<main")[1]

    def test_the_manager_sees_the_whole_council(self, world: World) -> None:
        pairs([StaffFactory(team=world.home.other_team) for _ in range(8)], [4] * 8, trained=True)
        cache.clear()
        found = effects_for(actor=world.home.people["manager"])
        assert found.all.grades.trained.n == 8
        assert effects_for(actor=world.second.people["pdl"]).all.grades.trained.n == 0

    def test_those_who_see_no_figures_get_none(self, world: World) -> None:
        assert effects_for(actor=world.home.people["coordinator"]) == Effects()
        assert workshops_for(actor=world.home.people["coordinator"]).grades.trained.n == 0
        assert client_of(world.home.people["coordinator"]).get(URL).status_code == 404

    def test_an_empty_academy_says_what_it_needs(self, world: World) -> None:
        text = page(world.home.people["pdl"], URL)
        assert "We cannot tell yet." in text
        assert "There is too little to compare yet." in text
        assert "Too few to tell: 0 points of teams after which a step was taken" in text

    def test_a_change_of_the_loop_shows_at_once(self, world: World, row: Assignment) -> None:
        pdl = world.home.people["pdl"]
        assert effects_for(actor=pdl).all.grades.trained.n == 0
        audited(row.person, TODAY + datetime.timedelta(days=20), F3=3)
        record_learning(person=row.person, module_code="PM-01", done_on=TODAY, by=row.person, at=later(0))
        assert effects_for(actor=pdl).all.grades.trained.n == 1

    def test_the_first_look_and_the_next_cost_the_same_for_one_pair_and_for_three(self, world: World) -> None:
        client = client_of(world.home.people["pdl"])
        client.get(URL)
        counts = []
        for _ in range(2):
            pairs(staff(world, 1), [4], trained=True)
            pairs(staff(world, 1), [3], trained=False)
            cache.clear()
            with CaptureQueriesContext(connection) as first:
                client.get(URL)
            with CaptureQueriesContext(connection) as second:
                client.get(URL)
            counts.append((len(first), len(second)))
        assert counts[0] == counts[1]
        assert counts[0][0] <= 19
        assert counts[0][1] <= 6


class TestLinks:
    def test_from_the_board_and_from_a_finding_and_back(self, world: World, row: Assignment) -> None:
        pdl = world.home.people["pdl"]
        assert f'href="{URL}"' in page(pdl, reverse("loop"))
        chain = page(pdl, reverse("finding", args=[row.finding_id]))
        assert f'href="{URL}#PM-01"' in chain
        back = page(pdl, f"{reverse('loop_findings')}?module=PM-01")
        assert reverse("finding", args=[row.finding_id]) in back
        assert f'href="{URL}#PM-01"' in back
        assert reverse("finding", args=[row.finding_id]) not in page(
            pdl, f"{reverse('loop_findings')}?module=PM-02"
        )

    def test_the_writer_gets_no_link_to_what_they_may_not_see(self, world: World, row: Assignment) -> None:
        assert URL not in page(row.person, reverse("finding", args=[row.finding_id]))

    @pytest.mark.parametrize(
        ("n", "words"), [(4, "Its effect over many writers"), (5, "Its effect over 5 writers")]
    )
    def test_the_link_names_no_number_under_five(self, n: int, words: str) -> None:
        assert learners_words(n) == words

    def test_a_finding_that_asked_nothing_has_no_link(self, world: World) -> None:
        finding = FindingFactory(audit__writer=world.home.people["coordinator"], state="noted")
        assert f"{URL}#" not in page(world.home.people["pdl"], reverse("finding", args=[finding.pk]))


@pytest.mark.parametrize(
    ("value", "places", "words"), [(0.126, 2, "+0.13"), (-0.004, 2, "0.00"), (-0.4, 0, "0"), (-3, 0, "-3")]
)
def test_a_figure_has_its_sign_and_nought_has_none(value: float, places: int, words: str) -> None:
    assert signed(value, places) == words


def test_work_of_a_module_is_found_by_its_module(world: World) -> None:
    asked(world.home.people["stranger"], B1=1)
    codes = set(Assignment.objects.values_list("module_code", flat=True))
    pdl = world.home.people["pdl"]
    for code in codes:
        n = Assignment.objects.filter(module_code=code, person__council=pdl.council).count()
        text = page(pdl, f"{reverse('loop_findings')}?module={code}")
        assert f"{n} finding" in text
