"""Asking families or partners, and making links to hand out."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year, plural
from academy.people.models import User
from academy.record.actions import write
from competencies.voices.actions.closing import plan_voices_day
from competencies.voices.models import FeedbackLink, FeedbackRound
from competencies.voices.queries.rounds import choices_for
from competencies.voices.rules import check_links, check_plan, check_run
from competencies.voices.tokens import hash_of, token_of


@dataclass(frozen=True)
class RoundDraft:
    """What somebody wants to ask. `key` comes from the form."""

    key: uuid.UUID
    audience: str
    codes: Sequence[str]
    closes_on: datetime.date
    most: int


@transaction.atomic
def open_round(*, person: User, draft: RoundDraft, by: User, at: datetime.datetime) -> FeedbackRound:
    """Ask families or partners about `person`. The same `key` again is the same round."""
    check_run(person, by)
    User.objects.select_for_update().get(pk=person.pk)
    rows = FeedbackRound.objects.filter(person=person)
    if (same := rows.filter(key=draft.key).first()) is not None:
        return same
    today = timezone.localdate(at)
    check_plan(
        audience=draft.audience,
        codes=draft.codes,
        closes_on=draft.closes_on,
        most=draft.most,
        today=today,
    )
    known = {code for code, _ in choices_for(council_id=person.council_id, audience=draft.audience)}
    if set(draft.codes) - known:
        raise Refused("The framework does not have one of these any more. Choose again.", code="codes")
    if rows.filter(audience=draft.audience, state="open").exists():
        label = FeedbackRound.Audience(draft.audience).label
        raise Refused(f"{label} are being asked already. Close that round first.", code="open")
    row = FeedbackRound.objects.create(
        person=person,
        key=draft.key,
        audience=draft.audience,
        competencies=list(draft.codes),
        asked_by=by,
        asked_at=at,
        opens_on=today,
        closes_on=draft.closes_on,
        most=draft.most,
    )
    _note(
        row,
        "ask",
        f"{row.get_audience_display()} are asked for feedback until {day_month_year(row.closes_on)}",
        by,
        at,
    )
    plan_voices_day(council_id=person.council_id, at=at)
    return row


@transaction.atomic
def make_links(
    *, feedback_round: FeedbackRound, key: uuid.UUID, count: int, by: User, at: datetime.datetime
) -> tuple[str, ...]:
    """The tokens of `count` new links, to be shown once. The same `key` again gives the same ones."""
    check_run(feedback_round.person, by)
    row = FeedbackRound.objects.select_for_update().select_related("person").get(pk=feedback_round.pk)
    if row.state != "open":
        raise Refused("This round is closed. Nobody can answer any more.", code="state")
    tokens = tuple(token_of(round_pk=row.pk, key=key, number=number) for number in range(max(count, 0)))
    hashes = [hash_of(token) for token in tokens]
    there = set(row.links.values_list("token_hash", flat=True))
    new = [hashed for hashed in hashes if hashed not in there]
    if new or not hashes:
        check_links(count=len(new), there=len(there))
        FeedbackLink.objects.bulk_create(FeedbackLink(round=row, token_hash=hashed) for hashed in new)
        _note(row, "make links", f"{plural(len(new), 'link')} made for feedback", by, at)
    return tokens


def _note(row: FeedbackRound, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    write(council=row.person.council_id, by=by, at=at, verb=verb, obj=row, about=row.person, words=words)
