"""Life cycles: the diagrams in docs/states/ are drawn from the tables, and every state can be reached."""

import pytest

from academy.kit.states import Move, StateTable, unreachable
from academy.management.commands.draw_states import all_tables, file_of, folder

TABLES = all_tables()


def test_the_life_cycles_of_the_loop_are_found() -> None:
    assert {"assignment", "finding", "job", "message"} <= set(TABLES)


@pytest.mark.parametrize("noun", TABLES)
def test_the_diagram_is_fresh(noun: str) -> None:
    assert file_of(noun).read_text() == TABLES[noun].diagram(), "run: python manage.py draw_states"


def test_no_diagram_is_left_over() -> None:
    assert {file.name for file in folder().glob("*.md")} == {file_of(noun).name for noun in TABLES}


@pytest.mark.parametrize("noun", TABLES)
def test_every_state_is_named_and_reached(noun: str) -> None:
    table = TABLES[noun]
    assert {state for move in table.moves for state in (move.start, move.end)} <= set(table.words)
    assert unreachable(table, [next(iter(table.words))]) == set()
    steps = [(move.start, move.verb) for move in table.moves]
    assert len(steps) == len(set(steps))


def test_an_unreachable_state_is_seen() -> None:
    table = StateTable("thing", {"a": "A", "b": "B", "c": "C"}, (Move("a", "go", "b", "anybody"),))
    assert unreachable(table, ["a"]) == {"c"}
