"""Marking who is asked and whether replies will do: each choice for itself. Pure."""

from __future__ import annotations

from typing import Any

from assessments.exercises.ticks import Heads, Tick, facts_of, mark_ticks
from assessments.questions.kinds import Answer, Content, Line, Marked, points_in_words

WHO = "who"
YES_NO = (("yes", "Yes"), ("no", "No"))
MISSING = (
    ("needs", "What is hard for the child or young person"),
    ("provision", "What help is needed, and how much"),
    ("outcomes", "What the help should bring about"),
    ("date", "A date, or one recent enough"),
    ("author", "Who wrote it, and that they are qualified"),
)
HEADS = Heads("They must be asked.", "They must be asked as well.", "They need not be asked here.")
GUESSED = "You ticked things that are not missing."


def ticks_of(shown: Content) -> tuple[Tick, ...]:
    """Who could be asked, as it was drawn."""
    return tuple(
        Tick(row["value"], row["words"], row["right"], row["reason"], tuple(row["law"]))
        for row in shown["givers"]
    )


def mark(shown: Content, answer: Answer) -> Marked:
    """What is right and why, and the traps that were walked into."""
    ticks, lines, nevers = ticks_of(shown), [], []
    facts: dict[str, Any] = {}
    if ticks:
        lines += mark_ticks(WHO, ticks, answer.get(WHO), HEADS)
        facts = facts_of(ticks, answer.get(WHO))
    lines += [_choice(row, YES_NO, answer.get(row["name"])) for row in shown["already"]]
    for row in shown["replies"]:
        lines += _reply(row, answer)
    for row in shown["questions"]:
        lines.append(_choice(row, row["choices"], answer.get(row["name"])))
        if row["trap"] and answer.get(row["name"]) == row["trap"] and row["never"] not in nevers:
            nevers.append(row["never"])
    return Marked(tuple(lines), nevers=tuple(nevers), facts=facts)


def _choice(row: Content, choices: Any, said: Any) -> Line:
    named = dict(choices)
    chosen = said if isinstance(said, str) and said in named else ""
    right = chosen == row["key"]
    return Line(
        label=row["label"],
        said=named.get(chosen, "Not answered"),
        right=right,
        reason=row["reason"],
        key=named[row["key"]],
        points=float(right),
        of=1.0,
        law=tuple(row["law"]),
        ask=row["name"],
    )


def _reply(row: Content, answer: Answer) -> list[Line]:
    """Whether it is enough, and what it lacks. Ticks against a sound reply cost half of its point."""
    named = dict(MISSING)
    lacks, ticked = set(row["missing"]), _ticked(answer.get(f"{row['name']}_missing"))
    first = _choice({**row, "label": f"{row['sender']}: is it enough?"}, YES_NO, answer.get(row["name"]))
    if not lacks:
        if first.right and ticked:
            said = f"{GUESSED} {first.reason}"
            return [Line(first.label, first.said, False, said, first.key, 0.5, 1.0, first.law, first.ask)]
        return [first]
    hits, wrong = len(lacks & ticked), len(ticked - lacks)
    second = Line(
        label=f"{row['sender']}: what is missing?",
        said="; ".join(named[one] for one in named if one in ticked) or "Nothing ticked",
        right=ticked == lacks,
        reason=f"{GUESSED if wrong else ''} You found {points_in_words(hits)} of {len(lacks)}.".strip(),
        key="; ".join(named[one] for one in named if one in lacks),
        points=round(max(0, hits - wrong) / len(lacks), 2),
        of=1.0,
        law=("reg-6", "code-9-46-to-9-51"),
        ask=f"{row['name']}_missing",
    )
    return [first, second]


def _ticked(said: Any) -> set[str]:
    many = said if isinstance(said, list | tuple) else [said]
    return {one for one in many if isinstance(one, str) and one in dict(MISSING)}
