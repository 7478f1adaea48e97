"""The draw is pure: what is always in, what is shared how, and that the same seed gives the same again."""

from __future__ import annotations

import datetime
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.auditing.drawing import Plan, Shares, Writer, apportion, draw
from assessments.auditing.drawing.quotas import DIMENSIONS, value_of

MONTHS = st.sampled_from([datetime.date(2026, month, 1) for month in (9, 10, 11, 12)])
WRITERS = [f"W{number:02d}" for number in range(12)]


@st.composite
def frames(draw_: st.DrawFn) -> tuple[list[Plan], list[Writer], Shares, datetime.date]:
    """A list of up to 60 plans of a dozen writers, what is known of them, settings and a month."""
    month = draw_(MONTHS)
    plans = [
        Plan(
            ref=f"PR-{number:03d}",
            plan_type=draw_(st.sampled_from(["new", "existing"])),
            issued_on=month + datetime.timedelta(days=draw_(st.integers(0, 27))),
            writer=draw_(st.sampled_from(WRITERS)),
            team=draw_(st.sampled_from(["North", "South", ""])),
            key_stage=draw_(st.sampled_from(["KS1", "KS4", "16+", ""])),
            need=draw_(st.sampled_from(["ASD", "SEMH"])),
            setting=draw_(st.sampled_from(["mainstream", "special"])),
            months=draw_(st.sampled_from([None, 0, 3, 40])),
        )
        for number in range(draw_(st.integers(0, 60)))
    ]
    writers = [
        Writer(
            key,
            before=draw_(st.integers(0, 3)),
            looked_at=draw_(st.booleans()),
            wanted=draw_(st.integers(0, 2)),
            wanted_after=month + datetime.timedelta(days=draw_(st.integers(-5, 20))),
        )
        for key in WRITERS
    ]
    shares = Shares(size=draw_(st.integers(1, 40)), new=draw_(st.sampled_from([0.0, 0.4, 0.6, 1.0])))
    return plans, writers, shares, month


@settings(max_examples=60, deadline=None)
@given(frames(), st.integers(0, 10**6))
def test_what_every_draw_keeps(
    frame: tuple[list[Plan], list[Writer], Shares, datetime.date], seed: int
) -> None:
    plans, writers, shares, month = frame
    found = draw(plans, writers, shares=shares, seed=seed, month=month)
    drawn = {pick.plan.ref: pick for pick in found.picks}
    musts = [pick for pick in found.picks if pick.why != "random"]
    assert len(drawn) == len(found.picks)
    assert len(drawn) == min(len(plans), max(shares.size, len(musts)))
    assert {plan.ref for plan in found.reserve} == {plan.ref for plan in plans} - set(drawn)
    if len(plans) < shares.size:
        assert any("only" in words for words in found.shortfalls)
    shuffled = random.Random(seed).sample(plans, len(plans))
    assert draw(shuffled, writers[::-1], shares=shares, seed=seed, month=month) == found
    for key, known in ((one.key, one) for one in writers):
        own = sorted((one for one in plans if one.writer == key), key=lambda one: (one.issued_on, one.ref))
        first = own[: max(0, 2 - known.before)]
        assert all(one.ref in drawn for one in first if one.months is not None and one.months < 6)
        later = [one for one in own if known.wanted_after and one.issued_on > known.wanted_after]
        assert all(drawn[one.ref].why in ("reaudit", "starter") for one in later[: known.wanted])
        if len(later) < known.wanted:
            assert any(words.startswith("To be looked at again") for words in found.shortfalls)
        if month.month in (9, 12) and own and not known.looked_at:
            assert any(one.ref in drawn for one in own)


