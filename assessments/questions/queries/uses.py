"""Where an item is used. Practice and papers stand above the bank and point at its versions; here those
pointers are counted from below, so that the bank need not know the parts that make them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from academy.people.models import User
from assessments.questions.models import Item, ItemVersion
from assessments.questions.states import LIVE


@dataclass(frozen=True)
class PaperUse:
    """An open paper whose blueprint could draw the item."""

    code: str
    title: str
    assessed: bool


@dataclass(frozen=True)
class Uses:
    """How often an item was met, without anybody's name, and which open papers could draw it."""

    attempts: Counter[int] = field(default_factory=Counter)
    slots: Counter[int] = field(default_factory=Counter)
    papers: tuple[PaperUse, ...] = ()

    @property
    def tries(self) -> int:
        """Tries in practice, over all versions."""
        return self.attempts.total()

    @property
    def drawn(self) -> int:
        """How often it was drawn into a sitting."""
        return self.slots.total()


def uses_of(*, actor: User, item: Item) -> Uses:
    """Where an item of the actor's council is used. Four queries, whatever there is."""
    versions = list(item.versions.all())
    attempts = item.versions.filter(attempts__isnull=False).values_list("pk", flat=True)
    slots = item.versions.filter(slots__isnull=False).values_list("pk", flat=True)
    live = [one for one in versions if one.state in LIVE]
    papers = actor.council.papers.filter(state="open").prefetch_related("lines") if live else []
    return Uses(
        attempts=Counter(attempts),
        slots=Counter(slots),
        papers=tuple(
            PaperUse(paper.code, paper.title, paper.assessed)
            for paper in papers
            if any(
                _draws(line, one, item.kind)
                for line in paper.lines.all()
                for one in live
                if one.state == "reviewed" or not paper.assessed
            )
        ),
    )


def _draws(line: object, version: ItemVersion, kind: str) -> bool:
    """Whether a line of a blueprint could draw this version; what a line leaves empty means any."""
    wants: dict[str, object] = {
        name: getattr(line, name) for name in ("competency", "difficulty", "kind", "never")
    }
    return (
        (not wants["competency"] or wants["competency"] in version.competencies)
        and (wants["difficulty"] is None or wants["difficulty"] == version.difficulty)
        and (not wants["kind"] or wants["kind"] == kind)
        and (not wants["never"] or version.never)
    )
