"""Who is due, overdue, exempt or done, by team: names for those who may see them, counts for heads."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.http import QueryDict

from academy.kit.words import day_month_year, plural
from academy.people.access import can, people_led_by, scope_of, visible
from academy.people.grants import Scope
from academy.people.models import Absence, Post, User
from courses.pages.queries import modules_by_code
from courses.requirements.models import Ask
from courses.requirements.queries.facts import Ground, ground_of
from courses.requirements.rules.merging import Thing
from courses.requirements.rules.standing import DONE, DUE, EXEMPT, OVERDUE, Lapse, Line, forecast, stand

FEWEST = 5
"""A team with fewer people is not shown by itself to those who see figures without names."""
LOOK_BACK = 90
"""So many days back somebody's leave is shown beside what is overdue."""
WORDS = {OVERDUE: "Overdue", DUE: "Due", EXEMPT: "Exempt", DONE: "Done"}
SMALL_TEAMS = "Smaller teams together"


@dataclass(frozen=True)
class Narrow:
    """What narrows the list: a team, a state, a thing."""

    team: str = ""
    state: str = ""
    code: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Narrow:
        """From the address; what is not a choice is left out."""
        state = asked.get("state", "")
        return cls(asked.get("team", ""), state if state in WORDS else "", asked.get("code", "")[:12])

    @property
    def address(self) -> str:
        """As it stands in the address."""
        said = QueryDict(mutable=True)
        said.update({name: value for name, value in self.__dict__.items() if value})
        return said.urlencode()


@dataclass(frozen=True)
class Item:
    """One line of one person with the title and address of its thing."""

    line: Line
    thing: Thing

    @property
    def words(self) -> str:
        """How it stands, with its date."""
        line = self.line
        if line.state == EXEMPT:
            return f"Exempt. {line.reason}"
        if line.state == DONE:
            again = f", again by {day_month_year(line.due_on)}" if line.due_on else ""
            return f"Done {day_month_year(line.done_on)}{again}" if line.done_on else "Done"
        was = "was due" if line.state == OVERDUE else "due"
        return f"{was} {day_month_year(line.due_on)}" if line.due_on else was


@dataclass(frozen=True)
class PersonRow:
    """One person: what is overdue and due, and how much they were away lately."""

    pk: int
    name: str
    team: str
    team_id: int
    away: str
    items: tuple[Item, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class TeamRow:
    """One team in numbers: people, and how many of them have something overdue or due."""

    name: str
    people: int
    overdue: int
    due: int
    done: int
    asked: int

    @property
    def share(self) -> float | None:
        """The share of all that is asked which is done."""
        return self.done / self.asked if self.asked else None


@dataclass(frozen=True)
class Standing:
    """Everything on the page. `people` is empty for those who see figures without names."""

    whose: str
    named: bool
    today: datetime.date
    people: tuple[PersonRow, ...]
    teams: tuple[TeamRow, ...]
    ahead: tuple[Lapse, ...]
    titles: Mapping[str, Thing]
    choices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """The figures at the top."""
        return [
            (str(self.counts["late_people"]), f"of {plural(self.counts['people'], 'person', 'people')} "
             "have something overdue", "look" if self.counts["late_people"] else "settled"),
            (str(self.counts[OVERDUE]), "things overdue", ""),
            (str(self.counts[DUE]), "things due", ""),
            (str(self.counts[EXEMPT]), "exempt, each with a reason", ""),
        ]  # fmt: skip

    def lapses(self) -> list[tuple[datetime.date, int, int, list[tuple[str, int]]]]:
        """The months ahead: month, times, people, and what it is."""
        return [
            (
                one.month,
                one.count,
                one.people,
                [(self.titles[code].title, count) for code, count in sorted(one.things.items())],
            )
            for one in self.ahead
        ]


@dataclass(frozen=True)
class _Place:
    """Where somebody works."""

    name: str
    team: str
    team_id: int


def standing_for(*, actor: User, today: datetime.date, narrow: Narrow) -> Standing | None:
    """How people stand, as far as the actor may know; None when they may not. Constant queries."""
    if not can(actor, "see_standing"):
        return None
    scope = scope_of(actor, Ask.reach.kind)
    led = set(people_led_by(actor)) if scope is Scope.TEAM else None
    ground = ground_of(council_id=actor.council_id, on=today, people=led)
    lines = stand(cells=ground.cells, holders=ground.holders, facts=ground.facts, today=today)
    places = _places({one.person for one in ground.holders}, today)
    lines = [line for line in lines if line.person in places]
    things = things_of(council_id=actor.council_id, codes={line.code for line in lines}, ground=ground)
    lines = [line for line in lines if line.code in things]
    named = scope in (Scope.TEAM, Scope.COUNCIL)
    away = _away(actor, places, today) if named else {}
    narrowed = [line for line in lines if _fits(line, places, narrow)]
    return Standing(
        whose="the people you lead" if scope is Scope.TEAM else "everybody in post",
        named=named,
        today=today,
        people=_people(narrowed, places, things, away, narrow) if named else (),
        teams=_teams(lines, places, named=named),
        ahead=tuple(forecast(lines, today=today)),
        titles=things,
        choices=_choices(lines, places, things),
        counts=_counts(lines, places),
    )


def things_of(*, council_id: int, codes: Iterable[str], ground: Ground) -> dict[str, Thing]:
    """Title, address and minutes of what is asked, by code: one query."""
    wanted = set(codes)
    found = {code: Thing(page.title, page.path) for code, page in ground.pages.items() if code in wanted}
    cards = modules_by_code(council_id=council_id, codes=wanted - found.keys())
    return found | {code: Thing(card.title, card.path, card.minutes) for code, card in cards.items()}


def _places(people: Iterable[int], today: datetime.date) -> dict[int, _Place]:
    posts = Post.objects.open_on(today).filter(person_id__in=people).order_by("-starts_on", "-pk")
    rows = posts.values_list(
        "person_id", "person__given_name", "person__family_name", "team__name", "team_id"
    )
    return {pk: _Place(f"{given} {family}", team, team_id) for pk, given, family, team, team_id in rows}


def _away(actor: User, people: Iterable[int], today: datetime.date) -> dict[int, str]:
    """Who is away or was lately, in words, as far as the actor may know of leave: one query."""
    since = today - datetime.timedelta(days=LOOK_BACK)
    rows = visible(actor, Absence).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=since), person_id__in=people, starts_on__lte=today
    )
    days: Counter[int] = Counter()
    now: dict[int, str] = {}
    for row in rows:
        last = min(row.ends_on or today, today)
        days[row.person_id] += (last - max(row.starts_on, since)).days + 1
        if row.ends_on is None or row.ends_on >= today:
            now[row.person_id] = f"{row.get_kind_display()} since {day_month_year(row.starts_on)}"
    return {
        person: now.get(person, f"Away {plural(count, 'day')} of the last {LOOK_BACK}")
        for person, count in days.items()
    }


