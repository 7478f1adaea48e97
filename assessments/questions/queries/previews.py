"""An item as a person meets it, drawn, with the answer that gets every point: for authors and reviewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.questions.kinds import Ask, Content, Kind, content_faults, kind_of
from assessments.questions.queries.showing import MarkedView, marked_view


@dataclass(frozen=True)
class Preview:
    """One drawing of an item. `key` is (what is asked, the answer) for each ask."""

    kind: Kind
    seed: int
    shown: Content
    asks: tuple[Ask, ...]
    model: Mapping[str, Any]

    @property
    def key(self) -> list[tuple[str, str]]:
        """The full-marks answer in words."""
        return [(ask.label, ask.words_of(self.model.get(ask.name, ""))) for ask in self.asks]

    @property
    def reasons(self) -> MarkedView:
        """What is said of the full-marks answer: every line with its reason and its law."""
        return self.mark(self.model)

    def mark(self, answer: Mapping[str, Any]) -> MarkedView:
        """What is said of an answer."""
        return marked_view(self.kind.mark(self.shown, answer))


def known_kind(code: str) -> Kind | None:
    """The kind with this code, or nothing for one that is not in the software any more."""
    try:
        return kind_of(code)
    except LookupError:
        return None


def preview_of(*, kind: Kind | None, content: Content, seed: int = 1) -> Preview | None:
    """A drawing of a content; nothing while something is still missing in it."""
    if kind is None or content_faults(kind, content):
        return None
    shown = kind.draw(content, seed)
    return Preview(kind, seed, shown, tuple(kind.asks(shown)), kind.model(shown))


def previews_of(*, kind: Kind | None, content: Content, seed: int = 1) -> list[Preview]:
    """One drawing, or two of an item that two people see differently."""
    seeds = (seed, seed + 1) if kind is not None and kind.varies else (seed,)
    drawn = [one for one in (preview_of(kind=kind, content=content, seed=s) for s in seeds) if one]
    return drawn[:1] if len(drawn) > 1 and drawn[0].shown == drawn[1].shown else drawn
