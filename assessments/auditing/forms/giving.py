"""Giving an audit back, taking a plan out, handing it on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from academy.people.models import User

REASONS = (
    ("I know the family or the child", "I know the family or the child"),
    ("I had a hand in this plan", "I had a hand in this plan"),
    ("I work closely with the writer", "I work closely with the writer"),
    ("I am away", "I am away"),
    ("I cannot do it in time", "I cannot do it in time"),
    ("other", "Something else"),
)


class GiveBackForm(CleanForm):
    """Why: one of the usual reasons, or a few words."""

    texts = ("words",)
    kind = forms.ChoiceField(label="Why do you give it back?", choices=REASONS, widget=forms.RadioSelect)
    words = forms.CharField(label="In a few words", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("kind") == "other" and not found.get("words"):
            self.add_error("words", "Say why in a few words.")
        return found

    @property
    def reason(self) -> str:
        """The reason as it is kept."""
        kind, words = self.cleaned_data["kind"], self.cleaned_data["words"]
        return str(words if kind == "other" else ": ".join(filter(None, [kind, words])))


class ReasonForm(CleanForm):
    """Why a plan is taken out of the sample."""

    texts = ("reason",)
    reason = forms.CharField(label="Why is it taken out?", max_length=200)


class AuditorForm(forms.Form):
    """Who audits it instead."""

    auditor = forms.ChoiceField(label="Who audits it instead?")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["auditor"].choices = [  # type: ignore[attr-defined]
            (key, one.get_full_name()) for key, one in self.people.items()
        ]

    @property
    def chosen(self) -> User:
        """The person chosen."""
        return self.people[self.cleaned_data["auditor"]]
