"""Who wrote the plan: from a staff number, a full name, 'Family, Given', an e-mail or initials.

Pure, over a plain roster. Never a wrong person: what fits two people fits nobody, until a person says which.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

WRITING_ROLES = frozenset({"R01", "R02", "R03", "R04", "R05", "R16", "R19", "R22"})
"""Roles that write plans: initials are looked for among these alone."""

INITIALS = re.compile(r"^[A-Z]\.?\s?[A-Z]\.?$")
REF = re.compile(r"^[A-Z]{1,4}-?\d{2,}$", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """One line of the roster: anybody who works or worked for the council, leavers included."""

    key: Hashable
    ref: str
    given_name: str
    family_name: str
    email: str
    role: str
    team: str
    area: str
    joined_on: dt.date | None = None
    left_on: dt.date | None = None

    @property
    def initials(self) -> str:
        """First letters of the given and the family name."""
        return f"{self.given_name[:1]}{self.family_name[:1]}".upper()


@dataclass(frozen=True)
class Resolved:
    """The answer: a person and the form they were written in, or the reason why nobody fits."""

    person: Person | None
    form: str
    detail: str = ""
    candidates: tuple[Person, ...] = ()


def name_key(text: str) -> str:
    """A name without case and double blanks; curly apostrophes and long hyphens made plain."""
    text = text.replace("’", "'").replace("–", "-").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip().casefold()


class WriterBook:
    """Finds people of one council by what a file calls them. Answers are remembered."""

    def __init__(self, roster: Iterable[Person]) -> None:
        self.people = tuple(roster)
        self._by_ref: dict[str, Person] = {}
        self._by_email: dict[str, Person] = {}
        self._by_name: defaultdict[str, set[Person]] = defaultdict(set)
        self._by_initials: defaultdict[str, set[Person]] = defaultdict(set)
        for person in self.people:
            if person.ref:
                self._by_ref[person.ref.casefold()] = person
            if person.email:
                self._by_email[person.email.casefold()] = person
            self._by_name[name_key(f"{person.given_name} {person.family_name}")].add(person)
            if person.role in WRITING_ROLES:
                self._by_initials[person.initials].add(person)
        self.teams = {name_key(person.team) for person in self.people if person.team}

    def resolve(
        self, written: str, *, team: str = "", area: str = "", day: dt.date | None = None
    ) -> Resolved:
        """Who is meant by ``written`` in an audit of that team (or area, where the file has no team)."""
        text = written.strip()
        if not text:
            return Resolved(None, "blank", "blank")
        if "@" in text:
            return self._one(
                {self._by_email[text.casefold()]} if text.casefold() in self._by_email else set(), "email"
            )
        if text.casefold() in self._by_ref:
            return Resolved(self._by_ref[text.casefold()], "ref")
        if REF.match(text):
            return Resolved(None, "ref", "unknown_ref")
        if INITIALS.match(text):
            return self._initials(re.sub(r"[.\s]", "", text), team, area, day)
        if "," in text:
            family, _, given = text.partition(",")
            return self._one(self._by_name.get(name_key(f"{given} {family}"), set()), "family_given")
        return self._one(self._by_name.get(name_key(text), set()), "full_name")

    def _one(self, found: set[Person], form: str) -> Resolved:
        if len(found) == 1:
            return Resolved(next(iter(found)), form)
        return Resolved(None, form, "ambiguous_name" if found else "unknown_name", _sorted(found))

    def _initials(self, letters: str, team: str, area: str, day: dt.date | None) -> Resolved:
        found = {
            person
            for person in self._by_initials.get(letters, set())
            if day is None or person.joined_on is None or person.joined_on <= day
        }
        if team and name_key(team) in self.teams:
            found = {person for person in found if name_key(person.team) == name_key(team)}
        elif area:
            found = {person for person in found if name_key(person.area) == name_key(area)}
        if len(found) == 1:
            return Resolved(next(iter(found)), "initials")
        return Resolved(None, "initials", "ambiguous_initials" if found else "unknown_name", _sorted(found))


def _sorted(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda person: (person.family_name, person.given_name, person.ref)))


def is_leaver(person: Person, day: dt.date) -> bool:
    """Whether the person had left by that day, or has left since."""
    return person.left_on is not None and person.left_on < day


Confirmed = Mapping[str, str]
"""What a person decided at the check: 'sheet!row' to the staff number of the writer."""
