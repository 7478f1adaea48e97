"""What the standard does about news: topic to action."""

from __future__ import annotations

import datetime
from typing import Any

from academy.work.registry import answers
from competencies.entrustment.actions import answer_lapses, refresh_proposals, refresh_recorded, tend_levels
from competencies.framework import registry
from competencies.framework.actions.publishing import TOPIC
from competencies.framework.models import Framework
from competencies.plans.actions import letters  # noqa: F401  the worker must know their words
from competencies.selfassessment.actions import letters as self_letters  # noqa: F401
from competencies.voices.actions import tend_rounds

LONG = datetime.timedelta(minutes=15)
"""A night's work for twelve thousand people takes a minute; a slow machine may take its time."""


@answers("levels_day", lease=LONG)
def levels_day(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a night: what is over lapses, letters go out, and every proposal is worked out anew."""
    tend_levels(council_id=payload["council_id"], at=at)


@answers("levels_moved")
def levels_moved(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A decision about somebody was made: what comes next for them."""
    refresh_proposals(council_id=payload["council_id"], person_ids=payload["person_ids"], at=at)


@answers("levels_lapsed", lease=LONG)
def levels_lapsed(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Levels lapsed: letters, and what each person needs to renew."""
    answer_lapses(at=at, **payload)


@answers("evidence_recorded")
def evidence_recorded(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Evidence was recorded in the last minutes: what comes next for whom it is about."""
    refresh_recorded(at=at, **payload)


@answers("voices_day")
def voices_day(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a night: rounds of feedback that are over or full are closed."""
    tend_rounds(council_id=payload["council_id"], at=at)


@answers(TOPIC, lease=datetime.timedelta(minutes=30))
def framework_published(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Another version is in force: what was worked out from the one before goes and is worked out again, here
    and by whoever registered with `after_publishing`."""
    framework = Framework.objects.get(pk=payload["framework"])
    refresh_proposals(council_id=framework.council_id, at=at)
    registry.tell_published(framework, at)
