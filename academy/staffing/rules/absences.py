"""Trying leave and secondments out on the register. Pure."""

from __future__ import annotations

from academy.staffing.rules import cells as read
from academy.staffing.rules.problems import BadRow, Problem
from academy.staffing.rules.register import AbsenceState, Register
from academy.staffing.rules.table import Line

KINDS = ("leave", "secondment")


def take_absences(lines: tuple[Line, ...], register: Register) -> list[Problem]:
    """Tries every row; the register then holds the good ones. The same stretch twice is one."""
    problems = []
    for line in lines:
        try:
            _take(line, register)
        except BadRow as bad:
            problems.append(Problem(line.number, bad.reason, bad.column))
    return problems


def _take(line: Line, register: Register) -> None:
    cells = line.cells
    if cells is None:
        raise BadRow("bad_row")
    ref = read.text(cells, "staff_ref", 40, missing="missing_ref")
    kind = read.one_of(cells, "kind", KINDS, "unknown_kind")
    starts_on = read.needed_date(cells, "from_date")
    ends_on = read.date(cells, "to_date")
    if ends_on is not None and ends_on < starts_on:
        raise BadRow("end_before_start", "to_date")
    if ref not in register.people:
        raise BadRow("unknown_person", "staff_ref")
    known = register.absences.get((ref, kind, starts_on))
    if known is None:
        register.absences[ref, kind, starts_on] = AbsenceState(ref, kind, starts_on, ends_on)
        register.absence_tally.created += 1
    elif known.ends_on != ends_on:
        known.ends_on, known.changed = ends_on, True
        register.absence_tally.updated += 1
    else:
        register.absence_tally.unchanged += 1
