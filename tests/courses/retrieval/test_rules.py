"""Why somebody gets a question, and when a letter may go."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from academy.kit.refusals import Refused
from assessments.questions.kinds import Ask
from courses.retrieval.rules import (
    Found,
    Grounds,
    LawChange,
    Learnt,
    Offerable,
    check_felt,
    is_quick,
    may_nudge,
    picks_for,
    reason_again,
    reason_for,
)

MARCH, MAY, JULY = (datetime.date(2026, month, 5) for month in (3, 5, 7))
LEARNT = Learnt("module:PM-01", "Specificity (PM-01)", MAY, frozenset({"C5.4"}))
PASSED = Learnt("paper:P-1", "Timelines", MARCH, frozenset({"C1.2"}))
FOUND = Found("F3", frozenset({"C5.4"}), datetime.date(2026, 11, 5))
CHANGE = LawChange("TR-05", "Draft plan", JULY, frozenset({"TR-05", "reg-13"}))


def offer(item: int = 1, codes: str = "C5.4", criteria: str = "", law: str = "", **more: Any) -> Offerable:
    return Offerable(
        item * 10, item, frozenset(codes.split()), frozenset(criteria.split()), frozenset(law.split()),
        more.get("as_at", MARCH), more.get("number", 1),
    )  # fmt: skip


def test_an_open_finding_is_the_best_reason() -> None:
    grounds = Grounds([LEARNT], [FOUND], [CHANGE])
    pick = reason_for(offer(law="reg-13"), grounds)
    assert pick is not None
    assert pick.source == "finding:F3"
    assert pick.reason == "Because your audit of 5 November 2026 found F3 below good."
    by_tag = reason_for(offer(codes="", criteria="F3"), grounds)
    assert by_tag is not None
    assert by_tag.source == "finding:F3"


def test_law_that_changed_since_it_was_learnt_is_the_next() -> None:
    pick = reason_for(offer(law="reg-13"), Grounds([LEARNT], [], [CHANGE]))
    assert pick is not None
    assert pick.source == "law:TR-05"
    assert "changed on 5 July 2026" in pick.reason
    assert "5 May 2026" in pick.reason
    older = LawChange("TR-05", "Draft plan", MARCH, CHANGE.keys)
    known = reason_for(offer(law="reg-13"), Grounds([LEARNT], [], [older]))
    assert known is not None
    assert known.source == "module:PM-01"


def test_a_question_that_was_written_anew_for_newer_law_says_so() -> None:
    pick = reason_for(offer(law="reg-13", as_at=JULY, number=2), Grounds([LEARNT]))
    assert pick is not None
    assert "written anew for the law as at 5 July 2026" in pick.reason


def test_what_was_learnt_and_what_was_passed_are_reasons_and_nothing_else_is() -> None:
    grounds = Grounds([LEARNT, PASSED])
    module, paper = reason_for(offer(), grounds), reason_for(offer(codes="C1.2"), grounds)
    assert module is not None
    assert paper is not None
    assert module.reason == "Because you finished Specificity (PM-01) on 5 May 2026."
    assert paper.reason == "Because you passed Timelines on 5 March 2026."
    assert reason_for(offer(codes="C9.9", criteria="A1"), Grounds([LEARNT], [FOUND])) is None
    assert reason_for(offer(law="reg-13"), Grounds([], [], [CHANGE])) is None


def test_sources_take_turns() -> None:
    grounds = Grounds([LEARNT, PASSED], [Found("A1", frozenset(), JULY)])
    offers = [*(offer(n) for n in range(1, 6)), offer(6, "C1.2"), offer(7, "", "A1"), offer(8, "", "A1")]
    found = [pick.source.partition(":")[0] for pick in picks_for(offers, grounds)]
    assert found[:4] == ["finding", "module", "paper", "finding"]
    assert len(found) == 8


def test_a_question_that_comes_back_says_why() -> None:
    grounds = Grounds([LEARNT], [FOUND], [CHANGE])
    assert "changed on 5 July" in reason_again(offer(law="TR-05"), grounds, MAY)
    assert "found F3" in reason_again(offer(criteria="F3"), grounds, JULY)
    assert (
        reason_again(offer(), grounds, JULY) == "Because you last answered it on 5 July 2026. Has it stayed?"
    )


ASK, LONG = Ask("a", "A", "date"), Ask("b", "B", "long")


def test_only_what_fits_into_a_spare_minute_is_quick() -> None:
    assert is_quick(is_exercise=False, asks=[ASK] * 6, minutes=9)
    assert is_quick(is_exercise=True, asks=[ASK] * 2, minutes=5)
    assert not is_quick(is_exercise=True, asks=[ASK] * 3, minutes=5)
    assert not is_quick(is_exercise=True, asks=[ASK], minutes=8)
    assert not is_quick(is_exercise=False, asks=[LONG], minutes=1)
    assert not is_quick(is_exercise=False, asks=[], minutes=1)


THURSDAY = datetime.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({}, True),
        ({"wanted": False}, False),
        ({"day": 0}, False),
        ({"away": True}, False),
        ({"due": 0}, False),
        ({"last": THURSDAY - datetime.timedelta(days=6)}, False),
        ({"last": THURSDAY - datetime.timedelta(days=7)}, True),
    ],
)
def test_a_letter_goes_only_when_all_is_as_it_was_asked_for(change: dict[str, Any], may: bool) -> None:
    usual: dict[str, Any] = {
        "wanted": True, "day": 3, "today": THURSDAY, "last": None, "away": False, "due": 2,
    }  # fmt: skip
    assert may_nudge(**{**usual, **change}) is may


@pytest.mark.parametrize(
    "change", [{"right": False}, {"felt": 1}, {"felt": None}, {"already": True}, {"latest": False}]
)
def test_only_a_right_answer_is_called_easy_or_hard_and_once(change: dict[str, Any]) -> None:
    usual: dict[str, Any] = {"right": True, "felt": 4, "already": False, "latest": True, "allowed": (2, 3, 4)}
    check_felt(**usual)
    with pytest.raises(Refused):
        check_felt(**{**usual, **change})
