"""Every induction module file is in order, is unlike every other, loads, and each of its lessons opens."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from academy.law import pack as law
from assessments.questions.actions.loading import load_items
from courses.pages.actions import load_programmes
from courses.pages.blocks.scenario import fault_in
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import draw, module_path
from tests.courses.pages.test_practice_fixtures import (
    COMPETENCIES,
    CRITERIA,
    FIELDS,
    FILLER,
    MODULE,
    PRINCIPLES,
    SLUG,
    blocks_of,
    faults_in,
    load,
    questions_of,
    strings_in,
)
from tests.factories.academy import StaffFactory
from tests.factories.learning import NOON, founded_council

BASE = Path(law.__file__).parents[2]
FOLDER = BASE / "courses" / "fixtures" / "induction"
FILES = sorted(FOLDER.glob("IND-*.json"), key=lambda file: [int(n) for n in re.findall(r"\d+", file.name)])
WHOLE, WEEKS, FULL_WEEKS = 36, 6, {2, 4}
BANNED = re.compile(
    r"\b(low ability|high functioning|low functioning|wheelchair.bound|suffers? from|special needs child"
    r"|handicapped|mentally retarded|afflicted|victim of autism|hard to reach|difficult parents?"
    r"|challenging parents?)\b",
    re.IGNORECASE,
)
ACTIVITY: dict[str, dict[str, type]] = {
    "scenario": {"title": str, "intro": str, "steps": list},
    "reflection": {"id": str, "title": str, "prompt": str, "hint": str},
    "exercise": {"title": str, "kind": str, "codes": list, "intro": str},
    "practice_question": {"title": str, "codes": list, "intro": str},
    "live_session": {
        "title": str, "minutes": int, "purpose": str, "before": list, "agenda": list, "small_council": str,
    },
    "shadowing": {"id": str, "title": str, "minutes": int, "what_to_watch": list, "questions": list},
    "practical_task": {"code": str, "note": str},
}  # fmt: skip
KNOWN = {**FIELDS, **ACTIVITY}
PRACTICE = ("exercise", "practice_question", "rewrite", "scenario", "shadowing", "practical_task")
modules = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def bank() -> dict[str, str]:
    """The kind of every shipped item, by code."""
    files = (BASE / "assessments" / "fixtures" / "items").glob("*.json")
    return {
        item["code"]: item.get("kind", file.stem)
        for file in files
        for item in json.loads(file.read_text(encoding="utf-8"))
    }


BANK = bank()
TASKS = {file.stem for file in (BASE / "assessments" / "fixtures" / "tasks").iterdir()}


@modules
def test_module_fields(path: Path) -> None:
    module = load(path)
    assert sorted(module) == sorted([*MODULE, "week", "threads", "basis", "hours"])
    assert module["code"] == path.stem
    week, _ = (int(number) for number in module["code"].removeprefix("IND-").split("."))
    assert module["week"] == week <= WEEKS
    assert module["minutes"] == sum(lesson["minutes"] for lesson in module["lessons"])
    assert module["minutes"] <= 60 * module["hours"]
    assert set(module["threads"]) <= {"GT1", "GT2"} and len(module["threads"]) == len(set(module["threads"]))
    assert 0 < len(module["basis"]) <= 300 and 0 < len(module["summary"]) <= 300
    assert SLUG.fullmatch(module["slug"])
    assert module["competencies"] and set(module["competencies"]) <= COMPETENCIES
    assert set(module["criteria"]) <= CRITERIA
    assert module["principles"] and set(module["principles"]) <= PRINCIPLES
    assert module["outcomes"] and all(text.startswith("After this you can ") for text in module["outcomes"])
    assert datetime.date.fromisoformat(module["law_as_at"]) == law.law_as_at()
    assert module["review_due"] > module["law_as_at"]
    for name in ("title", "audience", "credits"):
        assert module[name].strip()


@modules
def test_lessons_and_blocks_keep_to_the_schema(path: Path) -> None:
    module = load(path)
    slugs = [lesson["slug"] for lesson in module["lessons"]]
    assert len(slugs) == len(set(slugs)) and all(SLUG.fullmatch(slug) for slug in slugs)
    for lesson in module["lessons"]:
        assert sorted(lesson) == ["body", "minutes", "slug", "summary", "title"]
        assert lesson["minutes"] >= 3 and lesson["title"] and 0 < len(lesson["summary"]) <= 300
        assert lesson["body"]
    for block in blocks_of(module):
        assert sorted(block) == ["type", "value"]
        if block["type"] == "text":
            assert faults_in(block["value"]) == []
            continue
        fields = KNOWN[block["type"]]
        assert sorted(block["value"]) == sorted(fields), block["type"]
        for name, kind in fields.items():
            assert isinstance(block["value"][name], kind), (block["type"], name)


@modules
def test_every_module_teaches_shows_practises_and_checks(path: Path) -> None:
    module = load(path)
    kinds = Counter(block["type"] for block in blocks_of(module))
    assert kinds["worked_example"] or kinds["example_pair"], "one worked example at least"
    assert any(kinds[kind] for kind in PRACTICE), "one activity at least"
    assert kinds["reflection"] or kinds["scenario"]
    assert kinds["knowledge_check"] == 1
    if module["week"] in FULL_WEEKS:
        assert len(module["lessons"]) >= 2, "weeks 2 and 4 are written in full depth"
        assert sum(kinds[kind] for kind in PRACTICE) >= 2
        assert kinds["worked_example"] and len(questions_of(module)) >= 5


@modules
def test_every_answer_of_the_check_has_its_feedback(path: Path) -> None:
    questions = questions_of(load(path))
    assert len(questions) >= 3
    for question in questions:
        assert sorted(question) == ["explanation", "id", "kind", "law", "options", "stem"]
        options = question["options"]
        assert len({option["text"] for option in options}) == len(options) >= 3
        for option in options:
            assert sorted(option) == ["correct", "feedback", "id", "text"]
            assert isinstance(option["correct"], bool) and option["text"] and len(option["feedback"]) >= 10
        right = sum(option["correct"] for option in options)
        wanted = right == 1 if question["kind"] == "single" else 2 <= right < len(options)
        assert wanted, question["id"]


@modules
def test_scenarios_end_on_every_way_and_say_what_comes_of_each_choice(path: Path) -> None:
    for block in blocks_of(load(path), "scenario"):
        steps = block["value"]["steps"]
        assert 3 <= len(steps) <= 7, block["value"]["title"]
        ways = {step["id"]: [choice["goes_to"] for choice in step["choices"]] for step in steps}
        assert fault_in([step["id"] for step in steps], ways) == ""
        for step in steps:
            assert sorted(step) == ["choices", "id", "text"] and len(step["choices"]) >= 2
            for choice in step["choices"]:
                assert sorted(choice) == ["feedback", "goes_to", "good", "text"]
                assert len(choice["feedback"]) >= 10 and isinstance(choice["good"], bool)
        assert any(choice["good"] for choice in steps[0]["choices"])


@modules
def test_codes_lead_to_the_law_the_bank_and_the_tasks(path: Path) -> None:
    module = load(path)
    used = {block["value"]["key"] for block in blocks_of(module, "legal_reference")}
    used |= {question["law"] for question in questions_of(module)} - {""}
    assert module["law"] and used <= set(module["law"])
    for key in module["law"]:
        assert law.reference(key).key == key
    for block in blocks_of(module, "exercise"):
        wrong = [code for code in block["value"]["codes"] if BANK.get(code) != block["value"]["kind"]]
        assert block["value"]["codes"] and not wrong, wrong
    for block in blocks_of(module, "practice_question"):
        assert block["value"]["codes"] and not set(block["value"]["codes"]) - BANK.keys()
    for block in blocks_of(module, "practical_task"):
        assert block["value"]["code"] in TASKS


@modules
def test_sessions_add_up(path: Path) -> None:
    for block in blocks_of(load(path), "live_session"):
        value = block["value"]
        assert value["minutes"] == sum(part["minutes"] for part in value["agenda"]), value["title"]
        assert value["small_council"] and value["before"]


@modules
def test_no_filler_no_banned_words_and_html_only_where_it_belongs(path: Path) -> None:
    module = load(path)
    html = {b["value"] for b in blocks_of(module, "text")}
    html |= {b["value"]["text"] for b in blocks_of(module, "callout")}
    for text in strings_in(module):
        assert not FILLER.search(text), text
        assert not BANNED.search(text), text
        assert text in html or not re.search(r"</?[a-z][a-z0-9]*[ >]", text), text


def test_ids_and_slugs_are_used_once_among_all_modules() -> None:
    folders = (FOLDER, FOLDER.with_name("practice"))
    loaded = [load(file) for folder in folders for file in folder.glob("*.json")]
    ids = [question["id"] for module in loaded for question in questions_of(module)]
    for kind in ("rewrite", "reflection", "shadowing"):
        ids += [block["value"]["id"] for module in loaded for block in blocks_of(module, kind)]
    assert not [name for name, count in Counter(ids).items() if count > 1]
    assert len({module["slug"] for module in loaded}) == len(loaded)


def paragraphs_of(module: dict[str, Any]) -> set[str]:
    """Everything said at some length, without tags."""
    plain = (re.sub(r"<[^>]+>", "\n", text) for text in strings_in(module["lessons"]))
    return {part.strip() for text in plain for part in text.split("\n") if len(part.strip()) >= 60}


def test_no_two_modules_share_a_paragraph() -> None:
    seen: dict[str, str] = {}
    shared = []
    for path in FILES:
        for part in paragraphs_of(load(path)):
            if part in seen:
                shared.append(f"{seen[part]} and {path.stem}: {part}")
            seen[part] = path.stem
    assert not shared, "\n".join(shared)


def test_every_week_is_there_once_all_are_written() -> None:
    if len(FILES) < WHOLE:
        pytest.skip(f"{len(FILES)} of {WHOLE} modules are written")
    assert len(FILES) == WHOLE
    assert {load(path)["week"] for path in FILES} == set(range(1, WEEKS + 1))
    threads = Counter(thread for path in FILES for thread in load(path)["threads"])
    assert threads["GT1"] and threads["GT2"]


@pytest.mark.django_db
def test_all_load_in_order_and_every_lesson_opens() -> None:
    council = founded_council()
    load_items(council=council, by=None, at=NOON)
    load_programmes(council=council, by=None, at=NOON)
    pages = ModulePage.objects.filter(council=council, code__startswith="IND-").order_by("path")
    assert [page.code for page in pages] == [path.stem for path in FILES]
    reader = Client()
    reader.force_login(StaffFactory(council=council, role="R01"))
    programme = pages[0].get_parent()
    for lesson in LessonPage.objects.filter(council=council, path__startswith=programme.path):
        lesson.body.stream_block.clean(lesson.body)
        assert draw(lesson).parts
        answer = reader.get(module_path(lesson))
        assert answer.status_code == 200 and len(answer.content) < 100_000, lesson.url_path
    for path in ("/learn/", "/learn/induction/", "/learn/threads/GT1/", "/learn/threads/GT2/"):
        assert len(reader.get(path).content) < 100_000, path
