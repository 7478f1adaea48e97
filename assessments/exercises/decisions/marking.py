"""Marking the check of a decision: findings, test and time; a written reason is for a person. Pure."""

from __future__ import annotations

from typing import Any

from assessments.exercises.ticks import Heads, Tick, facts_of, mark_ticks
from assessments.questions.kinds import Answer, Content, Line, Marked

FOUND, TEST, IN_TIME, REASON = "found", "test", "in_time", "reason"
YES_NO = (("yes", "Yes"), ("no", "No"))
HEADS = Heads(wrong="This is not wrong or missing here.")


def ticks_of(shown: Content) -> tuple[Tick, ...]:
    """The boxes, in the order in which they are shown."""
    return tuple(
        Tick(row["value"], row["text"], bool(row.get("wrong")), row["reason"], tuple(row.get("law") or ()))
        for row in shown["checks"]
    )


def mark(shown: Content, answer: Answer) -> Marked:
    """What is right and why. Nothing that is written in the reason gives or costs a point."""
    ticks = ticks_of(shown)
    lines = mark_ticks(FOUND, ticks, answer.get(FOUND), HEADS)
    if shown["tests"]:
        lines.append(_test(shown, answer.get(TEST)))
    if shown["timing"]:
        lines.append(_in_time(shown["timing"], answer.get(IN_TIME)))
    if shown["reason_ask"]:
        lines.append(_reason(shown, answer.get(REASON)))
    return Marked(
        tuple(lines),
        for_person=bool(shown["reason_ask"]),
        facts=facts_of(ticks, answer.get(FOUND)),
    )


def _test(shown: Content, said: Any) -> Line:
    tests = {row["value"]: row for row in shown["tests"]}
    key = next(row for row in shown["tests"] if row.get("right"))
    chosen = tests.get(said) if isinstance(said, str) else None
    right = chosen is key
    why = "" if right or chosen is None else chosen["reason"]
    return Line(
        label=shown["test_ask"],
        said=chosen["text"] if chosen else "Not answered",
        right=right,
        reason=" ".join(filter(None, (why, key["reason"]))),
        key=key["text"],
        points=float(right),
        of=1.0,
        law=tuple(key.get("law") or ()),
        ask=TEST,
    )


def _in_time(timing: Content, said: Any) -> Line:
    named = dict(YES_NO)
    chosen = said if isinstance(said, str) and said in named else ""
    right = chosen == timing["key"]
    return Line(
        label="Was it sent in time?",
        said=named.get(chosen, "Not answered"),
        right=right,
        reason=timing["reason"],
        key=named[timing["key"]],
        points=float(right),
        of=1.0,
        law=tuple(timing["law"]),
        ask=IN_TIME,
    )


def _reason(shown: Content, said: Any) -> Line:
    text = said.strip() if isinstance(said, str) else ""
    parts = ["In an assessed paper a person judges this."] if text else ["You wrote nothing here."]
    if shown["good"]:
        parts.append("A good answer says:\n" + "\n".join(f"- {one}" for one in shown["good"]))
    if shown["model_reason"]:
        parts.append(f"One way to write it: “{shown['model_reason']}”")
    return Line(shown["reason_ask"], text, None, "\n".join(parts), ask=REASON)
