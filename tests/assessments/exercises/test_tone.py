"""X6: what is found in letters, held against letters read by hand, and how a version is marked."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exercises.tone.kind import RewriteLetter
from assessments.exercises.tone.lexicon import FAMILIES, words_in
from assessments.exercises.tone.presence import NEEDS, RIGHTS, find_need, find_right
from assessments.language.text import Text
from assessments.questions.kinds import Line, Marked, content_faults

HERE = Path(__file__).parent
ITEMS = json.loads((HERE.parents[2] / "assessments/fixtures/items/X6.json").read_text(encoding="utf-8"))
KIND = RewriteLetter()
LETTERS = dict(zip("awndpco", NEEDS, strict=True))


def corpus() -> list[tuple[str, set[str], set[str]]]:
    found = []
    for row in (HERE / "corpora" / "letters.txt").read_text(encoding="utf-8").splitlines():
        if row.strip() and not row.startswith("#"):
            text, needs, words = (cell.strip() for cell in row.split("|"))
            found.append(
                (text, {LETTERS[one] for one in needs.split()}, {w.strip() for w in words.split(";")} - {""})
            )
    return found


def shares(pairs: list[tuple[set[str], set[str]]]) -> tuple[float, float]:
    hits = sum(len(found & wanted) for found, wanted in pairs)
    return hits / sum(len(found) for found, _ in pairs), hits / sum(len(wanted) for _, wanted in pairs)


def test_what_a_letter_has_is_found_as_a_reader_finds_it() -> None:
    examples = corpus()
    assert len(examples) >= 60
    pairs = [({name for name in NEEDS if find_need(name, Text(text))}, needs) for text, needs, _ in examples]
    assert min(shares(pairs)) >= 0.95, shares(pairs)
    assert all(sum(name in needs for _, needs in pairs) >= 4 for name in NEEDS)


def test_words_that_blame_order_chill_or_threaten_are_found() -> None:
    pairs = [({word.text.lower() for word in words_in(Text(text))}, words) for text, _, words in corpus()]
    assert min(shares(pairs)) >= 0.95, shares(pairs)
    families = {word.family for text, _, _ in corpus() for word in words_in(Text(text))}
    assert families == set(FAMILIES) - {"local"}


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        ("You can appeal. You have two months.", {"appeal", "limit"}),
        ("You may appeal by 19 January 2027.", {"appeal", "limit"}),
        ("You can go to mediation or ask for disagreement resolution.", {"mediation", "disagreement"}),
        ("SENDIASS can help you.", {"advice"}),
        ("You can get free, independent advice.", {"advice"}),
        ("If you want to complain, write to us.", {"complaint"}),
        ("You have rights.", set()),
    ],
)
def test_rights_are_found_by_name(text: str, rights: set[str]) -> None:
    assert {name for name in RIGHTS if find_right(name, Text(text))} == rights


def content(code: str, **more: Any) -> dict[str, Any]:
    return {**next(one["content"] for one in ITEMS if one["code"] == code), **more}


def lines_of(held: dict[str, Any], letter: str) -> dict[str, Line]:
    return {line.label: line for line in KIND.mark(held, {"letter": letter}).lines}


def test_facts_must_survive_and_none_may_be_invented() -> None:
    held = content("X6-2")
    good = held["model"]
    assert lines_of(held, good)["The facts are kept"].right and lines_of(held, good)["Nothing invented"].right
    moved = lines_of(held, good.replace("30 November", "7 December"))
    assert "30 November 2026" in moved["The facts are kept"].reason
    assert moved["The facts are kept"].points == 0.5
    assert "7 December" in moved["Nothing invented"].reason and moved["Nothing invented"].points == 0
    late = lines_of(held, good.replace("three weeks", "five weeks"))
    assert not late["Nothing invented"].right and not late["How late it is"].right


def test_how_a_letter_reads_is_measured() -> None:
    hard = (
        "It has been determined that the aforementioned provision will be subject to comprehensive"
        " reconsideration "
        "by the responsible administrative authority, whose determination concerning the appropriateness of "
        "additional resourcing will be communicated to all relevant parties in accordance with EHCNA"
        " procedure."
    )
    lines = lines_of(content("X6-8"), hard)
    assert lines["Reading age"].points == 0 and lines["Length of sentences"].points == 0
    assert lines["Who does it"].points == 0 and lines["Short forms"].said == "EHCNA"
    assert lines_of(content("X6-8", known=["EHCNA"]), hard)["Short forms"].right
    lenient = lines_of(content("X6-10", reading_age=16), content("X6-10")["model"])
    assert lenient["Reading age"].right


def test_a_penalty_is_seen_and_its_denial_is_not_one() -> None:
    lines = lines_of(content("X6-1"), content("X6-1")["original"])
    assert lines["No penalty implied"].said == "back of the queue" and not lines["No penalty implied"].right
    denied = "You will not lose your place and it is not your fault. We will see you when it suits you."
    assert lines_of(content("X6-1"), denied)["No penalty implied"].right


def test_rights_count_in_parts() -> None:
    held = content("X6-3")
    some = (
        held["model"]
        .replace("You can also ask for mediation first.", "")
        .replace("mediation certificate", "note")
    )
    line = lines_of(held, some)["Rights"]
    assert line.points == 0.75 and "Mediation" in line.reason and not line.right


def test_a_few_words_earn_nothing_for_being_easy_to_read() -> None:
    lines = lines_of(content("X6-5"), "Sorry.")
    assert sum(line.points for line in lines.values()) == 0
    for said in ({}, {"letter": " \n"}, {"letter": "!!!"}):
        assert KIND.mark(content("X6-5"), said).points == 0


def test_an_author_adds_words_and_is_told_of_a_model_that_falls_short() -> None:
    held = content("X6-5", extra_words=["kind regards: Say thank you."])
    line = lines_of(held, f"{held['model']} Kind regards")["Blame, orders and cold words"]
    assert line.reason == "“Kind regards”: Say thank you." and line.points == 0.5
    for one in ITEMS:
        assert content_faults(KIND, one["content"]) == [], one["code"]
    assert {f.path for f in content_faults(KIND, content("X6-5", model="We noted it."))} == {"model"}
    assert content_faults(KIND, content("X6-5", original=content("X6-5")["model"]))[0].path == "original"


def test_facts_for_statistics() -> None:
    facts = KIND.mark(content("X6-3"), {"letter": content("X6-3")["original"]}).facts
    assert facts["short_forms"] == ["CYP", "EHCNA"] and "reason" in facts["missed"]
    assert facts["words"] == {"cold": ["determined that", "threshold"]}
    assert facts["rights_missed"] == ["appeal", "limit", "mediation", "advice"]


@given(st.text(max_size=400))
def test_whatever_is_written_is_marked(letter: str) -> None:
    marked = KIND.mark(content("X6-3"), {"letter": letter})
    assert 0 <= marked.points <= marked.of
    assert Marked.from_row(json.loads(json.dumps(marked.as_row()))).points == marked.points


def test_marking_is_quick_for_short_and_for_long_letters() -> None:
    held = content("X6-3")
    long = " ".join(one["content"]["model"] for one in ITEMS)[:6000]
    timings: dict[str, list[float]] = {"short": [], "long": []}
    for name, letter in (("short", held["model"]), ("long", long)):
        for _ in range(15):
            start = time.process_time()
            KIND.mark(held, {"letter": letter})
            timings[name].append(time.process_time() - start)
    assert min(timings["short"]) < 0.01 and min(timings["long"]) < 0.06, timings


@pytest.mark.parametrize(
    ("letter", "found"),
    [
        ("Ring me on 01622 000 123.", "Ring me on"),
        ("My number is 01622 000 123.", "01622 000 123"),
        ("WRITE to plans@county.example today.", "plans@county.example"),
        ("It costs 1001000000000.", ""),
        ("Please reply\nto me.", "reply to me"),
    ],
)
def test_how_to_reach_somebody_is_found_as_it_was_written(letter: str, found: str) -> None:
    assert find_need("contact", Text(letter)).rstrip(".") == found
