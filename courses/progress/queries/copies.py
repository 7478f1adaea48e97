"""Lessons as a device may keep them: the same for everybody who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from academy.law.pack import Reference
from academy.people.models import User
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import (
    LessonContent,
    content_of,
    module_path,
    module_with_lessons,
    references_of,
)
from courses.progress.queries.modules import LessonLine, line_of
from courses.progress.queries.releases import opens_on


@dataclass(frozen=True)
class LessonCopy:
    """A lesson as it is for everybody who may read it."""

    module: ModulePage
    lesson: LessonPage
    line: LessonLine
    lessons: tuple[LessonLine, ...]
    content: LessonContent
    law: tuple[Reference, ...]

    @property
    def place_words(self) -> str:
        """Where in the module this lesson stands."""
        return f"lesson {self.line.number} of {len(self.lessons)}"


def copy_of(*, actor: User, programme: str, module: str, lesson: str) -> LessonCopy | None:
    """A lesson without anything of whoever asks; None when there is no such lesson for them yet."""
    pages = module_with_lessons(actor=actor, programme=programme, module=module)
    if pages is None or opens_on(actor, pages[0].week):
        return None
    page, rows = pages
    lines = tuple(line_of(number, row, {}) for number, row in enumerate(rows, 1))
    found = next(((row, line) for row, line in zip(rows, lines, strict=True) if row.slug == lesson), None)
    if found is None:
        return None
    row, line = found
    content = content_of(lesson=row)
    law = tuple(references_of(content.law or row.law or page.law))
    return LessonCopy(page, row, line, lines, content, law)


def copies_of(*, actor: User, programme: str, module: str) -> dict[str, Any] | None:
    """Where the copies of a module's lessons are; None when there is none for them yet."""
    pages = module_with_lessons(actor=actor, programme=programme, module=module)
    if pages is None or opens_on(actor, pages[0].week):
        return None
    page, rows = pages
    lines = [line_of(number, row, {}) for number, row in enumerate(rows, 1)]
    return {
        "title": page.title,
        "url": module_path(page),
        "lessons": [{"title": line.title, "url": line.path, "copy": f"{line.path}copy"} for line in lines],
    }