def _fits(line: Line, places: Mapping[int, _Place], narrow: Narrow) -> bool:
    return (
        (not narrow.team or str(places[line.person].team_id) == narrow.team)
        and (not narrow.code or line.code == narrow.code)
        and (line.state == narrow.state if narrow.state else True)
    )


def _people(
    lines: Iterable[Line],
    places: Mapping[int, _Place],
    things: Mapping[str, Thing],
    away: Mapping[int, str],
    narrow: Narrow,
) -> tuple[PersonRow, ...]:
    """People with what they have open, those with most overdue first. What is done is shown on request."""
    by_person: dict[int, list[Line]] = {}
    for line in lines:
        by_person.setdefault(line.person, []).append(line)
    shown = (narrow.state,) if narrow.state else (OVERDUE, DUE)
    rows = []
    for person, held in by_person.items():
        items = [Item(line, things[line.code]) for line in held if line.state in shown]
        if items:
            items.sort(key=lambda item: (item.line.due_on or datetime.date.max, item.line.code))
            place, counts = places[person], Counter(line.state for line in held)
            rows.append(
                PersonRow(
                    person, place.name, place.team, place.team_id, away.get(person, ""), tuple(items), counts
                )
            )
    return tuple(sorted(rows, key=lambda row: (-row.counts.get(OVERDUE, 0), row.name)))


def _teams(lines: Iterable[Line], places: Mapping[int, _Place], *, named: bool) -> tuple[TeamRow, ...]:
    """Counts by team. Without names a team of a few people is not shown by itself."""
    sizes = Counter(place.team for place in places.values())
    if not named:
        small = {team for team, size in sizes.items() if size < FEWEST}
        places = {
            pk: _Place(place.name, SMALL_TEAMS, 0) if place.team in small else place
            for pk, place in places.items()
        }
        sizes = Counter(place.team for place in places.values())
        if sizes[SMALL_TEAMS] < FEWEST:
            del sizes[SMALL_TEAMS]
    states: dict[str, Counter[str]] = {team: Counter() for team in sizes}
    late: dict[str, set[int]] = {team: set() for team in sizes}
    for line in lines:
        team = places[line.person].team
        if team in sizes:
            states[team][line.state] += 1
            if line.state == OVERDUE:
                late[team].add(line.person)
    return tuple(
        TeamRow(
            name=team,
            people=sizes[team],
            overdue=len(late[team]),
            due=states[team][DUE],
            done=states[team][DONE] + states[team][EXEMPT],
            asked=states[team].total(),
        )
        for team in sorted(sizes)
    )


def _choices(
    lines: Iterable[Line], places: Mapping[int, _Place], things: Mapping[str, Thing]
) -> dict[str, Sequence[tuple[str, str]]]:
    teams = sorted({(place.team, str(place.team_id)) for place in places.values()})
    codes = sorted({line.code for line in lines})
    return {
        "teams": [(pk, name) for name, pk in teams],
        "states": list(WORDS.items()),
        "codes": [(code, f"{things[code].title} ({code})") for code in codes],
    }


def _counts(lines: Sequence[Line], places: Mapping[int, _Place]) -> dict[str, int]:
    states = Counter(line.state for line in lines)
    late = {line.person for line in lines if line.state == OVERDUE}
    return {
        "people": len(places),
        "late_people": len(late),
        **{state: states[state] for state in WORDS},
    }
