"""The week of somebody in the six-week induction: what is left, whether it fits, the gate, the buddy.

A constant number of queries, and one for whoever is in no cohort.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from academy.kit.components.figures import Day as StripDay
from academy.kit.words import clock, day_month, minutes, plural, short_date, weekday_date
from academy.people.models import User
from courses.activities.models import ShadowingRecord
from courses.cohorts.calendar import FULL_DAY as WHOLE
from courses.cohorts.calendar import Week, worth_of
from courses.cohorts.models import BuddyMeeting
from courses.cohorts.queries.calendars import holidays, hours_held
from courses.cohorts.queries.mine import MyPlace, my_place
from courses.gates.queries import GatePanel, gate_panel
from home.dashboards.queries.work import Work, work_of
from home.dashboards.rules import Laid, Piece, lay_out, over, room_of


@dataclass(frozen=True)
class DayRows:
    """One day of the list."""

    title: str
    words: str
    pieces: Sequence[Piece]
    is_today: bool


@dataclass(frozen=True)
class BuddyCard:
    """The colleague at the starter's side."""

    name: str
    until: datetime.date
    upcoming: BuddyMeeting | None
    signed: str
    pair: int

    @property
    def words(self) -> str:
        """Until when."""
        return f"Buddy until {day_month(self.until)} (week 12)"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """When they meet, and what is signed off."""
        one = self.upcoming
        when = f"{weekday_date(one.starts_at)}, {clock(one.starts_at)}" if one else "Not set yet"
        return [("Next", when), ("Every", "week, 30 minutes"), ("Signed off", self.signed)]


@dataclass(frozen=True)
class StarterWeek:
    """Everything on a starter's first screen."""

    place: MyPlace
    today: datetime.date
    week: Week | None
    theme: str
    days: list[Laid]
    strip: list[StripDay]
    rows: list[DayRows]
    work: Work
    panel: GatePanel | None
    buddy: BuddyCard | None
    ends: str

    @property
    def heading(self) -> str:
        """Your week 4: writing plans"""
        if self.today < self.place.calendar.starts_on:
            return "Your induction is about to begin"
        if self.week is None:
            return "After your six weeks"
        return f"Your week {self.week.number}{f': {self.theme}' if self.theme else ''}"

    @property
    def own(self) -> int:
        """Minutes of one's own work that are left."""
        return sum(one.own for one in self.days)

    @property
    def live(self) -> int:
        """Minutes at set times that are left."""
        return sum(one.live for one in self.days)

    @property
    def left(self) -> str:
        """All that is left, in words; empty for nothing."""
        return minutes(self.own + self.live) if self.own + self.live else ""

    @property
    def split(self) -> str:
        """Of what it consists."""
        if not self.live:
            return "all of it your own work"
        return (
            f"{minutes(self.own)} of your own work and {minutes(self.live)} live" if self.own else "all live"
        )

    @property
    def fits(self) -> str:
        """Whether it fits, in a sentence."""
        more = over(self.days)
        if not more:
            return f"That fits in the time you have before {self.ends}."
        return (
            f"That is {minutes(more)} more than the time you have before {self.ends}. "
            "Ask your buddy or facilitator what can wait."
        )

    @property
    def finished_words(self) -> str:
        """What was finished since the week began, in words."""
        count = len(self.work.finished)
        return f"Show the {plural(count, 'thing')} you finished this week" if count else ""


