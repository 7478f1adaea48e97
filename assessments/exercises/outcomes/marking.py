"""Marking a critique of an outcome, flag by flag, and its repair. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessments.exercises.outcomes.checks import CHECKS, Repair
from assessments.exercises.outcomes.elements import ASKED, ELEMENTS, NOTHING, TYPE_RULES, TYPES
from assessments.questions.kinds import Answer, Line, Marked

LIMITS = "This check finds words. Whether it is ambitious and right for the young person, a person judges."


def mark_critique(content: Mapping[str, Any], answer: Answer) -> Marked:
    """Mark what was flagged and what was written."""
    flagged = _flagged(answer)
    reasons = {row["about"]: row["words"] for row in content.get("reasons") or ()}
    lines = [_type_line(content, str(answer.get("type") or ""), reasons)]
    lines += [_flag_line(content, name, flagged, reasons) for name in ELEMENTS]
    repair = str(answer.get("repair") or "")
    lines += _repair_lines(content, repair)
    wrong = [name for name, line in zip(ELEMENTS, lines[1:], strict=False) if not line.right]
    unmet = [name for (name, _, _), line in zip(CHECKS, lines[-len(CHECKS) :], strict=True) if not line.right]
    facts = {
        "type": [content["type"], str(answer.get("type") or "")],
        "flags_wrong": wrong if flagged is not None else list(ELEMENTS),
        "repair_missing": unmet,
    }
    return Marked(tuple(lines), advice=(LIMITS,), for_person=True, facts=facts)


def _flagged(answer: Answer) -> set[str] | None:
    """What was said to be missing; None where nothing was said at all."""
    said = answer.get("missing") or []
    names = {str(one) for one in (said if isinstance(said, list | tuple) else [said])}
    known = names & set(ELEMENTS)
    return known if known or NOTHING in names else None


def _type_line(content: Mapping[str, Any], said: str, reasons: Mapping[str, str]) -> Line:
    key = content["type"]
    right = said == key
    return Line(
        label="What kind of line it is",
        said=TYPES.get(said, ""),
        right=right,
        reason=reasons.get("type") or TYPE_RULES[key],
        key=TYPES[key],
        points=float(right),
        of=1.0,
        law=("code-9-66",),
        ask="type",
    )


def _flag_line(
    content: Mapping[str, Any], name: str, flagged: set[str] | None, reasons: Mapping[str, str]
) -> Line:
    missing = name in (content.get("missing") or ())
    key = "Missing" if missing else "There"
    said = "" if flagged is None else "Missing" if name in flagged else "There"
    right = said == key
    return Line(
        label=ELEMENTS[name],
        said=said,
        right=right,
        reason=reasons.get(name) or (f"It is missing. {ASKED[name]}" if missing else "It is there."),
        key=key,
        points=float(right),
        of=1.0,
        ask="missing",
    )


def _repair_lines(content: Mapping[str, Any], raw: str) -> list[Line]:
    repair = Repair(raw, content)
    lines = []
    for _, label, check in CHECKS:
        if repair.text.is_empty:
            lines.append(Line(label, "", False, "Write your repair first.", "", 0.0, 1.0, ask="repair"))
            continue
        found = check(repair)
        good = f"You say: {found.said}." if found.said else "Nothing of it is here."
        reason = good if found.right else found.words
        lines.append(Line(label, found.said, found.right, reason, "", float(found.right), 1.0, ask="repair"))
    return lines
