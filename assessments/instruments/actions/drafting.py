"""A version's way from a copy of the newest one to a second person's desk, and back."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from assessments.instruments.models import Criterion, CriterionStep, Instrument
from assessments.instruments.queries.changes import review_of
from assessments.instruments.queries.versions import draft_of, newest_of
from assessments.instruments.rules.permits import check_keep, check_second, check_words
from assessments.instruments.states import INSTRUMENT


@transaction.atomic
def start_draft(*, council: Council, code: str, by: User, at: datetime.datetime) -> Instrument:
    """Begin the next version as a copy of the newest published one, every row carried on as it is.

    The version that is being written already is given back: there is one at most.
    """
    check_keep(council_id=council.pk, by=by)
    Council.objects.select_for_update().filter(pk=council.pk).values_list("pk", flat=True).first()
    known = draft_of(council_id=council.pk, code=code)
    if known is not None:
        return known
    before = newest_of(council_id=council.pk, code=code)
    if before is None:
        raise Refused("There is no version yet that a new one could be written from.", code="none")
    draft = Instrument.objects.create(
        council=council,
        code=code,
        name=before.name,
        version=_next_version(council, code),
        law_as_at=before.law_as_at,
        based_on=before,
        made_by=by,
        made_at=at,
    )
    _copy(before, draft)
    words = f"{draft} begun from version {before.version}"
    write(council=council, by=by, at=at, verb="start", obj=draft, words=words)
    return draft


def _next_version(council: Council, code: str) -> str:
    """One more than the highest whole number that any version has had, given up or not."""
    named = Instrument.objects.filter(council=council, code=code).values_list("version", flat=True)
    return str(max((int(one.partition(".")[0]) for one in named if one[:1].isdecimal()), default=0) + 1)


def _copy(before: Instrument, draft: Instrument) -> None:
    rows = list(before.criteria.all())
    olds = [row.pk for row in rows]
    for row in rows:
        row.pk, row.instrument = None, draft
        row._state.adding = True
    made = Criterion.objects.bulk_create(rows)
    CriterionStep.objects.bulk_create(
        CriterionStep(instrument=draft, old_id=old, new=row) for old, row in zip(olds, made, strict=True)
    )


def lock_version(instrument: Instrument) -> Instrument:
    """The row as it stands now, held until the transaction ends."""
    rows = Instrument.objects.select_for_update(of=("self",)).select_related("council", "based_on")
    return rows.get(pk=instrument.pk)


def open_draft(instrument: Instrument, by: User) -> Instrument:
    """The version, held, if it may be changed by this person now. Raises Refused in words."""
    now = lock_version(instrument)
    check_keep(council_id=now.council_id, by=by)
    INSTRUMENT.after(now.state, "edit")
    return now


@transaction.atomic
def send_version(*, instrument: Instrument, by: User, at: datetime.datetime) -> Instrument:
    """Give a version to a second person. Refused in words while anything stands against it."""
    now = lock_version(instrument)
    check_keep(council_id=now.council_id, by=by)
    now.state = INSTRUMENT.after(now.state, "send")
    check_words(words=now.what_changed, what="Say what is new in this version, and why")
    check_sound(now)
    now.sent_by, now.sent_at = by, at
    now.save(update_fields=["state", "sent_by", "sent_at"])
    write(council=now.council, by=by, at=at, verb="send", obj=now, words=f"{now} sent to a second person")
    return now


def check_sound(instrument: Instrument) -> None:
    """Nothing stands against the version. Raises Refused with the first thing to put right."""
    faults = review_of(instrument=instrument).faults
    if faults:
        raise Refused(faults[0].words, code="fault")


@transaction.atomic
def return_version(*, instrument: Instrument, words: str, by: User, at: datetime.datetime) -> Instrument:
    """A second person gives a version back with what they ask for."""
    now = lock_version(instrument)
    check_second(instrument=now, by=by)
    now.state = INSTRUMENT.after(now.state, "return")
    now.returned_words = check_words(words=words, what="Say what you ask for")
    now.returned_by = by
    now.save(update_fields=["state", "returned_words", "returned_by"])
    write(council=now.council, by=by, at=at, verb="return", obj=now, words=f"{now} returned with words")
    return now


@transaction.atomic
def drop_draft(*, instrument: Instrument, by: User, at: datetime.datetime) -> Instrument:
    """Give a version up. What was written stays in the list of versions and means nothing."""
    now = lock_version(instrument)
    check_keep(council_id=now.council_id, by=by)
    now.state = INSTRUMENT.after(now.state, "drop")
    now.save(update_fields=["state"])
    write(council=now.council, by=by, at=at, verb="drop", obj=now, words=f"{now} given up")
    return now
