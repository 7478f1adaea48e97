"""Marking a change on charts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from academy.gate.forms import CleanForm


class ChangeForm(CleanForm):
    """The day, what changed, and which charts it touches."""

    texts = ("words",)
    changed_on = forms.DateField(
        label="Day of the change",
        widget=forms.SelectDateWidget(),
        error_messages={"required": "Day of the change: fill this in"},
    )
    words = forms.CharField(
        label="What changed",
        max_length=160,
        help_text="For example: new template for section F. No names.",
    )
    criterion = forms.ChoiceField(label="Criterion", required=False)
    team = forms.TypedChoiceField(label="Team", required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[tuple[str, str]],
        teams: Sequence[tuple[int, str]],
        today: datetime.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        years = range(today.year, today.year - 4, -1)
        self.fields["changed_on"].widget = forms.SelectDateWidget(years=years)
        self.fields["criterion"].choices = [("", "All criteria"), *criteria]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", "All teams"), *teams]  # type: ignore[attr-defined]
