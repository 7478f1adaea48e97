"""A module as its page shows it to one person."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from academy.kit.words import day_month_year, minutes, plural, weekday_date
from academy.law.pack import Reference
from academy.people.access import visible
from academy.people.models import User
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import codes_in_force, criteria_of, current_instrument
from courses.assignments.models import Assignment
from courses.assignments.states import OPEN
from courses.pages.blocks.offers import THREADS
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import edition_of, module_path, module_with_lessons, references_of
from courses.progress.models import Completion, LessonProgress
from courses.progress.queries.lines import LessonLine
from courses.progress.queries.releases import exempted, opens_on
from courses.progress.queries.threads import Thread

PROMISE = "After this you can "


@dataclass(frozen=True)
class ModuleView:
    """A module for one person."""

    module: ModulePage
    path: str
    lessons: tuple[LessonLine, ...]
    assignment: Assignment | None
    edition: int
    opens_on: datetime.date | None

    @property
    def opens_words(self) -> str:
        """When it opens, for somebody whose week has not come."""
        return f"Opens on {weekday_date(self.opens_on)}" if self.opens_on else ""

    @property
    def minutes(self) -> int:
        """Minutes of all lessons together; the module's own figure while it has none."""
        return sum(line.minutes for line in self.lessons) or self.module.minutes

    @property
    def minutes_left(self) -> int:
        """Minutes of the lessons not yet finished."""
        return sum(line.minutes for line in self.lessons if line.state != "done")

    @property
    def total_words(self) -> str:
        """How much there is, in words."""
        return f"{minutes(self.minutes)} in all"

    @property
    def left_words(self) -> str:
        """How much is left, in words."""
        return f"{minutes(self.minutes_left)} left" if self.minutes_left else "all done"

    @property
    def is_finished(self) -> bool:
        """Whether every lesson is finished in this round."""
        return bool(self.lessons) and not any(line.state != "done" for line in self.lessons)

    @property
    def is_begun(self) -> bool:
        """Whether any lesson was opened."""
        return any(line.opened for line in self.lessons)

    @property
    def next_lesson(self) -> LessonLine | None:
        """The first lesson not yet finished."""
        return next((line for line in self.lessons if line.state != "done"), None)


@dataclass(frozen=True)
class ModuleFront(ModuleView):
    """A module with what only its own page shows."""

    programme: str
    completion: Completion | None
    exempt: str

    @property
    def law(self) -> list[Reference]:
        """The law that the module rests on."""
        return references_of(self.module.law)

    @property
    def criteria(self) -> list[Criterion]:
        """The criteria that the module answers, in the wording in force. A query: ask once."""
        return criteria_for(self.module)

    @property
    def signature(self) -> str:
        """What the page shows, in short: two people with the same signature see the same words."""
        page, asked, done = self.module, self.assignment, self.completion
        steady = page.live_revision_id is not None and self.lessons
        parts = (
            page.pk,
            page.live_revision_id,
            page.last_published_at if steady else uuid.uuid4(),
            self.edition,
            [(line.title, line.summary, line.state, line.finished_at) for line in self.lessons],
            (asked.pk, asked.state, asked.due_on, asked.reason) if asked else None,
            done.pk if done else None,
            self.opens_on,
            self.exempt,
        )
        return repr(parts)

    @property
    def asks_again(self) -> bool:
        """Asked again after it was finished: it has to be taken anew."""
        asked = self.assignment is not None and self.assignment.state == "asked"
        return asked and self.is_finished and not self.is_answered

    @property
    def is_answered(self) -> bool:
        """Finished since it was asked: the news is on its way to the assignment."""
        if self.assignment is None or self.completion is None:
            return False
        return self.completion.done_on >= self.assignment.assigned_on

    @property
    def done_words(self) -> str:
        """When it was last finished, in which edition and with which result."""
        done = self.completion
        if done is None:
            return ""
        score = f", {done.score} right in the check" if done.score else ""
        return f"You finished this on {day_month_year(done.done_on)}, edition {done.edition}{score}"

    @property
    def outcomes(self) -> list[str]:
        """The outcomes without the words that they all begin with."""
        return [
            f"{said[:1].upper()}{said[1:]}"
            for said in (o.removeprefix(PROMISE) for o in self.module.outcomes)
        ]

    @property
    def week_words(self) -> str:
        """The week of its programme."""
        return f"Week {self.module.week}" if self.module.week else ""

    @property
    def week_url(self) -> str:
        """The programme, at this week."""
        return f"{reverse('programme', args=[self.programme])}#week-{self.module.week}"

    @property
    def threads(self) -> list[Thread]:
        """The golden threads it carries."""
        return [Thread(code, THREADS[code]) for code in self.module.threads if code in THREADS]

    @property
    def taught_words(self) -> str:
        """All the time it takes, where that is more than its lessons; nothing where it is not."""
        whole, lessons = self.module.taught_minutes or 0, self.minutes
        if whole <= lessons:
            return ""
        return f"With the live session, practice and work on the job it takes {minutes(whole)}."

    @property
    def lesson_words(self) -> str:
        """How many lessons."""
        return plural(len(self.lessons), "lesson")

    @property
    def next_words(self) -> str:
        """What the main button says."""
        line = self.next_lesson
        return f"{'Go on' if self.is_begun else 'Start'}: {line.title}" if line else ""


