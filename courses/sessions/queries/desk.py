"""The desk of those who run sessions: months of dates, what needs a decision, topics and venues."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from academy.kit.words import day_month, month_year, plural
from academy.people.access import visible
from academy.people.models import User
from courses.sessions.models import Session, Topic, Venue
from courses.sessions.queries.filling import Fill, fills_of
from courses.sessions.rules.planning import needs_decision
from courses.sessions.rules.wording import say_hours, say_modes
from courses.sessions.states import SESSION, TOPIC

DESK = "session_desk"
SOON = datetime.timedelta(days=21)
LINK_BY = datetime.timedelta(days=7)
LEADER_BY = datetime.timedelta(days=14)
ORDER = ("open", "planned", "held", "cancelled")


@dataclass(frozen=True)
class Line:
    """One date in the list. `needs`: what somebody has to do about it, in words."""

    pk: int
    title: str
    starts_at: datetime.datetime
    hours: str
    where: str
    state: str
    fills: tuple[Fill, ...]
    minimum: int
    series: str
    team: str
    needs: tuple[str, ...]

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        return SESSION.words[self.state]

    @property
    def taken(self) -> int:
        """Places that are taken, whatever the way to take part."""
        return sum(one.taken for one in self.fills)

    @property
    def places(self) -> int:
        """All places."""
        return sum(one.places for one in self.fills)

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return sum(one.waiting for one in self.fills)

    @property
    def is_full(self) -> bool:
        """No place is left."""
        return self.places > 0 and self.taken >= self.places

    @property
    def meta(self) -> list[str]:
        """Hours, place, and what it belongs to."""
        return [part for part in (self.hours, self.where, self.series, self.team) if part]


@dataclass(frozen=True)
class Month:
    """A month with at least one date."""

    first: datetime.date
    n: int

    @property
    def code(self) -> str:
        """As it stands in addresses."""
        return f"{self.first:%Y-%m}"

    @property
    def words(self) -> str:
        """December 2026 (14)."""
        return f"{month_year(self.first)} ({self.n})"


def desk_rows(actor: User) -> QuerySet[Session]:
    """Every session of the council, for those who run them; none for others."""
    return visible(actor, Session, kind=DESK).select_related("topic", "venue", "series", "team")


def lines_of(rows: Iterable[Session], at: datetime.datetime) -> list[Line]:
    """Rows as lines: one more query, however many there are. `rows` carry `n_leaders`."""
    found = list(rows)
    fills = fills_of(row.pk for row in found)
    return [_line(row, fills.get(row.pk, ()), at) for row in found]


def sessions_in(*, actor: User, month: datetime.date, state: str, at: datetime.datetime) -> list[Line]:
    """The dates of a month, in one state or in all. Two queries."""
    zone = timezone.get_current_timezone()
    first = datetime.datetime(month.year, month.month, 1, tzinfo=zone)
    after = datetime.datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=zone)
    rows = desk_rows(actor).filter(starts_at__gte=first, starts_at__lt=after)
    if state in SESSION.words:
        rows = rows.filter(state=state)
    return lines_of(_with_leaders(rows).order_by("starts_at", "pk"), at)


def sessions_to_decide(*, actor: User, at: datetime.datetime) -> list[Line]:
    """Dates of the next weeks about which somebody has to do something. Two queries."""
    today = timezone.localdate(at)
    rows = desk_rows(actor).filter(state__in=("planned", "open"), starts_at__gt=at)
    rows = rows.filter(Q(starts_at__lte=at + SOON) | Q(decide_on__lte=today))
    return [line for line in lines_of(_with_leaders(rows).order_by("starts_at", "pk"), at) if line.needs]


def _with_leaders(rows: QuerySet[Session]) -> QuerySet[Session]:
    return rows.annotate(n_leaders=Count("trainers"))


def _line(row: Session, fills: Sequence[Fill], at: datetime.datetime) -> Line:
    return Line(
        pk=row.pk,
        title=row.topic.title,
        starts_at=row.starts_at,
        hours=say_hours(row.starts_at, row.ends_at),
        where=row.venue.name if row.venue else say_modes([one.mode for one in fills]),
        state=row.state,
        fills=tuple(fills),
        minimum=row.minimum,
        series=row.series.title if row.series else "",
        team=f"Workshop of {row.team.name}" if row.team else "",
        needs=tuple(needs_of(row, fills, n_leaders=getattr(row, "n_leaders", 1), at=at)),
    )


def needs_of(row: Session, fills: Sequence[Fill], *, n_leaders: int, at: datetime.datetime) -> list[str]:
    """What somebody has to do about a date, most pressing first."""
    if row.state not in ("planned", "open") or row.starts_at <= at:
        return []
    found, left = [], row.starts_at - at
    taken = sum(one.taken for one in fills)
    if needs_decision(row, taken=taken, at=at):
        found.append(f"{taken} booked, {row.minimum} wanted: decide whether it runs")
    if row.state == "planned" and left <= SOON:
        found.append(f"It begins on {day_month(row.starts_at)} and cannot be booked yet")
    if not row.link and left <= LINK_BY and any(one.mode == "online" for one in fills):
        found.append("The link to join is missing")
    if not n_leaders and left <= LEADER_BY:
        found.append("Nobody leads it yet")
    return found


def months_with_sessions(*, actor: User) -> list[Month]:
    """Months with dates, newest first. One query."""
    rows = visible(actor, Session, kind=DESK).annotate(month=TruncMonth("starts_at"))
    counts = rows.order_by().values_list("month").annotate(n=Count("pk")).order_by("-month")
    return [Month(timezone.localdate(month), n) for month, n in counts]


def state_choices() -> list[tuple[str, str]]:
    """States of a session, for narrowing down."""
    return [("", "All"), *((state, SESSION.words[state]) for state in ORDER)]


@dataclass(frozen=True)
class TopicLine:
    """A topic on the desk: where it stands, its next date, who waits for one."""

    code: str
    title: str
    state: str
    internal: bool
    next_at: datetime.datetime | None
    coming: int
    wishes: int

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        return TOPIC.words[self.state]

    @property
    def meta(self) -> list[str]:
        """What to know about it at a glance."""
        parts = [
            "For staff alone" if self.internal else "",
            plural(self.coming, "coming date") if self.coming else "No date",
            f"{plural(self.wishes, 'person', 'people')} want to hear of one" if self.wishes else "",
        ]
        return [part for part in parts if part]


def topic_lines(*, actor: User, at: datetime.datetime) -> list[TopicLine]:
    """All topics by title. Three queries."""
    coming: dict[int, list[datetime.datetime]] = {}
    rows = visible(actor, Session, kind=DESK).filter(state__in=("planned", "open"), starts_at__gt=at)
    for topic_id, starts_at in rows.order_by("starts_at").values_list("topic_id", "starts_at"):
        coming.setdefault(topic_id, []).append(starts_at)
    topics = visible(actor, Topic, kind=DESK).annotate(
        wishes=Count("interests", filter=Q(interests__closed_at=None))
    )
    return [
        TopicLine(
            code=row.code,
            title=row.title,
            state=row.state,
            internal=row.internal,
            next_at=coming[row.pk][0] if row.pk in coming else None,
            coming=len(coming.get(row.pk, ())),
            wishes=row.wishes,
        )
        for row in topics.order_by("title")
    ]


def topic_row(*, actor: User, code: str) -> Topic | None:
    """A topic of the council, for those who run sessions."""
    return visible(actor, Topic, kind=DESK).filter(code=code).first()


def wishes_for(*, topic: Topic) -> int:
    """How many want to hear when the topic has a date."""
    return topic.interests.filter(closed_at=None).count()


def topic_sessions(*, actor: User, topic: Topic, at: datetime.datetime) -> tuple[list[Line], int]:
    """The coming dates of a topic, and how many it has had."""
    rows = desk_rows(actor).filter(topic=topic)
    coming = _with_leaders(rows.filter(state__in=("planned", "open"), starts_at__gt=at))
    return lines_of(coming.order_by("starts_at", "pk"), at), rows.filter(state="held").count()


def session_row(*, actor: User, pk: int) -> Session | None:
    """A session of the council, for those who run them."""
    return desk_rows(actor).filter(pk=pk).first()


def venues_of(*, actor: User) -> QuerySet[Venue]:
    """The venues of the council, for those who run sessions."""
    return visible(actor, Venue, kind=DESK).order_by("name")


def topics_to_plan(*, actor: User) -> QuerySet[Topic]:
    """Topics of which dates can be made."""
    return visible(actor, Topic, kind=DESK).exclude(state="retired").order_by("title")


def coming_together(*, actor: User, session: Session, at: datetime.datetime) -> list[Session]:
    """The dates that move or are cancelled with this one: those of its series that are still to come."""
    rows = desk_rows(actor).filter(series=session.series_id, state__in=("planned", "open"), starts_at__gt=at)
    return list(rows.order_by("starts_at", "pk"))
