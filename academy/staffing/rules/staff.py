"""Trying the full list of staff out on the register. Pure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from academy.people.roles import ROLES
from academy.staffing.models import MOST_PLANS
from academy.staffing.rules import cells as read
from academy.staffing.rules.problems import BadRow, Problem
from academy.staffing.rules.register import PersonState, PostState, Register
from academy.staffing.rules.table import Line

STATUSES = ("active", "leave", "secondment", "left")


@dataclass(frozen=True)
class StaffRow:
    """One row of the list, read and checked by itself."""

    number: int
    ref: str
    given_name: str
    family_name: str
    email: str
    role: str
    team: str
    area: str
    manager: str
    starts_on: datetime.date
    leaves_on: datetime.date | None
    fte: Decimal
    working_days: str
    left: bool
    caseload: int | None = None

    def post(self, starts_on: datetime.date) -> PostState:
        """The post that the row describes, from a day on."""
        return PostState(self.role, self.team, self.manager, starts_on, None, self.fte, self.working_days)

    def person(self) -> PersonState:
        """The person that the row describes, with their one post, ended if they have left."""
        person = PersonState(self.ref, self.given_name, self.family_name, self.email, self.starts_on)
        person.posts.append(self.post(self.starts_on))
        if self.left and self.leaves_on:
            person.leave(self.leaves_on, at_once=True)
        return person

    def title(self) -> str:
        """The role and the team in words."""
        return f"{ROLES[self.role].title}, {self.team}"


def read_staff_row(line: Line) -> StaffRow:
    """One row as facts. Raises BadRow."""
    cells = line.cells
    if cells is None:
        raise BadRow("bad_row")
    ref = read.text(cells, "staff_ref", 40, missing="missing_ref")
    given = read.text(cells, "given_name", 80, missing="missing_name")
    family = read.text(cells, "family_name", 80, missing="missing_name")
    email = read.email(cells)
    status = read.one_of(cells, "status", STATUSES, "unknown_status")
    starts_on = read.needed_date(cells, "start_date")
    leaves_on = read.date(cells, "leave_date", needed=status == "left")
    if leaves_on is not None and leaves_on < starts_on:
        raise BadRow("leave_before_start", "leave_date")
    return StaffRow(
        number=line.number,
        ref=ref,
        given_name=given,
        family_name=family,
        email=email,
        role=read.role(cells, "R"),
        team=read.text(cells, "team", 120, missing="missing_team"),
        area=read.text(cells, "area", 60),
        manager=read.text(cells, "manager_ref", 40),
        starts_on=starts_on,
        leaves_on=leaves_on,
        fte=read.share(cells),
        working_days=read.text(cells, "working_days", 40),
        left=status == "left",
        caseload=read.whole(cells, "caseload", MOST_PLANS),
    )


def take_staff(lines: tuple[Line, ...], register: Register, day: datetime.date) -> list[Problem]:
    """Tries every row; the register then holds the good ones. `day` is the day the list speaks of."""
    rows, problems = _readable(lines)
    problems += _doubles(rows, register)
    while found := [*_strangers(rows, register), *_cycles(rows, register)]:
        problems += found
        for problem in found:
            rows.pop(problem.row)
    for row in rows.values():
        register.place(row.team, row.area)
        _apply(row, register, day)
        if row.caseload is not None and not row.left:
            register.count_plans(row.ref, row.caseload, day)
    return problems


def _readable(lines: tuple[Line, ...]) -> tuple[dict[int, StaffRow], list[Problem]]:
    rows, problems = {}, []
    for line in lines:
        try:
            rows[line.number] = read_staff_row(line)
        except BadRow as bad:
            problems.append(Problem(line.number, bad.reason, bad.column))
    return rows, problems


def _doubles(rows: dict[int, StaffRow], register: Register) -> list[Problem]:
    """Takes out rows whose staff number or address is used twice; the first row of a file keeps it."""
    problems: list[Problem] = []
    refs: set[str] = set()
    emails: dict[str, str] = {}
    freed = {p.email for r in rows.values() if (p := register.people.get(r.ref)) and p.email != r.email}
    for number, row in list(rows.items()):
        reason, column = "", ""
        if row.ref in refs:
            reason, column = "duplicate_ref", "staff_ref"
        elif emails.get(row.email, row.ref) != row.ref or not (
            row.email in freed or register.address_free(row.email, row.ref)
        ):
            reason, column = "duplicate_email", "email"
        if reason:
            problems.append(Problem(number, reason, column))
            del rows[number]
            continue
        refs.add(row.ref)
        emails[row.email] = row.ref
    return problems


def _strangers(rows: dict[int, StaffRow], register: Register) -> list[Problem]:
    known = {row.ref for row in rows.values()} | set(register.people)
    return [
        Problem(number, "unknown_manager", "manager_ref")
        for number, row in rows.items()
        if row.manager and row.manager not in known
    ]


def _cycles(rows: dict[int, StaffRow], register: Register) -> list[Problem]:
    """Rows of people who would stand above themselves, taking the file and the register together."""
    above = {ref: person.manager for ref, person in register.people.items()}
    above.update((row.ref, row.manager) for row in rows.values())
    problems = []
    for number, row in rows.items():
        seen: set[str] = set()
        step = row.manager
        while step and step != row.ref and step not in seen:
            seen.add(step)
            step = above.get(step, "")
        if step == row.ref:
            problems.append(Problem(number, "manager_cycle", "manager_ref"))
    return problems


def _apply(row: StaffRow, register: Register, day: datetime.date) -> None:
    person = register.people.get(row.ref)
    tally = register.tally
    if person is None:
        register.add(row.person())
        tally.left += row.left
        tally.created += not row.left
        verb = "leave" if row.left else "join"
        register.note(row.ref, verb, f"In the list of staff: {row.title()}")
        return
    changed = register.rename(person, row.given_name, row.family_name, row.email)
    if person.joined_on != row.starts_on and not (person.left_on and person.left_on < row.starts_on):
        person.joined_on, person.changed, changed = row.starts_on, True, True
    if row.left and row.leaves_on:
        if person.active or person.left_on != row.leaves_on:
            person.leave(row.leaves_on, at_once=True)
            register.note(row.ref, "leave", "Left, as the list of staff says")
            tally.left += 1
            return
    else:
        changed |= _keep_in_post(row, person, register, day)
    tally.updated += changed
    tally.unchanged += not changed


def _keep_in_post(row: StaffRow, person: PersonState, register: Register, day: datetime.date) -> bool:
    """Brings the post of somebody who works here up to date. Whether anything changed."""
    if person.left_on is not None:
        begins = row.starts_on if person.left_on and row.starts_on > person.left_on else day
        person.active, person.left_on, person.changed = True, None, True
        person.joined_on = row.starts_on
        person.posts.append(row.post(begins))
        register.note(row.ref, "join", f"Back in the list of staff: {row.title()}")
        return True
    post, new = person.post_on(day), row.post(day)
    if post is None or not post.same_work(new):
        new.starts_on = row.starts_on if post is None else max(day, post.starts_on)
        person.move(new)
        register.note(row.ref, "move", f"Now {row.title()}, as the list of staff says")
        return True
    if (post.fte, post.working_days) != (new.fte, new.working_days):
        post.fte, post.working_days, post.changed = new.fte, new.working_days, True
        return True
    return False
