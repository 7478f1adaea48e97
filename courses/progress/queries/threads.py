"""The golden threads: what runs through the whole programme, walked from the first module to the last."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from academy.people.access import visible
from academy.people.models import User
from courses.pages.blocks.offers import THREADS
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import lessons_for, module_path, modules_for, programmes_for
from courses.progress.models import LessonProgress

ABOUT = {
    "GT1": "Where in the programme you learn to hear a child or young person, and to keep their voice in "
    "every letter, meeting and plan.",
    "GT2": "Where in the programme you learn to say what is true, kindly and on time, to families, schools "
    "and colleagues.",
}


@dataclass(frozen=True)
class Thread:
    """A golden thread as a tag shows it."""

    code: str
    title: str

    @property
    def url(self) -> str:
        """The page that walks it."""
        return reverse("thread", args=[self.code])

    @property
    def about(self) -> str:
        """What it is, in a sentence."""
        return ABOUT[self.code]


@dataclass(frozen=True)
class ThreadLesson:
    """One lesson on the way. `state` is a state mark: done, half or todo."""

    title: str
    summary: str
    minutes: int
    path: str
    state: str


@dataclass(frozen=True)
class ThreadModule:
    """One module that carries the thread, with its lessons."""

    title: str
    code: str
    week: int | None
    path: str
    lessons: tuple[ThreadLesson, ...]

    @property
    def place_words(self) -> str:
        """Where it stands in its programme."""
        return f"Week {self.week}" if self.week else ""


@dataclass(frozen=True)
class ThreadWalk:
    """A thread through everything somebody may see."""

    thread: Thread
    modules: tuple[ThreadModule, ...]


def all_threads() -> list[Thread]:
    """Every golden thread."""
    return [Thread(code, title) for code, title in THREADS.items()]


def thread_walk(*, actor: User, code: str) -> ThreadWalk | None:
    """Every module and lesson that carries a thread, in order; None for a thread that nobody knows. Four
    queries."""
    if code not in THREADS:
        return None
    order = {programme.path: place for place, programme in enumerate(programmes_for(actor=actor))}
    carrying = [page for page in modules_for(actor=actor) if code in page.threads]
    carrying.sort(key=lambda page: (order.get(page.path[: -page.steplen], 0), page.week or 0, page.path))
    below: dict[str, list[LessonPage]] = {page.path: [] for page in carrying}
    for lesson in lessons_for(actor=actor):
        below.get(lesson.path[: -lesson.steplen], []).append(lesson)
    rows = visible(actor, LessonProgress).filter(person=actor).values_list("lesson_id", "finished_at")
    states = {pk: "done" if finished else "half" for pk, finished in rows}
    return ThreadWalk(
        Thread(code, THREADS[code]), tuple(_module(page, below[page.path], states) for page in carrying)
    )


def _module(page: ModulePage, lessons: list[LessonPage], states: dict[int, str]) -> ThreadModule:
    return ThreadModule(
        page.title,
        page.code,
        page.week,
        module_path(page),
        tuple(
            ThreadLesson(
                lesson.title,
                lesson.summary,
                lesson.minutes,
                module_path(lesson),
                states.get(lesson.pk, "todo"),
            )
            for lesson in lessons
        ),
    )
