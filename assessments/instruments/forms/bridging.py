"""What goes on as what, and from when, in words."""

from __future__ import annotations

from typing import Any

from django import forms

from assessments.instruments.forms.wording import CHANGED, RENAMED, Choices, NamedForm, code_field, lines
from assessments.instruments.rules.permits import LEAST_WORDS

SAME, SEVERAL, ENDS, MERGES = "same", "several", "ends", "merges"


def why_field(**more: Any) -> forms.CharField:
    """Why a series breaks."""
    return forms.CharField(
        label="Why?", max_length=200, help_text="In a few words: charts show them at the break.",
        error_messages={"required": "Say why in a few words"}, **more,
    )  # fmt: skip


class SplitForm(NamedForm):
    """The second of two that one becomes."""

    texts = ("text", "why")
    code = code_field("Code of the second one")
    text = lines("What the second one looks at", "Say what the second one looks at")
    why = why_field()


class EndForm(NamedForm):
    """Whether a criterion ends, or is merged into another one."""

    texts = ("why",)
    how = forms.ChoiceField(
        label="What becomes of it?",
        widget=forms.RadioSelect,
        choices=[
            (MERGES, "It is merged into another one. Earlier marks count there, and charts show a break"),
            (ENDS, "It ends. Its series ends on the last day of the version before"),
        ],
        error_messages={"required": "Choose what becomes of it"},
    )
    heir = forms.TypedChoiceField(label="It is merged into", coerce=int, required=False, empty_value=None)
    why = why_field()

    def __init__(self, *args: Any, heirs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].choices = [("", "Choose one"), *heirs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("how") == MERGES and found.get("heir") is None and "heir" not in self.errors:
            self.add_error("heir", "Choose the criterion that it is merged into")
        if found.get("how") == ENDS:
            found["heir"] = None
        return found


class CarryForm(NamedForm):
    """What a criterion of the version before goes on as."""

    texts = ("why",)
    how = forms.ChoiceField(
        label="What becomes of it?",
        widget=forms.RadioSelect,
        choices=[
            (SAME, "It stays as it is, as the one ticked below"),
            (RENAMED, "The same standard in other words, as the one ticked below. Charts go on"),
            (CHANGED, "It asks for something else, as the one ticked below. Charts show a break"),
            (SEVERAL, "It is split into those ticked below. Charts show a break"),
            (ENDS, "It ends"),
        ],
        error_messages={"required": "Choose what becomes of it"},
    )
    heirs = forms.TypedMultipleChoiceField(
        label="It goes on as", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    why = why_field(required=False)

    def __init__(self, *args: Any, heirs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heirs"].choices = heirs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        how, heirs = found.get("how"), found.get("heirs") or []
        if how == ENDS:
            found["heirs"] = []
        elif how == SEVERAL and len(heirs) < 2:
            self.add_error("heirs", "Tick at least two that it is split into")
        elif how in (SAME, RENAMED, CHANGED) and len(heirs) != 1:
            self.add_error("heirs", "Tick the one that it goes on as")
        return found


class ReturnForm(NamedForm):
    """What the second person asks for."""

    texts = ("words",)
    words = forms.CharField(
        label="What do you ask for?",
        min_length=LEAST_WORDS,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever wrote the version reads it. Leave out names.",
        error_messages={
            "required": "Say what you ask for",
            "min_length": "Say a little more, so that it can be put right",
        },
    )


class PublishForm(NamedForm):
    """From which day a version is in force."""

    effective_from = forms.DateField(
        label="From which day are audits made with it?",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The first of a month keeps monthly figures whole. Work audited before that day keeps the "
        "version it was audited with.",
        error_messages={"required": "Choose a day", "invalid": "Write the day like 2026-12-01"},
    )
