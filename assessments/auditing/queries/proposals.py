"""A month's sample as it would be: which plans, who audits them, what could not be had. Nothing is kept."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from academy.people.models import Council, User
from assessments.auditing.drawing import Draw, Item, Shares, Sharing, draw, share_out
from assessments.auditing.drawing.frame import chance
from assessments.auditing.models import Allocation, ListedPlan
from assessments.auditing.queries.frames import Frame, Scope, item_of, load_frame
from assessments.auditing.registry import seeded_plans
from assessments.instruments.models import Instrument
from assessments.instruments.queries import current_instrument


@dataclass(frozen=True)
class Order:
    """What is asked for: the month, the seed, the settings; a campaign has a name, a question and a scope."""

    month: datetime.date
    seed: int
    shares: Shares
    name: str = ""
    question: str = ""
    criteria: tuple[str, ...] = ()
    scope: Scope = Scope()

    @property
    def is_campaign(self) -> bool:
        """Whether it is a campaign and not the monthly sample."""
        return bool(self.name)


@dataclass(frozen=True)
class Line:
    """One allocation to be: a plan, why, and whose work it would be; None where nobody may audit it."""

    row: ListedPlan
    why: str
    auditor: User | None


@dataclass(frozen=True)
class Proposal:
    """A sample before it is confirmed. `firsts` in the order of plan references; then second looks, and
    plans with agreed grades that are slipped in."""

    order: Order
    instrument: Instrument
    frame: Frame
    drawn: Draw
    firsts: tuple[Line, ...]
    doubles: tuple[Line, ...]
    seeded: tuple[Line, ...]
    loads: dict[str, int]
    words: tuple[str, ...]

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """Everything that could not be had, in words."""
        return (*self.drawn.shortfalls, *self.words)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All allocations to be."""
        return (*self.firsts, *self.doubles, *self.seeded)

    def whys(self) -> Counter[str]:
        """How many plans came in for which reason."""
        return Counter(line.why for line in self.lines)

    def report(self) -> dict[str, object]:
        """What a sample keeps of it."""
        return {
            "strata": [one.as_json() for one in self.drawn.strata],
            "shortfalls": list(self.shortfalls),
            "loads": self.loads,
            "listed": len(self.frame.plans),
            "looked_at": self.frame.looked_at,
            "reserve": [plan.ref for plan in self.drawn.reserve],
            "nobody": [(line.row.plan_ref, line.why) for line in self.firsts if line.auditor is None],
        }


def propose(*, council: Council, order: Order, on: datetime.date, besides: int | None = None) -> Proposal:
    """Draw and share out, without keeping anything. `on`: the day on which auditors would be asked."""
    instrument = current_instrument(council_id=council.pk)
    frame = load_frame(
        council=council,
        instrument=instrument,
        month=order.month,
        on=on,
        shares=order.shares,
        scope=order.scope,
        besides=besides,
    )
    drawn = draw(
        frame.plans,
        frame.writers,
        shares=order.shares,
        seed=order.seed,
        month=order.month,
        why="campaign" if order.is_campaign else "random",
    )
    items = [frame.items[pick.plan.ref] for pick in drawn.picks]
    first = share_out(items, frame.auditors, seed=order.seed)
    second = _second_looks(order, items, first, frame)
    third, rows = _slipped_in(council, order, frame, {**first.loads, **second.loads}, besides)
    whys = {pick.plan.ref: pick.why for pick in drawn.picks}
    return Proposal(
        order=order,
        instrument=instrument,
        frame=frame,
        drawn=drawn,
        firsts=_lines(frame, frame.rows, whys, first, list(whys)),
        doubles=_lines(frame, frame.rows, dict.fromkeys(second.by_plan, "double"), second),
        seeded=_lines(frame, rows, dict.fromkeys(third.by_plan, "seeded"), third),
        loads=third.loads or second.loads or first.loads,
        words=_words(first, second, third, len(items), order.shares),
    )


def _lines(
    frame: Frame,
    rows: dict[str, ListedPlan],
    whys: dict[str, str],
    sharing: Sharing,
    refs: Sequence[str] | None = None,
) -> tuple[Line, ...]:
    return tuple(
        Line(rows[ref], whys[ref], frame.bench.people.get(sharing.by_plan.get(ref, "")))
        for ref in sorted(refs if refs is not None else sharing.by_plan)
    )


def _second_looks(order: Order, items: Sequence[Item], first: Sharing, frame: Frame) -> Sharing:
    """A share of the sample at random to a second auditor each; at least one where a share is asked for."""
    given = [item for item in items if item.ref in first.by_plan]
    wanted = -(-Fraction(str(order.shares.doubles)) * len(given) // 1)
    ranked = sorted(given, key=lambda item: chance(order.seed, "double", item.ref))
    taken = {ref: frozenset({key}) for ref, key in first.by_plan.items()}
    return share_out(
        ranked[: int(wanted)], frame.auditors, seed=order.seed + 1, loads=first.loads, taken=taken
    )


def _slipped_in(
    council: Council, order: Order, frame: Frame, loads: dict[str, int], besides: int | None
) -> tuple[Sharing, dict[str, ListedPlan]]:
    """Plans with agreed grades, each to somebody who never had it."""
    if not order.shares.seeded:
        return Sharing({}, (), loads), {}
    found = ListedPlan.objects.filter(council=council, pk__in=seeded_plans(council_id=council.pk))
    rows = {one.plan_ref: one for one in found.select_related("writer", "team").order_by("month", "pk")}
    ranked = sorted(rows, key=lambda ref: chance(order.seed, "seeded", ref))
    chosen = [ref for ref in ranked if ref not in frame.rows][: order.shares.seeded]
    keys = {one.pk: key for key, one in frame.bench.people.items()}
    had = Allocation.objects.filter(council=council, plan__plan_ref__in=chosen, auditor__in=keys)
    if besides is not None:
        had = had.exclude(sample_id=besides)
    taken: dict[str, frozenset[str]] = {}
    for ref, auditor in had.values_list("plan__plan_ref", "auditor_id"):
        taken[ref] = taken.get(ref, frozenset()) | {keys[auditor]}
    items = [item_of(rows[ref], {}) for ref in chosen]
    return share_out(items, frame.auditors, seed=order.seed + 2, loads=loads, taken=taken), rows


def _words(first: Sharing, second: Sharing, third: Sharing, drawn: int, shares: Shares) -> tuple[str, ...]:
    """What the sharing could not do. Of evenness the last one speaks: it counts everything."""
    even = [word for word in (third if third.by_plan else second).words if word.startswith("The work")]
    words = [*[word for word in first.words if not word.startswith("The work")], *even]
    if second.nobody:
        words.append(f"No second auditor could be found for {len(second.nobody)} of the plans.")
    if shares.seeded > len(third.by_plan):
        words.append(
            f"{shares.seeded} plans with agreed grades were to be slipped in, and there were "
            f"{len(third.by_plan)}."
        )
    return tuple(words)
