"""The shelf and one page of it, as one reader finds them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from academy.kit.words import day_month_year, listed
from academy.law.pack import Reference
from academy.people.access import visible
from academy.people.models import Post, User
from academy.people.roles import ROLES
from courses.handbook.models import HandbookPage, HandbookVersion, PageRead
from courses.handbook.queries.reading import page_path
from courses.handbook.rules import Change, Mark, asks_for, compare, is_read
from courses.pages.queries import references_of

KEEP = 24 * 60 * 60
NOBODY = "No owner yet"


@dataclass(frozen=True)
class PageRow:
    """A page on the shelf."""

    code: str
    title: str
    path: str
    summary: str
    owner: str
    version: int
    asked: int
    read: int
    read_on: datetime.date | None

    @property
    def state(self) -> str:
        """The state mark: done, half where an older version was read, todo."""
        if is_read(asked=self.asked, read=self.read):
            return "done"
        return "half" if self.read else "todo"

    @property
    def word(self) -> str:
        """The mark in words."""
        return {"done": "read", "half": "changed since you read it", "todo": "not read yet"}[self.state]

    @property
    def due(self) -> str:
        """What stands at the end of the row."""
        if self.state == "done" and self.read_on is not None:
            return f"Read {day_month_year(self.read_on)}"
        return "Changed since you read it" if self.read else ""

    @property
    def meta(self) -> list[str]:
        """What stands under the title."""
        return [self.code, f"version {self.version}", self.owner]


@dataclass(frozen=True)
class Shelf:
    """Pages of one kind."""

    kind: str
    title: str
    rows: tuple[PageRow, ...]


SHELVES = (
    (HandbookPage.Kind.HANDBOOK, "Handbooks"),
    (HandbookPage.Kind.ROLES, "Who does what"),
    (HandbookPage.Kind.PROCEDURE, "Standard operating procedures"),
)


@dataclass(frozen=True)
class PageView:
    """One page for one reader. `changes` say what is different since the version that they read."""

    page: HandbookPage
    row: PageRow
    html: SafeString
    law: tuple[Reference, ...]
    versions: tuple[HandbookVersion, ...]
    changes: tuple[Change, ...]
    owner: User | None
    owner_role: str

    @property
    def newest(self) -> HandbookVersion | None:
        """The version that is out."""
        return self.versions[-1] if self.versions else None

    @property
    def earlier(self) -> list[HandbookVersion]:
        """All versions, newest first."""
        return list(reversed(self.versions))

    @property
    def news(self) -> list[HandbookVersion]:
        """What the versions after the one that was read changed, newest first."""
        return [one for one in self.earlier if one.number > self.row.read]

    @property
    def may_read_again(self) -> bool:
        """Whether they read it on an earlier day: some pages are to be read every year."""
        on = self.row.read_on
        return self.row.state == "done" and on is not None and on < timezone.localdate()

    @property
    def review_is_over(self) -> bool:
        """Whether the owner should have looked at it again by now."""
        return self.page.review_due is not None and self.page.review_due < timezone.localdate()


def handbook_for(*, actor: User) -> list[Shelf]:
    """The shelf for one reader: a constant number of queries."""
    pages = list(visible(actor, HandbookPage).filter(live=True).select_related("keeper").order_by("code"))
    rows = [(page.kind, row) for page, row in zip(pages, _rows(actor, pages), strict=True)]
    shelves = [Shelf(kind, title, tuple(row for of, row in rows if of == kind)) for kind, title in SHELVES]
    return [shelf for shelf in shelves if shelf.rows]


def page_view(*, actor: User, slug: str) -> PageView | None:
    """One page for one reader; None when there is none for them."""
    page = visible(actor, HandbookPage).filter(live=True, slug=slug).select_related("keeper").first()
    if page is None:
        return None
    (row,) = _rows(actor, [page])
    versions = tuple(page.versions.defer("content").select_related("by"))
    keys = [block.value["key"] for block in page.body if block.block_type == "legal_reference"]
    return PageView(
        page=page,
        row=row,
        html=_drawn(page),
        law=tuple(references_of([*keys, *page.law])),
        versions=versions,
        changes=tuple(changes_since(page=page, number=row.read)) if row.state == "half" else (),
        owner=page.keeper,
        owner_role=_roles_of([page.keeper_id]).get(page.keeper_id or 0, "") if page.keeper_id else "",
    )


def changes_since(*, page: HandbookPage, number: int) -> list[Change]:
    """What is different in the newest version from an earlier one. Nothing when there is no such version."""
    versions = {one.number: one for one in page.versions.all()}
    if number not in versions or number == max(versions):
        return []
    return compare(versions[number].content, versions[max(versions)].content)


def _drawn(page: HandbookPage) -> SafeString:
    """The body as HTML, from the cache under its live revision."""
    key = f"handbook:{page.pk}:{page.live_revision_id}"
    html: str | None = cache.get(key) if page.live_revision_id else None
    if html is None:
        html = "\n".join(block.render() for block in page.body)
        cache.set(key, html, KEEP)
    return mark_safe(html)


def _rows(actor: User, pages: Sequence[HandbookPage]) -> list[PageRow]:
    """Pages as rows of the shelf: three queries, however many."""
    ids = [page.pk for page in pages]
    marks: dict[int, list[Mark]] = {pk: [] for pk in ids}
    for pk, number, matters in HandbookVersion.objects.filter(page__in=ids).values_list(
        "page_id", "number", "matters"
    ):
        marks[pk].append(Mark(number, matters))
    read: dict[int, tuple[int, datetime.date]] = {}
    mine = visible(actor, PageRead).filter(person=actor, version__page__in=ids)
    for pk, number, on in mine.values_list("version__page_id", "version__number", "on"):
        read[pk] = max((number, on), read.get(pk, (0, on)))
    roles = _roles_of([page.keeper_id for page in pages])
    return [_row(page, marks[page.pk], read.get(page.pk), roles) for page in pages]


def _row(
    page: HandbookPage,
    marks: Sequence[Mark],
    read: tuple[int, datetime.date] | None,
    roles: Mapping[int, str],
) -> PageRow:
    return PageRow(
        code=page.code,
        title=page.title,
        path=page_path(page),
        summary=page.summary,
        owner=_owner_words(page, roles),
        version=max((mark.number for mark in marks), default=0),
        asked=asks_for(marks),
        read=read[0] if read else 0,
        read_on=read[1] if read else None,
    )


def _owner_words(page: HandbookPage, roles: Mapping[int, str]) -> str:
    """The owner by role and name."""
    if page.keeper is None:
        return NOBODY
    role = roles.get(page.keeper.pk, "")
    return ", ".join(filter(None, [role, page.keeper.get_full_name()]))


def _roles_of(people: Sequence[int | None]) -> dict[int, str]:
    """What these people's roles are called today, in one query."""
    held: dict[int, list[str]] = {}
    today = timezone.localdate()
    for person, role in (
        Post.objects.open_on(today)
        .filter(person_id__in=[pk for pk in people if pk])
        .order_by("starts_on", "pk")
        .values_list("person_id", "role")
    ):
        held.setdefault(person, []).append(ROLES[role].title)
    return {person: listed(titles) for person, titles in held.items()}
