"""Words, numbers, dates, gaps and long answers: how what was typed is read, and what is said of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.kinds import content_faults, kind_of
from assessments.questions.kinds.numbers import read_number
from assessments.questions.kinds.wording import fits, spelled_out
from assessments.questions.kinds.writing import count_words


def mark(code, content, said):
    kind = kind_of(code)
    answer = said if isinstance(said, dict) else {"answer": said}
    return kind.mark(kind.draw(content, 1), answer)


@pytest.mark.parametrize(
    ("variant", "said", "expected"),
    [
        ("local authority", "  Local   AUTHORITY. ", True),
        ("child’s views", "child's views", True),
        ("Cafe\u0301", "café", True),
        ("*authority*", "the local authority decides", True),
        ("*authority", "the authority decides", False),
        ("tribun*", "Tribunal", True),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "acb", False),
        ("ab*ba", "aba", False),
        ("*", "anything at all", True),
        (r"2 \* 2", "2 * 2", True),
        (r"2 \* 2", "2 and 2", False),
        (".+", "xx", False),
    ],
)
def test_a_variant_accepts_what_it_says(variant, said, expected):
    assert fits(variant, said) is expected


def test_capitals_matter_only_where_the_author_says_so():
    assert fits("EHC", "ehc") and not fits("EHC", "ehc", case_matters=True)


@given(st.text("ab* .", max_size=12))
def test_a_variant_accepts_itself_spelled_out(variant):
    assert fits(variant, spelled_out(variant)) or not variant.replace("*", "").strip(" .")


WORDS = {
    "stem": "Who gives psychological advice?",
    "answers": [
        {"text": "*educational psychologist*", "weight": None, "feedback": "Yes."},
        {"text": "*psychologist*", "weight": 50, "feedback": "Which kind?"},
        {"text": "*", "weight": 0, "feedback": "Read the list of advice again."},
    ],
}


@pytest.mark.parametrize(
    ("said", "points", "reason"),
    [
        ("An educational psychologist", 1, "Yes."),
        ("the psychologist", 0.5, "Which kind?"),
        ("the head", 0, "Read the list of advice again."),
        ("", 0, "Nothing was written."),
    ],
)
def test_the_first_variant_that_fits_decides(said, points, reason):
    marked = mark("short_text", WORDS, said)
    assert (marked.points, marked.lines[0].reason) == (points, reason)


def test_statistics_learn_which_variant_it_was_and_never_what_was_typed():
    assert mark("short_text", WORDS, "the psychologist").facts == {"fits": "*psychologist*"}
    assert mark("number", {"stem": "?", "answers": [{"value": 6}]}, "7").facts == {"fits": "nothing expected"}


def test_an_answer_hidden_behind_an_earlier_one_is_a_fault():
    hidden = {**WORDS, "answers": list(reversed(WORDS["answers"]))}
    assert [fault.path for fault in content_faults(kind_of("short_text"), hidden)] == ["answers"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("20", 20, ""),
        (" 1,200.50 ", 1200.5, ""),
        ("1 200", 1200, ""),
        ("3,5", 3.5, ""),
        ("−4", -4, ""),
        ("£40", 40, "£"),
        ("20 weeks", 20, "weeks"),
        ("Six weeks", 6, "weeks"),
        (".5", 0.5, ""),
        ("1e3", 1000, ""),
    ],
)
def test_numbers_are_read_as_people_write_them(text, value, unit):
    read = read_number(text)
    assert (read.value, read.unit) == (value, unit)


@pytest.mark.parametrize("text", ["", "weeks", "1.2.3", "5 to 7", "1e999", "twentyish", "--3", "²"])
def test_what_is_no_number_is_not_read_as_one(text):
    assert read_number(text) is None


NUMBER = {
    "stem": "How long?",
    "answers": [
        {"value": 20, "tolerance": None, "weight": 100, "feedback": "Yes."},
        {"value": 20, "tolerance": 10, "per_cent": True, "weight": 50, "feedback": "Near."},
        {"value": 26, "weight": 0, "feedback": "That was the old law."},
    ],
    "otherwise": "Count again.",
}


@pytest.mark.parametrize(
    ("said", "points", "reason"),
    [
        ("20 weeks", 1, "Yes."),
        ("22", 0.5, "Near."),
        ("22.1", 0, "Count again."),
        ("26", 0, "That was the old law."),
        ("many", 0, "We could not read this as a number."),
    ],
)
def test_a_number_has_a_tolerance_and_its_own_reason(said, points, reason):
    marked = mark("number", NUMBER, said)
    assert (marked.points, marked.lines[0].reason) == (points, reason)


def test_units_are_turned_into_the_first_one():
    units = [{"name": "weeks", "factor": 1}, {"name": "days", "factor": 7}]
    content = {"stem": "?", "answers": [{"value": 6}], "units": units}
    assert mark("number", content, "42 days").right and mark("number", content, "6").right
    assert mark("number", content, "6 Week").right and not mark("number", content, "6 months").right
    needed = {**content, "unit_needed": True}
    assert mark("number", needed, "6").lines[0].reason == "Give the number in weeks or days."


DAY = {
    "stem": "When?",
    "answers": [
        {"day": "2026-12-28", "within": 0, "weight": 100, "feedback": "Yes."},
        {"day": "2026-12-29", "weight": 0, "feedback": "Nothing rolls forward."},
        {"day": "2026-12-28", "within": 7, "weight": 50, "feedback": "Near."},
    ],
    "early": "You counted too few.",
}


@pytest.mark.parametrize(
    ("said", "points", "reason"),
    [
        ("2026-12-28", 1, "Yes."),
        ("2026-12-29", 0, "Nothing rolls forward."),
        ("2026-12-24", 0.5, "Near."),
        ("2026-01-01", 0, "You counted too few."),
        ("2027-02-01", 0, "This is too late."),
        ("2026-02-30", 0, "This is not a date."),
    ],
)
def test_a_day_has_a_tolerance_and_mistakes_have_their_reason(said, points, reason):
    marked = mark("date", DAY, said)
    assert (marked.points, marked.lines[0].reason, marked.lines[0].key) == (
        points,
        reason,
        "28 December 2026",
    )


GAPS = {
    "stem": "Complete it.",
    "text": "Within [[1]] weeks the [[2]] decides whether to [[3]].",
    "gaps": [
        {"form": "number", "points": 1},
        {"form": "text", "points": 2},
        {"form": "choice", "points": 1},
    ],
    "answers": [
        {"gap": 1, "text": "6", "weight": 100, "feedback": "Yes."},
        {"gap": 1, "text": "*", "weight": 0, "feedback": "From the day of the request."},
        {"gap": 2, "text": "*authority", "weight": 100},
        {"gap": 2, "text": "*panel", "weight": 50, "feedback": "It only advises."},
        {"gap": 3, "text": "assess", "weight": 100},
        {"gap": 3, "text": "fund", "weight": 0},
    ],
}


def test_each_gap_has_its_weight_and_its_reasons():
    marked = mark("gaps", GAPS, {"gap-1": "7", "gap-2": "the panel", "gap-3": "3a"})
    assert (marked.points, marked.of) == (2, 4)
    assert [line.reason for line in marked.lines] == [
        "From the day of the request.",
        "It only advises.",
        "This is right.",
    ]


def test_a_gap_can_be_read_in_its_text_and_at_its_field():
    kind = kind_of("gaps")
    shown = kind.draw(GAPS, 1)
    assert "Within ____ (1) weeks" in shown["stem"]
    assert kind.asks(shown)[1].hint.startswith("Within ____ weeks the ____ decides")


@pytest.mark.parametrize("text", ["No gap.", "[[2]] [[1]] [[3]]", "[[1]] [[2]] [[3]] [[4]]", "[[1]] [[1]]"])
def test_gaps_in_text_and_list_have_to_agree(text):
    assert content_faults(kind_of("gaps"), {**GAPS, "text": text})[0].path == "text"


def test_a_long_answer_is_left_to_a_person_and_the_machine_says_what_it_sees():
    content = {
        "stem": "Write to the parent.",
        "rubric": [{"name": "Plain words", "levels": ["no", "partly", "yes"], "must": True}],
        "looks_for": ["mediation|mediator"],
        "least_words": 5,
        "model_answer": "You can ask a mediator.",
    }
    marked = mark("long_text", content, "Ask the mediator.")
    assert marked.for_person and (marked.points, marked.of) == (0, 0)
    assert marked.lines[0].said == "3 words" and "shorter" in marked.lines[0].reason
    assert marked.lines[1].said == "mediator"
    assert [line.label for line in marked.lines][2:] == ["Plain words", "A good answer"]


def test_words_are_counted_as_people_do():
    assert count_words("Don’t count twenty-one twice, please: 3 more.") == 7
