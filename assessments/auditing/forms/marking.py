"""The form of one section, and of the words for the writer. Nothing is needed to save; concluding asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from assessments.auditing.actions.marking import Closing, Sent
from assessments.auditing.queries.form import Line
from assessments.auditing.rules.marking import Given
from assessments.audits.models import GRADE_CHOICES, Finding

NOT_APPLICABLE = "na"
GRADES = [*((str(value), word) for value, word in GRADE_CHOICES), (NOT_APPLICABLE, "Does not apply")]
CAUSES = [("", "Choose one"), *Finding.Cause.choices]


class LaterField(forms.CharField):
    """Needed in the end, not to save."""

    def validate(self, value: str) -> None:
        """Nothing yet is fine."""


class SentForm(CleanForm):
    """What every form of an audit carries: the save that its page was drawn after, its tab and turn."""

    saves = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    tab = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    turn = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def sent(self) -> Sent:
        """From which page it comes."""
        data = self.cleaned_data
        return Sent(data.get("saves") or 0, data.get("tab") or "", data.get("turn") or 0)


class SectionForm(SentForm):
    """For each criterion of a section: a grade with its descriptor, why it is below good, what was seen."""

    def __init__(self, *args: Any, lines: Sequence[Line], saves: int = 0, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"saves": saves, "turn": 0}
        for line in lines:
            code = line.criterion.code
            grade = NOT_APPLICABLE if line.is_absent else line.given.grade
            initial |= {
                f"grade_{code}": grade,
                f"cause_{code}": line.given.cause,
                f"words_{code}": line.given.words,
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.lines = lines
        self.texts = tuple(f"words_{line.criterion.code}" for line in lines)
        for line in lines:
            self._add(line)

    def _add(self, line: Line) -> None:
        criterion = line.criterion
        code = criterion.code
        grade = forms.ChoiceField(
            label=f"{code}. {criterion.text}", choices=GRADES, widget=forms.RadioSelect, required=False
        )
        grade.hints = {  # type: ignore[attr-defined]
            **{str(value): criterion.descriptor(value) for value, _ in GRADE_CHOICES},
            **({NOT_APPLICABLE: line.presumed} if line.presumed else {}),
        }
        if criterion.critical:
            grade.help_text = "Critical: an inadequate here caps the grade of the whole."
        self.fields[f"grade_{code}"] = grade
        cause = forms.ChoiceField(label=f"Why is {code} below good?", choices=CAUSES, required=False)
        cause.required = False
        self.fields[f"cause_{code}"] = cause
        self.fields[f"words_{code}"] = LaterField(
            label=f"What you saw at {code}",
            max_length=400,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="A few words, without names. Needed where the grade is below good.",
        )

    @property
    def rows(self) -> list[tuple[Line, Any, Any, Any]]:
        """Each criterion with its three fields."""
        codes = [line.criterion.code for line in self.lines]
        return [
            (line, self[f"grade_{code}"], self[f"cause_{code}"], self[f"words_{code}"])
            for line, code in zip(self.lines, codes, strict=True)
        ]

    @property
    def given(self) -> dict[str, Given]:
        """What is given, by criterion code."""
        found = {}
        for line in self.lines:
            code = line.criterion.code
            grade = self.cleaned_data.get(f"grade_{code}") or ""
            found[code] = Given(
                grade=int(grade) if grade.isdigit() else None,
                not_applicable=grade == NOT_APPLICABLE,
                cause=self.cleaned_data.get(f"cause_{code}") or "",
                words=(self.cleaned_data.get(f"words_{code}") or "").replace("\r\n", "\n"),
            )
        return found


class ClosingForm(SentForm):
    """Words for the writer, and another overall grade with a reason where the auditor differs."""

    texts = ("strengths", "improvements", "action", "own_reason")
    strengths = LaterField(
        label="What is strong",
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The writer reads this first. Say what, and where in the plan.",
    )
    improvements = LaterField(
        label="What would improve it",
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Two things at most, in words that help.",
    )
    action = LaterField(label="One thing to do next", max_length=300)
    own_overall = forms.TypedChoiceField(
        label="Your own overall grade, if you differ",
        choices=[("", "I do not differ"), *GRADE_CHOICES],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="The computed grade stands unless you say otherwise here.",
    )
    own_reason = LaterField(
        label="Why you differ", max_length=300, help_text="Needed only if you gave a grade of your own."
    )

    @property
    def said(self) -> Closing:
        """The words as the action takes them."""
        data = self.cleaned_data
        texts = {name: (data.get(name) or "").replace("\r\n", "\n") for name in self.texts}
        own = data.get("own_overall")
        return Closing(**{**texts, "own_reason": texts["own_reason"] if own else ""}, own_overall=own)


class AmendForm(CleanForm):
    """Opening a concluded audit again."""

    texts = ("reason",)
    reason = forms.CharField(label="What do you want to change, and why?", max_length=300)
