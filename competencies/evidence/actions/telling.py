"""News for the parts above: somebody's evidence changed."""

from __future__ import annotations

import datetime

from academy.work.actions import announce

TOPIC = "evidence_recorded"
WINDOW, GRACE = 300, 60
"""Seconds: changes of so long are one job, which is done so long after them."""


def tell_changed(*, council_id: int, at: datetime.datetime) -> None:
    """Evidence was added or ended, in the caller's transaction: one job for all changes of five minutes.

    It names nobody. Who it was about stands in the history of those minutes.
    """
    start = int(at.timestamp()) // WINDOW * WINDOW
    since, until = (datetime.datetime.fromtimestamp(when, datetime.UTC) for when in (start, start + WINDOW))
    announce(
        topic=TOPIC,
        key=f"{council_id}:{start}",
        payload={"council_id": council_id, "since": since.isoformat(), "until": until.isoformat()},
        council=council_id,
        at=at,
        due_at=until + datetime.timedelta(seconds=GRACE),
    )
