"""X8: links by precision and recall, alternatives, breaks that have to be named."""

from __future__ import annotations

import pytest

from assessments.exercises.threads.kind import X8
from assessments.questions.kinds import Line, Marked, content_faults
from tests.assessments.exercises.items import content_of

KIND = X8()


def marked(code: str, **changes: str) -> Marked:
    """The model answer of an item with some things said otherwise."""
    shown = KIND.draw(content_of(code), 3)
    names = {name.replace("_", "-"): said for name, said in changes.items()}
    return KIND.mark(shown, {**KIND.model(shown), **names})


def line(found: Marked, ask: str) -> Line:
    return next(line for line in found.lines if line.ask == ask)


def test_seed_keys() -> None:
    """The five items of the field find what the field says they find."""
    found = {
        code: {(row["card"], row["what"]) for row in content_of(code)["findings"]}
        for code in ("X8-1", "X8-2", "X8-3", "X8-4", "X8-5")
    }
    assert found["X8-1"] == {("N4", "unmet")}
    assert found["X8-2"] == {("P3", "unused")}
    assert ("O1", "unserved") in found["X8-3"]
    assert found["X8-4"] == {("P1", "twice")}
    assert found["X8-5"] == {("P1", "misplaced")}


def test_every_need_has_a_line_for_each_side_with_the_reason_of_the_link() -> None:
    found = marked("X8-1")
    assert found.right and found.facts["links"]["precision"] == found.facts["links"]["recall"] == 1
    assert "holding an instruction in mind" in line(found, "N1-p1").reason
    assert line(found, "N4-p1").said == "None of these" and line(found, "N4-p1").right


def test_a_wrong_link_costs_its_cell_and_says_both_reasons() -> None:
    found = marked("X8-1", N1_p1="P2")
    said = line(found, "N1-p1")
    assert (said.points, said.right) == (0, False)
    assert "is no provision for this need" in said.reason and "holding an instruction" in said.reason
    assert said.key.endswith("for 38 weeks.")
    links = found.facts["links"]
    assert (links["right"], links["drawn"], links["needed"]) == (5, 6, 6)


def test_nothing_said_is_not_the_same_as_none() -> None:
    shown = KIND.draw(content_of("X8-1"), 3)
    model = {name: said for name, said in KIND.model(shown).items() if name != "N4-p1"}
    found = KIND.mark(shown, model)
    assert line(found, "N4-p1").points == 0 and line(found, "N4-p1").reason.startswith("You chose nothing.")


def test_listed_alternatives_count_and_are_not_needed() -> None:
    instead = marked("X8-6", N1_p1="P2")
    assert instead.right and "says the same as the fuller line" in line(instead, "N1-p1").reason
    assert not marked("X8-6", N1_p1="P3").right
    fair = marked("X8-8", N3_o1="O3")
    assert fair.right, "a fair link where none is needed"
    assert line(marked("X8-7", N3_p1="P1"), "N3-p1").points == 0, "a fair link is not the needed one"


def test_two_links_of_one_need_get_half_each() -> None:
    content = content_of("X8-1")
    content["links"].append({"need": "N1", "card": "P3", "force": "needed", "reason": "Both."})
    shown = KIND.draw(content, 0)
    model = dict(KIND.model(shown))
    assert {model["N1-p1"], model["N1-p2"]} == {"P1", "P3"}
    half = KIND.mark(shown, {**model, "N1-p2": ""})
    assert line(half, "N1-p1").points == 0.5
    spoilt = KIND.mark(shown, {**model, "N1-p2": "P2"})
    assert line(spoilt, "N1-p1").points == 0.25


def test_a_break_must_be_named_and_a_false_one_costs_as_a_wrong_tick() -> None:
    right = marked("X8-2")
    missed = marked("X8-2", P3_is="sound")
    assert missed.points == right.points - 1
    assert line(missed, "P3-is").key == "It answers no need in the plan"
    false = marked("X8-2", P1_is="misplaced")
    assert false.points == right.points - 1 and false.of == right.of
    assert marked("X8-2", P1_is="sound").points == right.points


def test_pointing_at_everything_is_no_way_through() -> None:
    shown = KIND.draw(content_of("X8-1"), 3)
    everything = {ask.name: ask.choices[-1][0] for ask in KIND.asks(shown) if ask.name.endswith("-is")}
    assert KIND.mark(shown, everything).points == 0


def test_the_order_of_cards_varies_with_the_seed_and_marks_do_not() -> None:
    content = content_of("X8-9")
    orders = {tuple(card["id"] for card in KIND.draw(content, seed)["provisions"]) for seed in range(12)}
    assert len(orders) > 1
    for seed in range(12):
        shown = KIND.draw(content, seed)
        assert KIND.mark(shown, KIND.model(shown)).right


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("links", 0, "need"), "N9", "There is no card N9"),
        (("links", 0, "card"), "N1", "There is no card N1"),
        (("findings", 0, "card"), "P1", "cannot have this break"),
        (("findings", 0, "card"), "N1", "has provision by your links"),
    ],
)
def test_an_author_hears_of_cards_that_are_not_there(
    place: tuple[str, int, str], value: str, words: str
) -> None:
    content = content_of("X8-1")
    content[place[0]][place[1]][place[2]] = value
    assert any(words in fault.words for fault in content_faults(KIND, content))
