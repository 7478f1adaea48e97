"""Trying joiners, movers, leavers and renames out on the register, row by row. Pure."""

from __future__ import annotations

import datetime

from academy.kit.words import day_month_year
from academy.staffing.rules import cells as read
from academy.staffing.rules.problems import BadRow, Problem
from academy.staffing.rules.register import PersonState, Register
from academy.staffing.rules.staff import StaffRow, read_staff_row
from academy.staffing.rules.table import Line

KINDS = ("joiner", "mover", "leaver", "rename")


def take_changes(lines: tuple[Line, ...], register: Register) -> list[Problem]:
    """Tries every row in the order of the file; the register then holds the good ones."""
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
    kind = read.one_of(cells, "change_type", KINDS, "unknown_change")
    read.text(cells, "staff_ref", 40, missing="missing_ref")
    effective = read.needed_date(cells, "effective_date")
    row = read_staff_row(line)
    person = register.people.get(row.ref)
    if kind != "joiner" and person is None:
        raise BadRow("unknown_person", "staff_ref")
    if kind in ("joiner", "mover"):
        _check_manager(row, register)
    if not register.address_free(row.email, row.ref):
        raise BadRow("duplicate_email", "email")
    if kind == "joiner":
        changed = _join(row, person, register)
    elif person is None:
        raise BadRow("unknown_person", "staff_ref")
    elif kind == "mover":
        changed = _move(row, person, register, effective)
    elif kind == "leaver":
        changed = _leave(row, person, register)
    else:
        changed = _rename(row, person, register)
    register.tally.unchanged += not changed


def _check_manager(row: StaffRow, register: Register) -> None:
    if row.manager and row.manager not in register.people and row.manager != row.ref:
        raise BadRow("unknown_manager", "manager_ref")
    if register.would_cycle(row.ref, row.manager):
        raise BadRow("manager_cycle", "manager_ref")


def _join(row: StaffRow, person: PersonState | None, register: Register) -> bool:
    words = f"Joined on {day_month_year(row.starts_on)}: {row.title()}"
    if person is None:
        register.place(row.team, row.area)
        register.add(row.person())
        register.tally.left += row.left
        register.tally.created += not row.left
        register.note(row.ref, "join", words)
        return True
    if person.joined_on == row.starts_on:
        return False
    if person.left_on is None or row.starts_on <= person.left_on:
        raise BadRow("already_here", "staff_ref")
    register.place(row.team, row.area)
    register.rename(person, row.given_name, row.family_name, row.email)
    person.joined_on, person.left_on, person.active, person.changed = row.starts_on, None, True, True
    person.posts.append(row.post(row.starts_on))
    register.tally.updated += 1
    register.note(row.ref, "join", words.replace("Joined", "Came back", 1))
    return True


def _move(row: StaffRow, person: PersonState, register: Register, effective: datetime.date) -> bool:
    new = row.post(effective)
    if any(post.starts_on == effective and post.same_work(new) and not post.dropped for post in person.posts):
        return False
    if person.left_on is not None:
        raise BadRow("has_left", "staff_ref")
    last = person.post_on(datetime.date.max)
    if last is not None and effective < last.starts_on:
        raise BadRow("before_last_post", "effective_date")
    register.place(row.team, row.area)
    person.move(new)
    register.tally.updated += 1
    register.note(row.ref, "move", f"From {day_month_year(effective)}: {row.title()}")
    return True


def _leave(row: StaffRow, person: PersonState, register: Register) -> bool:
    if row.leaves_on is None:
        raise BadRow("missing_date", "leave_date")
    if person.joined_on and row.leaves_on < person.joined_on:
        raise BadRow("leave_before_start", "leave_date")
    if person.left_on == row.leaves_on and not (row.left and person.active):
        return False
    person.leave(row.leaves_on, at_once=row.left)
    register.tally.left += 1
    register.note(row.ref, "leave", f"Left; the last day is {day_month_year(row.leaves_on)}")
    return True


def _rename(row: StaffRow, person: PersonState, register: Register) -> bool:
    if not register.rename(person, row.given_name, row.family_name, row.email):
        return False
    register.tally.updated += 1
    register.note(row.ref, "rename", "Has a new name or e-mail address")
    return True
