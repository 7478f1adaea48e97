"""What is said about a venue."""

from __future__ import annotations

from typing import Any

from django import forms

from courses.sessions.forms.fields import DeskForm, key_field
from courses.sessions.models import Venue


class VenueForm(DeskForm):
    """A venue: where it is, and how one gets in and takes part."""

    key = key_field()
    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Name: say what it is called"}
    )
    address = forms.CharField(
        label="Address", max_length=300, error_messages={"required": "Address: say where it is"}
    )
    area = forms.CharField(label="Part of the county", max_length=60, required=False)
    access = forms.CharField(
        label="How to get in and take part",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Steps and lifts, parking, a hearing loop, quiet room, toilets, how near the bus stops.",
        error_messages={"required": "How to get in: say at least whether there are steps"},
    )

    def __init__(self, *args: Any, venue: Venue | None = None, **kwargs: Any) -> None:
        if venue is not None:
            kwargs["initial"] = {name: getattr(venue, name) for name in ("name", "address", "area", "access")}
        super().__init__(*args, **kwargs)
        if venue is not None:
            del self.fields["key"]
