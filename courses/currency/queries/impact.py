"""Everything that names a piece of law: lessons, modules, handbook pages, questions, tasks and criteria."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from academy.law.clauses import Reference
from academy.law.pack import current_pack
from academy.people.access import visible
from academy.people.models import User
from assessments.instruments.models import Criterion
from assessments.instruments.queries import standing_criteria
from assessments.questions.models import ItemVersion
from assessments.tasks.models import Edition
from courses.currency.models import LawChange, LawCheck
from courses.currency.rules import is_out_of_date, keys_within, related_keys
from courses.handbook.models import HandbookPage
from courses.library.models import NotePage, ResourcePage, SharedPage
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import module_path

KINDS = {
    "module": "Modules",
    "lesson": "Lessons",
    "page": "Handbook and procedures",
    "letter": "Model letters",
    "shared": "Notes and resources of the hub",
    "question": "Questions and exercises",
    "task": "Practical tasks",
    "criterion": "Audit criteria",
}
SHARED: tuple[tuple[type[SharedPage], str], ...] = (
    (NotePage, "hub_note"),
    (ResourcePage, "hub_resource"),
)
"""The hub's pages and the routes under which they are read."""


@dataclass(frozen=True)
class Thing:
    """One thing that names the law: where it is, when it was last held against the law, through what.

    `through` are the keys it names; `module` is the code of the module it belongs to, if any.
    """

    key: str
    kind: str
    code: str
    title: str
    path: str
    law_as_at: datetime.date
    through: tuple[str, ...]
    module: str = ""
    out_of_date: bool = False
    check: LawCheck | None = None

    @property
    def named(self) -> list[str]:
        """What it names, as people cite it."""
        return [current_pack().reference(key).citation for key in self.through]

    @property
    def is_settled(self) -> bool:
        """Whether somebody looked at it, or it was held against the law after the change."""
        return self.check is not None or not self.out_of_date


@dataclass(frozen=True)
class Group:
    """Things of one kind: what is left to look at, and what is settled."""

    words: str
    things: list[Thing]

    @property
    def left(self) -> list[Thing]:
        """What nobody has looked at since the change."""
        return [thing for thing in self.things if not thing.is_settled]

    @property
    def settled(self) -> list[Thing]:
        """What somebody looked at, or was checked against the law since."""
        return [thing for thing in self.things if thing.is_settled]


@dataclass(frozen=True)
class Impact:
    """What a change of one reference touches. `since` is the day of the change."""

    reference: Reference
    since: datetime.date
    keys: tuple[str, ...]
    things: tuple[Thing, ...]

    @property
    def groups(self) -> list[Group]:
        """The things by kind, in reading order."""
        found = (Group(words, [t for t in self.things if t.kind == kind]) for kind, words in KINDS.items())
        return [group for group in found if group.things]

    @property
    def left(self) -> list[Thing]:
        """What nobody has looked at since the change."""
        return [thing for thing in self.things if not thing.is_settled]

    @property
    def counts(self) -> Counter[str]:
        """How many of each kind."""
        return Counter(thing.kind for thing in self.things)

    @property
    def modules(self) -> list[str]:
        """Codes of the modules in which the law is taught."""
        return sorted({thing.module for thing in self.things if thing.module})


def impact_of(*, council_id: int, key: str, change: LawChange | None = None) -> Impact:
    """What names the law of `key`, in a constant number of queries. LookupError for a key we do not know.

    With a recorded change, what was said of each thing and whether it was checked since; without one,
    everything counts as touched from today.
    """
    pack = current_pack()
    held = pack.reference(key)
    keys = related_keys(pack=pack, key=key)
    since = change.changed_on if change else timezone.localdate()
    checks = {row.thing: row for row in change.checks.select_related("by")} if change else {}
    known = set(keys)
    things = [
        Thing(
            **{
                **thing.__dict__,
                "out_of_date": is_out_of_date(law_as_at=thing.law_as_at, changed_on=since),
                "check": checks.get(thing.key),
            }
        )
        for thing in _everything(council_id, known)
    ]
    return Impact(held, since, keys, tuple(things))


def _everything(council_id: int, known: set[str]) -> Iterator[Thing]:
    yield from _taught(council_id, known)
    yield from _handbook(council_id, known)
    yield from _shared(council_id, known)
    yield from _questions(council_id, known)
    yield from _tasks(council_id, known)
    yield from _criteria(council_id, known)


def _named(known: set[str], *values: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for value in values for key in keys_within(value, known)))


