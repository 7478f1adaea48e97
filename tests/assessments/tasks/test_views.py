"""The pages: no words are lost, nothing shows too much, and long lists cost no more than short ones."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.tasks.actions import load_tasks
from assessments.tasks.models import Edition, Marking, Outcome, Submission, Task
from tests.assessments.tasks.conftest import WORDS, School
from tests.factories.learning import founded_council
from tests.factories.tasks import EditionFactory, MarkingFactory, OutcomeFactory, SubmissionFactory


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PRIVATE_ROOT", tmp_path)


def client_of(school: School, name: str) -> Client:
    client = Client()
    client.force_login(school.person(name))
    return client


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_one_form_keeps_words_whatever_is_pressed(school: School) -> None:
    client = client_of(school, "coordinator")
    client.post(reverse("task_begin", args=["AT2"]))
    bad = io.BytesIO(b"PK\x03\x04")
    bad.name = "a.docx"
    answer = client.post(
        reverse("task_work", args=["AT2"]), {"text": WORDS, "saves": "0", "act": "file", "file": bad}
    )
    assert answer.status_code == 200 and "damaged" in answer.content.decode()
    assert Submission.objects.get().text == WORDS, "the words were saved, the file was not"
    saves = re.search(r'name="saves" value="(\d+)"', answer.content.decode())
    assert saves is not None and saves.group(1) == "1", "the next saving is not taken for an old tab"


def test_an_old_tab_is_told_and_shows_both(school: School) -> None:
    client = client_of(school, "coordinator")
    client.post(reverse("task_begin", args=["AT2"]))
    address = reverse("task_work", args=["AT2"])
    client.post(address, {"text": "From one tab", "saves": "0", "act": "save"})
    page = client.post(address, {"text": "From the other tab", "saves": "0", "act": "save"}).content.decode()
    assert "From one tab" in page and "From the other tab" in page and "Nothing is lost" in page
    assert Submission.objects.get().text == "From one tab"


def test_what_the_page_sends_by_itself_is_kept(school: School) -> None:
    client = client_of(school, "coordinator")
    client.post(reverse("task_begin", args=["AT2"]))
    address = reverse("task_keep", args=["AT2"])
    assert client.post(address, {"text": "A", "saves": "0"}).json() == {"saves": 1, "said": "Saved"}
    assert client.post(address, {"text": "B", "saves": "0"}).status_code == 409
    assert Submission.objects.get().text == "A"


def test_what_scanning_found_is_said_by_place_alone(school: School, caplog: pytest.LogCaptureFixture) -> None:
    work = school.draft(text="Fine.\n\nRing 07700 900123.")
    client = client_of(school, "coordinator")
    answer = client.post(reverse("task_check", args=["AT2"]), {"saves": str(work.saves)})
    page = answer.content.decode()
    found = page[page.index('id="found"') : page.index('id="words"')]
    assert "paragraph 2: a phone number" in found and "07700" not in found and "07700" not in caplog.text
    assert Submission.objects.get().state == "draft"


def test_pressing_hand_in_twice(school: School) -> None:
    work = school.draft()
    client = client_of(school, "coordinator")
    for _ in range(2):
        answer = client.post(reverse("task_check", args=["AT2"]), {"saves": str(work.saves)})
        assert answer.status_code == 302 and answer["Location"] == reverse("task", args=["AT2"])
    assert Submission.objects.get().state == "submitted"


def test_a_markers_page_names_nobody(school: School) -> None:
    school.hand_in()
    client = client_of(school, "senior")
    answer = client.post(reverse("marking_take"))
    page = client.get(answer["Location"]).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    writer = school.person("coordinator")
    assert "Submission" in main
    for word in (writer.family_name, writer.email, f'"{writer.pk}"'):
        assert word not in main


def test_a_real_name_in_a_markers_box_loses_nothing(school: School) -> None:
    school.hand_in()
    marking = school.claim("senior")
    client = client_of(school, "senior")
    line = marking.lines.first().line_id
    said = {f"level_{line}": "3", "strengths": "Kayleigh Ormerod would like it.", "act": "save"}
    page = client.post(reverse("marking", args=[marking.pk]), said).content.decode()
    assert "What was strong, paragraph 1" in page and "Kayleigh Ormerod would like it." in page
    assert re.search(rf'name="level_{line}" type="radio" value="3" checked', page)
    assert marking.lines.filter(level=3).count() == 0


def test_words_sent_after_the_lease_went_are_still_on_the_page(school: School) -> None:
    school.hand_in()
    marking = school.claim("senior")
    Marking.objects.update(state="released")
    client = client_of(school, "senior")
    page = client.post(reverse("marking", args=[marking.pk]), {"strengths": "Long thoughts.", "act": "save"})
    assert page.status_code == 200
    assert "Long thoughts." in page.content.decode() and "went back to the queue" in page.content.decode()
    assert client.get(reverse("marking", args=[marking.pk])).status_code == 404


def test_a_marker_opens_only_what_they_hold(school: School) -> None:
    school.hand_in()
    marking = school.claim("senior")
    for name in ("manager", "qa", "coordinator"):
        assert client_of(school, name).get(reverse("marking", args=[marking.pk])).status_code == 404


def test_feedback_begins_with_strengths_and_names_no_marker(school: School, no_sample: None) -> None:
    school.hand_in()
    school.mark("senior")
    outcome = Outcome.objects.get()
    page = client_of(school, "coordinator").get(reverse("task_result", args=[outcome.pk])).content.decode()
    main = page[page.index("<main") :]
    assert main.index("What was strong") < main.index("would make it better")
    assert school.person("senior").family_name not in page


@pytest.mark.parametrize("path", ["/tasks/", "/tasks/results/", "/tasks/marking/", "/tasks/board/"])
def test_long_lists_cost_no_more(school: School, path: str) -> None:
    client = client_of(school, "pdl")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            edition = EditionFactory(task__council=school.world.council)
            work = SubmissionFactory(person=school.person("stranger"), edition=edition, state="returned")
            OutcomeFactory(submission=work)
            MarkingFactory(submission=work, marker=school.person("senior"), state="given")
            MarkingFactory(submission=work, marker=school.person("qa"), role="second", state="given")
            waiting = SubmissionFactory(person=school.person("colleague"), edition=edition, state="submitted")
            MarkingFactory(submission=waiting, marker=school.person("pdl"))
            SubmissionFactory(person=school.person("starter"), edition=edition, state="submitted")
        counts.append(queries_of(client, path))
    assert counts[0] == counts[1]


def test_the_board_counts_and_compares_with_its_n(school: School) -> None:
    edition = EditionFactory(task__council=school.world.council, task__code="ZZ1")
    for levels in ((2, 2), (2, 1), (3, 2), (2, 2), (1, 2)):
        work = SubmissionFactory(person__council=school.world.council, edition=edition, state="passed")
        MarkingFactory(submission=work, marker=school.person("senior"), state="given", seconds=1200)
        MarkingFactory(
            submission=work,
            marker=school.person("qa"),
            role="second",
            state="given",
            levels=levels,
            seconds=600,
        )
    page = client_of(school, "pdl").get(reverse("task_board", args=["ZZ1"])).content.decode()
    assert "Marking takes 15 minutes in the middle" in page and "5 pieces marked twice, 10 lines" in page
    assert "70%" in page and "100%" in page, "exact, and at most one apart"
    assert "-0.1" in page and "+0.1" in page, "QA is a little harder than the senior, who is a little milder"


# --- writing tasks ----------------------------------------------------------------------------------


def sent(**fields: object) -> dict[str, object]:
    """What the editor sends."""
    usual: dict[str, object] = {
        "code": "NT1", "title": "A note", "brief": "Write it.", "competencies": "C1.1", "shows": "WP",
        "minutes": 30, "marking_minutes": 10, "least_points": 0, "wait_days": 0, "most_attempts": 0,
        "document-TOTAL_FORMS": 1, "document-INITIAL_FORMS": 0, "document-0-title": "Paper",
        "document-0-text": "Torvin is 7.", "invented": "Torvin",
        "line-TOTAL_FORMS": 2, "line-INITIAL_FORMS": 0, "line-0-criterion": "Law", "line-0-must": "on",
        "line-0-least": "2", **{f"line-0-level_{level}": f"Words {level}" for level in range(4)},
    }  # fmt: skip
    return {**usual, **fields}


def test_a_lead_writes_a_task_without_code(school: School) -> None:
    client = client_of(school, "pdl")
    assert client.post(reverse("task_new"), sent()).status_code == 302
    edition = Edition.objects.get(task__code="NT1")
    assert (edition.number, edition.task.state, edition.shows) == (1, "draft", "WP")
    assert [(line.criterion, line.must) for line in edition.lines.all()] == [("Law", True)]
    assert client_of(school, "coordinator").get("/tasks/NT1/").status_code == 404, "not open yet"
    client.post(reverse("task_turn", args=["NT1"]), {"to": "open"})
    assert client_of(school, "coordinator").get("/tasks/NT1/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": "at2"}, "capital letters"),
        ({"code": "AT2"}, "There is a task AT2 already"),
        ({"competencies": "C99.9"}, "has no competency C99.9"),
        ({"law": "made-up"}, "the law pack has no made-up"),
        ({"audience": "R99"}, "there is no role R99"),
        ({"line-0-level_2": ""}, "Level 2: say it in words"),
        ({"line-0-criterion": ""}, "at least one line"),
        ({"least_points": 9}, "Nobody can reach 9 points"),
        ({"document-0-text": "Kayleigh Ormerod is 7."}, "“Paper”, paragraph 1"),
        ({"document-0-title": ""}, "give this paper a title"),
    ],
)
def test_what_is_wrong_with_a_task_is_said(school: School, fields: dict[str, object], words: str) -> None:
    page = client_of(school, "pdl").post(reverse("task_new"), sent(**fields))
    assert page.status_code == 200 and words in page.content.decode()
    assert Task.objects.count() == 1 and "Write it." in page.content.decode()


def test_another_row_loses_nothing(school: School) -> None:
    client = client_of(school, "pdl")
    page = client.post(reverse("task_new"), sent(more="line", title="Half-way")).content.decode()
    assert 'name="line-2-criterion"' in page and "Half-way" in page and Task.objects.count() == 1


def test_work_keeps_the_edition_it_was_begun_under(school: School) -> None:
    work = school.draft()
    client = client_of(school, "pdl")
    client.post(reverse("task_edit", args=["AT2"]), sent(title="Another title"))
    work.refresh_from_db()
    assert (work.edition.title, work.edition.number) == ("Decision recommendation", 1)
    assert Edition.objects.get(number=2).title == "Another title"
    client.post(reverse("task_edit", args=["AT2"]), sent(title="A third title"))
    assert Edition.objects.count() == 2, "nobody has begun the second edition, so it is changed in place"
    mine = client_of(school, "coordinator").get("/tasks/AT2/").content.decode()
    theirs = client_of(school, "colleague").get("/tasks/AT2/").content.decode()
    assert "Decision recommendation" in mine and "A third title" in theirs


def test_the_tasks_that_come_along(db: None) -> None:
    council, at = founded_council(), timezone.now()
    made = load_tasks(council=council, by=None, at=at)
    codes = [edition.task.code for edition in made]
    assert sorted(codes) == ["AT1-LOG", "AT2", "AT4", "AT5", "AT7", "AT8", "AT8-CALL", "AT9"]
    assert load_tasks(council=council, by=None, at=at) == []
    assert not Task.objects.exclude(state="open").exists()
    for edition in made:
        assert any(line.must or line.critical for line in edition.lines.all())
        assert edition.documents.count() >= 4 or edition.task.code in ("AT1-LOG", "AT8-CALL")
        assert edition.least_points <= 3 * edition.lines.count()
