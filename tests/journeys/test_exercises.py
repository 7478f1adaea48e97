"""Each of the twelve exercises by mouse, by keyboard alone and without script: the same marks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assessments.questions.actions.loading import shipped_items
from assessments.questions.kinds import kind_of
from tests.journeys.answering import WAYS, drawn_seed, spoil
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
CODES = [f"X{number}" for number in range(1, 13)]
BUTTON = "Check my answer"


@pytest.mark.parametrize("way", WAYS)
def test_the_twelve_exercises_give_the_same_marks(visit: Visit, way: str) -> None:
    person = visit("starter", script=way != "no script")
    person.go("/practise/").sees("Practise casework")
    for code in CODES:
        right, wrong = do(person, way, code, good=True), do(person, way, code, good=False)
        assert right == "all", f"{code} by {way}"
        assert wrong == "some", f"{code} by {way}"


def do(person: Visitor, way: str, code: str, *, good: bool) -> str:
    """Does the first exercise of a kind and says whether all points came back, after comparing the page's
    marks with those of the marking itself."""
    kind = kind_of(code)
    data = next(item for item in shipped_items() if item["code"] == f"{code}-1")
    person.go(f"/practise/{code}/{code}-1/")
    shown = kind.draw(data["content"], drawn_seed(person.page))
    asks = kind.asks(shown)
    answer = dict(kind.model(shown)) if good else spoil(asks, kind.model(shown))
    WAYS[way](person.page, asks, answer, BUTTON)
    person.page.wait_for_url(re.compile(r"/practise/.+/\d+/$"))
    person.arrive()
    expected = kind.mark(shown, answer)
    assert person.page.locator(".ac-result h2").first.inner_text() == expected.words
    assert person.page.locator(".ac-result .ac-points > li").count() == len(expected.lines)
    return "all" if expected.right else "some"
