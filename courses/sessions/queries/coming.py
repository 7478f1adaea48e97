"""Coming sessions as other programs read them: stable keys, documented in docs/sessions.md."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from courses.sessions.models import Session
from courses.sessions.queries.filling import Fill, fills_of


@dataclass(frozen=True)
class Coming:
    """One session that is planned or open."""

    pk: int
    topic: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    state: str
    fills: tuple[Fill, ...]

    def as_data(self) -> dict[str, Any]:
        """As JSON: moments in local time with their offset, places for each way to take part."""
        return {
            "id": self.pk,
            "topic": self.topic,
            "title": self.title,
            "starts_at": timezone.localtime(self.starts_at).isoformat(),
            "ends_at": timezone.localtime(self.ends_at).isoformat(),
            "state": self.state,
            "modes": {
                one.mode: {"places": one.places, "taken": one.taken, "waiting": one.waiting}
                for one in self.fills
            },
        }


def coming_sessions(*, council_id: int, at: datetime.datetime) -> list[Coming]:
    """Planned and open sessions that begin after `at`, soonest first. Two queries."""
    rows = Session.objects.filter(council_id=council_id, state__in=("planned", "open"), starts_at__gt=at)
    found = list(rows.select_related("topic").order_by("starts_at", "pk"))
    fills = fills_of(row.pk for row in found)
    return [
        Coming(
            row.pk, row.topic.code, row.topic.title, row.starts_at, row.ends_at, row.state,
            fills.get(row.pk, ()),
        )
        for row in found
    ]  # fmt: skip
