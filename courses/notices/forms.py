"""The words of a message as they are typed."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from academy.kit.refusals import Refused
from courses.notices.kinds import Kind
from courses.notices.rules import LONGEST_BODY, LONGEST_SUBJECT, check_body, check_subject

PERSONAL = (
    "{label}: this looks as if it had a name, a number or an address in it. A message goes to everybody, so "
    "leave it out, or use one of the words in braces. Your words are still here."
)


class WordsForm(CleanForm):
    """Subject and body. `seen` and `key` come with the page: the version it shows, and one key a form."""

    texts = ("subject", "body")
    personal = PERSONAL

    subject = forms.CharField(label="Subject", max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label="Message",
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text="Leave an empty line between paragraphs. A line is left out when its words in braces have "
        "nothing to say.",
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self) -> str:
        """One line with known placeholders."""
        return self._checked(check_subject, "subject")

    def clean_body(self) -> str:
        """Paragraphs with the placeholders that the message needs."""
        return self._checked(check_body, "body")

    def _checked(self, check: Any, name: str) -> str:
        try:
            tidy: str = check(self.kind, self.cleaned_data[name])
        except Refused as refused:
            raise forms.ValidationError(refused.words) from refused
        return tidy

    @staticmethod
    def first(*, subject: str, body: str, number: int) -> dict[str, Any]:
        """What the form shows to begin with."""
        return {"subject": subject, "body": body, "seen": number, "key": uuid.uuid4()}


class ReturnForm(forms.Form):
    """Back to our words."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
