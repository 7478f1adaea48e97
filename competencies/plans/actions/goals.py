"""Proposing goals, agreeing on them, and ending them. Each is said once however often it is sent."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from competencies.plans.models import Goal, GoalNote
from competencies.plans.models.goals import LONGEST_GOAL, LONGEST_NOTE, LONGEST_WORDS
from competencies.plans.queries.goals import Source
from competencies.plans.queries.sight import check_side
from competencies.plans.rules.goals import check_change, check_due, check_open
from competencies.plans.rules.words import LEAST_WORDS, check_words
from competencies.plans.states import GOAL

VERBS = {"reach": "reached", "let_go": "let go"}


def propose_goal(
    *,
    person: User,
    source: Source,
    what: str,
    help_words: str,
    due_on: datetime.date,
    by: User,
    at: datetime.datetime,
) -> Goal:
    """A goal that the person, or whoever leads them, writes. Whoever proposes has agreed."""
    side = check_side(person=person, day=timezone.localdate(at), by=by, at=at)
    return _add(person, source, what, help_words, due_on, side=side, by=by, at=at)


def add_goal(
    *,
    person: User,
    source: Source,
    what: str,
    help_words: str,
    due_on: datetime.date,
    by: User,
    at: datetime.datetime,
) -> Goal:
    """A goal that a part above proposes, from a finding say. The same source gives the same goal.

    Whoever calls has made sure that `by` may: it counts as the manager's yes when they lead the person.
    `what` is put together by the caller and is not looked through for names; `help_words` are.
    """
    try:
        side = check_side(person=person, day=timezone.localdate(at), by=by, at=at)
    except Refused:
        side = ""
    return _add(person, source, what, help_words, due_on, side=side, by=by, at=at, typed=False)


@transaction.atomic
def _add(
    person: User,
    source: Source,
    what: str,
    help_words: str,
    due_on: datetime.date,
    *,
    side: str,
    by: User,
    at: datetime.datetime,
    carries_on: Goal | None = None,
    typed: bool = True,
) -> Goal:
    User.objects.select_for_update().get(pk=person.pk)
    held = Goal.objects.filter(person=person, source_key=source.key).first()
    if held is not None:
        return held
    check_due(due_on, on=timezone.localdate(at))
    said, helped = _words(person, what if typed else "", help_words, least=LEAST_WORDS if typed else 0)
    goal = Goal.objects.create(
        person=person,
        source=source.kind,
        source_label=source.label[:200],
        source_path=source.path,
        source_key=source.key,
        what=said if typed else what[:LONGEST_GOAL],
        help_words=helped,
        due_on=due_on,
        proposed_by=by,
        proposed_at=at,
        proposed_on=timezone.localdate(at),
        person_agreed_at=at if side == "person" else None,
        manager_agreed_at=at if side == "manager" else None,
        manager=by if side == "manager" else None,
        carries_on=carries_on,
    )
    _note(goal, "propose", f"A goal was proposed ({goal.get_source_display().lower()})", by, at)
    return goal


@transaction.atomic
def agree_goal(*, goal: Goal, by: User, at: datetime.datetime) -> Goal:
    """Say yes to the words as they stand. Once both have, the goal is agreed."""
    now = _lock(goal)
    side = check_side(person=now.person, day=now.proposed_on, by=by, at=at)
    if now.state == "agreed":
        return now
    check_open(now)
    _say_yes(now, side, by, at)
    if now.person_agreed_at is not None and now.manager_agreed_at is not None:
        now.state = GOAL.after(now.state, "agree")
        _note(now, "agree", "A goal was agreed by both", by, at)
    now.save()
    return now


@transaction.atomic
def change_goal(
    *, goal: Goal, what: str, help_words: str, due_on: datetime.date, by: User, at: datetime.datetime
) -> Goal:
    """Other words or another day, while it is proposed. The other one is asked again."""
    now = _lock(goal)
    side = check_side(person=now.person, day=now.proposed_on, by=by, at=at)
    check_change(now)
    check_due(due_on, on=timezone.localdate(at))
    said, helped = _words(now.person, what, help_words)
    if (said, helped, due_on) == (now.what, now.help_words, now.due_on):
        return now
    now.what, now.help_words, now.due_on = said, helped, due_on
    now.person_agreed_at = now.manager_agreed_at = now.manager = None
    _say_yes(now, side, by, at)
    now.save()
    _note(now, "change", "A proposed goal was changed", by, at)
    return now


@transaction.atomic
def note_progress(*, goal: Goal, key: uuid.UUID, words: str, by: User, at: datetime.datetime) -> GoalNote:
    """Write how it goes. Both read it; it stays as it was written."""
    now = _lock(goal)
    check_side(person=now.person, day=now.proposed_on, by=by, at=at)
    held = GoalNote.objects.filter(goal=now, key=key).first()
    if held is not None:
        return held
    check_open(now)
    scanner = scanner_for(council=now.person.council)
    said = check_words(field="words", label="How it goes", words=words, scanner=scanner, longest=LONGEST_NOTE)
    return GoalNote.objects.create(goal=now, key=key, by=by, at=at, text=said)


@transaction.atomic
def end_goal(*, goal: Goal, verb: str, words: str, by: User, at: datetime.datetime) -> Goal:
    """Say that it is reached, or let it go, and why. Said twice, it ended once."""
    now = _lock(goal)
    check_side(person=now.person, day=now.proposed_on, by=by, at=at)
    if now.ended_by_id == by.pk and now.state in ("reached", "let_go"):
        return now
    _end(now, verb, words, by, at)
    _note(now, verb, f"A goal was {VERBS[verb]}", by, at)
    return now


@transaction.atomic
def carry_on_goal(*, goal: Goal, due_on: datetime.date, words: str, by: User, at: datetime.datetime) -> Goal:
    """End it and propose the same goal with another date, to be agreed afresh. Returns the new one."""
    now = _lock(goal)
    side = check_side(person=now.person, day=now.proposed_on, by=by, at=at)
    held = Goal.objects.filter(carries_on=now).first()
    if held is not None:
        return held
    _end(now, "carry_on", words, by, at)
    source = Source(Goal.Source.EARLIER, f"Carried on: {now.source_label}"[:200], "", f"earlier:{now.pk}")
    return _add(now.person, source, now.what, now.help_words, due_on, side=side, by=by, at=at, carries_on=now)


def _end(now: Goal, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    now.state = GOAL.after(now.state, verb)
    scanner = scanner_for(council=now.person.council)
    now.ended_words = check_words(
        field="words", label="Why", words=words, scanner=scanner, longest=LONGEST_WORDS
    )
    now.ended_by, now.ended_at = by, at
    now.save()


def _lock(goal: Goal) -> Goal:
    rows = Goal.objects.select_for_update(of=("self",)).select_related("person__council")
    return rows.get(pk=goal.pk)


def _words(person: User, what: str, help_words: str, *, least: int = LEAST_WORDS) -> tuple[str, str]:
    scanner = scanner_for(council=person.council)
    return (
        check_words(
            field="what", label="What do you want to reach", words=what, scanner=scanner,
            longest=LONGEST_GOAL, least=least,
        ),
        check_words(
            field="help_words", label="What help goes with it", words=help_words, scanner=scanner,
            longest=LONGEST_WORDS, least=0,
        ),
    )  # fmt: skip


def _say_yes(goal: Goal, side: str, by: User, at: datetime.datetime) -> None:
    if side == "person" and goal.person_agreed_at is None:
        goal.person_agreed_at = at
    elif side == "manager" and goal.manager_agreed_at is None:
        goal.manager_agreed_at, goal.manager = at, by


def _note(goal: Goal, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    """Into the history, without the words of the goal: more people read the history."""
    write(council=goal.person.council_id, by=by, at=at, verb=verb, obj=goal, about=goal.person, words=words)
