"""Who audits what: nobody their own line, everybody as much as the others, not the same pair for ever."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.auditing.drawing import Auditor, Item, share_out

WRITERS = [f"W{n}" for n in range(6)]
TEAMS = ["north", "south", "west"]


@st.composite
def works(draw: st.DrawFn) -> tuple[list[Item], list[Auditor]]:
    items = [
        Item(f"PR-{n:02d}", draw(st.sampled_from(WRITERS)), frozenset({draw(st.sampled_from(TEAMS))}))
        for n in range(draw(st.integers(0, 14)))
    ]
    auditors = [
        Auditor(
            f"A{n}",
            never_writers=frozenset(draw(st.sets(st.sampled_from(WRITERS), max_size=3))),
            never_teams=frozenset(draw(st.sets(st.sampled_from(TEAMS), max_size=2))),
            met={"W0": draw(st.integers(0, 3))},
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    return items, auditors


@settings(max_examples=80, deadline=None)
@given(works(), st.integers(0, 10**6))
def test_nobody_gets_what_they_must_not_and_everything_else_is_given(
    work: tuple[list[Item], list[Auditor]], seed: int
) -> None:
    items, auditors = work
    found = share_out(items, auditors, seed=seed)
    by_key = {one.key: one for one in auditors}
    for item in items:
        if item.ref in found.nobody:
            assert not any(one.may_audit(item) for one in auditors)
        else:
            assert by_key[found.by_plan[item.ref]].may_audit(item)
    assert Counter(found.by_plan.values()) == Counter({k: n for k, n in found.loads.items() if n})
    assert share_out(items[::-1], auditors[::-1], seed=seed) == found
    uneven = max(found.loads.values()) - min(found.loads.values()) > 1
    assert uneven == any(words.startswith("The work is not even") for words in found.words)


@settings(max_examples=40, deadline=None)
@given(works(), st.integers(0, 99))
def test_no_sharing_is_more_even(work: tuple[list[Item], list[Auditor]], seed: int) -> None:
    """Against every sharing there is, for work that is small enough to try them all."""
    items, auditors = work[0][:6], work[1][:3]
    found = share_out(items, auditors, seed=seed)
    choices = [
        [one.key for one in auditors if one.may_audit(item)] for item in items if item.ref not in found.nobody
    ]
    best = min(sum(count**2 for count in Counter(combination).values()) for combination in product(*choices))
    assert sum(count**2 for count in found.loads.values()) == best


def test_where_all_may_audit_all_the_loads_differ_by_one_at_most() -> None:
    items = [Item(f"PR-{n:02d}", f"W{n}") for n in range(23)]
    auditors = [Auditor(f"A{n}") for n in range(5)]
    found = share_out(items, auditors, seed=3)
    assert sorted(found.loads.values()) == [4, 4, 5, 5, 5]
    assert found.words == ()


def test_a_second_look_is_somebody_elses() -> None:
    items = [Item(f"PR-{n}", f"W{n}") for n in range(6)]
    auditors = [Auditor("A"), Auditor("B")]
    first = share_out(items, auditors, seed=3)
    taken = {ref: frozenset({key}) for ref, key in first.by_plan.items()}
    second = share_out(items, auditors, seed=4, loads=first.loads, taken=taken)
    assert all(second.by_plan[ref] != first.by_plan[ref] for ref in first.by_plan)
    assert second.loads == {"A": 6, "B": 6}


def test_the_same_auditor_does_not_always_meet_the_same_writer() -> None:
    items = [Item(f"PR-{n}", f"W{n % 2}") for n in range(4)]
    auditors = [Auditor("A", met={"W0": 5}), Auditor("B", met={"W1": 5})]
    found = share_out(items, auditors, seed=1)
    given_ = {(found.by_plan[item.ref], item.writer) for item in items}
    assert given_ == {("A", "W1"), ("B", "W0")}


def test_who_may_audit_hardly_anything_is_said() -> None:
    items = [Item(f"PR-{n}", "W0", frozenset({"north"})) for n in range(6)]
    found = share_out(items, [Auditor("A"), Auditor("B", never_teams=frozenset({"north"}))], seed=1)
    assert found.loads == {"A": 6, "B": 0}
    assert "B may audit too few" in found.words[0]
