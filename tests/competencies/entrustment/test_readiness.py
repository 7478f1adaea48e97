"""What moves somebody on, worked out from plain rows; and what must hold for any evidence at all."""

from __future__ import annotations

import datetime
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.law.dates import add_days, add_months
from academy.people.models import User
from competencies.entrustment.readiness import Before, Built, Conditions, Piece, read
from competencies.entrustment.rules import check_cites
from competencies.evidence.models import Evidence

DAY = datetime.date(2026, 11, 2)
LIVE = frozenset({"WP", "OBS", "AUD", "MSF", "DATA"})
TASK = Built({1: "C5.3 (writes outcomes)", 2: "C5.4 (writes provision)"}, ("KC", "WP", "AUD"), LIVE)
TALK = Built({1: "C8.2 (prepares for mediation)"}, ("OBS", "CBD"), LIVE)


def _asks(number: int) -> Conditions:
    months = (24, 24, 24, 18, 12, 12)[number]
    return Conditions(
        level=number,
        least_kinds=(0, 2, 2, 2, 3, 3)[number],
        least_live=(0, 0, 0, 1, 3, 4)[number],
        least_audits=(0, 0, 0, 0, 2, 3)[number],
        least_recommendations=(0, 0, 0, 0, 1, 2)[number],
        every_competency=number >= 2,
        fresh_months=months,
        fresh_from=add_months(DAY, -months),
        months_below=(0, 0, 0, 0, 3, 6)[number],
    )


ASKS = {number: _asks(number) for number in range(1, 6)}


def piece(kind: str, *rows: tuple[int, int], ago: int = 30, recommends: bool = False) -> Piece:
    return Piece(kind, add_days(DAY, -ago), kind in LIVE, recommends, None, rows)


def at(level: int, months: int = 12) -> Before:
    return Before(level=level, since=add_months(DAY, -months))


def missing(pieces: list[Piece], before: Before, task: Built = TASK) -> dict[str, str]:
    found = read(task=task, pieces=pieces, before=before, conditions=ASKS, on=DAY)
    return {lack.code: lack.words for lack in found.missing}


def test_words_of_everything_that_is_missing_for_4() -> None:
    shown = [piece("WP", (1, 1)), piece("KC", (1, 2))]
    assert missing(shown, at(3, months=1)) == {
        "competency:C5.4": "Evidence for C5.4 (writes provision) within the last 12 months",
        "kinds": "Evidence of one more kind: an audit",
        "live": "Two more pieces from live work: a piece of work such as a plan or an audit",
        "audits": "Two more good audits",
        "recommendations": "A recommendation by somebody who assessed the work",
        "months": "Three months at level 3: from 2 January 2027",
    }


def test_audits_are_asked_for_only_where_audits_look() -> None:
    shown = [
        piece("OBS", (1, 1), recommends=True), piece("OBS", (1, 2)), piece("WP", (1, 3)), piece("CBD", (1, 4))
    ]  # fmt: skip
    assert missing(shown, at(3), TALK) == {}
    assert "audits" in missing([replace(one, rows=((1, 9), (2, 9))) for one in shown], at(3))


def test_one_more_of_what_there_is() -> None:
    shown = [piece("AUD", (1, 1), (2, 2)), piece("WP", (1, 3)), piece("KC", (2, 4)), piece("OBS", (2, 5))]
    assert missing(shown, at(3)) == {
        "audits": "One more good audit",
        "recommendations": "A recommendation by somebody who assessed the work",
    }
    recommended = [*shown, piece("AUD", (1, 6), recommends=True), piece("AUD", (1, 7))]
    assert missing(recommended, at(4)) == {
        "recommendations": "One more recommendation by somebody who assessed the work"
    }


@pytest.mark.parametrize("months", [2, 3])
def test_time_at_the_level_below(months: int) -> None:
    full = [
        piece("AUD", (1, 1), (2, 2), recommends=True), piece("AUD", (1, 3)), piece("WP", (1, 4)),
        piece("KC", (1, 5)),
    ]  # fmt: skip
    found = read(task=TASK, pieces=full, before=at(3, months), conditions=ASKS, on=DAY)
    assert found.level == 4 and (not found.missing) is (months == 3)


