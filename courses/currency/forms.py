"""What a practice development lead says about a change of law."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from academy.law.pack import all_references
from courses.currency.models import LawCheck


def references_offered() -> list[tuple[str, str]]:
    """Every reference of the pack by its citation, time limits last."""
    return [("", "Choose"), *((held.key, f"{held.citation}: {held.title}") for held in all_references())]


class FindForm(forms.Form):
    """Which law to look up."""

    reference = forms.ChoiceField(
        label="Which law?",
        choices=references_offered,
        error_messages={"required": "Choose which law", "invalid_choice": "Choose a law from the list"},
    )


class ChangeForm(FindForm):
    """What changed, when, and where that can be read."""

    what = forms.CharField(
        label="What changed?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two plain sentences. People who learned the old law read this.",
        error_messages={"required": "Say in a sentence or two what changed"},
    )
    source = forms.CharField(
        label="Where can it be read?",
        max_length=300,
        help_text="For example: SI 2026/1042, regulation 4, or the name and date of a judgment.",
        error_messages={"required": "Say where the change can be read"},
    )
    changed_on = forms.DateField(
        label="From which day?",
        widget=forms.SelectDateWidget(),
        error_messages={
            "required": "From which day: give a day",
            "invalid": "From which day: this is not a day",
        },
    )


class ThingForm(forms.Form):
    """What somebody found when they looked at one thing."""

    thing = forms.CharField(max_length=120, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=LawCheck.Verdict.choices, widget=forms.HiddenInput)
    words = forms.CharField(max_length=200, required=False)


class TopUpForm(forms.Form):
    """Which module to ask, and by when."""

    module_code = forms.ChoiceField(
        label="Which module?", error_messages={"required": "Choose which module to ask"}
    )
    due_on = forms.DateField(
        label="By when?",
        widget=forms.SelectDateWidget(),
        error_messages={"required": "By when: give a day", "invalid": "By when: this is not a day"},
    )

    def __init__(
        self, *args: Any, modules: list[tuple[str, str]], today: datetime.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["module_code"].choices = modules  # type: ignore[attr-defined]

    def clean_due_on(self) -> datetime.date:
        """A day that is still to come."""
        day: datetime.date = self.cleaned_data["due_on"]
        if day <= self.today:
            raise forms.ValidationError("By when: choose a day after today")
        return day
