"""Forms for files of the framework: sending one, and making the draft of what was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone

from academy.people.models import User
from competencies.framework.formats import FORMATS, MOST_BYTES, FrameworkData, case, read

SALT = "a framework from a file"
LONGEST = 24 * 60 * 60
"""Seconds between looking and making a draft: after a day one looks again."""
MOST_CARRIED = 1_900_000
"""What a page may carry, packed, below the limit of what a form may send."""
TOO_LARGE = "This file is larger than 5 MB. A framework is far smaller."
LOST = "What you looked at was lost on the way. Send the file again."


class SendFileForm(forms.Form):
    """A file and what it is."""

    format_code = forms.ChoiceField(
        label="What kind of file it is",
        choices=[(one.code, f"{one.title} ({one.ending})") for one in FORMATS.values()],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say what kind of file it is",
            "invalid_choice": "Say what kind of file it is",
        },
    )
    file = forms.FileField(
        label="The file",
        help_text="Up to 5 MB.",
        error_messages={"required": "Choose the file first", "empty": "This file is empty. Choose another."},
    )

    def clean_file(self) -> Any:
        """The file, unless it is too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


@dataclass(frozen=True)
class Carried:
    """What somebody looked at: the data, and what it was held against."""

    data: FrameworkData
    stamp: str


class TakeFileForm(forms.Form):
    """What was looked at, carried by the page itself, and the tick that lets it replace an open draft."""

    replace = forms.BooleanField(
        label="Put the file in the place of the draft. What was written there is lost.", required=False
    )
    carried = forms.CharField(widget=forms.HiddenInput, error_messages={"required": LOST})

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_carried(self) -> Carried:
        """The data as it was looked at, by the same person and not long ago."""
        try:
            who, stamp, text = signing.loads(self.cleaned_data["carried"], salt=SALT, max_age=LONGEST)
        except (signing.BadSignature, ValueError):
            raise forms.ValidationError(LOST) from None
        came = read("case", text.encode())
        if who != self.actor.pk or came.data is None:
            raise forms.ValidationError(LOST)
        return Carried(came.data, stamp)


def carried(*, actor: User, data: FrameworkData, stamp: str) -> str:
    """What was looked at, packed for the page. As CASE, which holds all of it."""
    text = case.write(data, at=timezone.now(), creator=actor.council.name).raw.decode()
    return signing.dumps([actor.pk, stamp, text], salt=SALT, compress=True)
