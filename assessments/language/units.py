"""The words for time, people and events with which a number becomes a quantity. Plain data."""

from __future__ import annotations

MINUTES: dict[str, float] = {
    word: minutes
    for minutes, words in ((1, "min mins minute minutes"), (60, "h hr hrs hour hours"))
    for word in words.split()
}
"""Words for a unit of time that a lesson is measured in, to minutes."""

SPANS: dict[str, str] = {
    word: unit
    for unit, words in {
        "day": "day days",
        "week": "week weeks wk wks",
        "fortnight": "fortnight fortnights",
        "half-term": "half-term half-terms",
        "term": "term terms",
        "month": "month months",
        "year": "year years",
    }.items()
    for word in words.split()
}
"""Words for a longer stretch of time."""

PERIODS: dict[str, str] = SPANS | {
    word: unit
    for unit, words in {
        "day": "morning mornings afternoon afternoons lunchtime lunch evening night breakfast monday tuesday"
        " wednesday thursday friday"
        " saturday sunday playtime",
        "hour": "hour hours",
        "lesson": "lesson lessons",
        "event": "transition transitions meal meals assembly break breaktime activity activities test exam",
        "block": "block cycle",
    }.items()
    for word in words.split()
}
"""Words for what comes round again: how often something is done is counted against one of these."""

ADVERBS: dict[str, str] = {
    "daily": "day",
    "hourly": "hour",
    "weekly": "week",
    "fortnightly": "fortnight",
    "half-termly": "half-term",
    "termly": "term",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
}
DAYS = frozenset(
    "monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday "
    "saturdays sunday sundays".split()
)
EVENTS = frozenset(
    "session sessions time times x × lesson lessons visit visits slot slots break breaks meeting meetings "
    "occasion occasions appointment appointments call calls check checks lunchtime lunchtimes playtime "
    "playtimes period periods block blocks practice practices refresher refreshers review reviews swim "
    "group groups afternoon afternoons morning mornings".split()
)
PEOPLE = frozenset(
    "pupil pupils child children student students learner learners peer peers other others people person "
    "adult adults staff assistant assistants teacher teachers tas ta therapist therapists classmate "
    "classmates friend friends role roles member members".split()
)
LABELS = frozenset(
    "year ks stage section level band part paragraph question target room appendix week step unit phase "
    "grade set number page regulation reg tier".split()
)
"""Words after which a number is a name, as in Year 9."""

SCHOOL_DAYS, TERMS, HALF_TERMS, MONTHS = 5.0, 3.0, 6.0, 12.0
YEAR_WEEKS = (38.0, 39.0)
"""Weeks of a school year for pupils, as advice writes them: 190 days, or 195 with training days."""

PER_WEEK: dict[str, float] = {"day": SCHOOL_DAYS, "week": 1.0, "fortnight": 0.5}
PER_YEAR: dict[str, float] = {"half-term": HALF_TERMS, "term": TERMS, "month": MONTHS, "year": 1.0}
