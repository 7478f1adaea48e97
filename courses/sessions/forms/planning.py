"""One date of a topic, or several that repeat or belong together."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from academy.kit.refusals import Refused
from courses.sessions.forms.fields import (
    ClockField,
    DaysField,
    DeskForm,
    LinesField,
    day_field,
    key_field,
    number_field,
)
from courses.sessions.models import Topic, Venue
from courses.sessions.rules.planning import Plan, Where, local_moment
from courses.sessions.rules.repeats import EVERY, days_of

CLOSES = {
    "start": ("When it begins", None),
    "day": ("One day before", datetime.timedelta(days=1)),
    "three": ("Three days before", datetime.timedelta(days=3)),
    "week": ("A week before", datetime.timedelta(days=7)),
}
SEPARATE, TOGETHER = "separate", "together"


class PlanForm(DeskForm):
    """When, where, how many, for how many at least, and how often."""

    key = key_field()
    topic = forms.ModelChoiceField(
        queryset=None,
        label="Topic",
        empty_label="Choose",
        error_messages={"required": "Topic: choose one", "invalid_choice": "Topic: choose one from the list"},
    )
    day = day_field("Which day?")
    starts = ClockField(label="Begins at", help_text="Such as 4pm or 15:45.")
    ends = ClockField(label="Ends at")
    room_places = number_field("Places in person", "Leave it empty if nobody comes in person.")
    venue = forms.ModelChoiceField(
        queryset=None, label="Venue", required=False, empty_label="None: it is online alone"
    )
    room = forms.CharField(label="Room", max_length=80, required=False)
    online_places = number_field("Places online", "Leave it empty if nobody joins online.")
    link = forms.URLField(
        label="Link to join online",
        required=False,
        assume_scheme="https",
        help_text="Only people who have a place see it. You can add it later.",
        error_messages={"invalid": "Link to join online: copy the whole address, with https"},
    )
    leaders = LinesField(
        label="Names, as the public reads them",
        rows=3,
        longest=200,
        most=8,
        required=False,
        help_text="One person a line: Tom Hale, coordinator.",
    )
    every = forms.ChoiceField(
        label="Does it repeat?",
        choices=[("", "No"), *EVERY.items()],
        initial="",
        required=False,
        widget=forms.RadioSelect,
    )
    times = number_field("How many dates in all?", most=26, least=1)
    more = DaysField(
        label="Further days",
        rows=3,
        most=25,
        required=False,
        help_text="At the same time of day, one a line, such as 14/1/2027.",
    )
    together = forms.ChoiceField(
        label="If there are several dates",
        choices=[
            (SEPARATE, "Each can be booked by itself"),
            (TOGETHER, "They belong together: whoever books one books all"),
        ],
        initial=SEPARATE,
        required=False,
        widget=forms.RadioSelect,
    )
    series_title = forms.CharField(
        label="What are they called together?",
        max_length=160,
        required=False,
        help_text="Such as Three evenings on annual reviews.",
    )
    opens_on = day_field(
        "Booking opens on", "Leave it empty to open booking when you say so.", required=False
    )
    closes = forms.ChoiceField(
        label="Booking closes",
        initial="start",
        choices=[(code, words) for code, (words, _) in CLOSES.items()],
    )
    minimum = number_field("Smallest number with which it runs", "Leave it empty if any number will do.")
    decide = number_field(
        "How many days before is that decided?", "You get a message on that day if too few booked.", most=90
    )

    def __init__(self, *args: Any, topics: QuerySet[Topic], venues: QuerySet[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Dates that belong together have a name; what repeats says how often."""
        found = super().clean()
        if found.get("together") == TOGETHER and not found.get("series_title"):
            self.add_error("series_title", "What are they called together: give a name")
        if found.get("every") and not found.get("times") and "times" not in self.errors:
            self.add_error("times", "How many dates in all: give a number")
        return found

    @property
    def series(self) -> str:
        """The name of dates that belong together. For a valid form."""
        said = self.cleaned_data
        return said["series_title"] if said["together"] == TOGETHER else ""

    def days(self) -> list[datetime.date]:
        """The days that are asked for, in order. For a valid form."""
        said = self.cleaned_data
        return days_of(said["day"], every=said["every"], times=said["times"] or 1, more=said["more"])

    def stretches(self, days: list[datetime.date]) -> list[tuple[datetime.datetime, datetime.datetime]]:
        """Start and end on each of these days, by the clock on the wall. For a valid form."""
        said = self.cleaned_data
        found = []
        for day in days:
            try:
                found.append((local_moment(day, said["starts"]), local_moment(day, said["ends"])))
            except Refused as refused:
                raise Refused(f"{day:%d/%m/%Y}: {refused.words}", code=refused.code) from refused
        return found

    def plan(self) -> Plan:
        """What all dates have in common. For a valid form."""
        said = self.cleaned_data
        places = {"room": said["room_places"], "online": said["online_places"]}
        opens = said["opens_on"]
        return Plan(
            topic=said["topic"],
            places={mode: n for mode, n in places.items() if n},
            where=Where(said["venue"], said["room"], said["link"]),
            opens_at=local_moment(opens, datetime.time(9)) if opens else None,
            closes_before=CLOSES[said["closes"]][1],
            minimum=said["minimum"] or 0,
            decide_days=said["decide"],
            leaders=tuple(_leader(line) for line in dict.fromkeys(said["leaders"])),
        )


def _leader(line: str) -> tuple[str, str]:
    """Name and what they are, of a line with a comma between them."""
    name, _, words = line.partition(",")
    return name.strip()[:120], words.strip()[:120]
