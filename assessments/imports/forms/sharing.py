"""A mapping that came as a file."""

from __future__ import annotations

from django import forms


class BringMappingForm(forms.Form):
    """One file with a mapping."""

    file = forms.FileField(
        label="The mapping",
        help_text="A file ending in .json that another council downloaded from its list of mappings.",
        error_messages={
            "required": "Choose the file with the mapping first",
            "empty": "This file is empty. Download the mapping again and send that.",
        },
    )


class KeepFiguresForm(forms.Form):
    """What a summary is called and which month it is about."""

    label = forms.CharField(
        label="What is counted",
        max_length=120,
        help_text="For example “Plan audits, whole plan”. Leave out names.",
        error_messages={"required": "Say what is counted"},
    )
    month = forms.DateField(
        label="Which month",
        input_formats=["%m/%Y", "%m %Y", "%B %Y", "%b %Y", "%Y-%m"],
        help_text="For example 10/2026 or October 2026.",
        error_messages={"required": "Say which month", "invalid": "Write the month like 10/2026"},
    )
