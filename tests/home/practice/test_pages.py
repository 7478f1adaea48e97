"""The pages of practice: what they say, who sees which team, what is hidden, what they cost."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.people.models import Team, User
from academy.record.models import Entry
from assessments.audits.actions import mark_change, take_back_change
from assessments.audits.models import MarkedChange
from home.practice.queries.changes import changes_of
from home.practice.queries.charts import criterion_chart, rule_chart
from home.practice.queries.losses import losses_for
from home.practice.queries.narrowing import Narrow, narrow_for
from home.practice.queries.words import read_chart
from tests.factories.academy import StaffFactory
from tests.factories.assessments import AuditFactory
from tests.factories.courses import LoopRuleFactory, LoopRuleVersionFactory, WithheldFactory
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC)
FIRST = datetime.date(2025, 3, 3)


@pytest.fixture
def world() -> World:
    cache.clear()
    return build_world()


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(person: User, url: str) -> str:
    answer = client_of(person).get(url)
    assert answer.status_code == 200, url
    return re.sub(r"\s+", " ", answer.content.decode())


def audits(team: Team, *, people: int, months: int, marks: list[int], plan: str = "new") -> list[Any]:
    """One audit a person and month, the marks on F3 in turn."""
    made = []
    for number in range(people):
        person = StaffFactory(team=team)
        for at in range(months):
            day = (FIRST + datetime.timedelta(days=31 * at)).replace(day=3)
            grade = marks[(number + at) % len(marks)]
            made.append(
                AuditFactory(
                    writer=person, team=team, plan_type=plan, audited_on=day, grades={"F3": grade},
                    findings=False,
                )
            )  # fmt: skip
    return made


class TestWords:
    def test_the_chart_of_a_team_says_what_it_shows(self, world: World) -> None:
        audits(world.home.own_team, people=9, months=12, marks=[3, 3, 2])
        head = world.home.people["head"]
        narrow = narrow_for(actor=head, data={"team": str(world.home.own_team.pk)})
        found = criterion_chart(actor=head, code="F3", narrow=narrow)
        assert found is not None
        reading = read_chart(found.chart, about="F3, North", hit="good or better", by="quarter")
        assert reading.lead == (
            "F3, North: 67% good or better in the last quarter (n = 27), "
            "no change that chance would not explain."
        )
        assert any("charts in 100 show a signal" in words for words in reading.more)

    def test_a_marked_change_says_before_and_after_and_what_it_does_not_prove(self, world: World) -> None:
        team, pdl = world.home.own_team, world.home.people["pdl"]
        audits(team, people=8, months=6, marks=[2])
        for audit in audits(team, people=8, months=12, marks=[4]):
            if audit.audited_on < datetime.date(2025, 9, 1):
                audit.delete()
        mark_change(changed_on=datetime.date(2025, 9, 1), words="New template", by=pdl, at=NOW)
        found = criterion_chart(actor=pdl, code="F3", narrow=Narrow(by="month"))
        assert found is not None
        assert [one.words for one in found.chart.changes] == ["New template"]
        reading = read_chart(found.chart, about="F3", hit="good or better", by="month")
        (since,) = [words for words in reading.more if words.startswith("Since")]
        assert (
            "Since 1 September 2025 (New template): 100% good or better (n = 48) against 0% before" in since
        )
        assert "Other things may have changed too." in since

    def test_pages_hold_the_drawing_and_the_same_figures_in_a_table(self, world: World) -> None:
        audits(world.home.own_team, people=9, months=12, marks=[3, 3, 2])
        text = text_of(world.home.people["head"], reverse("practice_criterion", args=["F3"]))
        assert text.split("<main")[1].count('<svg class="ac-chart') == 4
        assert re.search(r"<td[^>]*>67%</td>", text)
        assert "beyond its limits" in text and "Western Electric" in text
        assert "style=" not in text.split("<main")[1]
        for person in User.objects.filter(council=world.home.council):
            assert person.family_name not in text.split("<main")[1]

    def test_the_first_page_ranks_by_what_is_lost(self, world: World) -> None:
        audits(world.home.own_team, people=9, months=12, marks=[3, 3, 2])
        text = text_of(world.home.people["qa"], reverse("practice"))
        assert "Criterion F3" in text and "100.0%" in text
        assert reverse("practice_criterion", args=["F3"]) in text
        assert reverse("loop_effect") in text

    def test_an_empty_academy_says_so(self, world: World) -> None:
        text = text_of(world.home.people["head"], reverse("practice"))
        assert "There are no audits yet." in text

    def test_a_rule_shows_in_how_many_audits_it_called(self, world: World) -> None:
        made = audits(world.home.own_team, people=9, months=6, marks=[2])
        rule = LoopRuleFactory(council=world.home.council, code="LR-02")
        pdl = world.home.people["pdl"]
        for audit in made[:27]:
            finding = audit.findings.create(
                council=audit.council, criterion=audit.grades.get().criterion, writer=audit.writer,
                team=audit.team, grade=2, found_on=audit.audited_on,
            )  # fmt: skip
            WithheldFactory(finding=finding, rule=rule, on=audit.audited_on)
        found = rule_chart(actor=pdl, code="LR-02", narrow=Narrow())
        assert found is not None
        assert sum(point.count.hits for point in found.chart.points) == 27
        text = text_of(pdl, reverse("practice_rule", args=["LR-02"]))
        assert "How often LR-02 calls" in text


class TestWhoSeesWhat:
    def test_a_manager_begins_with_their_team_and_may_see_the_whole_and_no_other(self, world: World) -> None:
        audits(world.home.own_team, people=6, months=3, marks=[3])
        audits(world.home.other_team, people=6, months=3, marks=[2])
        manager = world.home.people["manager"]
        assert narrow_for(actor=manager, data={}).team == world.home.own_team.pk
        assert narrow_for(actor=manager, data={"team": "all"}).team is None
        client, url = client_of(manager), reverse("practice_criterion", args=["F3"])
        assert client.get(url, {"team": world.home.other_team.pk}).status_code == 404
        assert client.get(url, {"team": "all"}).status_code == 200
        assert (
            client_of(world.home.people["head"]).get(url, {"team": world.home.other_team.pk}).status_code
            == 200
        )
        foreign = world.second.own_team.pk
        assert client_of(world.home.people["head"]).get(url, {"team": foreign}).status_code == 404

    @pytest.mark.parametrize("name", ["coordinator", "starter", "senior", "admin", "partner"])
    def test_practitioners_and_partners_find_nothing(self, world: World, name: str) -> None:
        audits(world.home.own_team, people=6, months=3, marks=[3])
        client = client_of(world.home.people[name])
        for url in (
            reverse("practice"),
            reverse("practice_criterion", args=["F3"]),
            reverse("practice_changes"),
        ):
            assert client.get(url).status_code == 404

    def test_the_other_council_stays_out(self, world: World) -> None:
        audits(world.home.own_team, people=6, months=3, marks=[3])
        other = world.second.people["pdl"]
        assert criterion_chart(actor=other, code="F3", narrow=Narrow()) is None
        assert losses_for(actor=other, narrow=Narrow()).rows == ()


class TestHiding:
    def test_four_people_are_not_shown_whatever_they_did(self, world: World) -> None:
        audits(world.home.own_team, people=4, months=12, marks=[3])
        text = text_of(world.home.people["head"], reverse("practice_criterion", args=["F3"]))
        assert "too few" in text and "<svg" not in text.split("<main")[1]
        (row,) = losses_for(actor=world.home.people["head"], narrow=Narrow()).rows
        assert row.few

    def test_a_team_that_would_give_away_another_is_hidden_too(self, world: World) -> None:
        audits(world.home.own_team, people=6, months=6, marks=[3])
        audits(world.home.other_team, people=3, months=6, marks=[2])
        head = world.home.people["head"]
        whole = criterion_chart(actor=head, code="F3", narrow=Narrow())
        north = criterion_chart(actor=head, code="F3", narrow=Narrow(team=world.home.own_team.pk))
        assert whole is not None and whole.chart.shown
        assert north is not None and not north.chart.shown
        cache.clear()
        rows = losses_for(actor=head, narrow=Narrow(team=world.home.own_team.pk)).rows
        assert [row.few for row in rows] == [True]

    def test_a_kind_of_plan_that_would_give_away_the_other_is_hidden_too(self, world: World) -> None:
        audits(world.home.own_team, people=6, months=6, marks=[3], plan="new")
        audits(world.home.own_team, people=2, months=6, marks=[2], plan="existing")
        head = world.home.people["head"]
        for plan in ("new", "existing"):
            found = criterion_chart(actor=head, code="F3", narrow=Narrow(plan=plan))
            assert found is not None and not found.chart.shown

    def test_a_month_that_its_quarter_would_give_away_hides_another(self, world: World) -> None:
        made = audits(world.home.own_team, people=9, months=3, marks=[3])
        may = [audit for audit in made if audit.audited_on.month == 5]
        for audit in may[3:]:
            audit.delete()
        found = criterion_chart(actor=world.home.people["head"], code="F3", narrow=Narrow(by="month"))
        assert found is not None
        assert sum(point.count.hidden for point in found.chart.points) == 2

    def test_hidden_counts_stand_nowhere_on_the_page(self, world: World) -> None:
        audits(world.home.own_team, people=9, months=3, marks=[3])
        made = audits(world.home.own_team, people=3, months=6, marks=[2])
        for audit in made[:]:
            if audit.audited_on.month < 6:
                audit.delete()
        text = text_of(world.home.people["head"], reverse("practice_criterion", args=["F3"]))
        assert ">9<" not in text.replace('class="ac-table__number"', "")


class TestChanges:
    def test_marked_once_however_often_and_told_in_the_record(self, world: World) -> None:
        pdl, day = world.home.people["pdl"], datetime.date(2026, 3, 2)
        rows = {mark_change(changed_on=day, words=" New  template ", by=pdl, at=NOW).pk for _ in range(2)}
        assert len(rows) == 1
        assert Entry.objects.filter(verb="mark change").count() == 1
        (change,) = MarkedChange.objects.all()
        assert change.words == "New template"
        for _ in range(2):
            take_back_change(change=change, by=pdl, at=NOW)
        assert Entry.objects.filter(verb="take back change").count() == 1
        assert changes_of(actor=pdl) == []
        assert mark_change(changed_on=day, words="New template", by=pdl, at=NOW).pk != change.pk

    @pytest.mark.parametrize(
        ("name", "day", "words", "code"),
        [
            ("qa", datetime.date(2026, 3, 2), "New template", "not_yours"),
            ("pdl", datetime.date(2026, 12, 2), "New template", "future"),
            ("pdl", datetime.date(2026, 3, 2), " ", "no_words"),
            ("pdl", datetime.date(2026, 3, 2), "Since NHS number 943 476 5919", "personal"),
        ],
    )
    def test_what_cannot_be_marked_is_refused(
        self, world: World, name: str, day: datetime.date, words: str, code: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            mark_change(changed_on=day, words=words, by=world.home.people[name], at=NOW)
        assert refused.value.code == code
        assert not MarkedChange.objects.exists()

    def test_a_change_of_one_team_or_criterion_is_marked_there_alone(self, world: World) -> None:
        pdl, day = world.home.people["pdl"], datetime.date(2026, 3, 2)
        mark_change(changed_on=day, words="A", team=world.home.own_team, by=pdl, at=NOW)
        mark_change(changed_on=day, words="B", criterion_code="F3", by=pdl, at=NOW)
        own, other = world.home.own_team.pk, world.home.other_team.pk
        seen = {
            (code, team): [one.words for one in changes_of(actor=pdl, criterion=code, team=team)]
            for code in ("F3", "E2")
            for team in (None, own, other)
        }
        assert seen == {
            ("F3", None): ["B"], ("F3", own): ["A", "B"], ("F3", other): ["B"],
            ("E2", None): [], ("E2", own): ["A"], ("E2", other): [],
        }  # fmt: skip
        with pytest.raises(Refused):
            mark_change(changed_on=day, words="C", team=world.second.own_team, by=pdl, at=NOW)

    def test_rules_switched_on_mark_themselves_where_they_look(self, world: World) -> None:
        rule = LoopRuleFactory(council=world.home.council, code="LR-02", kind="repeated")
        version = LoopRuleVersionFactory(rule=rule)
        version.on_from, version.settings = datetime.date(2026, 2, 2), {"criteria": ["F3"]}
        version.save()
        pdl = world.home.people["pdl"]
        assert [one.words for one in changes_of(actor=pdl, criterion="F3")] == ["LR-02 switched on"]
        assert changes_of(actor=pdl, criterion="E2") == []

    def test_the_form_marks_and_takes_back(self, world: World) -> None:
        audits(world.home.own_team, people=6, months=3, marks=[3])
        client, url = client_of(world.home.people["pdl"]), reverse("practice_changes")
        sent = {
            "changed_on_day": "2", "changed_on_month": "3", "changed_on_year": "2026",
            "words": "New template", "criterion": "F3", "team": str(world.home.own_team.pk),
        }  # fmt: skip
        assert client.post(url, sent).status_code == 302
        (change,) = MarkedChange.objects.all()
        assert (change.criterion_code, change.team) == ("F3", world.home.own_team)
        page = client.get(url).content.decode()
        assert "New template" in page and "Alderwick North Review" in page
        assert client.post(reverse("practice_change_back", args=[change.pk])).status_code == 302
        assert "New template" not in client.get(url).content.decode()

    def test_personal_data_is_refused_and_not_said_again(self, world: World) -> None:
        client, url = client_of(world.home.people["pdl"]), reverse("practice_changes")
        sent = {
            "changed_on_day": "2", "changed_on_month": "3", "changed_on_year": "2026",
            "words": "Since NHS number 943 476 5919",
        }  # fmt: skip
        page = client.post(url, sent).content.decode()
        assert "this looks as if it had a name" in page
        assert not MarkedChange.objects.exists()


def test_charts_cost_the_same_queries_for_three_audits_and_for_a_hundred(world: World) -> None:
    head = client_of(world.home.people["head"])
    urls = [reverse("practice"), reverse("practice_criterion", args=["F3"])]
    audits(world.home.own_team, people=3, months=1, marks=[3])
    head.get(urls[0])
    counts = []
    for people in (1, 8):
        audits(world.home.own_team, people=people, months=6, marks=[3, 2])
        cache.clear()
        for url in urls:
            with CaptureQueriesContext(connection) as found:
                head.get(url)
            counts.append(len(found))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20
