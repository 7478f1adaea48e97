"""The short form of each kind, as a form on a page."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from academy.gate.checking import A_ROLE, FoundPersonal
from academy.kit.refusals import Refused
from academy.law.forms import WhenField
from competencies.evidence.actions import Draft
from competencies.evidence.actions.recording import REASON_LABEL, REFERENCE_LABEL
from competencies.evidence.models import LONGEST_REASON, LONGEST_REFERENCE, Piece, Strength
from competencies.evidence.queries.choices import Choices
from competencies.evidence.rules.shortforms import (
    CHOICE,
    LINE,
    LONGEST_LINE,
    LONGEST_TEXT,
    NUMBER,
    Question,
    ShortForm,
)

PLACES = ("first", "second", "third")
MOST_COUNTED = 100_000
AT = {
    "no_reference": "plan_ref", "not_a_reference": "plan_ref", "future": "shown_on", "long_ago": "shown_on",
    "n_of_m": "n", "no_reason": "reason", "nothing": "task",
}  # fmt: skip
"""The field at which a refusal is said, by its code."""
LEAVE_OUT = "Leave out names of children, families and colleagues."


class ReasonForm(forms.Form):
    """One box for why a piece is taken back."""

    reason = forms.CharField(
        label="Why should it not stand?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"The person reads this. {LEAVE_OUT}",
        error_messages={"required": "Say why in a few words"},
    )


class PieceForm(forms.Form):
    """The questions of one kind, with the day, what it shows and, for other people's work, how strongly."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    shown_on = WhenField()
    plan_ref = forms.CharField(
        required=False,
        max_length=LONGEST_REFERENCE,
        help_text="The council’s own number, such as P-20417. Never a name.",
        error_messages={"required": "Give the reference, such as P-20417"},
    )
    task = forms.ChoiceField(
        label="Which task does it show?",
        required=False,
        help_text="Choose a task, or only the competencies below, or a task and the part of it that you saw.",
    )
    first = forms.ChoiceField(label="Only this competency of it", required=False)
    second = forms.ChoiceField(label="A second competency", required=False)
    third = forms.ChoiceField(label="A third competency", required=False)
    strength = forms.ChoiceField(
        label="How much does it say?",
        choices=[
            (Strength.EVIDENCE.value, "It shows the work done"),
            (Strength.RECOMMEND.value, "It shows the work done well, and I recommend more trust"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much it says"},
    )
    reason = forms.CharField(
        label="Why do you mend it?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The one before stays to be read, with this reason.",
        error_messages={"required": "Say why in a few words"},
    )

    def __init__(
        self,
        short: ShortForm,
        data: Any = None,
        *,
        tasks: Choices,
        competencies: Choices,
        own: bool,
        mends: Piece | None = None,
        named: Sequence[str] = (),
    ) -> None:
        super().__init__(data, initial=_kept(mends, named) if mends else {"key": uuid.uuid4()})
        self.short = short
        for one in short.questions:
            self.fields[one.name] = _field(one)
        self.fields["shown_on"].label = short.day
        self.fields["shown_on"].error_messages["required"] = "Give the day"
        self.fields["plan_ref"].label = short.reference
        self.fields["plan_ref"].required = short.reference_needed
        self.fields["task"].choices = [("", "No whole task"), *tasks]  # type: ignore[attr-defined]
        for name in PLACES:
            self.fields[name].choices = [("", "None"), *competencies]  # type: ignore[attr-defined]
        gone = {"plan_ref": not short.reference, "strength": own, "reason": mends is None}
        for name, absent in gone.items():
            if absent:
                del self.fields[name]
        self.order_fields(
            [
                "key",
                "shown_on",
                "plan_ref",
                *(one.name for one in short.questions),
                "task",
                *PLACES,
                "strength",
            ]
        )

    @property
    def draft(self) -> Draft:
        """What the form says; for a valid form."""
        held = self.cleaned_data
        return Draft(
            kind=self.short.kind,
            shown_on=held["shown_on"],
            answers={one.name: held[one.name] for one in self.short.questions},
            task=held["task"],
            competencies=tuple(dict.fromkeys(held[name] for name in PLACES if held[name])),
            plan_ref=held.get("plan_ref", ""),
            strength=Strength(held.get("strength") or Strength.EVIDENCE),
        )

    def refuse(self, refused: Refused) -> None:
        """Say a refusal where it belongs. What somebody typed stays; what was found is never said."""
        if not isinstance(refused, FoundPersonal):
            name = AT.get(refused.code)
            self.add_error(name if name in self.fields else None, refused.words)
            return
        fields = {one.label: one.name for one in self.short.questions}
        fields |= {REFERENCE_LABEL: "plan_ref", REASON_LABEL: "reason"}
        for where in dict.fromkeys(place.where for place in refused.places):
            places = [place for place in refused.places if place.where == where]
            self.add_error(fields.get(where), FoundPersonal(places, A_ROLE).words)

    @property
    def asks(self) -> str:
        """Names of what is asked before what it shows, in order."""
        return ",".join(["shown_on", *(["plan_ref"] if "plan_ref" in self.fields else []), *self._named()])

    def _named(self) -> list[str]:
        return [one.name for one in self.short.questions]


def _field(one: Question) -> forms.Field:
    """The field of a question."""
    say = {"required": one.missing}
    if one.ask == CHOICE:
        return forms.ChoiceField(
            label=one.label, help_text=one.hint, choices=list(one.choices), widget=forms.RadioSelect,
            required=one.needed, error_messages=say,
        )  # fmt: skip
    if one.ask == NUMBER:
        return forms.IntegerField(
            label=one.label, help_text=one.hint, min_value=0, max_value=MOST_COUNTED, required=one.needed,
            error_messages={**say, "invalid": f"{one.label} Write a whole number, such as 14"},
        )  # fmt: skip
    if one.ask == LINE:
        return forms.CharField(
            label=one.label, help_text=one.hint, max_length=LONGEST_LINE, required=one.needed,
            error_messages=say,
        )  # fmt: skip
    return forms.CharField(
        label=one.label, help_text=f"{one.hint}. {LEAVE_OUT}" if one.hint else LEAVE_OUT,
        max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), required=one.needed,
        error_messages=say,
    )  # fmt: skip


def _kept(piece: Piece, named: Sequence[str]) -> dict[str, Any]:
    """What the piece before says, to begin with."""
    day: datetime.date = piece.shown_on
    return {
        **piece.answers,
        **dict(zip(PLACES, named, strict=False)),
        "key": uuid.uuid4(),
        "shown_on": {"day": day.day, "month": day.month, "year": day.year},
        "plan_ref": piece.plan_ref,
        "task": piece.task.code if piece.task else "",
        "strength": piece.strength,
    }
