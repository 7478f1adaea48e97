"""What goes on as what, in words."""

from __future__ import annotations

from typing import Any

from django import forms

from competencies.framework.forms.wording import Choices, PlainForm, code_field
from competencies.framework.rules.permits import LEAST_WORDS

GOES_ON, ENDS = "goes_on", "ends"


class SplitForm(PlainForm):
    """The second of two that one becomes."""

    code = code_field("Code of the second one", "C5.8")
    words = forms.CharField(
        label="Words of the second one",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give its words"},
    )

    def __init__(self, *args: Any, longest: int, like: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].max_length = longest  # type: ignore[attr-defined]
        self.fields["code"] = code_field("Code of the second one", like)


class HeirsForm(PlainForm):
    """Whether something goes on, and as what."""

    how = forms.ChoiceField(
        label="What becomes of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it"},
    )
    heirs = forms.TypedMultipleChoiceField(
        label="It goes on as", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, heirs: Choices, goes_on: str, ends: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heirs"].choices = heirs  # type: ignore[attr-defined]
        self.fields["how"].choices = [(GOES_ON, goes_on), (ENDS, ends)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("how") == GOES_ON and "heirs" not in self.errors and not found.get("heirs"):
            self.add_error("heirs", "Choose what it goes on as")
        if found.get("how") == ENDS:
            found["heirs"] = []
        return found


class ReturnForm(PlainForm):
    """What the second person asks for."""

    scanned = ("words",)
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
