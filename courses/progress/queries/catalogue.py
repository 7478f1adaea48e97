"""Everything there is to learn, for one person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from academy.kit.words import day_month_year, plural, weekday_date
from academy.people.access import visible
from academy.people.models import User
from competencies.framework.queries import competencies_by_code
from courses.assignments.models import Assignment
from courses.pages.models import LessonPage, ModulePage, ProgrammePage, ProgrammeWeek
from courses.pages.queries import module_path, modules_for, programmes_for
from courses.progress.models import Completion, LessonProgress
from courses.progress.queries.modules import asked_of
from courses.progress.queries.releases import exempted, weeks_to_come
from courses.progress.queries.threads import Thread, all_threads

LAST = (999, "More modules")


@dataclass(frozen=True)
class CatalogueRow:
    """One module in the catalogue. `state` is a state mark: done, half, todo, or lock while its week is still
    to come. `exempt` is why the person need not take it."""

    code: str
    title: str
    minutes: int
    path: str
    state: str
    criteria: tuple[str, ...]
    done_on: datetime.date | None
    assignment: Assignment | None
    opens_on: datetime.date | None = None
    exempt: str = ""

    @property
    def meta(self) -> list[str]:
        """What stands under the title."""
        answers = f"answers {', '.join(self.criteria)}" if self.criteria else ""
        return [self.code, answers, f"you need not take it. {self.exempt}" if self.exempt else ""]

    @property
    def reason(self) -> str:
        """Why it is asked."""
        return self.assignment.reason if self.assignment else ""

    @property
    def due_words(self) -> str:
        """By when it is asked."""
        if self.assignment is None:
            return ""
        return "Paused" if self.assignment.state == "paused" else f"By {weekday_date(self.assignment.due_on)}"

    @property
    def done_words(self) -> str:
        """When it was last finished, or else when it opens or that it is left out."""
        if self.done_on:
            return f"Done {day_month_year(self.done_on)}"
        if self.exempt:
            return "Not needed"
        return f"Opens {weekday_date(self.opens_on)}" if self.opens_on else ""

    @property
    def word(self) -> str:
        """The mark in words, where it is not the usual one."""
        return {"lock": "opens later", "done": "" if self.done_on else "not needed"}.get(self.state, "")


@dataclass(frozen=True)
class Group:
    """Modules that belong together. A week of a programme has words before and after them."""

    title: str
    rows: tuple[CatalogueRow, ...]
    anchor: str = ""
    intro: str = ""
    closing: str = ""


@dataclass(frozen=True)
class Catalogue:
    """What is asked, and then everything by field of work."""

    programmes: tuple[ProgrammePage, ...]
    asked: tuple[CatalogueRow, ...]
    groups: tuple[Group, ...]

    @property
    def count_words(self) -> str:
        """How many modules there are."""
        return plural(sum(len(group.rows) for group in self.groups), "module")

    @property
    def done_words(self) -> str:
        """How many of them this person has finished at least once."""
        return f"{sum(row.done_on is not None for group in self.groups for row in group.rows)} done"

    @property
    def threads(self) -> list[Thread]:
        """The golden threads, where there is a programme that is taken week by week."""
        return all_threads() if any(programme.weeks.all() for programme in self.programmes) else []


def catalogue(*, actor: User, programme: str = "") -> Catalogue:
    """All modules (of one programme, if named) with where the actor stands. A constant number of queries."""
    programmes = tuple(p for p in programmes_for(actor=actor) if programme in ("", p.slug))
    above = tuple(p.path for p in programmes)
    pages = [page for page in modules_for(actor=actor) if page.path.startswith(above)]
    done: dict[str, datetime.date] = {}
    for code, day in visible(actor, Completion).filter(person=actor).values_list("module_code", "done_on"):
        done[code] = max(day, done.get(code, day))
    paths = visible(actor, LessonProgress).filter(person=actor).values_list("lesson__path", "finished_at")
    begun = {path[: -LessonPage.steplen] for path, finished_at in paths if finished_at is None}
    asked = asked_of(actor)
    coming, left_out = weeks_to_come(actor), exempted(actor)
    rows = [
        _row(
            page, done.get(page.code), page.path in begun, asked.get(page.code),
            coming.get(page.week or 0), left_out.get(page.code, ""),
        )
        for page in pages
    ]  # fmt: skip
    return Catalogue(
        programmes=programmes,
        asked=tuple(sorted((row for row in rows if row.assignment), key=_due)),
        groups=_by_week(programmes, pages, rows) + _grouped(actor, *_one_by_one(programmes, pages, rows)),
    )


def _due(row: CatalogueRow) -> Any:
    return row.assignment.due_on if row.assignment else datetime.date.max


def _row(
    page: ModulePage,
    done_on: datetime.date | None,
    begun: bool,
    assignment: Assignment | None,
    opens_on: datetime.date | None,
    exempt: str,
) -> CatalogueRow:
    done = assignment is None and bool(done_on or exempt)
    return CatalogueRow(
        code=page.code,
        title=page.title,
        minutes=page.minutes,
        path=module_path(page),
        state="half" if begun else "done" if done else "lock" if opens_on else "todo",
        criteria=tuple(page.criteria),
        done_on=done_on,
        assignment=assignment,
        opens_on=opens_on,
        exempt=exempt,
    )


def _by_week(
    programmes: tuple[ProgrammePage, ...], pages: list[ModulePage], rows: list[CatalogueRow]
) -> tuple[Group, ...]:
    """The modules of programmes that are taken week by week, under their weeks and in their order."""
    found: dict[int, list[CatalogueRow]] = {}
    for page, row in zip(pages, rows, strict=True):
        if week := _week_of(programmes, page):
            found.setdefault(week.pk, []).append(row)
    weeks = [week for programme in programmes for week in programme.weeks.all() if week.pk in found]
    return tuple(
        Group(str(week), tuple(found[week.pk]), f"week-{week.number}", week.intro, week.closing)
        for week in sorted(weeks, key=lambda week: (week.programme_id, week.number))
    )


def _one_by_one(
    programmes: tuple[ProgrammePage, ...], pages: list[ModulePage], rows: list[CatalogueRow]
) -> tuple[list[ModulePage], list[CatalogueRow]]:
    """The modules that belong to no week of their programme."""
    kept = [(page, row) for page, row in zip(pages, rows, strict=True) if not _week_of(programmes, page)]
    return [page for page, _ in kept], [row for _, row in kept]


def _week_of(programmes: tuple[ProgrammePage, ...], page: ModulePage) -> ProgrammeWeek | None:
    """The week of a module; None for one that is taken by itself."""
    above = next(programme for programme in programmes if page.path.startswith(programme.path))
    return next((week for week in above.weeks.all() if week.number == page.week), None)


def _grouped(actor: User, pages: list[ModulePage], rows: list[CatalogueRow]) -> tuple[Group, ...]:
    """By the domain of the main competency, in the order of the framework; the rest at the end."""
    known = competencies_by_code(council_id=actor.council_id, codes={page.main_competency for page in pages})
    places: dict[tuple[int, str], list[CatalogueRow]] = {}
    for page, row in zip(pages, rows, strict=True):
        competency = known.get(page.main_competency)
        place = (competency.domain.position, competency.domain.title) if competency else LAST
        places.setdefault(place, []).append(row)
    return tuple(Group(title, tuple(group)) for (_, title), group in sorted(places.items()))
