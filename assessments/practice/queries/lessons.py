"""Items of the bank in the middle of something else, such as a lesson: by their codes."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from academy.people.access import visible
from academy.people.models import User
from assessments.practice.models import Attempt
from assessments.practice.queries.shelves import ItemLine
from assessments.practice.queries.trying import Trying
from assessments.questions.kinds import Marked, kind_of
from assessments.questions.kinds.seeds import own_seed
from assessments.questions.models import ItemVersion
from assessments.questions.queries.live import live_versions
from assessments.questions.queries.showing import MarkedView, marked_view


@dataclass(frozen=True)
class Asking:
    """One item drawn for its next try, and what came of the last one, if there was one."""

    trying: Trying
    last: Attempt | None

    @property
    def result(self) -> MarkedView | None:
        """What is said to the last try."""
        return marked_view(Marked.from_row(self.last.marked)) if self.last else None


def last_tries(*, actor: User, codes: Collection[str]) -> dict[str, ItemLine]:
    """Those of these items that are in use, each with the actor's last try. Two queries."""
    versions = _versions(actor, codes)
    last: dict[int, Attempt] = {}
    attempts = visible(actor, Attempt).filter(person=actor, version__item__in=[v.item_id for v in versions])
    if versions:
        light = attempts.select_related("version").defer("shown", "answer", "marked")
        last = {row.version.item_id: row for row in light.order_by("at", "pk")}
    return {v.item.code: ItemLine(v, last.get(v.item_id)) for v in versions}


def askings(
    *, actor: User, codes: Collection[str], since: datetime.datetime | None = None
) -> dict[str, Asking]:
    """Those of these items in use, drawn for the actor, with the last try since then. Two queries."""
    versions = _versions(actor, codes)
    tries: dict[int, list[Attempt]] = {version.item_id: [] for version in versions}
    if versions:
        rows = visible(actor, Attempt).filter(person=actor, version__item__in=list(tries))
        for row in rows.select_related("version").order_by("at", "pk"):
            tries[row.version.item_id].append(row)
    found = {}
    for version in versions:
        kind, mine = kind_of(version.item.kind), tries[version.item_id]
        seed = own_seed(person_id=actor.pk, times=len(mine))
        last = mine[-1] if mine and (since is None or mine[-1].at >= since) else None
        found[version.item.code] = Asking(Trying(kind, version, kind.draw(version.content, seed), seed), last)
    return found


def _versions(actor: User, codes: Collection[str]) -> list[ItemVersion]:
    return list(live_versions(actor=actor).filter(item__code__in=codes)) if codes else []
