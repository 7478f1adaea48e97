"""A module as its editors have it now, and as learners have it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db.models import Q, QuerySet
from wagtail import blocks

from academy.people.access import visible
from academy.people.models import User
from courses.pages.blocks.body import LessonBody
from courses.pages.models import LessonPage, ModulePage, ProgrammePage
from courses.reviews.rules.passages import LessonText, ModuleText, Passage, mark_of, passages_of

Page = ModulePage | LessonPage


@dataclass(frozen=True)
class Draft:
    """A module with the lessons that learners would get, each in its newest wording (`newest`), or in the
    one that they have."""

    row: ModulePage
    rows: tuple[LessonPage, ...]
    newest: bool = True

    @cached_property
    def text(self) -> ModuleText:
        """It in the form that the rules read."""
        return module_head(
            self._said(self.row), tuple(lesson_text(row, self._said(row)) for row in self.rows)
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """It in passages of plain text."""
        return passages_of(self.text, labels())

    @cached_property
    def mark(self) -> str:
        """Its fingerprint."""
        return mark_of(self.text)

    @property
    def is_changed(self) -> bool:
        """Whether learners do not have all of it as it is."""
        rows: list[Page] = [self.row, *self.rows]
        return any(not row.live or row.has_unpublished_changes for row in rows)

    @cached_property
    def module(self) -> ModulePage:
        """The module's page in this wording."""
        return self._page(self.row)

    @cached_property
    def lessons(self) -> tuple[LessonPage, ...]:
        """The lessons' pages in this wording."""
        return tuple(self._page(row) for row in self.rows)

    def _page(self, row: Any) -> Any:
        revision = row.latest_revision if self.newest else None
        return row.with_content_json(revision.content) if revision is not None else row

    def _said(self, row: Page) -> Mapping[str, Any]:
        revision = row.latest_revision if self.newest else None
        if revision is not None:
            content: Mapping[str, Any] = revision.content
            return content
        held = {name: getattr(row, name) for name in FIELDS if hasattr(row, name)}
        if isinstance(row, LessonPage):
            held["body"] = list(row.body.get_prep_value())
        return held


FIELDS = (
    "code", "title", "summary", "audience", "minutes", "outcomes", "main_competency", "law", "law_as_at",
    "review_due",
)  # fmt: skip


def module_for(*, actor: User, pk: int) -> ModulePage | None:
    """A module of the actor's council, published or not."""
    return visible(actor, ModulePage).filter(pk=pk).first()


def draft_of(*, module: ModulePage) -> Draft:
    """The newest wording of a module and its lessons; lessons that were taken away stay away. Two queries."""
    row = ModulePage.objects.select_related("latest_revision", "council").get(pk=module.pk)
    rows = LessonPage.objects.child_of(row).select_related("latest_revision").order_by("path")
    return Draft(row, _kept(rows))


def drafts_below(programme: ProgrammePage) -> list[Draft]:
    """Every module of a programme in its newest wording. Two queries, however many there are."""
    pages = ModulePage.objects.child_of(programme).select_related("latest_revision").order_by("path")
    return _drafts(pages, LessonPage.objects.descendant_of(programme))


def drafts_of(*, modules: Iterable[int]) -> dict[int, Draft]:
    """Some modules by their keys, each in its newest wording. Two queries, however many there are."""
    pages = list(ModulePage.objects.filter(pk__in=list(modules)).select_related("latest_revision"))
    inside = Q(pk__in=[])
    for page in pages:
        inside |= Q(path__startswith=page.path, depth=page.depth + 1)
    return {draft.row.pk: draft for draft in _drafts(pages, LessonPage.objects.filter(inside))}


def _drafts(pages: Iterable[ModulePage], lessons: QuerySet[LessonPage]) -> list[Draft]:
    below: dict[str, list[LessonPage]] = {}
    for row in lessons.select_related("latest_revision").order_by("path"):
        below.setdefault(row.path[: -row.steplen], []).append(row)
    return [Draft(page, _kept(below.get(page.path, []))) for page in pages]


def _kept(rows: Iterable[LessonPage]) -> tuple[LessonPage, ...]:
    return tuple(row for row in rows if row.live or row.first_published_at is None)


def live_of(*, module: ModulePage) -> Draft | None:
    """What learners have now; None when they have nothing of it."""
    row = ModulePage.objects.get(pk=module.pk)
    if not row.live:
        return None
    rows = LessonPage.objects.child_of(row).filter(live=True).order_by("path")
    return Draft(row, tuple(rows), newest=False)


@cache
def body() -> LessonBody:
    """What a lesson may hold."""
    return LessonBody()


@cache
def labels() -> dict[str, str]:
    """What the kinds of block are called."""
    return {name: block.label for name, block in body().child_blocks.items()}


def _in_order(value: Any, block: Any) -> Any:
    """A stored value with the fields of each part in the order of its form: PostgreSQL keeps another one."""
    if isinstance(block, blocks.BaseStreamBlock):
        kinds = block.child_blocks
        return [{**one, "value": _in_order(one["value"], kinds.get(one["type"]))} for one in value]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
        names = [*block.child_blocks, *sorted(value.keys() - block.child_blocks.keys())]
        return {name: _in_order(value[name], block.child_blocks.get(name)) for name in names if name in value}
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        inner = block.child_block
        return [
            {**one, "value": _in_order(one["value"], inner)}
            if isinstance(one, dict) and one.get("type") == "item"
            else _in_order(one, inner)
            for one in value
        ]
    return value


def module_text(module: ModulePage, lessons: Iterable[LessonPage]) -> ModuleText:
    """Pages, saved or not, in the form that the rules read."""
    return Draft(module, tuple(lessons), newest=False).text


def module_head(said: Mapping[str, Any], lessons: tuple[LessonText, ...] = ()) -> ModuleText:
    """A module from the fields of a page or of one of its revisions."""
    return ModuleText(
        code=said["code"],
        title=said["title"],
        summary=said["summary"],
        audience=said["audience"],
        minutes=said["minutes"] or 0,
        outcomes=_list(said["outcomes"]),
        competency=said["main_competency"],
        law=_list(said["law"]),
        law_as_at=str(said["law_as_at"]),
        review_due=str(said["review_due"] or ""),
        lessons=lessons,
    )


def lesson_text(row: LessonPage, said: Mapping[str, Any]) -> LessonText:
    """A lesson from the fields of a page or of one of its revisions."""
    return LessonText(
        id=str(row.pk or row.slug),
        title=said["title"],
        summary=said["summary"],
        minutes=said["minutes"] or 0,
        law=_list(said["law"]),
        law_as_at=str(said["law_as_at"]),
        review_due=str(said["review_due"] or ""),
        blocks=tuple(_in_order(list(_list(said["body"])), body())),
    )


def _list(value: Any) -> tuple[Any, ...]:
    """A list that a page or its revision keeps, as JSON or as it is."""
    return tuple(json.loads(value or "[]") if isinstance(value, str) else value or ())
