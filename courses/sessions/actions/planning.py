"""Dates of a topic: made one by one or together, and changed where nobody needs to be told."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import date_and_time, plural, weekday_date
from academy.people.models import Team, User
from academy.record.actions import write
from academy.work.actions import announce
from courses.sessions.actions.deciding import ask_to_decide
from courses.sessions.actions.locks import lock_session
from courses.sessions.models import Seats, Series, Session, Trainer
from courses.sessions.rules.planning import (
    Plan,
    check_booking_times,
    check_can_change,
    check_minimum,
    check_places,
    check_runs,
    check_times,
    check_topic,
    check_where,
)
from courses.sessions.rules.repeats import MOST

Stretch = tuple[datetime.datetime, datetime.datetime]


@transaction.atomic
def plan_sessions(
    *,
    plan: Plan,
    dates: Sequence[Stretch],
    series: str = "",
    team: Team | None = None,
    key: uuid.UUID,
    by: User | None,
    at: datetime.datetime,
) -> list[Session]:
    """Planned dates of a topic: start and end of each. `series` names those that are booked together.

    Nobody outside sees them before they are opened. Sent twice, they are made once.
    """
    council_id = plan.topic.council_id
    check_runs(by, council_id, team_id=team.pk if team else None)
    keys = [uuid.uuid5(key, str(n)) for n in range(MOST)]
    known = list(Session.objects.filter(council_id=council_id, key__in=keys).select_related("topic"))
    if known:
        return known
    check_dates(plan=plan, dates=dates, series=series, at=at)
    whole = Series.objects.create(council_id=council_id, title=series) if series else None
    made = [
        _draft(plan, stretch, series=whole, team=team, key=one, by=by, at=at)
        for stretch, one in zip(sorted(dates), keys, strict=False)
    ]
    Session.objects.bulk_create(made)
    Seats.objects.bulk_create(
        Seats(session=row, mode=mode, places=n) for row in made for mode, n in plan.places.items()
    )
    Trainer.objects.bulk_create(
        Trainer(session=row, name=name, words=words) for row in made for name, words in plan.leaders
    )
    for row in made:
        words = f"Planned {plan.topic.title} for {date_and_time(row.starts_at)}"
        write(council=council_id, by=by, at=at, verb="plan", obj=row, words=words[:400])
    return made


def check_dates(*, plan: Plan, dates: Sequence[Stretch], series: str = "", at: datetime.datetime) -> None:
    """Whether these dates could be made now. Refuses in words, with the field that is wrong."""
    council_id = plan.topic.council_id
    check_topic(plan.topic, council_id=council_id)
    check_places(plan.places)
    check_where(plan.where, modes=plan.places, council_id=council_id)
    if not dates:
        raise Refused("Choose at least one date.", code="day")
    if series and len(dates) < 2:
        raise Refused("Dates that belong together are at least two.", code="together")
    _check_free([_draft(plan, one, series=None, team=None, key=None, by=None, at=at) for one in dates])


def _draft(
    plan: Plan,
    stretch: Stretch,
    *,
    series: Series | None,
    team: Team | None,
    key: uuid.UUID | None,
    by: User | None,
    at: datetime.datetime,
) -> Session:
    starts_at, ends_at = stretch
    check_times(starts_at=starts_at, ends_at=ends_at, at=at)
    closes_at = starts_at - plan.closes_before if plan.closes_before is not None else None
    check_booking_times(opens_at=plan.opens_at, closes_at=closes_at, starts_at=starts_at)
    decide_on = None
    if plan.decide_days is not None:
        decide_on = timezone.localdate(starts_at) - datetime.timedelta(days=plan.decide_days)
    places = sum(plan.places.values())
    check_minimum(minimum=plan.minimum, decide_on=decide_on, places=places, starts_at=starts_at)
    return Session(
        council_id=plan.topic.council_id, topic=plan.topic, series=series, team=team, starts_at=starts_at,
        ends_at=ends_at, venue=plan.where.venue, room=plan.where.room, link=plan.where.link,
        opens_at=plan.opens_at, closes_at=closes_at, minimum=plan.minimum, decide_on=decide_on, key=key,
        made_by=by, made_at=at,
    )  # fmt: skip


def _check_free(rows: Sequence[Session]) -> None:
    """No date of the topic begins at the same moment in the same room."""
    starts = [row.starts_at for row in rows]
    same = Session.objects.filter(topic=rows[0].topic, starts_at__in=starts, room=rows[0].room).first()
    if same is not None:
        raise Refused(
            f"This topic already has a date on {weekday_date(same.starts_at)} at this time. "
            "Choose another time, or another room.",
            code="day",
        )


@transaction.atomic
def change_booking(
    *,
    session: Session,
    opens_at: datetime.datetime | None,
    closes_at: datetime.datetime | None,
    minimum: int,
    decide_on: datetime.date | None,
    by: User,
    at: datetime.datetime,
) -> Session:
    """When one can book, and the smallest number. Those who booked need not be told.

    Of an open session the moments at which something happens by itself are planned again.
    """
    row = lock_session(session, by=by)
    check_can_change(row, at)
    now = (opens_at, closes_at, minimum, decide_on)
    if now == (row.opens_at, row.closes_at, row.minimum, row.decide_on):
        return row
    check_booking_times(opens_at=opens_at, closes_at=closes_at, starts_at=row.starts_at)
    places = sum(row.seats.values_list("places", flat=True))
    check_minimum(minimum=minimum, decide_on=decide_on, places=places, starts_at=row.starts_at)
    row.opens_at, row.closes_at, row.minimum, row.decide_on = now
    row.going_ahead_at = None
    row.save(update_fields=["opens_at", "closes_at", "minimum", "decide_on", "going_ahead_at"])
    words = f"Changed when one can book; it runs with {plural(minimum, 'person', 'people')} or more"
    write(council=row.council_id, by=by, at=at, verb="change", obj=row, words=words)
    if row.state == "open":
        announce(
            topic="session_opened",
            key=f"{row.pk}:{row.changes}:{closes_at.isoformat() if closes_at else ''}",
            payload={"session_id": row.pk, "changes": row.changes},
            council=row.council_id,
            at=at,
        )
    ask_to_decide(session=row, at=at)
    return row
