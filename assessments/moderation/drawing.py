"""Which audits of a quarter go before a panel by lot: seeded, so that it can be drawn again. Pure."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Drawable:
    """One audit that may be drawn. Strata are its auditor and its overall grade; "" or None: not known."""

    pk: int
    auditor: str
    overall: int | None

    @property
    def stratum(self) -> tuple[str, int]:
        """Where it stands."""
        return self.auditor, self.overall or 0


def draw_share(audits: Iterable[Drawable], *, share: float, seed: int) -> list[int]:
    """`share` (0 to 1) of all these audits, at least one of each auditor as far as the number goes.

    Places are given to strata by their size and the largest remainder (Hamilton's method); ties, and who is
    picked within a stratum, are decided by the seed. Returns primary keys, in order. The order in which the
    audits come makes no difference.
    """
    rows = sorted(audits, key=lambda one: one.pk)
    wanted = min(math.ceil(len(rows) * share - 1e-9), len(rows))
    chance = random.Random(seed)  # noqa: S311  (a draw that can be repeated, not a secret)
    strata: dict[tuple[str, int], list[int]] = defaultdict(list)
    for one in rows:
        strata[one.stratum].append(one.pk)
    for some in strata.values():
        chance.shuffle(some)
    order = sorted(strata)
    chance.shuffle(order)
    places = _places({key: len(strata[key]) for key in order}, order, wanted, len(rows))
    return sorted(pk for key, n in places.items() for pk in strata[key][:n])


def _places(
    sizes: dict[tuple[str, int], int], order: Sequence[tuple[str, int]], wanted: int, total: int
) -> dict[tuple[str, int], int]:
    """How many of each stratum: whole shares, then auditors without any, then the largest remainders."""
    if not total:
        return {}
    exact = {key: wanted * n / total for key, n in sizes.items()}
    places = {key: int(exact[key] + 1e-9) for key in order}
    left = wanted - sum(places.values())
    by_remainder = sorted(order, key=lambda key: places[key] - exact[key])
    seen = {auditor for (auditor, _), n in places.items() if n}
    for again in (True, False):
        for key in by_remainder:
            if left and places[key] < sizes[key] and places[key] <= exact[key]:
                if again and key[0] in seen:
                    continue
                places[key] += 1
                seen.add(key[0])
                left -= 1
    return places
