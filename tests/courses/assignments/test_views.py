"""The pages of the loop: who sees what, what they say, how much they ask of the database."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.people.models import User
from academy.record.models import Entry
from assessments.audits.models import Finding
from courses.assignments.actions import load_default_rules, record_learning, say_not_mine, settle_remedies
from courses.assignments.models import Assignment, Offer
from courses.assignments.queries.board import board_for
from courses.assignments.queries.reach import Narrow
from tests.courses.assignments.test_actions import AT, TODAY, WORDS, asked, audited, later, respond
from tests.factories.academy import StaffFactory
from tests.factories.assessments import BatchFactory, full_plan_audit
from tests.factories.courses import module_page
from tests.factories.worlds import COLUMNS, World, build_world

pytestmark = pytest.mark.django_db
MATRIX = Path(__file__).parents[2] / "architecture" / "matrix" / "courses_assignments.csv"


@pytest.fixture
def world() -> World:
    """Two councils, each with rules, the plan audit, and the coordinator's finding answered."""
    cache.clear()
    world = build_world()
    for council in (world.home, world.second):
        full_plan_audit(council.council)
        load_default_rules(council=council.council, by=None, at=AT)
        asked(council.people["coordinator"], F3=2, A1=4, E2=2)
    return world


@pytest.fixture
def row(world: World) -> Assignment:
    return Assignment.objects.get(person=world.home.people["coordinator"])


