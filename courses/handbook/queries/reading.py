"""Which version has to have been read, and who has: plain rows for everybody who asks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from academy.people.models import User
from courses.handbook.models import HandbookPage, HandbookVersion, PageRead
from courses.handbook.rules import Mark, asks_for, is_read


@dataclass(frozen=True)
class Reading:
    """A live page as reading looks at it. `asked` is the version that has to have been read, out since
    `since`; `change` says what was different in it."""

    code: str
    title: str
    path: str
    newest: int
    asked: int
    since: datetime.date
    change: str


@dataclass(frozen=True)
class Unread:
    """A page that somebody has not read as it is now. `read` is the version they know; 0 for none."""

    page: Reading
    read: int

    @property
    def changed(self) -> bool:
        """Whether they have read it before it changed."""
        return self.read > 0


def page_path(page: HandbookPage) -> str:
    """The address of a page, without a query."""
    return f"/handbook/{page.slug}/"


def reading_of(*, council_id: int) -> dict[str, Reading]:
    """Every live page of a council by its code: two queries."""
    pages = HandbookPage.objects.filter(council_id=council_id, live=True).order_by("path")
    rows = {page.pk: page for page in pages.only("pk", "code", "title", "slug")}
    versions: dict[int, list[HandbookVersion]] = {pk: [] for pk in rows}
    for version in HandbookVersion.objects.filter(page__council_id=council_id, page__live=True).defer(
        "content"
    ):
        versions.setdefault(version.page_id, []).append(version)
    return {
        page.code: _reading(page, versions[pk])
        for pk, page in rows.items()
        if any(version.matters for version in versions[pk])
    }


def _reading(page: HandbookPage, versions: list[HandbookVersion]) -> Reading:
    asked = asks_for(Mark(one.number, one.matters) for one in versions)
    that = next(one for one in versions if one.number == asked)
    return Reading(
        code=page.code,
        title=page.title,
        path=page_path(page),
        newest=max(one.number for one in versions),
        asked=asked,
        since=timezone.localdate(that.published_at),
        change=that.change,
    )


def codes_of_pages(*, council_id: int, codes: Iterable[str]) -> set[str]:
    """Which of these codes are live handbook pages of a council."""
    rows = HandbookPage.objects.filter(council_id=council_id, live=True, code__in=list(codes))
    return set(rows.values_list("code", flat=True))


def read_facts(
    *, council_id: int, people: Iterable[int] | None = None
) -> list[tuple[int, str, int, datetime.date]]:
    """Who has read what: person, code of the page, number of the version, day. One query; of everybody in the
    council unless `people` are named."""
    rows = PageRead.objects.filter(version__page__council_id=council_id, version__page__live=True)
    if people is not None:
        rows = rows.filter(person_id__in=list(people))
    return list(rows.values_list("person_id", "version__page__code", "version__number", "on"))


def unread_of(person: User) -> list[Unread]:
    """Every page that this person has not read as it is now, in the order of the shelf: three queries."""
    best: dict[str, int] = {}
    for _, code, number, _ in read_facts(council_id=person.council_id, people=[person.pk]):
        best[code] = max(number, best.get(code, 0))
    return [
        Unread(page, best.get(code, 0))
        for code, page in reading_of(council_id=person.council_id).items()
        if not is_read(asked=page.asked, read=best.get(code, 0))
    ]
