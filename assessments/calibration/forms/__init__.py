"""What is typed about plans with agreed grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessments.audits.models import GRADE_CHOICES
from assessments.instruments.models import Criterion

GRADES = [("", "Not agreed"), *((str(grade), words) for grade, words in GRADE_CHOICES)]


class FindPlanForm(forms.Form):
    """A listed plan by its reference."""

    words = forms.CharField(label="Plan reference", max_length=40, required=False)


class SeedForm(forms.Form):
    """The agreed grade of each criterion."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], begin: Mapping[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"g{one.pk}"] = forms.TypedChoiceField(
                label=f"Agreed grade for {one.code}",
                choices=GRADES,
                coerce=int,
                empty_value=None,
                required=False,
                initial=begin.get(one.pk, ""),
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )

    @property
    def lines(self) -> list[tuple[Criterion, BoundField]]:
        """Each criterion with its box."""
        return [(one, self[f"g{one.pk}"]) for one in self.criteria]

    @property
    def grades(self) -> dict[int, int]:
        """What was agreed."""
        found = {one.pk: self.cleaned_data.get(f"g{one.pk}") for one in self.criteria}
        return {pk: grade for pk, grade in found.items() if grade}
