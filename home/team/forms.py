"""What whoever leads a team fills in: caseloads, and asking the team to do a module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from academy.gate.scan import Scanner
from academy.staffing.models import MOST_PLANS
from courses.requirements.rules.permits import LEAST_WORDS, MOST_WORDS
from home.team.queries.asking import Candidate
from home.team.queries.people import Staff

PERSONAL = (
    "Why: this looks as if it had a name, a number or an address in it. Write about the work: “the child”, "
    "“a colleague”. Your words are still here."
)


class CaseloadForm(forms.Form):
    """A number for each person; an empty box leaves what is known as it is."""

    def __init__(self, *args: Any, people: Sequence[Staff], known: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for one in people:
            words = f"{one.name}: give a whole number from 0 to {MOST_PLANS}"
            self.fields[f"plans_{one.pk}"] = forms.IntegerField(
                label=f"Plans of {one.name}",
                min_value=0,
                max_value=MOST_PLANS,
                required=False,
                initial=known.get(one.pk),
                error_messages={"invalid": words, "min_value": words, "max_value": words},
            )

    def lines(self) -> Iterator[tuple[Staff, forms.BoundField]]:
        """Each person with their box."""
        for one in self.people:
            yield one, self[f"plans_{one.pk}"]

    @property
    def plans(self) -> dict[int, int]:
        """What was filled in, by person."""
        said = {one.pk: self.cleaned_data.get(f"plans_{one.pk}") for one in self.people}
        return {person: count for person, count in said.items() if count is not None}


class AskTeamForm(forms.Form):
    """Who is asked, by when, and why."""

    people = forms.MultipleChoiceField(
        label="Who do you ask?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one person",
            "invalid_choice": "Choose people from the list",
        },
    )
    due_on = forms.DateField(
        label="By when?",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Give the day by which it is due", "invalid": "Give a real day"},
    )
    reason = forms.CharField(
        label="Why? Everybody you ask reads this",
        min_length=LEAST_WORDS,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Write about the work. Leave out names and anything about a child or family.",
        error_messages={
            "required": "Say why in a few words",
            "min_length": "Say a little more, so that people understand it",
        },
    )

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate],
        scanner: Scanner | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scanner = scanner
        field = self.fields["people"]
        field.choices = [(str(one.pk), one.name) for one in candidates]  # type: ignore[attr-defined]
        field.hints = {str(one.pk): one.why_not for one in candidates if one.why_not}  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        """Nothing about a real child, parent or colleague is kept; what was found is never said."""
        said: str = self.cleaned_data["reason"]
        if self.scanner is not None and self.scanner.kinds(said):
            raise forms.ValidationError(PERSONAL)
        return said
