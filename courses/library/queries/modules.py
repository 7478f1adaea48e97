"""Modules that are open to partners, as their pages show them: plain data and nothing of anybody else.

Who may take them is the editors' choice on the hub's own page. Reading needs no account; the check and what
is kept of it do.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from academy.kit.words import day_month_year, minutes, plural
from academy.people.access import visible
from academy.people.models import Council
from assessments.questions.marking import MarkedQuestion, needed_of, restore
from courses.library.queries.pages import LawLine
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import Check, Exercise, content_of, lessons_under, references_of
from courses.progress.models import CheckAttempt, Completion, LessonProgress

PROMISE = "After this you can "


@dataclass(frozen=True)
class LessonLine:
    """A lesson in the list of its module. `state` is done, half or todo; visitors have none of it done."""

    number: int
    slug: str
    title: str
    summary: str
    minutes: int
    path: str
    state: str

    @property
    def meta(self) -> str:
        """How long it takes."""
        return minutes(self.minutes)


@dataclass(frozen=True)
class GuestModule:
    """A module for partners. `done_on` and `score` are what this person finished, if they did."""

    pk: int
    code: str
    title: str
    summary: str
    audience: str
    credits: str
    path: str
    outcomes: tuple[str, ...]
    lessons: tuple[LessonLine, ...]
    law: tuple[LawLine, ...]
    law_as_at: datetime.date
    minutes: int
    done_on: datetime.date | None = None
    score: str = ""

    @property
    def minute_words(self) -> str:
        """How long all of it takes."""
        return minutes(self.minutes)

    @property
    def lesson_words(self) -> str:
        """How many parts it has."""
        return plural(len(self.lessons), "part")

    @property
    def done_words(self) -> str:
        """When this person finished it."""
        if self.done_on is None:
            return ""
        score = f", {self.score} right in the check" if self.score else ""
        return f"You finished this on {day_month_year(self.done_on)}{score}."

    @property
    def next_lesson(self) -> LessonLine | None:
        """The first part that is not finished."""
        return next((one for one in self.lessons if one.state != "done"), None)

    @property
    def is_begun(self) -> bool:
        """Whether this person has been here."""
        return any(one.state != "todo" for one in self.lessons)

    @property
    def next_words(self) -> str:
        """What the main button says."""
        line = self.next_lesson
        return f"{'Go on' if self.is_begun else 'Start'}: {line.title}" if line else ""


@dataclass(frozen=True)
class GuestPart:
    """A stretch of a lesson: ready HTML, a check, or a line to write again on paper."""

    html: str = ""
    check: Check | None = None
    exercise: Exercise | None = None


@dataclass(frozen=True)
class GuestTried:
    """This person's last try at the check."""

    right: int
    needed: int
    passed: bool
    questions: tuple[MarkedQuestion, ...]

    @property
    def title(self) -> str:
        """The result."""
        return f"{self.right} of {len(self.questions)} right"

    @property
    def words(self) -> str:
        """What it means."""
        if self.passed:
            return "You have passed the check. Read what we say to each answer."
        return f"You need {self.needed} to pass. Read what we say to each answer, then try again."


@dataclass(frozen=True)
class GuestLesson:
    """A lesson with its module around it."""

    module: GuestModule
    line: LessonLine
    parts: tuple[GuestPart, ...]
    law: tuple[LawLine, ...]
    tried: GuestTried | None

    @property
    def check(self) -> Check | None:
        """The knowledge check, if this lesson has one."""
        return next((part.check for part in self.parts if part.check), None)

    @property
    def after(self) -> LessonLine | None:
        """The lesson after this one."""
        return next((one for one in self.module.lessons if one.number == self.line.number + 1), None)

    @property
    def before(self) -> LessonLine | None:
        """The lesson before this one."""
        return next((one for one in self.module.lessons if one.number == self.line.number - 1), None)

    @property
    def read_words(self) -> str:
        """What the button that finishes it says."""
        return f"I have read this. Next: {self.after.title}" if self.after else "I have read this"


