"""Marking a review: notice, dates, changes that must survive, stale outcomes, and the legal route. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from academy.kit.words import full_date
from academy.law.dates import read_day
from assessments.exercises.choosing import option_lines, plain, says, text_of, texts_of, tick_lines
from assessments.questions.kinds import Answer, Content, Line, Marked

ROUTES = {
    "amend": ("Amend the plan after the review", ("reg-22",)),
    "amend-now": ("Amend the plan without a review", ("reg-28",)),
    "reassess": ("Reassess", ("reg-23-27",)),
    "transfer": ("Review and change it for the next phase", ("reg-18",)),
    "cease": ("Cease to maintain the plan", ("cfa-2014-s45", "reg-29-31")),
    "keep": ("Keep the plan as it is", ("reg-20",)),
}
IN, MISSING = "in", "missing"
HERE = ((IN, "It is there"), (MISSING, "It is missing"))
_MEASURE = r"\d|\b(?:once|twice|two|three|four|five|every|each|without)\b"
_PROVISION = r"\b(?:will (?:be given|have access|receive|be supported)|staff will|support)\b"
ROUTE, LOST, STALE, TEXT, REWRITE = "route", "lost", "stale", "text", "rewrite"


def change_faults(row: Mapping[str, Any], text: str) -> tuple[bool, str]:
    """Whether an agreed change is in a text, and why not: new words that are missing, old words left in."""
    said = plain(text)
    left = [old for old in row.get("gone") or [] if says(old, said)]
    if left:
        return False, f"The old words are still there: “{left[0]}”."
    if row["wordings"] and not any(says(wording, said) for wording in row["wordings"]):
        return False, "It is not in the text."
    return True, ""


def lost_changes(shown: Content) -> dict[str, str]:
    """The agreed changes that the shown draft does not have, found by comparing, with the reason."""
    draft = shown.get("draft") or ""
    return {
        row["id"]: f"{why} {row['reason']}"
        for row in shown.get("changes") or []
        for there, why in [change_faults(row, draft)]
        if draft and not there
    }


def stale_outcomes(shown: Content) -> dict[str, str]:
    """The outcomes whose date has gone before the day of the plan, with the reason."""
    if not shown.get("plan_on"):
        return {}
    plan_on = read_day(shown["plan_on"])
    return {
        row["id"]: f"Its date, {full_date(read_day(row['by']))}, is over on {full_date(plan_on)}. "
        f"{row['reason']}"
        for row in shown.get("outcomes") or []
        if read_day(row["by"]) < plan_on
    }


def mark(shown: Content, answer: Answer) -> Marked:
    """Whatever parts the item has; what is written freely is read by a person too."""
    lines = _route(shown, answer)
    lines += _notice(shown, answer)
    lines += [_date(row, text_of(answer, row["id"])) for row in shown.get("dates") or []]
    lines += _lost(shown, answer)
    lines += _text(shown, answer)
    lines += tick_lines(
        STALE,
        "Out of date",
        texts_of(answer, STALE),
        stale_outcomes(shown),
        {row["id"]: row["text"] for row in shown.get("outcomes") or []},
        "Its date is still to come.",
    )
    lines += option_lines(shown, answer, "What you do next")
    rewrites = bool(shown.get("rewrites"))
    return Marked(
        tuple(lines),
        nevers=tuple(_nevers(shown, answer)),
        advice=tuple(_rewrite_advice(text_of(answer, REWRITE))) if rewrites else (),
        for_person=rewrites,
        facts={"route": [shown.get("route") or "", text_of(answer, ROUTE)]} if shown.get("route") else {},
    )


def _route(shown: Content, answer: Answer) -> list[Line]:
    key = shown.get("route")
    if not key:
        return []
    said = text_of(answer, ROUTE)
    rows = {row["route"]: row for row in shown.get("routes") or []}
    good = said == key
    reasons = [] if said in ROUTES else ["You chose no route."]
    if not good and said in rows:
        reasons.append(rows[said]["reason"])
    reasons.append(shown.get("route_reason") or "")
    return [
        Line(
            "The legal route",
            ROUTES[said][0] if said in ROUTES else "",
            good,
            " ".join(filter(None, reasons)),
            "" if good else ROUTES[key][0],
            2.0 * good,
            2,
            ROUTES[key][1],
            ROUTE,
        )
    ]


def _nevers(shown: Content, answer: Answer) -> list[str]:
    """A route that the author called one that must never be taken in this case."""
    said = text_of(answer, ROUTE)
    return [row["reason"] for row in shown.get("routes") or [] if row.get("never") and row["route"] == said]


def _notice(shown: Content, answer: Answer) -> list[Line]:
    lines = []
    for row in shown.get("contents") or []:
        said, words = text_of(answer, row["id"]), dict(HERE)
        good = said == row["there"]
        reason = row["reason"] if said in words else f"You did not say. {row['reason']}"
        law = (row["law"],) if row.get("law") else ()
        key = "" if good else words[row["there"]]
        lines.append(
            Line(row["text"], words.get(said, ""), good, reason, key, float(good), 1, law, row["id"])
        )
    return lines


def _date(row: Mapping[str, str], said: str) -> Line:
    """The last day that the rule gives. The safe day before it is half: it is in time, but not the date."""
    key, given = read_day(row["date"]), day_of(said)
    good = given == key
    points, reason = float(good), row["steps"]
    if given is None:
        reason = f"{'This cannot be read as a date' if said else 'You gave no date'}. {reason}"
    elif not good and given.isoformat() == row["safe"]:
        points, reason = 0.5, f"That is a safe day to aim for, not the last day. {reason}"
    elif not good:
        days = (given - key).days
        reason = f"That is {abs(days)} {'day' if abs(days) == 1 else 'days'} too {_way(days)}. {reason}"
    return Line(
        row["label"],
        full_date(given) if given else said,
        good,
        f"{reason} {row['safe_words']}".strip(),
        "" if good else full_date(key),
        points,
        1,
        (row["rule"],),
        row["id"],
    )


def _way(days: int) -> str:
    return "late" if days > 0 else "early"


def day_of(said: str) -> Any:
    """A date however it was typed: 2026-12-09 or 9/12/2026. None for what is no date."""
    if match := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", said):
        day, month, year = match.groups()
        said = f"{year}-{month:0>2}-{day:0>2}"
    try:
        return read_day(said)
    except ValueError:
        return None


def _lost(shown: Content, answer: Answer) -> list[Line]:
    if not shown.get("draft"):
        return []
    names = {row["id"]: row["text"] for row in shown.get("changes") or []}
    return tick_lines(
        LOST,
        "Agreed, and not in the draft",
        texts_of(answer, LOST),
        lost_changes(shown),
        names,
        "It is in the draft: look again.",
    )


def _text(shown: Content, answer: Answer) -> list[Line]:
    """Every agreed change in the learner's own text. An empty text has none, even where words had to go."""
    if not shown.get("writes"):
        return []
    text = text_of(answer, TEXT)
    lines = []
    for row in shown.get("changes") or []:
        there, why = change_faults(row, text) if text else (False, "You wrote nothing.")
        reason = row["reason"] if there else f"{why} {row['reason']}"
        key = "" if there else " … ".join(part.strip() for part in "".join(row["wordings"][:1]).split("+"))
        label = f"In your text: {row['text']}"
        lines.append(
            Line(label, "It is there" if there else "", there, reason, key, float(there), 1, ask=TEXT)
        )
    return lines


def _rewrite_advice(text: str) -> list[str]:
    """What a rewritten outcome seems to lack. Whether it is a good one is for a person to say."""
    if not text:
        return ["Write the new outcome: who will do what, how you will know, and by when."]
    said = []
    if not re.search(r"\b20\d\d\b", text):
        said.append("There seems to be no date in your outcome.")
    if not re.search(_MEASURE, re.sub(r"\b20\d\d\b", "", text), re.IGNORECASE):
        said.append("There seems to be no measure: how will somebody see that it is reached?")
    if re.search(_PROVISION, text, re.IGNORECASE):
        said.append("This reads like provision. An outcome says what the child or young person can do.")
    return said or ["Date and measure are there. Whether the outcome is theirs, a person will say."]
