"""Two versions laid beside each other, and which of them has to have been read."""

from __future__ import annotations

import pytest

from academy.kit.refusals import Refused
from courses.handbook.rules import ADDED, GONE, SAME, Mark, asks_for, check_read, compare, is_read


def block(*lines: str) -> tuple[str, list[str]]:
    return ("text", list(lines))


def said(old: list[tuple[str, list[str]]], new: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Changes as their place and their lines, with marks written out."""
    marks = {SAME: "{}", ADDED: "[+{}]", GONE: "[-{}]"}
    return [
        (one.place, ["".join(marks[piece.mark].format(piece.text) for piece in line) for line in one.lines])
        for one in compare(old, new)
    ]


def test_the_same_text_has_no_changes() -> None:
    text = [block("# Asking", "Write the day down."), ("callout", ["Never wait."])]
    assert said(text, text) == []


def test_a_changed_line_shows_its_words() -> None:
    old = [block("# Asking", "Answer within eight weeks.", "Keep the letter.")]
    new = [block("# Asking", "Answer within six weeks.", "Keep the letter.")]
    assert said(old, new) == [("Asking", ["Answer within [-eight ][+six ]weeks."])]


def test_new_and_lost_lines_are_shown_whole_under_their_heading() -> None:
    old = [block("# Asking", "Write the day down.", "# After", "Tell the family by letter.")]
    new = [block("# Asking", "Write the day down.", "Ring them.", "# After")]
    assert said(old, new) == [("Asking", ["[+Ring them.]"]), ("After", ["[-Tell the family by letter.]"])]


def test_a_block_put_in_front_does_not_make_the_rest_new() -> None:
    old = [block("One line."), block("Two lines.")]
    new = [("callout", ["Look here."]), block("One line."), block("Two lines.")]
    assert said(old, new) == [("", ["[+Look here.]"])]


def test_lines_that_have_little_in_common_are_gone_and_new() -> None:
    old, new = [block("Send the papers by post.")], [block("Ring the family first, then write.")]
    assert said(old, new) == [
        ("", ["[+Ring the family first, then write.]", "[-Send the papers by post.]"]),
    ]


def test_changes_of_two_blocks_stand_apart() -> None:
    old = [block("# A", "one two three"), block("# B", "four five six")]
    new = [block("# A", "one two THREE"), block("# B", "four five SIX")]
    assert [place for place, _ in said(old, new)] == ["A", "B"]


def test_the_last_version_that_matters_is_asked_for() -> None:
    marks = [Mark(1, True), Mark(2, False), Mark(3, True), Mark(4, False)]
    assert asks_for(marks) == 3
    assert [is_read(asked=3, read=number) for number in (0, 1, 3, 4)] == [False, False, True, True]
    assert asks_for([]) == 0 and not is_read(asked=0, read=0)


def test_nobody_says_they_read_what_has_changed_meanwhile() -> None:
    check_read(shown=3, asked=3)
    check_read(shown=2, asked=1)
    with pytest.raises(Refused) as refused:
        check_read(shown=1, asked=2)
    assert refused.value.code == "changed"
