"""Whom the demo trusts with what: levels from before the academy, and a few decided since on evidence."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from academy.people.models import Council, Post, User
from competencies.entrustment.actions import Earlier, bring_in_levels, grant_level
from competencies.entrustment.queries.citing import counting_competencies, live_kinds
from competencies.entrustment.rules import needs_second
from competencies.evidence.models import Evidence
from competencies.framework.models import EntrustableTask, RoleExpectation
from home.founding.actions.cast import Cast, ago, cast_of, moment

SOURCE = "Held before the academy began, as the supervision file says"
SEED = 20261026
LEAST_WEEKS = 8
"""Whoever began later has their levels from the graduation conversation."""
OLDEST, NEWEST = 740, 20
"""A decision is so many days old at most and at least: a few have lapsed, a few are about to."""
HELD_BEFORE = {"ET04": 2, "ET07": 3}
"""What the demo's coordinator held, so that what is decided since goes a step further."""
DECIDED = (("ET04", 3, 12), ("ET07", 4, 6))
WHY = "Seen in the plans of the last months, in audits and in supervision; asks at the right moments."


@dataclass(frozen=True)
class Signers:
    """Who signs: a manager by team, and the leads of practice and quality for the second signature."""

    managers: dict[int, int]
    leads: tuple[int, ...]

    def pair(self, person: int, team: int) -> tuple[int, int]:
        """The first and the second to sign for somebody, neither of them the person."""
        others = [pk for pk in self.leads if pk != person]
        first = self.managers.get(team, others[0])
        first = first if first != person else others[0]
        return first, next(pk for pk in others if pk != first)


def entrust_through(*, council: Council, until: datetime.datetime) -> None:
    """Levels of everybody in post, then what the demo's manager decided since: one stands, one waits."""
    cast = cast_of(council=council, until=until)
    rows = [_story(row) if row.person == cast.coordinator.pk else row for row in _earlier(council, until)]
    bring_in_levels(council=council, rows=rows, source=SOURCE, by=None, at=until)
    for task, level, days in DECIDED:
        _decide(cast, cast.coordinator, task, level, ago(until, days))


def _story(row: Earlier) -> Earlier:
    """A level of the demo's coordinator: on two tasks the one that the story begins with."""
    if row.task not in HELD_BEFORE:
        return row
    return replace(row, level=HELD_BEFORE[row.task], second_by=None)


def _earlier(council: Council, until: datetime.datetime) -> Iterator[Earlier]:
    """What each person held: mostly what the role expects by then, sometimes one less or one more."""
    today = timezone.localdate(until)
    expected: dict[str, list[RoleExpectation]] = {}
    rows = RoleExpectation.objects.filter(
        task__framework__council=council, task__framework__state="published"
    )
    for row in rows.select_related("task").order_by("task__position", "weeks"):
        expected.setdefault(row.role, []).append(row)
    signers = _signers(council)
    posts = Post.objects.filter(person__council=council, person__is_active=True, ends_on=None)
    for post in posts.select_related("person").order_by("person__ref", "pk"):
        began = post.person.joined_on or post.starts_on
        weeks = (today - began).days // 7
        if weeks < LEAST_WEEKS or post.role not in expected:
            continue
        chance = random.Random(f"{SEED}:{post.person.ref}")  # noqa: S311
        first, second = signers.pair(post.person_id, post.team_id)
        for code, level in _held(expected[post.role], weeks, chance).items():
            oldest = min(OLDEST, (today - began).days - 1)
            day = today - datetime.timedelta(days=chance.randint(min(NEWEST, oldest), oldest))
            yield Earlier(
                post.person_id,
                code,
                level,
                first,
                moment(day).date(),
                second if needs_second(level) else None,
            )


def _held(rows: Sequence[RoleExpectation], weeks: int, chance: random.Random) -> dict[str, int]:
    """Task and level: the last expectation that has come due, a little to either side of it."""
    due: dict[str, int] = {}
    for row in rows:
        if row.weeks <= weeks:
            due[row.task.code] = row.level
    moved = {code: level + chance.choices((-1, 0, 1), (15, 79, 6))[0] for code, level in due.items()}
    return {code: max(0, min(5, level)) for code, level in moved.items()}


def _signers(council: Council) -> Signers:
    held = Post.objects.filter(person__council=council, person__is_active=True, ends_on=None)
    managers = held.filter(role="R10").order_by("-person__ref").values_list("team_id", "person_id")
    leads = held.filter(role__in=("R14", "R15")).order_by("role", "person__ref")
    return Signers(dict(managers), tuple(dict.fromkeys(leads.values_list("person_id", flat=True))))


def _decide(cast: Cast, person: User, code: str, level: int, at: datetime.datetime) -> None:
    """The manager decides on what there is, if it carries the decision."""
    task = EntrustableTask.objects.get(
        framework__council=cast.council, framework__state="published", code=code
    )
    day = timezone.localdate(at)
    evidence = Evidence.objects.filter(
        person=person, competency_id__in=counting_competencies(task=task), shown_on__lte=day, valid_until=None
    )
    chosen = list(evidence.order_by("-shown_on", "pk")[:12])
    kinds = {one.kind for one in chosen}
    if len(kinds) < 2 or not kinds & live_kinds(framework_id=task.framework_id):
        return
    grant_level(
        person=person, task=task, level=level, evidence_ids=[one.pk for one in chosen], reason=WHY,
        by=cast.manager, at=at,
    )  # fmt: skip
