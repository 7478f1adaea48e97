"""The way through a story is what stands in the address, and nothing made up leads anywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courses.activities.rules import walk
from courses.pages.queries.activities import Choice, Place, Story

STORY = Story(
    "id",
    "A call",
    "Before",
    (
        Place("s1", "One", (Choice("a", "fa", True, "s2"), Choice("b", "fb", False, ""))),
        Place("s2", "Two", (Choice("c", "fc", True, ""), Choice("d", "fd", False, ""))),
    ),
)


def test_before_the_first_choice() -> None:
    start = walk(STORY)
    assert start.now is STORY.places[0] and start.taken == () and not start.chose_nothing


def test_a_choice_is_added_to_the_way() -> None:
    first = walk(STORY, way="", choice="0")
    assert first.way == "0" and first.now is STORY.places[1] and first.number == 2
    end = walk(STORY, way=first.way, choice="1")
    assert end.now is None and end.way == "0.1" and end.good == 1
    assert [one.choice.text for one in end.taken] == ["a", "d"]


def test_the_same_address_twice_is_the_same_walk() -> None:
    assert walk(STORY, way="0", choice="1") == walk(STORY, way="0", choice="1")


def test_sending_no_choice_is_said() -> None:
    assert walk(STORY, way="0").chose_nothing
    assert not walk(STORY, way="0.1").chose_nothing


@given(way=st.text(max_size=20), choice=st.none() | st.text(max_size=5))
def test_nothing_that_is_made_up_breaks_it(way: str, choice: str | None) -> None:
    found = walk(STORY, way=way, choice=choice)
    assert len(found.taken) <= 2
    assert walk(STORY, way=found.way, choice="").taken == found.taken


def test_a_place_that_an_editor_took_away_ends_the_story() -> None:
    short = Story("id", "A call", "Before", (Place("s1", "One", (Choice("a", "fa", True, "gone"),)),))
    assert walk(short, way="", choice="0").now is None
