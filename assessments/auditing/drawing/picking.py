"""The monthly sample: must-haves first, then plans at random within strata until the quotas are met.

1. **Must-haves** are always in: a starter's first plans, the next plans of a writer whom the loop asked to
   look at again, and in the last month of a quarter one plan of everybody who was not looked at in it.
2. **Quotas** by proportional allocation (`quotas`): 60% new and 40% existing plans; teams, key stages, needs,
   settings and seniority as they are on the list, with Year 9 and above counted more.
3. **The rest at random within strata.** Six dimensions crossed would give more cells than there are plans, so
   each dimension keeps its own quota (controlled selection: Goodman and Kish 1950). Of the plan type that is
   short, first those whose writer was not looked at this quarter, plans come in by their random numbers
   (`chance`), and one whose strata are full already waits behind those whose strata have room.
4. **Exchanges.** What the order of chance left uneven is put right plan for plan: one that was drawn goes for
   another of its type, the least lucky for the luckiest, only where the sum of |got - wanted| over all strata
   becomes less and nobody loses their only look of the quarter. So quotas are kept as near as exchanges bring
   them, and chance decides between the samples that keep them. (Choosing at every step the plan that is best
   for the quotas kept them no better, and drew the same plans whatever the seed.)

The sample is as large as was asked for, or as the must-haves are if they are more, or as the list is.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assessments.auditing.drawing.frame import Plan, Shares, Writer, chance
from assessments.auditing.drawing.quotas import DIMENSIONS, STARTER, Stratum, quotas, seniority, value_of

LAST_OF_QUARTER = 3
MOST_NAMED = 8


@dataclass(frozen=True)
class Pick:
    """One plan drawn, and why: a code of `Allocation.Why`, never shown to the auditor."""

    plan: Plan
    why: str


@dataclass(frozen=True)
class Draw:
    """The sample, the report by stratum, and in words what could not be had.

    `reserve` are the plans not drawn, best first: who takes the place of one that is given back.
    """

    picks: tuple[Pick, ...]
    strata: tuple[Stratum, ...]
    shortfalls: tuple[str, ...]
    reserve: tuple[Plan, ...]


def draw(
    plans: Iterable[Plan],
    writers: Iterable[Writer],
    *,
    shares: Shares,
    seed: int,
    month: datetime.date,
    why: str = "random",
) -> Draw:
    """The sample of a month from its list: the same again from the same plans, writers, settings and seed."""
    by_ref = {plan.ref: plan for plan in sorted(plans, key=repr)}
    rows = [by_ref[ref] for ref in sorted(by_ref)]
    known = {writer.key: writer for writer in writers}
    by_writer: dict[str, list[Plan]] = defaultdict(list)
    for plan in sorted(rows, key=lambda plan: (plan.issued_on, plan.ref)):
        by_writer[plan.writer].append(plan)
    ranks = {plan.ref: chance(seed, plan.ref) for plan in rows}
    musts, short = _musts(by_writer, known, shares, ranks, month) if shares.must_haves else ({}, [])
    size = min(len(rows), max(shares.size, len(musts)))
    picking = _Picking(rows, known, shares, ranks, size)
    for ref in sorted(musts, key=lambda ref: ranks[ref]):
        picking.take(ref)
    chosen = [Pick(picking.plans[ref], musts[ref]) for ref in sorted(musts)]
    free = picking.exchange([picking.take_next() for _ in range(size - len(musts))])
    chosen += [Pick(picking.plans[ref], why) for ref in free]
    reserve = tuple(sorted(picking.left.values(), key=lambda plan: ranks[plan.ref]))
    words = [*_sizes(len(rows), len(musts), shares.size), *short]
    if shares.must_haves:
        words += _not_looked_at(known, by_writer, chosen, month)
    return Draw(
        picks=tuple(sorted(chosen, key=lambda pick: pick.plan.ref)),
        strata=tuple(picking.report(musts)),
        shortfalls=tuple(words),
        reserve=reserve,
    )


def quarter_month(month: datetime.date) -> int:
    """1, 2 or 3: which month of its quarter it is."""
    return (month.month - 1) % 3 + 1


def _musts(
    by_writer: dict[str, list[Plan]],
    known: dict[str, Writer],
    shares: Shares,
    ranks: dict[str, float],
    month: datetime.date,
) -> tuple[dict[str, str], list[str]]:
    """Plans that have to be in with the reason, and in words what the loop asked for and cannot have yet."""
    musts: dict[str, str] = {}
    short: dict[str, int] = {}
    for key in sorted(set(by_writer) | set(known)):
        writer, own = known.get(key, Writer(key)), by_writer.get(key, [])
        later = [plan for plan in own if writer.wanted_after is None or plan.issued_on > writer.wanted_after]
        musts |= {plan.ref: "reaudit" for plan in later[: writer.wanted]}
        if len(later) < writer.wanted:
            short[key] = writer.wanted - len(later)
        first = own[: max(0, shares.first_plans - writer.before)]
        musts |= {plan.ref: STARTER for plan in first if seniority(plan, shares.starter_months) == STARTER}
        if quarter_month(month) == LAST_OF_QUARTER and not writer.looked_at:
            if own and not any(plan.ref in musts for plan in own):
                musts[min(own, key=lambda plan: ranks[plan.ref]).ref] = "quarterly"
    return musts, _still_asked(short)


def _still_asked(short: dict[str, int]) -> list[str]:
    """In words: plans that the loop asked for and that the list does not have yet, by writer."""
    if not short:
        return []
    named = ", ".join(f"{key} ({count})" for key, count in list(short.items())[:MOST_NAMED])
    more = f" and {len(short) - MOST_NAMED} more" if len(short) > MOST_NAMED else ""
    return [
        f"To be looked at again, and not on the list yet: {sum(short.values())} plans of {len(short)} of the "
        f"writers, by writer {named}{more}. They stay asked for."
    ]


def _sizes(listed: int, musts: int, asked: int) -> list[str]:
    words = []
    if listed < asked:
        words.append(f"{asked} plans were asked for, and only {listed} are on the list.")
    if musts > asked:
        words.append(
            f"{asked} plans were asked for, but {musts} have to be in (starters, plans to be looked at "
            "again, everybody once a quarter). All of them are in."
        )
    return words


def _not_looked_at(
    known: dict[str, Writer], by_writer: dict[str, list[Plan]], chosen: Sequence[Pick], month: datetime.date
) -> list[str]:
    """In words: whom this quarter has not reached, and how many of them the list has no plan of."""
    drawn = {pick.plan.writer for pick in chosen}
    waiting = [key for key, writer in known.items() if not writer.looked_at and key not in drawn]
    without = sum(key not in by_writer for key in waiting)
    words = []
    if without:
        words.append(
            f"Not looked at this quarter, and no plan of theirs is on the list: {without} of the writers."
        )
    left = len(waiting) - without
    if left:
        words.append(
            f"Not looked at this quarter yet, with plans on the list: {left} of the writers. They come first "
            "next month, and in the last month of the quarter they have to be in."
        )
    return words


class _Picking:
    """The draw while it goes on: what is left, what each stratum has, and what one more would do."""

    def __init__(
        self,
        rows: Sequence[Plan],
        known: dict[str, Writer],
        shares: Shares,
        ranks: dict[str, float],
        size: int,
    ) -> None:
        self.plans = {plan.ref: plan for plan in rows}
        self.left = dict(self.plans)
        self.ranks, self.shares = ranks, shares
        self.strata = quotas(rows, size, shares)
        self.wanted = {(one.dimension, one.value): one.wanted for one in self.strata}
        self.got: Counter[tuple[str, str]] = Counter()
        self.cells = {
            plan.ref: tuple((name, value_of(plan, name, shares)) for name in DIMENSIONS) for plan in rows
        }
        self.looks = Counter(key for key, writer in known.items() if writer.looked_at)

    def take(self, ref: str) -> None:
        """Put a plan into the sample."""
        plan = self.left.pop(ref)
        self.got.update(self.cells[ref])
        self.looks[plan.writer] += 1

    def put_back(self, ref: str) -> None:
        """Take a plan out of the sample again."""
        plan = self.left[ref] = self.plans[ref]
        self.got.subtract(self.cells[ref])
        self.looks[plan.writer] -= 1

    def take_next(self) -> str:
        """Take the plan whose turn it is."""
        plan = min(self.left.values(), key=self._turn)
        self.take(plan.ref)
        return plan.ref

    def _turn(self, plan: Plan) -> tuple[bool, bool, int, float, str]:
        kind, *others = (self.got[cell] >= self.wanted[cell] for cell in self.cells[plan.ref])
        return kind, self.looks[plan.writer] > 0, sum(others), self.ranks[plan.ref], plan.ref

    def exchange(self, drawn: list[str]) -> list[str]:
        """Those drawn after every exchange that brings the sample nearer to its quotas.

        Each makes a whole number smaller, so there is an end.
        """
        before: list[str] = []
        drawn = self._last_first(drawn)
        while drawn != before:
            before, drawn = drawn, self._last_first([self._instead_of(ref) for ref in drawn])
        return drawn

    def _last_first(self, refs: list[str]) -> list[str]:
        return sorted(refs, key=self.ranks.__getitem__, reverse=True)

    def _instead_of(self, out: str) -> str:
        """The luckiest plan that serves the quotas better than this one, exchanged for it; else itself."""
        there = self.cells[out]
        for ref in sorted(self.left, key=self.ranks.__getitem__):
            if self.cells[ref][0] == there[0] and self._nearer(out, ref) and self._looks_kept(out, ref):
                self.put_back(out)
                self.take(ref)
                return ref
        return out

    def _nearer(self, out: str, ref: str) -> bool:
        """Whether the sum of |got - wanted| becomes less by one in for the other."""
        changed = [pair for pair in zip(self.cells[out], self.cells[ref], strict=True) if pair[0] != pair[1]]
        leaving = sum(1 if self.got[cell] <= self.wanted[cell] else -1 for cell, _ in changed)
        coming = sum(-1 if self.got[cell] < self.wanted[cell] else 1 for _, cell in changed)
        return leaving + coming < 0

    def _looks_kept(self, out: str, ref: str) -> bool:
        """Whether as many writers as before are looked at."""
        old, new = self.plans[out].writer, self.plans[ref].writer
        return old == new or self.looks[old] > 1 or not self.looks[new]

    def report(self, musts: dict[str, str]) -> list[Stratum]:
        """Every stratum with what it got."""
        forced = Counter(cell for ref in musts for cell in self.cells[ref])
        rows = []
        for one in self.strata:
            cell = (one.dimension, one.value)
            got = self.got[cell]
            why = "" if got >= one.wanted else self._why(one, forced)
            rows.append(replace(one, got=got, why_short=why))
        return rows

    def _why(self, one: Stratum, forced: Counter[tuple[str, str]]) -> str:
        if one.listed < one.wanted:
            return f"Only {one.listed} on the list."
        over = sum(
            max(0, count - self.wanted[cell])
            for cell, count in forced.items()
            if cell[0] == one.dimension and cell[1] != one.value
        )
        if over:
            return f"Plans that have to be in took its place: {over} more of another kind than wanted."
        if one.dimension == "plan_type":
            return "The plans that have to be in left no room."
        return "Another quota came first: plan type, or writers not looked at this quarter."
