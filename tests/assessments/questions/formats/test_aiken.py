"""Aiken: what is read, and what is refused with its line."""

import pytest

from assessments.questions.formats import WriteItem, read, write

GOOD = "Who decides?\nA. The school\nB. The authority\nC. The panel\nANSWER: B\n"


def weights(item):
    return [(row["text"], row["weight"]) for row in item.content["options"]]


def test_a_question_with_points_behind_its_letters():
    [item] = read("aiken", GOOD).items
    assert (item.kind, item.title, item.content["stem"]) == ("single", "Who decides?", "Who decides?")
    assert weights(item) == [("The school", 0), ("The authority", 100), ("The panel", 0)]
    assert item.content["shuffle"] is True


@pytest.mark.parametrize(
    "text",
    [
        "Who?\nA) x\nB) y\nANSWER: B",
        "Who?\nA)x\nB)y\nANSWER:B",
        "Who?\r\nA. x\r\nB. y\r\nANSWER: B\r\n",
        "\ufeffWho?\n\nA. x\n\nB. y\n\nANSWER: b) y",
        "Who?\n  A.\tx\n  B.\ty\n  answer: B",
    ],
)
def test_other_ways_to_write_the_same(text):
    [item] = read("aiken", text).items
    assert weights(item) == [("x", 0), ("y", 100)]


def test_several_questions_with_and_without_blank_lines_between():
    report = read("aiken", GOOD + GOOD.replace("Who", "What") + "\n\n" + GOOD.replace("Who", "How"))
    assert [(item.title, item.line) for item in report.items] == [
        ("Who decides?", 1),
        ("What decides?", 6),
        ("How decides?", 13),
    ]


def test_marks_of_html_are_plain_letters():
    [item] = read("aiken", "Is a < b & c > d?\nA) yes <b>\nB) no &amp;\nANSWER: A").items
    assert item.content["stem"] == "Is a < b & c > d?"
    assert weights(item)[0][0] == "yes <b>"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("Only one answer?\nA) this\nANSWER: A", 1, "two answers"),
        ("A) no question", 1, "without a question"),
        ("ANSWER: A", 1, "without a question"),
        ("Never ended?\nA) x\nB) y", 1, "no ANSWER line"),
        ("Which letter?\nA) x\nB) y\nANSWER: C", 4, "letter"),
        ("Which letter?\nA) x\nB) y\nANSWER:", 4, "letter"),
        ("Twice?\nA) x\nB) x\nANSWER: A", 1, "twice"),
        ("Ring 01273 123456?\nA) x\nB) y\nANSWER: A", 1, "phone"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line_and_the_next_question_comes_in(text, line, word):
    report = read("aiken", f"{text}\n\n{GOOD}")
    assert [(no.line, word in no.reason) for no in report.rejected] == [(line, True)]
    assert len(report.items) == 1


def test_what_aiken_cannot_say_is_named_and_what_it_can_is_written():
    content = {
        "stem": "Who decides?",
        "options": [{"text": "School", "feedback": "no"}, {"text": "Authority", "weight": 100}],
        "shuffle": True,
        "explanation": "The law says so.",
    }
    items = [
        WriteItem("single", "Who decides?", content, (), "Q-1"),
        WriteItem("true_false", "So", {"stem": "So.", "answer": "true"}, (), "Q-2"),
        WriteItem("single", "x", {**content, "stem": "A. Smith decides?"}, (), "Q-3"),
    ]
    written = write("aiken", items)
    assert written.text == "Who decides?\nA. School\nB. Authority\nANSWER: B\n"
    assert [(one.item, one.whole) for one in written.left_behind] == [
        ("Q-1", False),
        ("Q-1", False),
        ("Q-2", True),
        ("Q-3", True),
    ]
