"""Forms of panels: calling one, grading alone, and writing down what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from academy.gate.forms import CleanForm
from academy.people.models import User
from assessments.auditing.actions.panels import Outcome, Seat
from assessments.auditing.forms.marking import CAUSES, GRADES, NOT_APPLICABLE
from assessments.auditing.models import ListedPlan, PanelMember
from assessments.auditing.queries.panels import Compared, Part, person_by_email, plan_for_panel
from assessments.auditing.rules.panels import Agreed
from assessments.audits.models import GRADE_CHOICES

MOST_SEATS = 6
FIRST = [choice.value for choice in PanelMember.Agency]
OVERALL = [(str(value), word) for value, word in GRADE_CHOICES]


class PanelForm(forms.Form):
    """A plan, a day, a chair, and up to six seats. A seat without an e-mail is written down by the chair."""

    plan_ref = forms.CharField(
        label="Plan reference",
        max_length=40,
        help_text="As it stands in the list of plans. The plan itself is never uploaded.",
    )
    held_on = forms.DateField(label="Day of the panel", widget=forms.SelectDateWidget)
    chair = forms.EmailField(label="E-mail of the chair", help_text="Somebody who audits plans.")

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"held_on": timezone.localdate(), "chair": actor.email})
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.plan: ListedPlan | None = None
        self.people: dict[str, User] = {}
        for number in range(1, MOST_SEATS + 1):
            first = FIRST[number - 1] if number <= len(FIRST) and number <= 3 else ""
            self.fields[f"agency_{number}"] = forms.ChoiceField(
                label=f"Seat {number}",
                choices=[("", "Nobody"), *PanelMember.Agency.choices],
                required=False,
                initial=first,
            )
            self.fields[f"email_{number}"] = forms.EmailField(
                label=f"E-mail for seat {number}",
                required=False,
                help_text="Leave it empty and the chair writes down what they give.",
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The seats, two fields each."""
        return [(self[f"agency_{n}"], self[f"email_{n}"]) for n in range(1, MOST_SEATS + 1)]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("plan_ref"):
            self.plan = plan_for_panel(actor=self.actor, plan_ref=data["plan_ref"])
            if self.plan is None:
                self.add_error("plan_ref", "Plan reference: no listed plan has this reference.")
        for name in ("chair", *(f"email_{n}" for n in range(1, MOST_SEATS + 1))):
            if not data.get(name):
                continue
            person = person_by_email(council=self.actor.council, email=data[name])
            if person is None:
                label = self.fields[name].label
                self.add_error(name, f"{label}: nobody with this e-mail has an account here today.")
            else:
                self.people[name] = person
        return data

    @property
    def seats(self) -> list[Seat]:
        """The seats that are taken."""
        data = self.cleaned_data
        numbers = [n for n in range(1, MOST_SEATS + 1) if data.get(f"agency_{n}")]
        return [Seat(data[f"agency_{n}"], self.people.get(f"email_{n}")) for n in numbers]


class AloneForm(CleanForm):
    """What one member gives alone: a grade for each section, one for the whole, a few words."""

    texts = ("words",)

    def __init__(
        self, *args: Any, parts: Sequence[Part], given: Mapping[str, int | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            first = given.get(part.code, "")
            field = forms.ChoiceField(
                label=part.name,
                choices=GRADES,
                widget=forms.RadioSelect,
                initial=NOT_APPLICABLE if first is None else first,
            )
            if part.criterion is not None:
                field.hints = {  # type: ignore[attr-defined]
                    str(value): part.criterion.descriptor(value) for value, _ in GRADE_CHOICES
                }
            self.fields[f"grade_{part.code}"] = field
        self.fields["overall"] = forms.ChoiceField(
            label="The plan as a whole", choices=OVERALL, widget=forms.RadioSelect
        )
        self.fields["words"] = forms.CharField(
            label="What you saw, in a few words",
            max_length=400,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Without names.",
        )

    @property
    def sections(self) -> list[Any]:
        """The fields of the sections."""
        return [self[f"grade_{part.code}"] for part in self.parts]

    @property
    def grades(self) -> dict[str, int | None]:
        """The grade of each section; None where it does not apply."""
        return {part.code: _grade(self.cleaned_data[f"grade_{part.code}"]) for part in self.parts}


class AgreeForm(CleanForm):
    """What the panel agreed, section by section, and what follows."""

    texts = ("learning", "action", "action_by")
    overall = forms.ChoiceField(label="Agreed overall grade", choices=OVERALL, widget=forms.RadioSelect)
    learning = forms.CharField(
        label="What was learnt", max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    action = forms.CharField(label="One action", max_length=300)
    action_by = forms.CharField(
        label="Who does it", max_length=120, help_text="A role or a service, for example “the health lead”."
    )

    def __init__(self, *args: Any, compared: Sequence[Compared], middle: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.compared = compared
        self.fields["overall"].initial = middle
        for one in compared:
            self.fields[f"grade_{one.code}"] = forms.ChoiceField(
                label=f"{one.name}: agreed grade", choices=[("", "Choose one"), *GRADES], initial=one.middle
            )
            self.fields[f"cause_{one.code}"] = forms.ChoiceField(
                label=f"{one.name}: why below good", choices=CAUSES, required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for one in self.compared:
            grade = _grade(data.get(f"grade_{one.code}") or "")
            if grade is not None and grade < 3 and not data.get(f"cause_{one.code}"):
                self.add_error(f"cause_{one.code}", f"{one.name}: say why it is below good.")
        return data

    @property
    def rows(self) -> list[tuple[Compared, Any, Any]]:
        """Each section with its two fields."""
        return [(one, self[f"grade_{one.code}"], self[f"cause_{one.code}"]) for one in self.compared]

    @property
    def outcome(self) -> Outcome:
        """What was agreed, as the action takes it."""
        data = self.cleaned_data
        grades = {}
        for one in self.compared:
            grade = _grade(data[f"grade_{one.code}"])
            low = grade is not None and grade < 3
            grades[one.code] = Agreed(grade, data[f"cause_{one.code}"] if low else "")
        return Outcome(grades, int(data["overall"]), data["learning"], data["action"], data["action_by"])


class DropForm(CleanForm):
    """Calling a panel off."""

    texts = ("reason",)
    reason = forms.CharField(label="Why is it called off?", max_length=300)


def _grade(said: str) -> int | None:
    return int(said) if said.isdigit() else None
