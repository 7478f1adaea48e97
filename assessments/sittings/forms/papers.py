"""What somebody says who makes a paper: its terms, and the lines of its blueprint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from academy.people.models import Council
from academy.people.roles import ROLES
from assessments.questions.kinds import all_kinds
from assessments.questions.models import ItemVersion
from assessments.sittings.draw import GROUPS, MOST_WORTH, Wanted
from assessments.sittings.models import Paper
from assessments.sittings.queries.papers import competency_choices

MOST_LINES, LEAST_LINES = 20, 2
ADD = "add-line"
POINTS = "points"
WORTH = [
    ("1", "1, like every other item"),
    *((str(number), str(number)) for number in range(2, MOST_WORTH + 1)),
    (POINTS, "Its own points: an item of 20 points counts 20"),
]


class PaperForm(forms.Form):
    """The terms of a paper."""

    code = forms.SlugField(
        label="Code", max_length=20, help_text="Short and unique, for example AT1.",
        error_messages={
            "required": "Give the paper a code",
            "invalid": "Code: use letters, figures and hyphens only",
        },
    )  # fmt: skip
    title = forms.CharField(
        label="Title", max_length=160, error_messages={"required": "Give the paper a title"}
    )
    intro = forms.CharField(
        label="What people read before they begin",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    assessed = forms.TypedChoiceField(
        label="Does it count?",
        choices=[("yes", "Yes, it is assessed"), ("no", "No, it is for practice")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    pass_per_cent = forms.IntegerField(
        label="Pass mark in per cent", min_value=1, max_value=100, initial=80,
        error_messages={"required": "Say how many per cent of the points pass"},
    )  # fmt: skip
    near = forms.BooleanField(
        label="Nearly right counts as right",
        required=False,
        help_text="For grading plans: a grade that is one step from the panel's counts in full.",
    )
    minutes = forms.IntegerField(
        label="Minutes", required=False, min_value=1, max_value=600, help_text="Leave empty for no limit."
    )
    wait_days = forms.IntegerField(
        label="Days before it can be sat again", min_value=0, max_value=365, initial=2
    )
    most_sittings = forms.IntegerField(
        label="Most sittings for one person", min_value=0, max_value=99, initial=0,
        help_text="0: as many as they like.",
    )  # fmt: skip
    feedback = forms.ChoiceField(
        label="When do people see what was right?", choices=Paper.Feedback.choices, widget=forms.RadioSelect,
        initial="end",
    )  # fmt: skip
    shuffle = forms.BooleanField(label="Mix the order of the items", required=False, initial=True)
    open_law = forms.BooleanField(label="Show the law beside each item", required=False, initial=True)
    opens_at = forms.DateTimeField(
        label="Opens at", required=False, help_text="For example 2026-12-01 09:00. Leave empty for at once."
    )
    closes_at = forms.DateTimeField(
        label="Closes at", required=False, help_text="For example 2026-12-18 17:00. Leave empty for never."
    )
    audience = forms.MultipleChoiceField(
        label="Roles it is for",
        required=False,
        choices=[(role.code, role.title) for role in ROLES.values() if role.code.startswith("R")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none for all council staff.",
    )
    competencies = forms.CharField(
        label="Competencies that passing shows", required=False, max_length=200,
        help_text="Codes with commas between them, for example C1.1, C1.5.",
    )  # fmt: skip

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)
        self.known = {code for code, _ in competency_choices(council)}

    def clean_competencies(self) -> list[str]:
        """Codes of the framework, each once."""
        said = self.cleaned_data["competencies"].replace(";", ",").split(",")
        codes = list(dict.fromkeys(one.strip().upper() for one in said if one.strip()))
        if unknown := [one for one in codes if one not in self.known]:
            raise forms.ValidationError(f"Competencies: the framework has no {', '.join(unknown)}")
        return codes

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        opens, closes = found.get("opens_at"), found.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "Closes at: choose a time after the opening")
        return found

    @classmethod
    def said_of(cls, paper: Paper) -> dict[str, Any]:
        """A paper as this form words it."""
        found = {name: getattr(paper, name) for name in cls.base_fields}
        found["assessed"] = "yes" if paper.assessed else "no"
        found["competencies"] = ", ".join(paper.competencies)
        return found


class LineForm(forms.Form):
    """One line: so many items, of what. A line without a number is left out."""

    count = forms.IntegerField(label="How many", required=False, min_value=1, max_value=100)
    competency = forms.ChoiceField(label="Competency", required=False)
    difficulty = forms.TypedChoiceField(
        label="Difficulty", required=False, coerce=int, empty_value=None,
        choices=[("", "Any"), *ItemVersion.Difficulty.choices],
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", required=False)
    worth = forms.ChoiceField(
        label="What one item counts", choices=WORTH, initial="1", required=False,
        help_text="Whoever has half of its points gets half of what it counts.",
    )  # fmt: skip
    never = forms.BooleanField(label="Only items that must not be missed", required=False)
    answers = forms.BooleanField(
        label="Count answers, not items",
        required=False,
        help_text="For exercises that ask several things: 20 dates, in as many items as it takes.",
    )

    def __init__(self, *args: Any, competencies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)
        _choose(self.fields["competency"], [(code, words[:60]) for code, words in competencies])
        _choose(self.fields["kind"], kind_choices())

    def clean_worth(self) -> int | None:
        """The number, or None for its own points."""
        said = self.cleaned_data["worth"] or "1"
        return None if said == POINTS else int(said)

    @property
    def wanted(self) -> Wanted | None:
        """The line, if there is one."""
        found = self.cleaned_data
        if not found.get("count"):
            return None
        names = ("count", "competency", "difficulty", "kind", "never", "worth", "answers")
        return Wanted(**{name: found[name] for name in names})


class LinesForm:
    """All lines of a blueprint. The button that adds one works without script and loses nothing."""

    def __init__(self, data: Any = None, *, council: Council, lines: Sequence[Wanted] = ()) -> None:
        choices = competency_choices(council)
        count = max(len(lines) + 1, LEAST_LINES)
        if data is not None:
            sent = str(data.get("lines", ""))
            count = (int(sent) if sent.isdigit() and len(sent) < 4 else LEAST_LINES) + (ADD in data)
        self.is_bound = data is not None
        self.count = min(count, MOST_LINES)
        self.forms = [
            LineForm(
                data,
                prefix=f"line-{number}",
                competencies=choices,
                initial=_initial(lines[number - 1]) if number <= len(lines) else None,
            )
            for number in range(1, self.count + 1)
        ]

    def is_valid(self) -> bool:
        """Whether every line is in order."""
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def wanted(self) -> list[Wanted]:
        """The lines that say how many."""
        return [line for line in (form.wanted for form in self.forms) if line is not None]

    @property
    def can_add(self) -> bool:
        """Whether there is room for one more."""
        return self.count < MOST_LINES


def _initial(line: Wanted) -> dict[str, Any]:
    return {
        "count": line.count,
        "competency": line.competency,
        "difficulty": line.difficulty or "",
        "kind": line.kind,
        "never": line.never,
        "worth": line.worth or POINTS,
        "answers": line.answers,
    }


def kind_choices() -> list[tuple[str, str]]:
    """Any question, any exercise, or one kind."""
    groups = [(code, words.capitalize()) for code, words in GROUPS.items()]
    kinds = [(one.code, f"{one.code} {one.title}" if one.is_exercise else one.title) for one in all_kinds()]
    return groups + kinds


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """Let a field choose any, or one of these."""
    field.choices = [("", "Any"), *choices]  # type: ignore[attr-defined]
