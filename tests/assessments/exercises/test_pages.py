"""What a learner sees of the exercises: every field of an item is on its page once, with a label."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import render_to_string

from assessments.questions.actions.loading import shipped_items
from assessments.questions.forms import AnswerForm, ContentForm
from assessments.questions.kinds import kind_of

KINDS = ("X5", "X8", "X10", "X11", "X12")
ITEMS = [item for item in shipped_items() if item["kind"] in KINDS]


def page_of(item: dict[str, Any], answer: dict[str, Any] | None = None) -> str:
    kind = kind_of(item["kind"])
    shown = kind.draw(item["content"], 4)
    form = AnswerForm(kind.asks(shown), answer=answer)
    return render_to_string(kind.answer_template, {"form": form, "shown": shown})


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["code"])
def test_every_ask_is_on_the_page_once_with_its_label(item: dict[str, Any]) -> None:
    kind = kind_of(item["kind"])
    shown = kind.draw(item["content"], 4)
    page = page_of(item)
    names = re.findall(r'name="([^"]+)"', page)
    for ask in kind.asks(shown):
        if ask.form == "date":
            assert [names.count(f"{ask.name}_{part}") for part in ("day", "month", "year")] == [1, 1, 1]
        elif ask.form in ("choice", "choices"):
            assert names.count(ask.name) == len(ask.choices)
        else:
            assert names.count(ask.name) == 1, ask.name
            assert f'for="id_{ask.name}"' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "style=" not in page and "draggable" not in page


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["code"])
def test_the_case_is_shown_without_its_key(item: dict[str, Any]) -> None:
    kind = kind_of(item["kind"])
    page = render_to_string(kind.template, {"shown": kind.draw(item["content"], 4), "item": item})
    assert len(page) > 60
    for row in (*item["content"].get("links", ()), *item["content"].get("criteria", ())):
        assert row["reason"] not in page


def test_an_answer_comes_back_into_the_drop_downs_and_the_text() -> None:
    items = {item["code"]: item for item in ITEMS}
    page = page_of(items["X8-1"], {"N1-p1": "P1"})
    assert '<option value="P1" selected>' in page
    fresh = page_of(items["X11-6"])
    assert "from time to time" in fresh, "the old text stands there to begin with"
    assert "from time to time" not in page_of(items["X11-6"], {"text": "All new."})


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["code"])
def test_an_author_s_form_holds_the_whole_item(item: dict[str, Any]) -> None:
    """Nothing of an item is beyond the form: what it shows again is what was in the file."""
    form = ContentForm(kind_of(item["kind"]), content=item["content"])
    assert form.content == item["content"]
