"""What a panel says: members' own grades, the agreed ones with reasons, and which quarter is drawn."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from academy.people.models import User
from assessments.audits.models import GRADE_CHOICES
from assessments.moderation.models import LONGEST_REASON
from assessments.moderation.queries.panels import CaseMark
from assessments.moderation.rules.panels import LEAST_SHARE, MOST_SHARE, Said

NONE = ("", "Not looked at")
GRADES = [NONE, *((str(grade), words) for grade, words in GRADE_CHOICES)]


def grade_field(label: str) -> forms.TypedChoiceField:
    """A grade, or nothing."""
    return forms.TypedChoiceField(
        label=label,
        choices=GRADES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )


@dataclass(frozen=True)
class MarkLine:
    """One criterion with its boxes."""

    mark: CaseMark
    grade: BoundField
    reason: BoundField | None = None


class MineForm(forms.Form):
    """One's own grades, before the panel talks."""

    def __init__(self, *args: Any, marks: Sequence[CaseMark], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks = marks
        for mark in marks:
            name = f"g{mark.criterion_id}"
            self.fields[name] = grade_field(f"Your grade for {mark.code}")
            self.initial.setdefault(name, mark.mine or "")

    @property
    def lines(self) -> list[MarkLine]:
        """The boxes beside their criteria."""
        return [MarkLine(mark, self[f"g{mark.criterion_id}"]) for mark in self.marks]

    @property
    def grades(self) -> dict[int, int]:
        """What was given."""
        found = {mark.criterion_id: self.cleaned_data.get(f"g{mark.criterion_id}") for mark in self.marks}
        return {pk: grade for pk, grade in found.items() if grade}


class AgreeForm(forms.Form):
    """What the panel agreed."""

    overall = forms.TypedChoiceField(
        label="Overall grade",
        choices=[("", "As it stands"), *((str(grade), words) for grade, words in GRADE_CHOICES)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    learning = forms.CharField(
        label="What everybody can learn from it",
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="If you like. About the work, without names.",
    )
    members = forms.TypedMultipleChoiceField(
        label="Who sat with you?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever wrote or audited the plan, and whoever leads them, is not on this list.",
        error_messages={"required": "Tick who sat with you: a panel is two people or more"},
    )

    def __init__(self, *args: Any, marks: Sequence[CaseMark], others: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks = marks
        self.people = {one.pk: one for one in others}
        choices = [(one.pk, one.get_full_name()) for one in others]
        self.fields["members"].choices = choices  # type: ignore[attr-defined]
        for mark in marks:
            self.fields[f"g{mark.criterion_id}"] = grade_field(f"Agreed grade for {mark.code}")
            self.fields[f"r{mark.criterion_id}"] = forms.CharField(
                label=f"Reason for {mark.code}",
                max_length=LONGEST_REASON,
                required=False,
                widget=forms.TextInput(attrs={"class": "govuk-input"}),
            )

    @property
    def lines(self) -> list[MarkLine]:
        """The boxes beside their criteria."""
        return [
            MarkLine(mark, self[f"g{mark.criterion_id}"], self[f"r{mark.criterion_id}"])
            for mark in self.marks
        ]

    @property
    def said(self) -> dict[int, Said]:
        """What was agreed, by criterion."""
        found = {}
        for mark in self.marks:
            grade = self.cleaned_data.get(f"g{mark.criterion_id}")
            if grade:
                found[mark.criterion_id] = Said(grade, self.cleaned_data.get(f"r{mark.criterion_id}") or "")
        return found

    @property
    def sat(self) -> list[User]:
        """Who sat besides the one who writes it down."""
        return [self.people[pk] for pk in self.cleaned_data["members"] if pk in self.people]


class SitForm(forms.Form):
    """Whom to ask to sit."""

    people = forms.TypedMultipleChoiceField(
        label="Whom do you ask?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each gets one e-mail with a link, without a plan or a grade in it.",
        error_messages={"required": "Tick whom you ask to sit"},
    )

    def __init__(self, *args: Any, others: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {one.pk: one for one in others}
        choices = [(one.pk, one.get_full_name()) for one in others]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> list[User]:
        """Whom the form names."""
        return [self.others[pk] for pk in self.cleaned_data["people"]]


class DrawForm(forms.Form):
    """Which quarter, how much by lot, and the seed."""

    quarter = forms.ChoiceField(label="Which quarter?")
    share = forms.IntegerField(
        label="How many in a hundred are drawn by lot?",
        min_value=LEAST_SHARE,
        max_value=MOST_SHARE,
        initial=10,
        help_text="Between 8 and 12. All outstanding, inadequate and disputed ones come on top.",
    )
    seed = forms.IntegerField(
        label="Seed", min_value=0, max_value=2**31, help_text="The same seed draws the same audits again."
    )

    def __init__(
        self, *args: Any, quarters: Sequence[tuple[datetime.date, datetime.date]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["quarter"]
        field.choices = [  # type: ignore[attr-defined]
            (first.isoformat(), f"{first:%B %Y} to {last:%B %Y}") for first, last in quarters
        ]
