"""What the forms have in common."""

from __future__ import annotations

import uuid

from django import forms

from academy.kit.refusals import Refused


class PlanForm(forms.Form):
    """A form that shows a refusal at the field it is about."""

    def refuse(self, refused: Refused) -> None:
        """The words, at the field with the code's name, or above the form."""
        self.add_error(refused.code if refused.code in self.fields else None, refused.words)


class KeyForm(PlanForm):
    """A form that is counted once however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def long_text(
    label: str, help_text: str, *, longest: int, required: bool = True, rows: int = 4
) -> forms.CharField:
    """A box for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"{label.rstrip('?')}: say it in your own words"},
    )


def day_field(label: str, help_text: str = "") -> forms.DateField:
    """A day in three boxes."""
    name = label.rstrip("?")
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.SelectDateWidget(),
        error_messages={"required": f"{name}: say which day", "invalid": f"{name}: this is not a day"},
    )
