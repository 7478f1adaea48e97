"""A task in the words of a list: what was shown, and what is needed. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from academy.kit.words import weekday_date
from courses.gates.rules.tasks import MET, OPEN, PartStanding, Said, TaskStanding


@dataclass(frozen=True)
class TaskLine:
    """One task in a list: its mark, the word of the mark, its name, and where it stands."""

    state: str
    word: str
    title: str
    text: str


def task_line(task: TaskStanding) -> TaskLine:
    """One task in words. Each of several parts is said by its name."""
    parts = task.shown_parts
    if len(parts) == 1:
        text = part_words(parts[0], task)
    else:
        text = " ".join(f"{one.part.label}: {_lower(part_words(one, task))}" for one in parts)
    return TaskLine(task.mark, task.words, f"{task.task.code} {task.task.title}", text)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _counted(last: Said) -> str:
    """What it was judged on, where something was counted."""
    return f"{last.judged_on.split('. ')[0]}." if last.score is not None else ""


def part_words(one: PartStanding, task: TaskStanding) -> str:
    """Met, with its figure. Or what is needed, and from when it can be taken again."""
    if one.state == MET:
        counted = one.score_words if one.part.least or one.last is None else _counted(one.last)
        return " ".join(filter(None, ("Met.", counted)))
    if one.state == OPEN:
        tries = " Most people need two tries." if task.task.usual_tries > 1 else ""
        return f"Not taken yet. Needed: {_lower(one.part.rule)}{tries}"
    again = f" You can take it again from {weekday_date(one.again_on)}." if one.again_on else ""
    return f"Not yet. {one.score_words}".strip() + f" Needed: {_lower(one.part.rule)}" + again
