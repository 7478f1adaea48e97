"""What a draw is made from: plans, writers and auditors as plain rows, and the chance in it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

OLDER = frozenset({"KS4", "16+"})
"""Key stages that stand for Year 9 and above: plans there must say how the young person moves on."""


@dataclass(frozen=True)
class Plan:
    """A plan on the list. `writer` and `team` are keys that sort; `months` is how long the writer had been in
    post when the plan was issued, None where nobody knows."""

    ref: str
    plan_type: str
    issued_on: datetime.date
    writer: str
    team: str = ""
    key_stage: str = ""
    need: str = ""
    setting: str = ""
    months: int | None = None


@dataclass(frozen=True)
class Writer:
    """What is known of a writer. `before`: plans issued in earlier months; `looked_at`: whether a plan of
    theirs was audited, or is with an auditor, this quarter; `wanted`: plans that the loop still asks for,
    of those issued after `wanted_after`."""

    key: str
    before: int = 0
    looked_at: bool = False
    wanted: int = 0
    wanted_after: datetime.date | None = None


@dataclass(frozen=True)
class Shares:
    """The settings of a draw. Shares lie between 0 and 1.

    `older` is how many times as likely a plan of Year 9 and above is to come in as its number on the list
    says; `starter_months` how long somebody counts as a starter; `doubles` the share that a second auditor
    looks at; `seeded` how many plans with agreed grades are slipped in; `days` the time an auditor has.
    `must_haves` off is a campaign: nobody's plans have to be in.
    """

    size: int = 100
    new: float = 0.6
    older: float = 1.5
    starter_months: int = 6
    first_plans: int = 2
    doubles: float = 0.1
    seeded: int = 0
    days: int = 21
    must_haves: bool = True
    licensed_only: bool = False

    def as_json(self) -> dict[str, Any]:
        """As a sample keeps them."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Shares:
        """The settings that a sample was drawn with; keys that are no settings are left out."""
        names = cls.__dataclass_fields__
        return cls(**{name: value for name, value in kept.items() if name in names})


@dataclass(frozen=True)
class Item:
    """A plan to be given to an auditor. `teams`: the team it was written in and the writer's team now."""

    ref: str
    writer: str
    teams: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Auditor:
    """Somebody who may audit. `never_writers` is themselves and their own line, `never_teams` the teams they
    lead; `met` counts how often they audited each writer in the last year."""

    key: str
    never_writers: frozenset[str] = frozenset()
    never_teams: frozenset[str] = frozenset()
    met: Mapping[str, int] = field(default_factory=dict, hash=False)

    def may_audit(self, item: Item) -> bool:
        """Whether it is neither their own work nor that of their line."""
        return (
            item.writer != self.key
            and item.writer not in self.never_writers
            and not (item.teams & self.never_teams)
        )


def chance(seed: int, *about: str) -> float:
    """A number from 0 up to 1 that belongs to these words for good (a permanent random number, Ohlsson 1995).

    A plan that is added to the list later changes no other plan's number. `random.Random` seeded with a text
    gives the same in every process and on every version of Python (its `random()` is promised to stay).
    """
    return random.Random("\x1f".join([str(seed), *about])).random()  # noqa: S311  (a draw, not a secret)
