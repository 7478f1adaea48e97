"""A meeting's file, and what to do with those in it whose address is not known."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing

from academy.kit.apart import MOST_BYTES
from courses.registers.queries.files import Report
from courses.registers.reading import Present
from courses.registers.rules.times import Mark

OUT = ""
READ_AGAIN = "This page has been open for too long. Choose the file once more."


class MeetingFileForm(forms.Form):
    """The file of who was in the meeting."""

    file = forms.FileField(
        label="The file",
        help_text="The attendance report of Teams or Zoom, as CSV.",
        error_messages={
            "required": "Choose a file first.",
            "empty": "This file is empty. Download it again and send it then.",
        },
    )

    def clean_file(self) -> Any:
        """Refuses what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("This file is larger than 10 MB. A report is far smaller.")
        return file


def seal(session_id: int, person_id: int, people: list[Present]) -> str:
    """What was read, to be carried by the page and by nothing else: signed, and good for a day."""
    rows = [
        [one.name, one.email, [[a.isoformat(), b.isoformat()] for a, b in one.stays], one.lasted]
        for one in people
    ]
    return signing.dumps(rows, salt=f"register-file:{session_id}:{person_id}", compress=True)


def unseal(session_id: int, person_id: int, sealed: str) -> list[Present] | None:
    """What a page carried; None if it is not ours, or older than a day."""
    salt = f"register-file:{session_id}:{person_id}"
    try:
        rows = signing.loads(sealed, salt=salt, max_age=datetime.timedelta(days=1))
    except signing.BadSignature:
        return None
    read = datetime.datetime.fromisoformat
    return [
        Present(name, email, [(read(a), read(b)) for a, b in stays], lasted)
        for name, email, stays, lasted in rows
    ]


class MatchForm(forms.Form):
    """For each person whose address is not known: whose place is it? And who is not in the file."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    absent = forms.BooleanField(
        label="Mark everybody who booked online and is not in the file as not there", required=False
    )

    def __init__(self, data: Any = None, *, report: Report, sealed: str = "") -> None:
        super().__init__(data, initial={"sealed": sealed})
        self.report = report
        known = [(OUT, "Leave out"), *((str(pk), name) for pk, name in report.choices)]
        for one in report.unmatched:
            self.fields[f"who_{one.number}"] = forms.ChoiceField(
                label=one.name,
                help_text=one.words,
                choices=known,
                required=False,
                initial=str(one.guess or OUT),
            )
        if not report.missing:
            del self.fields["absent"]

    @property
    def names(self) -> list[str]:
        """The fields of those who are to be matched."""
        return [name for name in self.fields if name.startswith("who_")]

    def clean(self) -> dict[str, Any]:
        chosen = [said for name in self.names if (said := self.cleaned_data.get(name))]
        for said in {one for one in chosen if chosen.count(one) > 1}:
            last = [name for name in self.names if self.cleaned_data.get(name) == said][-1]
            self.add_error(last, "Two people of the file cannot have the same place. Leave one out.")
        return self.cleaned_data

    @property
    def marks(self) -> Mapping[int, Mark]:
        """What to mark, by booking; for a valid form."""
        found = {one.booking: one.mark for one in self.report.matched if one.booking is not None}
        for one in self.report.unmatched:
            if said := self.cleaned_data.get(f"who_{one.number}"):
                found[int(said)] = one.mark
        return found

    @property
    def absentees(self) -> list[int]:
        """Who is not in the file, if they are to be marked."""
        if not self.cleaned_data.get("absent"):
            return []
        marked = self.marks
        return [pk for pk, _ in self.report.missing if pk not in marked]
