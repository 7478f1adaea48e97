"""Versions of the framework as data: made up ones of every shape, and the shipped one."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from competencies.framework.actions import load_framework
from competencies.framework.formats.checking import EVIDENCE_CODES, faults_of
from competencies.framework.formats.gathering import normal
from competencies.framework.formats.shape import (
    CompetencyRow,
    DomainRow,
    ExpectRow,
    FrameworkData,
    KindRow,
    LevelRow,
    Step,
    TaskRow,
)
from competencies.framework.models import Framework
from tests.factories.learning import NOON

SHIPPED = Path(__file__).parents[3] / "competencies" / "fixtures" / "framework.json"
LETTERS = "abcXYZ 019 ,;:'\"=+-@<>&%()[]{}\\/éß“”–…日本\u00a0\u2028"
"""Everything a format may trip over: quotes, separators, what looks like a formula, letters from afar."""


def shipped() -> dict[str, Any]:
    """The framework that comes with the product."""
    return json.loads(SHIPPED.read_text())


def load_shipped(council: Any, **changes: Any) -> Framework:
    """The shipped framework, in force."""
    return load_framework(council=council, data={**shipped(), **changes}, by=None, at=NOON)


def texts(most: int, *, tidy: bool = False) -> st.SearchStrategy[str]:
    """Words; `tidy` without space around, as a spreadsheet holds them."""
    words = st.text(LETTERS, min_size=1, max_size=most).filter(lambda text: text.strip() != "")
    return words.map(lambda text: " ".join(text.split())) if tidy else words


def codes(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(
        st.text("CDT.0123456789éx%'=", min_size=1, max_size=8), unique=True, min_size=least, max_size=most
    )


NUMBERS = st.integers(0, 400)


@st.composite
def frameworks(draw: Any, *, tidy: bool = False) -> FrameworkData:
    """A version that can be one: everything in it that the tables hold."""
    words = lambda most: texts(most, tidy=tidy)  # noqa: E731
    identities = iter(draw(st.lists(st.uuids(version=4), unique=True, min_size=40, max_size=40)))
    kinds = draw(st.lists(st.sampled_from(EVIDENCE_CODES), unique=True))
    shown_by = st.lists(st.sampled_from(kinds or EVIDENCE_CODES), unique=True).map(tuple)
    numbers = st.lists(st.integers(0, 5), unique=True)
    domains = [
        DomainRow(
            code,
            draw(words(60)),
            tuple((number, draw(words(40))) for number in draw(numbers)),
            next(identities),
        )
        for code in draw(codes(1, 3))
    ]
    domain = st.sampled_from([row.code for row in domains])
    competencies = [
        CompetencyRow(code, draw(domain), draw(words(80)), draw(shown_by), next(identities))
        for code in draw(codes(1, 6))
    ]
    built_on = st.lists(st.sampled_from([row.code for row in competencies]), unique=True).map(tuple)
    law = st.lists(st.sampled_from(["TR-01", "cfa-2014-s37", "x"]), unique=True).map(tuple)
    tasks = [
        TaskRow(code, draw(words(60)), draw(built_on), draw(law), _expects(draw, words), next(identities))
        for code in draw(codes(0, 4))
    ]
    levels = [
        LevelRow(
            number, draw(words(30)), draw(words(40)), draw(words(40)),
            *(draw(NUMBERS) for _ in range(4)), draw(st.booleans()), draw(NUMBERS) + 1, draw(NUMBERS),
        )
        for number in draw(numbers)
    ]  # fmt: skip
    rows = [
        KindRow(kind, draw(words(30)), draw(words(40)), draw(st.booleans()), draw(NUMBERS)) for kind in kinds
    ]
    days = st.none() | st.dates(datetime.date(2001, 1, 1), datetime.date(2099, 12, 31))
    data = FrameworkData(
        name=draw(words(60)),
        identity=next(identities),
        version=draw(st.integers(1, 99)),
        state=draw(st.sampled_from(["draft", "review", "published", "retired", "dropped"])),
        based_on=draw(st.none() | st.integers(1, 98)),
        effective_from=draw(days),
        retired_on=draw(days),
        what_changed=draw(st.just("") | words(80)),
        domains=tuple(domains),
        competencies=tuple(competencies),
        levels=tuple(levels),
        kinds=tuple(rows),
        tasks=tuple(tasks),
        competency_steps=_steps(draw, competencies, identities),
        task_steps=_steps(draw, tasks, identities),
    )
    assert not faults_of(data)
    return normal(data)


def _expects(draw: Any, words: Any) -> tuple[ExpectRow, ...]:
    places = draw(
        st.lists(
            st.tuples(st.sampled_from(["R01", "R02", "R22"]), st.integers(0, 60)), unique=True, max_size=3
        )
    )
    return tuple(
        ExpectRow(role, weeks, draw(st.integers(0, 5)), draw(st.just("") | words(30)))
        for role, weeks in places
    )


def _steps(draw: Any, rows: list[Any], identities: Any) -> tuple[Step, ...]:
    """Some rows go on from the same one, some from another, some from two, some are new."""
    found: list[Step] = []
    for row in rows:
        before = draw(st.sampled_from(["none", "same", "other", "both"]))
        if before in ("same", "both"):
            found.append(Step(f"o{row.code}"[:8], row.code, row.identity))
        if before in ("other", "both"):
            found.append(Step(f"p{row.code}"[:8], row.code, next(identities)))
    return tuple(found)
