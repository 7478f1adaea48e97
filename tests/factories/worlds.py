"""Two councils with teams and one person of every role: what access tests are played in."""

from __future__ import annotations

from dataclasses import dataclass, field

from academy.people.models import Council, Organisation, Team, User
from tests.factories.academy import (
    CouncilFactory,
    OrganisationFactory,
    PartnerFactory,
    PostFactory,
    StaffFactory,
    TeamFactory,
)

ROLE_OF = {
    "starter": "R01",
    "coordinator": "R02",
    "senior": "R03",
    "manager": "R10",
    "pdl": "R15",
    "qa": "R13",
    "head": "R12",
    "admin": "R17",
}
COLUMNS = ("anonymous", *ROLE_OF, "partner", "other_council")
"""The columns of the access matrix, in order."""


@dataclass
class CouncilWorld:
    """One council. `people` has the named roles and, besides, `colleague` (same team as the coordinator),
    `stranger` (other team), `other_manager` (leads the other team) and `partner`."""

    council: Council
    own_team: Team
    other_team: Team
    organisation: Organisation
    people: dict[str, User] = field(default_factory=dict)
    _more: dict[str, User] = field(default_factory=dict)

    def person(self, name: str) -> User:
        """A person by name (`coordinator`, `pdl` ...) or by role code, made on demand."""
        if name in self.people:
            return self.people[name]
        if name not in self._more:
            if name.startswith("P"):
                self._more[name] = PartnerFactory(organisation=self.organisation, role=name)
            else:
                self._more[name] = StaffFactory(team=self.own_team, role=name)
        return self._more[name]


@dataclass(frozen=True)
class World:
    """The home council and the second one, whose people must never show in the first."""

    home: CouncilWorld
    second: CouncilWorld

    def actor(self, column: str) -> User | None:
        """Who plays a column of the matrix; nobody plays `anonymous`."""
        if column == "anonymous":
            return None
        return self.second.people["manager"] if column == "other_council" else self.home.people[column]


def council_world(name: str = "Alderwick", **fields: object) -> CouncilWorld:
    """One council with two teams, the named people and a partner organisation."""
    slug = name.lower()
    council = CouncilFactory(name=f"{name} Council", slug=slug, **fields)
    own, other = (
        TeamFactory(council=council, name=f"{name} {team}") for team in ("North Review", "South Review")
    )
    desk = TeamFactory(council=council, name=f"{name} Leadership")
    organisation = OrganisationFactory(council=council, name=f"{name} Oakfield School")
    world = CouncilWorld(council, own, other, organisation)

    def add(key: str, role: str, team: Team, manager: User | None = None) -> User:
        person = StaffFactory(
            team=team, role=role, manager=manager, email=f"{key}@{slug}.example", given_name=key.capitalize()
        )
        world.people[key] = person
        return person

    head = add("head", "R12", desk)
    for key in ("pdl", "qa", "admin"):
        add(key, ROLE_OF[key], desk, head)
    PostFactory(person=world.people["admin"], role="R23", team=desk, manager=head)
    manager = add("manager", "R10", own, head)
    for key in ("senior", "coordinator", "starter"):
        add(key, ROLE_OF[key], own, manager)
    add("colleague", "R02", own, manager)
    other_manager = add("other_manager", "R10", other, head)
    add("stranger", "R02", other, other_manager)
    world.people["partner"] = PartnerFactory(
        organisation=organisation, role="P01", email=f"partner@{slug}.example", given_name="Partner"
    )
    return world


def build_world() -> World:
    """Two councils, alike to the last post."""
    return World(home=council_world("Alderwick"), second=council_world("Brackenshire"))


def second_council() -> CouncilWorld:
    """Only the council that must stay out of sight."""
    return council_world("Brackenshire")
