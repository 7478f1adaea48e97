"""Asking when things happened: dates in three boxes, refused in words at their place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from academy.law.clauses import Pack
from academy.law.dates import read_day
from academy.law.queries.timelines import Claim, problems_with, problems_with_claim

NONE_GIVEN = "Give at least one date to count from."


class DayBoxes(forms.SelectDateWidget):
    """Day, month and year as typed, so that an impossible date can be shown again as it was written."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str] | None:
        """The three boxes by part; None when all are empty."""
        parts = {part: str(data.get(f"{name}_{part}") or "").strip() for part in ("day", "month", "year")}
        return parts if any(parts.values()) else None

    def format_value(self, value: Any) -> dict[str, Any]:
        """The three boxes again, as they were typed."""
        return value if isinstance(value, dict) else {}


class WhenField(forms.Field):
    """A day that somebody types as day, month and year."""

    widget = DayBoxes

    def to_python(self, value: Any) -> datetime.date | None:
        """The date. What is wrong with it is said with the name of the field."""
        if not value:
            return None
        missing = [part for part in ("day", "month", "year") if not value[part]]
        if missing:
            raise ValidationError(f"{self.label}: give the {' and the '.join(missing)} too.")
        if not all(text.isascii() and text.isdigit() for text in value.values()):
            raise ValidationError(f"{self.label}: write the date in figures, such as 7 9 2026.")
        day, month, year = (value[part] for part in ("day", "month", "year"))
        try:
            return read_day(f"{year:0>4}-{month:0>2}-{day:0>2}")
        except ValueError as impossible:
            words = (
                "write it in figures, such as 7 9 2026." if "not a date" in str(impossible) else impossible
            )
            raise ValidationError(f"{self.label}: {words}") from impossible


class EventsForm(forms.Form):
    """When each of some events happened. At least one must be given."""

    def __init__(self, pack: Pack, keys: Iterable[str], data: Any = None) -> None:
        super().__init__(data)
        self.pack = pack
        self.keys = [*keys]
        say = {"required": NONE_GIVEN}
        for key in self.keys:
            label, alone = pack.events[key].label, len(self.keys) == 1
            self.fields[key] = WhenField(label=label, required=alone, error_messages=say)

    @property
    def events(self) -> dict[str, datetime.date]:
        """The events that were given, by key."""
        return {key: self.cleaned_data[key] for key in self.keys if self.cleaned_data.get(key)}

    def clean(self) -> dict[str, Any]:
        """Holds the events against each other."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.events and not self.errors:
            self.add_error(self.keys[0], NONE_GIVEN)
        for key, said in problems_with(self.pack, self.events).items():
            self.add_error(key, f"{self.pack.events[key].label}: {said}")
        return cleaned


class TimelineForm(EventsForm):
    """Events of one topic and, where its rules know exceptions, one exception with its facts."""

    def __init__(self, pack: Pack, keys: Iterable[str], data: Any = None) -> None:
        super().__init__(pack, keys, data)
        here = [rule for rule in pack.rules.values() if set(rule.events) & set(self.keys)]
        known = {use.ground for rule in here for use in rule.grounds}
        self.grounds = [ground for key, ground in pack.grounds.items() if key in known or not ground.counts]
        self.asks_ground = bool(known)
        if not self.asks_ground:
            return
        self.fields["ground"] = forms.ChoiceField(
            label="What got in the way?",
            required=False,
            choices=[("", "Nothing"), *((ground.key, ground.title) for ground in self.grounds)],
            widget=forms.Select,
        )
        self.fields["from"] = WhenField(label="First day of it", required=False)
        self.fields["back"] = WhenField(
            label="Day it opened again, they were back, or it ended", required=False
        )
        self.fields["asked"] = WhenField(label="Day you asked the setting for advice", required=False)

    @property
    def claims(self) -> list[Claim]:
        """The exception that was chosen with the facts that it needs; others are left aside."""
        ground = self.pack.grounds.get(self.cleaned_data.get("ground") or "")
        if ground is None:
            return []
        given = {fact: self.cleaned_data.get(fact) for fact in ground.needs}
        return [Claim(ground.key, {fact: day for fact, day in given.items() if day})]

    def clean(self) -> dict[str, Any]:
        """Asks for the facts that the chosen exception needs."""
        cleaned = super().clean()
        for claim in self.claims:
            for fact, said in problems_with_claim(self.pack, claim).items():
                if fact not in self.errors:
                    self.add_error(fact, said)
        return cleaned
