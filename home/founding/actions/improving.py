"""Rules and shared steps in the demo: a drafted rule that was tried, and a workshop under way."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.utils import timezone

from academy.people.models import Council
from courses.assignments.models import LoopRule
from courses.assignments.queries.rulebooks import rule_of
from courses.assignments.rules import base_rule
from courses.improvements.actions import (
    decide_improvement,
    drop_improvement,
    propose_improvements,
    start_improvement,
)
from courses.improvements.models import Improvement
from courses.rulebook.actions import Draft, draft_rule, note_trial
from courses.rulebook.queries.dryruns import bench_for
from home.founding.actions.cast import Cast, ago, cast_of

TITLE = "Outcomes or provision below good again within four months"
CRITERIA = ("E2", "F3", "F4")
LOOKED = (300, 210, 120, 40)
"""How many days ago somebody looked whether anything fails widely, until something did."""


def improve_through(*, council: Council, until: datetime.datetime) -> None:
    """A rule that the practice development lead wrote and tried, and what was found to fail widely.

    Asked again, nothing changes.
    """
    people = cast_of(council=council, until=until)
    if not LoopRule.objects.filter(council=council, title=TITLE).exists():
        _write_a_rule(people, until)
    if not Improvement.objects.filter(council=council, decided_by__isnull=False).exists():
        _carry_a_step(people, until)


def _write_a_rule(people: Cast, until: datetime.datetime) -> None:
    rule = replace(base_rule("repeated"), last=4, within_days=150, due_days=28, criteria=CRITERIA)
    draft = Draft(rule, TITLE, "The module for that criterion, with its knowledge check")
    version = draft_rule(council=people.council, of=None, draft=draft, by=people.pdl, at=ago(until, 3))
    built = rule_of(version)
    run = bench_for(actor=people.pdl, today=timezone.localdate(until), rules=[built]).run(built)
    note_trial(version=version, counts=run.counts, by=people.pdl, at=ago(until, 2))


def _carry_a_step(people: Cast, until: datetime.datetime) -> None:
    """The first team that ever stood out has its workshop under way; the second was put off.

    Not the coordinator's team: what the tour asks of them stays.
    """
    for days in LOOKED:
        propose_improvements(council_id=people.council.pk, at=ago(until, days))
    mine = people.coordinator.posts.values("team")
    rows = Improvement.objects.filter(council=people.council, state="proposed", of="team")
    found = list(rows.exclude(team__in=mine).order_by("pk"))
    if not found:
        return
    decide_improvement(
        improvement=found[0],
        step=found[0].step,
        owner=people.manager,
        due_on=timezone.localdate(until) + datetime.timedelta(days=24),
        words="One morning together with plans of our own. Better than asking each writer alone.",
        by=people.pdl,
        at=ago(until, 20),
    )
    start_improvement(improvement=found[0], by=people.manager, at=ago(until, 6))
    if len(found) > 1:
        drop_improvement(
            improvement=found[1],
            reason="Not now: the new template starts in January and changes this part.",
            by=people.pdl,
            at=ago(until, 15),
        )
