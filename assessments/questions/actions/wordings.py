"""What an author says of an item in one go: its content and everything about it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, fields

from assessments.questions.kinds import Content
from assessments.questions.models import ItemVersion

USUAL, MINUTES = ItemVersion.Difficulty.USUAL, 2


@dataclass(frozen=True)
class Wording:
    """The words of one version, named as the version names them."""

    title: str
    content: Content
    law_as_at: datetime.date
    competencies: Sequence[str] = ()
    criteria: Sequence[str] = ()
    law: Sequence[str] = ()
    difficulty: int = USUAL
    minutes: int = MINUTES
    never: bool = False
    review_due: datetime.date | None = None
    change: str = ""

    def differs_from(self, version: ItemVersion) -> bool:
        """Whether saving this would change anything."""
        return any(getattr(version, name) != value for name, value in self.values().items())

    def onto(self, version: ItemVersion) -> ItemVersion:
        """The version with these words, not saved."""
        for name, value in self.values().items():
            setattr(version, name, value)
        return version

    def values(self) -> dict[str, object]:
        """Field to value, lists as lists."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}
