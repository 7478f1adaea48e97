"""One rule as a sentence whose parts are fields. The words between them are their labels."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from courses.assignments.rules import ASKING, GUARDS, Rule, base_rule, build_rule, stored_settings
from courses.rulebook.queries.offered import Offered
from courses.rulebook.rules import SEVERAL

GRADES = ((2, "requires improvement or inadequate"), (1, "inadequate"))
SPEAKS = (
    ("criterion", "criterion"),
    ("section", "section as a whole"),
    ("both", "criterion, or section as a whole,"),
)
THRESHOLDS = (
    ("above_rest", "and clearly more often than in the rest of the council"),
    ("share", "however the rest of the council does"),
)
CAUSES = (("writer", "and the cause is the writer"), ("any", "whatever the cause"))
GUARD_CHOICES = (
    ("system", "a shared step on this criterion is decided for the team"),
    ("first_6_weeks", "they are in their first weeks (see below)"),
    ("leave", "they are on leave"),
    ("secondment", "they are on secondment"),
    ("same_module_open", "the same module is asked of them already"),
    ("same_module_90_days", "they finished the same module lately (see below)"),
    ("cap", "they have enough to do already (see below)"),
)
"""What a person may leave out. Somebody who has left is never asked anything."""
FIELDS: dict[str, tuple[str, ...]] = {
    "severe": ("grade", "critical_grade"),
    "repeated": ("at_least", "last", "grade", "within_days"),
    "first": (),
    "team": ("share", "least_marks", "grade", "threshold", "most_a_quarter"),
    "excellent": ("at_least", "last", "within_days", "again_days", "pause_days"),
    "advice": ("share", "least_marks"),
    "auditor": ("share", "least_marks", "items"),
    "theme": ("grade", "least_marks"),
    "reaudit": ("plans", "days"),
    "coaching": ("goal_weeks",),
}
"""The parts of the sentence that each kind has of its own."""
_ASKS = ("cause", "module", "due_days", "guards", "most_open", "rest_days", "settling_days")
MORE: dict[str, tuple[str, ...]] = {
    "severe": _ASKS,
    "repeated": _ASKS,
    "first": (),
    "team": ("module", "due_days", "rest_days"),
    "excellent": (),
    "advice": ("module",),
    "auditor": ("module", "due_days"),
    "theme": (),
    "reaudit": (),
    "coaching": (),
}
NAMES: dict[str, dict[str, str]] = {
    "auditor": {"share": "Per cent within one grade", "least_marks": "Smallest number of compared grades"},
    "theme": {"least_marks": "Replies below good in a month"},
}
"""What a part is called where the usual name would say something else."""


def _number(label: str, low: int, high: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-3", "autocomplete": "off"}
        ),
        error_messages={
            "required": f"{label}: give a number from {low} to {high}",
            "invalid": f"{label}: give a number from {low} to {high}",
            "min_value": f"{label}: give a number from {low} to {high}",
            "max_value": f"{label}: give a number from {low} to {high}",
        },
    )


def _choice(label: str, choices: tuple[tuple[Any, str], ...], **more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, widget=forms.Select(attrs={"class": "govuk-select"}), **more
    )


class SentenceForm(CleanForm):
    """The parts of one rule. `kind` decides which there are; a new rule has a name too."""

    texts = ("title",)

    title = forms.CharField(
        label="What do you call this rule?",
        max_length=160,
        error_messages={"required": "Give the rule a name, so that people know what it is about"},
    )
    speaks_of = _choice("Criterion or section", SPEAKS)
    at_least = _number("How many of the audits", 1, 10)
    last = _number("How many audits are looked at", 1, 10)
    grade = _choice("Grade", GRADES, coerce=int)
    critical_grade = _choice("Grade of a critical criterion", GRADES, coerce=int)
    within_days = _number("Within how many days", 1, 730)
    share = _number("Per cent below good", 1, 100)
    least_marks = _number("Smallest number of marks", 5, 500)
    threshold = _choice("Compared with the rest", THRESHOLDS)
    most_a_quarter = _number("Workshops a team and quarter", 0, 20)
    again_days = _number("Days until thanked for the same", 0, 730)
    pause_days = _number("Days until thanked for anything", 0, 730)
    cause = _choice("Cause", CAUSES)
    module = _choice("Module", (), required=False)
    due_days = _number("Due within how many days", 1, 366)
    criteria = forms.MultipleChoiceField(
        label="Only these", required=False, widget=forms.CheckboxSelectMultiple
    )
    guards = forms.MultipleChoiceField(
        label="Nothing is asked of somebody if",
        required=False,
        choices=GUARD_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nobody is asked anything once they have left.",
    )
    most_open = _number("Modules open at once", 1, 10)
    rest_days = _number("Days until the same module again", 0, 730)
    settling_days = _number("Days at the start in which nothing is asked", 0, 366)
    items = _number("Calibration items", 1, 10)
    plans = _number("Later plans", 1, 5)
    days = _number("Within how many days", 14, 366)
    goal_weeks = _number("Weeks of the goal", 1, 52)

    def __init__(self, *args: Any, kind: str, offered: Offered, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        keep = {*FIELDS[kind], *MORE[kind]} | ({"title"} if named else set())
        keep |= {"speaks_of", "criteria"} if kind in SEVERAL else set()
        for name in [name for name in self.fields if name not in keep]:
            del self.fields[name]
        for name, called in NAMES.get(kind, {}).items():
            low, high = (self.fields[name].min_value, self.fields[name].max_value)  # type: ignore[attr-defined]
            self.fields[name] = _number(called, low, high)
        if "criteria" in self.fields:
            choices: Any = [*offered.criteria, *offered.sections]
            self.fields["criteria"].choices = choices  # type: ignore[attr-defined]
        if "module" in self.fields:
            own = [] if kind == "auditor" else [("", "the module of that criterion")]
            self.fields["module"].choices = [*own, *offered.modules]  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """Each part of the sentence says where its error stands."""
        super().full_clean()
        for name in set(self.errors) & (set(self.fields) - {"title", "criteria", "guards"}):
            self.fields[name].widget.attrs["aria-describedby"] = f"id_{name}-said"

    @staticmethod
    def said(rule: Rule) -> dict[str, Any]:
        """A rule as the fields show it."""
        return {
            **stored_settings(rule),
            "share": round(rule.share * 100),
            "guards": [guard for guard, _ in GUARD_CHOICES if guard in rule.guards],
            "cause": "writer" if "cause" in rule.guards else "any",
            "due_days": rule.due_days or None,
        }

    def rule(self, *, code: str) -> Rule:
        """The rule that the fields say."""
        said = dict(self.cleaned_data)
        if "share" in said:
            said["share"] = said["share"] / 100
        if self.kind in ASKING:
            chosen = {*said["guards"], "left", *(("cause",) if said["cause"] == "writer" else ())}
            said["guards"] = [guard for guard in GUARDS if guard in chosen]
        else:
            said["guards"] = list(base_rule(self.kind).guards)
        return build_rule(kind=self.kind, code=code, due_days=said.get("due_days"), settings=said)


class CompareForm(forms.Form):
    """Another setting to lay beside this one."""

    other = forms.ChoiceField(label="Compare with")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = choices  # type: ignore[attr-defined]
