"""What several exercises share of choosing: reading answers leniently, one choice, and ticks. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from assessments.exercises.ticks import taken_back
from assessments.questions.kinds import Answer, Ask, Content, Fault, Line, Slot

NEXT = "next"


def text_of(answer: Answer, name: str) -> str:
    """What was said under a name as one text; empty for nothing and for what is no text."""
    said = answer.get(name) if isinstance(answer, Mapping) else None
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return ""
    return str(said).strip()


def texts_of(answer: Answer, name: str) -> list[str]:
    """What was ticked under a name, each once, in order; empty for what is no list of texts."""
    said = answer.get(name) if isinstance(answer, Mapping) else None
    if isinstance(said, str):
        return [said] if said else []
    if not isinstance(said, list | tuple):
        return []
    return list(dict.fromkeys(one for one in said if isinstance(one, str) and one))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Text for comparing: small letters, straight quotes, single spaces, no full stops or commas at words."""
    text = re.sub("[\u2018\u2019]", "'", text.casefold())
    text = re.sub("[\u2010-\u2015]", "-", text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    words = re.findall(r"[a-z0-9\u00a3%][\w'%\u00a3/.-]*", text)
    return " ".join(word.rstrip(".'-/") for word in words)


def says(wording: str, text: str) -> bool:
    """Whether a text, already made `plain`, has a wording in it as whole words. Parts of a wording that are
    joined by + may stand in any order."""
    parts = [plain(part) for part in wording.split("+")]
    return all(f" {part} " in f" {text} " for part in parts if part) and any(parts)


def with_ids(rows: Sequence[Mapping[str, Any]], letter: str) -> list[dict[str, Any]]:
    """Rows as they are shown, each with an id by its place: o1, o2."""
    return [{**row, "id": f"{letter}{number}"} for number, row in enumerate(rows or (), 1)]


def shuffled(rows: Sequence[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """The rows in an order that the seed decides."""
    return random.Random(seed).sample(list(rows), len(rows))  # noqa: S311


OPTIONS = Slot(
    "options",
    "What to do next: answers to choose from",
    "rows",
    hint="Leave out if nothing is to be chosen. Several may be right: any of them gets the point.",
    required=False,
    least=2,
    slots=(
        Slot("text", "Answer"),
        Slot("right", "Right", "tick", required=False),
        Slot("reason", "Why it is right or not", "text"),
    ),
)


def option_faults(content: Content) -> list[Fault]:
    """That something is right, where there is something to choose."""
    rows = content.get("options") or []
    if rows and not any(row.get("right") for row in rows):
        return [Fault("options", "What to do next: tick at least one answer as right.")]
    return []


def option_ask(shown: Content, label: str) -> tuple[Ask, ...]:
    """The choice of what to do next, where the item has one."""
    rows = shown.get("options") or []
    choices = tuple((row["id"], row["text"]) for row in rows)
    return (Ask(NEXT, label, "choice", choices=choices),) if rows else ()


def option_lines(shown: Content, answer: Answer, label: str, law: tuple[str, ...] = ()) -> list[Line]:
    """The mark of that choice with its reason, and the reason of the right one."""
    rows = shown.get("options") or []
    if not rows:
        return []
    said = text_of(answer, NEXT)
    chosen = next((row for row in rows if row["id"] == said), None)
    right = [row for row in rows if row.get("right")]
    key = " Or: ".join(row["text"] for row in right)
    if chosen is None:
        return [Line(label, "", False, f"You chose nothing. {right[0]['reason']}", key, 0, 1, law, NEXT)]
    good = bool(chosen.get("right"))
    reason = chosen["reason"] if good else f"{chosen['reason']} {right[0]['reason']}"
    return [Line(label, chosen["text"], good, reason, "" if good else key, float(good), 1, law, NEXT)]


def option_model(shown: Content) -> dict[str, str]:
    """The first right answer."""
    right = [row["id"] for row in shown.get("options") or [] if row.get("right")]
    return {NEXT: right[0]} if right else {}


def tick_lines(
    ask: str, label: str, said: Sequence[str], key: Mapping[str, str], names: Mapping[str, str], wrong: str
) -> list[Line]:
    """One line for each thing that had to be ticked, with its reason, and one for each tick too many.

    `key` is what had to be ticked, with the reason; `wrong` is said of a tick that does not belong.
    """
    lines = []
    for one, reason in key.items():
        found = one in said
        lines.append(
            Line(
                f"{label}: {names.get(one, one)}",
                "You found it" if found else "You did not name it",
                found,
                reason,
                points=float(found),
                of=1,
                ask=ask,
            )
        )
    got = sum(line.points for line in lines)
    for one in said:
        if one in names and one not in key:
            cost = taken_back(got)
            got -= cost
            lines.append(Line(f"{label}: {names[one]}", "You ticked it", False, wrong, points=-cost, ask=ask))
    return lines
