"""Short forms as people fill them in."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from competencies.evidence.actions import Draft
from competencies.evidence.models import Kind

AT = datetime.datetime(2026, 11, 26, 10, 0, tzinfo=datetime.UTC)
ANSWERS: dict[str, dict[str, Any]] = {
    "KC": {"source": "statutory test, national provider", "result": "17 of 20", "covers": "dates"},
    "SIM": {"source": "mock tribunal day", "case": "a disputed placement", "result": "calm under questions"},
    "WP": {"what": "draft", "well": "needs are whole", "next": "fewer adverbs", "check": "some"},
    "OBS": {"what": "meeting", "well": "the parent spoke first", "try": "sum up at the end"},
    "CBD": {"asked": "why not assess", "reasoning": "weighed both tests", "next": ""},
    "REF": {"happened": "the call went badly", "different": "ring before the letter", "know": ""},
    "DATA": {"what": "plans in 20 weeks", "period": "July to September 2026", "n": 14, "m": 16,
             "source": "case system, timeliness report"},
    "EXT": {"award": "Level 4 award, unit 3", "body": "an awarding body", "covers": ""},
}  # fmt: skip
REFERENCES = {"WP": "P-20417", "CBD": "C-118"}


def draft(kind: str = "OBS", **changes: Any) -> Draft:
    """A short form as it should be filled in."""
    said = {
        "kind": Kind(kind),
        "shown_on": datetime.date(2026, 11, 20),
        "answers": {**ANSWERS[kind], **changes.pop("answers", {})},
        "competencies": ("C5.4",),
        "plan_ref": REFERENCES.get(kind, ""),
    }
    return Draft(**{**said, **changes})


def posted(kind: str = "OBS", **changes: Any) -> dict[str, Any]:
    """The same as a browser sends it."""
    own = kind in ("REF", "EXT")
    return {
        "key": str(uuid.uuid4()),
        "shown_on_day": "20", "shown_on_month": "11", "shown_on_year": "2026",
        "plan_ref": REFERENCES.get(kind, ""),
        "task": "", "first": "C5.4", "second": "", "third": "",
        **({} if own else {"strength": "evidence"}),
        **ANSWERS[kind],
        **changes,
    }  # fmt: skip
