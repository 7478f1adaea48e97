"""The law that content may cite, read from a dated pack file that a person can check line by line.

A pack is one legal framework as it stood on one day. Content names references by key, never by its own
wording, so that a change in the law is a new pack and a list of pages to look at. The summaries are our own
words for training; `source_checked` says whether somebody has held each one against its source. Several packs
may lie side by side, for children under the old law and the new; CURRENT is the one in force.
"""

import datetime
from functools import cache
from pathlib import Path

from academy.law.clauses import (
    CHECKED,
    STATUSES,
    TO_CHECK,
    Pack,
    PackError,
    Reference,
    TimescaleRule,
)
from academy.law.clauses import REFERENCE_KINDS as KINDS
from academy.law.reading import read_pack

__all__ = [
    "CHECKED",
    "CURRENT",
    "KINDS",
    "PACKS",
    "STATUSES",
    "TO_CHECK",
    "Pack",
    "PackError",
    "Reference",
    "TimescaleRule",
    "all_references",
    "current_pack",
    "law_as_at",
    "pack_named",
    "pack_names",
    "read_pack",
    "reference",
]

PACKS = Path(__file__).parent / "packs"
CURRENT = "2014-framework"


def pack_names(folder: Path = PACKS) -> list[str]:
    """What the packs of a folder are called by, in order."""
    return sorted(path.stem for path in folder.glob("*.json"))


@cache
def pack_named(name: str, folder: Path = PACKS) -> Pack:
    """A pack by its name, read once for each process. LookupError in words when there is no such pack."""
    if name not in pack_names(folder):
        known = ", ".join(pack_names(folder)) or "none"
        raise LookupError(f"There is no law pack called {name!r}. Known packs: {known}.")
    return read_pack(folder / f"{name}.json")


def current_pack() -> Pack:
    """The framework in force. Read once for each process."""
    return pack_named(CURRENT)


def reference(key: str) -> Reference:
    """One reference of the current pack by its key, such as `cfa-2014-s37` or `TR-05`."""
    return current_pack().reference(key)


def all_references() -> tuple[Reference, ...]:
    """Every reference of the current pack in the order of the file, time limits last."""
    pack = current_pack()
    return (*pack.references.values(), *(rule.as_reference() for rule in pack.rules.values()))


def law_as_at() -> datetime.date:
    """The day on which the current pack was true."""
    return current_pack().law_as_at
