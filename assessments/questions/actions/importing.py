"""Bringing in questions from a file. They come in as drafts: nothing that nobody has looked at is used."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from academy.law.pack import law_as_at
from academy.people.models import Council, User
from academy.record.actions import Line, write_many
from assessments.questions.formats import ReadItem
from assessments.questions.kinds import kind_of
from assessments.questions.models import Item, ItemVersion
from assessments.questions.queries.codes import next_code
from assessments.questions.queries.known import competencies_among, keys_known, source_key
from assessments.questions.rules import check_keep


@dataclass(frozen=True)
class BroughtIn:
    """What came of a file: the codes of the new items, and how many the bank had already."""

    codes: tuple[str, ...]
    already: int


@transaction.atomic
def import_items(
    *, council: Council, read_items: Sequence[ReadItem], by: User | None, at: datetime.datetime
) -> BroughtIn:
    """Make a draft of each question that the council does not have yet.

    A question is known again by what it says, so the same file twice, in pieces or from two people at once
    makes nothing twice. `by` None: the command line.
    """
    if by is not None:
        check_keep(by)
    Council.objects.select_for_update().get(pk=council.pk)
    wanted = {source_key(item): item for item in read_items}
    held = keys_known(council_id=council.pk, items=wanted.values())
    new = {key: item for key, item in wanted.items() if key not in held}
    known = competencies_among(
        council_id=council.pk, tags=[tag for item in new.values() for tag in item.tags]
    )
    codes = _codes(council.pk, len(new))
    items = Item.objects.bulk_create(
        Item(council=council, code=code, kind=item.kind, made_by=by, made_at=at, source_key=key)
        for code, (key, item) in zip(codes, new.items(), strict=True)
    )
    ItemVersion.objects.bulk_create(
        _draft(made, item, known, by, at) for made, item in zip(items, new.values(), strict=True)
    )
    write_many(
        council=council,
        by=by,
        at=at,
        lines=[
            Line("import", "item", f"Brought in {made.code} from a file, as a draft", noun_id=str(made.pk))
            for made in items
        ],
    )
    return BroughtIn(tuple(codes), len(read_items) - len(new))


def _codes(council_id: int, count: int) -> list[str]:
    """The next free codes. With the council locked."""
    if not count:
        return []
    before, _, number = next_code(council_id=council_id, kind=kind_of("single")).rpartition("-")
    return [f"{before}-{int(number) + step:04d}" for step in range(count)]


def _draft(
    made: Item, item: ReadItem, known: set[str], by: User | None, at: datetime.datetime
) -> ItemVersion:
    return ItemVersion(
        item=made,
        number=1,
        title=item.title,
        content=item.content,
        competencies=[tag for tag in item.tags if tag in known],
        law=list(item.content.get("law") or ()),
        law_as_at=law_as_at(),
        written_by=by,
        written_at=at,
    )
