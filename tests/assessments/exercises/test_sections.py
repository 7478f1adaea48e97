"""X2: the right section, a second home, the deciding rule, and what was taken for what."""

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exercises.sections.confusion import Confusion, confusion_of
from assessments.exercises.sections.kind import Sections
from assessments.exercises.sections.rules import CODES, EDUCATES, HOLDS, LAW, what_tells_apart
from assessments.questions.kinds import Marked, content_faults
from assessments.questions.kinds.slots import is_law

KIND = Sections()
ITEMS = {
    item["code"]: item
    for item in json.loads(Path("assessments/fixtures/items/X2.json").read_text(encoding="utf-8"))
}


def statement(section: str = "F", **more: Any) -> dict[str, Any]:
    return {"text": f"For {section}.", "section": section, "rule": "The rule.", **more}


def marked(said: Any, **row: Any) -> Marked:
    shown = KIND.draw({"statements": [statement(**row)]}, 1)
    return KIND.mark(shown, {"s1": said})


# The five of the seed


@pytest.mark.parametrize(
    ("code", "right", "accepted"),
    [("X2-1", "A", ""), ("X2-2", "F", ""), ("X2-3", "C", "B"), ("X2-4", "H1", ""), ("X2-5", "E", "")],
)
def test_the_five_keys(code: str, right: str, accepted: str) -> None:
    shown = KIND.draw(ITEMS[code]["content"], 1)
    assert KIND.mark(shown, {"s1": right}).right
    for other in CODES:
        assert KIND.mark(shown, {"s1": other}).right is (other in (right, accepted))


def test_therapy_that_teaches_is_not_health_provision() -> None:
    shown = KIND.draw(ITEMS["X2-2"]["content"], 1)
    line = KIND.mark(shown, {"s1": "G"}).lines[0]
    assert line.reason.startswith(EDUCATES) and "cfa-2014-s21-5" in line.law
    assert KIND.mark(shown, {"s1": "G"}).facts["sections"] == [["F", "G"]]


# Marking


def test_a_second_home_has_its_own_reason_and_is_no_confusion() -> None:
    row = {"section": "C", "also_1": "B", "also_1_why": "its effect is on learning"}
    result = marked("B", **row)
    assert result.right and "Accepted. its effect is on learning" in result.lines[0].reason
    assert result.facts["sections"] == [["B", "B"]]
    assert "B is accepted too" in marked("C", **row).lines[0].reason
    assert marked("D", **row).facts["sections"] == [["C", "D"]]


def test_the_authors_words_on_a_lure_come_before_ours() -> None:
    assert (
        marked("G", lure="G", lure_why="Look who is taught.")
        .lines[0]
        .reason.startswith("Look who is taught.")
    )
    assert marked("G").lines[0].reason.startswith(EDUCATES)


def test_each_statement_is_marked_for_itself() -> None:
    shown = KIND.draw({"statements": [statement("A"), statement("B"), statement("C")]}, 1)
    result = KIND.mark(shown, {"s1": "A", "s2": "C"})
    assert (result.points, result.of) == (1, 3)
    assert sorted(map(tuple, result.facts["sections"])) == [("A", "A"), ("B", "C")]


@given(
    st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()), st.dictionaries(st.text(), st.text()))
)
def test_no_answer_breaks_the_marking(junk: Any) -> None:
    assert marked(junk).of == 1


def test_small_letters_and_blanks_are_read() -> None:
    assert marked(" h1 ", section="H1").right


@pytest.mark.parametrize("code", ITEMS)
def test_the_items_are_in_order_and_their_models_get_every_point(code: str) -> None:
    item = ITEMS[code]
    assert content_faults(KIND, item["content"]) == []
    shown = KIND.draw(item["content"], 4)
    assert KIND.mark(shown, KIND.model(shown)).right
    assert json.loads(json.dumps(shown)) == shown
    result = KIND.mark(shown, {})
    assert result.points == 0 and result.facts["sections"] == []
    assert all(is_law(key) for line in result.lines for key in line.law)


