"""What the person says of one task, and what whoever leads them answers."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from competencies.selfassessment.models import LONGEST, ManagerAnswer

Levels = list[tuple[int, str, str]]


def level_field(label: str, levels: Levels, *, required: bool) -> forms.TypedChoiceField:
    """Radios with the words of each level under it."""
    field = forms.TypedChoiceField(
        label=label,
        choices=[(number, f"{number} {name}") for number, name, _ in levels],
        coerce=int,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
        error_messages={
            "required": f"{label.rstrip('?')}: choose one",
            "invalid_choice": f"{label.rstrip('?')}: choose one of the levels",
        },
    )
    field.hints = {str(number): words for number, _, words in levels}  # type: ignore[attr-defined]
    return field


def _words(label: str, help_text: str, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"max_length": f"{label.rstrip('?')}: use {LONGEST} letters or fewer."},
    )


class AnswerForm(CleanForm):
    """The person's own level and words."""

    texts = ("did", "needs")
    did = _words(
        "What have I done?", "For example: three drafts this autumn, the last one with two changes. No names."
    )
    needs = _words("What do I need?", "For example: to watch a meeting where the draft changes. No names.")

    def __init__(self, *args: Any, levels: Levels, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"] = level_field("Which level am I at?", levels, required=True)
        self.order_fields(["level", "did", "needs"])


class ReplyForm(CleanForm):
    """Confirm, differ or ask for more. `version` is the answer that was read."""

    texts = ("words",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="How do you see it?",
        choices=ManagerAnswer.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "How do you see it: choose one of the three"},
    )
    words = _words(
        "Your words",
        "Needed when you see it differently (why), or need to know more (what). They read this. No names.",
    )

    def __init__(self, *args: Any, levels: Levels, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = level_field("The level that you see", levels, required=False)
        field.help_text = "Only when you see it differently."
        field.hints = {}  # type: ignore[attr-defined]
        self.fields["level"] = field
        self.order_fields(["version", "kind", "level", "words"])


class TaskForm(forms.Form):
    """One more task to rate."""

    code = forms.ChoiceField(
        label="Another task",
        help_text="If you do something that is not in the list of your role.",
        error_messages={"invalid_choice": "Another task: choose one from the list"},
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["code"].choices = [("", "Choose a task"), *choices]  # type: ignore[attr-defined]
        self.fields["code"].error_messages["required"] = "Another task: choose one from the list"
