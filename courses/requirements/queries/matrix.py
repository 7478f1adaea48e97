"""The matrix as a table, one cell of it, and what a change of it would ask."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from academy.kit.words import listed, plural
from academy.people.access import visible
from academy.people.models import Affiliation, User
from courses.handbook.queries import reading_of
from courses.pages.queries import module_titles, modules_by_code
from courses.requirements.models import Requirement
from courses.requirements.queries.facts import Ground, cells_of, ground_of
from courses.requirements.rules.audiences import GROUPS, OTHERS, titles_of
from courses.requirements.rules.merging import Thing
from courses.requirements.rules.standing import ASKING, Cell, Line, due_lines, stand

Named = tuple[str, str, datetime.date | None, str]
"""Person, thing, date and state."""
SHOWN = 60
"""So many people are named in a preview; the rest are counted."""


@dataclass(frozen=True)
class CellView:
    """One requirement as a cell of the table shows it."""

    row: Requirement
    things: tuple[Thing, ...]
    over: bool

    @property
    def who(self) -> str:
        """Who has to, in words: all, or which roles."""
        if self.row.kind == Requirement.Kind.TARGETED or self.row.roles:
            return listed(titles_of(self.row.role_codes))
        return self.row.get_kind_display()

    @property
    def when(self) -> str:
        """By when, and how often."""
        if self.row.kind not in ASKING:
            return ""
        if self.row.group == OTHERS:
            return "Invited, never due"
        again = self.row.refresh_months
        first = f"within {plural(self.row.first_days, 'day')} of starting"
        return f"{first}, again every {plural(again, 'month')}" if again else first


@dataclass(frozen=True)
class TrainingRow:
    """One kind of training with its cells by group."""

    training: str
    cells: tuple[tuple[str, tuple[CellView, ...]], ...]


def matrix_for(*, actor: User, today: datetime.date) -> list[TrainingRow]:
    """The whole matrix as far as it holds today or later: three queries and one for the modules."""
    rows = [
        row
        for row in visible(actor, Requirement).order_by("position", "group", "pk")
        if row.active_to is None or row.active_to >= today
    ]
    things = _things(actor.council_id, {code for row in rows for code in row.codes})
    table: dict[str, dict[str, list[CellView]]] = {}
    for row in rows:
        cells = table.setdefault(row.training, {group: [] for group in GROUPS})
        held = tuple(things[code] for code in row.codes if code in things)
        cells[row.group].append(CellView(row, held, row.active_from > today))
    return [
        TrainingRow(training, tuple((group, tuple(held)) for group, held in cells.items()))
        for training, cells in table.items()
    ]


def _things(council_id: int, codes: set[str]) -> dict[str, Thing]:
    pages = reading_of(council_id=council_id)
    found = {code: Thing(page.title, page.path) for code, page in pages.items() if code in codes}
    cards = modules_by_code(council_id=council_id, codes=codes - found.keys())
    return found | {code: Thing(card.title, card.path, card.minutes) for code, card in cards.items()}


def requirement_of(*, actor: User, pk: int) -> Requirement | None:
    """One cell, if the actor may see it."""
    return visible(actor, Requirement).filter(pk=pk).first()


def things_offered(*, council_id: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything that can be asked for: handbook pages and modules by code, for a choice. Three queries."""
    pages = [(code, f"{page.title} ({code})") for code, page in reading_of(council_id=council_id).items()]
    modules = sorted(module_titles(council_id=council_id).items())
    return [
        ("Handbook pages", pages),
        ("Practice modules", [(code, f"{title} ({code})") for code, title in modules if code[:3] == "PM-"]),
        ("Other modules", [(code, f"{title} ({code})") for code, title in modules if code[:3] != "PM-"]),
    ]


@dataclass(frozen=True)
class Effect:
    """What a changed cell would ask, and what it would let go of: people and things that are new or gone."""

    asked: tuple[Named, ...]
    people: int
    things: int
    late: int
    dropped: int
    guests: int

    @property
    def more(self) -> int:
        """How many lines are not named."""
        return self.things - len(self.asked)

    @property
    def title(self) -> str:
        """What it comes to, in words."""
        if not self.things:
            return "This would ask nobody for anything new"
        return f"This would ask {plural(self.people, 'person', 'people')} for {plural(self.things, 'thing')}"


def effect_of(*, actor: User, cell: Cell | None, instead_of: int | None, today: datetime.date) -> Effect:
    """What would be asked if this cell stood in the matrix, in the place of a stored one if one is named.

    `cell` None: a cell that asks nothing by itself. Nothing is written.
    """
    council_id = actor.council_id
    stored = cells_of(council_id=council_id)
    kept = [one for one in stored if one.pk != instead_of]
    wished = [*kept, cell] if cell is not None else kept
    ground = ground_of(council_id=council_id, on=today, cells=[*stored, *([cell] if cell else [])])
    now, then = _due(stored, ground, today), _due(wished, ground, today)
    new = [line for thing, line in then.items() if thing not in now]
    return Effect(
        asked=_named(new, council_id),
        people=len({line.person for line in new}),
        things=len(new),
        late=sum(line.state == "overdue" for line in new),
        dropped=len(now.keys() - then.keys()),
        guests=_guests(council_id, cell, today),
    )


def _due(cells: Sequence[Cell], ground: Ground, today: datetime.date) -> dict[tuple[int, str], Line]:
    lines = stand(cells=cells, holders=ground.holders, facts=ground.facts, today=today)
    return {(line.person, line.code): line for line in due_lines(lines)}


def _named(lines: Sequence[Line], council_id: int) -> tuple[Named, ...]:
    """Person, thing, date and state of the first of these lines by name: four queries."""
    things = _things(council_id, {line.code for line in lines})
    people = User.objects.filter(pk__in={line.person for line in lines}).order_by("family_name", "given_name")
    names = {
        pk: f"{given} {family}" for pk, given, family in people.values_list("pk", "given_name", "family_name")
    }
    places = {pk: place for place, pk in enumerate(names)}
    rows = sorted((line for line in lines if line.code in things), key=lambda line: places[line.person])
    return tuple(
        (names[line.person], things[line.code].title, line.due_on, line.state) for line in rows[:SHOWN]
    )


def _guests(council_id: int, cell: Cell | None, today: datetime.date) -> int:
    """How many guests of other services a cell is an invitation for."""
    if cell is None or cell.group != OTHERS:
        return 0
    roles = cell.roles or GROUPS[OTHERS]
    rows = Affiliation.objects.filter(person__council_id=council_id, role__in=roles, starts_on__lte=today)
    return rows.exclude(ends_on__lt=today).values("person_id").distinct().count()
