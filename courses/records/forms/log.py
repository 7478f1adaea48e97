"""Narrowing the log down, and writing an entry of one's own."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms

from academy.gate.scan import Scanner
from academy.law.forms import WhenField
from competencies.evidence.models import Evidence
from courses.pages.blocks.offers import Groups
from courses.records.models import LONGEST, CpdEntry
from courses.records.periods import Period, between, presets
from courses.records.queries.units import Unit

CHOSEN = "chosen"
PERSONAL = (
    "{}: this looks as if it had a name, a number or an address in it. "
    "Write for example “the child”, “the parent” or “a colleague” instead. Your words are still here."
)
YEARS_BACK = 10
PLACES = ("first", "second", "third")


def flat(groups: Groups) -> list[tuple[str, str]]:
    """Choices of a list that has no groups."""
    return [pair for _, rows in groups for pair in rows]


class LogForm(forms.Form):
    """Which part of the log to show. Sent with GET; what cannot be read is said, and the usual is shown."""

    period = forms.ChoiceField(label="When", widget=forms.RadioSelect, required=False)
    starts_on = WhenField(label="From", required=False)
    ends_on = WhenField(label="Until", required=False)
    competency = forms.ChoiceField(label="Competency", required=False)
    unit = forms.ChoiceField(label="Award unit", required=False)

    def __init__(
        self, data: Any, *, competencies: Groups, units: tuple[Unit, ...], today: datetime.date
    ) -> None:
        self.named = presets(today)
        self.units = {unit.key: unit for unit in units}
        sent = data.copy()
        if sent.get("period") not in {*self.named, CHOSEN}:
            sent["period"] = next(iter(self.named))
        super().__init__(sent)
        labels = [(key, period.words) for key, period in self.named.items()]
        if sent["period"] == CHOSEN:
            labels.append((CHOSEN, "The dates below"))
        self.fields["period"].choices = labels  # type: ignore[attr-defined]
        self.fields["competency"].choices = [("", "Any"), *flat(competencies)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", "Any"), *((key, one.label) for key, one in self.units.items())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Until: this is before the first day.")
        return found

    @property
    def shown(self) -> Period:
        """The period to show; the usual one while something is wrong."""
        usual = next(iter(self.named.values()))
        if not self.is_valid():
            return usual
        if self.cleaned_data["period"] == CHOSEN:
            return between(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])
        return self.named.get(self.cleaned_data["period"], usual)

    @property
    def shows_dates(self) -> bool:
        """Whether the boxes for dates stand open."""
        return self.data.get("period") == CHOSEN or bool(self.errors)

    @property
    def award_unit(self) -> Unit | None:
        """The award unit that was chosen."""
        return self.units.get(self.cleaned_data["unit"]) if self.is_valid() else None

    @property
    def about(self) -> frozenset[str] | None:
        """The competencies that the rows must touch; None: any. With a unit and a competency, both count."""
        if not self.is_valid():
            return None
        competency = self.cleaned_data["competency"]
        chosen = frozenset({competency}) if competency else None
        if self.award_unit is None:
            return chosen
        return self.award_unit.competencies if chosen is None else self.award_unit.competencies & chosen

    def takes(self, evidence: Evidence) -> bool:
        """Whether a row of evidence belongs to what is shown."""
        about = self.about
        return self.shown.holds(evidence.shown_on) and (about is None or evidence.competency.code in about)

    def show_as_filters(self) -> None:
        """Leave "optional" off the labels: all ways to narrow are. Once it is cleaned."""
        for field in self.fields.values():
            field.required = True


class EntryForm(forms.Form):
    """Something that I did myself."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="What kind of thing was it?",
        choices=CpdEntry.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of thing it was"},
    )
    title = forms.CharField(
        label="What was it?",
        max_length=160,
        help_text="For example: webinar on joint commissioning. Leave out names.",
        error_messages={"required": "Say what it was"},
    )
    on = WhenField(label="Which day?", error_messages={"required": "Say on which day it was"})
    minutes = forms.IntegerField(
        label="How many minutes did it take?",
        min_value=1,
        max_value=1440,
        error_messages={
            "required": "Say how many minutes it took",
            "invalid": "Minutes: write a whole number, such as 45",
            "min_value": "Minutes: write at least 1",
            "max_value": "Minutes: write at most 1440, which is a whole day",
        },
    )
    first = forms.ChoiceField(label="Which competency was it about?", required=False)
    second = forms.ChoiceField(label="A second competency", required=False)
    third = forms.ChoiceField(label="A third competency", required=False)
    reflection = forms.CharField(
        label="What will you do differently?",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In your own words. Leave out names and anything about a child or family.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        competencies: Groups,
        today: datetime.date,
        known: CpdEntry | None = None,
        scanner: Scanner | None = None,
    ) -> None:
        super().__init__(data, initial=_kept(known) if known else {"key": uuid.uuid4()})
        self.scanner, self.today = scanner, today
        for name in PLACES:
            self.fields[name].choices = [("", "None"), *flat(competencies)]  # type: ignore[attr-defined]

    def clean_on(self) -> datetime.date:
        """A day that has been, and not long ago."""
        day: datetime.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("Which day: this is still to come. Write it down afterwards.")
        if day.year < self.today.year - YEARS_BACK:
            raise forms.ValidationError("Which day: this is long ago. Check the year.")
        return day

    def clean_title(self) -> str:
        """Nothing about a real person is kept."""
        return self._without_names("title", "What was it")

    def clean_reflection(self) -> str:
        """Nothing about a real person is kept."""
        return self._without_names("reflection", "What will you do differently")

    def _without_names(self, name: str, label: str) -> str:
        said: str = self.cleaned_data[name]
        if self.scanner is not None and self.scanner.kinds(said):
            raise forms.ValidationError(PERSONAL.format(label))
        return said

    @property
    def entry(self) -> Mapping[str, Any]:
        """What to keep; for a valid form."""
        held = self.cleaned_data
        codes = list(dict.fromkeys(held[name] for name in PLACES if held[name]))
        names = ("kind", "title", "on", "minutes", "reflection")
        return {**{name: held[name] for name in names}, "competencies": codes}


def _kept(entry: CpdEntry) -> dict[str, Any]:
    day = {"day": entry.on.day, "month": entry.on.month, "year": entry.on.year}
    codes = dict(zip(PLACES, entry.competencies, strict=False))
    names = ("key", "kind", "title", "minutes", "reflection")
    return {**{name: getattr(entry, name) for name in names}, "on": day, **codes}
