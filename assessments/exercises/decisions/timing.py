"""Whether a decision was sent in time, from the law pack. Pure."""

from __future__ import annotations

import datetime

from academy.kit import words
from academy.law.pack import current_pack
from academy.law.queries.timelines import draw_timeline
from assessments.questions.kinds import Content

RULES = tuple(
    (f"{rule.code}:{clause.key}", f"{rule.code} {clause.task}")
    for rule in current_pack().rules.values()
    for clause in rule.dates
    if clause.kind == "deadline" and clause.starts[0].event
)


def timing_of(rule: str, started: str, acted: str) -> Content:
    """The answer, with its counting and its law. LookupError where the rule gives no date."""
    pack = current_pack()
    code, _, key = rule.partition(":")
    clause = next(one for one in pack.rule(code).dates if one.key == key)
    event = clause.starts[0].event
    events = {event: datetime.date.fromisoformat(started)}
    for due in draw_timeline(pack=pack, events=events).dues:
        if (due.rule.code, due.clause.key) == (code, key):
            day = datetime.date.fromisoformat(acted)
            fits = day <= due.date
            said = (
                f"{code}: {due.rule.limit}. {' '.join(due.steps)} "
                f"It was sent on {words.full_date(day)}, so it was {'in time' if fits else 'late'}."
            )
            if not fits:
                said += " A late decision still counts and the rights still run. Apologise, and record why."
            return {"key": "yes" if fits else "no", "reason": said, "law": [code, *due.rule.law]}
    raise LookupError(f"{rule} gives no date from that day.")


def in_words(day: str) -> str:
    """A date of the content as it stands in a letter."""
    return words.day_month_year(datetime.date.fromisoformat(day))
