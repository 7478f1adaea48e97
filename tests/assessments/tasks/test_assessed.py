"""The assessed tasks as they are lived: a matrix that marks itself, a draft that is judged as a plan."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.work.models import Job
from assessments.instruments.actions import load_instrument
from assessments.tasks.actions import (
    MarksDraft,
    begin_work,
    claim_next,
    give_marks,
    load_tasks,
    moderate,
    pick_sentences,
    save_draft,
    save_marks,
    submit_work,
)
from assessments.tasks.actions.giving import NotWhole
from assessments.tasks.actions.writing import Newer
from assessments.tasks.models import AutomaticMark, Marking, Outcome, Submission, Task
from assessments.tasks.queries.marking import queue_for
from assessments.tasks.rules.matrix import Row, rows_of
from competencies.framework.actions import load_framework
from tests.assessments.tasks.test_needs import samples
from tests.factories.worlds import CouncilWorld, council_world

AT = timezone.now()
LATER = AT + datetime.timedelta(days=3)
SAMPLES = samples()


@pytest.fixture
def world(db: None) -> CouncilWorld:
    """A council with the framework, the plan audit and the tasks that come along."""
    world = council_world()
    for path, load in (
        ("competencies/fixtures/framework.json", load_framework),
        ("assessments/fixtures/plan-audit.json", load_instrument),
    ):
        data = json.loads((settings.BASE_DIR / path).read_text(encoding="utf-8"))
        load(council=world.council, data=data, by=None, at=AT)
    load_tasks(council=world.council, by=None, at=AT)
    return world


@pytest.fixture
def no_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.tasks.actions.settling.is_sampled", lambda **_: False)


def hand_in(world: CouncilWorld, code: str, name: str, *, at: datetime.datetime = AT) -> Submission:
    by = world.people["coordinator"]
    work = begin_work(task=Task.objects.get(code=code), by=by, at=at)
    said = SAMPLES[code]["work"][name]
    rows, text = (rows_of(said), "") if code == "AT4" else (None, "\n\n".join(said))
    work = save_draft(submission=work, text=text, rows=rows, seen=work.saves, by=by, at=at)
    return submit_work(submission=work, seen=work.saves, by=by, at=at)


def mark(code: str, name: str, by: User, *, levels: list[int] | None = None) -> Marking:
    marking = claim_next(code=code, by=by, at=AT)
    keys = [row.line_id for row in marking.lines.order_by("line__position")]
    chosen = levels or SAMPLES[code]["levels"][name]
    said = MarksDraft(
        levels=dict(zip(keys, chosen, strict=True)),
        words=dict.fromkeys(keys, "See the passage."),
        **SAMPLES[code]["said"][name],
    )
    save_marks(marking=marking, said=said, by=by, at=AT)
    return give_marks(marking=marking, by=by, at=AT)


def news() -> list[dict[str, Any]]:
    return list(Job.objects.filter(topic="task_settled").order_by("pk").values_list("payload", flat=True))


# --- AT4 --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_sample")
@pytest.mark.parametrize(
    ("name", "met", "rubric", "end"),
    [
        ("good", True, True, "passed"),
        ("middling", False, False, "returned"),
        ("poor", False, False, "returned"),
    ],
)
def test_a_matrix_is_met_by_both_of_its_parts(
    world: CouncilWorld, name: str, met: bool, rubric: bool, end: str
) -> None:
    work = hand_in(world, "AT4", name)
    automatic = AutomaticMark.objects.get(submission=work)
    assert automatic.met is met and automatic.of == 24 and automatic.at == AT, "at the moment of handing in"
    assert mark("AT4", name, world.people["senior"]).passes is rubric
    if not rubric:
        mark("AT4", name, world.people["qa"])
    work.refresh_from_db()
    assert work.state == end
    assert news()[0] | {"outcome_id": 0} == {
        "submission_id": work.pk, "outcome_id": 0, "person_id": work.person_id, "task_code": "AT4",
        "passed": end == "passed", "attempt": 1, "version": 1, "score": automatic.score, "of": 24,
    }  # fmt: skip


@pytest.mark.usefixtures("no_sample")
def test_fine_words_do_not_make_up_for_an_invented_need(world: CouncilWorld) -> None:
    work = hand_in(world, "AT4", "middling")
    assert mark("AT4", "good", world.people["senior"]).passes
    work.refresh_from_db()
    result = Outcome.objects.get()
    assert (work.state, result.passed, result.how) == ("returned", False, "one"), "no second marker is needed"
    assert result.strengths, "the feedback is the marker's all the same"
    again = begin_work(task=work.task, by=work.person, at=LATER)
    assert again.matrix == work.matrix, "the next attempt begins from the same rows"


def test_all_needs_with_a_poor_rubric_are_not_met_either(world: CouncilWorld) -> None:
    work = hand_in(world, "AT4", "good")
    for marker in ("senior", "qa"):
        mark("AT4", "poor", world.people[marker], levels=[1, 1, 1, 1, 1, 1])
    work.refresh_from_db()
    assert work.state == "returned" and work.automatic_mark.met


def test_a_sentence_that_was_ticked_begins_a_row_once(world: CouncilWorld) -> None:
    by = world.people["coordinator"]
    work = begin_work(task=Task.objects.get(code="AT4"), by=by, at=AT)
    for _ in range(2):
        work = pick_sentences(submission=work, places=["1.7", "1.9", "1.7"], by=by, at=AT)
    assert [row.places for row in rows_of(work.matrix)] == [("1.7",), ("1.9",)]
    with pytest.raises(Refused):
        pick_sentences(submission=work, places=["1.12"], by=world.people["senior"], at=AT)


def test_two_tabs_do_not_write_over_each_others_rows(world: CouncilWorld) -> None:
    by = world.people["coordinator"]
    work = begin_work(task=Task.objects.get(code="AT4"), by=by, at=AT)
    seen = work.saves
    save_draft(submission=work, text="", rows=[Row(("1.7",), "Steps")], seen=seen, by=by, at=AT)
    with pytest.raises(Newer) as caught:
        save_draft(submission=work, text="", rows=[Row(("1.9",), "Drifts")], seen=seen, by=by, at=AT)
    assert "Steps" in caught.value.stored


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "no row yet"),
        ([Row(("1.7",), "Steps", "A strip.", "")], "row 1 has no outcome"),
        ([Row(("1.7",))], "row 1 has no need"),
    ],
)
def test_an_unfinished_matrix_is_not_handed_in(world: CouncilWorld, rows: list[Row], words: str) -> None:
    by = world.people["coordinator"]
    work = begin_work(task=Task.objects.get(code="AT4"), by=by, at=AT)
    work = save_draft(submission=work, text="Words", rows=rows, seen=work.saves, by=by, at=AT)
    with pytest.raises(Refused, match=words):
        submit_work(submission=work, seen=work.saves, by=by, at=AT)
    assert not AutomaticMark.objects.exists()


def test_a_real_name_in_a_row_refuses_the_whole(world: CouncilWorld) -> None:
    by = world.people["coordinator"]
    work = begin_work(task=Task.objects.get(code="AT4"), by=by, at=AT)
    rows = [Row(("1.7",), "Ondine loses steps", "Kayleigh Ormerod helps her.", "She follows three steps.")]
    work = save_draft(submission=work, text="", rows=rows, seen=work.saves, by=by, at=AT)
    with pytest.raises(Refused, match="Row 1, paragraph 2"):
        submit_work(submission=work, seen=work.saves, by=by, at=AT)


def test_a_moderated_result_tells_its_version(world: CouncilWorld) -> None:
    work = hand_in(world, "AT4", "middling")
    for marker in ("senior", "qa"):
        mark("AT4", "middling", world.people[marker])
    moderate(
        submission=work, passed=True, reason="The diagnosis row names the effect too.",
        by=world.people["pdl"], at=AT,
    )  # fmt: skip
    assert [(one["passed"], one["version"]) for one in news()] == [(False, 1), (True, 2)]


# --- AT5 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "end"), [("good", "passed"), ("middling", "returned"), ("poor", "returned")]
)
def test_a_draft_is_judged_as_a_plan_by_two_auditors(world: CouncilWorld, name: str, end: str) -> None:
    work = hand_in(world, "AT5", name)
    assert len(queue_for(actor=world.people["senior"], at=AT).waits) == 0, "marks tasks, audits no plans"
    mark("AT5", name, world.people["manager"])
    work.refresh_from_db()
    assert work.state == "second", "every piece is marked twice, a good one too"
    mark("AT5", name, world.people["qa"])
    work.refresh_from_db()
    assert work.state == end and Outcome.objects.get().how == "agreed"


def test_auditors_who_differ_are_settled_by_a_third(world: CouncilWorld) -> None:
    work = hand_in(world, "AT5", "good")
    mark("AT5", "good", world.people["manager"])
    mark("AT5", "middling", world.people["qa"])
    work.refresh_from_db()
    assert work.state == "differing"
    mark("AT5", "good", world.people["other_manager"])
    work.refresh_from_db()
    assert work.state == "passed" and Outcome.objects.get().how == "third"


def test_one_critical_fail_stops_a_pass(world: CouncilWorld) -> None:
    hand_in(world, "AT5", "good")
    levels = list(SAMPLES["AT5"]["levels"]["good"])
    levels[13] = 0  # F1, each need in B is met by provision
    assert mark("AT5", "good", world.people["manager"], levels=levels).passes is False


def test_a_weak_section_is_not_made_up_for_by_the_others(world: CouncilWorld) -> None:
    hand_in(world, "AT5", "good")
    levels = [3] * 19
    levels[8:13] = [1, 2, 1, 2, 2]  # section E
    assert mark("AT5", "good", world.people["manager"], levels=levels).passes is False


def test_every_criterion_below_good_is_told_in_words(world: CouncilWorld) -> None:
    hand_in(world, "AT5", "middling")
    marking = claim_next(code="AT5", by=world.people["manager"], at=AT)
    keys = [row.line_id for row in marking.lines.order_by("line__position")]
    said = MarksDraft(
        levels=dict(zip(keys, SAMPLES["AT5"]["levels"]["middling"], strict=True)),
        **SAMPLES["AT5"]["said"]["middling"],
    )
    save_marks(marking=marking, said=said, by=marking.marker, at=AT)
    with pytest.raises(NotWhole) as caught:
        give_marks(marking=marking, by=marking.marker, at=AT)
    below = sum(level < 2 for level in SAMPLES["AT5"]["levels"]["middling"])
    assert len(caught.value.missing) == below
    assert "Say what would make “A2." in " ".join(caught.value.missing.values())


# --- pages ------------------------------------------------------------------------------------------


def client_of(world: CouncilWorld, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def sent(rows: list[dict[str, str]], **more: str) -> dict[str, str]:
    fields = {"row-TOTAL_FORMS": str(len(rows)), "row-INITIAL_FORMS": "0", "text": "", "saves": "0"}
    for at, row in enumerate(rows):
        fields |= {f"row-{at}-{name}": value for name, value in row.items()}
    return {**fields, **more}


def test_a_matrix_is_made_without_script(world: CouncilWorld) -> None:
    client = client_of(world, "coordinator")
    client.post(reverse("task_begin", args=["AT4"]))
    paper = reverse("task_document", args=["AT4", 1])
    assert 'value="1.7"' in client.get(paper).content.decode()
    page = client.post(paper, {"place": ["1.7", "1.9", "9.9"]}, follow=True).content.decode()
    assert "2 rows added." in page and "In row 1" in page and 'value="1.7"' not in page
    address = reverse("task_work", args=["AT4"])
    assert "In class she holds two things in mind at once" in client.get(address).content.decode()
    rows = [
        {
            "places": "1.7 and 1:8",
            "need": "Loses steps",
            "provision": "A strip.",
            "outcome": "Follows three.",
        },
        {"places": "1.9", "need": "Drifts"},
    ]
    answer = client.post(address, sent(rows, act="out:1", saves="1"))
    assert answer.status_code == 302
    work = Submission.objects.get()
    assert [row.places for row in rows_of(work.matrix)] == [("1.7", "1.8")]
    client.post(address, sent(rows, act="row", saves="2"))
    assert len(Submission.objects.get().matrix) == 2
    assert 'name="row-2-need"' in client.get(address + "?more=1").content.decode()


def test_what_the_page_sends_by_itself_keeps_rows(world: CouncilWorld) -> None:
    client = client_of(world, "coordinator")
    client.post(reverse("task_begin", args=["AT4"]))
    keep = reverse("task_keep", args=["AT4"])
    answer = client.post(keep, sent([{"places": "1.7", "need": "Steps"}]))
    assert answer.json()["saves"] == 1
    assert client.post(keep, {"text": "", "saves": "1"}).status_code == 200
    assert len(Submission.objects.get().matrix) == 1, "a page without rows takes none away"


def test_the_writer_reads_at_once_what_marked_itself(world: CouncilWorld) -> None:
    hand_in(world, "AT4", "middling")
    page = client_of(world, "coordinator").get(reverse("task", args=["AT4"])).content.decode()
    assert "21 of 24 needs found" in page and "This is a diagnosis." in page
    assert "Where to read again" in page
    assert "Sees no danger in traffic" not in page, "what was missed is not given away before a pass"
    assert client_of(world, "colleague").get(reverse("task", args=["AT4"])).status_code == 200
    other = client_of(world, "colleague").get(reverse("task", args=["AT4"])).content.decode()
    assert "needs found" not in other


def test_the_matrix_page_is_light_and_its_queries_do_not_grow(world: CouncilWorld) -> None:
    client = client_of(world, "coordinator")
    client.post(reverse("task_begin", args=["AT4"]))
    address, by = reverse("task_work", args=["AT4"]), world.people["coordinator"]
    counts = []
    for rows in ([Row(("1.7",), "Steps")], [Row((f"1.{n}",), "x" * 500) for n in range(1, 25)]):
        work = Submission.objects.get()
        save_draft(submission=work, text="", rows=rows, seen=work.saves, by=by, at=AT)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert len(page.content) < 100_000


def test_the_feedback_on_a_draft_goes_section_by_section(world: CouncilWorld) -> None:
    hand_in(world, "AT5", "middling")
    for marker in ("manager", "qa"):
        mark("AT5", "middling", world.people[marker])
    path = reverse("task_result", args=[Outcome.objects.get().pk])
    page = client_of(world, "coordinator").get(path).content.decode()
    assert "Section by section" in page and "Requires improvement" in page and "Section F" in page
    assert "See the passage." in page
    assert client_of(world, "colleague").get(path).status_code == 404


def test_an_older_result_says_that_it_no_longer_stands(world: CouncilWorld) -> None:
    work = hand_in(world, "AT4", "middling")
    for marker in ("senior", "qa"):
        mark("AT4", "middling", world.people[marker])
    moderate(
        submission=work, passed=True, reason="The diagnosis row names the effect too.",
        by=world.people["pdl"], at=AT,
    )  # fmt: skip
    client = client_of(world, "coordinator")
    page = client.get(reverse("task_results")).content.decode()
    assert page.count("No longer stands") == 1 and "was returned" in page
    old, new = Outcome.objects.order_by("number")
    first = client.get(reverse("task_result", args=[old.pk])).content.decode()
    assert "This result no longer stands" in first
    assert reverse("task_result", args=[new.pk]) in first
    assert "no longer stands" not in client.get(reverse("task_result", args=[new.pk])).content.decode()


def test_a_lead_writes_a_task_that_marks_itself(world: CouncilWorld) -> None:
    fields = {
        "code": "NT9", "title": "A short matrix", "brief": "Find them.", "competencies": "C4.2",
        "shows": "SIM", "minutes": 30, "marking_minutes": 10, "least_points": 0, "wait_days": 0,
        "most_attempts": 0, "by_itself": "needs", "least_needs": 1, "needs": "1.2: Balance",
        "traps": "1.1: This is a strength.", "document-TOTAL_FORMS": 1, "document-INITIAL_FORMS": 0,
        "document-0-title": "Paper", "document-0-text": "Ondine is kind. She falls on most days.",
        "invented": "Ondine", "line-TOTAL_FORMS": 1, "line-INITIAL_FORMS": 0, "line-0-criterion": "Law",
        "line-0-least": "2", **{f"line-0-level_{level}": f"Words {level}" for level in range(4)},
    }  # fmt: skip
    client = client_of(world, "pdl")
    wrong = client.post(reverse("task_new"), {**fields, "needs": "Balance"}).content.decode()
    assert "line 1 begins with no sentence" in wrong
    far = client.post(reverse("task_new"), {**fields, "needs": "1.9: Balance"}).content.decode()
    assert "the papers have no such sentence" in far
    assert client.post(reverse("task_new"), fields).status_code == 302
    edition = Task.objects.get(code="NT9").editions.get()
    assert edition.automatic == {
        "kind": "needs", "least": 1, "needs": [{"need": "Balance", "places": ["1.2"]}],
        "traps": [{"place": "1.1", "why": "This is a strength."}],
    }  # fmt: skip
    assert "1.2: Balance" in client.get(reverse("task_edit", args=["NT9"])).content.decode()


def test_a_task_judged_as_a_plan_takes_its_lines_from_the_audit(world: CouncilWorld) -> None:
    edition = Task.objects.get(code="AT5").editions.get()
    lines = list(edition.lines.all())
    assert len(lines) == 19 and {line.section for line in lines} == {"A", "B", "E", "F"}
    assert {line.code for line in lines if line.critical} == {"B1", "F1", "F3"}
    client = client_of(world, "pdl")
    page = client.get(reverse("task_edit", args=["AT5"])).content.decode()
    assert 'value="A, B, E, F"' in page
    assert "Needs told by" not in page


# --- AT8, the observed call -------------------------------------------------------------------------


def observed(world: CouncilWorld, level: int = 2, **more: str) -> dict[str, str]:
    lines = list(Task.objects.get(code="AT8-CALL").editions.get().lines.all())
    fields = {f"level_{line.pk}": "2" for line in lines}
    fields[f"level_{lines[2].pk}"] = str(level)
    usual = {
        "email": world.people["coordinator"].email,
        "strengths": "You said the hard thing at once.",
        "changes": "Let the silence be.",
        f"words_{lines[2].pk}": "You answered before she had ended.",
    }
    return {**fields, **usual, **more}


def test_a_call_is_observed_by_somebody_who_was_there(world: CouncilWorld) -> None:
    path = reverse("task_observe", args=["AT8-CALL"])
    manager = client_of(world, "manager")
    assert manager.post(path, observed(world)).status_code == 302
    result = Outcome.objects.get()
    assert (result.how, result.passed, result.submission.person) == (
        "observed", True, world.people["coordinator"],
    )  # fmt: skip
    assert [(one["task_code"], one["passed"]) for one in news()] == [("AT8-CALL", True)]
    again = manager.post(path, observed(world)).content.decode()
    assert "signed off already" in again and Outcome.objects.count() == 1
    page = client_of(world, "coordinator").get(reverse("task_result", args=[result.pk])).content.decode()
    assert "Observed by somebody who was there" in page and "did not know whose" not in page


def test_a_call_that_is_not_there_yet_waits_before_it_is_observed_again(world: CouncilWorld) -> None:
    path = reverse("task_observe", args=["AT8-CALL"])
    client = client_of(world, "pdl")
    wordless = {key: "" if key.startswith("words") else one for key, one in observed(world, level=1).items()}
    assert "Say what you missed" in client.post(path, wordless).content.decode()
    client.post(path, observed(world, level=1))
    assert not Outcome.objects.get().passed
    twice = client.post(path, observed(world)).content.decode()
    assert "They can be observed again from" in twice and Outcome.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "email", "words"),
    [
        ("manager", "stranger@alderwick.example", "there is nobody"),
        ("manager", "manager@alderwick.example", "Nobody observes themselves"),
        ("qa", "nobody@alderwick.example", "there is nobody"),
        ("qa", "", "Say whom you observed"),
    ],
)
def test_only_those_are_observed_whom_one_may_see(
    world: CouncilWorld, who: str, email: str, words: str
) -> None:
    answer = client_of(world, who).post(
        reverse("task_observe", args=["AT8-CALL"]), observed(world, email=email)
    )
    assert words in answer.content.decode() and not Outcome.objects.exists()


def test_nothing_is_handed_in_for_an_observed_task(world: CouncilWorld) -> None:
    by = world.people["coordinator"]
    with pytest.raises(Refused, match="You hand nothing in"):
        begin_work(task=Task.objects.get(code="AT8-CALL"), by=by, at=AT)
    page = client_of(world, "coordinator").get(reverse("task", args=["AT8-CALL"])).content.decode()
    assert "You hand nothing in" in page and "Begin" not in page
    assert client_of(world, "coordinator").get("/tasks/AT8-CALL/observe/").status_code == 404
