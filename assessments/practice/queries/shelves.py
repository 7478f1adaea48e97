"""The exercises, kind by kind, with what somebody did already."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from academy.kit.words import plural
from academy.people.access import visible
from academy.people.models import User
from assessments.practice.models import Attempt
from assessments.questions.kinds import Kind, all_kinds, kind_of, points_in_words
from assessments.questions.models import ItemVersion
from assessments.questions.queries.live import live_versions


def exercise_kinds() -> tuple[Kind, ...]:
    """The kinds of casework exercise, X1 to X12, in order."""
    return tuple(
        sorted((kind for kind in all_kinds() if kind.is_exercise), key=lambda kind: int(kind.code[1:]))
    )


@dataclass(frozen=True)
class Shelf:
    """One kind of exercise on the list of all."""

    kind: Kind
    items: int
    tried: int

    @property
    def url(self) -> str:
        """Its list."""
        return reverse("practise_kind", args=[self.kind.code])

    @property
    def state(self) -> str:
        """done, half or todo."""
        if not self.tried:
            return "todo"
        return "done" if self.tried >= self.items else "half"

    @property
    def words(self) -> str:
        """How many there are and how many were tried."""
        tried = f", {self.tried} tried" if self.tried else ""
        return f"{plural(self.items, 'exercise')}{tried}"


@dataclass(frozen=True)
class ItemLine:
    """One exercise in the list of its kind, with the last try."""

    version: ItemVersion
    last: Attempt | None

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse("practise_item", args=[self.version.item.kind, self.version.item.code])

    @property
    def state(self) -> str:
        """done: every point the last time; half: tried; todo."""
        if self.last is None:
            return "todo"
        return "done" if self.last.points >= self.last.of else "half"

    @property
    def due(self) -> str:
        """The last result."""
        if self.last is None:
            return ""
        return f"{points_in_words(self.last.points)} of {points_in_words(self.last.of)}"


@dataclass(frozen=True)
class KindShelf:
    """One kind with its exercises."""

    kind: Kind
    lines: tuple[ItemLine, ...]


def shelves(*, actor: User) -> tuple[Shelf, ...]:
    """Every kind of exercise that has something to do. Two queries."""
    kinds = exercise_kinds()
    codes = [kind.code for kind in kinds]
    rows = live_versions(actor=actor, kinds=codes).values_list("item_id", "item__kind")
    items = Counter(kind for _, kind in rows)
    attempts = visible(actor, Attempt).filter(person=actor, version__item__kind__in=codes).order_by()
    pairs = attempts.values_list("version__item__kind", "version__item_id").distinct()
    tried = Counter(kind for kind, _ in pairs)
    return tuple(Shelf(kind, items[kind.code], tried[kind.code]) for kind in kinds if items[kind.code])


def kind_shelf(*, actor: User, code: str) -> KindShelf | None:
    """One kind with its exercises and my last try at each; None for a kind that cannot be practised here."""
    if code not in {kind.code for kind in exercise_kinds()}:
        return None
    versions = list(live_versions(actor=actor, kinds=[code]))
    last: dict[int, Attempt] = {}
    attempts = visible(actor, Attempt).filter(person=actor, version__item__in=[v.item_id for v in versions])
    for attempt in attempts.select_related("version").defer("shown", "answer", "marked").order_by("at", "pk"):
        last[attempt.version.item_id] = attempt
    versions.sort(key=lambda version: _in_order(version.item.code))
    return KindShelf(
        kind_of(code), tuple(ItemLine(version, last.get(version.item_id)) for version in versions)
    )


def _in_order(code: str) -> tuple[str, int]:
    """X1-2 before X1-10."""
    name, _, number = code.rpartition("-")
    return name, int(number) if number.isdigit() else 0
