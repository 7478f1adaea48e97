"""What is said when somebody decides on a shared step, ends it or drops it."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from academy.gate.forms import CleanForm
from courses.improvements.models import Improvement
from courses.improvements.rules import LEAST_WORDS
from courses.sessions.forms.fields import ClockField, DeskForm, day_field, key_field, number_field
from courses.sessions.models import Mode, Venue
from courses.sessions.rules.planning import Where, local_moment

_HELP = "Write about the work. Leave out names and anything about a child or family."


def _words(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        min_length=LEAST_WORDS,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_HELP,
        error_messages={
            "required": f"{label} Say it in a few words",
            "min_length": f"{label} Say a little more",
        },
    )


class DecideForm(CleanForm):
    """Do it: what, who, by when, why."""

    texts = ("words",)

    step = forms.ChoiceField(
        label="What is to be done?",
        choices=Improvement.Step.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is to be done"},
    )
    owner = forms.ChoiceField(
        label="Who owns it?",
        error_messages={"required": "Choose who owns it", "invalid_choice": "Choose one from the list"},
    )
    due_on = forms.DateField(
        label="By when?",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Give the day by which it is to be done", "invalid": "Give a real day"},
    )
    words = _words("What did you decide, and why?")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose"), *owners]  # type: ignore[attr-defined]

    @staticmethod
    def first(improvement: Improvement, today: datetime.date) -> dict[str, Any]:
        """What the form shows to begin with: the proposal, in 30 days."""
        return {"step": improvement.step, "due_on": today + datetime.timedelta(days=30)}


class WorkshopForm(DeskForm):
    """When and where a team learns together."""

    key = key_field()
    day = day_field("Which day?")
    starts = ClockField(label="Begins at", help_text="Such as 10am or 13:30.")
    ends = ClockField(label="Ends at")
    mode = forms.ChoiceField(
        label="How do people take part?",
        choices=Mode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "How do people take part? Choose one"},
    )
    venue = forms.ModelChoiceField(
        queryset=None, label="Venue", required=False, empty_label="None: it is online"
    )
    room = forms.CharField(label="Room", max_length=80, required=False)
    link = forms.URLField(
        label="Link to join online",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Link to join online: copy the whole address, with https"},
    )
    places = number_field("How many places?", "Everybody in the team is offered one.", least=1, most=200)

    def __init__(self, *args: Any, venues: QuerySet[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        self.fields["places"].required = True
        self.fields["places"].error_messages["required"] = "How many places: give a number"

    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Start and end. For a valid form; refuses an hour that the clocks jump over."""
        said = self.cleaned_data
        return local_moment(said["day"], said["starts"]), local_moment(said["day"], said["ends"])

    @property
    def where(self) -> Where:
        """Where it takes place. For a valid form."""
        said = self.cleaned_data
        return Where(said["venue"], said["room"], said["link"])


class DropForm(CleanForm):
    """Not now, with a reason."""

    texts = ("words",)
    words = _words("Why not, or why not now?")


class FinishForm(CleanForm):
    """It is done."""

    texts = ("words",)
    words = _words("What was done?")
