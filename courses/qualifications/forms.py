"""What people say about registrations and units."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from academy.law.forms import WhenField
from courses.qualifications.models import LONGEST_WORDS

OUTSIDE = "outside"
MET = (("met", "Met"), ("not_yet", "Not yet"))


class RegisterForm(forms.Form):
    """Somebody, an award, a centre, and the two who look at the portfolio."""

    person = forms.ChoiceField(label="Who", error_messages={"required": "Who: choose a person"})
    award = forms.ChoiceField(label="Award")
    centre = forms.CharField(label="Assessment centre", max_length=120)
    number = forms.CharField(
        label="Registration number",
        max_length=40,
        required=False,
        help_text="The number that the centre gave. It can stay empty until there is one.",
    )
    registered_on = WhenField(label="Registered on")
    assessor = forms.ChoiceField(label="Assessor")
    assessor_name = forms.CharField(label="Name of the assessor from outside", max_length=120, required=False)
    verifier = forms.ChoiceField(label="Internal verifier")
    verifier_name = forms.CharField(
        label="Name of the internal verifier from outside", max_length=120, required=False
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        awards: Sequence[tuple[str, str]],
        today: datetime.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)
        self.today = today
        choose = [("", "Choose a person"), *people]
        inside = [*choose, (OUTSIDE, "Somebody from outside the council")]
        for name, choices in (
            ("person", choose), ("award", awards), ("assessor", inside), ("verifier", inside),
        ):  # fmt: skip
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_registered_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["registered_on"]
        if day > self.today:
            raise forms.ValidationError("Registered on: this day is still to come")
        return day


class PutForwardForm(forms.Form):
    """Which pieces speak for a unit."""

    pieces = forms.MultipleChoiceField(
        label="What speaks for this unit?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, pieces: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)
        self.fields["pieces"].choices = pieces  # type: ignore[attr-defined]


class DecideForm(CleanForm):
    """The assessor's words on one unit."""

    texts = ("words",)
    met = forms.ChoiceField(
        label="Is this unit met?",
        choices=MET,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether this unit is met"},
    )
    words = forms.CharField(
        label="What shows it, or what is still needed?",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WordsForm(CleanForm):
    """A reason, or what was found."""

    texts = ("words",)
    words = forms.CharField(
        label="Say it in a sentence", max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )


class AwardedForm(forms.Form):
    """The day on which the centre awarded it."""

    on = WhenField(label="Awarded on")

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)
        self.today = today

    def clean_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("Awarded on: this day is still to come")
        return day
