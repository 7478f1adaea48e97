"""Who audits what: nobody their own line, everybody as much as the others, and not the same pair for ever.

Plans that few may audit are given first, each to whom has least. Then work is moved along chains of exchanges
from whoever has most to whoever has at least two less, until no such chain is left: that is the most even
sharing there is (optimal semi-matching: Harvey, Ladner, Lovász and Tamir 2006). Last, two plans change hands
where that makes auditors meet a writer again less often; loads stay as they are.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assessments.auditing.drawing.frame import Auditor, Item, chance


@dataclass(frozen=True)
class Sharing:
    """By plan the auditor's key; plans that nobody may audit; each auditor's load; and it in words."""

    by_plan: dict[str, str]
    nobody: tuple[str, ...]
    loads: dict[str, int]
    words: tuple[str, ...] = field(default=())


def share_out(
    items: Iterable[Item],
    auditors: Iterable[Auditor],
    *,
    seed: int,
    loads: Mapping[str, int] | None = None,
    taken: Mapping[str, frozenset[str]] | None = None,
) -> Sharing:
    """Give every plan to one auditor. `loads`: what they have already from the same sample; `taken`: by plan
    the auditors who look at it already, so that a second look is somebody else's."""
    work = _Sharing(sorted(items, key=lambda item: item.ref), auditors, seed, loads or {}, taken or {})
    work.give()
    work.even()
    work.vary()
    return Sharing(dict(work.of), tuple(work.nobody), dict(work.loads), tuple(work.words()))


class _Sharing:
    def __init__(
        self,
        items: Sequence[Item],
        auditors: Iterable[Auditor],
        seed: int,
        loads: Mapping[str, int],
        taken: Mapping[str, frozenset[str]],
    ) -> None:
        self.items = {item.ref: item for item in items}
        self.auditors = {one.key: one for one in sorted(auditors, key=lambda one: one.key)}
        self.seed = seed
        self.loads = {key: loads.get(key, 0) for key in self.auditors}
        self.open = {
            item.ref: [
                key
                for key, one in self.auditors.items()
                if one.may_audit(item) and key not in taken.get(item.ref, ())
            ]
            for item in items
        }
        self.nobody = [ref for ref in self.items if not self.open[ref]]
        self.of: dict[str, str] = {}
        self.meets: Counter[tuple[str, str]] = Counter()

    def _again(self, key: str, writer: str) -> int:
        """How often this auditor has met this writer: in the last year and in this sharing."""
        return self.auditors[key].met.get(writer, 0) + self.meets[key, writer]

    def give(self) -> None:
        """Each plan to whom has least, those that few may audit first."""
        refs = [ref for ref in self.items if self.open[ref]]
        for ref in sorted(refs, key=lambda ref: (len(self.open[ref]), chance(self.seed, "order", ref))):
            writer = self.items[ref].writer
            self._set(
                ref,
                min(
                    self.open[ref],
                    key=lambda key: (
                        self.loads[key],
                        self._again(key, writer),
                        chance(self.seed, ref, key),
                    ),
                ),
            )

    def _set(self, ref: str, key: str) -> None:
        writer, before = self.items[ref].writer, self.of.get(ref)
        if before is not None:
            self.loads[before] -= 1
            self.meets[before, writer] -= 1
        self.of[ref] = key
        self.loads[key] += 1
        self.meets[key, writer] += 1

    def even(self) -> None:
        """Move work along chains until nobody can hand on to somebody with at least two less."""
        while True:
            held: dict[str, list[str]] = {key: [] for key in self.auditors}
            for ref in sorted(self.of):
                held[self.of[ref]].append(ref)
            start = sorted(self.auditors, key=lambda key: (-self.loads[key], key))
            chain = next((found for key in start if (found := self._chain(key, held))), None)
            if chain is None:
                return
            for ref, key in chain:
                self._set(ref, key)

    def _chain(self, start: str, held: dict[str, list[str]]) -> list[tuple[str, str]] | None:
        """Moves (plan, new auditor) from `start` to the nearest auditor with at least two less."""
        came: dict[str, tuple[str, str]] = {}
        queue, seen = deque([start]), {start}
        while queue:
            here = queue.popleft()
            for ref in held[here]:
                for key in self.open[ref]:
                    if key in seen:
                        continue
                    seen.add(key)
                    came[key] = (here, ref)
                    if self.loads[key] <= self.loads[start] - 2:
                        return self._back(start, key, came)
                    queue.append(key)
        return None

    @staticmethod
    def _back(start: str, end: str, came: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
        moves = []
        while end != start:
            before, ref = came[end]
            moves.append((ref, end))
            end = before
        return moves

    def vary(self) -> None:
        """Exchange two plans where that makes fewer meet again."""
        refs = sorted(self.of)
        for ref in refs:
            if self._again(self.of[ref], self.items[ref].writer) > 1:
                self._exchange(ref, refs)

    def _exchange(self, ref: str, refs: Sequence[str]) -> None:
        mine, own = self.of[ref], self.items[ref].writer
        for other in refs:
            theirs, writer = self.of[other], self.items[other].writer
            if theirs == mine or theirs not in self.open[ref] or mine not in self.open[other]:
                continue
            now = self._again(mine, own) + self._again(theirs, writer)
            if self._again(theirs, own) + self._again(mine, writer) + 2 < now:
                self._set(ref, theirs)
                self._set(other, mine)
                return

    def words(self) -> list[str]:
        """What could not be had, for the report."""
        words = []
        if self.nobody:
            words.append(
                f"Nobody may audit {len(self.nobody)} of the plans: every auditor is away, without a licence "
                f"or of the writer’s own line. {', '.join(self.nobody[:10])}"
            )
        if self.loads and max(self.loads.values()) - min(self.loads.values()) > 1:
            few = [key for key, load in self.loads.items() if load < max(self.loads.values()) - 1]
            words.append(
                f"The work is not even: from {min(self.loads.values())} to {max(self.loads.values())} plans. "
                f"{', '.join(few[:10])} may audit too few of these plans to be given more."
            )
        return words
