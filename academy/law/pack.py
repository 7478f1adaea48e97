"""The law that content may cite, read from a dated pack file that a person can check line by line.

A pack is one legal framework as it stood on one day. Content names references by key, never by its own
wording, so that a change in the law is a new pack and a list of pages to look at. The summaries are our own
words for training; `source_checked` says whether somebody has held each one against its source.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

PACKS = Path(__file__).parent / "packs"
CURRENT = "2014-framework"

CHECKED = "checked"
TO_CHECK = "from memory: lawyer to check"
KINDS = ("act", "regulations", "code", "case", "guidance", "timescale")
STATUSES = ("current", "proposal")


@dataclass(frozen=True)
class Reference:
    """One place in the law or guidance. `kind` is one of KINDS, `status` one of STATUSES."""

    key: str
    citation: str
    title: str
    says: str
    kind: str
    status: str
    source_checked: str

    @property
    def is_checked(self) -> bool:
        """Whether somebody has held the summary against its source."""
        return self.source_checked == CHECKED

    @property
    def is_proposal(self) -> bool:
        """Whether this is a plan for new law and not the law."""
        return self.status == "proposal"


@dataclass(frozen=True)
class TimescaleRule:
    """One time limit of the process: what must be done, from when it is counted and by when.

    `basis` is law, code (an expectation), practice (a working rule) or tribunal rules. `limit` and `clock`
    are words for people; date arithmetic lives elsewhere. `law` holds reference keys.
    """

    code: str
    step: str
    clock: str
    limit: str
    source: str
    exceptions: str
    basis: str
    status: str
    source_checked: str
    note: str
    law: tuple[str, ...]

    def as_reference(self) -> Reference:
        """The rule in the shape of a reference, so that a page can cite TR-05 as it cites a section."""
        says = f"{self.limit[:1].upper()}{self.limit[1:]}. Counted from: {self.clock}."
        return Reference(
            key=self.code,
            citation=f"{self.source} ({self.code})",
            title=self.step,
            says=f"{says} {self.note}".strip(),
            kind="timescale",
            status=self.status,
            source_checked=self.source_checked,
        )


@dataclass(frozen=True)
class Pack:
    """A legal framework as at one day: references by key, time limits by code and how days are counted."""

    name: str
    version: str
    law_as_at: datetime.date
    status: str
    note: str
    counting: tuple[str, ...]
    references: Mapping[str, Reference]
    rules: Mapping[str, TimescaleRule]

    def reference(self, key: str) -> Reference:
        """The reference, or the time limit in that shape. LookupError in words when there is no such key."""
        if key in self.references:
            return self.references[key]
        if key in self.rules:
            return self.rules[key].as_reference()
        raise LookupError(
            f"The law pack {self.name!r} ({self.version}) has no reference {key!r}. "
            "Use a key from academy/law/packs, or add the reference there first."
        )

    def rule(self, code: str) -> TimescaleRule:
        """The time limit with this code, such as TR-05. LookupError in words when there is none."""
        try:
            return self.rules[code]
        except KeyError as missing:
            raise LookupError(f"The law pack {self.name!r} has no time limit {code!r}.") from missing


def read_pack(path: Path) -> Pack:
    """Read one pack file. ValueError when a key is given twice or a kind or status is unknown."""
    raw = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_refuse_twice)
    references = {key: Reference(key=key, **fields) for key, fields in raw["references"].items()}
    rules = {
        code: TimescaleRule(code=code, **{**fields, "law": tuple(fields["law"])})
        for code, fields in raw["rules"].items()
    }
    for held in [*references.values(), *(rule.as_reference() for rule in rules.values())]:
        if held.kind not in KINDS or held.status not in STATUSES:
            raise ValueError(f"{path.name}: {held.key} has kind {held.kind!r} and status {held.status!r}.")
        if held.source_checked not in (CHECKED, TO_CHECK):
            raise ValueError(f"{path.name}: {held.key} does not say whether its source was checked.")
    return Pack(
        name=raw["name"],
        version=raw["version"],
        law_as_at=datetime.date.fromisoformat(raw["law_as_at"]),
        status=raw["status"],
        note=raw["note"],
        counting=tuple(raw["counting"]),
        references=MappingProxyType(references),
        rules=MappingProxyType(rules),
    )


@cache
def current_pack() -> Pack:
    """The framework in force. Read once for each process."""
    return read_pack(PACKS / f"{CURRENT}.json")


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


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON quietly keeps the last of two equal keys; a law file must not."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"The key {key!r} is given twice.")
        found[key] = value
    return found
