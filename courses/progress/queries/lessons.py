"""A lesson as its page shows it to one person."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from academy.kit.words import plural
from academy.law.pack import Reference
from academy.people.access import visible
from academy.people.models import User
from assessments.exercises.provision import Noticed, look_at
from assessments.questions.marking import MarkedQuestion, needed_of, restore
from courses.activities.queries import Doing, doing_of
from courses.pages.models import LessonPage
from courses.pages.queries import (
    Exercise,
    LessonContent,
    Part,
    content_of,
    module_with_lessons,
    references_of,
)
from courses.progress.models import CheckAttempt, LessonProgress, Rewrite
from courses.progress.queries.modules import LessonLine, ModuleView, inside


@dataclass(frozen=True)
class Tried:
    """The last try at a check."""

    attempt: CheckAttempt
    pass_mark: int
    questions: tuple[MarkedQuestion, ...]
    path: str

    @property
    def needed(self) -> int:
        """How many right answers pass: the smallest number that reaches the pass mark."""
        return needed_of(self.attempt.questions, self.pass_mark)

    @property
    def title(self) -> str:
        """The result."""
        return f"{self.attempt.right} of {self.attempt.questions} right"

    @property
    def words(self) -> str:
        """What the result means."""
        if self.attempt.passed:
            return "You have passed the check. Read what we say to each answer."
        return f"You need {self.needed} to pass. Read what we say to each answer, then try again."

    @property
    def again_url(self) -> str:
        """A clean sheet."""
        return f"{self.path}?again=1#check"


OPEN_WORDS = "F4"
"""The criterion of the plan audit about words that leave provision open: modules that teach it show them."""


@dataclass(frozen=True)
class Written:
    """Somebody's version of a rewrite exercise, laid beside its list.

    `noticed` are the words that leave it open and the numbers that the advice does not give; None where the
    module is not about that.
    """

    rewrite: Rewrite
    exercise: Exercise
    noticed: Noticed | None = None

    @property
    def is_judged(self) -> bool:
        """Whether these very words were judged."""
        return self.rewrite.judged_at is not None

    @property
    def slots(self) -> list[tuple[bool, str, str]]:
        """(found, what, what it looks like) for every line of the list."""
        return [(line.id in self.rewrite.met, line.label, line.looks_like) for line in self.exercise.rubric]

    @property
    def title(self) -> str:
        """How many lines were found."""
        return f"{sum(has for has, _, _ in self.slots)} of {plural(len(self.slots), 'part')} found"

    @property
    def musts_missing(self) -> list[str]:
        """What a good answer must have and this one has not yet."""
        return [line.label for line in self.exercise.rubric if line.must and line.id not in self.rewrite.met]


@dataclass(frozen=True)
class LessonView:
    """A lesson for one person."""

    inside: ModuleView
    lesson: LessonPage
    line: LessonLine
    content: LessonContent
    law: tuple[Reference, ...]
    tried: Tried | None
    written: dict[str, Written]
    doing: Doing

    @property
    def parts(self) -> tuple[Part, ...]:
        """The stretches of the lesson in order."""
        return self.content.parts

    @property
    def before(self) -> LessonLine | None:
        """The lesson before this one."""
        return self.inside.lessons[self.line.number - 2] if self.line.number > 1 else None

    @property
    def after(self) -> LessonLine | None:
        """The lesson after this one."""
        lessons = self.inside.lessons
        return lessons[self.line.number] if self.line.number < len(lessons) else None

    @property
    def place_words(self) -> str:
        """Where in the module this lesson stands."""
        return f"lesson {self.line.number} of {len(self.inside.lessons)}"

    @property
    def next_words(self) -> str:
        """What the button to the next lesson says."""
        return f"Next: {self.after.title}" if self.after else ""

    @property
    def read_words(self) -> str:
        """What the button that finishes this lesson says."""
        return f"I have read this. Next: {self.after.title}" if self.after else "I have read this"

    @property
    def read_url(self) -> str:
        """Where that button goes."""
        return f"{self.line.path}read"


def lesson_view(*, actor: User, programme: str, module: str, lesson: str) -> LessonView | None:
    """A lesson's page; None when there is no such lesson for this person. A constant number of queries."""
    pages = module_with_lessons(actor=actor, programme=programme, module=module)
    if pages is None:
        return None
    page, lessons = pages
    parts = inside(actor, page, lessons)
    rows = zip(lessons, parts["lessons"], strict=True)
    found = next(((row, line) for row, line in rows if row.slug == lesson), None)
    if found is None:
        return None
    row, line = found
    content = content_of(lesson=row)
    return LessonView(
        inside=ModuleView(**parts),
        lesson=row,
        line=line,
        content=content,
        law=tuple(references_of(content.law or row.law or page.law)),
        tried=_tried(actor, row, line) if content.check else None,
        written=_written(actor, row, content, looks=OPEN_WORDS in page.criteria),
        doing=doing_of(
            actor=actor,
            lesson=row,
            activities=content.activities,
            since=line.opened_at or timezone.now(),
        ),
    )


def _tried(actor: User, lesson: LessonPage, line: LessonLine) -> Tried | None:
    """The last try of this round: taking a module again begins with a clean sheet."""
    if not line.opened:
        return None
    opened = LessonProgress.objects.filter(person=actor, lesson=lesson).values("opened_at")
    attempts = visible(actor, CheckAttempt).filter(person=actor, lesson=lesson, at__gte=opened)
    attempt = attempts.order_by("-at", "-pk").first()
    if attempt is None or "questions" not in attempt.answers:
        return None
    return Tried(attempt, attempt.answers["pass_mark"], restore(attempt.answers["questions"]), line.path)


def _written(actor: User, lesson: LessonPage, content: LessonContent, *, looks: bool) -> dict[str, Written]:
    exercises = {part.exercise.id: part.exercise for part in content.parts if part.exercise}
    if not exercises:
        return {}
    rows = visible(actor, Rewrite).filter(person=actor, lesson=lesson)
    return {
        row.exercise: Written(row, exercise, look_at(row.text, exercise.advice) if looks else None)
        for row in rows
        if (exercise := exercises.get(row.exercise))
    }
