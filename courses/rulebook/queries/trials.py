"""Rules that follow learning, and the rule about auditors, tried over what is stored. Reads only."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from academy.kit.words import day_month_year, plural
from academy.people.models import User
from assessments.calibration.queries.pairs import Compared, compared
from courses.assignments.models import Assignment
from courses.assignments.queries.proofs import later_marks
from courses.assignments.queries.reach import names_of
from courses.assignments.queries.rulebooks import terms_of
from courses.assignments.rules import Rule
from courses.assignments.rules.proofs import LaterMark, Terms, judge_later_marks
from courses.assignments.rules.sentences import say_number
from courses.assignments.rules.words import name_criterion
from courses.rulebook.registry import Reached, tries

STORED = "Only what was truly asked and learnt here is looked at, with the later plans that were audited."


@tries(
    "auditor",
    of="people",
    notes=(
        "Every grade that can be compared counts on the day it could be: what a panel agreed, a blind second "
        "look, a plan with agreed grades.",
        "Everybody is taken to have graded the items on the day they were due. Grades given until then are "
        "not counted again.",
    ),
)
def try_auditor(*, actor: User, rule: Rule, since: datetime.date, until: datetime.date) -> list[Reached]:
    """LR-06: auditors who would have been asked to calibrate again. Five queries."""
    rows: dict[int, list[Compared]] = defaultdict(list)
    for one in compared(council_id=actor.council_id):
        if one.person_id is not None and one.on <= until:
            rows[one.person_id].append(one)
    names = names_of(actor=actor, people=rows)
    found = []
    for person, some in rows.items():
        for on, within, n in fall_outside(some, rule):
            why = f"{within:.0%} of {n} compared grades were within one grade; {rule.share:.0%} are needed."
            who = names.get(person, "An auditor")
            found.append(Reached((str(person), rule.code, on), on, who, "", why, module=rule.module))
    return [one for one in found if one.on >= since]


def fall_outside(rows: list[Compared], rule: Rule) -> Iterator[tuple[datetime.date, float, int]]:
    """The days on which one auditor would have been asked, with the share within one grade and its n."""
    free, near, n = datetime.date.min, 0, 0
    for on, some in groupby(sorted(rows, key=lambda one: one.on), key=lambda one: one.on):
        if on <= free:
            continue
        for one in some:
            near, n = near + (abs(one.against - one.given) <= 1), n + 1
        if n >= rule.least_marks and round(near / n, 9) < rule.share:
            yield on, near / n, n
            free, near, n = on + datetime.timedelta(days=rule.due_days), 0, 0


@tries(
    "reaudit",
    of="people",
    notes=(
        STORED,
        "A finding that would have been settled counts as asked; one with too few later plans as held back.",
    ),
)
def try_reaudit(*, actor: User, rule: Rule, since: datetime.date, until: datetime.date) -> list[Reached]:
    """LR-09: findings that later plans would have settled, and those that could not be told."""
    terms = replace(terms_of(council_id=actor.council_id), plans=rule.plans, days=rule.days)
    found = []
    for row, who, verb, on in _judged(actor, since, until, terms):
        plans = f"{say_number(rule.plans)} later {'plan' if rule.plans == 1 else 'plans'}"
        why, held = {
            "resolve": (f"{plans.capitalize()} good or better by {day_month_year(on)}: resolved.", ""),
            "repeat": (f"A later plan was below good on {day_month_year(on)}: repeated.", ""),
            "run_out": (f"Learnt on {day_month_year(row.learnt_on or on)}.", f"fewer than {plans}"),
        }.get(verb, (f"Learnt on {day_month_year(row.learnt_on or on)}.", "its days are not over"))
        found.append(_reached(row, who, on, why, held))
    return found


@tries(
    "coaching",
    of="people",
    notes=(STORED, "How long a goal runs changes nobody who is asked, only when the goal ends."),
)
def try_coaching(*, actor: User, rule: Rule, since: datetime.date, until: datetime.date) -> list[Reached]:
    """LR-10: people who would have been asked for a talk with their manager, and until when its goal runs."""
    found = []
    for row, who, verb, on in _judged(actor, since, until, terms_of(council_id=actor.council_id)):
        if verb == "repeat":
            end = on + datetime.timedelta(weeks=rule.goal_weeks)
            why = (
                f"Below good again on {day_month_year(on)}. The goal of {plural(rule.goal_weeks, 'week')} "
                f"would end on {day_month_year(end)}."
            )
            found.append(_reached(row, who, on, why, ""))
    return found


def _judged(
    actor: User, since: datetime.date, until: datetime.date, terms: Terms
) -> Iterator[tuple[Assignment, str, str, datetime.date]]:
    """What was learnt between the days, whose it is, and what later plans say of it on these terms."""
    rows = list(
        Assignment.objects.filter(
            person__council=actor.council_id, learnt_on__range=(since, until), finding__audit__is_current=True
        )
        .select_related("criterion", "finding__team")
        .order_by("learnt_on", "pk")
    )
    marks: dict[tuple[int, str], list[LaterMark]] = defaultdict(list)
    for one in later_marks(
        council_id=actor.council_id,
        writers={row.person_id for row in rows},
        codes={row.criterion.code for row in rows},
        after=since,
        until=until,
    ):
        marks[one.writer_id, one.code].append(LaterMark(one.on, one.grade))
    names = names_of(actor=actor, people=[row.person_id for row in rows])
    for row in rows:
        if row.learnt_on is not None:
            looks = marks[row.person_id, row.criterion.code]
            verb, on = judge_later_marks(looks, learnt_on=row.learnt_on, today=until, terms=terms)
            yield row, names.get(row.person_id, "A writer"), verb, on


def _reached(row: Assignment, who: str, on: datetime.date, why: str, held: str) -> Reached:
    return Reached(
        (str(row.person_id), row.criterion.code, row.learnt_on or on),
        on,
        who,
        name_criterion(row.criterion.text, row.criterion.code),
        why,
        team=row.finding.team.name if row.finding.team else "",
        module=row.module_code,
        held=held,
    )
