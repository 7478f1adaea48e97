"""The form for the letter: a day, or none."""

from __future__ import annotations

from typing import Any

from django import forms

from courses.retrieval.models import Nudge

NONE = ""


class NudgeForm(forms.Form):
    """On which working day a letter may come; no letter to begin with."""

    day = forms.ChoiceField(
        label="Send me an e-mail when something is due",
        help_text="Once a week at most, and only if there is something to look at again.",
        required=False,
        choices=[(NONE, "No e-mail"), *((str(value), f"On {label}s") for value, label in Nudge.Day.choices)],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose no e-mail, or a day from Monday to Friday."},
    )

    def __init__(self, nudge: Nudge | None, data: Any = None) -> None:
        day = str(nudge.day) if nudge is not None and nudge.wanted else NONE
        super().__init__(data, initial={"day": day}, auto_id="id_%s")

    @property
    def chosen(self) -> int | None:
        """The day, or None for no letter. For a valid form."""
        day = self.cleaned_data["day"]
        return int(day) if day else None
