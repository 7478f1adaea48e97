"""Topics: made, changed, published, retired."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from courses.sessions.audiences import AUDIENCES
from courses.sessions.models import Session, Topic
from courses.sessions.queries.known import unknown_codes
from courses.sessions.rules.planning import check_runs
from courses.sessions.states import TOPIC

FIELDS = (
    "title", "summary", "outcomes", "audiences", "internal", "minutes", "module_code", "competencies",
    "criteria", "before", "needs_modules", "made_with", "needs_approval", "price", "absence_charge",
)  # fmt: skip
"""What people say about a topic; its code stays, because addresses rest on it."""
TAKEN = "new"
"""The address of the page on which topics are made."""


@transaction.atomic
def make_topic(
    *,
    council: Council,
    code: str,
    said: Mapping[str, Any],
    key: uuid.UUID,
    by: User | None,
    at: datetime.datetime,
) -> Topic:
    """A draft that nobody outside sees. Sent twice, it is made once."""
    check_runs(by, council.pk)
    known = Topic.objects.filter(council=council, key=key).first()
    if known is not None:
        return known
    _check(council.pk, said)
    if code == TAKEN or Topic.objects.filter(council=council, code=code).exists():
        raise Refused("Another topic has this address. Choose another word.", code="code")
    topic = Topic(council=council, code=code, key=key, made_at=at)
    _put(topic, said)
    topic.save()
    write(council=council, by=by, at=at, verb="make", obj=topic, words=f"Made the topic {topic.title}")
    return topic


@transaction.atomic
def change_topic(*, topic: Topic, said: Mapping[str, Any], by: User, at: datetime.datetime) -> Topic:
    """Say something else about it. The same again leaves no trace."""
    check_runs(by, topic.council_id)
    _check(topic.council_id, said)
    row = Topic.objects.select_for_update().get(pk=topic.pk)
    before = {name: getattr(row, name) for name in FIELDS}
    _put(row, said)
    if before == {name: getattr(row, name) for name in FIELDS}:
        return row
    row.save()
    write(council=row.council_id, by=by, at=at, verb="change", obj=row, words=f"Changed {row.title}")
    return row


@transaction.atomic
def publish_topic(*, topic: Topic, by: User | None, at: datetime.datetime) -> Topic:
    """Show it to those it is for."""
    return _move(topic, "publish", by=by, at=at, words="Published")


@transaction.atomic
def retire_topic(*, topic: Topic, by: User, at: datetime.datetime) -> Topic:
    """It is not offered any more. Dates that are still to come have to be cancelled or held first."""
    coming = Session.objects.filter(topic=topic, state__in=("planned", "open"), starts_at__gt=at)
    if coming.exists():
        raise Refused("It has dates that are still to come. Hold or cancel them first.", code="dates")
    return _move(topic, "retire", by=by, at=at, words="Retired")


def _move(topic: Topic, verb: str, *, by: User | None, at: datetime.datetime, words: str) -> Topic:
    check_runs(by, topic.council_id)
    row = Topic.objects.select_for_update().get(pk=topic.pk)
    after = next(move.end for move in TOPIC.moves if move.verb == verb)
    if row.state == after:
        return row
    row.state = TOPIC.after(row.state, verb)
    row.save(update_fields=["state"])
    write(council=row.council_id, by=by, at=at, verb=verb, obj=row, words=f"{words} {row.title}")
    return row


def _put(topic: Topic, said: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in said:
            setattr(topic, name, said[name])


def _check(council_id: int, said: Mapping[str, Any]) -> None:
    """Everything it names exists."""
    if not set(said.get("audiences", ())) <= AUDIENCES.keys():
        raise Refused("Choose for whom it is from the list.", code="audiences")
    for field, unknown in unknown_codes(council_id=council_id, said=said).items():
        raise Refused(f"Not known here: {', '.join(unknown)}.", code=field)