@settings(max_examples=60, deadline=None)
@given(frames(), st.integers(0, 10**6))
def test_every_stratum_says_what_it_wanted_got_and_why(
    frame: tuple[list[Plan], list[Writer], Shares, datetime.date], seed: int
) -> None:
    plans, writers, shares, month = frame
    found = draw(plans, writers, shares=shares, seed=seed, month=month)
    for dimension in DIMENSIONS:
        rows = [one for one in found.strata if one.dimension == dimension]
        assert sum(one.got for one in rows) == len(found.picks)
        if dimension != "key_stage" and rows:
            assert sum(one.wanted for one in rows) == len(found.picks)
        got = Counter(value_of(pick.plan, dimension, shares) for pick in found.picks)
        for one in rows:
            assert one.got == got[one.value] <= one.listed
            assert bool(one.why_short) == (one.got < one.wanted)


@settings(max_examples=60, deadline=None)
@given(frames(), st.integers(0, 10**6))
def test_plan_types_keep_their_shares_where_the_list_allows(
    frame: tuple[list[Plan], list[Writer], Shares, datetime.date], seed: int
) -> None:
    plans, _, shares, month = frame
    free = replace(shares, must_haves=False)
    found = draw(plans, [], shares=free, seed=seed, month=month)
    types = {one.value: one for one in found.strata if one.dimension == "plan_type"}
    for one in types.values():
        other = next(row for row in types.values() if row.value != one.value)
        assert one.got == min(one.wanted, one.listed) + max(0, other.wanted - other.listed) or not found.picks
    assert {pick.why for pick in found.picks} <= {"random"}


@settings(max_examples=60, deadline=None)
@given(frames(), st.integers(0, 10**6))
def test_no_plan_exchanged_for_another_would_keep_the_quotas_better(
    frame: tuple[list[Plan], list[Writer], Shares, datetime.date], seed: int
) -> None:
    plans, writers, shares, month = frame
    found = draw(plans, writers, shares=shares, seed=seed, month=month)
    wanted = {(one.dimension, one.value): one.wanted for one in found.strata}
    drawn = [pick.plan for pick in found.picks]
    looked = Counter(plan.writer for plan in drawn) + Counter(one.key for one in writers if one.looked_at)

    def cells(plan: Plan) -> Counter[tuple[str, str]]:
        return Counter((name, value_of(plan, name, shares)) for name in DIMENSIONS)

    def uneven(got: Counter[tuple[str, str]]) -> int:
        return sum(abs(got[cell] - count) for cell, count in wanted.items())

    got = sum((cells(plan) for plan in drawn), Counter())
    assert uneven(got) == sum(abs(one.got - one.wanted) for one in found.strata)
    for pick in found.picks:
        for other in found.reserve if pick.why == "random" else ():
            loses = looked[pick.plan.writer] == 1 and looked[other.writer] > 0
            if pick.plan.plan_type == other.plan_type and (not loses or pick.plan.writer == other.writer):
                assert uneven(got - cells(pick.plan) + cells(other)) >= uneven(got)


def a_month(writers: int) -> list[Plan]:
    """Two plans a writer, of all kinds and as uneven as real lists are."""
    chance = random.Random(5)
    pick: dict[str, list[str]] = {
        "plan_type": ["new", "existing", "existing"],
        "team": ["North", "North", "South", "East"],
        "key_stage": ["KS1", "KS2", "KS2", "KS4", "16+"],
        "need": ["ASD", "ASD", "SEMH", "SLCN", "PD"],
        "setting": ["mainstream", "mainstream", "special"],
    }
    return [
        Plan(
            f"PR-{number:03d}",
            issued_on=datetime.date(2026, 10, 1 + number % 28),
            writer=f"W{number // 2:03d}",
            months=chance.choice([8, 30, 60]),
            **{name: chance.choice(values) for name, values in pick.items()},
        )
        for number in range(2 * writers)
    ]


