"""Live sessions of one's own cohort that are over. Nobody keeps a register of them: who was there says so."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from academy.kit.words import weekday_date
from academy.people.access import visible
from academy.people.models import User
from courses.cohorts.models import LiveSession
from courses.pages.models import ModulePage
from courses.records.models import CpdEntry

OFFERED = datetime.timedelta(days=60)
"""So long a session is offered for the record; whoever thinks of it later writes it down by hand."""
KEYS = uuid.UUID("7f0d7d55-1f0b-4a43-9d7c-6a0c0a1f3c41")


@dataclass(frozen=True)
class LiveLine:
    """One live session that is over, with the competencies of its module. `key`: that of its entry."""

    pk: int
    key: uuid.UUID
    title: str
    on: datetime.date
    minutes: int
    competencies: tuple[str, ...]

    @property
    def on_words(self) -> str:
        """Thursday 26 November"""
        return weekday_date(self.on)


def live_to_note(*, actor: User, at: datetime.datetime) -> tuple[LiveLine, ...]:
    """Those of the last weeks that are not in the record, the latest first. Three queries, or one where there
    is none."""
    lines = _lines(actor, at, starts_at__gte=at - OFFERED)
    keys = [line.key for line in lines]
    noted = CpdEntry.objects.filter(person=actor, key__in=keys).values_list("key", flat=True)
    kept = set(noted) if keys else set()
    return tuple(line for line in lines if line.key not in kept)


def live_of(*, actor: User, pk: int, at: datetime.datetime) -> LiveLine | None:
    """One of them, however long ago; None for one that is cancelled, not over, or that was not theirs."""
    return next(iter(_lines(actor, at, pk=pk)), None)


def _lines(actor: User, at: datetime.datetime, **narrowed: Any) -> list[LiveLine]:
    """Sessions of cohorts that the actor was in on the day."""
    mine = Q(cohorts__members__person=actor, cohorts__members__joins_on__lte=timezone.localdate(at))
    rows = visible(actor, LiveSession).filter(mine, cancelled_at=None, starts_at__lt=at, **narrowed)
    stays = rows.annotate(joins=F("cohorts__members__joins_on"), ended=F("cohorts__members__ended_on"))
    held = {}
    for row in stays.order_by("-starts_at", "-pk"):
        on = timezone.localdate(row.starts_at)
        over = row.starts_at + datetime.timedelta(minutes=row.minutes) <= at
        if over and row.joins <= on and (row.ended is None or on <= row.ended):
            held[row.pk] = row
    about = _competencies(actor, {row.module_code for row in held.values()}) if held else {}
    return [
        LiveLine(
            pk=row.pk,
            key=uuid.uuid5(KEYS, str(row.pk)),
            title=row.title,
            on=timezone.localdate(row.starts_at),
            minutes=row.minutes,
            competencies=about.get(row.module_code, ()),
        )
        for row in held.values()
    ]


def _competencies(actor: User, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each module is about, by its code."""
    rows = visible(actor, ModulePage).filter(code__in=codes)
    found = rows.only("path", "depth", "code", "main_competency", "other_competencies")
    return {row.code: tuple(row.competencies) for row in found}
