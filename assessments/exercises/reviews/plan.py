"""The date plan of a review: what follows from its events, counted by the rule table. Pure.

The dates are worked out when the item is drawn, so that they are never typed by an author, and the events
may move by whole weeks so that two learners need not have the same answers.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from typing import Any

from academy.kit.refusals import Refused
from academy.kit.words import full_date
from academy.law.dates import Calendar, add_weeks, read_day
from academy.law.pack import current_pack
from academy.law.queries.timelines import Due, draw_timeline

Day = datetime.date


def events_of(rows: Sequence[Mapping[str, Any]], weeks: int = 0) -> dict[str, Day]:
    """Events with their days, moved by whole weeks."""
    return {row["event"]: add_weeks(read_day(row["on"]), weeks) for row in rows or ()}


def shift_for(rows: Sequence[Mapping[str, Any]], most: int, seed: int) -> int:
    """By how many weeks the events move: 0 to `most`, never onto a day when nobody would meet."""
    if not most or not rows:
        return 0
    table = current_pack().calendar
    fit = [
        weeks
        for weeks in range(int(most) + 1)
        if all(_is_school_day(day, table) for day in events_of(rows, weeks).values())
    ]
    return random.Random(seed).choice(fit or [0])  # noqa: S311


def _is_school_day(day: Day, table: Calendar) -> bool:
    shut = any(closure.shut_on <= day < closure.reopens_on for closure in table.closures)
    return table.knows(day) and table.is_working(day) and not shut


def due_of(events: Mapping[str, Day], rule: str, clause: str = "") -> Due | None:
    """The date that a rule gives for these events; None when it gives none."""
    try:
        timeline = draw_timeline(pack=current_pack(), events=events)
    except Refused:
        return None
    return next(
        (due for due in timeline.dues if due.rule.code == rule and clause in ("", due.clause.key)), None
    )


def dates_of(events: Mapping[str, Day], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The asked dates with their answers, as plain data. A row whose rule gives no date is left out."""
    found = []
    for row in rows or ():
        due = due_of(events, row["rule"], row.get("clause") or "")
        if due is not None:
            found.append(
                {
                    "label": row["label"],
                    "rule": row["rule"],
                    "date": due.date.isoformat(),
                    "safe": due.safe.isoformat() if due.safe else "",
                    "steps": " ".join(due.steps),
                    "safe_words": due.safe_words,
                }
            )
    return found


def with_days(text: str, events: Mapping[str, Day]) -> str:
    """A text with {review_meeting} and the like replaced by the day."""
    for event, day in events.items():
        text = text.replace("{" + event + "}", full_date(day))
    return text
