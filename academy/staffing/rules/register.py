"""Who works here, held in memory while a file is tried out on it.

Nothing is stored until all is well. Pure.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

DAY = datetime.timedelta(days=1)
APPOINTED = frozenset({"R23"})
"""Roles that are given inside the academy, beside the post that the HR system knows."""


@dataclass
class PostState:
    """A post: role, team, line manager, first and last day. Without `pk` it is new."""

    role: str
    team: str
    manager: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    fte: Decimal
    working_days: str
    pk: int | None = None
    changed: bool = False
    dropped: bool = False

    def open_on(self, day: datetime.date) -> bool:
        """Whether the post is held on this day; its last day counts."""
        return not self.dropped and self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    def same_work(self, other: PostState) -> bool:
        """Same role in the same team under the same manager."""
        return (self.role, self.team, self.manager) == (other.role, other.team, other.manager)


@dataclass
class PersonState:
    """A person with their posts. Without `pk` they are new."""

    ref: str
    given_name: str
    family_name: str
    email: str
    joined_on: datetime.date | None
    left_on: datetime.date | None = None
    active: bool = True
    posts: list[PostState] = field(default_factory=list)
    pk: int | None = None
    changed: bool = False
    gone: bool = False

    def post_on(self, day: datetime.date) -> PostState | None:
        """The post that the HR system means: the one held on the day, or else the last one known."""
        posts = [post for post in self.posts if not post.dropped]
        known = [post for post in posts if post.role not in APPOINTED] or posts
        held = [post for post in known if post.open_on(day)]
        return max(held or known, key=lambda post: post.starts_on, default=None)

    @property
    def manager(self) -> str:
        """The staff number of the line manager in the latest post."""
        post = self.post_on(datetime.date.max)
        return post.manager if post else ""

    def leave(self, last_day: datetime.date, *, at_once: bool) -> None:
        """Ends everything the person holds on the last day. Posts that would have begun later fall away.

        `at_once` also takes the access away now, whatever the last day is: HR says that they have left.
        """
        for post in self.posts:
            if post.starts_on > last_day:
                post.dropped = True
            elif post.ends_on is None or post.ends_on > last_day:
                post.ends_on, post.changed = last_day, True
        self.left_on, self.changed, self.gone = last_day, True, True
        self.active = self.active and not at_once

    def move(self, new: PostState) -> None:
        """Begins a new post and ends the one held before on the day before.

        On the same day it is replaced.
        """
        before = self.post_on(new.starts_on)
        if before is not None and before.starts_on == new.starts_on:
            before.role, before.team, before.manager = new.role, new.team, new.manager
            before.fte, before.working_days, before.changed = new.fte, new.working_days, True
            return
        if before is not None and before.open_on(new.starts_on):
            before.ends_on, before.changed = new.starts_on - DAY, True
        self.posts.append(new)


@dataclass
class AbsenceState:
    """A stretch of leave or secondment. Without `pk` it is new."""

    ref: str
    kind: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    pk: int | None = None
    changed: bool = False


@dataclass(frozen=True)
class CaseloadState:
    """How many plans somebody held on a day."""

    ref: str
    on: datetime.date
    plans: int


@dataclass(frozen=True)
class Note:
    """A line for the history of one person."""

    ref: str
    verb: str
    words: str


@dataclass
class Tally:
    """How many rows did what. Each good row counts once."""

    created: int = 0
    updated: int = 0
    left: int = 0
    unchanged: int = 0

    def as_json(self) -> dict[str, int]:
        """For the command's answer and for what is kept of the file."""
        return dict(vars(self))


class Register:
    """Everybody of one council by staff number, the absences, and which e-mail address is whose.

    `taken` are addresses of people who are not in this register (guests, other councils).
    """

    def __init__(
        self,
        people: Iterable[PersonState] = (),
        absences: Iterable[AbsenceState] = (),
        taken: Iterable[str] = (),
    ) -> None:
        self.people = {person.ref: person for person in people}
        self.absences = {(a.ref, a.kind, a.starts_on): a for a in absences}
        self.addresses = dict.fromkeys(taken, "")
        self.addresses.update((person.email, person.ref) for person in self.people.values())
        self.areas: dict[str, set[str]] = {}
        self.notes: list[Note] = []
        self.caseloads: dict[str, CaseloadState] = {}
        self.tally = Tally()
        self.absence_tally = Tally()

    def address_free(self, address: str, ref: str) -> bool:
        """Whether nobody else has this e-mail address."""
        return self.addresses.get(address, ref) == ref

    def add(self, person: PersonState) -> None:
        """Takes in a new person."""
        self.people[person.ref] = person
        self.addresses[person.email] = person.ref

    def rename(self, person: PersonState, given_name: str, family_name: str, email: str) -> bool:
        """Gives a person their new names and address. Whether anything changed."""
        if (person.given_name, person.family_name, person.email) == (given_name, family_name, email):
            return False
        self.addresses.pop(person.email, None)
        person.given_name, person.family_name, person.email = given_name, family_name, email
        person.changed = True
        self.addresses[email] = person.ref
        return True

    def would_cycle(self, ref: str, manager: str) -> bool:
        """Whether the person would come to stand above themselves."""
        seen: set[str] = set()
        while manager and manager not in seen:
            if manager == ref:
                return True
            seen.add(manager)
            above = self.people.get(manager)
            manager = above.manager if above else ""
        return False

    def note(self, ref: str, verb: str, words: str) -> None:
        """Keeps a line for the history."""
        self.notes.append(Note(ref, verb, words))

    def count_plans(self, ref: str, plans: int, on: datetime.date) -> None:
        """Keeps how many plans a person holds on a day."""
        self.caseloads[ref] = CaseloadState(ref, on, plans)

    def place(self, team: str, area: str) -> None:
        """Remembers in which area a team was said to be."""
        self.areas.setdefault(team, set()).add(area)
