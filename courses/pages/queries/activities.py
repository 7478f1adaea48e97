"""What somebody does in a lesson besides the check and the rewrites, as its page needs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Choice:
    """One thing somebody could do in a story, what comes of it, and how it goes on (nothing: the end)."""

    text: str
    feedback: str
    good: bool
    goes_to: str


@dataclass(frozen=True)
class Place:
    """One moment of a story."""

    name: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Story:
    """A scenario. It begins with its first place."""

    id: str
    title: str
    intro: str
    places: tuple[Place, ...]
    form = "scenario"

    def place(self, name: str) -> Place | None:
        """A place by its name."""
        return next((place for place in self.places if place.name == name), None)


@dataclass(frozen=True)
class Reflecting:
    """A question to think about."""

    id: str
    title: str
    prompt: str
    hint: str
    form = "reflection"


@dataclass(frozen=True)
class Bank:
    """Items of the bank by code: done elsewhere (`exercise`) or answered in the lesson (`practice_question`).
    `form` says which."""

    id: str
    title: str
    intro: str
    codes: tuple[str, ...]
    form: str


@dataclass(frozen=True)
class Shadow:
    """Watching a colleague at work, and the questions of the record."""

    id: str
    title: str
    minutes: int
    watch: tuple[str, ...]
    questions: tuple[str, ...]
    form = "shadowing"


@dataclass(frozen=True)
class TaskAsk:
    """A practical task."""

    id: str
    code: str
    note: str
    form = "practical_task"


Activity = Story | Reflecting | Bank | Shadow | TaskAsk


def _story(block_id: str, value: Any) -> Story:
    places = tuple(
        Place(
            step["name"],
            step["text"],
            tuple(
                Choice(one["text"], one["feedback"], bool(one["good"]), one["goes_to"] or "")
                for one in step["choices"]
            ),
        )
        for step in value["steps"]
    )
    return Story(block_id, value["title"], value["intro"], places)


def _reflecting(block_id: str, value: Any) -> Reflecting:
    return Reflecting(block_id, value["title"], value["prompt"], value["hint"] or "")


def _exercises(block_id: str, value: Any) -> Bank:
    return Bank(block_id, value["title"], value["intro"] or "", tuple(value["codes"]), "exercise")


def _questions(block_id: str, value: Any) -> Bank:
    return Bank(block_id, value["title"], value["intro"] or "", tuple(value["codes"]), "practice_question")


def _shadow(block_id: str, value: Any) -> Shadow:
    watch, questions = tuple(value["what_to_watch"]), tuple(value["questions"])
    return Shadow(block_id, value["title"], value["minutes"], watch, questions)


def _task(block_id: str, value: Any) -> TaskAsk:
    return TaskAsk(block_id, value["code"], value["note"] or "")


READERS: dict[str, Callable[[str, Any], Activity]] = {
    "scenario": _story,
    "reflection": _reflecting,
    "exercise": _exercises,
    "practice_question": _questions,
    "shadowing": _shadow,
    "practical_task": _task,
}
"""How each kind of block is read."""
