"""Moving a session, cancelling it, and changing when one can book."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from academy.kit.words import weekday_date
from courses.sessions.forms.fields import ClockField, DeskForm, boxes_of, day_field, number_field
from courses.sessions.models import Session, Venue
from courses.sessions.rules.planning import Where, local_moment
from courses.sessions.rules.shifting import Shift

CLOCK = "%H:%M"


class MoveForm(DeskForm):
    """Another day, time, venue or link."""

    day = day_field("Which day?")
    starts = ClockField(label="Begins at", help_text="Such as 4pm or 15:45.")
    ends = ClockField(label="Ends at")
    venue = forms.ModelChoiceField(
        queryset=None, label="Venue", required=False, empty_label="None: it is online alone"
    )
    room = forms.CharField(label="Room", max_length=80, required=False)
    link = forms.URLField(
        label="Link to join online",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Link to join online: copy the whole address, with https"},
    )

    def __init__(self, *args: Any, session: Session, venues: QuerySet[Venue], **kwargs: Any) -> None:
        starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        kwargs["initial"] = {
            "day": boxes_of(starts.date()), "starts": f"{starts:{CLOCK}}", "ends": f"{ends:{CLOCK}}",
            "venue": session.venue_id, "room": session.room, "link": session.link,
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]

    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Start and end. For a valid form; refuses an hour that the clocks jump over."""
        said = self.cleaned_data
        return local_moment(said["day"], said["starts"]), local_moment(said["day"], said["ends"])

    @property
    def where(self) -> Where:
        """Where it takes place. For a valid form."""
        said = self.cleaned_data
        return Where(said["venue"], said["room"], said["link"])


class MoveSeriesForm(DeskForm):
    """Another day, time, venue or link for all dates of a series. What is left empty stays as it is."""

    day = day_field("To which day does it move?", "The other dates move by as many days.")
    starts = ClockField(
        label="Begins at", required=False, help_text="Such as 4pm. Empty: each stays as it is."
    )
    ends = ClockField(label="Ends at", required=False, help_text="Empty: each lasts as long as before.")
    venue = forms.ModelChoiceField(
        queryset=None, label="Venue", required=False, empty_label="Each stays where it is"
    )
    room = forms.CharField(
        label="Room", max_length=80, required=False, help_text="Empty: each keeps its room in the same venue."
    )
    link = forms.URLField(
        label="Link to join online",
        required=False,
        assume_scheme="https",
        help_text="Empty: each keeps its link.",
        error_messages={"invalid": "Link to join online: copy the whole address, with https"},
    )

    def __init__(self, *args: Any, session: Session, venues: QuerySet[Venue], **kwargs: Any) -> None:
        kwargs["initial"] = {"day": boxes_of(timezone.localdate(session.starts_at))}
        super().__init__(*args, **kwargs)
        self.fields["day"].label = f"To which day does {weekday_date(session.starts_at)} move?"
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]

    @property
    def shift(self) -> Shift:
        """What is said of all dates. For a valid form."""
        return Shift(**{name: self.cleaned_data[name] for name in self.fields})


class CancelForm(DeskForm):
    """Why it does not take place."""

    texts = ("reason",)
    reason = forms.CharField(
        label="Why does it not take place?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who has, or waits for, a place reads this.",
        error_messages={"required": "Why does it not take place? Say it in a few words"},
    )


class BookingTimesForm(DeskForm):
    """When one can book, and the smallest number."""

    opens_on = day_field("Booking opens on", "Leave it empty if it is open already.", required=False)
    opens = ClockField(label="At", required=False)
    closes_on = day_field("Booking closes on", "Leave it empty if it closes when it begins.", required=False)
    closes = ClockField(label="At", required=False)
    minimum = number_field("Smallest number with which it runs", "Leave it empty if any number will do.")
    decide_on = day_field("Day on which that is decided", required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        kwargs["initial"] = {
            **_said("opens", session.opens_at), **_said("closes", session.closes_at),
            "minimum": session.minimum or None, "decide_on": boxes_of(session.decide_on),
        }  # fmt: skip
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A day has a time of day: in the morning if none is said."""
        found = super().clean()
        for name, usual in (("opens", datetime.time(9)), ("closes", datetime.time(12))):
            if found.get(name) and not found.get(f"{name}_on"):
                self.add_error(f"{name}_on", f"{self.fields[f'{name}_on'].label}: give the day too")
            found[name] = found.get(name) or usual
        return found

    def moment(self, name: str) -> datetime.datetime | None:
        """When booking opens or closes. For a valid form."""
        day, clock = self.cleaned_data[f"{name}_on"], self.cleaned_data[name]
        return local_moment(day, clock) if day else None


def _said(name: str, moment: datetime.datetime | None) -> dict[str, Any]:
    if moment is None:
        return {}
    local = timezone.localtime(moment)
    return {f"{name}_on": boxes_of(local.date()), name: f"{local:{CLOCK}}"}
