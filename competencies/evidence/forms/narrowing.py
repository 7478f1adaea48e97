"""Narrowing a history down. Sent with GET; what cannot be read is said, and everything is shown."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.law.forms import WhenField
from competencies.evidence.models import Kind
from competencies.evidence.queries.choices import Choices
from competencies.evidence.queries.history import COUNTS, ENDED


class NarrowForm(forms.Form):
    """By what it shows, kind, day and whether it counts."""

    competency = forms.ChoiceField(label="What it shows", required=False)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *Kind.choices])
    standing = forms.ChoiceField(
        label="Where it stands",
        required=False,
        choices=[("", "All"), (COUNTS, "Counts"), (ENDED, "Has ended")],
    )
    since = WhenField(label="From", required=False)
    until = WhenField(label="Until", required=False)

    def __init__(self, data: Any, *, competencies: Choices) -> None:
        super().__init__(data)
        self.fields["competency"].choices = [("", "Anything"), *competencies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two dates in their order."""
        found: dict[str, Any] = self.cleaned_data
        first, last = found.get("since"), found.get("until")
        if first and last and last < first:
            self.add_error("until", "Until: this is before the first day.")
        return found

    @property
    def asked(self) -> dict[str, Any]:
        """What to look at; nothing special while something is wrong."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    def show_as_filters(self) -> None:
        """Leave "optional" off the labels: all ways to narrow are. Once it is cleaned."""
        for field in self.fields.values():
            field.required = True
