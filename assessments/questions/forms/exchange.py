"""Forms for files of questions: sending one, bringing in what was looked at, and choosing what to write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing

from assessments.questions.formats import FORMATS
from assessments.questions.queries.exporting import question_kinds

MOST_BYTES = 2 * 1024 * 1024
MOST_CARRIED = 1_900_000
"""What a page may carry, packed, below the limit of what a form may send."""
SALT = "questions from a file"
FORMAT_CHOICES = [(one.code, one.title) for one in FORMATS.values()]
TOO_LARGE = "This file is larger than 2 MB. Leave out pictures, or send it in pieces."


class SendFileForm(forms.Form):
    """A file and what it is."""

    format_code = forms.ChoiceField(
        label="What kind of file it is",
        choices=FORMAT_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what kind of file it is"},
    )
    file = forms.FileField(
        label="The file",
        help_text="A text or XML file, up to 2 MB.",
        error_messages={"required": "Choose the file first", "empty": "This file is empty. Choose another."},
    )

    def clean_file(self) -> Any:
        """The file, unless it is too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class CarriedFileForm(forms.Form):
    """What was looked at, carried by the page itself: nothing of it is kept before it is brought in."""

    carried = forms.CharField(widget=forms.HiddenInput)

    def clean_carried(self) -> tuple[str, bytes]:
        """The format and the bytes of the file, as they were sent."""
        try:
            code, text = signing.loads(self.cleaned_data["carried"], salt=SALT)
            return FORMATS[code].code, text.encode("latin-1")
        except (signing.BadSignature, ValueError, KeyError):
            raise forms.ValidationError("The file was lost on the way. Send it again.") from None


def carried(format_code: str, raw: bytes) -> str:
    """A file packed for the page."""
    return signing.dumps([format_code, raw.decode("latin-1")], salt=SALT, compress=True)


class WriteFileForm(forms.Form):
    """What to write into a file, and as what."""

    format_code = forms.ChoiceField(label="Write as", choices=FORMAT_CHOICES, initial="moodle-xml")
    kind = forms.ChoiceField(label="Kind of question", required=False)
    in_use = forms.BooleanField(label="Leave out what is still being written", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="write_%s", **kwargs)
        self.fields["kind"].choices = [("", "Every kind"), *question_kinds()]  # type: ignore[attr-defined]
