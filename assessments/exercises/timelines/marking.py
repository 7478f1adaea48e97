"""Marking a timeline: each date has its own points, and a wrong one is told how it came about. Pure.

Nothing is counted here: the answers lie in what was shown.
"""

from __future__ import annotations

from typing import Any

from academy.kit import words
from assessments.exercises.timelines.reading import read_date, read_number
from assessments.exercises.timelines.slots import NEVERS
from assessments.questions.kinds import Answer, Content, Line, Marked

NOT_SAID, NOT_READ = "Not answered", "“{}” (this is not a date)"


def mark(shown: Content, answer: Answer) -> Marked:
    """What is right and why; the traps that were walked into."""
    lines, nevers, mistakes, rules = [], [], [], []
    for ask in shown["asks"]:
        value, said = _read(ask, answer.get(ask["name"]))
        right = bool(value) and value == ask["key"]
        slip, never, kind = ("", "", "") if right else ask["wrong"].get(value, ("", "", ""))
        if never and never not in nevers:
            nevers.append(never)
        if kind:
            mistakes.append(kind)
        rules.append([ask["law"][0] if ask["law"] else "", right])
        lines.append(
            Line(
                label=ask["label"],
                said=said,
                right=right,
                reason=" ".join(filter(None, (slip, ask["reason"]))),
                key=ask["key_words"],
                points=float(ask["points"]) if right else 0.0,
                of=float(ask["points"]),
                law=tuple(ask["law"]),
                ask=ask["name"],
            )
        )
    return Marked(
        tuple(lines),
        nevers=tuple(NEVERS[never] for never in nevers),
        advice=tuple(shown.get("advice") or ()),
        facts={"rules": rules, "mistakes": mistakes},
    )


def _read(ask: Content, said: Any) -> tuple[str, str]:
    """What was meant, as it is compared, and as a person reads it."""
    if isinstance(said, list | tuple | dict) or not said:
        return "", NOT_SAID
    text = str(said)
    if ask["form"] == "date":
        day = read_date(text)
        return (day.isoformat(), words.full_date(day)) if day else ("", NOT_READ.format(text[:60]))
    if ask["form"] == "number":
        return read_number(text), text[:60]
    named = dict(map(tuple, ask["choices"]))
    return (text, named[text]) if text in named else ("", NOT_SAID)