def test_there_are_sixty_statements_in_every_section() -> None:
    counts = Counter(row["section"] for item in ITEMS.values() for row in item["content"]["statements"])
    assert set(counts) == set(CODES) and sum(counts.values()) >= 60 and min(counts.values()) >= 3


def test_every_section_has_its_law_and_every_mistake_its_words() -> None:
    assert set(LAW) == set(HOLDS) == set(CODES)
    assert all(what_tells_apart(one, two) for one in CODES for two in CODES if one != two)


# Drawing


def test_people_get_the_statements_in_other_orders_under_the_same_names() -> None:
    content = {"statements": [statement(code) for code in CODES]}
    orders = {tuple(row["name"] for row in KIND.draw(content, seed)["statements"]) for seed in range(20)}
    assert len(orders) > 10
    for seed in range(5):
        for row in KIND.draw(content, seed)["statements"]:
            assert content["statements"][int(row["name"][1:]) - 1]["text"] == row["text"]


def test_each_person_gets_as_many_as_the_author_says() -> None:
    content = {"pick": 5, "statements": [statement(code) for code in CODES]}
    drawn = {tuple(sorted(row["name"] for row in KIND.draw(content, n)["statements"])) for n in range(20)}
    assert all(len(names) == 5 for names in drawn) and len(drawn) > 5
    assert KIND.draw(content, 3) == KIND.draw(content, 3)


# What an author may write


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"also_1": "F", "also_1_why": "x"}, "statements/0/also_1"),
        ({"also_1": "G"}, "statements/0/also_1_why"),
        ({"also_2_why": "x"}, "statements/0/also_2_why"),
        ({"also_1": "G", "also_1_why": "x", "lure": "G"}, "statements/0/lure"),
        ({"lure_why": "x"}, "statements/0/lure"),
    ],
)
def test_a_fault_is_said_at_its_place(row: dict[str, Any], path: str) -> None:
    assert content_faults(KIND, {"statements": [statement()]}) == []
    assert [fault.path for fault in content_faults(KIND, {"statements": [statement(**row)]})] == [path]


def test_more_cannot_be_drawn_than_there_are() -> None:
    assert content_faults(KIND, {"pick": 2, "statements": [statement()]})[0].path == "pick"


# What was taken for what


def test_the_matrix_adds_up_and_names_the_classic_mistakes() -> None:
    first = confusion_of([{"sections": [["F", "G"], ["F", "F"], ["A", "A"]]}, {"sections": [["F", "G"]]}])
    both = first + confusion_of([{"sections": [["F", "E"]]}, {}])
    assert both.placed == 5 and both.right == 2
    assert [n for _, n in both.classic] == [2, 1]
    assert both.worst == (("F", "G", 2), ("F", "E", 1))
    assert both.share_right("F") == 0.25 and both.share_right("K") is None
    rows = dict(both.rows)
    assert rows["F"][CODES.index("G")] == 2 and sum(map(sum, rows.values())) == 5


def test_junk_in_the_facts_is_left_out() -> None:
    assert (
        confusion_of([{"sections": [["F"], ["Z", "F"], "FG", 3, ["F", "G"]]}, {"sections": None}]).placed == 2
    )


@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES))))
def test_marking_many_and_adding_up_is_counting_pairs(pairs: list[tuple[str, str]]) -> None:
    whole = confusion_of([{"sections": [list(pair) for pair in pairs]}])
    apart = Confusion({})
    for pair in pairs:
        apart += confusion_of([{"sections": [list(pair)]}])
    assert whole.rows == apart.rows and whole.placed == len(pairs)


def test_thousands_are_marked_in_a_second() -> None:
    shown = KIND.draw({"statements": [statement(code) for code in CODES]}, 1)
    answer = KIND.model(shown)
    begin = time.process_time()
    for _ in range(1000):
        KIND.mark(shown, answer)
    assert time.process_time() - begin < 0.5
