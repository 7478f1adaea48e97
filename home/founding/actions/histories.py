"""Living through the demo's history: month by month, with the people in it doing what people do."""

from __future__ import annotations

import csv
import datetime
import gzip
import heapq
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, Post, User
from academy.work.models import Job
from academy.work.registry import HANDLERS
from academy.work.worker import do_due_jobs
from assessments.imports.actions import bring_in_file, load_marks
from competencies.evidence.actions.telling import TOPIC as EVIDENCE
from courses.assignments.actions import (
    agree_coaching,
    answer_offer,
    decide_cause,
    release_leavers,
    say_not_mine,
    settle_remedies,
    waive_assignment,
)
from courses.assignments.models import Assignment, Offer
from courses.pages.models import ModulePage
from courses.pages.queries import content_of, lessons_of
from courses.progress.actions import complete_module

MARKS = "marks.csv.gz"
SPREADSHEETS = ("2026-10_L2.csv",)
SEED = 20241104
MOST_JOBS = 5_000
LETTERS_KEPT = datetime.timedelta(days=60)
"""Letters of older months are left out: nobody reads them, and they would fill the demo's mail folder."""
# Of a hundred things asked, how they end; the rest is done long after its date, when the manager has asked.
LEARNS, LATE, WAIVED, NOT_MINE = 78, 8, 3, 5
ANSWERS_THANKS = 0.15
CHASED = 70
STALE = 100
WAIVERS = (
    "Away for part of the time, and has shown this in supervision.",
    "Wrote this plan before the module changed how we work.",
    "Moves to another team next week; picked up in the handover.",
)
NOT_MINE_WORDS = (
    ("advice", "The report gave no amounts and the service did not answer in time."),
    ("template", "The old template had no place for this."),
    ("time", "Three plans were due in the same week."),
    ("process", "The panel changed the wording after my draft."),
)
AGREED = (
    "Write the next Section F together, then one alone and compare.",
    "Sit with a senior coordinator for one plan from advice to draft.",
    "Ask the therapist for amounts before drafting, and keep the question in the record.",
)


@dataclass(order=True)
class Deed:
    """Something a person does on a day."""

    on: datetime.date
    number: int
    act: Callable[[datetime.datetime], None] = field(compare=False)


def live_through(
    *,
    council: Council,
    folder: Path,
    until: datetime.datetime,
    tell: Callable[[str], None] = lambda words: None,
) -> None:
    """Every month of audits comes in on the first day after it; between, people learn, ask and decide.

    Deeds that would fall after `until` do not happen: at the end some work waits, as it always does.
    """
    life = _Life(council, timezone.localdate(until))
    for month, bring_in in _months(council, folder):
        day = _first_after(month)
        if day > life.until:
            break
        tell(f"Audits of {month:%B %Y}")
        with transaction.atomic():
            life.reach(day)
            bring_in(_nine(day))
            if day < life.until - LETTERS_KEPT:
                Job.objects.filter(topic="assignments_made", state="due").update(
                    state="done", done_at=_nine(day)
                )
            _work_off(_nine(day))
            life.plan(day)
    with transaction.atomic():
        life.reach(life.until)
        release_leavers(council_id=council.pk, by=None, at=until)
        settle_remedies(council_id=council.pk, by=None, at=until)


def _work_off(at: datetime.datetime) -> None:
    """Do what is due, but for the levels that evidence of each five minutes would have proposed: `levels_day`
    works out everybody's anew, and nobody reads them in between."""
    do_due_jobs(at=at, most=MOST_JOBS, topics=HANDLERS.keys() - {EVIDENCE})
    Job.objects.filter(topic=EVIDENCE, state="due", due_at__lte=at).update(state="done", done_at=at)