def test_another_seed_is_another_sample_and_every_plan_may_be_drawn() -> None:
    """Quotas decide how many of each kind, never which: a plan that never came would never be looked at."""
    plans = a_month(60)
    month = datetime.date(2026, 10, 1)
    asked = [
        Writer(f"W{n:03d}", before=9, wanted=1, wanted_after=month - datetime.timedelta(days=1))
        for n in range(0, 60, 2)
    ]
    others = [Writer(f"W{n:03d}", before=9, looked_at=True) for n in range(1, 60, 2)]
    for writers, size, of_all in (([], 40, True), ([*asked, *others], 70, False)):
        times: Counter[str] = Counter()
        samples = set()
        for seed in range(60):
            found = draw(plans, writers, shares=Shares(size=size), seed=seed, month=month)
            samples.add(tuple(pick.plan.ref for pick in found.picks))
            times.update(pick.plan.ref for pick in found.picks)
        assert len(samples) == 60
        assert len(times) == len(plans) or not of_all


@given(
    st.integers(0, 300),
    st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 100, allow_nan=False), min_size=1),
    st.integers(0, 60),
)
def test_shares_are_whole_and_never_above_what_there_is(
    total: int, weights: dict[str, float], cap: int
) -> None:
    most = dict.fromkeys(weights, cap)
    given_ = apportion(total, weights, most)
    positive = [name for name, weight in weights.items() if Fraction(weight).limit_denominator(10**6) > 0]
    assert sum(given_.values()) == min(total, cap * len(positive))
    assert all(0 <= count <= cap for count in given_.values())
    free = apportion(total, weights)
    whole = sum(Fraction(weights[name]).limit_denominator(10**6) for name in positive)
    for name in positive:
        exact = total * Fraction(weights[name]).limit_denominator(10**6) / whole
        assert abs(free[name] - exact) < 1


def test_year_nine_and_above_come_more_often() -> None:
    plans = [
        Plan(f"PR-{n:03d}", "new" if n % 2 else "existing", datetime.date(2026, 10, 5), f"W{n:03d}",
             key_stage="KS4" if n % 4 < 2 else "KS2")
        for n in range(200)
    ]  # fmt: skip
    found = draw(plans, [], shares=Shares(size=50, older=1.5), seed=1, month=datetime.date(2026, 10, 1))
    stages = {one.value: one.got for one in found.strata if one.dimension == "key_stage"}
    assert stages == {"KS2": 20, "KS4": 30}
    even = draw(plans, [], shares=Shares(size=50, older=1), seed=1, month=datetime.date(2026, 10, 1))
    assert {one.got for one in even.strata if one.dimension == "key_stage"} == {25}


def test_those_not_looked_at_come_first_and_a_late_plan_changes_nobodys_number() -> None:
    day = datetime.date(2026, 10, 5)
    plans = [Plan(f"PR-{n:02d}", "new", day, f"W{n:02d}") for n in range(40)]
    writers = [Writer(f"W{n:02d}", looked_at=n < 20) for n in range(40)]
    shares = Shares(size=15, new=1)
    found = draw(plans, writers, shares=shares, seed=4, month=day.replace(day=1))
    assert all(int(pick.plan.writer[1:]) >= 20 for pick in found.picks)
    more = draw([*plans, Plan("PR-99", "new", day, "W00")], writers, shares=shares, seed=4, month=day)
    assert more.picks == found.picks
    other = draw(plans, writers, shares=shares, seed=5, month=day.replace(day=1))
    assert other.picks != found.picks


def test_the_hash_seed_of_python_changes_nothing() -> None:
    code = (
        "import datetime;from assessments.auditing.drawing import *;d=datetime.date(2026,10,5);"
        "p=[Plan(f'P{n}','new' if n%3 else 'existing',d,f'W{n%9}',team=f'T{n%4}') for n in range(60)];"
        "f=draw(p,[],shares=Shares(size=20),seed=7,month=d);"
        "a=[Auditor(f'A{n}',never_writers=frozenset({f'W{n}'})) for n in range(5)];"
        "s=share_out([Item(x.plan.ref,x.plan.writer) for x in f.picks],a,seed=7);"
        "print([x.plan.ref for x in f.picks],sorted(s.by_plan.items()))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": hashed},
            capture_output=True,
            check=True,
        ).stdout
        for hashed in ("1", "2")
    }
    assert len(said) == 1