def client_of(person: User | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def page(person: User, url: str) -> str:
    response = client_of(person).get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def test_the_matrix_holds_for_every_route(world: World, row: Assignment) -> None:
    offer = Offer.objects.get(person=row.person)
    objects = {
        "finding": row.finding_id,
        "feedback": row.finding.audit_id,
        "offer_answer": offer.pk,
        **dict.fromkeys(
            ("cause_decide", "assignment_waive", "coaching_agree", "assignment_not_mine"), row.pk
        ),
    }
    for line in csv.DictReader(MATRIX.read_text().splitlines()):
        name = line["route"]
        if "@" in name:
            continue  # other people's things: the suite of the whole house asks for them
        url = reverse(name, args=[objects[name]] if name in objects else [])
        for column in COLUMNS:
            client = client_of(world.actor(column))
            response = client.post(url, {"answer": "x"}) if line["method"] == "POST" else client.get(url)
            assert response.status_code == int(line[column]), (name, column, response.status_code)


def test_no_page_of_one_council_tells_of_the_other(world: World) -> None:
    theirs = Assignment.objects.get(person=world.second.people["coordinator"])
    pdl = world.home.people["pdl"]
    urls = [reverse(name) for name in ("loop", "loop_findings", "loop_queue")]
    for url in urls:
        assert "Brackenshire" not in page(pdl, url)
    taken = client_of(pdl).get(reverse("loop_findings_file"))
    text = b"".join(taken.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Brackenshire" not in text
    assert f"\n{theirs.finding_id}," not in text


class TestBoard:
    def test_it_says_where_findings_stand(self, world: World) -> None:
        text = page(world.home.people["pdl"], reverse("loop"))
        assert "Of 1 finding that called for training, 0 are resolved." in text
        assert "Quantified (F3)" in text
        assert "PM-01 to 1 writer" in text

    def test_a_change_shows_at_once_through_the_cache(self, world: World, row: Assignment) -> None:
        pdl = world.home.people["pdl"]
        page(pdl, reverse("loop"))
        say_not_mine(assignment=row, cause="advice", words=WORDS, by=row.person, at=AT)
        text = page(pdl, reverse("loop"))
        assert "1 paused" in text

    def test_an_import_shows_at_once_even_before_the_rules_have_answered(self, world: World) -> None:
        pdl = world.home.people["pdl"]
        before = board_for(actor=pdl, narrow=Narrow(), today=TODAY).counts["new"]
        BatchFactory(council=pdl.council, brought_by=world.home.people["qa"], applied_at=AT)
        audited(world.home.people["stranger"], F3=1)
        assert board_for(actor=pdl, narrow=Narrow(), today=TODAY).counts["new"] == before + 1

    def test_the_manager_sees_the_team_alone(self, world: World) -> None:
        asked(world.home.people["stranger"], B1=1)
        mine = page(world.home.people["manager"], reverse("loop"))
        other = page(world.home.people["other_manager"], reverse("loop"))
        assert "(F3)" in mine.split("Open findings by criterion")[1]
        assert "(B1)" not in mine.split("Open findings by criterion")[1]
        assert "(B1)" in other.split("Open findings by criterion")[1]

    def test_the_head_sees_no_figures_about_fewer_than_five_people(self, world: World) -> None:
        head = world.home.people["head"]
        assert "Too few people" in page(head, reverse("loop"))
        assert "No finding fits" in page(head, reverse("loop_findings"))
        for _ in range(4):
            asked(StaffFactory(team=world.home.own_team), F3=2)
        text = page(head, reverse("loop"))
        assert "Of 5 findings that called for training" in text
        assert "Fewer than five people" not in text.split("(F3)")[-1].split("</tr>")[0]

    def test_narrowing_counts_only_what_fits(self, world: World) -> None:
        pdl = world.home.people["pdl"]
        asked(world.home.people["stranger"], B1=1)
        own = world.home.own_team

        def found(**narrow: Any) -> int:
            return board_for(actor=pdl, narrow=Narrow(**narrow), today=TODAY).found

        assert found() == 3
        assert found(criterion="B1") == 1
        assert found(team=own.pk) == 2
        assert found(month=datetime.date(2026, 11, 1)) == 3
        assert found(month=datetime.date(2026, 10, 1)) == 0

    @pytest.mark.parametrize(
        "query", ["team=x", "month=2026-99", "state=%00", "team=99999999999999999999", "page=x"]
    )
    def test_nonsense_in_the_address_is_left_out(self, world: World, query: str) -> None:
        for name in ("loop", "loop_findings"):
            page(world.home.people["pdl"], f"{reverse(name)}?{query}")

    def test_times_and_waits_are_counted_in_days(self, world: World, row: Assignment) -> None:
        record_learning(person=row.person, module_code="PM-01", done_on=TODAY, by=row.person, at=AT)
        for day in (10, 20):
            audited(row.person, TODAY + datetime.timedelta(days=day), F3=3)
        settle_remedies(council_id=row.person.council_id, by=None, at=later(21))
        pdl = world.home.people["pdl"]
        board = board_for(actor=pdl, narrow=Narrow(), today=TODAY + datetime.timedelta(days=30))
        assert (board.assigned, board.learnt, board.reaudited, board.counts["resolved"]) == (1, 1, 1, 1)
        assert (board.to_proof.n, board.to_proof.days) == (1, None)
        assert board.longest is None

    def test_the_first_look_costs_the_same_for_one_finding_and_for_three(
        self, world: World, django_assert_max_num_queries: Any
    ) -> None:
        client = client_of(world.home.people["pdl"])
        client.get(reverse("loop"))
        counts = []
        for _ in range(2):
            cache.clear()
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse("loop"))
            counts.append(len(seen))
            asked(StaffFactory(team=world.home.own_team), F3=2, B1=2, E2=2)
        assert counts[0] == counts[1]
        assert counts[0] <= 15
        client.get(reverse("loop"))
        with django_assert_max_num_queries(6):
            client.get(reverse("loop"))


class TestList:
    def test_the_list_costs_the_same_for_one_row_and_for_three(
        self, world: World, django_assert_num_queries: Any
    ) -> None:
        client = client_of(world.home.people["pdl"])
        url = reverse("loop_findings")
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        cost = len(seen)
        for _ in range(3):
            asked(StaffFactory(team=world.home.other_team), F3=2)
        with django_assert_num_queries(cost):
            text = client.get(url).content.decode()
        assert cost <= 15
        assert "5 findings" in text

    def test_it_is_cut_into_pages_and_narrowed_by_state(self, world: World) -> None:
        pdl = world.home.people["pdl"]
        text = page(pdl, f"{reverse('loop_findings')}?state=assigned")
        assert "1 finding for this choice" in text
        assert "Coordinator" in text
        assert "0 findings" in page(pdl, f"{reverse('loop_findings')}?state=resolved")

    def test_the_file_has_the_same_rows_and_who_took_it_is_kept(self, world: World) -> None:
        manager = world.home.people["manager"]
        manager.family_name = "Boss"
        manager.save()
        coordinator = world.home.people["coordinator"]
        coordinator.given_name = "=cmd"
        coordinator.save()
        response = client_of(manager).get(f"{reverse('loop_findings_file')}?state=assigned")
        text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        (line,) = csv.DictReader(io.StringIO(text))
        assert (line["State"], line["Module"], line["Due on"]) == ("Assigned", "PM-01", "2026-11-16")
        assert line["Writer"].startswith("'=cmd")
        entry = Entry.objects.get(verb="export")
        assert (entry.by, "state=assigned" in entry.words) == (manager, True)

    def test_the_head_gets_no_names_in_the_list_or_file(self, world: World) -> None:
        for number in range(5):
            asked(StaffFactory(team=world.home.own_team, family_name=f"Canary{number}"), F3=2)
        head = world.home.people["head"]
        assert "Canary" not in page(head, reverse("loop_findings"))
        response = client_of(head).get(reverse("loop_findings_file"))
        assert "Canary" not in b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


class TestChain:
    def test_the_writer_reads_the_whole_story(self, world: World, row: Assignment) -> None:
        module_page(row.person.council, "PM-01", title="Specificity")
        record_learning(person=row.person, module_code="PM-01", done_on=TODAY, by=row.person, at=AT)
        for day in (10, 20):
            audited(row.person, TODAY + datetime.timedelta(days=day), F3=3)
        settle_remedies(council_id=row.person.council_id, by=None, at=later(21))
        text = page(row.person, reverse("finding", args=[row.finding_id]))
        assert "Resolved in 20 days. Quantified was “requires improvement” in November" in text
        for step in ("Found", "Asked", "Learnt", "First look at a later plan", "Second look", "Resolved"):
            assert step in text
        assert "in your audit of" in text
        assert "What this does not show" in text

    def test_others_read_it_as_others(self, world: World, row: Assignment) -> None:
        text = page(world.home.people["pdl"], reverse("finding", args=[row.finding_id]))
        assert "in the audit of" in text
        assert "in your audit of" not in text
        assert "Coordinator" in text

    def test_the_head_reads_no_name_not_the_auditors_either(self, world: World, row: Assignment) -> None:
        auditor = StaffFactory(team=world.home.own_team, family_name="Canaryauditor")
        row.finding.audit.auditor = auditor
        row.finding.audit.save()
        url = reverse("finding", args=[row.finding_id])
        text = page(world.home.people["head"], url)
        assert "Canaryauditor" not in text
        assert row.person.family_name not in text
        assert "writer in Alderwick North Review" in text
        assert "Canaryauditor" in page(world.home.people["pdl"], url)

    def test_a_kept_chain_is_not_shown_to_somebody_else(self, world: World, row: Assignment) -> None:
        url = reverse("finding", args=[row.finding_id])
        page(row.person, url)
        page(world.home.people["pdl"], url)
        assert client_of(world.home.people["colleague"]).get(url).status_code == 404
        assert client_of(world.home.people["other_manager"]).get(url).status_code == 404

    def test_what_was_held_says_which_guard(self, world: World) -> None:
        writer = world.home.people["coordinator"]
        respond(audited(writer, F4=1))
        finding = Finding.objects.get(writer=writer, state="held")
        text = page(writer, reverse("finding", args=[finding.pk]))
        assert "Rule LR-01 version 1 called, but the writer already has this module to do." in text

    def test_a_kept_chain_costs_few_queries(
        self, world: World, row: Assignment, django_assert_max_num_queries: Any
    ) -> None:
        record_learning(person=row.person, module_code="PM-01", done_on=TODAY, by=row.person, at=AT)
        client = client_of(world.home.people["pdl"])
        client.get(reverse("finding", args=[row.finding_id]))
        with django_assert_max_num_queries(6):
            client.get(reverse("finding", args=[row.finding_id]))

    def test_buttons_show_exactly_what_would_go_through(self, world: World, row: Assignment) -> None:
        url = reverse("finding", args=[row.finding_id])
        waive, decide = reverse("assignment_waive", args=[row.pk]), reverse("cause_decide", args=[row.pk])
        assert waive in page(world.home.people["manager"], url)
        assert waive not in page(world.home.people["qa"], url)
        assert decide not in page(world.home.people["pdl"], url)
        say_not_mine(assignment=row, cause="advice", words=WORDS, by=row.person, at=AT)
        assert decide in page(world.home.people["pdl"], url)
        assert decide not in page(world.home.people["manager"], url)


class TestAnswers:
    def test_the_writer_says_so_and_the_lead_decides(self, world: World, row: Assignment) -> None:
        writer, pdl = client_of(row.person), client_of(world.home.people["pdl"])
        sent = writer.post(reverse("assignment_not_mine", args=[row.pk]), {"cause": "advice", "words": WORDS})
        assert sent["Location"] == reverse("feedback", args=[row.finding.audit_id])
        queue = pdl.get(reverse("loop_queue")).content.decode()
        assert WORDS in queue
        sent = pdl.post(
            reverse("cause_decide", args=[row.pk]), {"decision": "agree", "words": "The report was empty"}
        )
        assert sent["Location"] == reverse("loop_queue")
        row.refresh_from_db()
        assert row.state == "waived"
        text = page(row.person, reverse("feedback", args=[row.finding.audit_id]))
        assert "took it off your list: The report was empty" in text

    @pytest.mark.parametrize(
        "data", [{}, {"cause": "advice", "words": "no"}, {"cause": "writer", "words": WORDS}]
    )
    def test_a_form_without_an_answer_says_what_is_missing(
        self, world: World, row: Assignment, data: dict[str, str]
    ) -> None:
        response = client_of(row.person).post(reverse("assignment_not_mine", args=[row.pk]), data)
        assert response.status_code == 200
        assert "There is a problem" in response.content.decode()
        row.refresh_from_db()
        assert row.state == "asked"

    def test_pressing_twice_is_refused_in_words(self, world: World, row: Assignment) -> None:
        client = client_of(world.home.people["manager"])
        url = reverse("assignment_waive", args=[row.pk])
        assert client.post(url, {"words": "Trained on this last week"}).status_code == 302
        again = client.post(url, {"words": "Trained on this last week"})
        assert again.status_code == 200
        assert "cannot be changed in this way" in again.content.decode()

    def test_the_manager_writes_down_what_was_agreed(self, world: World, row: Assignment) -> None:
        record_learning(person=row.person, module_code="PM-01", done_on=TODAY, by=row.person, at=AT)
        again = audited(row.person, TODAY + datetime.timedelta(days=10), F3=2)
        settle_remedies(audit_ids=[again.pk], by=None, at=later(11))
        manager = client_of(world.home.people["manager"])
        coach, queue = reverse("coaching_agree", args=[row.pk]), reverse("loop_queue")
        assert coach in manager.get(queue).content.decode()
        sent = manager.post(coach, {"words": "We read two plans together"})
        assert sent["Location"] == reverse("finding", args=[row.finding_id])
        assert "We read two plans together" in page(row.person, sent["Location"])
        assert (
            reverse("coaching_agree", args=[row.pk])
            not in manager.get(reverse("loop_queue")).content.decode()
        )

    def test_an_offer_is_answered_with_one_press(self, world: World) -> None:
        writer = world.home.people["coordinator"]
        offer = Offer.objects.get(person=writer)
        client = client_of(writer)
        assert client.get(reverse("offer_answer", args=[offer.pk])).status_code == 405
        client.post(reverse("offer_answer", args=[offer.pk]), {"answer": "seen"})
        offer.refresh_from_db()
        assert offer.answer == "seen"

    def test_the_queue_costs_the_same_for_one_row_and_for_three(
        self, world: World, row: Assignment, django_assert_num_queries: Any
    ) -> None:
        say_not_mine(assignment=row, cause="advice", words=WORDS, by=row.person, at=AT)
        client = client_of(world.home.people["pdl"])
        client.get(reverse("loop_queue"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("loop_queue"))
        cost = len(seen)
        for _ in range(2):
            person = StaffFactory(team=world.home.own_team)
            say_not_mine(assignment=asked(person), cause="time", words=WORDS, by=person, at=AT)
        with django_assert_num_queries(cost):
            client.get(reverse("loop_queue"))


class TestFeedback:
    def test_strengths_come_first_then_two_improvements_then_what_is_asked(
        self, world: World, row: Assignment
    ) -> None:
        module_page(row.person.council, "PM-01", title="Specificity")
        text = page(row.person, reverse("feedback", args=[row.finding.audit_id]))
        order = [
            "What was strong",
            "Two things that would make it better",
            "What we ask of you",
            "Is this not right?",
        ]
        assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
        assert "One thing was strong. Two things would make it better. We ask you to do Specificity." in text
        assert "This was not my writing" in text

    def test_a_perfect_plan_asks_nothing(self, world: World) -> None:
        audit = audited(world.home.people["senior"], F3=4, E2=3)
        text = page(world.home.people["senior"], reverse("feedback", args=[audit.pk]))
        assert "Nothing is asked of you." in text
        assert "Is this not right?" not in text

    def test_it_costs_the_same_for_one_module_and_for_two(
        self, world: World, row: Assignment, django_assert_num_queries: Any
    ) -> None:
        client = client_of(row.person)
        client.get(reverse("feedback", args=[row.finding.audit_id]))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("feedback", args=[row.finding.audit_id]))
        cost = len(seen)
        other = StaffFactory(team=world.home.own_team)
        two = audited(other, F3=2, B1=2, C1=2, A1=4)
        respond(two)
        assert Assignment.objects.filter(person=other).count() == 2
        theirs = client_of(other)
        theirs.get(reverse("feedback", args=[two.pk]))
        with django_assert_num_queries(cost):
            theirs.get(reverse("feedback", args=[two.pk]))


def test_the_rules_are_said_in_words_with_their_numbers(world: World) -> None:
    rule = world.home.council.loop_rules.get(code="LR-02").versions.get()
    rule.settings = rule.settings | {"within_days": 200, "most_open": 3}
    rule.save()
    text = page(world.home.people["coordinator"], reverse("loop_rules"))
    assert "in 2 of the last 3 audits of it, counting only audits in the 200 days before" in text
    assert "they have 3 modules to do already" in text
    assert "25% or more of a team" in text
