"""Does the estimator of the effect of training tell the truth? Made-up councils whose truth is known.

The rules and guards are the product's own; who is trained depends on grades, and grades on who was trained,
as in life. Everything is seeded.
"""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import Pool
from statistics import NormalDist
from typing import Any

from assessments.calibration.agreement import share
from courses.assignments.effect import UNTRAINED, Case, Mark, gather_calls, measure_effect
from courses.assignments.rules import AuditRow, Diary, History, Measure, Person, build_ruleset, reason_to_hold
from courses.assignments.rules.candidates import Candidate, ask_rules
from courses.assignments.rules.diary import Case as Asked

FIRST_SEED = 1_000
FIRST = datetime.date(2024, 12, 2)
MONTHS = 24
CUTS = (1.5, 2.5, 3.75)
"""Where the latent line is cut into the four grades, as in the open data."""
NOISE = 0.5
DRIFT = 0.13
"""Latent steps by which everybody gets better in 180 days."""
JUMP = 0.27
"""Latent steps that a finished module adds to later plans on the point it was asked for."""
LENIENT = 0.5
"""Latent steps by which one auditor in ten is more lenient than the others."""
NORMAL = NormalDist()
CRITERIA = tuple(
    Measure(f"C{number:02d}", weight, critical, f"M-{module}", number - 1)
    for number, (weight, critical, module) in enumerate(
        [(3, True, 1), (3, False, 1), (2, False, 2), (2, False, 2), (1, False, 3), (3, True, 4),
         (2, False, 4), (1, False, 5), (2, False, 5), (1, False, 6), (2, False, 7), (1, False, 8)], 1
    )
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """One made-up history: findings, marks, and what training truly did to the marks that came after it."""

    cases: list[Case] = field(default_factory=list)
    marks: dict[tuple[str, str], list[Mark]] = field(default_factory=lambda: defaultdict(list))
    truth: float = 0.0
    truth_good: float = 0.0


def expected(latent: float) -> float:
    """The mean grade of a plan of that latent quality."""
    return 1.0 + sum(1 - NORMAL.cdf((cut - latent) / NOISE) for cut in CUTS)


def make_world(
    *, seed: int, jump: float = JUMP, writers: int = 120, each: int = 20, auditors: int = 20
) -> World:
    """`writers` people with about `each` audits over 24 months, judged by `auditors` of differing severity.

    Skill differs by person and, within a person, by point; a plan is good or poor as a whole; people with
    more audits are not better. `jump` is added to every later plan of a person on a point once the module
    that it called for is done (on the due day, first time only).
    """
    draw = random.Random(seed)
    base = {one.code: draw.uniform(2.1, 3.1) for one in CRITERIA}
    severity = {f"a{n}": draw.gauss(0, 0.15) + (LENIENT if n % 10 == 0 else 0) for n in range(auditors)}
    skill = {f"w{n}": draw.gauss(0, 0.2) for n in range(writers)}
    knack = {(who, one.code): draw.gauss(0, 0.22) for who in skill for one in CRITERIA}
    ruleset = build_ruleset(measures=CRITERIA)
    history, diary, world = History(keep=3), Diary(done_on_due=True), World()
    done: dict[tuple[str, str], datetime.date] = {}
    lifts: list[tuple[float, float]] = []
    for number, (on, who) in enumerate(_days(draw, list(skill), each)):
        auditor = draw.choice(sorted(severity))
        plan = draw.gauss(0, 0.16) + skill[who] + severity[auditor] + DRIFT * (on - FIRST).days / 180
        grades = []
        for one in CRITERIA:
            latent = base[one.code] + knack[who, one.code] + plan
            taught = done.get((who, one.code))
            if taught is not None and taught < on:
                latent += jump
                if (on - taught).days <= 180:
                    lifts.append((latent, latent - jump))
            grades.append(_grade(latent + draw.gauss(0, NOISE)))
            world.marks[who, one.code].append(Mark(on, grades[-1], auditor))
        audit = AuditRow(f"A{number:06d}", on, who, "", grades)
        history.note(audit)
        for called in ask_rules(audit, ruleset, history):
            asked = Asked(called.rule, Person(who), called.measure.module, on, diary.entries.get(who, ()))
            held = reason_to_hold(asked)
            due = on + datetime.timedelta(days=called.rule.due_days)
            if not held:
                diary.add(who, called.measure.module, on=on, due=due)
                done.setdefault((who, called.measure.code), due)
            if not held or held in UNTRAINED:
                world.cases.append(_case(who, called, on, None if held else due))
    return World(world.cases, world.marks, *_truth(lifts))


def _grade(level: float) -> int:
    return 1 + sum(level >= cut for cut in CUTS)


def _case(who: str, called: Candidate, on: datetime.date, trained: datetime.date | None) -> Case:
    before = tuple(look.grade for look in called.looks)
    return Case(who, called.measure.code, before, on, trained, called.measure.module, called.rule.code)


def _days(draw: random.Random, writers: list[str], each: int) -> Iterator[tuple[datetime.date, str]]:
    days = []
    for who in writers:
        count = max(2, round(each * draw.uniform(0.5, 1.5)))
        days += [(FIRST + datetime.timedelta(days=draw.randrange(MONTHS * 30)), who) for _ in range(count)]
    yield from sorted(days)


def _truth(lifts: list[tuple[float, float]]) -> tuple[float, float]:
    """What the jump came to in grades and in marks good or better, on the marks that followed it."""
    if not lifts:
        return 0.0, 0.0
    grades = sum(expected(now) - expected(was) for now, was in lifts)
    good = sum(
        NORMAL.cdf((now - CUTS[1]) / NOISE) - NORMAL.cdf((was - CUTS[1]) / NOISE) for now, was in lifts
    )
    return grades / len(lifts), good / len(lifts)


def _one(asked: tuple[int, float]) -> tuple[bool, bool, float]:
    """One made-up council: whether the interval held the truth and claims a change, and how far off it is."""
    seed, jump = asked
    world = make_world(seed=seed, jump=jump)
    effect = measure_effect(gather_calls(world.cases, world.marks))
    held = effect.low <= world.truth <= effect.high
    return held, not effect.low <= 0 <= effect.high, effect.difference - world.truth


def simulate(worlds: int = 200) -> dict[str, Any]:
    """Over as many made-up councils without and with an effect: how often the interval claims one, and how
    often it holds the truth, each share with its binomial interval (Wilson)."""
    found: dict[str, Any] = {"worlds": worlds, "writers": 120, "criteria": len(CRITERIA)}
    with Pool() as pool:
        for name, jump in (("without_effect", 0.0), ("with_effect", JUMP)):
            rows = pool.map(_one, [(FIRST_SEED + seed, jump) for seed in range(worlds)])
            found[name] = {
                "interval_holds_the_truth": _said(sum(row[0] for row in rows), worlds),
                "claims_a_change": _said(sum(row[1] for row in rows), worlds),
                "mean_error": round(sum(row[2] for row in rows) / worlds, 4),
            }
    return found


def _said(hits: int, n: int) -> dict[str, Any]:
    one = share(hits, n)
    return {"share": round(one.value, 3), "between": [round(one.low or 0, 3), round(one.high or 0, 3)]}
