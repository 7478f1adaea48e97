"""What people wait for, want, are asked to learn or must refresh, topic by topic."""

from __future__ import annotations

import datetime
import statistics
from collections import defaultdict
from collections.abc import Collection, Set
from dataclasses import dataclass

from django.db.models import F, Q, Sum

from academy.people.models import User
from courses.assignments.models import Assignment
from courses.assignments.states import OPEN
from courses.bookings.models import Booking
from courses.bookings.states import OPEN as BOOKED
from courses.requirements.queries.ahead import lapsing_by_code
from courses.sessions.models import Interest, Session, Topic
from courses.sessions.states import BOOKABLE
from home.outreach.rules.demand import Demand, demand_of, ranked

IN_VAIN = datetime.timedelta(days=91)
STAFF = "staff"
People = dict[int, set[int]]


@dataclass(frozen=True)
class Forecast:
    """Topics by how many people have no place planned yet."""

    rows: list[Demand]

    @property
    def sessions(self) -> int:
        """How many sessions are proposed in all."""
        return sum(row.sessions for row in self.rows)


def forecast_for(*, actor: User, at: datetime.datetime, today: datetime.date) -> Forecast:
    """Every published topic of the actor's council. The same number of queries whatever there is.

    Whoever shows this page asked first whether the actor runs sessions.
    """
    council_id = actor.council_id
    topics = list(Topic.objects.filter(council_id=council_id, state="published").order_by("title"))
    waiting, interest = _waiting(council_id, at), _interested(council_id)
    modules, criteria = _assigned(council_id)
    lapses = lapsing_by_code(council_id=council_id, today=today)
    free, sizes = _free(council_id, at), _sizes(council_id)
    usual = statistics.median_low(sum(sizes.values(), [])) if sizes else None
    rows = []
    for topic in topics:
        staff = topic.internal or not topic.audiences or STAFF in topic.audiences
        people: dict[str, Set[int]] = {
            "waiting": waiting.get(topic.pk, set()),
            "interest": interest.get(topic.pk, set()),
            "findings": _asked_of(topic, modules, criteria) if staff else set(),
            "lapses": lapses.get(topic.module_code, set()) if staff and topic.module_code else set(),
        }
        own = sizes.get(topic.pk)
        size = statistics.median_low(own) if own else usual
        rows.append(
            demand_of(
                code=topic.code, title=topic.title, people=people, free=free.get(topic.pk, 0), size=size
            )
        )
    return Forecast(ranked(rows))


def _asked_of(topic: Topic, modules: dict[str, set[int]], criteria: dict[str, set[int]]) -> set[int]:
    found = set(modules.get(topic.module_code, ())) if topic.module_code else set()
    return found.union(*(criteria.get(code, set()) for code in topic.criteria))


def _by_topic(rows: Collection[tuple[int, int]]) -> People:
    found: People = defaultdict(set)
    for topic, person in rows:
        found[topic].add(person)
    return found


def _waiting(council_id: int, at: datetime.datetime) -> People:
    """Those who wait for a coming date, or waited in vain lately and have no booking of the topic since."""
    rows = Booking.objects.filter(session__council_id=council_id)
    wait = Q(state="waiting", session__state__in=BOOKABLE, session__starts_at__gt=at)
    vain = Q(state="passed_over", session__starts_at__gt=at - IN_VAIN)
    found = _by_topic(rows.filter(wait | vain).values_list("session__topic_id", "person_id"))
    settled = rows.filter(state__in=BOOKED, session__starts_at__gt=at - IN_VAIN).exclude(state="waiting")
    for topic, person in settled.values_list("session__topic_id", "person_id"):
        found[topic].discard(person)
    return found


def _interested(council_id: int) -> People:
    rows = Interest.objects.filter(topic__council_id=council_id, closed_at__isnull=True)
    return _by_topic(rows.values_list("topic_id", "person_id"))


def _assigned(council_id: int) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Of whom audits ask something now: by module, and by criterion."""
    rows = Assignment.objects.filter(person__council_id=council_id, state__in=OPEN)
    modules: dict[str, set[int]] = defaultdict(set)
    criteria: dict[str, set[int]] = defaultdict(set)
    for module, criterion, person in rows.order_by().values_list(
        "module_code", "criterion__code", "person_id"
    ):
        modules[module].add(person)
        criteria[criterion].add(person)
    return modules, criteria


def _free(council_id: int, at: datetime.datetime) -> dict[int, int]:
    """Places nobody has in dates that are still to come, by topic."""
    rows = Session.objects.filter(
        council_id=council_id, state__in=("planned", "open"), starts_at__gt=at
    ).order_by()
    left = rows.values("topic_id").annotate(left=Sum(F("seats__places") - F("seats__taken")))
    return {row["topic_id"]: row["left"] or 0 for row in left}


def _sizes(council_id: int) -> dict[int, list[int]]:
    """How many places each session that was held had, by topic."""
    rows = Session.objects.filter(council_id=council_id, state="held").annotate(size=Sum("seats__places"))
    found: dict[int, list[int]] = defaultdict(list)
    for topic, size in rows.order_by().values_list("topic_id", "size"):
        if size:
            found[topic].append(size)
    return found
