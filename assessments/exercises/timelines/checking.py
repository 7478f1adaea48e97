"""What is wrong with an author's timeline besides its slots, each at its place. Pure.

The last check draws the dates for several people: what they would see is what is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from academy.law.pack import current_pack
from assessments.exercises.timelines import slots
from assessments.exercises.timelines.days import is_fixed
from assessments.exercises.timelines.generator import PLACE, CannotDraw, draw
from assessments.questions.kinds import Content, Fault

Row = Mapping[str, Any]
SEEDS, DIFFERENT = 24, 16
NEEDS = {
    slots.FIXED: ("on",),
    slots.BETWEEN: ("on", "until"),
    slots.ANY_DAY: ("on", "until"),
    slots.AFTER: ("of", "least", "unit"),
    slots.EARLIER: ("of", "least", "unit"),
    slots.HOLIDAY_STARTS: ("on", "until"),
    slots.HOLIDAY_ENDS: ("of",),
    slots.SEPTEMBER: ("of",),
}
ASK_NEEDS = {
    slots.DATE: ("rule",),
    slots.SAFE: ("rule",),
    slots.OPEN: ("ground",),
    slots.IN_TIME: ("rule",),
    slots.SHUT_DAYS: ("ground",),
    slots.WINDOW_OPENS: ("ground",),
    slots.WINDOW_ENDS: ("ground",),
    slots.FIXED_CHOICE: ("answers", "right"),
}
LABELS = {slot.name: slot.label for slot in (*slots.DAY_SLOTS, *slots.ASK_SLOTS)}


def faults_of(content: Content) -> list[Fault]:
    """All that is wrong; the draw itself is tried only when the rest is in order."""
    found = [*_days(content), *_claims(content), *_asks(content), *_texts(content)]
    return found or [*_draws(content)]


def _days(content: Content) -> Iterator[Fault]:
    known: dict[str, Row] = {}
    events: set[str] = set()
    for number, row in enumerate(content["days"]):
        path = f"days/{number}/"
        if not PLACE.fullmatch(f"{{{row['name']}}}"):
            yield Fault(f"{path}name", "Use small letters, figures and _ for the short name.")
        if row["name"] in known:
            yield Fault(f"{path}name", f"Two days are called {row['name']}.")
        if row.get("event") and row["event"] in events:
            yield Fault(f"{path}event", "Another day starts this clock already.")
        yield from _missing(row, NEEDS[row["how"]], path)
        if row.get("of") and row["of"] not in known:
            yield Fault(f"{path}of", f"No earlier row is called {row['of']}.")
        if row.get("on") and row.get("until") and row["until"] < row["on"]:
            yield Fault(f"{path}until", "The latest date is before the earliest.")
        if row.get("most") and row["most"] < (row.get("least") or 0):
            yield Fault(f"{path}most", "The most is less than the least.")
        yield from _unknown_years(row, path)
        known[row["name"]] = row
        events.add(row.get("event") or "")


def _unknown_years(row: Row, path: str) -> Iterator[Fault]:
    table = current_pack().calendar
    for name in ("on", "until"):
        if row.get(name) and not table.first_year <= int(row[name][:4]) <= table.last_year:
            said = f"Bank holidays are known from {table.first_year} to {table.last_year} only."
            yield Fault(f"{path}{name}", said)


def _missing(row: Row, names: tuple[str, ...], path: str) -> Iterator[Fault]:
    for name in names:
        if row.get(name) in ("", None, []):
            yield Fault(f"{path}{name}", f"{LABELS[name]}: fill this in.")


def _claims(content: Content) -> Iterator[Fault]:
    pack, known = current_pack(), {row["name"] for row in content["days"]}
    for number, row in enumerate(content.get("claims") or []):
        for fact in ("from", "back", "asked"):
            path, named = f"claims/{number}/{fact}", row.get(fact)
            if named and named not in known:
                yield Fault(path, f"No day is called {named}.")
            if not named and fact in pack.grounds[row["ground"]].needs:
                yield Fault(path, f"Name the day: {(pack.grounds[row['ground']].asks or {})[fact].lower()}.")


def _asks(content: Content) -> Iterator[Fault]:
    known = {row["name"] for row in content["days"]}
    for number, row in enumerate(content["asks"]):
        path = f"asks/{number}/"
        yield from _missing(row, ASK_NEEDS[row["what"]], path)
        if row["what"] == slots.IN_TIME and not row.get("against") and row.get("day") not in known:
            yield Fault(f"{path}day", "Name the day, or choose the time limit, that is to be in time.")
        if row["what"] == slots.FIXED_CHOICE:
            yield from _answers(row, path)
        if row.get("lands") in ("yes", "no") and row["what"] not in (slots.OPEN, slots.IN_TIME):
            yield Fault(f"{path}lands", "This is for a question with yes or no.")
        if row.get("lands") in ("working", "not_working", "bank_holiday", "moved") and not row.get("rule"):
            yield Fault(f"{path}lands", "This is for the date of a time limit: choose one.")


def _answers(row: Row, path: str) -> Iterator[Fault]:
    answers = row.get("answers") or []
    if answers and (len(answers) < 2 or len(set(answers)) < len(answers)):
        yield Fault(f"{path}answers", "Write at least two answers, no two alike.")
    if row.get("right") and row["right"] not in answers:
        yield Fault(f"{path}right", "This is not among the answers, word for word.")
    if row.get("trap") and (row["trap"] not in answers or row["trap"] == row.get("right")):
        yield Fault(f"{path}trap", "This is not among the wrong answers, word for word.")
    if bool(row.get("trap")) != bool(row.get("trap_is")):
        yield Fault(f"{path}trap_is", "Write the answer and say why it must never be chosen.")


def _texts(content: Content) -> Iterator[Fault]:
    known = {row["name"] for row in content["days"]}
    texts = [("scenario", content["scenario"]), *(("advice", one) for one in content.get("advice") or [])]
    for number, row in enumerate(content["asks"]):
        texts += [(f"asks/{number}/{name}", row.get(name) or "") for name in ("ask", "reason", "right")]
    for path, text in texts:
        for found in PLACE.findall(text):
            if found[0] not in known:
                yield Fault(path, f"No day is called {found[0]}, so {{{found[0]}}} cannot be filled in.")


def _draws(content: Content) -> Iterator[Fault]:
    """Whether dates come out for everybody, and different ones."""
    try:
        seen = {_answers_of(draw(content, seed)) for seed in range(SEEDS)}
    except CannotDraw as impossible:
        yield Fault("days", str(impossible))
        return
    if not is_fixed(content["days"]) and len(seen) < DIFFERENT:
        yield Fault("days", "Too many people would get the same answers. Widen the dates.")


def _answers_of(shown: Content) -> tuple[str, ...]:
    return tuple(ask["key_words"] for ask in shown["asks"])
