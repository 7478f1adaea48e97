"""X4: what is found in an outcome, held against outcomes read by hand, and how a critique is marked."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exercises.outcomes.checks import CHECKS, Repair
from assessments.exercises.outcomes.elements import ELEMENTS, NOTHING
from assessments.exercises.outcomes.kind import RepairOutcome
from assessments.questions.kinds import Marked, content_faults

HERE = Path(__file__).parent
ITEMS = json.loads((HERE.parents[2] / "assessments/fixtures/items/X4.json").read_text(encoding="utf-8"))
KIND = RepairOutcome()
GWEN = {"name": "Gwen", "aspiration": "I want a friend, and to ride my bike to the shop."}
LETTERS = dict(zip("svbmdtl", (name for name, _, _ in CHECKS), strict=True))


def corpus() -> list[tuple[str, set[str]]]:
    rows = (HERE / "corpora" / "outcomes.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for row in rows:
        if row.strip() and not row.startswith("#"):
            text, letters = row.split("|")
            found.append((text.strip(), {LETTERS[letter] for letter in letters.split()}))
    return found


def found_in(text: str) -> set[str]:
    repair = Repair(text, GWEN)
    return {name for name, _, check in CHECKS if check(repair).right}


def test_outcomes_are_read_as_a_reader_reads_them() -> None:
    examples = corpus()
    assert len(examples) >= 60
    pairs = [(found_in(text), wanted) for text, wanted in examples]
    hits = sum(len(found & wanted) for found, wanted in pairs)
    precision = hits / sum(len(found) for found, _ in pairs)
    recall = hits / sum(len(wanted) for _, wanted in pairs)
    assert precision >= 0.95 and recall >= 0.95, (precision, recall)


def item(code: str) -> dict[str, Any]:
    return next(one["content"] for one in ITEMS if one["code"] == code)


def test_each_flag_counts_by_itself_and_says_why() -> None:
    erin = item("X4-1")
    marked = KIND.mark(erin, {"type": "outcome", "missing": ["specific", "measurable", "timed", "realistic"]})
    said = {line.label: line for line in marked.lines}
    assert said["What kind of line it is"].key == "Provision (Section F)"
    assert "so that Erin can do what" in said["What kind of line it is"].reason
    flags = [line for line in marked.lines if line.ask == "missing"]
    assert [line.points for line in flags] == [1, 1, 0, 0, 1, 0]
    assert all(line.reason for line in marked.lines)
    assert marked.points == 3 and marked.for_person
    assert marked.facts["type"] == ["provision", "outcome"]
    assert marked.facts["flags_wrong"] == ["realistic", "linked", "baseline"]


def test_a_sound_outcome_lacks_only_its_link() -> None:
    gwen = item("X4-4")
    assert gwen["missing"] == ["linked"]
    marked = KIND.mark(gwen, {"repair": gwen["statement"]})
    assert marked.facts["repair_missing"] == ["link"]


def test_saying_that_nothing_is_missing_is_not_saying_nothing() -> None:
    sound = {**item("X4-4"), "missing": []}
    flags = len(ELEMENTS)
    assert KIND.mark(sound, {"missing": [NOTHING]}).points == flags
    assert KIND.mark(sound, {}).points == 0
    assert KIND.mark(sound, {"missing": ["junk"]}).points == 0
    assert KIND.mark(sound, {"missing": "timed"}).points == flags - 1


@pytest.mark.parametrize(
    ("repair", "words"),
    [
        ("Staff will help Erin to write.", "“Staff will” is provision"),
        ("By July 2028 Erin will have access to a laptop.", "“have access” is provision"),
        ("Erin will improve.", "“improve” cannot be seen"),
        ("By July Erin will write 300 words.", "Add the year"),
        ("Erin will write 300 words.", "Say by when"),
    ],
)
def test_a_repair_is_told_what_to_change(repair: str, words: str) -> None:
    marked = KIND.mark(item("X4-1"), {"repair": repair})
    assert any(words in line.reason for line in marked.lines if line.ask == "repair" and not line.right)


def test_an_author_is_told_of_a_repair_that_falls_short() -> None:
    for one in ITEMS:
        assert content_faults(KIND, one["content"]) == [], one["code"]
    faults = content_faults(KIND, {**item("X4-1"), "model": "Erin will improve."})
    assert {fault.path for fault in faults} == {"model"}
    reasons = [{"about": "timed", "words": "x"}, {"about": "timed", "words": "y"}]
    assert content_faults(KIND, {**item("X4-1"), "reasons": reasons})[0].path == "reasons/1/about"


@given(st.text(max_size=300))
def test_whatever_is_written_is_marked(repair: str) -> None:
    marked = KIND.mark(item("X4-1"), {"type": repair, "missing": [repair], "repair": repair})
    assert 0 <= marked.points <= marked.of
    assert Marked.from_row(json.loads(json.dumps(marked.as_row()))).points == marked.points


WORDS = "Erin will she by July 2028 from a baseline of none 3 times week now able to be staff end Year 9 . ,"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_any_order_of_its_own_words_is_marked(words: list[str]) -> None:
    KIND.mark(item("X4-1"), {"repair": " ".join(words)})


def test_marking_is_quick() -> None:
    answer = KIND.model(item("X4-1"))
    timings = []
    for _ in range(15):
        start = time.process_time()
        KIND.mark(item("X4-1"), answer)
        timings.append(time.process_time() - start)
    assert min(timings) < 0.004
