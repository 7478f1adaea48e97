"""What stands in a lesson: its body taken apart and drawn where it is the same for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from academy.law.pack import Reference
from assessments.questions.marking import Option, Question
from courses.pages.blocks.legal_reference import law_of
from courses.pages.models import LessonPage
from courses.pages.queries.activities import READERS, Activity
from courses.pages.queries.trees import KEEP, revision_key


@dataclass(frozen=True)
class RubricLine:
    """One thing that a good answer of a rewrite has."""

    id: str
    label: str
    must: bool
    looks_like: str


@dataclass(frozen=True)
class Exercise:
    """A rewrite exercise as its page needs it."""

    id: str
    title: str
    original: str
    advice: str
    prompt: str
    model_answer: str
    model_notes: tuple[str, ...]
    rubric: tuple[RubricLine, ...]


@dataclass(frozen=True)
class Check:
    """A knowledge check as its page needs it. `pass_mark` is in whole per cent."""

    title: str
    intro: str
    pass_mark: int
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Part:
    """A stretch of a lesson: ready HTML, or something to do that is drawn for each person."""

    html: str = ""
    check: Check | None = None
    exercise: Exercise | None = None
    activity: Activity | None = None


@dataclass(frozen=True)
class LessonContent:
    """The body of a lesson in one revision, taken apart and drawn where it is the same for everybody."""

    parts: tuple[Part, ...]
    law: tuple[str, ...]

    @property
    def check(self) -> Check | None:
        """The knowledge check, if the lesson has one."""
        return next((part.check for part in self.parts if part.check), None)

    def exercise(self, exercise_id: str) -> Exercise | None:
        """One rewrite exercise by its id."""
        return next((p.exercise for p in self.parts if p.exercise and p.exercise.id == exercise_id), None)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """Everything else that somebody does in the lesson, in order."""
        return tuple(part.activity for part in self.parts if part.activity is not None)


def content_of(*, lesson: LessonPage) -> LessonContent:
    """The body of a lesson, from the cache under its live revision; drawn afresh when there is none."""
    key = revision_key("lesson", lesson)
    content: LessonContent | None = cache.get(key)
    if content is None:
        content = draw(lesson)
        cache.set(key, content, KEEP)
    return content


def draw(lesson: LessonPage) -> LessonContent:
    """Take the body apart: neighbouring blocks that are the same for everybody become one piece of HTML."""
    parts: list[Part] = []
    html: list[str] = []
    law: dict[str, None] = {}

    def close() -> None:
        if html:
            parts.append(Part(html="\n".join(html)))
            html.clear()

    for block in lesson.body:
        if block.block_type == "knowledge_check":
            close()
            check = _check(block.value)
            law.update(dict.fromkeys(q.law for q in check.questions if q.law))
            parts.append(Part(check=check))
        elif block.block_type == "rewrite":
            close()
            parts.append(Part(exercise=_exercise(block.id or "", block.value)))
        elif block.block_type in READERS:
            close()
            parts.append(Part(activity=READERS[block.block_type](block.id or "", block.value)))
        else:
            if block.block_type == "legal_reference":
                law[block.value["key"]] = None
            html.append(block.render())
    close()
    return LessonContent(tuple(parts), tuple(law))


def references_of(keys: Iterable[str]) -> list[Reference]:
    """The references of the law pack behind keys, each once; keys it no longer has are left out."""
    found = (law_of(key) for key in dict.fromkeys(keys))
    return [held for held in found if held is not None]


def _check(value: Any) -> Check:
    return Check(
        title=value["title"],
        intro=value["intro"],
        pass_mark=value["pass_mark"],
        questions=tuple(
            Question(
                id=question.id,
                kind=question.value["kind"],
                stem=question.value["stem"],
                options=tuple(
                    Option(
                        option.id,
                        option.value["text"],
                        bool(option.value["correct"]),
                        option.value["feedback"],
                    )
                    for option in question.value["options"].bound_blocks
                ),
                explanation=question.value["explanation"],
                law=question.value["law"] or "",
            )
            for question in value["questions"].bound_blocks
        ),
    )


def _exercise(block_id: str, value: Any) -> Exercise:
    return Exercise(
        id=block_id,
        title=value["title"],
        original=value["original"],
        advice=value["advice"],
        prompt=value["prompt"],
        model_answer=value["model_answer"],
        model_notes=tuple(value["model_notes"]),
        rubric=tuple(
            RubricLine(line.id, line.value["label"], bool(line.value["must"]), line.value["looks_like"])
            for line in value["rubric"].bound_blocks
        ),
    )
