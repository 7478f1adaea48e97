"""What somebody writes who asks a person for something, or changes the matrix."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from academy.gate.scan import Scanner
from academy.people.roles import ROLES
from courses.requirements.models import Requirement
from courses.requirements.rules.audiences import GROUPS
from courses.requirements.rules.permits import LEAST_WORDS, MOST_WORDS
from courses.requirements.rules.standing import ASKING

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
Offered = list[tuple[str, list[tuple[str, str]]]]
PERSONAL = (
    "This looks as if it had a name, a number or an address in it. Write about the work: “the child”, “a "
    "colleague”. Your words are still here."
)


class AskForm(forms.Form):
    """One thing asked of one person, with a reason that they read."""

    what = forms.ChoiceField(
        label="What do you ask for?",
        error_messages={"required": "Choose what you ask for", "invalid_choice": "Choose one from the list"},
    )
    due_on = forms.DateField(
        label="By when?",
        widget=DAY,
        error_messages={"required": "Give the day by which it is due", "invalid": "Give a real day"},
    )
    reason = forms.CharField(
        label="Why? The person reads this",
        min_length=LEAST_WORDS,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Write about the work. Leave out names and anything about a child or family.",
        error_messages={
            "required": "Say why in a few words",
            "min_length": "Say a little more, so that the person understands it",
        },
    )

    def __init__(self, *args: Any, offered: Offered, scanner: Scanner | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scanner = scanner
        self.fields["what"].choices = [("", "Choose"), *offered]  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        """Nothing about a real child, parent or colleague is kept; what was found is never said."""
        said: str = self.cleaned_data["reason"]
        if self.scanner is not None and self.scanner.kinds(said):
            raise forms.ValidationError(PERSONAL)
        return said


class RequirementForm(forms.Form):
    """A cell of the matrix."""

    training = forms.CharField(
        label="Kind of training",
        max_length=120,
        help_text="A row of the table. Write it as it stands there to add to that row.",
        error_messages={"required": "Say which kind of training this is"},
    )
    group = forms.ChoiceField(
        label="For whom?",
        choices=Requirement.Group.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for whom it is"},
    )
    kind = forms.ChoiceField(
        label="Who of them has to?",
        choices=Requirement.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who of them has to"},
    )
    roles = forms.MultipleChoiceField(
        label="Which roles?",
        choices=[(code, f"{ROLES[code].title} ({code})") for codes in GROUPS.values() for code in codes],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Only for training that is targeted by role.",
    )
    things = forms.CharField(
        label="Modules and handbook pages",
        max_length=300,
        required=False,
        help_text="Their codes with a space between them, for example SOP-01 PM-18.",
    )
    first_days = forms.IntegerField(
        label="How many days after starting is it due?",
        min_value=1,
        max_value=730,
        error_messages={"required": "Give a number of days"},
    )
    refresh_months = forms.IntegerField(
        label="After how many months is it due again?",
        min_value=1,
        max_value=120,
        required=False,
        help_text="Leave it empty when once is enough.",
    )
    active_from = forms.DateField(
        label="Asked from",
        widget=DAY,
        error_messages={"required": "Give the first day", "invalid": "Give a real day"},
    )
    active_to = forms.DateField(
        label="Asked until",
        widget=DAY,
        required=False,
        help_text="To end it, give the last day.",
        error_messages={"invalid": "Give a real day"},
    )
    reason = forms.CharField(
        label="Why? Everybody who is asked reads this",
        min_length=LEAST_WORDS,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why in a sentence", "min_length": "Say a little more"},
    )

    def __init__(self, *args: Any, known: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["roles"].hints = {}  # type: ignore[attr-defined]

    def clean_things(self) -> str:
        """Codes that lead somewhere, each once."""
        codes = list(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["things"].strip().upper())))
        codes = [code for code in codes if code]
        strange = [code for code in codes if code not in self.known]
        if strange:
            raise forms.ValidationError(f"There is no module or page called {', '.join(strange)[:80]}.")
        return " ".join(codes)

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        data: dict[str, Any] = super().clean() or {}
        kind, group, roles = data.get("kind"), data.get("group"), data.get("roles") or []
        if kind == Requirement.Kind.TARGETED and not roles:
            self.add_error("roles", "Choose at least one role, or choose All.")
        if kind and kind != Requirement.Kind.TARGETED:
            data["roles"] = roles = []
        if group and any(role not in GROUPS[group] for role in roles):
            self.add_error("roles", "Some of these roles are of another group. Make a cell for each group.")
        if kind in ASKING and "things" in data and not data["things"]:
            self.add_error("things", "Name at least one module or handbook page.")
        first, last = data.get("active_from"), data.get("active_to")
        if first and last and last < first:
            self.add_error("active_to", "The last day lies before the first.")
        return data
