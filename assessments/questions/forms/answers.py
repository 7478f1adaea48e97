"""The form in which an item is answered, made from what it asks. One form for every kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from assessments.questions.kinds import Ask

LONGEST_LINE, LONGEST_TEXT = 400, 6000
NOT_CHOSEN = "Choose one"


class DateBoxes(forms.SelectDateWidget):
    """Day, month and year as three boxes; what cannot be read stays as it was typed."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        day, month, year = (
            str(data.get(f"{name}_{part}") or "").strip() for part in ("day", "month", "year")
        )
        return f"{year:0>4}-{month:0>2}-{day:0>2}" if day or month or year else ""

    def format_value(self, value: Any) -> dict[str, str | int | None]:
        year, month, day = (f"{value or ''}--".split("-"))[:3]
        return {"year": year.lstrip("0"), "month": month.lstrip("0"), "day": day.lstrip("0")}


@dataclass(frozen=True)
class Group:
    """Fields under one heading."""

    heading: str
    fields: tuple[forms.BoundField, ...]


class AnswerForm(forms.Form):
    """One field for each ask. Nothing is required: whatever is there is kept, and `answer` is always to be
    had.

    `prefix` tells several items on one page apart. `answer` given without data fills the form again.
    """

    def __init__(
        self,
        asks: Iterable[Ask],
        data: Any = None,
        *,
        answer: Mapping[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        self.asks = tuple(asks)
        super().__init__(data, initial=dict(answer or {}), prefix=prefix, auto_id="id_%s")
        for ask in self.asks:
            self.fields[ask.name] = field_for(ask)

    @property
    def answer(self) -> dict[str, Any]:
        """What was said: only what somebody answered, as it was typed. For a bound form."""
        found = {}
        for ask in self.asks:
            bound = self[ask.name]
            said = bound.data if self.is_bound else bound.value()
            kept = _kept(ask, said)
            if kept:
                found[ask.name] = kept
        return found

    @property
    def missing(self) -> list[Ask]:
        """Asks that are not answered yet, apart from optional ones and boxes: to tick none is an answer."""
        answer = self.answer
        return [
            ask for ask in self.asks if not ask.optional and ask.form != "choices" and ask.name not in answer
        ]

    @property
    def groups(self) -> Iterator[Group]:
        """The fields in order, gathered under their headings."""
        heading, fields = "", []
        for ask in self.asks:
            if ask.group != heading and fields:
                yield Group(heading, tuple(fields))
                fields = []
            heading = ask.group
            fields.append(self[ask.name])
        if fields:
            yield Group(heading, tuple(fields))

    def complain(self) -> None:
        """Say of each missing ask that it is missing, at its place."""
        self.full_clean()
        for ask in self.missing:
            self.add_error(ask.name, f"{ask.label}: answer this.")


def _kept(ask: Ask, said: Any) -> Any:
    """An answer fit to be kept: of the right shape, not too long, a choice only of what can be chosen."""
    if ask.form == "choices":
        allowed = dict(ask.choices)
        return [str(one) for one in (said or []) if str(one) in allowed] if isinstance(said, list) else []
    text = str(said or "").replace("\r\n", "\n").strip()
    if ask.form in ("choice", "list"):
        return text if text in dict(ask.choices) else ""
    return text[: ask.most or (LONGEST_TEXT if ask.form == "long" else LONGEST_LINE)]


def field_for(ask: Ask) -> forms.Field:
    """The field for one ask."""
    about: dict[str, Any] = {"label": ask.label, "help_text": ask.hint, "required": False}
    if ask.form == "choice":
        return _named(forms.ChoiceField(choices=ask.choices, widget=forms.RadioSelect, **about))
    if ask.form == "choices":
        return _named(
            forms.MultipleChoiceField(choices=ask.choices, widget=forms.CheckboxSelectMultiple, **about)
        )
    if ask.form == "list":
        return _named(forms.ChoiceField(choices=[("", NOT_CHOSEN), *ask.choices], **about))
    if ask.form == "date":
        return _named(forms.CharField(widget=DateBoxes(), **about))
    most = ask.most or (LONGEST_TEXT if ask.form == "long" else LONGEST_LINE)
    if ask.form == "long":
        return _named(forms.CharField(max_length=most, widget=forms.Textarea(attrs={"rows": 6}), **about))
    attrs = {"inputmode": "decimal", "class": "govuk-input--width-10"} if ask.form == "number" else {}
    return _named(forms.CharField(max_length=most, widget=forms.TextInput(attrs=attrs), **about))


def _named(field: forms.Field) -> forms.Field:
    """Required for the eye, so that no label says optional; whether it is missing is said elsewhere."""
    field.required = True
    field.validate = lambda value: None  # type: ignore[method-assign]
    return field
