"""Exercises with more than choices: days of contact by keyboard, and a plan amended without script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assessments.questions.actions.loading import shipped_items
from assessments.questions.kinds import kind_of
from tests.journeys.answering import WAYS, drawn_seed
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize(("code", "way"), [("X12-8", "keyboard"), ("X11-6", "no script")])
def test_dates_and_amended_text_arrive_whole(visit: Visit, code: str, way: str) -> None:
    person = visit("starter", script=way != "no script")
    data = next(item for item in shipped_items() if item["code"] == code)
    kind = kind_of(data["kind"])
    person.go(f"/practise/{kind.code}/{code}/")
    shown = kind.draw(data["content"], drawn_seed(person.page))
    model = dict(kind.model(shown))
    WAYS[way](person.page, kind.asks(shown), model, "Check my answer")
    person.page.wait_for_url(re.compile(r"/practise/.+/\d+/$"))
    person.arrive()
    expected = kind.mark(shown, model)
    assert expected.right
    assert person.page.locator(".ac-result h2").first.inner_text() == expected.words