def module_front(*, actor: User, programme: str, module: str) -> ModuleFront | None:
    """A module's own page; None when there is none for this person. A constant number of queries."""
    pages = module_with_lessons(actor=actor, programme=programme, module=module)
    if pages is None:
        return None
    page, lessons = pages
    return ModuleFront(
        **inside(actor, page, lessons),
        programme=programme,
        completion=visible(actor, Completion)
        .filter(person=actor, module_code=page.code)
        .only("done_on", "edition", "score")
        .first(),
        exempt=exempted(actor).get(page.code, ""),
    )


def inside(actor: User, page: ModulePage, lessons: list[LessonPage]) -> dict[str, Any]:
    """What the pages of a module and of its lessons share."""
    ids = [lesson.pk for lesson in lessons]
    rows = visible(actor, LessonProgress).filter(person=actor, lesson_id__in=ids)
    seen = rows.values_list("lesson_id", "opened_at", "finished_at")
    opened = {lesson_id: (begun, done) for lesson_id, begun, done in seen}
    return {
        "module": page,
        "path": module_path(page),
        "lessons": tuple(line_of(number, row, opened) for number, row in enumerate(lessons, 1)),
        "assignment": asked_of(actor, page.code).get(page.code),
        "edition": edition_of(module=page, lessons=lessons),
        "opens_on": opens_on(actor, page.week),
    }


SHOWN = ("state", "due_on", "assigned_on", "reason", "module_code", "rule_id", "finding_id")


def asked_of(actor: User, code: str = "") -> dict[str, Assignment]:
    """What is asked of the actor now, by module; of one module only, if a code is given."""
    rows = visible(actor, Assignment).filter(person=actor, state__in=OPEN)
    if code:
        rows = rows.filter(module_code=code)
    return {row.module_code: row for row in rows.only(*SHOWN).order_by()}


Times = Mapping[int, tuple[datetime.datetime | None, datetime.datetime | None]]


def line_of(number: int, lesson: LessonPage, opened: Times) -> LessonLine:
    """A lesson in the contents, with when it was opened and finished."""
    begun, finished = opened.get(lesson.pk, (None, None))
    return LessonLine(
        number=number,
        title=lesson.title,
        summary=lesson.summary,
        minutes=lesson.minutes,
        path=module_path(lesson),
        state="done" if finished else "half" if lesson.pk in opened else "todo",
        opened=lesson.pk in opened,
        finished_at=finished,
        opened_at=begun,
    )


def criteria_for(page: ModulePage) -> list[Criterion]:
    """The criteria that a module answers, in the wording in force; none before there is an instrument."""
    if not page.criteria or page.council_id is None:
        return []
    try:
        instrument = current_instrument(council_id=page.council_id)
    except Instrument.DoesNotExist:
        return []
    codes = codes_in_force(council_id=page.council_id, codes=page.criteria)
    return list(criteria_of(instrument=instrument).filter(code__in=codes))
