"""Reading programmes, modules and lessons."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from academy.law.pack import Reference
from academy.people.access import Scope, scope_of, visible
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from assessments.questions.marking import Option, Question
from courses.pages.blocks.legal_reference import law_of
from courses.pages.models import LearnIndexPage, LessonPage, ModulePage, ProgrammePage

KEEP = 24 * 60 * 60


@dataclass(frozen=True)
class ModuleCard:
    """A module as a link needs it."""

    code: str
    title: str
    minutes: int
    path: str


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


def programmes_for(*, actor: User) -> QuerySet[ProgrammePage]:
    """The programmes that the actor may see."""
    return visible(actor, ProgrammePage).filter(live=True).order_by("path")


def modules_for(*, actor: User) -> QuerySet[ModulePage]:
    """Every module that the actor may see, in reading order."""
    return visible(actor, ModulePage).filter(live=True).order_by("path")


def lessons_for(*, actor: User) -> QuerySet[LessonPage]:
    """Every lesson that the actor may see, in reading order and without its body."""
    return visible(actor, LessonPage).filter(live=True).order_by("path").defer("body")


def programme_at(*, actor: User, programme: str) -> ProgrammePage | None:
    """A programme by its place in the address."""
    return programmes_for(actor=actor).filter(slug=programme).first()


def module_with_lessons(
    *, actor: User, programme: str, module: str
) -> tuple[ModulePage, list[LessonPage]] | None:
    """A module and its lessons (without bodies) by place in the address; None if the actor may not see it.

    One light query says which pages and revisions are live; the pages themselves come from the cache under
    those revisions. Pages that were never published through the editors' area are read every time.
    """
    if scope_of(actor, ModulePage.reach.kind) is not Scope.COUNCIL:
        return None
    marks = live_marks(programme=programme, module=module)
    for top in [mark for mark in marks if not any(mark[0].startswith(m[0]) for m in marks if m is not mark)]:
        found = _stored([mark for mark in marks if mark[0].startswith(top[0])])
        if found is not None and found[0].council_id == actor.council_id:
            return found
    return None


def live_marks(*, programme: str, module: str) -> list[tuple[Any, ...]]:
    """Which pages are live at this place and in which revision: path, key, revision, time and title."""
    rows = Page.objects.filter(live=True, url_path__contains=f"/learn/{programme}/{module}/").order_by("path")
    return list(rows.values_list("path", "pk", "live_revision_id", "last_published_at", "title"))


def _stored(marks: list[Any]) -> tuple[ModulePage, list[LessonPage]] | None:
    key = f"module:{hashlib.sha256(repr(marks).encode()).hexdigest()}"
    steady = all(revision for _, _, revision, _, _ in marks)
    found: tuple[ModulePage, list[LessonPage]] | None = cache.get(key) if steady else None
    if found is None:
        ids = [pk for _, pk, *_ in marks]
        module = ModulePage.objects.filter(pk=ids[0]).first()
        if module is None:
            return None
        below = LessonPage.objects.filter(pk__in=ids[1:], depth=module.depth + 1).order_by("path")
        found = (module, list(below.defer("body")))
        if steady:
            cache.set(key, found, KEEP)
    return found


def lessons_of(*, actor: User, module: ModulePage) -> list[LessonPage]:
    """The lessons of a module, in one query."""
    return list(lessons_for(actor=actor).filter(path__startswith=module.path, depth=module.depth + 1))


def module_path(page: ModulePage | LessonPage) -> str:
    """The address of a module or lesson, from its place in the tree and without a query."""
    *_, tail = page.url_path.partition("/learn/")
    return f"{_learn()}{tail}"


@functools.cache
def _learn() -> str:
    return reverse("learn")


def modules_by_code(*, council_id: int, codes: Iterable[str]) -> dict[str, ModuleCard]:
    """Title, minutes and address of modules by code, in one query; codes without a live page are left out."""
    rows = ModulePage.objects.filter(council_id=council_id, code__in=list(codes), live=True)
    rows = rows.only("code", "title", "minutes", "url_path")
    return {row.code: ModuleCard(row.code, row.title, row.minutes, module_path(row)) for row in rows}


def module_titles(*, council_id: int) -> dict[str, str]:
    """The titles of a council's modules by code."""
    rows = ModulePage.objects.filter(council_id=council_id, live=True).exclude(code="")
    return dict(rows.values_list("code", "title"))


def edition_of(*, module: ModulePage, lessons: list[LessonPage]) -> int:
    """The edition of a module: 1 when first published, one more whenever it or a lesson is published again.

    Kept in the cache under the live revisions, which change with every publishing.
    """
    key = _key("edition", module, *lessons)
    number: int | None = cache.get(key)
    if number is None:
        times = list(
            PageLogEntry.objects.filter(
                action="wagtail.publish", page_id__in=[module.pk, *(lesson.pk for lesson in lessons)]
            )
            .order_by("timestamp", "pk")
            .values_list("page_id", flat=True)
        )
        first = times.index(module.pk) if module.pk in times else 0
        number = max(1, len(times) - first)
        cache.set(key, number, KEEP)
    return number


def content_of(*, lesson: LessonPage) -> LessonContent:
    """The body of a lesson, from the cache under its live revision; drawn afresh when there is none."""
    key = _key("lesson", lesson)
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


def editors_of(*, council_id: int, at: datetime.datetime) -> list[User]:
    """Everybody whose role lets them edit content on a day."""
    roles = [role.code for role in ROLES.values() if Right.EDIT_CONTENT in role.rights]
    posts = Post.objects.open_on(timezone.localdate(at)).filter(role__in=roles).values("person_id")
    return list(User.objects.filter(council_id=council_id, is_active=True, pk__in=posts).order_by("pk"))


def tree_of(*, council_id: int) -> QuerySet[LearnIndexPage]:
    """The top of a council's pages for learning."""
    return LearnIndexPage.objects.filter(council_id=council_id)


def _key(kind: str, *pages: ModulePage | LessonPage) -> str:
    marks = [(page.pk, page.live_revision_id, str(page.last_published_at), page.title) for page in pages]
    return f"{kind}:{hashlib.sha256(repr(marks).encode()).hexdigest()}"


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
