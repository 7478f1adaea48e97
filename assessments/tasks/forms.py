"""What people fill in: work, marks, a moderation, and a task itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from academy.law.pack import all_references
from academy.people.roles import ROLES
from assessments.tasks.actions.editing import LineDraft, TaskDraft
from assessments.tasks.models import Edition, MarkedLine, RubricLine

NO_NAMES = "Leave out names and anything about a real child or family."


class LaterField(forms.CharField):
    """Needed in the end, not to save: it is asked for when the whole is handed in or given."""

    def validate(self, value: str) -> None:
        """Nothing yet is fine."""


class WorkForm(forms.Form):
    """The words of a draft and one more file. `saves` is the saving the page was drawn after."""

    text = LaterField(
        label="Your work",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text="One thought a paragraph, with an empty line between: markers comment on paragraphs.",
    )
    saves = forms.IntegerField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label="Add a file",
        required=False,
        help_text="Word (.docx), OpenDocument (.odt), PDF or plain text, up to 10 MB. No pictures, comments "
        "or macros.",
        error_messages={"empty": "This file is empty. Look at the file and send the one with your work."},
    )


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
            must = f" (must: at least {line.least})" if line.must else ""
            level = forms.ChoiceField(
                label=f"{line.criterion}{must}",
                required=False,
                choices=[(str(value), f"{value}. {words}") for value, words in line.levels],
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


def _listed(text: str) -> list[str]:
    """The parts of a list with commas or lines, without empty ones."""
    return [part.strip() for part in text.replace("\n", ",").split(",") if part.strip()]


class TaskForm(forms.Form):
    """What a task says, apart from its bundle and its rubric."""

    code = forms.RegexField(
        r"^[A-Z][A-Z0-9-]{1,11}$",
        label="Code",
        help_text="Capital letters and figures, for example AT2. It cannot be changed later.",
        error_messages={"invalid": "Code: two to twelve capital letters and figures, a letter first"},
    )
    title = forms.CharField(label="Title", max_length=160)
    brief = forms.CharField(label="What to do", max_length=8000, widget=forms.Textarea(attrs={"rows": 10}))
    good = forms.CharField(
        label="What good looks like",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="People read this before they begin, with the whole rubric.",
    )
    competencies = forms.CharField(label="Competencies", help_text="Codes of the framework: C1.1, C1.3")
    law = forms.CharField(
        label="Law", required=False, help_text="Keys of the law pages: cfa-2014-s36-8, TR-05"
    )
    shows = forms.ChoiceField(
        label="Passing it is evidence of",
        choices=Edition.Shows.choices,
        widget=forms.RadioSelect,
        initial="SIM",
    )
    minutes = forms.IntegerField(label="Minutes to write it", min_value=5, max_value=600, initial=60)
    marking_minutes = forms.IntegerField(label="Minutes to mark it", min_value=5, max_value=240, initial=25)
    least_points = forms.IntegerField(
        label="Least points in all",
        min_value=0,
        max_value=60,
        initial=0,
        help_text="Each line gives its level as points. 0: the must lines alone decide.",
    )
    wait_days = forms.IntegerField(
        label="Days to wait before a new attempt", min_value=0, max_value=60, initial=2
    )
    most_attempts = forms.IntegerField(
        label="Most attempts", min_value=0, max_value=20, initial=0, help_text="0: as many as it takes."
    )
    audience = forms.CharField(
        label="For which roles", required=False, help_text="Role codes: R01, R02. Empty: all staff."
    )
    invented = forms.CharField(
        label="Made-up names",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Every name of the bundle, with commas between. People may use these names and no others.",
    )

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["code"]

    def clean_law(self) -> list[str]:
        """Keys that the law pack has."""
        known = {reference.key for reference in all_references()}
        keys = _listed(self.cleaned_data["law"])
        strange = [key for key in keys if key not in known]
        if strange:
            raise forms.ValidationError(f"Law: the law pack has no {', '.join(strange)}")
        return keys

    def clean_audience(self) -> list[str]:
        """Codes of roles."""
        codes = _listed(self.cleaned_data["audience"])
        strange = [code for code in codes if code not in ROLES]
        if strange:
            raise forms.ValidationError(f"For which roles: there is no role {', '.join(strange)}")
        return codes

    def clean_competencies(self) -> list[str]:
        """Codes of the framework; whether they exist is asked when it is saved."""
        return _listed(self.cleaned_data["competencies"])

    def clean_invented(self) -> list[str]:
        """Names, one by one."""
        return _listed(self.cleaned_data["invented"])


class DocumentForm(forms.Form):
    """One paper of the bundle; without text it is left out."""

    title = forms.CharField(label="Title of the paper", required=False, max_length=160)
    text = forms.CharField(
        label="What it says", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean(self) -> dict[str, Any]:
        """A paper with text has a title."""
        data = super().clean() or {}
        if data.get("text") and not data.get("title"):
            self.add_error("title", "Title of the paper: give this paper a title")
        return data


class LineForm(forms.Form):
    """One line of the rubric; without a criterion it is left out."""

    criterion = forms.CharField(label="What is looked at", required=False, max_length=160)
    level_0 = forms.CharField(label="Level 0", required=False, max_length=240)
    level_1 = forms.CharField(label="Level 1", required=False, max_length=240)
    level_2 = forms.CharField(label="Level 2", required=False, max_length=240)
    level_3 = forms.CharField(label="Level 3", required=False, max_length=240)
    must = forms.BooleanField(label="Nobody passes without this line", required=False)
    least = forms.ChoiceField(
        label="Least level", choices=[("1", "1"), ("2", "2"), ("3", "3")], initial="2", required=False
    )

    def clean(self) -> dict[str, Any]:
        """A line with a criterion says every level in words."""
        data = super().clean() or {}
        if data.get("criterion"):
            for level in range(4):
                if not data.get(f"level_{level}"):
                    self.add_error(f"level_{level}", f"Level {level}: say it in words")
        return data

    def draft(self) -> LineDraft:
        """The line as the action takes it."""
        data = self.cleaned_data
        words = tuple(data[f"level_{level}"] for level in range(4))
        return LineDraft(data["criterion"], words, data["must"], int(data["least"] or 2))  # type: ignore[arg-type]


DocumentSet = forms.formset_factory(DocumentForm, extra=1, max_num=12)
LineSet = forms.formset_factory(LineForm, extra=1, max_num=16)


def draft_of(form: TaskForm, documents: Any, lines: Any) -> TaskDraft:
    """A whole task from its valid forms."""
    data = {name: value for name, value in form.cleaned_data.items() if name != "code"}
    return TaskDraft(
        **data,
        documents=[
            (one.cleaned_data["title"], one.cleaned_data["text"])
            for one in documents
            if one.cleaned_data.get("text")
        ],
        lines=[one.draft() for one in lines if one.cleaned_data.get("criterion")],
    )
