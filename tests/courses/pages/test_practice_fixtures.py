"""Every practice module file keeps to the schema in courses/fixtures/practice/README.md."""

import datetime
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from academy.law import pack as law

FOLDER = Path(law.__file__).parents[2] / "courses" / "fixtures" / "practice"
FILES = sorted(FOLDER.glob("*.json"))
FULL = {"PM-01", "PM-02", "PM-03", "PM-04"}

CATALOGUE = {
    1: 60, 2: 45, 3: 50, 4: 60, 5: 40, 6: 45, 7: 40, 8: 45, 9: 45, 10: 50, 11: 50, 12: 35, 13: 30, 14: 25,
    15: 60, 16: 40, 17: 45, 18: 50, 19: 45, 20: 75, 21: 35, 22: 45, 23: 45, 24: 60, 25: 40, 26: 30,
    27: 60, 28: 20,
}  # fmt: skip
CRITERIA = set(
    "W1 W2 W3 W4 W5 W6 W7 A1 A2 A3 A4 B1 B2 B3 B4 C1 C2 D1 D2 E1 E2 E3 E4 E5 "
    "F1 F2 F3 F4 F5 F6 G1 G2 H1 H2 I1 J1 K1 K2 T1 T2 R1 R2".split()
)
COMPETENCIES = {
    f"C{domain}.{number}"
    for domain, count in {1: 5, 2: 4, 3: 4, 4: 4, 5: 7, 6: 3, 7: 5, 8: 4, 9: 3, 10: 6}.items()
    for number in range(1, count + 1)
}
PRINCIPLES = {f"P{number}" for number in range(1, 11)}

MODULE = (
    "code title slug minutes competencies criteria principles summary audience outcomes law_as_at review_due "
    "law credits lessons"
).split()
FIELDS: dict[str, dict[str, type]] = {
    "callout": {"title": str, "text": str},
    "example_pair": {
        "intro": str, "poor_label": str, "poor": str, "poor_notes": list,
        "good_label": str, "good": str, "good_notes": list,
    },
    "worked_example": {"title": str, "situation": str, "steps": list, "result": str},
    "legal_reference": {"key": str, "note": str},
    "knowledge_check": {"title": str, "intro": str, "pass_mark": int, "questions": list},
    "rewrite": {
        "id": str, "title": str, "original": str, "advice": str, "prompt": str, "model_answer": str,
        "model_notes": list, "rubric": list,
    },
}  # fmt: skip
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FILLER = re.compile(r"lorem|ipsum|\btodo\b|\bxxx\b|coming soon|placeholder", re.IGNORECASE)


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def blocks_of(module: dict[str, Any], kind: str = "") -> list[dict[str, Any]]:
    return [
        block for lesson in module["lessons"] for block in lesson["body"] if not kind or block["type"] == kind
    ]


def questions_of(module: dict[str, Any]) -> list[dict[str, Any]]:
    return [q for block in blocks_of(module, "knowledge_check") for q in block["value"]["questions"]]


def strings_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in strings_in(one)]


class Tags(HTMLParser):
    """Collects what is wrong with a fragment: a tag outside the list, an attribute, a tag left open."""

    ALLOWED = frozenset("h2 h3 p ul ol li b i a".split())

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag not in self.ALLOWED or [name for name, _ in attrs] not in ([], ["href"] if tag == "a" else []):
            self.wrong.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.open:
            self.wrong.append(data)


def faults_in(html: str) -> list[str]:
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags.wrong + tags.open


modules = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_the_four_full_modules_are_here() -> None:
    assert {path.stem for path in FILES} >= FULL


@modules
def test_module_fields(path: Path) -> None:
    module = load(path)
    assert sorted(module) == sorted(MODULE)
    assert module["code"] == path.stem
    number = int(module["code"].removeprefix("PM-"))
    assert module["minutes"] == CATALOGUE[number] == sum(lesson["minutes"] for lesson in module["lessons"])
    assert SLUG.fullmatch(module["slug"])
    assert module["competencies"] and set(module["competencies"]) <= COMPETENCIES
    assert set(module["criteria"]) <= CRITERIA
    assert module["principles"] and set(module["principles"]) <= PRINCIPLES
    assert all(text.startswith("After this you can ") for text in module["outcomes"]) and module["outcomes"]
    assert datetime.date.fromisoformat(module["law_as_at"]) == law.law_as_at()
    assert module["review_due"] > module["law_as_at"]
    for name in ("title", "summary", "audience", "credits"):
        assert module[name].strip()


