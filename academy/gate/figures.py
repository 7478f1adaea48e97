"""How well the gate finds: counts over labelled texts. Pure; keeps no text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .scan import Scanner


@dataclass(frozen=True)
class Row:
    """One text looked through: its id and the kinds found, never the text."""

    key: str
    kinds: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {"id": self.key, "personal": bool(self.kinds), "kinds": list(self.kinds)}


@dataclass
class Figures:
    """How many texts hold each kind, in how many it was found, and false alarms on clean texts."""

    there: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    clean: int = 0
    alarms: int = 0

    def count(self, wanted: Iterable[str], kinds: Iterable[str]) -> None:
        """Add one labelled text: the kinds that are in it (none for a clean one) and those found."""
        wanted, kinds = set(wanted), set(kinds)
        if not wanted:
            self.clean += 1
            self.alarms += bool(kinds)
        for kind in wanted:
            self.there[kind] = self.there.get(kind, 0) + 1
            self.found[kind] = self.found.get(kind, 0) + (kind in kinds)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        kinds = {kind: {"there": n, "found": self.found[kind]} for kind, n in sorted(self.there.items())}
        return {"kinds": kinds, "clean": self.clean, "false_alarms": self.alarms}


def scan_rows(rows: Iterable[tuple[str, str]], scanner: Scanner) -> list[Row]:
    """What is found in each (id, text)."""
    return [Row(key, scanner.kinds(text)) for key, text in rows]