def guest_modules(*, council: Council, codes: Sequence[str]) -> list[GuestModule]:
    """The modules with these codes as a list shows them, without their lessons. One query."""
    rows = ModulePage.objects.filter(council=council, live=True, code__in=list(codes)).order_by("code")
    return [_module(page, (), None) for page in rows]


def guest_module(*, actor: Any, council: Council, codes: Sequence[str], code: str) -> GuestModule | None:
    """One module that is open to partners, with where this person stands. Four queries at most."""
    found = pages_of(council=council, codes=codes, code=code)
    return _module(found[0], found[1], actor) if found else None


def guest_lesson(
    *, actor: Any, council: Council, codes: Sequence[str], code: str, slug: str
) -> GuestLesson | None:
    """One lesson of such a module."""
    found = pages_of(council=council, codes=codes, code=code)
    row = next((one for one in found[1] if one.slug == slug), None) if found else None
    if found is None or row is None:
        return None
    module = _module(found[0], found[1], actor)
    line = next(one for one in module.lessons if one.slug == slug)
    content = content_of(lesson=row)
    parts = [GuestPart(one.html, one.check, one.exercise) for one in content.parts if not one.activity]
    return GuestLesson(
        module=module,
        line=line,
        parts=tuple(parts),
        law=_law(content.law or row.law),
        tried=_tried(actor, row) if content.check else None,
    )


def pages_of(
    *, council: Council, codes: Sequence[str], code: str
) -> tuple[ModulePage, list[LessonPage]] | None:
    """The pages behind a module, for the actions of progress; None when it is not open to partners."""
    if code not in codes:
        return None
    page = ModulePage.objects.filter(council=council, live=True, code=code).first()
    return (page, lessons_under(module=page)) if page else None


def _module(page: ModulePage, lessons: Sequence[LessonPage], actor: Any) -> GuestModule:
    path = reverse("hub_module", args=[page.code])
    signed_in = actor is not None and actor.is_authenticated
    states = _states(lessons, actor) if signed_in else {}
    done = (
        visible(actor, Completion).filter(person=actor, module_code=page.code).first() if signed_in else None
    )
    return GuestModule(
        pk=page.pk,
        code=page.code,
        title=page.title,
        summary=page.summary,
        audience=page.audience,
        credits=page.credits,
        path=path,
        outcomes=tuple(_capital(one.removeprefix(PROMISE)) for one in page.outcomes),
        lessons=tuple(
            LessonLine(
                number,
                one.slug,
                one.title,
                one.summary,
                one.minutes,
                f"{path}{one.slug}/",
                states.get(one.pk, "todo"),
            )
            for number, one in enumerate(lessons, 1)
        ),
        law=_law(page.law),
        law_as_at=page.law_as_at,
        minutes=sum(one.minutes for one in lessons) or page.minutes,
        done_on=done.done_on if done else None,
        score=done.score if done else "",
    )


def _states(lessons: Sequence[LessonPage], actor: Any) -> dict[int, str]:
    rows = visible(actor, LessonProgress).filter(person=actor, lesson__in=[one.pk for one in lessons])
    return {
        pk: "done" if finished else "half" for pk, finished in rows.values_list("lesson_id", "finished_at")
    }


def _tried(actor: Any, lesson: LessonPage) -> GuestTried | None:
    if not actor.is_authenticated:
        return None
    rows = visible(actor, CheckAttempt).filter(person=actor, lesson=lesson)
    attempt = rows.order_by("-at", "-pk").first()
    if attempt is None:
        return None
    needed = needed_of(attempt.questions, attempt.answers["pass_mark"])
    return GuestTried(attempt.right, needed, attempt.passed, restore(attempt.answers["questions"]))


def _law(keys: Sequence[str]) -> tuple[LawLine, ...]:
    return tuple(LawLine(one.title, one.citation, one.is_proposal) for one in references_of(keys))


def _capital(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"
