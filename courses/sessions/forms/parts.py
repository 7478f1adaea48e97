"""Who leads a session, what to read, and places that are kept for a group."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from courses.sessions.audiences import AUDIENCES
from courses.sessions.forms.fields import ClockField, DeskForm, day_field, number_field
from courses.sessions.models import Material
from courses.sessions.rules.planning import local_moment


class TrainerForm(DeskForm):
    """Somebody who leads it, with or without an account."""

    name = forms.CharField(
        label="Name, as the public reads it",
        max_length=120,
        error_messages={"required": "Name: say who leads it"},
    )
    words = forms.CharField(
        label="What they are", max_length=120, required=False, help_text="Such as speech therapist."
    )
    email = forms.EmailField(
        label="The address with which they sign in here",
        required=False,
        help_text="With an account they see this session and its register. The public never reads it.",
        error_messages={"invalid": "The address: write it as name@school.example"},
    )


class MaterialForm(DeskForm):
    """Something to read."""

    when = forms.ChoiceField(
        label="When is it for?",
        choices=Material.When.choices,
        initial=Material.When.BEFORE,
        widget=forms.RadioSelect,
        error_messages={"required": "When is it for? Choose one"},
    )
    title = forms.CharField(
        label="Title", max_length=160, error_messages={"required": "Title: say what it is"}
    )
    url = forms.CharField(
        label="Address",
        max_length=300,
        help_text="Of a page or a document, beginning with https:// or, for a page here, with /.",
        error_messages={"required": "Address: say where it is"},
    )


class PlacesForm(DeskForm):
    """How many places there are for each way to take part. One that there is already stays."""

    room = number_field("Places in person", "Leave it empty if nobody comes in person.", least=1)
    online = number_field("Places online", "Leave it empty if nobody joins online.", least=1)

    def __init__(self, *args: Any, now: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, initial=now, **kwargs)
        for mode in now:
            self.fields[mode].required, self.fields[mode].help_text = True, ""


class ReserveForm(DeskForm):
    """Places that are kept for a group or an organisation."""

    mode = forms.ChoiceField(label="Which places?", widget=forms.RadioSelect)
    audience = forms.ChoiceField(
        label="For this group",
        required=False,
        choices=[("", "No group"), *((one.code, one.words) for one in AUDIENCES.values())],
    )
    organisation = forms.ChoiceField(label="Or for this organisation", required=False)
    places = number_field("How many places?", least=1, required=True)
    until_on = day_field("Until", "From then on they are everybody’s.")
    until = ClockField(label="At", help_text="Such as noon or 6pm.")

    def __init__(
        self,
        *args: Any,
        modes: Sequence[tuple[str, str]],
        organisations: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = list(modes)  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", "No organisation"), *organisations]  # type: ignore[attr-defined]
        if len(modes) == 1:
            self.fields["mode"].initial = modes[0][0]

    def until_moment(self) -> datetime.datetime:
        """Until when they are kept. For a valid form."""
        return local_moment(self.cleaned_data["until_on"], self.cleaned_data["until"])
