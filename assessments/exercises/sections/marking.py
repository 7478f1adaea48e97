"""Marking placements: a point for each statement, for a second home as well where there is one. Pure."""

from __future__ import annotations

from typing import Any

from assessments.exercises.sections.rules import CODES, HOLDS, LAW, NAMES, what_tells_apart
from assessments.questions.kinds import Answer, Content, Line, Marked

ALSO = ("also_1", "also_2")


def mark(shown: Content, answer: Answer) -> Marked:
    """What belongs where and why. `facts` holds a pair (right section, chosen one) for each placement."""
    lines, pairs = [], []
    for row in shown["statements"]:
        chosen = _read(answer.get(row["name"]))
        right = chosen in homes(row)
        if chosen:
            pairs.append([chosen if right else row["section"], chosen])
        lines.append(
            Line(
                label=row["text"],
                said=NAMES.get(chosen, "Not answered"),
                right=right,
                reason=_reason(row, chosen),
                key=" or ".join(NAMES[one] for one in homes(row)),
                points=float(right),
                of=1.0,
                law=tuple(dict.fromkeys([*(row.get("law") or ()), *LAW[row["section"]]])),
                ask=row["name"],
            )
        )
    return Marked(tuple(lines), facts={"sections": pairs})


def homes(row: Content) -> dict[str, str]:
    """The sections that are accepted, the first choice first, each with its reason."""
    found = {row["section"]: ""}
    for name in ALSO:
        if row.get(name):
            found[row[name]] = row.get(f"{name}_why") or ""
    return found


def _read(said: Any) -> str:
    text = said.strip().upper() if isinstance(said, str) else ""
    return text if text in CODES else ""


def _reason(row: Content, chosen: str) -> str:
    section, accepted = row["section"], homes(row)
    parts = []
    if chosen and chosen not in accepted:
        trap = row.get("lure") == chosen and row.get("lure_why")
        parts.append(trap or what_tells_apart(section, chosen))
    elif chosen and chosen != section:
        parts.append(f"Accepted. {accepted[chosen]}")
    parts += [row["rule"], f"{section} holds {HOLDS[section]}."]
    if chosen == section or chosen not in accepted:
        parts += [f"{other} is accepted too: {why}" for other, why in accepted.items() if why]
    return " ".join(part.strip() for part in parts)
