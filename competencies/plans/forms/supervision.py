"""Planning a meeting, and writing down what was said."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from competencies.plans.forms.base import KeyForm, PlanForm, day_field, long_text
from competencies.plans.models.goals import LONGEST_NOTE
from competencies.plans.models.supervision import LONGEST_PLACE, LONGEST_POINT


class MeetingForm(KeyForm):
    """With whom, when and where."""

    supervisor = forms.TypedChoiceField(
        label="With whom?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "With whom: choose a person",
            "invalid_choice": "With whom: choose a person from the list",
        },
    )
    day = day_field("Day")
    clock = forms.TimeField(
        label="Time",
        help_text="For example 10:00 or 13:30.",
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"required": "Time: say when", "invalid": "Time: write it as 10:00"},
    )
    place = forms.CharField(
        label="Where", max_length=LONGEST_PLACE, required=False, help_text="A desk, a room, or online."
    )

    def __init__(self, *args: Any, leaders: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*leaders]
        if len(choices) > 1:
            self.fields["supervisor"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["supervisor"]

    @property
    def starts_at(self) -> datetime.datetime:
        """When it begins. For a valid form."""
        said = datetime.datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"])
        return timezone.make_aware(said)


class PointForm(KeyForm):
    """Something more to talk about."""

    point = forms.CharField(
        label="Something to talk about",
        max_length=LONGEST_POINT,
        error_messages={"required": "Something to talk about: say it in a few words"},
    )


class NoteForm(KeyForm):
    """What was said."""

    words = long_text(
        "What was said and agreed?",
        "Both of you read it. Leave out names of children, families and colleagues; give the plan reference.",
        longest=LONGEST_NOTE,
        rows=6,
    )


class RewriteForm(PlanForm):
    """One's own note, put right."""

    words = long_text(
        "What was said and agreed?",
        "If one of you has signed, you are asked again.",
        longest=LONGEST_NOTE,
        rows=6,
    )
