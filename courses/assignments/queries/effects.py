"""Does the training work? The comparison over a council's loop: for all, for each module and each rule."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache

from academy.kit.hiding import hide_small
from academy.people.access import can
from academy.people.models import User
from courses.assignments.effect import (
    Call,
    Design,
    Effect,
    Ranked,
    gather_calls,
    measure_effect,
    measure_kinds,
    rank_effects,
)
from courses.assignments.models import Assignment, LoopRule
from courses.assignments.queries.effectcases import History, stored_history
from courses.assignments.queries.effectreplays import stored_workshops
from courses.assignments.queries.reach import KEEP_SECONDS, stamp_of_council
from courses.pages.queries import modules_by_code


@dataclass(frozen=True)
class Outcome:
    """What training changed by one module or one rule, or by all: in grades and in marks good or better."""

    code: str = ""
    title: str = "All modules"
    path: str = ""
    grades: Effect = Effect()
    good: Effect = Effect()
    withheld: bool = False

    @property
    def hidden(self) -> bool:
        """Whether so few people stand behind it, or behind another that it would give away, that a figure
        could be about one of them."""
        return self.withheld or self.grades.hidden

    @property
    def shown(self) -> bool:
        """Whether there is a figure to show."""
        return self.grades.shown and not self.hidden


@dataclass(frozen=True)
class Effects:
    """All outcomes of a council, and the order of the modules as far as it can be told. The same `key`, the
    same figures."""

    all: Outcome = Outcome()
    modules: tuple[Outcome, ...] = ()
    rules: tuple[Outcome, ...] = ()
    ranked: tuple[Ranked, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None
    key: str = ""


def effects_for(*, actor: User) -> Effects:
    """The effect of training in the actor's council, from the cache while nothing behind it has changed.

    Council-wide and without names; empty for those who may not see it.
    """
    if not can(actor, "see_effect"):
        return Effects()
    council_id = actor.council_id
    key = stamp_of_council(council_id=council_id, kind="effect")
    found: Effects | None = cache.get(key)
    if found is None:
        found = replace(
            measure_history(stored_history(council_id=council_id), council_id=council_id), key=key
        )
        cache.set(key, found, KEEP_SECONDS)
    return found


def workshops_for(*, actor: User) -> Outcome:
    """What workshops of whole teams changed, from the cache while nothing behind it has changed; empty for
    those who may not see it. Teams in the place of writers."""
    if not can(actor, "see_effect"):
        return Outcome()
    key = stamp_of_council(council_id=actor.council_id, kind="workshops")
    found: Outcome | None = cache.get(key)
    if found is None:
        calls = stored_workshops(council_id=actor.council_id)
        found = Outcome(
            title="Workshops", grades=measure_effect(calls), good=measure_effect(calls, good=True)
        )
        cache.set(key, found, KEEP_SECONDS)
    return found


def effects_kept(*, actor: User) -> Effects | None:
    """The same, if it was measured since the last change: for pages that shall not wait seconds for it."""
    if not can(actor, "see_effect"):
        return None
    kept: Effects | None = cache.get(stamp_of_council(council_id=actor.council_id, kind="effect"))
    return kept


def measure_history(history: History, *, council_id: int) -> Effects:
    """Everything that can be said of the training in this history."""
    calls = gather_calls(history.cases, history.marks)
    design = Design(calls) if calls else None
    modules = sorted({case.module for case in history.cases if case.module})
    rules = sorted({case.rule for case in history.cases})
    cards = modules_by_code(council_id=council_id, codes=modules)
    titles = dict(LoopRule.objects.filter(council_id=council_id, code__in=rules).values_list("code", "title"))
    by_module, ranked = _kinds(calls, [call.module for call in calls], modules, design)
    by_rule, _ = _kinds(calls, [call.rule for call in calls], rules, design)
    small = _small(calls, [call.module for call in calls])
    few = _small(calls, [call.rule for call in calls])
    return Effects(
        all=Outcome(
            grades=measure_effect(calls, design=design), good=measure_effect(calls, good=True, design=design)
        ),
        modules=tuple(
            Outcome(
                code,
                card.title if card else "",
                card.path if card else "",
                *by_module[code],
                withheld=code in small,
            )
            for code in modules
            for card in (cards.get(code),)
        ),
        rules=tuple(
            Outcome(code, titles.get(code, ""), "", *by_rule[code], withheld=code in few) for code in rules
        ),
        ranked=tuple(one for one in ranked if one.kind not in small),
        first=history.first,
        last=history.last,
    )


def _small(calls: Sequence[Call], kinds: Sequence[str]) -> set[str]:
    """Kinds that are hidden on either side: about too few people, or giving away one that is."""
    found: set[str] = set()
    for trained in (True, False):
        people: dict[str, set[object]] = defaultdict(set)
        for call, kind in zip(calls, kinds, strict=True):
            if call.trained is trained:
                people[kind].add(call.who)
        found |= hide_small(people)
    return found


def _kinds(
    calls: Sequence[Call], kinds: Sequence[str], names: Sequence[str], design: Design | None
) -> tuple[dict[str, tuple[Effect, Effect]], list[Ranked]]:
    """Effects of each kind in grades and in good or better, and their order by grades."""
    grades, fit = measure_kinds(calls, kinds, design=design)
    good, _ = measure_kinds(calls, kinds, good=True, design=design)
    found = {name: (grades.get(name, Effect()), good.get(name, Effect())) for name in names}
    return found, rank_effects({name: one for name, one in grades.items() if name}, fit)


def count_learners(*, council_id: int, module_code: str) -> int:
    """How many people have learnt this module because it was asked of them."""
    rows = Assignment.objects.filter(
        person__council_id=council_id, module_code=module_code, learnt_on__isnull=False
    )
    return rows.order_by().values("person_id").distinct().count()
