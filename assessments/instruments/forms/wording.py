"""The words of a version that is being written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from assessments.instruments.actions import CriterionWords

Choices = Sequence[tuple[str, str]]
RENAMED, CHANGED = "renamed", "changed"


class NamedForm(CleanForm):
    """A form whose field names are the ids on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)


def lines(label: str, asked: str, **more: Any) -> forms.CharField:
    """A text of two lines, at most 200 signs."""
    return forms.CharField(
        label=label,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": asked, "max_length": "Use 200 letters at most"},
        **more,
    )


def code_field(label: str) -> forms.RegexField:
    """A code of a criterion."""
    return forms.RegexField(
        r"^[A-Z][A-Za-z]{0,6}[0-9]{0,2}$",
        label=label,
        max_length=8,
        help_text="For example F7. A code keeps its meaning for good: old audits, rules and modules use it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Give a code", "invalid": "Write the code like F7 or ADV3"},
    )


class AboutForm(NamedForm):
    """What the audit is called, and what is new."""

    texts = ("what_changed",)
    name = forms.CharField(
        label="Name of the audit", max_length=120, error_messages={"required": "Give the audit a name"}
    )
    what_changed = forms.CharField(
        label="What is new in this version, and why?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Everybody reads this. Leave out names. You can finish it before you send.",
    )
    law_as_at = forms.DateField(
        label="On which day was its law true?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day on which somebody held the criteria against the law.",
        error_messages={"invalid": "Write the day like 2026-11-01"},
    )


class CriterionForm(NamedForm):
    """One criterion: its words, how much it weighs, and what it leads to."""

    texts = ("text", "outstanding", "good", "requires_improvement", "inadequate", "why")
    code = code_field("Code")
    text = lines("What is looked at", "Say what is looked at")
    section = forms.ChoiceField(label="Section", error_messages={"required": "Choose a section"})
    new_section = forms.CharField(
        label="Another section", max_length=12, required=False, help_text="Leave it empty in most cases."
    )
    outstanding = lines("Outstanding looks like this", "Say what outstanding looks like")
    good = lines("Good looks like this", "Say what good looks like")
    requires_improvement = lines("Requires improvement looks like this", "Say what this grade looks like")
    inadequate = lines("Inadequate looks like this", "Say what inadequate looks like")
    how = forms.ChoiceField(
        label="If these words differ from the version before: is it the same standard?",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (RENAMED, "Yes, in other words. Charts go on without a break"),
            (CHANGED, "No, it asks for something else. Charts show a break"),
        ],
    )
    why = forms.CharField(
        label="What is different?", required=False, max_length=200, help_text="Charts show it at the break."
    )
    weight = forms.TypedChoiceField(
        label="How much does it weigh?",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(1, "1"), (2, "2"), (3, "3, the most")],
        error_messages={"required": "Choose a weight"},
    )
    critical = forms.BooleanField(
        label="It is critical",
        required=False,
        help_text="Inadequate here holds the overall grade at “requires improvement” or below.",
    )
    first_module = forms.ChoiceField(
        label="Which module is offered first?", error_messages={"required": "Choose a module"}
    )
    modules = forms.MultipleChoiceField(
        label="Which others help?", required=False, widget=forms.CheckboxSelectMultiple
    )
    competencies = forms.MultipleChoiceField(
        label="Which competencies does it show?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one competency"},
    )
    principles = forms.MultipleChoiceField(
        label="Which principles does it serve?", required=False, widget=forms.CheckboxSelectMultiple
    )
    law = forms.MultipleChoiceField(
        label="The law it rests on", required=False, widget=forms.CheckboxSelectMultiple
    )
    more_law = forms.ChoiceField(label="Add a place in the law", required=False)

    def __init__(
        self,
        *args: Any,
        sections: Choices,
        modules: Choices,
        competencies: Choices,
        principles: Choices,
        law_held: Choices,
        law: Choices,
        is_section: bool,
        is_new: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose = [("", "Choose one")]
        offered: dict[str, Choices] = {
            "section": [*choose, *sections],
            "first_module": [*choose, *modules],
            "modules": modules,
            "competencies": competencies,
            "principles": principles,
            "law": law_held,
            "more_law": [("", "Nothing to add"), *law],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        gone = [
            *(("section", "new_section", "critical") if is_section else ()),
            *(("how", "why") if is_new else ()),
            *(() if law_held else ("law",)),
        ]
        for name in gone:
            del self.fields[name]
        if not is_section:
            self.fields["section"].required = False

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "section" in self.fields and not (found.get("new_section") or found.get("section")):
            self.add_error("section", "Choose a section")
        return found

    def words(self, section: str) -> CriterionWords:
        """As the action takes it. `section`: the row's own, where the form does not ask."""
        said = self.cleaned_data
        first = said["first_module"]
        modules = (first, *(code for code in said.get("modules", ()) if code != first))
        keys = (*said.get("law", ()), said.get("more_law", ""))
        return CriterionWords(
            code=said["code"],
            section=said.get("new_section") or said.get("section") or section,
            text=said["text"],
            outstanding=said["outstanding"],
            good=said["good"],
            requires_improvement=said["requires_improvement"],
            inadequate=said["inadequate"],
            weight=said["weight"],
            critical=said.get("critical", False),
            competencies=tuple(said["competencies"]),
            modules=modules,
            principles=tuple(said.get("principles", ())),
            law=tuple(dict.fromkeys(key for key in keys if key)),
        )


class PrincipleForm(NamedForm):
    """The words of a principle."""

    texts = ("text",)
    text = lines("What it says", "Give the principle its words")