def starter_week(*, actor: User, at: datetime.datetime) -> StarterWeek | None:
    """The week of a starter; None for everybody else."""
    now = timezone.localtime(at)
    today = now.date()
    place = my_place(person=actor, on=today)
    if place is None:
        return None
    weeks = place.calendar.weeks
    week = next((one for one in weeks if one.ends_on >= today), None)
    number = week.number if week else weeks[-1].number
    span = week.days if week else ()
    ends = f"{week.ends_on:%A} at 5pm" if week else ""
    due = f"{short_date(week.ends_on)}, 5pm" if week else ""
    work = work_of(
        actor=actor, member=place.member, week=number, since=span[0] if span else today, due=due, today=today
    )
    live = _live(place, now)
    hours = hours_held(actor)
    rooms = {day: room_of(day, worth_of(day, hours, holidays()) / WHOLE, now) for day in span if day >= today}
    ahead = {day: [one for one in rows if one.at and one.at > now] for day, rows in live.items()}
    days = lay_out(work.pieces, ahead, rooms)
    return StarterWeek(
        place=place,
        today=today,
        week=week,
        theme=work.theme,
        days=days,
        strip=_strip(span, days, work, live, now),
        rows=_rows(days, today),
        work=work,
        panel=gate_panel(place.member, on=today),
        buddy=_buddy(place, at),
        ends=ends,
    )


def _live(place: MyPlace, now: datetime.datetime) -> dict[datetime.date, list[Piece]]:
    """Everything at a set time by its day: live sessions, and half an hour with the buddy."""
    found: dict[datetime.date, list[Piece]] = defaultdict(list)
    for row in place.sessions:
        if row.cancelled_at is None:
            begins = timezone.localtime(row.starts_at)
            ends = begins + datetime.timedelta(minutes=row.minutes)
            meta = (
                f"{clock(begins)} to {clock(ends)}",
                row.place or ("Online" if row.link else ""),
                row.led_by,
            )
            found[begins.date()].append(
                Piece(row.title, row.link, row.minutes, meta, "live", f"At {clock(begins)}", begins)
            )
    name = place.pair.buddy.get_full_name() if place.pair else ""
    for meeting in place.meetings:
        begins = timezone.localtime(meeting.starts_at)
        found[begins.date()].append(
            Piece(
                f"Meet your buddy, {name}", "/me/buddies/", meeting.minutes, (clock(begins), meeting.place),
                "live", f"At {clock(begins)}", begins,
            )
        )  # fmt: skip
    return found


def _strip(
    span: Sequence[datetime.date],
    days: Sequence[Laid],
    work: Work,
    live: dict[datetime.date, list[Piece]],
    now: datetime.datetime,
) -> list[StripDay]:
    """The week at a glance: minutes done, of one's own and live."""
    laid = {one.day: one for one in days}
    strip = []
    for day in span:
        past = sum(one.minutes for one in live.get(day, ()) if one.at and one.at <= now)
        done, ahead = work.done.get(day, 0) + past, laid.get(day)
        left = ahead.left if ahead else 0
        before, words = ("", f"{minutes(left)} left") if day == now.date() else ("", minutes(left))
        if ahead is None:
            before, words = ("Done: ", minutes(done)) if done else ("", "Nothing")
        strip.append(
            StripDay(
                f"{day:%a} {day.day}", words, before, done, ahead.own if ahead else 0,
                ahead.live if ahead else 0, day == now.date(),
            )
        )  # fmt: skip
    return strip


def _rows(days: Sequence[Laid], today: datetime.date) -> list[DayRows]:
    found = []
    for one in days:
        is_today = one.day == today
        left = f"{minutes(one.left)} left" if is_today else minutes(one.left)
        if one.pieces or is_today:
            title = "Today" if is_today else weekday_date(one.day)
            found.append(DayRows(title, left if one.pieces else "", one.pieces, is_today))
    return found


def _buddy(place: MyPlace, at: datetime.datetime) -> BuddyCard | None:
    if place.pair is None:
        return None
    rows = list(
        ShadowingRecord.objects.filter(person=place.member.person_id).values_list("signed_at", flat=True)
    )
    signed = f"{sum(one is not None for one in rows)} of {plural(len(rows), 'day')} of watching"
    return BuddyCard(
        name=place.pair.buddy.get_full_name(),
        until=place.calendar.protected_until,
        upcoming=place.next_meeting(at),
        signed=signed if rows else "No day of watching is written down yet",
        pair=place.pair.pk,
    )