def _months(
    council: Council, folder: Path
) -> Iterator[tuple[datetime.date, Callable[[datetime.datetime], None]]]:
    """The months in order, each with what brings its audits in: marks first, spreadsheets for the last."""
    text = gzip.decompress((folder / MARKS).read_bytes()).decode()
    rows = list(csv.reader(io.StringIO(text)))
    head, by_month = rows[0], {}
    for row in rows[1:]:
        by_month.setdefault(datetime.date.fromisoformat(row[1]).replace(day=1), []).append(row)
    for month in sorted(by_month):
        yield month, _marks(council, [head, *by_month[month]])
    approver = _people(council, "R13", "R14")[0]
    for name in SPREADSHEETS:
        raw = gzip.decompress((folder / f"{name}.gz").read_bytes())
        yield datetime.date.fromisoformat(f"{name[:7]}-01"), _spreadsheet(council, name, raw, approver)


def _marks(council: Council, rows: list[list[str]]) -> Callable[[datetime.datetime], None]:
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerows(rows)

    def bring_in(at: datetime.datetime) -> None:
        load_marks(council=council, raw=page.getvalue().encode(), by=None, at=at, ask_training=True)

    return bring_in


def _spreadsheet(
    council: Council, name: str, raw: bytes, approver: User
) -> Callable[[datetime.datetime], None]:
    def bring_in(at: datetime.datetime) -> None:
        bring_in_file(council=council, name=name, raw=raw, approver=approver, history_only=False, at=at)

    return bring_in


