"""What the demo's audits went through: one in its second version with a split and a break, one that waits."""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, Post, User
from assessments.instruments.actions import (
    CriterionWords,
    publish_version,
    retire_overtaken,
    save_about,
    save_criterion,
    send_version,
    split_criterion,
    start_draft,
)
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import ADVICE_AUDIT, LETTER_AUDIT
from home.founding.actions.cast import ago

DATED = "We look at the author apart from what the advice rests on, and amounts must be there or explained."
KINDER = "The letter says first what was decided, because that is what families look for."


def rewrite_audits(*, council: Council, until: datetime.datetime) -> None:
    """The practice lead writes, the QA team manager publishes one version; another waits for them.

    Asked again, nothing changes.
    """
    if Instrument.objects.filter(council=council, based_on__isnull=False).exists():
        return
    lead = User.objects.get(council=council, emailaddress__email="pdl@alderwick.example")
    held = Post.objects.filter(person__council=council, person__is_active=True, ends_on=None, role="R14")
    second = held.select_related("person").order_by("person__ref")[0].person
    with transaction.atomic():
        _second_advice_audit(council, lead, second, until)
        _letter_audit_that_waits(council, lead, until)


def _second_advice_audit(council: Council, lead: User, second: User, until: datetime.datetime) -> None:
    """In force since the first of a month four or five months ago."""
    day = (timezone.localdate(until) - datetime.timedelta(days=130)).replace(day=1)
    first = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
    written, sent, published = (first - datetime.timedelta(days=days) for days in (20, 12, 9))
    draft = start_draft(council=council, code=ADVICE_AUDIT, by=lead, at=written)
    split_criterion(
        instrument=draft,
        row=draft.criteria.get(code="ADV1"),
        code="ADV9",
        text="Rests on what the author saw or measured",
        why="Who wrote it and what it rests on are looked at apart.",
        by=lead,
        at=written,
    )
    _say(draft, "ADV1", lead, written, text="Right author and date", why="")
    _say(
        draft, "ADV4", lead, written, how="changed", why="Amounts are asked for, not only reasons.",
        good="What, who and how much for all of the main help",
    )  # fmt: skip
    _say(draft, "ADV6", lead, written, how="renamed", text="Plain enough to be lifted into the plan")
    _send(draft, DATED, lead, sent)
    publish_version(instrument=draft, effective_from=day, by=second, at=published)
    retire_overtaken(instrument_id=draft.pk, at=first)


def _letter_audit_that_waits(council: Council, lead: User, until: datetime.datetime) -> None:
    draft = start_draft(council=council, code=LETTER_AUDIT, by=lead, at=ago(until, 5))
    _say(
        draft, "LET5", lead, ago(until, 5), how="renamed",
        good="The decision first; clear and kind; terms explained",
    )  # fmt: skip
    _say(draft, "LET6", lead, ago(until, 5), weight=2)
    _send(draft, KINDER, lead, ago(until, 2))


def _say(
    draft: Instrument,
    code: str,
    by: User,
    at: datetime.datetime,
    *,
    how: str = "",
    why: str = "",
    **changes: str | int,
) -> Criterion:
    """One criterion in other words, everything else as it is."""
    row = draft.criteria.get(code=code)
    now = {one.name: getattr(row, one.name) for one in dataclasses.fields(CriterionWords)}
    now = {name: tuple(said) if isinstance(said, list) else said for name, said in now.items()}
    said = CriterionWords(**{**now, **changes})
    return save_criterion(instrument=draft, row=row, said=said, how=how, why=why, by=by, at=at)


def _send(draft: Instrument, words: str, by: User, at: datetime.datetime) -> None:
    save_about(instrument=draft, name=draft.name, what_changed=words, law_as_at=draft.law_as_at, by=by, at=at)
    send_version(instrument=draft, by=by, at=at)
