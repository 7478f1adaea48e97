"""A mapping as a file that another council can use: no council, no people, no plans, no file names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from academy.kit.refusals import Refused
from academy.people.access import visible
from academy.people.models import User
from academy.people.queries import scanner_for
from assessments.imports.layouts import DROP, layout_of
from assessments.imports.models import Mapping

FORMAT = "send-academy mapping"
EDITION = 1
"""Edition of the form of the file itself."""


@dataclass(frozen=True)
class MappingLine:
    """One version of a mapping in the list. `files`: brought in with it; `used_on`: the last one arrived."""

    mapping: Mapping
    layout: str
    columns: int
    dropped: int
    words: int
    files: int
    used_on: Any
    newest: bool


def mappings_of(*, actor: User) -> list[MappingLine]:
    """The mappings the actor may see, by name and the newest version first. One query."""
    rows: QuerySet[Mapping] = (
        visible(actor, Mapping)
        .select_related("made_by")
        .annotate(
            files=Count("batches", filter=~Q(batches__state__in=["refused", "undone"])),
            used_on=Max("batches__brought_at"),
        )
        .order_by("name", "-version")
    )
    lines: list[MappingLine] = []
    for one in rows:
        values = list(one.columns.values())
        lines.append(
            MappingLine(
                mapping=one,
                layout=layout_of(one.layout).name,
                columns=sum(code != DROP for code in values),
                dropped=values.count(DROP),
                words=len(one.grade_words),
                files=one.files,  # type: ignore[attr-defined]
                used_on=one.used_on,  # type: ignore[attr-defined]
                newest=not lines or lines[-1].mapping.name != one.name,
            )
        )
    return lines


def mapping_of(*, actor: User, pk: int) -> Mapping:
    """One mapping the actor may see. Mapping.DoesNotExist otherwise."""
    return visible(actor, Mapping).select_related("council", "made_by").get(pk=pk)


def share_mapping(mapping: Mapping) -> dict[str, Any]:
    """The mapping as plain data for JSON.

    Names of the council, its staff and its services stay here: a name with the council in it becomes that of
    the layout, and a heading or word that may point to a person refuses the download.
    """
    scanner = scanner_for(council=mapping.council)
    texts = [*mapping.columns, *mapping.grade_words]
    if any(scanner.kinds(text) for text in texts):
        raise Refused(
            "A heading or word of this mapping looks as if it named a person, so it cannot be shared.",
            code="personal",
        )
    council = mapping.council.name.lower().split()
    own = {word for word in council if word not in ("council", "county", "city", "borough", "of", "the")}
    named = own & set(mapping.name.lower().split()) or scanner.kinds(mapping.name)
    return {
        "format": FORMAT,
        "edition": EDITION,
        "name": layout_of(mapping.layout).name if named else mapping.name,
        "layout": mapping.layout,
        "header_key": mapping.header_key,
        "columns": mapping.columns,
        "grade_words": mapping.grade_words,
        "choices": {name: one for name, one in mapping.choices.items() if name != "services"},
    }