class _Life:
    """What people do with what is asked of them, by seeded chance."""

    def __init__(self, council: Council, until: datetime.date) -> None:
        self.council, self.until = council, until
        self.chance = random.Random(SEED)  # noqa: S311 - a made-up history, not a secret
        self.deeds: list[Deed] = []
        self.number = 0
        self.planned: set[int] = set()
        self.thanked: set[int] = set()
        self.modules = {page.code: page for page in ModulePage.objects.live()}
        self.checks: dict[str, list[tuple[int, int]]] = {}
        self.leads = _people(council, "R15")
        self.managers = {
            post.person_id: post.manager
            for post in Post.objects.filter(
                person__council=council, manager__isnull=False, ends_on=None
            ).select_related("manager")
        }

    def reach(self, day: datetime.date) -> None:
        """Do everything planned for before `day`, in the order of days."""
        while self.deeds and self.deeds[0].on < day:
            deed = heapq.heappop(self.deeds)
            deed.act(_nine(deed.on, self.chance.randrange(9 * 60)))
        _work_off(_nine(day))

    def plan(self, day: datetime.date) -> None:
        """Decide what everybody will do about what was asked on `day`, and about remedies that came back."""
        asked = Assignment.objects.filter(person__council=self.council)
        for one in (
            asked.filter(state="asked", assigned_on=day).select_related("person", "criterion").order_by("pk")
        ):
            if one.pk not in self.planned:
                self.planned.add(one.pk)
                self._answer(one, day)
        stale = day - datetime.timedelta(days=STALE)
        for one in asked.filter(state="asked", assigned_on__lt=stale).select_related("person").order_by("pk"):
            self._on(day, 1, 25, lambda at, one=one: self._learn(one, at))
        for one in asked.filter(state="repeated", coaching_on=None).select_related("person").order_by("pk"):
            if self.chance.random() < 0.7:
                self._on(day, 3, 18, lambda at, one=one: self._coach(one, at))
        for offer in (
            Offer.objects.filter(person__council=self.council, offered_on=day, kind="thanks")
            .select_related("person")
            .order_by("pk")
        ):
            if offer.pk not in self.thanked and self.chance.random() < ANSWERS_THANKS:
                self.thanked.add(offer.pk)
                answer = "yes" if self.chance.random() < 0.7 else "no"
                self._on(day, 1, 14, lambda at, offer=offer, answer=answer: _thank(offer, answer, at))

    def _answer(self, one: Assignment, day: datetime.date) -> None:
        fate = self.chance.randrange(100)
        days = (one.due_on - day).days
        if fate < LEARNS:
            self._on(day, 2, days, lambda at: self._learn(one, at))
        elif fate < LEARNS + LATE:
            self._on(day, days + 1, days + 12, lambda at: self._learn(one, at))
        elif fate < LEARNS + LATE + WAIVED:
            words = self.chance.choice(WAIVERS)
            self._on(day, 2, days, lambda at: self._waive(one, words, at))
        elif fate < LEARNS + LATE + WAIVED + NOT_MINE:
            cause, words = self.chance.choice(NOT_MINE_WORDS)
            self._on(day, 1, 6, lambda at: self._say_not_mine(one, cause, words, at))
        else:
            self._on(day, days + 15, days + CHASED, lambda at: self._learn(one, at))

    def _on(
        self, day: datetime.date, least: int, most: int, act: Callable[[datetime.datetime], None]
    ) -> None:
        on = day + datetime.timedelta(days=self.chance.randint(least, max(least, most)))
        if on <= self.until:
            self.number += 1
            heapq.heappush(self.deeds, Deed(on, self.number, act))

    def _now(self, one: Assignment) -> Assignment:
        one.refresh_from_db()
        return one

    def _learn(self, one: Assignment, at: datetime.datetime) -> None:
        person = one.person
        gone = person.left_on is not None and person.left_on < timezone.localdate(at)
        if self._now(one).state == "asked" and not gone and one.module_code in self.modules:
            module = self.modules[one.module_code]
            complete_module(module=module, scores=self._scores(module, person), by=person, at=at)

    def _scores(self, module: ModulePage, person: User) -> dict[int, tuple[int, int]]:
        if module.code not in self.checks:
            self.checks[module.code] = [
                (lesson.pk, len(content.check.questions))
                for lesson in lessons_of(actor=person, module=module)
                if (content := content_of(lesson=lesson)).check
            ]
        return {pk: (count - self.chance.choice((0, 0, 1)), count) for pk, count in self.checks[module.code]}

    def _waive(self, one: Assignment, words: str, at: datetime.datetime) -> None:
        manager = self.managers.get(one.person_id)
        if manager is not None and self._now(one).state == "asked":
            waive_assignment(assignment=one, reason=words, by=manager, at=at)

    def _say_not_mine(self, one: Assignment, cause: str, words: str, at: datetime.datetime) -> None:
        if self._now(one).state != "asked":
            return
        say_not_mine(assignment=one, cause=cause, words=words, by=one.person, at=at)
        agree = self.chance.random() < 0.6
        self._on(timezone.localdate(at), 1, 12, lambda later: self._decide(one, agree, later))

    def _decide(self, one: Assignment, agree: bool, at: datetime.datetime) -> None:
        if self._now(one).state == "paused":
            words = (
                "Agreed: it goes to the owner." if agree else "The advice had the amounts on its last page."
            )
            decide_cause(assignment=one, agree=agree, words=words, by=self.leads[0], at=at)
            if not agree:
                self._on(timezone.localdate(at), 3, 14, lambda later: self._learn(one, later))

    def _coach(self, one: Assignment, at: datetime.datetime) -> None:
        manager = self.managers.get(one.person_id)
        if manager is not None and self._now(one).state == "repeated" and one.coaching_on is None:
            agree_coaching(assignment=one, words=self.chance.choice(AGREED), by=manager, at=at)


def _thank(offer: Offer, answer: str, at: datetime.datetime) -> None:
    offer.refresh_from_db()
    if not offer.answer:
        answer_offer(offer=offer, answer=answer, by=offer.person, at=at)


def _people(council: Council, *roles: str) -> list[User]:
    posts = Post.objects.filter(person__council=council, role__in=roles, ends_on=None).select_related(
        "person"
    )
    return [post.person for post in posts.order_by("person__joined_on", "person__ref")]


def _first_after(month: datetime.date) -> datetime.date:
    """The first working day after a month."""
    day = (month + datetime.timedelta(days=32)).replace(day=1)
    while day.weekday() > 4:
        day += datetime.timedelta(days=1)
    return day


def _nine(day: datetime.date, minutes: int = 0) -> datetime.datetime:
    """Nine in the morning, or so many minutes later."""
    start = datetime.datetime.combine(day, datetime.time(9)) + datetime.timedelta(minutes=minutes)
    return timezone.make_aware(start)
