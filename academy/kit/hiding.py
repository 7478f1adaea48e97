"""Which figures about few people are hidden, and which others with them. Pure.

A figure about fewer than five people is hidden. Where the parts of a whole stand beside the whole, the one
hidden part could be worked out as the whole less the others, so the next smallest parts are hidden as well
until what is hidden together is about five people or more.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TypeVar

FEWEST = 5
K = TypeVar("K")


def hide_small(people: Mapping[K, Set[object]], *, fewest: int = FEWEST) -> set[K]:
    """The parts of a whole to hide. `people`: who stands behind each part; nobody needs no hiding."""
    order = sorted((part for part in people if people[part]), key=lambda part: (len(people[part]), str(part)))
    hidden = [part for part in order if len(people[part]) < fewest]
    if not hidden:
        return set()
    behind: set[object] = set().union(*(people[part] for part in hidden))
    for part in order[len(hidden) :]:
        if len(behind) >= fewest:
            break
        hidden.append(part)
        behind |= people[part]
    return set(hidden)
