"""Questions of the bank as a file has them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from academy.people.access import visible
from academy.people.models import User
from assessments.questions.formats import WriteItem
from assessments.questions.kinds import all_kinds
from assessments.questions.models import ItemVersion
from assessments.questions.states import LIVE


def question_kinds() -> list[tuple[str, str]]:
    """Code and title of the kinds that other systems may know; exercises are ours alone."""
    return [(kind.code, kind.title) for kind in all_kinds() if not kind.is_exercise]


def versions_to_write(
    *,
    council_id: int,
    actor: User | None = None,
    codes: Collection[str] = (),
    kinds: Collection[str] = (),
    drafts: bool = False,
) -> QuerySet[ItemVersion]:
    """The newest version in use of each question, by code; with `drafts` also what is being written.

    `actor` None: the command line.
    """
    rows = visible(actor, ItemVersion) if actor else ItemVersion.objects.all()
    rows = rows.filter(item__council_id=council_id, state__in=[*LIVE, *(["draft"] if drafts else [])])
    if codes:
        rows = rows.filter(item__code__in=codes)
    known = [code for code, _ in question_kinds()]
    rows = rows.filter(item__kind__in=[code for code in known if not kinds or code in kinds])
    newer = rows.filter(item=OuterRef("item"), number__gt=OuterRef("number")).order_by()
    return rows.filter(~Exists(newer)).select_related("item").order_by("item__code")


def as_written(version: ItemVersion) -> WriteItem:
    """A version as a format writes it: its competencies are tags, its law as a whole stands with them."""
    law = list(dict.fromkeys([*(version.content.get("law") or ()), *version.law]))
    return WriteItem(
        version.item.kind,
        version.title,
        {**version.content, "law": law},
        tuple(version.competencies),
        version.item.code,
    )
