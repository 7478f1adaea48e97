"""Forms of the way in: a file, what its columns are, whom to ask, why not."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.people.models import User
from assessments.imports.layouts import DROP, header_key, layout_of
from assessments.imports.layouts.grades import GRADE_NAMES
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


class MatchForm(forms.Form):
    """What each column is and what each strange grade word means."""

    best = forms.ChoiceField(
        label="Where grades are figures, which is best?",
        choices=[("4", "4 is best, 1 is worst"), ("1", "1 is best, 4 is worst")],
        widget=forms.RadioSelect,
        initial="4",
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        layout = layout_of(batch.layout)
        report, mapping = batch.report, batch.mapping
        told = mapping.columns if mapping else {}
        fields = [(field.code, field.label) for field in layout.fields]
        codes = {label: code for code, label in fields}
        matched = {heading: codes.get(label, "") for heading, label in report.get("columns", [])}
        self.headings = [heading for _, heading in report.get("unknown", [])]
        self.headings += [heading for heading in report.get("dropped", []) if heading not in self.headings]
        self.new = len(self.headings)
        self.headings += [heading for heading in matched if heading not in self.headings]
        for place, heading in enumerate(self.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"“{heading}”",
                choices=[("", "Choose"), (DROP, "Leave it out"), *fields],
                initial=told.get(header_key(heading)) or matched.get(heading, ""),
                error_messages={"required": f"Say what “{heading}” is, or leave it out"},
            )
        self.words = [word for word, _ in report.get("strange_words", [])]
        grades = [(str(grade), name) for grade, name in GRADE_NAMES.items()]
        for place, (word, cells) in enumerate(report.get("strange_words", [])):
            self.fields[f"word_{place}"] = forms.ChoiceField(
                label=f"“{word}”, in {cells} cells" if cells > 1 else f"“{word}”, in one cell",
                choices=[("", "Not a grade: stop these rows"), *grades],
                required=False,
            )
        self.fields["keep"] = forms.MultipleChoiceField(
            label="Comments to keep",
            choices=[(field.code, field.label) for field in layout.fields if field.free_text],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=mapping.choices.get("keep", []) if mapping else [],
            help_text="Comments are left out unless kept. A row whose comment may name somebody stops.",
        )
        if mapping and mapping.choices.get("one_is_best"):
            self.fields["best"].initial = "1"

    @property
    def new_fields(self) -> list[forms.BoundField]:
        """The fields of columns that are not known, and of those left out."""
        return [self[f"column_{place}"] for place in range(self.new)]

    @property
    def known_fields(self) -> list[forms.BoundField]:
        """The fields of columns that are matched already."""
        return [self[f"column_{place}"] for place in range(self.new, len(self.headings))]

    @property
    def word_fields(self) -> list[forms.BoundField]:
        """The fields of the words that are no grade yet."""
        return [self[f"word_{place}"] for place in range(len(self.words))]

    @property
    def chosen_columns(self) -> dict[str, str]:
        """Heading to field code."""
        return {heading: self.cleaned_data[f"column_{place}"] for place, heading in enumerate(self.headings)}

    @property
    def chosen_words(self) -> dict[str, int]:
        """Word to grade, for the words that were given one."""
        given = {word: self.cleaned_data[f"word_{place}"] for place, word in enumerate(self.words)}
        return {word: int(grade) for word, grade in given.items() if grade != ""}
