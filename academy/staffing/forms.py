"""Forms of the people screens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from academy.people.models import User
from academy.staffing.queries import teams


class SearchForm(forms.Form):
    """Who to look for in the list of people."""

    words = forms.CharField(label="Name, staff number or e-mail", required=False, max_length=80)
    team = forms.ModelChoiceField(label="Team", queryset=None, required=False, empty_label="All teams")
    left = forms.BooleanField(label="Only people who have left", required=False)

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams(actor=actor)  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A file of the HR system."""

    file = forms.FileField(
        label="The file",
        help_text="A CSV file with a list of staff, of changes or of absences. 10 MB at most.",
        error_messages={
            "required": "Choose a file first.",
            "empty": "This file is empty. Export it again and send it then.",
        },
    )

    def clean_file(self) -> UploadedFile:
        """Refuses what is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError("This file is larger than 10 MB. Send the HR list by itself.")
        return file


class AnswerForm(forms.Form):
    """What to do with a file whose bad rows have been read."""

    BRING_IN, PUT_ASIDE = "good", "aside"
    answer = forms.ChoiceField(
        label="What do you want to do?",
        widget=forms.RadioSelect,
        choices=[],
        error_messages={"required": "Choose what to do with this file."},
    )

    def __init__(self, *args: Any, good: int, bad: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = "row" if good == 1 else "rows"
        choices = [(self.PUT_ASIDE, "Bring in nothing now, correct the file and send it again")]
        if good:
            words = (
                f"Bring in the {good} good {rows} and leave out the others"
                if bad
                else f"Bring in all {good} {rows}"
            )
            choices.insert(0, (self.BRING_IN, words))
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]
