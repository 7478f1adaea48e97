"""A file, whom to ask, why not."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.people.models import User
from assessments.imports.models import Batch
from assessments.imports.queries import second_people

ASK, HISTORY = "ask", "history"


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label="The spreadsheet",
        help_text="Excel workbook (.xlsx) or CSV, up to 10 MB, without macros, notes or hidden rows.",
        error_messages={
            "required": "Choose the spreadsheet first",
            "empty": "This file is empty. Look at the file and send the one with the audits.",
        },
    )


class SendForm(forms.Form):
    """Whom to ask, and whether training is asked for at all."""

    asked = forms.ChoiceField(label="Ask", error_messages={"required": "Choose who is to look at it"})
    training = forms.ChoiceField(
        label="What the audits are for",
        choices=[
            (ASK, "Training where the rules call for it"),
            (HISTORY, "History only: ask nothing of anybody"),
        ],
        widget=forms.RadioSelect,
        initial=ASK,
        error_messages={"required": "Choose what the audits are for"},
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person, _ in second_people(batch=batch)}
        titles = second_people(batch=batch)
        self.fields["asked"].choices = [  # type: ignore[attr-defined]
            (str(person.pk), f"{person.get_full_name()}, {title}") for person, title in titles
        ]
        if batch.report.get("old"):
            self.fields["training"].initial = HISTORY

    @property
    def person(self) -> User:
        """The chosen second person."""
        return self.people[self.cleaned_data["asked"]]

    @property
    def history_only(self) -> bool:
        """Whether no training is to be asked for."""
        return bool(self.cleaned_data["training"] == HISTORY)


class TurnDownForm(forms.Form):
    """Why a file does not come in."""

    reason = forms.CharField(
        label="Why it does not come in",
        max_length=400,
        help_text="The person who sent it reads this. Leave out names and anything about a child.",
        error_messages={"required": "Say why in a few words"},
    )
