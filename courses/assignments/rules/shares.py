"""Is a share low because of chance, or clearly more often than elsewhere? Pure.

A group (a team, a service, a kind of setting) is compared with the rest of its council on one criterion.
With a hundred such looks a month some stand out by chance alone, so all looks of one day are judged together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FALSE_ALARMS = 0.05
"""Where every group is alike, the chance that anything at all is said in one run of looks."""


@dataclass(frozen=True, slots=True)
class Look:
    """Below good in a group: `low` of `n` marks, and `rest_low` of `rest_n` in the rest of the council."""

    low: int
    n: int
    rest_low: int
    rest_n: int

    @property
    def share(self) -> float:
        """Below good in the group, 0 to 1."""
        return self.low / self.n if self.n else 0.0

    @property
    def rest_share(self) -> float:
        """Below good in the rest, 0 to 1."""
        return self.rest_low / self.rest_n if self.rest_n else 0.0

    @property
    def excess(self) -> float:
        """Marks below good beyond what the rest of the council would lead one to expect: what is at stake."""
        return self.low - self.n * self.rest_share


def _choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def tail(look: Look) -> float:
    """The chance of this many marks below good in the group, or more, if it were like the rest.

    Fisher's exact test (1922), one side: the marks below good of all are dealt out at random. 1 without a
    rest to compare with.
    """
    if not look.n or not look.rest_n:
        return 1.0
    low, everything = look.low + look.rest_low, look.n + look.rest_n
    whole = _choose(everything, look.n)
    chance = sum(
        math.exp(_choose(low, k) + _choose(everything - low, look.n - k) - whole)
        for k in range(look.low, min(look.n, low) + 1)
        if look.n - k <= everything - low
    )
    return min(1.0, chance)


def stand_out(looks: Sequence[Look], *, false_alarms: float = FALSE_ALARMS) -> list[bool]:
    """Which of many looks stand out, judged together (Benjamini and Hochberg, 1995).

    Of those it names about `false_alarms` are wrong; where nothing is different anywhere, it names anything
    at all with that chance at most.
    """
    chances = [tail(look) for look in looks]
    order = sorted(range(len(looks)), key=lambda at: chances[at])
    last = 0
    for rank, at in enumerate(order, 1):
        if chances[at] <= false_alarms * rank / len(looks):
            last = rank
    named = set(order[:last])
    return [at in named for at in range(len(looks))]