def _taught(council_id: int, known: set[str]) -> Iterator[Thing]:
    modules = {
        page.path: page
        for page in ModulePage.objects.filter(council_id=council_id, live=True).order_by("path")
    }
    for page in modules.values():
        if through := _named(known, page.law):
            yield Thing(
                f"module:{page.code or page.pk}",
                "module",
                page.code,
                page.title,
                module_path(page),
                page.law_as_at,
                through,
                page.code,
            )
    for lesson in LessonPage.objects.filter(council_id=council_id, live=True).order_by("path"):
        if through := _named(known, lesson.law, list(lesson.body.raw_data)):
            above = modules.get(lesson.path[: -LessonPage.steplen])
            code = above.code if above else ""
            yield Thing(
                f"lesson:{lesson.pk}",
                "lesson",
                code,
                lesson.title,
                module_path(lesson),
                lesson.law_as_at,
                through,
                code,
            )


def _handbook(council_id: int, known: set[str]) -> Iterator[Thing]:
    for page in HandbookPage.objects.filter(council_id=council_id, live=True).order_by("code"):
        if through := _named(known, page.law, list(page.body.raw_data)):
            kind = "letter" if page.kind == HandbookPage.Kind.LETTER else "page"
            path = reverse("handbook_page", args=[page.slug])
            yield Thing(f"page:{page.code}", kind, page.code, page.title, path, page.law_as_at, through)


def _shared(council_id: int, known: set[str]) -> Iterator[Thing]:
    for model, route in SHARED:
        for page in model._default_manager.filter(council_id=council_id, live=True).order_by("path"):
            if through := _named(known, page.law, list(page.body.raw_data)):
                path, key = reverse(route, args=[page.slug]), f"shared:{page.pk}"
                yield Thing(key, "shared", "", page.title, path, page.law_as_at, through)


def _questions(council_id: int, known: set[str]) -> Iterator[Thing]:
    rows = (
        ItemVersion.objects.filter(item__council_id=council_id, state__in=("draft", "open", "reviewed"))
        .select_related("item")
        .order_by("item__code", "-number")
    )
    seen: set[int] = set()
    for row in rows:
        through = _named(known, row.law, row.content)
        if through and row.item_id not in seen:
            seen.add(row.item_id)
            path = reverse("bank_item", args=[row.item_id])
            key = f"question:{row.item.code}"
            yield Thing(key, "question", row.item.code, row.title, path, row.law_as_at, through)


def _tasks(council_id: int, known: set[str]) -> Iterator[Thing]:
    rows = (
        Edition.objects.filter(task__council_id=council_id)
        .exclude(task__state="closed")
        .annotate(newest=Max("task__editions__number"))
        .filter(number=F("newest"))
        .select_related("task")
        .order_by("task__code")
    )
    for row in rows:
        if through := _named(known, row.law):
            code, day = row.task.code, timezone.localdate(row.made_at)
            yield Thing(f"task:{code}", "task", code, row.title, reverse("task", args=[code]), day, through)


def _criteria(council_id: int, known: set[str]) -> Iterator[Thing]:
    rows = standing_criteria(Criterion.objects.filter(instrument__council_id=council_id))
    rows = rows.select_related("instrument")
    for row in rows.order_by("instrument__code", "instrument__version", "position"):
        if through := _named(known, row.law):
            sheet = row.instrument
            day = sheet.law_as_at or sheet.effective_from or datetime.date.min
            key = f"criterion:{sheet.code} {sheet.version} {row.code}"
            yield Thing(key, "criterion", row.code, f"{row.text} ({sheet})", "", day, through)


def changes_for(*, actor: User) -> QuerySet[LawChange]:
    """Recorded changes of the actor's council, those still being worked through first."""
    return visible(actor, LawChange).order_by("state", "-changed_on", "-pk")


def modules_naming(*, council_id: int, keys: Iterable[str]) -> dict[str, set[str]]:
    """By key, the codes of the modules in which it is taught: two queries, however many keys."""
    found: dict[str, set[str]] = {}
    for thing in _taught(council_id, set(keys)):
        for key in thing.through:
            found.setdefault(key, set()).add(thing.module)
    return found


def changed_keys(*, council_id: int) -> dict[str, datetime.date]:
    """Every key that a change still being worked through may have made wrong, by its newest day."""
    pack = current_pack()
    found: dict[str, datetime.date] = {}
    rows = LawChange.objects.filter(council_id=council_id, state="open")
    for reference, day in rows.values_list("reference", "changed_on"):
        for key in related_keys(pack=pack, key=reference):
            found[key] = max(day, found.get(key, day))
    return found


def titles_of(things: Iterable[Thing]) -> list[str]:
    """Things as a sentence names them."""
    return [f"{thing.title} ({thing.code})" if thing.code else thing.title for thing in things]
