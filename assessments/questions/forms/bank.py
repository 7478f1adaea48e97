"""Finding items, reviewing one and retiring one."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.law.pack import all_references
from assessments.questions.forms.authoring import LAW_LIST
from assessments.questions.kinds import all_kinds
from assessments.questions.models import ItemReview, ItemVersion
from assessments.questions.queries.bank import STATES
from assessments.questions.queries.choices import Choices

LONGEST = 2000


class BankForm(forms.Form):
    """What narrows the list."""

    words = forms.CharField(label="Words in title or code", required=False, max_length=80)
    kind = forms.ChoiceField(label="Kind", required=False)
    competency = forms.ChoiceField(label="Competency", required=False)
    difficulty = forms.ChoiceField(
        label="Difficulty", required=False, choices=[("", "Any"), *ItemVersion.Difficulty.choices]
    )
    state = forms.ChoiceField(label="Where it stands", required=False, choices=[("", "Any"), *STATES.items()])
    law = forms.CharField(
        label="Law or guidance",
        required=False,
        max_length=60,
        help_text="A key, such as TR-05",
        widget=forms.TextInput(attrs={"list": LAW_LIST}),
    )
    waiting = forms.BooleanField(label="Waiting for my review", required=False)

    def __init__(self, *args: Any, competencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.title) for kind in all_kinds()]
        for name, choices in (("kind", kinds), ("competency", competencies)):
            self.fields[name].choices = [("", "Any"), *choices]  # type: ignore[attr-defined]

    def show_as_filters(self) -> None:
        """Leave "optional" off the labels: all ways to narrow a list are. Once it is cleaned."""
        for field in self.fields.values():
            field.required = True

    def clean_law(self) -> str:
        """The key as the law pack writes it."""
        said = str(self.cleaned_data["law"]).strip()
        known = {held.key.lower(): held.key for held in all_references()}
        if said and said.lower() not in known:
            raise forms.ValidationError("Law or guidance: choose a key from the list, such as TR-05.")
        return known.get(said.lower(), "")


class VerdictForm(forms.Form):
    """What a reviewer thinks of a version."""

    verdict = forms.ChoiceField(
        label="What do you think?", choices=ItemReview.Verdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="What should the author know?",
        required=False,
        max_length=LONGEST,
        help_text="Say what has to change, if something has to. Authors and reviewers read this.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        asked = self.cleaned_data.get("verdict") == ItemReview.Verdict.CHANGE
        if asked and not self.cleaned_data.get("words", "").strip():
            self.add_error("words", "Say what has to change. The author will read it.")
        return self.cleaned_data


class RetireForm(forms.Form):
    """Why an item is retired."""

    reason = forms.CharField(
        label="Why is it retired?",
        max_length=400,
        help_text="For example: the rule changed. Whoever looks for the item reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
