"""The own work of a starter's week: modules with what is left of them, assessed tasks, and what is done."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from academy.kit.words import weekday_date
from academy.people.access import visible
from academy.people.models import User
from assessments.sittings.models import Paper
from assessments.tasks.models import Edition
from courses.cohorts.models import Member
from courses.gates.queries import standing_of
from courses.gates.rules.tasks import PartStanding, TaskStanding
from courses.pages.models import LessonPage, ModulePage, ProgrammeWeek
from courses.pages.queries import lessons_for, module_path, modules_for
from courses.pathways.queries import exempted_modules
from courses.progress.models import Completion, LessonProgress
from home.dashboards.rules import Piece

IN_ACADEMY = {"task", "paper"}
"""Parts that are done here; the rest is agreed in conversation."""


@dataclass(frozen=True)
class Work:
    """What is left, in the order in which to do it; minutes done by day; titles of what is finished."""

    theme: str
    pieces: tuple[Piece, ...]
    done: dict[datetime.date, int]
    finished: tuple[str, ...]


@dataclass
class _Read:
    """How far somebody is with lessons."""

    finished: dict[int, datetime.datetime | None]
    since: datetime.date

    def left(self, lessons: list[LessonPage]) -> list[LessonPage]:
        """Those that are not finished."""
        return [one for one in lessons if self.finished.get(one.pk) is None]


def work_of(
    *, actor: User, member: Member, week: int, since: datetime.date, due: str, today: datetime.date
) -> Work:
    """The work of a week and what earlier weeks left over. A constant number of queries."""
    weeks = ProgrammeWeek.objects.filter(
        programme__council_id=actor.council_id, programme__code=member.cohort.programme_code, number=week
    )
    theme = weeks.values_list("title", flat=True).first() or ""
    modules = list(
        modules_for(actor=actor).filter(week__isnull=False, week__lte=week).order_by("week", "path")
    )
    read = _Read(
        dict(visible(actor, LessonProgress).filter(person=actor).values_list("lesson_id", "finished_at")),
        since,
    )
    lessons = _lessons(actor, modules)
    codes = [page.code for page in modules]
    done_codes = set(
        visible(actor, Completion)
        .filter(person=actor, module_code__in=codes)
        .values_list("module_code", flat=True)
    )
    left_out = done_codes | set(exempted_modules([actor.pk])[actor.pk])
    pieces = [
        piece
        for page in modules
        if page.code not in left_out and (piece := _piece(page, lessons[page.pk], read, week, due))
    ]
    every = [one for rows in lessons.values() for one in rows]
    return Work(
        theme=theme[:1].lower() + theme[1:],
        pieces=(*pieces, *_tasks(actor, member, week, due, today)),
        done=_done(every, read),
        finished=tuple(one.title for one in every if _is_since(read, one)),
    )


def _lessons(actor: User, modules: list[ModulePage]) -> dict[int, list[LessonPage]]:
    """The lessons of each module, in one query."""
    above = {page.path: page.pk for page in modules}
    found: dict[int, list[LessonPage]] = defaultdict(list)
    if not modules:
        return found
    programme = modules[0].path[: -ModulePage.steplen]
    for lesson in lessons_for(actor=actor).filter(path__startswith=programme):
        module = above.get(lesson.path[: -LessonPage.steplen])
        if module is not None:
            found[module].append(lesson)
    return found


def _piece(page: ModulePage, lessons: list[LessonPage], read: _Read, week: int, due: str) -> Piece | None:
    """What is left of a module; nothing when every lesson is finished."""
    left = read.left(lessons)
    if not left:
        return None
    begun = any(one.pk in read.finished for one in lessons)
    first = left[0]
    place = f", lesson {lessons.index(first) + 1} of {len(lessons)}" if len(lessons) > 1 else ""
    late = page.week is not None and page.week < week
    return Piece(
        title=f"{page.title}{place}",
        url=module_path(first) if begun else module_path(page),
        minutes=sum(one.minutes for one in left),
        meta=(page.code, first.title, f"from week {page.week}" if late else ""),
        state="half" if begun else "todo",
        due=due,
    )


def _done(lessons: list[LessonPage], read: _Read) -> dict[datetime.date, int]:
    """Minutes of the lessons that were finished on each day."""
    found: dict[datetime.date, int] = defaultdict(int)
    for one in lessons:
        if finished := read.finished.get(one.pk):
            found[timezone.localdate(finished)] += one.minutes
    return found


def _is_since(read: _Read, lesson: LessonPage) -> bool:
    finished = read.finished.get(lesson.pk)
    return finished is not None and timezone.localdate(finished) >= read.since


def _tasks(actor: User, member: Member, week: int, due: str, today: datetime.date) -> Iterator[Piece]:
    """Assessed tasks of this week, and earlier ones that are not met: what can be done here and now."""
    standing = standing_of(member, on=today)
    open_parts = [
        (task, part)
        for task in standing.tasks.values()
        if task.task.week <= week and not task.met
        for part in task.parts
        if not part.met and part.part.source in IN_ACADEMY
    ]
    refs = {part.part.ref for _, part in open_parts}
    editions = Edition.objects.filter(task__council_id=actor.council_id, task__code__in=refs).order_by(
        "number"
    )
    lengths: dict[str, int] = dict(editions.values_list("task__code", "minutes"))
    papers = Paper.objects.filter(council_id=actor.council_id, code__in=refs)
    lengths |= {code: length or 0 for code, length in papers.values_list("code", "minutes")}
    for task, part in open_parts:
        if part.part.ref in lengths:
            yield _task(task, part, lengths[part.part.ref], due)


def _task(task: TaskStanding, part: PartStanding, length: int, due: str) -> Piece:
    is_task = part.part.source == "task"
    again = f"again from {weekday_date(part.again_on)}" if part.again_on else ""
    return Piece(
        title=task.task.title if len(task.parts) == 1 else f"{task.task.title}: {part.part.label}",
        url=reverse("task", args=[part.part.ref]) if is_task else reverse("sittings"),
        minutes=length,
        meta=(f"Task {task.task.code}", again),
        state="half" if task.attempts else "todo",
        due=due,
    )
