"""The form in which an item is written, made from the slots of its kind. One form for every kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from academy.law.pack import all_references
from assessments.questions.forms.answers import DateBoxes
from assessments.questions.kinds import Content, Fault, Kind, Slot, content_faults

MORE, LESS = "more", "less"
MOST_ROWS = 60
LAW_LIST = "law-list"
"""The id of the list of suggestions that the page holds once, for every field that names the law."""


@dataclass(frozen=True)
class Row:
    """The fields of one row of a slot, and the value of the button that takes it away."""

    number: int
    fields: tuple[forms.BoundField, ...]
    less: str


@dataclass(frozen=True)
class Part:
    """One slot on the page: a single field, or rows with a button for one more."""

    slot: Slot
    field: forms.BoundField | None
    rows: tuple[Row, ...]


class ContentForm(forms.Form):
    """Everything that a kind lets its author say.

    Rows come and go by the buttons `more` (slot name) and `less` (`slot-number`), which work without
    script: the view shows the form again and nothing is lost. An empty row is left out. `content` is what
    was written, whether in order or not; the faults of kind and slots stand at their fields.
    """

    def __init__(self, kind: Kind, data: Any = None, *, content: Content | None = None) -> None:
        super().__init__(data, auto_id="id_%s")
        self.kind = kind
        self.counts: dict[str, int] = {}
        for slot in kind.slots:
            if slot.form == "rows":
                self._add_rows(slot, content)
            else:
                self.fields[slot.name] = _field(slot, (content or {}).get(slot.name))

    def _add_rows(self, slot: Slot, content: Content | None) -> None:
        rows = (content or {}).get(slot.name) or []
        least = max(int(slot.least or 1), 1)
        count = max(len(rows) + (0 if rows else least), least)
        if self.is_bound:
            sent = str(self.data.get(f"{slot.name}-count", ""))
            count = int(sent) if sent.isdigit() else least
            count += self.data.get(MORE) == slot.name
        self.counts[slot.name] = min(count, MOST_ROWS)
        for number in range(self.counts[slot.name]):
            row = rows[number] if number < len(rows) else {}
            for inner in slot.slots:
                self.fields[f"{slot.name}-{number}-{inner.name}"] = _field(inner, row.get(inner.name))

    @property
    def asks_for_rows(self) -> bool:
        """Whether a button for more or fewer rows was pressed: then nothing is to be saved yet."""
        return self.is_bound and (MORE in self.data or LESS in self.data)

    @property
    def parts(self) -> Iterator[Part]:
        """The form as the page shows it."""
        for slot in self.kind.slots:
            if slot.form != "rows":
                yield Part(slot, self[slot.name], ())
                continue
            yield Part(
                slot,
                None,
                tuple(
                    Row(
                        number + 1,
                        tuple(self[f"{slot.name}-{number}-{inner.name}"] for inner in slot.slots),
                        f"{slot.name}-{number}",
                    )
                    for number in range(self.counts[slot.name])
                ),
            )

    @property
    def content(self) -> Content:
        """What was written, with empty rows left out."""
        return {slot.name: self._value(slot)[0] for slot in self.kind.slots}

    def _value(self, slot: Slot) -> tuple[Any, list[int]]:
        """The value of a slot and, for rows, which row of the page each kept row came from."""
        if slot.form != "rows":
            return _read(slot, self._said(slot.name)), []
        rows, places = [], []
        gone = self.data.get(LESS, "") if self.is_bound else ""
        for number in range(self.counts[slot.name]):
            row = self._row(slot, number)
            if gone != f"{slot.name}-{number}" and any(
                value not in ("", None, [], False) for value in row.values()
            ):
                rows.append(row)
                places.append(number)
        return rows, places

    def _row(self, slot: Slot, number: int) -> Content:
        names = {inner: f"{slot.name}-{number}-{inner.name}" for inner in slot.slots}
        return {inner.name: _read(inner, self._said(name)) for inner, name in names.items()}

    def _said(self, name: str) -> Any:
        bound = self[name]
        return bound.data if self.is_bound else bound.value()

    def clean(self) -> dict[str, Any]:
        self.complain(content_faults(self.kind, self.content))
        return self.cleaned_data

    def complain(self, faults: Iterable[Fault]) -> None:
        """Say each fault at the field where it belongs."""
        places = {slot.name: self._value(slot)[1] for slot in self.kind.slots}
        for fault in faults:
            self.add_error(self._field_of(fault.path, places), self._words_of(fault, places))

    def _words_of(self, fault: Fault, places: Mapping[str, list[int]]) -> str:
        """The words of a fault, with the number of its row."""
        name, *rest = fault.path.split("/")
        slot = next((slot for slot in self.kind.slots if slot.name == name and slot.form == "rows"), None)
        if slot is None or not rest or not rest[0].isdigit() or int(rest[0]) >= len(places[name]):
            return fault.words
        return f"{slot.label} {places[name][int(rest[0])] + 1}: {fault.words}"

    def place_of(self, fault: Fault) -> str:
        """The id of the field at which a fault belongs, for a link; nothing for the whole."""
        places = {slot.name: self._value(slot)[1] for slot in self.kind.slots}
        name = self._field_of(fault.path, places)
        return str(self[name].auto_id) if name else ""

    def _field_of(self, path: str, places: Mapping[str, list[int]]) -> str | None:
        """The field at which a fault belongs: the first of a row for the row as a whole."""
        name, *rest = path.split("/")
        slot = next((slot for slot in self.kind.slots if slot.name == name), None)
        if slot is None:
            return None
        if slot.form != "rows":
            return name
        number = int(rest[0]) if rest and rest[0].isdigit() else 0
        place = places[name][number] if number < len(places[name]) else 0
        inner = rest[1] if len(rest) > 1 else slot.slots[0].name
        field = f"{name}-{place}-{inner}"
        return field if field in self.fields else None

    def again(self) -> ContentForm:
        """The form with what was written, rows added or taken away, and no complaints yet."""
        return ContentForm(self.kind, content=self.content_again())

    def content_again(self) -> Content:
        """What was written with its empty rows and the one more that was asked for, but not the one that was
        taken away."""
        content = self.content
        gone = self.data.get(LESS, "") if self.is_bound else ""
        for slot in self.kind.slots:
            if slot.form == "rows":
                content[slot.name] = [
                    self._row(slot, number)
                    for number in range(self.counts[slot.name])
                    if gone != f"{slot.name}-{number}"
                ]
        return content


def _read(slot: Slot, said: Any) -> Any:
    """What a field sent, as the content keeps it."""
    if slot.form == "tick":
        return said in (True, "on", "true", "True", "1")
    if slot.form == "choices":
        return [str(one) for one in said] if isinstance(said, list | tuple) else []
    text = "\n".join(said) if isinstance(said, list) else str("" if said is None else said)
    text = text.replace("\r\n", "\n").strip()
    if slot.form in ("lines", "laws"):
        return [line.strip() for line in text.split("\n") if line.strip()]
    if slot.form == "number":
        return _number(text)
    return text


def _number(text: str) -> Any:
    """A number; nothing for nothing; the text itself where it is not a number, for the slot to complain."""
    if not text:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _field(slot: Slot, value: Any) -> forms.Field:
    about: dict[str, Any] = {"label": slot.label, "help_text": slot.hint, "required": False, "initial": value}
    field: forms.Field
    if slot.form == "tick":
        field = forms.BooleanField(**about)
    elif slot.form == "choice":
        choices = [("", "Choose one"), *slot.choices]
        field = forms.CharField(widget=forms.Select(choices=choices), **about)
        field.choices = choices  # type: ignore[attr-defined]
    elif slot.form == "choices":
        widget = forms.CheckboxSelectMultiple
        field = forms.MultipleChoiceField(choices=slot.choices, widget=widget, **about)
    elif slot.form == "date":
        field = forms.CharField(widget=DateBoxes(), **about)
    elif slot.form in ("text", "lines", "laws"):
        if slot.form != "text":
            about["initial"] = "\n".join(value or [])
        rows = 4 if slot.form == "text" else 3
        field = forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **about)
    else:
        attrs = {"list": LAW_LIST} if slot.form == "law" else {}
        field = forms.CharField(widget=forms.TextInput(attrs=attrs), **about)
    if slot.required:
        field.required = True
        field.validate = lambda value: None  # type: ignore[method-assign]
    return field


def law_suggestions() -> list[tuple[str, str]]:
    """Every reference of the law pack as (key, words): the list from which a law slot suggests."""
    return [(held.key, f"{held.citation}: {held.title}") for held in all_references()]
