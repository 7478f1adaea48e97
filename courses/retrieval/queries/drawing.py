"""Which questions a round would have: what the law changed, what is due, then something new."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from academy.people.access import visible
from academy.people.models import User
from assessments.questions.kinds import kind_of
from assessments.questions.models import ItemVersion
from assessments.questions.queries.live import live_versions
from assessments.questions.states import LIVE
from courses.retrieval.models import Card
from courses.retrieval.queries.grounds import grounds_of
from courses.retrieval.rules import (
    NEW_A_DAY,
    ROUND_SIZE,
    Grounds,
    Offerable,
    change_since,
    is_quick,
    picks_for,
    reason_again,
)


@dataclass(frozen=True)
class Planned:
    """One question to be asked. `card` is None where the person never had it."""

    card: Card | None
    version: int
    item: int
    source: str
    reason: str


def offers_for(*, actor: User) -> dict[int, Offerable]:
    """The live version of every item of the bank, by item. One query."""
    rows = live_versions(actor=actor).order_by("pk").select_related(None)
    fields = ("pk", "item_id", "competencies", "criteria", "law", "law_as_at", "number")
    return {
        item: Offerable(pk, item, frozenset(codes), frozenset(criteria), frozenset(law), as_at, number)
        for pk, item, codes, criteria, law, as_at, number in rows.values_list(*fields)
    }


def plan_round(*, actor: User, at: datetime.datetime) -> list[Planned]:
    """The next questions for the actor, five at most. A constant number of queries."""
    offers, grounds = offers_for(actor=actor), grounds_of(actor=actor, at=at)
    cards = list(visible(actor, Card).filter(person=actor).order_by("due_at", "pk"))
    known = {card.item_id for card in cards if card.last_at is not None}
    today = timezone.localdate(at)
    room = max(0, NEW_A_DAY - sum(timezone.localdate(card.added_at) == today for card in cards))
    again = list(_again(cards, offers, grounds, at))
    fresh = [
        Planned(None, pick.version, pick.item, pick.source, pick.reason)
        for pick in picks_for((one for one in offers.values() if one.item not in known), grounds)
    ]
    found = _quick(again, ROUND_SIZE)
    return found + _quick(fresh, min(room, ROUND_SIZE - len(found)))


def _again(
    cards: list[Card], offers: dict[int, Offerable], grounds: Grounds, at: datetime.datetime
) -> Iterator[Planned]:
    """Cards that are to be asked again: first those whose law changed, then those due longest."""
    changed, due = [], []
    for card in cards:
        offer = offers.get(card.item_id)
        if offer is None or card.last_at is None:
            continue
        last = timezone.localdate(card.last_at)
        planned = Planned(card, offer.version, card.item_id, card.source, reason_again(offer, grounds, last))
        if change_since(offer, grounds.changes, last):
            changed.append(planned)
        elif card.due_at <= at:
            due.append(planned)
    yield from (*changed, *due)


LOOK_AT = 40
"""So many candidates are looked at for one round: each has to be drawn to see whether it is quick."""


def _quick(plans: list[Planned], most: int) -> list[Planned]:
    """The first of these that fit into a spare minute. One query."""
    if most <= 0 or not plans:
        return []
    looked = plans[:LOOK_AT]
    rows = ItemVersion.objects.filter(pk__in=[one.version for one in looked]).select_related("item")
    versions = {row.pk: row for row in rows}
    found = []
    for one in looked:
        if len(found) < most and fits(versions[one.version]):
            found.append(one)
    return found


def fits(version: ItemVersion) -> bool:
    """Whether a version can be asked in a spare minute; not if its kind is unknown or cannot draw it."""
    try:
        kind = kind_of(version.item.kind)
        asks = kind.asks(kind.draw(version.content, 0))
    except (LookupError, TypeError, ValueError, AttributeError):
        return False
    return is_quick(is_exercise=kind.is_exercise, asks=asks, minutes=version.minutes)


def due_counts(*, people: Collection[int], at: datetime.datetime) -> dict[int, int]:
    """How many cards of each of these people are due. One query; people for whom nothing is due are left
    out."""
    live = ItemVersion.objects.filter(item=OuterRef("item"), state__in=LIVE)
    rows = Card.objects.filter(Exists(live), person_id__in=people, due_at__lte=at).order_by()
    return dict(rows.values("person_id").annotate(n=Count("pk")).values_list("person_id", "n"))
