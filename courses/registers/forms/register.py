"""One page of a register: a mark for each person, with times where they came late or left early."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from academy.kit.refusals import Refused
from courses.registers.queries.register import Line, Register
from courses.registers.rules.times import ABSENT, PRESENT, TAKE_BACK, Mark, check_times
from courses.sessions.models import Session

CHOICES = (
    ("present", "Came"),
    ("late", "Came late"),
    ("early", "Left early"),
    ("absent", "Did not come"),
)
BACK = ("back", "Not marked")


@dataclass(frozen=True)
class Row:
    """One person on the page with their fields."""

    line: Line
    mark: BoundField
    came: BoundField
    left: BoundField
    was: BoundField

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Value, words and whether it is chosen. A mark that is there can be taken back."""
        chosen = self.mark.value() or ""
        known = [*CHOICES, BACK] if self.line.came is not None else CHOICES
        return [(value, words, value == chosen) for value, words in known]

    @property
    def errors(self) -> list[str]:
        """What is wrong in this row."""
        return [str(words) for bound in (self.mark, self.came, self.left) for words in bound.errors]


def _clock(when: datetime.datetime | None) -> str:
    return f"{timezone.localtime(when):%H:%M}" if when else ""


def _state(line: Line) -> str:
    """What a row says when the page is drawn: only rows that are sent back otherwise are saved, so that two
    people who keep one register do not undo each other's marks."""
    return ",".join((line.choice, _clock(line.arrived_at), _clock(line.left_at)))


class RegisterForm(forms.Form):
    """The people of one page. `marks` are those that were changed on it."""

    def __init__(self, data: Any = None, *, session: Session, lines: Sequence[Line]) -> None:
        super().__init__(data)
        self.session, self.lines = session, lines
        for line in lines:
            pk = line.booking
            self.fields[f"mark_{pk}"] = forms.ChoiceField(
                label=line.name, choices=[*CHOICES, BACK], required=False, initial=line.choice
            )
            for name, words, when in (
                ("came", "Came at", line.arrived_at),
                ("left", "Left at", line.left_at),
            ):
                self.fields[f"{name}_{pk}"] = forms.TimeField(
                    label=f"{words}: {line.name}",
                    required=False,
                    input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
                    initial=_clock(when),
                    error_messages={"invalid": f"{line.name}: write the time as 14:05"},
                )
            self.fields[f"was_{pk}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=_state(line)
            )

    @property
    def rows(self) -> Iterator[Row]:
        """Everybody on the page."""
        for line in self.lines:
            names = (f"{part}_{line.booking}" for part in ("mark", "came", "left", "was"))
            yield Row(line, *(self[name] for name in names))

    def clean(self) -> dict[str, Any]:
        self.marks: dict[int, Mark] = {}
        for line in self.lines:
            self._read(line)
        return self.cleaned_data

    def _read(self, line: Line) -> None:
        pk, said = line.booking, self.cleaned_data
        if any(f"{part}_{pk}" in self.errors for part in ("mark", "came", "left")):
            return
        choice, came, left = (said.get(f"{part}_{pk}") for part in ("mark", "came", "left"))
        now = ",".join((choice or "", *(f"{one:%H:%M}" if one else "" for one in (came, left))))
        if now == said.get(f"was_{pk}", "") or not choice:
            if not choice and (came or left):
                self.add_error(f"mark_{pk}", f"{line.name}: choose what the time is for.")
            return
        if choice == "late" and came is None:
            self.add_error(f"came_{pk}", f"{line.name}: say when they came.")
        elif choice == "early" and left is None:
            self.add_error(f"left_{pk}", f"{line.name}: say when they left.")
        else:
            self._keep(line, str(choice), came, left)

    def _keep(self, line: Line, choice: str, came: datetime.time | None, left: datetime.time | None) -> None:
        simple = {"present": PRESENT, "absent": ABSENT, "back": TAKE_BACK}
        mark = simple.get(choice) or Mark(came=True, arrived_at=self._at(came), left_at=self._at(left))
        try:
            check_times(self.session, mark)
        except Refused as refused:
            where = "came" if mark.arrived_at else "left"
            self.add_error(f"{where}_{line.booking}", f"{line.name}: {refused.words}")
        else:
            self.marks[line.booking] = mark

    def _at(self, when: datetime.time | None) -> datetime.datetime | None:
        """A time of the day of the session; one that goes over midnight has two days."""
        if when is None:
            return None
        start, end = self.session.starts_at, self.session.ends_at
        days = (timezone.localdate(start), timezone.localdate(end))
        found = (timezone.make_aware(datetime.datetime.combine(day, when)) for day in days)
        return min(found, key=lambda at: abs(at - start))


class WalkInForm(forms.Form):
    """Somebody who came without a place."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="The one with which they sign in here.",
        error_messages={
            "required": "Their e-mail address: write it down",
            "invalid": "Their e-mail address: this is not one. It looks like name@school.example",
        },
    )
    mode = forms.ChoiceField(label="How do they take part?", widget=forms.RadioSelect)
    one_more = forms.BooleanField(
        label="If every place is taken: there is room for one more",
        required=False,
        help_text="The number of places grows by one, and the history says that you said so.",
    )

    def __init__(self, data: Any = None, *, register: Register) -> None:
        super().__init__(
            data, initial={"key": uuid.uuid4(), "mode": register.modes[0][0] if register.modes else ""}
        )
        self.fields["mode"].choices = list(register.modes)  # type: ignore[attr-defined]
        if len(register.modes) == 1:
            self.fields["mode"].widget = forms.HiddenInput()

    def refuse(self, refused: Refused) -> None:
        """The words of the domain, where they belong."""
        places = {"nobody": "email", "has_place": "email", "full": "one_more", "mode": "mode"}
        self.add_error(places.get(refused.code), refused.words)
