"""What an author fills in: the task, its papers, its rubric, and the part that marks itself."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from academy.law.pack import all_references
from academy.people.roles import ROLES
from assessments.tasks.actions.editing import LineDraft, TaskDraft
from assessments.tasks.models import Edition
from assessments.tasks.rules.automatic import KINDS, LETTER, NEEDS
from assessments.tasks.rules.sentences import read_places

NUMBERED = re.compile(r"^(?P<places>[\d.,:;\s]*\d)\s*:\s*(?P<words>\S.*)$")
BY_ITSELF = {"code", "by_itself", "least_needs", "needs", "traps", "facts", "fine", "also"}
"""Fields that are no field of a draft by their own name."""


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

    twice = forms.BooleanField(
        label="Two people mark every piece",
        required=False,
        help_text="Otherwise all first fails are marked twice, and one pass in five.",
    )
    observed = forms.BooleanField(
        label="Observed: nothing is handed in",
        required=False,
        help_text="Somebody who was there fills in the rubric afterwards, for example after a call.",
    )
    sections = forms.CharField(
        label="Sections of the plan audit",
        required=False,
        help_text="A, B, E, F: then the criteria of these sections are the rubric, two auditors are wanted "
        "and your own lines are left out. Empty: the rubric below.",
    )
    by_itself = forms.ChoiceField(
        label="What is marked by itself when work is handed in",
        choices=list(KINDS.items()),
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    least_needs = forms.IntegerField(
        label="Needs that have to be found", required=False, min_value=1, max_value=60
    )
    needs = forms.CharField(
        label="The needs in the papers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One a line, with every sentence that states it: 2.14, 5.3: Follows one part of an "
        "instruction. The sentences of each paper are counted from 1.",
    )
    traps = forms.CharField(
        label="Sentences that could be taken for a need",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line, with what you say to somebody who picks it: 2.3: This is a diagnosis. Every "
        "other sentence that states no need is told without a reason.",
    )
    facts = forms.CharField(
        label="Facts that the letter must keep",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line: a date or number, or wordings apart by semicolons.",
    )
    fine = forms.CharField(
        label="Words that are no fault in this letter",
        required=False,
        help_text="With commas between them.",
    )

    also = forms.CharField(
        label="Dates and numbers that the letter may add",
        required=False,
        help_text="What somebody works out from the papers: 26 October 2026, 20 weeks.",
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

    def clean_sections(self) -> list[str]:
        """Letters of sections; whether the plan audit has them is asked when it is saved."""
        return [part.upper() for part in _listed(self.cleaned_data["sections"])]

    def clean_fine(self) -> list[str]:
        """Words, one by one."""
        return _listed(self.cleaned_data["fine"])

    def clean_also(self) -> list[str]:
        """Dates and numbers, one by one."""
        return _listed(self.cleaned_data["also"])

    def clean_needs(self) -> list[dict[str, Any]]:
        """Each line as places and the need."""
        return [{"need": words, "places": places} for places, words in self._numbered("needs", "The needs")]

    def clean_traps(self) -> list[dict[str, Any]]:
        """Each line as one place and what is said of it."""
        lines = self._numbered("traps", "Sentences that could be taken for a need")
        return [{"place": place, "why": words} for places, words in lines for place in places]

    def _numbered(self, name: str, label: str) -> list[tuple[list[str], str]]:
        """Lines that begin with numbers of sentences and a colon."""
        found = []
        for number, line in enumerate(filter(str.strip, self.cleaned_data[name].splitlines()), 1):
            match = NUMBERED.match(line.strip())
            if match is None:
                raise forms.ValidationError(f"{label}: line {number} begins with no sentence, as in 2.14: …")
            found.append((read_places(match["places"]), match["words"].strip()))
        return found

    def automatic(self) -> dict[str, Any]:
        """The part that marks itself, as an edition keeps it."""
        data = self.cleaned_data
        if data["by_itself"] == NEEDS:
            return {
                "kind": NEEDS,
                "least": data["least_needs"] or 0,
                "needs": data["needs"],
                "traps": data["traps"],
            }
        if data["by_itself"] == LETTER:
            facts = [line.strip() for line in data["facts"].splitlines() if line.strip()]
            return {"kind": LETTER, "facts": facts, "fine": data["fine"], "also": data["also"]}
        return {}

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
    data = {name: value for name, value in form.cleaned_data.items() if name not in BY_ITSELF}
    return TaskDraft(
        **data,
        automatic=form.automatic(),
        documents=[
            (one.cleaned_data["title"], one.cleaned_data["text"])
            for one in documents
            if one.cleaned_data.get("text")
        ],
        lines=[one.draft() for one in lines if one.cleaned_data.get("criterion")],
    )
