"""Which drawing of an item that varies somebody gets. Pure."""

from __future__ import annotations

SEEDS = 2**31
STRIDE = 7919
"""A prime far from the number of days that dates are drawn from, so that somebody's next drawing is not the
first one of a colleague."""


def own_seed(*, person_id: int, times: int) -> int:
    """The seed of a person's drawing of an item that they were shown `times` times before.

    Seeds that follow one another give different answers, and people have numbers of their own: so no two
    colleagues are given the same dates, which a seed by chance could not promise.
    """
    return (person_id + times * STRIDE) % SEEDS
