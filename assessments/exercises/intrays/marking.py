"""Marking a week: every order that keeps the constraints scores the same. Pure.

A task is right when it is done by its day, not before it can be, and after what it needs. Two things alone
fail a week whatever the rest: a statutory date that is let go by, and a safeguarding task that is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from academy.kit.words import full_date, listed, minutes
from academy.law.dates import Day, read_day
from academy.law.pack import current_pack
from assessments.exercises.choosing import option_lines, text_of
from assessments.exercises.intrays.week import (
    DAYS,
    LATER,
    LONGEST_GAP,
    NAMES,
    PLACES,
    day_of,
    gaps_of,
    long_gaps,
    needed_contacts,
    place_number,
    places_in_words,
)
from assessments.questions.kinds import Answer, Content, Line, Marked

TASK_KINDS = {
    "safeguarding": "Safeguarding",
    "statutory": "Statutory date",
    "promised": "Promised",
    "complaint": "Complaint",
    "other": "Other work",
}
NEVER = {
    "safeguarding": "A safeguarding task was left",
    "statutory": "A statutory date was let go by",
}
Row = Mapping[str, Any]


def contact_names(family: str, count: int) -> list[str]:
    """The asks for the contacts with one family: f1-1, f1-2."""
    return [f"{family}-{number}" for number in range(1, count + 1)]


def contact_count(shown: Content) -> int:
    """How many contacts may be planned for each family: one more than any of them needs."""
    needed = [
        needed_contacts(read_day(row["last"]), read_day(row["next"])) for row in shown.get("families") or []
    ]
    return max(needed, default=0) + 1


def mark(shown: Content, answer: Answer) -> Marked:
    """Each task with a constraint, each day's minutes, each family's contact, then what the week did."""
    tasks = shown["tasks"]
    said = {row["id"]: text_of(answer, row["id"]) for row in tasks}
    placed = {one: place for one, place in said.items() if place in PLACES or place == LATER}
    words = dict(places_in_words(read_day(shown["week_of"])))
    broken = {row["id"]: _broken(row, placed, shown, words) for row in tasks}
    lines = [_task(row, placed, broken[row["id"]], words) for row in tasks if _asked(row)]
    lines.append(_days(shown, placed))
    advice: list[str] = []
    most = contact_count(shown)
    for row in shown.get("families") or []:
        line, more = _contact(most, answer, row)
        lines.append(line)
        advice += more
    lines += option_lines(shown, answer, "What you do next")
    nevers = tuple(
        f"{NEVER[row['kind']]}: {row['text']}"
        for row in tasks
        if placed and row["kind"] in NEVER and row.get("by") and _is_late(row, placed)
    )
    return Marked(
        (*lines, *_debrief(tasks, placed, broken)),
        nevers=nevers,
        advice=tuple(advice),
        facts={"broken": dict(Counter(row["kind"] for row in tasks if broken[row["id"]]))},
    )


def _asked(row: Row) -> bool:
    """Whether anything about the place of a task can be right or wrong."""
    return bool(row.get("by") or row.get("not_before") or row.get("after_id"))


def _is_late(row: Row, placed: Mapping[str, str]) -> bool:
    return place_number(placed.get(row["id"], LATER)) > place_number(row["by"])


def _broken(row: Row, placed: Mapping[str, str], shown: Content, words: Mapping[str, str]) -> list[str]:
    """The constraints of a task that its place breaks, in words."""
    place = placed.get(row["id"])
    if place is None:
        return ["You gave it no place in the week."] if _asked(row) else []
    here, said = place_number(place), []
    if row.get("by") and here > place_number(row["by"]):
        said.append(f"It has to be done by {words[row['by']]}.")
    if row.get("not_before") and here < place_number(row["not_before"]):
        said.append(f"It cannot be done before {words[row['not_before']]}.")
    if after := row.get("after_id"):
        other = placed.get(after, LATER)
        if here < place_number(other) or (other == LATER and place == LATER):
            names = {task["id"]: task["text"] for task in shown["tasks"]}
            said.append(f"It needs something else first: {names[after]}")
    return said


def _task(row: Row, placed: Mapping[str, str], broken: list[str], words: Mapping[str, str]) -> Line:
    asked = sum(bool(row.get(name)) for name in ("by", "not_before", "after_id"))
    place = placed.get(row["id"])
    kept = 0 if place is None else asked - len(broken)
    good = kept == asked
    key = f"By {words[row['by']]}" if row.get("by") and not good else ""
    reason = f"{' '.join(broken)} {row['reason']}".strip()
    law = (row["law"],) if row.get("law") else ()
    points = round(kept / asked, 4)
    return Line(row["text"], words.get(place or "", ""), good, reason, key, points, 1, law, row["id"])


def _days(shown: Content, placed: Mapping[str, str]) -> Line:
    """Whether each day holds what was put into it. Only days of a week that is all placed count in full."""
    spent: Counter[str] = Counter()
    for row in shown["tasks"]:
        spent[day_of(placed.get(row["id"], LATER))] += int(row["minutes"])
    holds = int(shown["capacity"])
    over = [day for day in DAYS if spent[day] > holds]
    share = len(placed) / len(shown["tasks"])
    good = not over and share == 1
    said = [f"{NAMES[DAYS.index(day)]} has {minutes(spent[day])}." for day in over]
    if share < 1:
        said.append(f"{len(shown['tasks']) - len(placed)} tasks have no place yet.")
    said.append(f"A day holds {minutes(holds)} of this work; what does not fit is done late or badly.")
    points = round((1 - len(over) / len(DAYS)) * share, 4)
    summary = ", ".join(
        f"{NAMES[place][:3]} {minutes(spent[day])}" for place, day in enumerate(DAYS) if spent[day]
    )
    return Line("Your days", summary, good, " ".join(said), points=points, of=1)


def _contact(most: int, answer: Answer, row: Row) -> tuple[Line, list[str]]:
    """The gaps that a family would live through, between two milestones; `most` may be planned."""
    start, end = read_day(row["last"]), read_day(row["next"])
    given = [text_of(answer, name) for name in contact_names(row["id"], most)]
    days = [day for day in map(_day, given) if day]
    gaps = gaps_of(start, end, days)
    long, needed = long_gaps(gaps), needed_contacts(start, end)
    missing = sum(needed_contacts(*gap) for gap in long)
    said = [f"From {in_full(a)} to {in_full(b)} they hear nothing for {(b - a).days} days." for a, b in long]
    if not long:
        said.append("They never wait more than three weeks to hear from you.")
    stray = [day for day in days if not start < day < end]
    if stray:
        said.append(f"Outside the time between the milestones: {listed([in_full(day) for day in stray])}.")
    points = round(1 - missing / needed, 4) if needed else 1.0
    line = Line(
        f"Contact with {row['name']}",
        ", ".join(in_full(day) for day in sorted(days)),
        not long,
        f"{' '.join(said)} What to tell them: {row['reason']}",
        "" if not long else f"No gap of more than {LONGEST_GAP} days",
        max(0.0, points),
        1,
        ask=contact_names(row["id"], 1)[0],
    )
    return line, list(_idle(row["name"], days))


@lru_cache(maxsize=4096)
def in_full(day: Day) -> str:
    """A day in words, kept: the same few weeks are told again and again."""
    return full_date(day)


def _day(said: str) -> Day | None:
    try:
        return read_day(said)
    except ValueError:
        return None


def _idle(name: str, days: Iterable[Day]) -> Iterable[str]:
    """Contacts planned for days when nobody works."""
    table = current_pack().calendar
    for day in days:
        if why := table.why_not_working(day):
            yield f"{in_full(day)}, for {name}, is {why}: choose a day when you are at work."


def _debrief(tasks: list[Row], placed: Mapping[str, str], broken: Mapping[str, list[str]]) -> list[Line]:
    """What the week did to each family, for those of whose tasks the author says it."""
    if not placed:
        return []
    told: dict[str, list[str]] = {}
    harmed: set[str] = set()
    for row in tasks:
        late = bool(broken[row["id"]])
        words = row.get("broken") if late else row.get("kept")
        if row.get("family") and words:
            told.setdefault(row["family"], []).append(words)
            if late:
                harmed.add(row["family"])
    return [
        Line(
            f"What your week did: {family}",
            "",
            None,
            " ".join(words),
        )
        for family, words in sorted(told.items(), key=lambda one: one[0] not in harmed)
    ]
