"""Forms of a lesson: the knowledge check and the rewrite."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from assessments.questions.marking import Question
from courses.pages.queries import Check, Exercise

MISSING = "Choose an answer to question {}"


class CheckForm(forms.Form):
    """One field a question. The hidden key makes a double click one try."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, check: Check, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()}, auto_id="id_%s")
        self.check = check
        for number, question in enumerate(check.questions, 1):
            self.fields[name_of(number)] = _field(number, question)

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields of the questions, in order."""
        return [self[name_of(number)] for number in range(1, len(self.check.questions) + 1)]

    @property
    def answers(self) -> dict[str, list[str]]:
        """Question id to the ids of the chosen answers; for a valid form."""
        chosen = {}
        for number, question in enumerate(self.check.questions, 1):
            value = self.cleaned_data[name_of(number)]
            chosen[question.id] = value if isinstance(value, list) else [value]
        return chosen


def name_of(number: int) -> str:
    """The field of a question, counted from 1."""
    return f"question-{number}"


def _field(number: int, question: Question) -> forms.Field:
    choices = [(option.id, option.text) for option in question.options]
    label = f"{number}. {question.stem}"
    errors = {"required": MISSING.format(number), "invalid_choice": MISSING.format(number)}
    if question.is_multiple:
        return forms.MultipleChoiceField(
            choices=choices,
            label=label,
            help_text="Choose all that apply",
            widget=forms.CheckboxSelectMultiple,
            error_messages=errors,
        )
    return forms.ChoiceField(choices=choices, label=label, widget=forms.RadioSelect, error_messages=errors)


class RewriteForm(forms.Form):
    """A person's own version of a line."""

    text = forms.CharField(
        label="Your version",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write your version before you save it"},
    )

    def __init__(self, exercise: Exercise, lesson_path: str, data: Any = None, text: str = "") -> None:
        super().__init__(data, initial={"text": text}, auto_id=f"rewrite-{exercise.id}-%s")
        self.exercise = exercise
        self.url = f"{lesson_path}rewrite/{exercise.id}"


class JudgeForm(forms.Form):
    """What a person finds in their own version."""

    met = forms.MultipleChoiceField(
        label="What do you find in your version?",
        help_text="Tick a line only if you can point at the words.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, exercise: Exercise, lesson_path: str, data: Any = None, met: list[str] | None = None
    ) -> None:
        super().__init__(data, initial={"met": met or []}, auto_id=f"judge-{exercise.id}-%s")
        self.fields["met"].choices = [(line.id, line.label) for line in exercise.rubric]  # type: ignore[attr-defined]
        self.exercise = exercise
        self.url = f"{lesson_path}rewrite/{exercise.id}/judge"
