"""What a rule would have reached, told by the part that carries it out. Parts above register in `ready`."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reached:
    """One thing that a rule would have asked, proposed or settled; `held` says in a few words why not.

    `key` tells the same thing again under another setting of the rule; `who` is a name, a team or a service.
    """

    key: tuple[str, str, datetime.date]
    on: datetime.date
    who: str
    criterion: str
    why: str
    team: str = ""
    module: str = ""
    held: str = ""


Trial = Callable[..., list[Reached]]
"""`trial(*, actor, rule, since, until)`: everything that this rule would have reached between two days."""


@dataclass(frozen=True)
class Way:
    """How a kind of rule is tried: what it reaches (people, teams, services), and how that is worked out."""

    trial: Trial
    of: str
    notes: tuple[str, ...]


WAYS: dict[str, Way] = {}


def tries(kind: str, *, of: str, notes: tuple[str, ...]) -> Callable[[Trial], Trial]:
    """Register how rules of this kind are tried over the past; one way a kind."""

    def register(trial: Trial) -> Trial:
        if kind in WAYS and WAYS[kind].trial is not trial:
            raise ValueError(f"Two ways to try rules of kind {kind}")
        WAYS[kind] = Way(trial, of, notes)
        return trial

    return register


def reach_of(*, kind: str, **asked: Any) -> list[Reached]:
    """What a rule of this kind would have reached, the oldest first."""
    return sorted(WAYS[kind].trial(**asked), key=lambda one: (one.on, one.key))
