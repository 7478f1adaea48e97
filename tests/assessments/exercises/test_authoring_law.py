"""X1, X2, X7 and X9 are written without code: every shipped item passes unchanged through its form."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.forms import CheckboxSelectMultiple
from django.http import QueryDict

from assessments.exercises.advice.kind import Advice
from assessments.exercises.decisions.kind import Decisions
from assessments.exercises.sections.kind import Sections
from assessments.exercises.timelines.kind import Timelines
from assessments.questions.forms.authoring import ContentForm
from assessments.questions.kinds import Content, Kind

KINDS = (Timelines(), Sections(), Decisions(), Advice())
ITEMS = [
    (kind, item)
    for kind in KINDS
    for item in json.loads(Path(f"assessments/fixtures/items/{kind.code}.json").read_text(encoding="utf-8"))
]


def sent(form: ContentForm) -> QueryDict:
    """What a browser sends when somebody opens the form and saves it as it is."""
    data = QueryDict(mutable=True)
    for name, count in form.counts.items():
        data[f"{name}-count"] = str(count)
    for name, field in form.fields.items():
        value = form[name].value()
        if hasattr(field.widget, "years"):
            for part, said in field.widget.format_value(value).items():
                data[f"{name}_{part}"] = said
        elif isinstance(value, bool):
            data.update({name: "on"} if value else {})
        elif isinstance(field.widget, CheckboxSelectMultiple):
            data.setlist(name, value or [])
        else:
            data[name] = "" if value is None else str(value)
    return data


def bare(content: Any) -> Any:
    """A content without what is empty, so that a missing slot and an empty one are the same."""
    if isinstance(content, dict):
        return {key: bare(value) for key, value in content.items() if value not in ("", None, [], False)}
    return [bare(one) for one in content] if isinstance(content, list) else content


@pytest.mark.parametrize(("kind", "item"), ITEMS, ids=[item["code"] for _, item in ITEMS])
def test_an_item_passes_through_its_form_unchanged(kind: Kind, item: dict[str, Any]) -> None:
    form = ContentForm(kind, sent(ContentForm(kind, content=item["content"])))
    assert form.is_valid(), form.errors
    kept: Content = form.content
    assert bare(kept) == bare(item["content"])
    again, before = kind.draw(kept, 5), kind.draw(item["content"], 5)
    assert kind.mark(again, kind.model(again)) == kind.mark(before, kind.model(before))