@modules
def test_lessons_and_blocks_keep_to_the_schema(path: Path) -> None:
    module = load(path)
    slugs = [lesson["slug"] for lesson in module["lessons"]]
    assert len(slugs) == len(set(slugs)) and all(SLUG.fullmatch(slug) for slug in slugs)
    for lesson in module["lessons"]:
        assert sorted(lesson) == ["body", "minutes", "slug", "summary", "title"]
        assert lesson["minutes"] >= 3 and lesson["title"] and lesson["summary"] and lesson["body"]
    for block in blocks_of(module):
        assert sorted(block) == ["type", "value"]
        if block["type"] == "text":
            assert faults_in(block["value"]) == []
            continue
        fields = FIELDS[block["type"]]
        assert sorted(block["value"]) == sorted(fields), block["type"]
        for name, kind in fields.items():
            assert isinstance(block["value"][name], kind) and block["value"][name], (block["type"], name)
    for block in blocks_of(module, "callout"):
        assert faults_in(block["value"]["text"]) == []


@modules
def test_plain_fields_hold_no_html_and_nothing_is_filler(path: Path) -> None:
    module = load(path)
    html = {b["value"] for b in blocks_of(module, "text")} | {
        b["value"]["text"] for b in blocks_of(module, "callout")
    }
    for text in strings_in(module):
        assert not FILLER.search(text), text
        assert text in html or not re.search(r"</?[a-z][a-z0-9]*[ >]", text), text


@modules
def test_law_keys_exist_and_the_module_lists_them(path: Path) -> None:
    module = load(path)
    used = {block["value"]["key"] for block in blocks_of(module, "legal_reference")}
    used |= {question["law"] for question in questions_of(module)} - {""}
    assert module["law"] and len(module["law"]) == len(set(module["law"]))
    assert used <= set(module["law"])
    for key in module["law"]:
        assert law.reference(key).key == key


@modules
def test_knowledge_check(path: Path) -> None:
    module = load(path)
    checks = blocks_of(module, "knowledge_check")
    assert len(checks) == 1
    assert checks[0] in module["lessons"][-1]["body"]
    assert 50 <= checks[0]["value"]["pass_mark"] <= 100
    questions = questions_of(module)
    assert len(questions) >= (6 if path.stem in FULL else 3)
    for question in questions:
        assert sorted(question) == ["explanation", "id", "kind", "law", "options", "stem"]
        assert SLUG.fullmatch(question["id"]) and question["stem"] and question["explanation"]
        options = question["options"]
        assert [option["id"] for option in options] == list("abcdefgh"[: len(options)])
        assert len({option["text"] for option in options}) == len(options) >= 3
        for option in options:
            assert sorted(option) == ["correct", "feedback", "id", "text"]
            assert isinstance(option["correct"], bool) and option["text"] and len(option["feedback"]) >= 10
        right = sum(option["correct"] for option in options)
        if question["kind"] == "single":
            assert right == 1, question["id"]
        else:
            assert question["kind"] == "multiple" and 2 <= right < len(options), question["id"]


@modules
def test_examples_and_rewrites(path: Path) -> None:
    module = load(path)
    for block in blocks_of(module, "worked_example"):
        assert all(sorted(step) == ["text", "title"] for step in block["value"]["steps"])
    for block in blocks_of(module, "rewrite"):
        value = block["value"]
        assert SLUG.fullmatch(value["id"])
        assert 3 <= len(value["rubric"]) <= 6 and any(line["must"] for line in value["rubric"])
        for line in value["rubric"]:
            assert sorted(line) == ["id", "label", "looks_like", "must"]
            assert isinstance(line["must"], bool) and line["label"] and line["looks_like"]
        assert len({line["id"] for line in value["rubric"]}) == len(value["rubric"])
        given = set(re.findall(r"\d+", value["advice"] + value["original"]))
        invented = set(re.findall(r"\d+", value["model_answer"])) - given
        assert not invented, f"{value['id']}: numbers that the advice does not give"
    if path.stem in FULL:
        assert 3 <= len(module["lessons"]) <= 4
        assert blocks_of(module, "rewrite") and len(blocks_of(module, "example_pair")) >= 3
        kinds = Counter(question["kind"] for question in questions_of(module))
        assert kinds["single"] and kinds["multiple"]
    else:
        assert blocks_of(module, "worked_example")


def test_ids_and_slugs_are_used_once_in_the_whole_folder() -> None:
    loaded = [load(path) for path in FILES]
    ids = [question["id"] for module in loaded for question in questions_of(module)]
    ids += [block["value"]["id"] for module in loaded for block in blocks_of(module, "rewrite")]
    twice = [name for name, count in Counter(ids).items() if count > 1]
    assert not twice
    assert len({module["slug"] for module in loaded}) == len(loaded)


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ("<h2>One</h2><p>Two <b>three</b></p>", True),
        ('<p><a href="https://www.gov.uk/">GOV.UK</a></p>', True),
        ("<p>open", False),
        ("bare words", False),
        ("<table></table>", False),
        ('<p class="x">y</p>', False),
        ("<p><b>crossed</p></b>", False),
    ],
)
def test_the_html_check_can_fail(html: str, whole: bool) -> None:
    assert (faults_in(html) == []) is whole
