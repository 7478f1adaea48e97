"""Partner modules: anybody reads them, whoever signs in can pass the check, and what they did is theirs."""

from __future__ import annotations

import io
import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from academy.people.models import User
from competencies.evidence.models import Evidence
from courses.pages.models import LessonPage, ModulePage
from courses.progress.models import Completion, LessonProgress
from tests.factories.academy import CouncilFactory, PartnerFactory, StaffFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CompletionFactory
from tests.factories.learning import small_module
from tests.factories.library import hub, open_module

pytestmark = pytest.mark.django_db
FILES = sorted((Path(settings.BASE_DIR) / "courses/fixtures/partners").glob("*.json"))


@pytest.fixture
def taught() -> tuple[ModulePage, list[LessonPage]]:
    module, lessons = small_module(CouncilFactory())
    open_module(module)
    return module, lessons


def place(module: ModulePage, lesson: LessonPage | None = None) -> str:
    return f"/hub/modules/{module.code}/" + (f"{lesson.slug}/" if lesson else "")


def guest(module: ModulePage) -> User:
    person: User = PartnerFactory(council=module.council, role="P08")
    return person


def answers() -> dict[str, Any]:
    right = {"question-1": "q1-a", "question-2": "q2-b", "question-3": ["q3-a", "q3-b"]}
    return {"key": str(uuid.uuid4()), **right}


def test_a_visitor_reads_and_is_told_how_to_do_the_check(client: Client, taught: Any) -> None:
    module, (first, check) = taught
    assert first.title in client.get(place(module)).content.decode()
    html = client.get(place(module, first)).content.decode()
    assert "We keep nothing of it." in html and "Next: " in html and "<textarea" not in html
    html = client.get(place(module, check)).content.decode()
    assert "Sign in to do the check" in html and "/hub/join/" in html
    assert LessonProgress.objects.count() == 0


def test_a_partner_finishes_and_keeps_it_without_being_measured(client: Client, taught: Any) -> None:
    module, (first, check) = taught
    person = guest(module)
    client.force_login(person)
    client.get(place(module, first))
    client.post(f"{place(module, first)}read")
    wrong = client.post(f"{place(module, check)}check", {"key": str(uuid.uuid4())})
    assert wrong.status_code == 200 and "Choose an answer" in wrong.content.decode()
    client.post(f"{place(module, check)}check", answers())
    done = Completion.objects.get(person=person)
    assert (done.module_code, done.score) == (module.code, "3 of 3")
    assert not Evidence.objects.filter(person=person).exists()
    html = client.get(place(module)).content.decode()
    assert "You finished this on" in html and "overdue" not in html.lower()
    record = client.get("/hub/record/").content.decode()
    assert module.title in record and "3 of 3 right in the check" in record
    paper = PdfReader(io.BytesIO(client.get("/hub/record.pdf").content))
    assert module.code in "".join(sheet.extract_text() for sheet in paper.pages)


def test_the_same_form_twice_is_one_try(client: Client, taught: Any) -> None:
    module, (_, check) = taught
    client.force_login(guest(module))
    sent = answers()
    for _ in range(2):
        assert client.post(f"{place(module, check)}check", sent).status_code == 302
    assert check.check_attempts.count() == 1


def test_the_last_part_cannot_be_read_past_its_check(client: Client, taught: Any) -> None:
    module, (_, check) = taught
    client.force_login(guest(module))
    client.post(f"{place(module, check)}read")
    assert not LessonProgress.objects.filter(finished_at__isnull=False).exists()


def test_staff_take_them_too_and_it_counts_as_ever(client: Client, taught: Any) -> None:
    module, (first, check) = taught
    person = StaffFactory(council=module.council)
    for code in module.competencies:
        CompetencyFactory(code=code, domain__framework__council=module.council)
    client.force_login(person)
    client.post(f"{place(module, first)}read")
    client.post(f"{place(module, check)}check", answers())
    assert Completion.objects.filter(person=person).exists()
    assert Evidence.objects.filter(person=person).count() == len(module.competencies)
    assert client.get("/hub/record/")["Location"] == "/me/record/"


def test_a_module_that_is_not_opened_to_partners_is_not_there(client: Client, taught: Any) -> None:
    module, (first, check) = taught
    hub(module.council, modules=[])
    client.force_login(guest(module))
    for address in (place(module), place(module, first), place(module, check)):
        assert client.get(address).status_code == 404
    assert client.post(f"{place(module, first)}read").status_code == 404


def test_a_record_shows_only_ones_own(client: Client, taught: Any) -> None:
    module, _ = taught
    CompletionFactory(person=guest(module), title="Somebody else's")
    client.force_login(guest(module))
    html = client.get("/hub/record/").content.decode()
    assert "Somebody else's" not in html and "Nothing yet." in html


def test_there_are_four_versions_each_with_example_turn_and_check() -> None:
    assert [file.stem for file in FILES] == ["PM-22E", "PM-22H", "PM-22P", "PM-22S"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_version_is_whole(file: Path) -> None:
    module = json.loads(file.read_text(encoding="utf-8"))
    blocks = [block for lesson in module["lessons"] for block in lesson["body"]]
    kinds = [block["type"] for block in blocks]
    assert module["minutes"] == sum(lesson["minutes"] for lesson in module["lessons"]) <= 45
    assert kinds.count("knowledge_check") == 1 and "worked_example" in kinds and "example_pair" in kinds
    used = {block["value"]["key"] for block in blocks if block["type"] == "legal_reference"}
    check = next(block["value"] for block in blocks if block["type"] == "knowledge_check")
    used |= {question["law"] for question in check["questions"] if question["law"]}
    assert used == set(module["law"])
    for question in check["questions"]:
        right = sum(option["correct"] for option in question["options"])
        assert right == 1 if question["kind"] == "single" else 2 <= right < len(question["options"])
        assert all(len(option["feedback"]) >= 10 for option in question["options"])
    turn = next(block["value"] for block in blocks if block["type"] == "rewrite")
    known = set(re.findall(r"\d+", f"{turn['advice']} {turn['original']}"))
    assert set(re.findall(r"\d+", turn["model_answer"])) <= known
    assert sum(line["must"] for line in turn["rubric"]) >= 3
