"""Who wrote a version: they never review it. And what people are called by those who may know."""

from __future__ import annotations

from collections.abc import Iterable

from academy.people.access import visible
from academy.people.models import User
from academy.record.models import Entry
from assessments.questions.models import ItemVersion


def writers_of(*, version: ItemVersion) -> set[int]:
    """Everybody who put words into a version: who saved it last, and who did before."""
    lines = Entry.objects.filter(
        noun="item", noun_id=str(version.item_id), verb="write", detail__draft=version.pk
    )
    return {pk for pk in (version.written_by_id, *lines.values_list("by_id", flat=True)) if pk}


def versions_written(*, actor: User) -> set[int]:
    """The versions into which the actor put words: `writers_of` the other way round."""
    lines = Entry.objects.filter(noun="item", verb="write", by=actor).values_list("detail", flat=True)
    own = ItemVersion.objects.filter(written_by=actor).values_list("pk", flat=True)
    return {*own, *(line["draft"] for line in lines if "draft" in line)}


def names_of(*, actor: User, people: Iterable[int | None]) -> dict[int, str]:
    """The names of those whom the actor may know by name; the others are missing. One query."""
    wanted = {pk for pk in people if pk}
    return {one.pk: one.get_full_name() for one in visible(actor, User).filter(pk__in=wanted)}
