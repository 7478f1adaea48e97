"""Until when somebody wants to be offered a place: choices fitting the session, or a moment of one's own."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from academy.kit import words
from courses.sessions.models import Session

MOST_DAYS = 21
EVENING, NOON = datetime.time(18), datetime.time(12)
HOURS = range(7, 22)
OWN, ALWAYS, BEFORE, SAME = "own", "start", "evening", "noon"


def moments_for(session: Session, now: datetime.datetime) -> dict[str, datetime.datetime | None]:
    """The ready choices that are still to come: 6 pm the day before, noon on the day, and no limit."""
    starts = timezone.localtime(session.starts_at)
    before = timezone.make_aware(
        datetime.datetime.combine(starts.date() - datetime.timedelta(days=1), EVENING)
    )
    noon = timezone.make_aware(datetime.datetime.combine(starts.date(), NOON))
    found: dict[str, datetime.datetime | None] = {}
    if before > now:
        found[BEFORE] = before
    if now < noon < session.starts_at:
        found[SAME] = noon
    found[ALWAYS] = None
    return found


class MomentFields(forms.Form):
    """Adds the choice of a last moment to a form about a session."""

    def ask_moment(self, session: Session, now: datetime.datetime | None = None) -> None:
        """Lay the fields."""
        self.moments = moments_for(session, now or timezone.now())
        said = {BEFORE: "6pm the day before", SAME: "noon on the day", ALWAYS: "any time until it starts"}
        choices = [(name, said[name]) for name in self.moments]
        self.fields["until"] = forms.ChoiceField(
            label="Do not offer me a place after",
            choices=[*choices, (OWN, "a time of my own")],
            widget=forms.RadioSelect,
            initial=choices[0][0],
            error_messages={"required": "Choose until when you want to be offered a place"},
        )
        self.fields["own_day"] = forms.ChoiceField(
            label="Day", required=False, choices=[("", "Choose"), *_days(session)]
        )
        self.fields["own_hour"] = forms.ChoiceField(
            label="Time",
            required=False,
            choices=[("", "Choose"), *((str(hour), words.clock(datetime.time(hour))) for hour in HOURS)],
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("until") == OWN and not (said.get("own_day") and said.get("own_hour")):
            self.add_error("own_day", "Choose the day and the time of your own")
        return said

    @property
    def not_after(self) -> datetime.datetime | None:
        """The moment that was chosen; None for no limit, or where nobody was asked."""
        said = self.cleaned_data.get("until")
        if said is None:
            return None
        if said != OWN:
            return self.moments.get(said)
        day = datetime.date.fromisoformat(self.cleaned_data["own_day"])
        return timezone.make_aware(
            datetime.datetime.combine(day, datetime.time(int(self.cleaned_data["own_hour"])))
        )


def _days(session: Session) -> Sequence[tuple[str, str]]:
    """The days from today to that of the session."""
    last, today = timezone.localdate(session.starts_at), timezone.localdate()
    first = max(today, last - datetime.timedelta(days=MOST_DAYS))
    days = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    return [(day.isoformat(), words.weekday_date(day)) for day in days]
