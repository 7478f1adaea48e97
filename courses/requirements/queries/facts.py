"""What the matrix is worked out from: plain rows of a council in a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max, Q

from academy.people.models import Post
from courses.handbook.queries import Reading, read_facts, reading_of
from courses.pathways.queries import exempted_modules
from courses.progress.models import Completion
from courses.requirements.models import Requirement
from courses.requirements.rules.standing import ASKING, Cell, Facts, Holder


@dataclass(frozen=True)
class Ground:
    """Everything that `stand` needs, and the pages as reading looks at them."""

    cells: tuple[Cell, ...]
    holders: tuple[Holder, ...]
    facts: Facts
    pages: dict[str, Reading]


def cell_of(row: Requirement) -> Cell:
    """A stored requirement as the rules see it."""
    return Cell(
        pk=row.pk,
        training=row.training,
        group=row.group,
        roles=row.role_codes,
        things=row.codes,
        first_days=row.first_days,
        refresh_months=row.refresh_months,
        active_from=row.active_from,
        active_to=row.active_to,
        reason=row.reason,
    )


def cells_of(*, council_id: int) -> list[Cell]:
    """The requirements of a council that ask by themselves."""
    rows = Requirement.objects.filter(council_id=council_id, kind__in=ASKING)
    return [cell_of(row) for row in rows]


def holders_of(*, council_id: int, on: datetime.date, people: Collection[int] | None = None) -> list[Holder]:
    """Who is in which role on a day: one query."""
    posts = Post.objects.open_on(on).filter(
        Q(person__left_on__isnull=True) | Q(person__left_on__gte=on),
        person__council_id=council_id,
        person__is_active=True,
    )
    if people is not None:
        posts = posts.filter(person_id__in=people)
    rows = posts.order_by("person_id", "pk").values_list("person_id", "role", "starts_on")
    return [Holder(*row) for row in rows]


def ground_of(
    *,
    council_id: int,
    on: datetime.date,
    people: Collection[int] | None = None,
    cells: Collection[Cell] | None = None,
) -> Ground:
    """The ground for a council, or for some of its people; with other cells than the stored ones for a
    preview. Seven queries."""
    held = tuple(cells if cells is not None else cells_of(council_id=council_id))
    holders = tuple(holders_of(council_id=council_id, on=on, people=people))
    ids = {one.person for one in holders}
    pages = reading_of(council_id=council_id)
    done, earlier = _done_pages(council_id, pages, people)
    done |= _done_modules(council_id, {code for cell in held for code in cell.things}, people)
    facts = Facts(
        done=done,
        exempt={pk: codes for pk, codes in exempted_modules(ids).items() if codes},
        out={code: page.since for code, page in pages.items()},
        earlier=frozenset(earlier),
    )
    return Ground(held, holders, facts, pages)


def _done_modules(
    council_id: int, codes: Collection[str], people: Collection[int] | None
) -> dict[tuple[int, str], datetime.date]:
    rows = Completion.objects.filter(person__council_id=council_id, module_code__in=codes)
    if people is not None:
        rows = rows.filter(person_id__in=people)
    last = rows.order_by().values("person_id", "module_code").annotate(on=Max("done_on"))
    return {(row["person_id"], row["module_code"]): row["on"] for row in last}


def _done_pages(
    council_id: int, pages: dict[str, Reading], people: Collection[int] | None
) -> tuple[dict[tuple[int, str], datetime.date], set[tuple[int, str]]]:
    """The last reading of a version that counts, and who has read an earlier one only."""
    done: dict[tuple[int, str], datetime.date] = {}
    any_version: set[tuple[int, str]] = set()
    for person, code, number, day in read_facts(council_id=council_id, people=people):
        any_version.add((person, code))
        if code in pages and number >= pages[code].asked:
            done[person, code] = max(day, done.get((person, code), day))
    return done, {thing for thing in any_version - done.keys() if thing[1] in pages}
