"""X3: the parts and words that are found, held against lines written by hand, and how a version is marked."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exercises.provision import Line, look_at
from assessments.exercises.provision.arithmetic import slips_in
from assessments.exercises.provision.fidelity import compare, read_advice
from assessments.exercises.provision.kind import RewriteProvision
from assessments.exercises.provision.lexicon import FAMILIES, words_in
from assessments.exercises.provision.slots import PARTS, find_part
from assessments.questions.kinds import Marked, content_faults

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CORPUS = HERE / "corpora" / "provision.txt"
ITEMS = json.loads((ROOT / "assessments/fixtures/items/X3.json").read_text(encoding="utf-8"))
LETTERS = dict(zip("wpmfyglts", PARTS, strict=False)) | {"r": "review"}
KIND = RewriteProvision()


@dataclass(frozen=True)
class Example:
    line: str
    parts: frozenset[str]
    words: frozenset[str]


def corpus() -> list[Example]:
    found = []
    for row in CORPUS.read_text(encoding="utf-8").splitlines():
        if row.strip() and not row.startswith("#"):
            line, parts, words = (cell.strip() for cell in row.split("|"))
            found.append(
                Example(
                    line,
                    frozenset(LETTERS[letter] for letter in parts.split()),
                    frozenset(word.strip() for word in words.split(";") if word.strip()),
                )
            )
    return found


def found_parts(line: str) -> set[str]:
    read = Line(line)
    return {name for name in PARTS if find_part(name, read)}


def found_words(line: str) -> set[str]:
    return {word.text.lower() for word in words_in(Line(line)) if not word.allowed}


def precision_and_recall(pairs: list[tuple[set[str], set[str]]]) -> tuple[float, float, list[Any]]:
    hits = sum(len(found & wanted) for found, wanted in pairs)
    found_in_all = sum(len(found) for found, _ in pairs)
    wanted_in_all = sum(len(wanted) for _, wanted in pairs)
    wrong = [(found - wanted, wanted - found) for found, wanted in pairs if found != wanted]
    return hits / found_in_all, hits / wanted_in_all, wrong


def test_the_parts_of_lines_are_found_as_a_reader_finds_them() -> None:
    examples = corpus()
    assert len(examples) >= 150
    pairs = [(found_parts(one.line), set(one.parts)) for one in examples]
    precision, recall, wrong = precision_and_recall(pairs)
    assert precision >= 0.95 and recall >= 0.95, (precision, recall, wrong)
    for part in PARTS:
        wanted = [part in want for _, want in pairs]
        right = [part in found for found, want in pairs if part in want]
        assert sum(wanted) >= 5 and sum(right) / len(right) >= 0.9, part


def test_words_that_leave_a_line_open_are_found_as_a_reader_finds_them() -> None:
    pairs = [(found_words(one.line), set(one.words)) for one in corpus()]
    precision, recall, wrong = precision_and_recall(pairs)
    assert precision >= 0.95 and recall >= 0.95, (precision, recall, wrong)
    families = {word.family for one in corpus() for word in words_in(Line(one.line)) if not word.allowed}
    assert families == set(FAMILIES) - {"local"}


ADVICE = (
    "Three 25-minute sessions a week, no more than four pupils, led by a teacher, in 12-week cycles. "
    "A course of 6 hours for two named roles by the October half-term."
)


@pytest.mark.parametrize(
    ("version", "invented"),
    [
        ("Three sessions of 25 minutes a week.", ()),
        ("25 minutes, three times weekly.", ()),
        ("75 minutes a week in three sessions.", ()),
        ("3x weekly for twenty-five minutes with up to three other pupils.", ()),
        ("36 sessions in each cycle of twelve weeks.", ()),
        ("A six-hour course by the October half-term.", ()),
        ("Four 25-minute sessions a week.", ("Four 25-minute sessions a week",)),
        ("Three 30-minute sessions a week.", ("30-minute",)),
        ("A group of five.", ("five",)),
        ("One-to-one.", ("One-to-one",)),
        ("For 10 weeks.", ("10 weeks",)),
        ("Daily.", ("Daily",)),
        ("By 4 May 2027.", ("4 May 2027",)),
        ("At a cost of £400.", ("£400",)),
        ("For half an hour.", ("half an hour",)),
    ],
)
def test_numbers_come_from_the_advice_or_follow_from_it(version: str, invented: tuple[str, ...]) -> None:
    assert compare(Line(version), read_advice(ADVICE)).invented == invented


def test_amounts_of_the_advice_that_are_left_out_are_named() -> None:
    held = compare(Line("A teacher leads a group of four three times a week."), read_advice(ADVICE))
    assert held.invented == ()
    assert held.dropped == ("25-minute", "12-week", "6 hours", "two named roles", "October")
    left = compare(Line("A teacher leads it."), read_advice(ADVICE, (), ("25 minutes", "three times a week")))
    assert not any("25" in one or "Three" in one for one in left.dropped)
    assert compare(Line("38 weeks."), read_advice("Weekly.", ("38 weeks",))).invented == ()


@pytest.mark.parametrize(
    ("line", "slips"),
    [
        ("9 + 12 + 4 = 25 hours.", 0),
        ("9 + 12 + 4 = 26 hours.", 1),
        ("3 x 25 = 75 minutes.", 0),
        ("3 x 25 = 85 minutes.", 1),
        ("9 hours one-to-one, 12 hours shared and 4 hours at lunch: 25 hours in all.", 0),
        ("9 hours one-to-one, 12 hours shared and 4 hours at lunch: 24 hours in total.", 1),
        ("One session a week for 38 weeks (38 a year).", 0),
        ("One session a week for 38 weeks (36 a year).", 1),
        ("Two sessions a week, 76 sessions a year, for 38 weeks.", 0),
        ("Two sessions a week, 60 sessions a year, for 38 weeks.", 1),
        ("Once a week in term time (39 a year).", 0),
        ("Once a week in term time (52 a year).", 1),
        ("Three 25-minute sessions a week, 75 minutes in total.", 0),
        ("Three 25-minute sessions a week, 70 minutes in total.", 1),
        ("25 hours in total.", 0),
        ("Once a week, reviewed three times a year.", 0),
    ],
)
def test_sums_that_a_line_states_have_to_be_right(line: str, slips: int) -> None:
    assert len(slips_in(Line(line))) == slips, slips_in(Line(line))


def test_up_to_is_right_where_the_advice_sets_the_limit() -> None:
    line = Line("A teacher leads a group for Dev and up to three other pupils.")
    fine = words_in(line, Line(ADVICE).quantities)[0]
    assert fine.allowed == "the limit is in the advice"
    assert not words_in(line, Line("A group of nine.").quantities)[0].allowed


def test_an_author_adds_words_and_exceptions_of_their_own() -> None:
    line = Line("Quality first teaching with regular checks.")
    words = words_in(line, extra=["quality first teaching: Say what is taught."], fine=["regular checks"])
    assert [(word.text, word.family_name, word.hint) for word in words] == [
        ("Quality first teaching", "Your council's list", "Say what is taught.")
    ]


def content(**more: Any) -> dict[str, Any]:
    return {**ITEMS[1]["content"], **more}


def test_the_version_of_the_design_gets_the_result_of_the_design() -> None:
    version = (
        "A teacher leads a phonics group for Dev and up to three other pupils, three times a week for 25 "
        "minutes, with regular checks on progress."
    )
    marked = KIND.mark(content(), {"version": version})
    missing = [line.label for line in marked.lines[:7] if not line.right]
    assert missing == ["For how long a period", "When it is reviewed"]
    assert marked.advice[0].startswith("5 of 7 parts found.")
    assert marked.advice[1] == "One word to look at: regular. How often, and by whom?"
    assert marked.advice[-1] == "This check finds words; it is not legal proof. Some flexibility is lawful."
    said = {line.label: line for line in marked.lines}
    assert said["From the advice"].reason == "Your numbers all come from the advice. None was invented."
    assert "“up to” is right here" in said["Words to look at"].reason
    assert said["For how long a period"].reason == "the advice says 12-week cycles"
    assert marked.for_person and not marked.nevers
    assert marked.facts == {
        "missed": ["period", "review"], "words": {"frequency": ["regular"]}, "invented": 0, "left_out": 1,
        "slips": 0, "band": "nearly",
    }  # fmt: skip


def test_an_invented_number_costs_its_part_and_is_named() -> None:
    marked = KIND.mark(content(), {"version": "A teacher leads phonics for 40 minutes, three times a week."})
    line = next(line for line in marked.lines if line.label == "From the advice")
    assert (line.points, line.right) == (0.0, False) and "40 minutes" in line.reason


def test_nothing_ever_says_lawful_of_a_version() -> None:
    for item in ITEMS:
        for said in (item["content"]["model"], item["content"]["original"], ""):
            marked = KIND.mark(item["content"], {"version": said})
            words = " ".join([*marked.advice, *(line.reason for line in marked.lines)]).lower()
            assert "unlawful" not in words and words.count("lawful") == words.count("flexibility is lawful")


def test_only_these_words_show_a_part_where_the_author_says_so() -> None:
    parts = [{"part": "what", "where": "phonics", "words": "phonics", "strict": True}]
    assert not KIND.mark(content(parts=parts), {"version": "A teacher teaches reading."}).lines[0].right
    assert KIND.mark(content(parts=parts), {"version": "A teacher teaches Phonics."}).lines[0].right


def test_an_author_is_told_of_a_model_that_falls_short() -> None:
    assert content_faults(KIND, content()) == []
    faults = content_faults(KIND, content(model="A teacher may help regularly."))
    assert {fault.path for fault in faults} == {"model"} and len(faults) > 5
    twice = [*content()["parts"], content()["parts"][0]]
    assert content_faults(KIND, content(parts=twice))[0].path == "parts/7/part"
    bare = [{**content()["parts"][0], "words": "", "strict": True}, *content()["parts"][1:]]
    assert content_faults(KIND, content(parts=bare))[0].path == "parts/0/words"
    assert content_faults(KIND, content(original=content()["model"]))[0].path == "original"


def test_an_empty_version_is_told_what_to_look_for_and_gets_nothing() -> None:
    for said in ({}, {"version": ""}, {"version": "\n ... \n"}, {"version": "12 34"}):
        marked = KIND.mark(content(), said)
        assert marked.points == 0 and marked.lines[0].reason == content()["parts"][0]["where"]


@given(st.text(max_size=400))
def test_whatever_is_written_is_marked(version: str) -> None:
    marked = KIND.mark(content(), {"version": version})
    assert 0 <= marked.points <= marked.of
    assert Marked.from_row(json.loads(json.dumps(marked.as_row()))).points == marked.points


WORDS = (
    "a an the one two 3 25 half each every week term minutes hour x of to up trained by with may 4 - : = ( )"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=60))
def test_any_order_of_its_own_words_is_marked(words: list[str]) -> None:
    KIND.mark(content(), {"version": " ".join(words)})


def test_marking_is_quick_for_short_and_for_long_versions() -> None:
    long = " ".join(one.line for one in corpus())[:6000]
    timings: dict[str, list[float]] = {"short": [], "long": []}
    for name, version in (("short", ITEMS[1]["content"]["model"]), ("long", long)):
        for _ in range(15):
            start = time.process_time()
            KIND.mark(ITEMS[1]["content"], {"version": version})
            timings[name].append(time.process_time() - start)
    assert min(timings["short"]) < 0.004 and min(timings["long"]) < 0.06, timings


def test_what_is_noticed_in_a_lesson() -> None:
    noticed = look_at("Regular help for 40 minutes in a group of four.", ADVICE)
    assert noticed.title == "1 word to look at" and noticed.words[0].text == "Regular"
    assert noticed.invented == ("40 minutes",) and noticed.has_numbers
    quiet = look_at("A teacher teaches him.", ADVICE)
    assert quiet.title == "No words to look at" and not quiet.invented and not quiet.has_numbers
    assert look_at("", ADVICE).words == ()
