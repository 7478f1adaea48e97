"""Topics and sessions as everybody may read them: the public hub and the booking pages are drawn from these.

Nothing internal is in these rows: no link to join, no address of a person, no other organisation. Anonymous
visitors and partners see published topics that are not internal; staff of the council see internal ones too,
but workshops of a team only if it is theirs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from wagtail.models import Site

from academy.people.access import standing_of
from academy.people.models import Council
from academy.people.roles import Right
from courses.sessions.models import Interest, Reserve, Seats, Session, Topic, Trainer
from courses.sessions.queries.cards import (
    Leader,
    Part,
    SessionCard,
    TopicCard,
    TopicPage,
    VenueAccess,
)
from courses.sessions.rules.wording import (
    MODES,
    say_absence,
    say_price,
)

WAITING = Count("bookings", filter=Q(bookings__state="waiting"))


def served_council(*, actor: Any, host: str = "") -> Council | None:
    """The council whose hub a visitor reads: their own, or the one that the host of the address serves."""
    if getattr(actor, "is_authenticated", False):
        mine: Council = actor.council
        return mine
    sites = Site.objects.select_related("root_page").order_by("pk")
    site = sites.filter(hostname=host).first() or sites.filter(is_default_site=True).first()
    council: Council | None = getattr(site.root_page.specific, "council", None) if site else None
    return council or Council.objects.order_by("pk").first()


def public_sessions(
    *, actor: Any, council: Council, at: datetime.datetime, topic: str = "", most: int | None = None
) -> list[SessionCard]:
    """Open sessions that begin after `at`, soonest first: as many queries for one as for four hundred.

    `most` stops after so many.
    """
    rows = _open_to(actor, council).filter(state="open", starts_at__gt=at)
    return _cards(rows.filter(topic__code=topic) if topic else rows, at, most)


def session_card(*, actor: Any, council: Council, pk: int, at: datetime.datetime) -> SessionCard | None:
    """One session that the visitor may read about: open, held or cancelled. None for any other."""
    found = _cards(_open_to(actor, council).filter(pk=pk).exclude(state="planned"), at)
    return found[0] if found else None


def public_topics(*, actor: Any, council: Council, at: datetime.datetime) -> list[TopicCard]:
    """Every topic that the visitor may read about, by title, with its next date. Two queries."""
    nexts: dict[int, datetime.datetime] = {}
    coming = _open_to(actor, council).filter(state="open", starts_at__gt=at).order_by("-starts_at", "-pk")
    nexts.update(coming.values_list("topic_id", "starts_at"))
    return [
        TopicCard(
            code=row.code,
            title=row.title,
            summary=row.summary,
            audiences=tuple(row.audiences),
            minutes=row.minutes,
            internal=row.internal,
            next_at=nexts.get(row.pk),
        )
        for row in _readable_topics(actor, council)
    ]


def topic_page(*, actor: Any, council: Council, code: str, at: datetime.datetime) -> TopicPage | None:
    """A topic with its coming dates. None for one that the visitor may not read about."""
    row = _readable_topics(actor, council).filter(code=code).first()
    if row is None:
        return None
    dates = public_sessions(actor=actor, council=council, at=at, topic=code)
    places = {
        one.venue_name: VenueAccess(one.venue_name, one.venue_address, one.venue_access)
        for one in dates
        if one.venue_name
    }
    return TopicPage(
        id=row.pk,
        code=row.code,
        title=row.title,
        summary=row.summary,
        outcomes=tuple(row.outcomes),
        audiences=tuple(row.audiences),
        minutes=row.minutes,
        before=row.before,
        needs_modules=tuple(row.needs_modules),
        made_with=row.made_with,
        needs_approval=row.needs_approval,
        price_words=say_price(row.price),
        absence_words=say_absence(row.absence_charge),
        internal=row.internal,
        access=tuple(places.values()),
        dates=tuple(dates),
        followed=follows(actor=actor, topic=row),
    )


def follows(*, actor: Any, topic: Topic) -> bool:
    """Whether the reader asked to hear of the topic's next date."""
    if not getattr(actor, "is_authenticated", False):
        return False
    return Interest.objects.filter(topic=topic, person=actor, closed_at=None).exists()


def readable_topic(*, actor: Any, council: Council, code: str) -> Topic | None:
    """The row of a topic that the visitor may read about, for an action on it."""
    return _readable_topics(actor, council).filter(code=code).first()


def _is_staff(actor: Any) -> bool:
    return getattr(actor, "is_authenticated", False) and Right.LEARN in standing_of(actor).rights


def _readable_topics(actor: Any, council: Council) -> QuerySet[Topic]:
    rows = Topic.objects.filter(council=council, state="published")
    return rows if _is_staff(actor) else rows.filter(internal=False)


def _open_to(actor: Any, council: Council) -> QuerySet[Session]:
    rows = Session.objects.filter(council=council, topic__state="published")
    if not _is_staff(actor):
        return rows.filter(topic__internal=False, team=None)
    return rows.filter(Q(team=None) | Q(team__in=standing_of(actor).teams))


def _cards(rows: QuerySet[Session], at: datetime.datetime, most: int | None = None) -> list[SessionCard]:
    rows = rows.select_related("topic", "venue", "series").annotate(waiting=WAITING)
    found = list(rows.order_by("starts_at", "pk")[:most])
    ids = [row.pk for row in found]
    parts = parts_of(ids, at)
    leaders: dict[int, list[Leader]] = {}
    for one in Trainer.objects.filter(session__in=ids):
        leaders.setdefault(one.session_id, []).append(Leader(one.name, one.words))
    return [_card(row, parts.get(row.pk, ()), leaders.get(row.pk, ()), at) for row in found]


def parts_of(session_ids: Iterable[int], at: datetime.datetime) -> dict[int, tuple[Part, ...]]:
    """The ways to take part in each session, with what is free for everybody. Two queries."""
    ids = list(session_ids)
    kept: dict[int, int] = {}
    for seats_id, places, taken in Reserve.objects.filter(seats__session__in=ids, until__gt=at).values_list(
        "seats_id", "places", "taken"
    ):
        kept[seats_id] = kept.get(seats_id, 0) + places - taken
    parts: dict[int, list[Part]] = {}
    for row in Seats.objects.filter(session__in=ids).order_by("session_id", "-mode"):
        free = max(0, row.places - row.taken - kept.get(row.pk, 0))
        parts.setdefault(row.session_id, []).append(Part(row.mode, MODES[row.mode], row.places, free))
    return {pk: tuple(found) for pk, found in parts.items()}


def _card(row: Any, parts: Sequence[Part], leaders: Sequence[Leader], at: datetime.datetime) -> SessionCard:
    topic, venue = row.topic, row.venue
    opened = row.opens_at is None or row.opens_at <= at
    closed = row.starts_at <= at or (row.closes_at is not None and row.closes_at <= at)
    return SessionCard(
        id=row.pk,
        topic_code=topic.code,
        topic_title=topic.title,
        summary=topic.summary,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=row.state,
        why_cancelled=row.why_cancelled,
        parts=tuple(parts),
        venue_name=venue.name if venue else "",
        venue_address=venue.address if venue else "",
        venue_access=venue.access if venue else "",
        area=venue.area if venue else "",
        room=row.room,
        leaders=tuple(leaders),
        waiting=row.waiting,
        price_words=say_price(topic.price),
        absence_words=say_absence(topic.absence_charge),
        audiences=tuple(topic.audiences),
        internal=topic.internal,
        series_id=row.series_id,
        series_title=row.series.title if row.series else "",
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        bookable=row.state == "open" and opened and not closed,
    )
