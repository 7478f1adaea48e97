"""What a marker fills in, and what a moderator says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from assessments.tasks.forms.work import LaterField
from assessments.tasks.models import MarkedLine, RubricLine
from assessments.tasks.rules.rubric import GRADES, grade_of

NO_NAMES = "Leave out names and anything about a real child or family."


def line_label(line: RubricLine) -> str:
    """What a line is called for its marker, with what it can stop."""
    if line.critical:
        return f"{line.criterion} (critical: inadequate stops a pass)"
    return f"{line.criterion} (must: at least {line.least})" if line.must else line.criterion


def level_choices(line: RubricLine) -> list[tuple[str, str]]:
    """The levels of a line, the lowest first; those of the plan audit by grade, the best first."""
    if line.section:
        return [(str(value), f"{GRADES[grade_of(value)]}: {words}") for value, words in reversed(line.levels)]
    return [(str(value), f"{value}. {words}") for value, words in line.levels]


class MarkForm(forms.Form):
    """Levels and words for each line, what was strong, what to change, and one comment on a passage."""

    strengths = LaterField(
        label="What was strong",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The feedback begins with this. Name two or three things.",
    )
    changes = forms.CharField(
        label="What to change",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What would make it better, as steps that somebody can take.",
    )
    passage = forms.IntegerField(label="Number of the passage", required=False, min_value=1)
    quote = forms.CharField(label="Words of it, if you mean only a part", required=False, max_length=400)
    comment = forms.CharField(label="Your comment", required=False, max_length=600)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[RubricLine],
        marks: dict[int, MarkedLine],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            mark = marks.get(line.pk)
            level = forms.ChoiceField(
                label=line_label(line),
                required=False,
                choices=level_choices(line),
                widget=forms.RadioSelect,
                initial="" if mark is None or mark.level is None else str(mark.level),
            )
            self.fields[f"level_{line.pk}"] = level
            self.fields[f"words_{line.pk}"] = forms.CharField(
                label=f"Your reason for “{line.criterion}”",
                required=False,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=mark.words if mark else "",
            )

    @property
    def line_fields(self) -> list[tuple[RubricLine, forms.BoundField, forms.BoundField]]:
        """Each line with the fields of its level and its words."""
        return [(line, self[f"level_{line.pk}"], self[f"words_{line.pk}"]) for line in self.lines]

    def levels(self) -> dict[int, int | None]:
        """The level of each line, None where none is chosen."""
        said = {line.pk: self.cleaned_data.get(f"level_{line.pk}", "") for line in self.lines}
        return {pk: int(value) if value != "" else None for pk, value in said.items()}

    def words(self) -> dict[int, str]:
        """The words of each line."""
        return {line.pk: self.cleaned_data.get(f"words_{line.pk}", "") for line in self.lines}


class ObserveForm(MarkForm):
    """Whom somebody observed, and how it went line by line."""

    email = forms.EmailField(
        label="Work e-mail of the person you observed",
        error_messages={
            "required": "Say whom you observed",
            "invalid": "Work e-mail: write it as name@council.example",
        },
    )
    passage = quote = comment = None  # type: ignore[assignment]


class ModerateForm(forms.Form):
    """Another result and why."""

    result = forms.ChoiceField(
        label="What should it be?",
        choices=[("pass", "Signed off"), ("return", "Returned, to be written again")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it should be"},
    )
    reason = forms.CharField(
        label="Why? The person reads this",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
        error_messages={"required": "Say why in a sentence"},
    )
