"""Invented people and figures for the design page."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from academy.kit.charts import Bar, Change, Point
from academy.kit.components.differences import Difference
from academy.kit.components.figures import Day, Stage


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    label: str
    url: str
    current: bool = False
    badge: int = 0


@dataclass(frozen=True)
class Shell:
    """The frame of a signed-in person."""

    council_name: str = "Alderwick Council"
    product_name: str = "SEND Academy"
    user_name: str = "Amara Boateng"
    user_role: str = "New starter, North team"
    initials: str = "AB"
    law_as_at: date = date(2026, 11, 1)
    nav: tuple[Place, ...] = ()
    footer: tuple[tuple[str, str], ...] = field(default=())


PAGES = (
    ("Components", "design", 0),
    ("Forms", "design_forms", 2),
    ("A screen", "design_screen", 0),
    ("Reading", "design_reading", 0),
)


def shell(*, current: str) -> Shell:
    """The frame with the present page marked."""
    places = tuple(Place(label, reverse(name), name == current, badge) for label, name, badge in PAGES)
    return Shell(nav=places, footer=(("Components", reverse("design")), ("Forms", reverse("design_forms"))))


def months(values: list[float], centre: float, spread: float) -> list[Point]:
    """A year of shares with limits that widen when fewer plans were audited."""
    names = ("Nov 25", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct 26")
    counts = (58, 61, 55, 60, 57, 62, 59, 52, 40, 56, 60, 61)
    return [
        Point(
            name,
            value,
            n,
            max(0, centre - spread * (60 / n) ** 0.5),
            min(100, centre + spread * (60 / n) ** 0.5),
        )
        for name, value, n in zip(names, values, counts, strict=True)
    ]


STAGES = [
    Stage(
        "Called for action",
        "Matched a rule after the guards",
        412,
        334,
        78,
        "17 for your approval; 61 joined an open assignment",
        "Oldest 3 days",
    ),
    Stage(
        "Assigned",
        "Somebody was asked, with a reason",
        334,
        251,
        83,
        "83 not done, 9 past the date",
        "Middle 11 days, oldest 34",
    ),
    Stage(
        "Learnt",
        "Module, task or workshop done",
        251,
        148,
        103,
        "103 wait for re-audit",
        "Middle 41 days, oldest 88",
        strong=True,
    ),
    Stage(
        "Re-audited",
        "Later plan, auditor unaware",
        148,
        97,
        51,
        "34 still below good, now with a coach; 17 need one more plan",
        "Oldest 21 days",
    ),
    Stage(
        "Resolved",
        "Good or better on that criterion",
        97,
        97,
        0,
        "None. Closed",
        "From finding to resolved: middle 79 days",
    ),
]
WEEK = [
    Day("Mon 16", "6 h 45", "Done:", done=405),
    Day("Tue 17", "6 h 30", "Done:", done=390),
    Day("Wed 18", "2 h 35 left", done=210, own=155, today=True),
    Day("Thu 19", "5 h 15", own=165, live=150),
    Day("Fri 20", "4 h 50", own=80, live=210),
]
QUARTERS = [
    Point("Oct to Dec 24", 43, 562, 39, 47),
    Point("Jan to Mar 25", 46, 571, 42, 50),
    Point("Apr to Jun 25", 51, 566, 47, 55),
    Point("Jul to Sep 25", 55, 574, 51, 59),
    Point("Oct to Dec 25", None, 9),
    Point("Jan to Mar 26", 65, 568, 61, 69),
    Point("Apr to Jun 26", 70, 573, 66, 74),
    Point("Jul to Sep 26", 74, 567, 70, 78),
]
CHANGES = [
    Change("I Placement", 90, 94),
    Change("K Advice", 74, 85),
    Change("A Child’s voice", 62, 84),
    Change("F Provision", 34, 68),
    Change("Reviews", 60, 55),
    Change("J Budget", None, 82),
]
BARS = [
    Bar("Point they were trained on", 0.34, "+0.34 grade"),
    Bar("Other points, same writers", 0.11, "+0.11 grade", quiet=True),
]
DIFFERENCES = [
    Difference("All modules", 0.25, 0.22, 0.28),
    Difference("Specificity (PM-01)", 0.12, -0.03, 0.27),
    Difference("Co-producing the draft (PM-19)"),
]
MATRIX_TASKS = (
    "Triage a request",
    "Run the timeline",
    "First conversation",
    "Commission advice",
    "Write a draft plan",
    "Review outcome",
)
MATRIX = [
    (
        "Gareth Lloyd",
        "Senior, 6 years",
        [(5, "", ""), (5, "", ""), (4, "", ""), (4, "", ""), (4, "", ""), (4, "", "")],
    ),
    ("Joy Adeyemi", "Senior, 4 years", [(4, "", "")] * 5 + [(4, "lapses 2 Dec", "lapse")]),
    ("Priya Nair", "Coordinator, 2 years", [(4, "", "")] * 4 + [(3, "below expected", "below"), (4, "", "")]),
    (
        "Amara Boateng",
        "Starter, week 4",
        [(1, "", ""), (2, "", ""), (2, "", ""), (1, "", ""), (1, "", ""), (0, "", "")],
    ),
]


def words_and_lists() -> dict[str, Any]:
    """Samples of marks, facts and lines."""
    return {
        "today": date(2026, 11, 18),
        "grades": [4, 3, 2, 1, None],
        "levels": range(6),
        "mark_kinds": ["done", "half", "todo", "live", "look", "lock", "stopped"],
        "facts": [
            ("185", "rows ready: audits from 1 to 30 October"),
            ("6", "left out: marked “draft”"),
            ("5", "rows stopped, with reasons below", "stop"),
            ("2", "comments held; their grades come in", "look"),
        ],
        "one_fact": [("3", "pieces of work since you started, of 12 that your role is asked for", "settled")],
        "pairs": {
            "Next": "Thursday 19 November, 10am",
            "Every": "week, 30 minutes",
            "Signed off": "4 of 6 shadow visits",
        },
        "lines": [
            "7 writers, 4 teams",
            "Began when the report form changed, 7 September",
            "Advice audit: 9 of 12 below good",
        ],
        "marked_lines": [
            ("done", "26 of 26 columns matched, as in September"),
            ("look", "1 new column, “Quality mark”: not read"),
            ("done", "Dates are day first"),
        ],
        "slots": [
            (True, "What", "phonics group"),
            (False, "For how long a period", "the advice says 12-week cycles"),
            (True, "Who", "a teacher"),
            (True, "How long", "25 minutes"),
            (False, "When it is reviewed", "at the end of each cycle"),
        ],
        "lately": [("August", 2), ("September", 3), ("November", 2)],
    }


def figures_and_tables() -> dict[str, Any]:
    """Samples of tables, charts and stages."""
    return {
        "headings": ["Row", "What we found", "Why it stops", "Cells"],
        "rows": [
            ("Row 57", "Date “31/09/2026”", "September has 30 days", 1),
            ("Row 88", "Section E grade “Good (just)”", "Not one of the words you matched", 12),
            ("Row 176", "“Total North”, no plan reference", "Looks like a total, not an audit", 1296),
        ],
        "stages": STAGES,
        "week": WEEK,
        "quarters": QUARTERS,
        "changes": CHANGES,
        "bars": BARS,
        "differences": DIFFERENCES,
        "worse": months([66, 63, 68, 61, 65, 62, 66, 64, 60, 55, 44, 41], 64, 18.5),
        "few": [Point("Sep", None, 3), Point("Oct", None, 4)],
        "chain": [
            ("1,311", "marks below good"),
            ("330", "pieces of training, 74% in time"),
            ("360", "later audits, auditor unaware"),
            ("241", "good or better on that point"),
            ("38", "still below: coaching, decided by a person"),
        ],
        "matrix_tasks": MATRIX_TASKS,
        "matrix": [
            (name, about, [(*cell, task) for cell, task in zip(cells, MATRIX_TASKS, strict=True)])
            for name, about, cells in MATRIX
        ],
        "long": "A title that goes on for very much longer than anybody would "
        "write it on purpose, but that an author may write one day",
    }


def everything() -> dict[str, Any]:
    """All the samples by name."""
    return {**words_and_lists(), **figures_and_tables()}
