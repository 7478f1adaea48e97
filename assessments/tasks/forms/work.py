"""What somebody fills in who does a task: words, a file, the rows of a matrix, ticked sentences."""

from __future__ import annotations

from typing import Any

from django import forms

from assessments.tasks.rules.matrix import Row
from assessments.tasks.rules.permits import MOST_CELL, MOST_ROWS
from assessments.tasks.rules.sentences import read_places


class LaterField(forms.CharField):
    """Needed in the end, not to save: it is asked for when the whole is handed in or given."""

    def validate(self, value: str) -> None:
        """Nothing yet is fine."""


class WorkForm(forms.Form):
    """The words of a draft and one more file. `saves` is the saving the page was drawn after."""

    text = LaterField(
        label="Your work",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text="One thought a paragraph, with an empty line between: markers comment on paragraphs.",
    )
    saves = forms.IntegerField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label="Add a file",
        required=False,
        help_text="Word (.docx), OpenDocument (.odt), PDF or plain text, up to 10 MB. No pictures, comments "
        "or macros.",
        error_messages={"empty": "This file is empty. Look at the file and send the one with your work."},
    )


class RowForm(forms.Form):
    """One row of a matrix. Nothing is needed to save it; handing in asks for all of it."""

    places = forms.CharField(
        label="Where it is said",
        required=False,
        max_length=120,
        help_text="Paper and sentence: 2.14, 5.3",
    )
    need = forms.CharField(
        label="The need, and what it does",
        required=False,
        max_length=MOST_CELL,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    provision = forms.CharField(
        label="The help: who, what, how much",
        required=False,
        max_length=MOST_CELL,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    outcome = forms.CharField(
        label="What she or he will be able to do, and by when",
        required=False,
        max_length=MOST_CELL,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def row(self) -> Row:
        """The row as the action takes it."""
        data = self.cleaned_data
        places = tuple(read_places(data.get("places", "")))
        return Row(places, *(data.get(name, "") for name in ("need", "provision", "outcome")))


RowSet = forms.formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1)
PREFIX = "row"


def rows_said(rows: Any, *, without: int | None = None) -> list[Row]:
    """The rows of a valid set; `without` is the number, from 0, of one that is taken out."""
    return [one.row() for at, one in enumerate(rows) if at != without]


def rows_initial(rows: list[Row]) -> list[dict[str, str]]:
    """Rows as the forms begin with them."""
    return [
        {
            "places": ", ".join(row.places),
            "need": row.need,
            "provision": row.provision,
            "outcome": row.outcome,
        }
        for row in rows
    ]
