"""Choosing a name, revoking, finding, and looking at a badge."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.gate.scan import Scanner
from courses.records.badges import LONGEST
from courses.records.forms.log import PERSONAL
from courses.records.models import Certificate
from courses.records.rules import LEAST_WORDS, MOST_WORDS
from courses.records.states import CERTIFICATE


class NameForm(forms.Form):
    """What strangers with the address see of the holder's name."""

    shows = forms.ChoiceField(
        label="What does the public page show of your name?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the public page shows"},
    )

    def __init__(self, certificate: Certificate, data: Any = None) -> None:
        super().__init__(data, initial={"shows": "name" if certificate.shows_name else "initials"})
        person = certificate.person
        letters = f"{person.given_name[:1].upper()}. {person.family_name[:1].upper()}."
        self.fields["shows"].choices = [  # type: ignore[attr-defined]
            ("initials", f"My initials: {letters}"),
            ("name", f"My whole name: {person.get_full_name()}"),
        ]

    @property
    def whole(self) -> bool:
        """Whether the whole name was chosen."""
        return bool(self.cleaned_data["shows"] == "name")


class ReasonForm(forms.Form):
    """Why a certificate is revoked, or counts again."""

    reason = forms.CharField(
        label="Why? The holder reads this",
        min_length=LEAST_WORDS,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The public page says that it was revoked and not why. Leave out names.",
        error_messages={
            "required": "Say why in a few words",
            "min_length": "Say a little more, so that the holder understands it",
        },
    )

    def __init__(self, data: Any = None, *, scanner: Scanner | None = None) -> None:
        super().__init__(data)
        self.scanner = scanner

    def clean_reason(self) -> str:
        """Nothing about a real person is kept."""
        said: str = self.cleaned_data["reason"]
        if self.scanner is not None and self.scanner.kinds(said):
            raise forms.ValidationError(PERSONAL.format("Why"))
        return said


class FindForm(forms.Form):
    """What narrows the list of certificates."""

    words = forms.CharField(label="Name or cohort", required=False, max_length=80)
    state = forms.ChoiceField(
        label="Where it stands", required=False, choices=[("", "Any"), *CERTIFICATE.choices()]
    )

    def show_as_filters(self) -> None:
        """Leave "optional" off the labels. Once it is cleaned."""
        for field in self.fields.values():
            field.required = True


class BadgeForm(forms.Form):
    """A badge, as a file or as text."""

    file = forms.FileField(
        label="Badge file", required=False, help_text="The picture (SVG) or the JSON file that you were sent."
    )
    text = forms.CharField(
        label="Or paste what is in it", required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        file, text = found.get("file"), found.get("text", "")
        if file is not None and file.size > LONGEST:
            self.add_error("file", "Badge file: this is too large. A badge of ours has less than 200 kB.")
        elif len(text) > LONGEST:
            self.add_error("text", "Pasted text: this is too long for a badge.")
        elif file is None and not text.strip() and not self.errors:
            self.add_error("file", "Badge file: choose a file, or paste what is in it below.")
        return found

    def show_as_choice(self) -> None:
        """Leave "optional" off the labels: one of the two is needed. Once it is cleaned."""
        for field in self.fields.values():
            field.required = True

    @property
    def badge(self) -> bytes:
        """What was sent; for a valid form."""
        file = self.cleaned_data.get("file")
        body: bytes = file.read() if file is not None else self.cleaned_data["text"].encode()
        return body