def test_levels_are_skipped_only_as_far_as_the_evidence_and_the_months_carry() -> None:
    full = [
        piece("AUD", (1, 1), (2, 2), recommends=True), piece("AUD", (1, 3)), piece("WP", (1, 4)),
        piece("KC", (1, 5)),
    ]  # fmt: skip
    found = read(task=TASK, pieces=full, before=Before(), conditions=ASKS, on=DAY)
    assert (found.level, found.missing) == (3, ())
    assert read(task=TASK, pieces=full, before=at(5), conditions=ASKS, on=DAY).level == 5


def test_old_evidence_is_not_enough_and_what_ran_out_counts_for_nothing() -> None:
    old = [piece("WP", (1, 1), (2, 2), ago=600), piece("KC", (1, 3), ago=600)]
    assert set(missing(old, at(2))) == {"competency:C5.3", "competency:C5.4", "kinds", "live"}
    over = [replace(one, valid_until=add_days(DAY, -1)) for one in old]
    assert set(missing(over, Before())) == {"kinds"}


def test_a_lapsed_level_is_renewed_with_something_new() -> None:
    law = Before(renews=3, new_from=add_days(DAY, -20), new_words="Something shown since the law changed")
    shown = [piece("WP", (1, 1), (2, 2)), piece("KC", (1, 3))]
    assert missing(shown, law) == {"new": "Something shown since the law changed"}
    found = read(task=TASK, pieces=[*shown, piece("KC", (2, 9), ago=5)], before=law, conditions=ASKS, on=DAY)
    assert (found.level, found.missing) == (3, ()) and 9 in found.cites


KINDS = st.sampled_from(["KC", "SIM", "WP", "OBS", "AUD", "CBD", "MSF", "REF", "CAL"])


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    made = []
    for number in range(draw(st.integers(0, 14))):
        kind = draw(KINDS)
        on = draw(st.sets(st.integers(1, 3), min_size=1))
        until = draw(st.none() | st.integers(-30, 60))
        made.append(
            Piece(
                kind,
                add_days(DAY, -draw(st.integers(-5, 800))),
                kind in LIVE,
                draw(st.booleans()),
                None if until is None else add_days(DAY, until),
                tuple((competency, number * 10 + competency) for competency in sorted(on)),
            )
        )
    return made


BEFORE = st.builds(at, st.integers(1, 4), st.integers(0, 12)) | st.builds(
    lambda level, ago: Before(renews=level, new_from=add_days(DAY, -ago), new_words="Something new"),
    st.integers(1, 5),
    st.integers(0, 400),
) | st.just(Before())  # fmt: skip


@given(pieces(), pieces(), BEFORE)
def test_more_evidence_never_makes_more_missing(some: list[Piece], more: list[Piece], before: Before) -> None:
    few = read(task=TASK, pieces=some, before=before, conditions=ASKS, on=DAY)
    many = read(task=TASK, pieces=[*some, *more], before=before, conditions=ASKS, on=DAY)
    assert many.level >= few.level
    if many.level == few.level:
        assert {lack.code for lack in many.missing} <= {lack.code for lack in few.missing}
    else:
        assert not many.missing


@given(pieces(), BEFORE)
def test_what_a_proposal_cites_always_carries_a_decision(shown: list[Piece], before: Before) -> None:
    found = read(task=TASK, pieces=shown, before=before, conditions=ASKS, on=DAY)
    assert bool(found.cites) is (not found.missing)
    if found.missing:
        return
    rows = {pk: (one, competency) for one in shown for competency, pk in one.rows}
    cited: list[Any] = [
        SimpleNamespace(
            person_id=7, competency_id=rows[pk][1], kind=rows[pk][0].kind, shown_on=rows[pk][0].shown_on,
            valid_until=rows[pk][0].valid_until, source_label="A piece",
        )
        for pk in found.cites
    ]  # fmt: skip
    check_cites(
        person=cast(User, SimpleNamespace(pk=7)),
        level=found.level,
        evidence=cast("list[Evidence]", cited),
        counts_for=frozenset(TASK.competencies),
        live_kinds=LIVE,
        on=DAY,
    )
    kept = [one for one in shown if {pk for _, pk in one.rows} & set(found.cites)]
    again = read(task=TASK, pieces=kept, before=before, conditions=ASKS, on=DAY)
    assert (again.level, again.missing) == (found.level, ())
