"""The record as it is handed out: on paper and as sheets."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from academy.kit.sheets import Sheet
from academy.kit.words import date_and_time, day_month_year, minutes
from academy.people.access import standing_of
from academy.people.models import User
from academy.people.roles import ROLES
from courses.records.queries.log import LogRow
from courses.records.queries.totals import Sums, Total


def record_paper(*, actor: User, rows: Sequence[LogRow], sums: Sums, at: datetime.datetime) -> dict[str, Any]:
    """What the template of the record needs."""
    standing = standing_of(actor)
    role = next((ROLES[code].title for code in standing.roles), "")
    about = ", ".join(filter(None, [role, standing.place, actor.council.name]))
    return {
        "title": f"What {actor.get_full_name()} did to keep learning",
        "council": actor.council.name,
        "context": about,
        "lead": sums.line,
        "foot": f"SEND Academy, {actor.council.name}. Printed on {date_and_time(at)}.",
        "limits": "Rows marked “own entry” are the person's own account. All others were noted by the "
        "academy when they happened.",
        "parts": [part for part in _parts(rows, sums) if part["rows"]],
    }


def _parts(rows: Sequence[LogRow], sums: Sums) -> Iterator[dict[str, Any]]:
    yield _table(
        "What was done",
        ("When", "What", "Kind", "Minutes", "Competencies"),
        (13, 42, 20, 11, 14),
        [
            [
                day_month_year(row.on),
                " ".join(filter(None, [row.what, f"({row.note})" if row.note else ""])),
                row.kind,
                str(row.minutes or "not noted"),
                ", ".join(row.competencies) or "none",
            ]
            for row in rows
        ],
    )
    yield _sum("By kind", "Kind", sums.kinds)
    yield _sum("By competency", "Competency", sums.competencies, words=sums.often)
    for award, source, totals in sums.awards:
        yield _sum(award, "Unit", totals, words=source)
    yield _table(
        "What it changed, in the person's own words",
        ("When", "What", "What will be different"),
        (13, 30, 57),
        [[day_month_year(row.on), row.what, row.reflection] for row in rows if row.reflection],
    )


def _table(
    title: str, heads: Sequence[str], widths: Sequence[int], rows: list[list[str]], words: str = ""
) -> dict[str, Any]:
    return {"title": title, "words": words, "heads": heads, "widths": widths, "rows": rows}


def _sum(title: str, head: str, totals: Sequence[Total], words: str = "") -> dict[str, Any]:
    rows = [[one.what, str(one.things), minutes(one.minutes) if one.minutes else "none"] for one in totals]
    return _table(title, (head, "Things", "Time"), (60, 15, 25), rows, words)


def record_sheets(rows: Sequence[LogRow], sums: Sums) -> Iterator[Sheet]:
    """The rows on one sheet and what they come to on others."""
    yield Sheet(
        "What I did",
        (
            ("When", 14), ("What", 50), ("Kind", 26), ("Minutes", 10), ("Competencies", 18), ("Note", 28),
            ("What I will do differently", 60),
        ),
        (
            (row.on, row.what, row.kind, row.minutes, ", ".join(row.competencies), row.note, row.reflection)
            for row in rows
        ),
    )  # fmt: skip
    yield _sheet("By competency", "Competency", sums.competencies)
    yield Sheet(
        "By award unit",
        (("Award", 40), ("Unit", 50), ("Things", 10), ("Minutes", 10), ("Who says so", 60)),
        (
            (award, one.what, one.things, one.minutes, source)
            for award, source, totals in sums.awards
            for one in totals
        ),
    )


def _sheet(name: str, head: str, totals: Sequence[Total]) -> Sheet:
    return Sheet(
        name,
        ((head, 70), ("Things", 10), ("Minutes", 10)),
        ((one.what, one.things, one.minutes) for one in totals),
    )
