"""The words of a version that is being written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from academy.gate.scan import Scanner
from academy.people.roles import ROLES
from competencies.framework.models import Domain, EvidenceKind, Level, RoleExpectation
from competencies.framework.models.levels import HIGHEST

PERSONAL = (
    "This looks as if it had a name, a number or an address in it. Write about the work, not about a person. "
    "Your words are still here."
)
Choices = Sequence[tuple[str, str]]


class PlainForm(forms.Form):
    """A form whose field names are the ids on the page, and whose `scanned` texts may name no real person."""

    scanned: tuple[str, ...] = ()

    def __init__(self, *args: Any, scanner: Scanner | None = None, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)
        self.scanner = scanner

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        for name in self.scanned:
            if self.scanner is not None and self.scanner.kinds(str(found.get(name, ""))):
                self.add_error(name, PERSONAL)
        return found


def code_field(label: str, like: str) -> forms.RegexField:
    """A code of the framework."""
    return forms.RegexField(
        r"^[A-Z]{1,3}[0-9]{1,2}(\.[0-9]{1,2})?$",
        label=label,
        max_length=8,
        help_text=f"For example {like}. A code keeps its meaning for good: old records and modules use it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Give a code", "invalid": f"Write the code like {like}"},
    )


class AboutForm(PlainForm):
    """What the framework is called and what is new."""

    scanned = ("what_changed",)
    name = forms.CharField(label="Name of the framework", max_length=120)
    what_changed = forms.CharField(
        label="What is new in this version, and why?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Everybody reads this. Leave out names. You can finish it before you send.",
    )


class DomainForm(PlainForm):
    """A domain, with what each level looks like in it."""

    code = code_field("Code", "D5")
    title = forms.CharField(label="Title", max_length=160, error_messages={"required": "Give a title"})

    def __init__(self, *args: Any, levels: Iterable[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in levels:
            self.fields[f"level_{level.number}"] = forms.CharField(
                label=f"At level {level.number}, {level.name.lower()}", max_length=200, required=False
            )

    @staticmethod
    def initial_of(row: Domain | None) -> dict[str, Any]:
        """What stands in the form first."""
        if row is None:
            return {}
        said = {f"level_{one.level}": one.text for one in row.descriptors.all()}
        return {"code": row.code, "title": row.title, **said}

    def descriptors(self) -> dict[int, str]:
        """Text by level."""
        return {
            int(name.partition("_")[2]): said
            for name, said in self.cleaned_data.items()
            if name.startswith("level_")
        }


class CompetencyForm(PlainForm):
    """One thing a person can be seen to do."""

    code = code_field("Code", "C5.4")
    text = forms.CharField(
        label="What can be seen",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Begin with what the person does: Writes, Gathers, Explains.",
        error_messages={"required": "Say what can be seen"},
    )
    domain = forms.TypedChoiceField(
        label="Domain", coerce=int, error_messages={"required": "Choose a domain"}
    )
    evidence_kinds = forms.MultipleChoiceField(
        label="What kinds of evidence may show it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one kind of evidence"},
    )

    def __init__(self, *args: Any, domains: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = domains  # type: ignore[attr-defined]
        self.fields["evidence_kinds"].choices = kinds  # type: ignore[attr-defined]


class TaskForm(PlainForm):
    """A whole piece of work somebody can be trusted with. Law: what it rests on, and one more."""

    code = code_field("Code", "ET07")
    title = forms.CharField(
        label="What the person is trusted with",
        max_length=160,
        error_messages={"required": "Say what the person is trusted with"},
    )
    competencies = forms.TypedMultipleChoiceField(
        label="What is it built on?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one competency"},
    )
    law = forms.MultipleChoiceField(
        label="The law it rests on",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick what it no longer rests on. When one of these changes, levels on the "
        "task are looked at again.",
    )
    more_law = forms.ChoiceField(label="Add a place in the law", required=False)

    def __init__(self, *args: Any, built_from: Choices, law_held: Choices, law: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competencies"].choices = built_from  # type: ignore[attr-defined]
        self.fields["law"].choices = law_held  # type: ignore[attr-defined]
        self.fields["more_law"].choices = [("", "Nothing to add"), *law]  # type: ignore[attr-defined]
        if not law_held:
            del self.fields["law"]

    def all_law(self) -> tuple[str, ...]:
        """Keys of the law pack, each once."""
        said = self.cleaned_data
        keys = [*said.get("law", []), said.get("more_law", "")]
        return tuple(dict.fromkeys(key for key in keys if key))


LEVELS = [("", "–"), *((str(number), str(number)) for number in range(HIGHEST + 1))]


class ExpectForm(PlainForm):
    """A level for each role and time in post; an empty one is not expected."""

    def __init__(self, *args: Any, weeks: Sequence[int], held: Iterable[RoleExpectation], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.weeks = list(weeks)
        now = {(row.role, row.weeks): row for row in held}
        self.notes = {key: row.note for key, row in now.items()}
        for role in self.roles():
            for count in self.weeks:
                field = forms.ChoiceField(
                    label=f"{ROLES[role].title} after {count} weeks", choices=LEVELS, required=False
                )
                row = now.get((role, count))
                field.initial = "" if row is None else str(row.level)
                self.fields[f"{role}-{count}"] = field

    @staticmethod
    def roles() -> list[str]:
        """Council roles, which can be expected to hold something; guests are not."""
        return [code for code in ROLES if code.startswith("R")]

    def rows(self) -> list[tuple[str, list[tuple[int, forms.BoundField]]]]:
        """For the table: role, and its fields by weeks."""
        return [
            (ROLES[role].title, [(count, self[f"{role}-{count}"]) for count in self.weeks])
            for role in self.roles()
        ]

    def expects(self) -> list[tuple[str, int, int, str]]:
        """Role, weeks, level and the note that stood with it."""
        said = self.cleaned_data
        return [
            (role, count, int(said[f"{role}-{count}"]), self.notes.get((role, count), ""))
            for role in self.roles()
            for count in self.weeks
            if said.get(f"{role}-{count}")
        ]


class LevelForm(forms.ModelForm):
    """A level's words, and what is waited for before it is proposed."""

    class Meta:
        model = Level
        fields = (
            "name", "descriptor", "work_allowed", "least_kinds", "least_live", "least_audits",
            "least_recommendations", "every_competency", "fresh_months", "months_below",
        )  # fmt: skip
        labels = {
            "descriptor": "What it looks like",
            "work_allowed": "What may be done",
            "least_kinds": "Kinds of evidence, at least",
            "least_live": "Pieces from live work, at least",
            "least_audits": "Good audits, at least, where audits look",
            "least_recommendations": "Recommendations, at least",
            "every_competency": "Every competency of the task is shown",
            "fresh_months": "Evidence counts for so many months",
            "months_below": "Months at the level before",
        }


class KindForm(forms.ModelForm):
    """A kind of evidence."""

    class Meta:
        model = EvidenceKind
        fields = ("name", "form", "is_live", "months_valid")
        labels = {"form": "What it is", "is_live": "It comes from live work"}
        help_texts = {"months_valid": "0 when it counts without end."}
