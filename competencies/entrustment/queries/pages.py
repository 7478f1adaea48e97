"""What the pages of levels show: all tasks of one person in groups, and one task of one person."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from academy.people.models import User
from competencies.entrustment.models import Entrustment
from competencies.entrustment.queries.decisions import Decision, as_decision, decisions_on
from competencies.entrustment.queries.people import called, levels_in_words
from competencies.entrustment.queries.showings import Showing, citable
from competencies.entrustment.queries.standings import TaskStanding, task_standings
from competencies.framework.models import EntrustableTask, Level

SOON = datetime.timedelta(days=90)
HISTORY = 20


@dataclass(frozen=True)
class Line:
    """One task of one person. `levels` are those of the framework in force."""

    standing: TaskStanding
    levels: Mapping[int, Level]
    on: datetime.date

    @property
    def task(self) -> EntrustableTask:
        """Which task."""
        return self.standing.task

    @property
    def number(self) -> int:
        """The level that counts."""
        return self.standing.standing

    @property
    def level(self) -> Level | None:
        """The level that counts, in the framework's words."""
        return self.levels.get(self.number)

    @property
    def has_lapsed(self) -> bool:
        """Whether a level was held that does not count now."""
        held = self.standing.held
        return held is not None and not held.counts and held.level > 0

    @property
    def ends_soon(self) -> bool:
        """Whether the level counts for less than three months more."""
        held = self.standing.held
        return held is not None and held.counts and held.level > 0 and held.valid_until - self.on < SOON

    @property
    def next_name(self) -> str:
        """What the next level is called."""
        row = self.levels.get(self.standing.next_level)
        return row.name.lower() if row is not None else ""

    @property
    def is_highest(self) -> bool:
        """Whether there is nothing above."""
        return self.number >= max(self.levels, default=0)

    @property
    def group(self) -> str:
        """Under which heading it stands."""
        standing = self.standing
        if self.has_lapsed:
            return "lapsed"
        if standing.waiting is not None:
            return "waiting"
        if standing.ready:
            return "ready"
        if self.ends_soon:
            return "soon"
        if standing.below_expected:
            return "below"
        return "held" if self.number > 0 else "later"


GROUPS = {
    "lapsed": ("Waits to be renewed", "These do not count now. Each says why and what restores it."),
    "ready": ("Enough is there to decide", "The evidence meets what the framework asks. A person decides."),
    "waiting": ("Waits for a second signature", "What was held before counts until then."),
    "soon": ("Counts for less than three months more", "Worth a look together before the day."),
    "below": ("Next, for this time in the post", "The level here is below what the role expects by now."),
    "held": ("Held now", ""),
    "later": ("Not begun yet", "Nothing has been decided on these, and nothing is late."),
}
"""Heading and sentence of each group, most useful first."""
OPEN = ("lapsed", "ready", "waiting", "soon", "below")
"""Groups whose lines show at once what is missing; elsewhere it opens with a click."""


@dataclass(frozen=True)
class Group:
    """Lines under one heading."""

    key: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """The heading."""
        return GROUPS[self.key][0]

    @property
    def words(self) -> str:
        """The sentence under it."""
        return GROUPS[self.key][1]

    @property
    def is_open(self) -> bool:
        """Whether what is missing shows at once."""
        return self.key in OPEN


@dataclass(frozen=True)
class LevelsPage:
    """All tasks of one person, most useful first."""

    person: User
    groups: tuple[Group, ...]

    @property
    def lead(self) -> str:
        """Where they stand in one sentence."""
        lines = [line for group in self.groups for line in group.lines]
        alone = sum(line.number >= 4 for line in lines)
        held = sum(line.number > 0 for line in lines)
        if not held:
            return "No level has been decided yet."
        return f"{held} of {len(lines)} tasks have a level that counts; {alone} of them trusted alone."


def levels_page(*, person: User, on: datetime.date) -> LevelsPage:
    """Every task of one person in groups. Whoever asks has made sure that they may be seen."""
    levels = levels_in_words(council_id=person.council_id)
    standings = task_standings(council_id=person.council_id, person_ids=[person.pk], on=on)
    lines = [Line(standing, levels, on) for standing in standings.get(person.pk, [])]
    return LevelsPage(person, tuple(_group(key, lines) for key in GROUPS if _group(key, lines).lines))


def _group(key: str, lines: Sequence[Line]) -> Group:
    rows = [line for line in lines if line.group == key]
    if key == "below":
        rows.sort(key=lambda line: line.number - (line.standing.expected or 0))
    if key == "held":
        rows.sort(key=lambda line: -line.number)
    return Group(key, tuple(rows))


@dataclass(frozen=True)
class TaskPage:
    """One task of one person: the decision that stands, what could be cited, what is missing, all before."""

    person: User
    line: Line
    stands: Decision | None
    lapsed: Decision | None
    waiting: Decision | None
    asked: str
    pieces: tuple[Showing, ...]
    more_pieces: int
    history: Page[Entrustment]
    past: tuple[Decision, ...]

    @property
    def standing(self) -> TaskStanding:
        """Where they stand."""
        return self.line.standing


def line_of(*, person: User, task: EntrustableTask, on: datetime.date) -> Line:
    """Where one person stands on one task."""
    levels = levels_in_words(council_id=person.council_id)
    standings = task_standings(council_id=person.council_id, person_ids=[person.pk], on=on)
    return next(Line(one, levels, on) for one in standings[person.pk] if one.task.pk == task.pk)


def task_page(
    *, actor: User, person: User, task: EntrustableTask, on: datetime.date, number: str | int = 1
) -> TaskPage:
    """One task of one person as the actor may see it. A constant number of queries."""
    line = line_of(person=person, task=task, on=on)
    rows = decisions_on(actor=actor, person=person, task=task)
    page = Paginator(rows, HISTORY).get_page(number)
    held = line.standing.held
    last = rows.filter(pk=held.entrustment_id).first() if held is not None else None
    waits = rows.filter(state="waiting").first()
    pieces, count = citable(actor=actor, person=person, task=task, on=on)
    decision = as_decision(last) if last is not None else None
    asked = waits.second_asked if waits is not None else None
    return TaskPage(
        person=person,
        line=line,
        stands=decision if held is not None and held.counts else None,
        lapsed=decision if held is not None and not held.counts else None,
        waiting=as_decision(waits) if waits is not None else None,
        asked=called(actor=actor, person=asked) if asked is not None else "",
        pieces=tuple(pieces),
        more_pieces=count - len(pieces),
        history=page,
        past=tuple(as_decision(row) for row in page.object_list),
    )


def missing_for(standing: TaskStanding, level: int) -> tuple[str, ...]:
    """What the product misses for one level, in words; nothing for a level that the evidence meets and for
    one that already stands."""
    if level <= standing.standing or level < standing.next_level:
        return ()
    lacks = tuple(lack.words for lack in standing.missing)
    if level == standing.next_level:
        return lacks
    return (f"The product looks at level {standing.next_level} first, not at {level}.", *lacks)
