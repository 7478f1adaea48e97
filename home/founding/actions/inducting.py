"""Cohorts in the demo: eight from before, one that runs with the demo's starter in it, and a small one.

Everything goes through the actions that people use, with `at` in the past, and everything is dated from the
day on which the demo is built: the starter is in week 4 on that day.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.law.dates import working_day_from
from academy.people.models import Council, User
from academy.work.worker import do_due_jobs
from courses.activities.actions import save_shadowing
from courses.cohorts.actions import (
    add_member,
    bring_in_cohorts,
    hold_meeting,
    make_cohort,
    pair_buddy,
    plan_meeting,
    plan_session,
    sign_shadowing,
    tell_time_away,
    tend_cohorts,
)
from courses.cohorts.calendar import FULL_TIME, MemberCalendar, lay_out
from courses.cohorts.models import BuddyPair, Cohort, Member
from courses.cohorts.queries import holidays
from courses.cohorts.rules.files import read_sheet
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import Shadow, content_of
from courses.pathways.queries import licensed
from courses.progress.actions import complete_module
from home.founding.actions.cast import Cast, at_nine, cast_of

FILES = Path("academy/fixtures/alderwick")
RUNNING, SMALL = "COH-9", "COH-9S"
WEEK = datetime.timedelta(weeks=1)
BEFORE = 14
"""So many days before the first day everything is planned."""
DONE_BY_OTHERS = 6
"""So many modules the others have finished: those of the first week."""
SESSIONS = (
    (1, 0, "09:30", 120, "IND-1.1", "Welcome, and a promise to families", "Committee room 1", "The service"),
    (1, 3, "13:30", 120, "IND-1.5", "What it feels like: parents and young people", "Room 2", "The forum"),
    (2, 2, "10:00", 120, "IND-2.2", "Debate: may it be necessary?", "Room 2", "A tribunal officer"),
    (3, 1, "13:30", 150, "IND-3.2", "Reading reports with a specialist", "Room 2", "A psychologist"),
    (3, 3, "10:00", 120, "IND-3.3", "Health and social care in a plan", "Online", "The clinical officer"),
    (4, 1, "13:30", 120, "IND-4.2", "Writing workshop: Sections A and B", "Room 2", "Practice development"),
    (4, 3, "13:30", 120, "IND-4.4", "Specificity clinic", "Room 2", "A speech and language therapist"),
    (4, 4, "09:30", 180, "IND-4.6", "The co-production meeting: role play", "Room 2", "The forum"),
    (5, 2, "10:00", 120, "IND-5.4", "Mock mediation", "Room 2", "A mediator"),
    (6, 2, "10:00", 120, "IND-6.6", "Audit workshop", "Room 2", "Quality assurance"),
)  # fmt: skip
"""Week, day of the week, time, minutes, module, title, place, and who leads it."""
VOICE = ("15:30", 30, "Voice and ACT check")
AWAY = (2, 1, 2)
"""In which week, from which day and until which somebody was away."""
WATCHED = ("a senior coordinator", "an assessment officer")
SAW = (
    "The parent spoke first and nobody hurried.",
    "I will ask what has helped before I ask what is wrong.",
    "The date of the next call was agreed before the end.",
)


def induct(
    *, council: Council, until: datetime.datetime, tell: Callable[[str], None] = lambda words: None
) -> None:
    """Nine cohorts and a small one, as they are on the day."""
    tell("Nine cohorts of starters, their buddies and live sessions")
    people = cast_of(council=council, until=until)
    with transaction.atomic():
        for name in ("cohorts.csv", "cohort_members.csv"):
            sheet = read_sheet((settings.BASE_DIR / FILES / name).read_bytes())
            bring_in_cohorts(council=council, sheet=sheet, at=until)
        _Intake(people, until).live_through()
        do_due_jobs(at=until, topics=["module_completed"])


class _Intake:
    """The running cohort and the small one beside it."""

    def __init__(self, people: Cast, until: datetime.datetime) -> None:
        today = timezone.localdate(until)
        monday = today - datetime.timedelta(days=today.weekday()) - 3 * WEEK
        first = working_day_from(monday, holidays())
        self.people, self.until, self.first = people, until, first
        self.planned_at = at_nine(first - datetime.timedelta(days=BEFORE))
        self.calendar: MemberCalendar = lay_out(
            starts_on=first, hours=(FULL_TIME,), away=(), table=holidays()
        )

    def live_through(self) -> None:
        """Planned, begun, and lived to the day of the demo."""
        full, small = self._make(RUNNING, "full"), self._make(SMALL, "small")
        self._plan_sessions([full, small])
        part_time, *others = _support_staff(self.people)
        members = [self._add(full, person) for person in (*_new_starters(self.people), part_time)]
        members += [self._add(small, person) for person in others]
        tend_cohorts(council_id=self.people.council.pk, at=at_nine(self.first))
        self._pair(members)
        self._learn(members)
        self._away(next(one for one in members[1:] if one.person_id != self.people.starter.pk))
        mine = BuddyPair.objects.filter(member__person=self.people.starter, ends_on=None)
        pair = mine.select_related("member", "buddy").first()
        if pair is not None:
            self._meet(pair)
            self._watch(pair)

    def _make(self, name: str, mode: str) -> Cohort:
        people = self.people
        return make_cohort(
            council=people.council, name=name, starts_on=self.first, mode=mode, facilitator=people.pdl,
            by=people.pdl, at=self.planned_at,
        )  # fmt: skip

    def _add(self, cohort: Cohort, person: User) -> Member:
        return add_member(cohort=cohort, person=person, by=self.people.pdl, at=self.planned_at)

    def _plan_sessions(self, cohorts: Sequence[Cohort]) -> None:
        """Planned before anybody is in the cohort, so that nobody gets a letter about each."""
        for week, place, clock, minutes, code, title, where, leader in SESSIONS:
            days = self.calendar.weeks[week - 1].days
            self._plan(cohorts, days[min(place, len(days) - 1)], clock, minutes, code, title, where, leader)
        for each in self.calendar.weeks:
            clock, minutes, title = VOICE
            code = f"IND-{each.number}.6"
            self._plan(cohorts, each.ends_on, clock, minutes, code, title, "Online", "Practice development")

    def _plan(
        self,
        cohorts: Sequence[Cohort],
        day: datetime.date,
        clock: str,
        minutes: int,
        code: str,
        title: str,
        where: str,
        leader: str,
    ) -> None:
        begins = datetime.datetime.combine(day, datetime.time.fromisoformat(clock))
        plan_session(
            cohorts=cohorts, module_code=code, title=title, starts_at=timezone.make_aware(begins),
            minutes=minutes, place="" if where == "Online" else where,
            link="https://meet.alderwick.example/academy" if where == "Online" else "", led_by=leader,
            by=self.people.pdl, at=self.planned_at,
        )  # fmt: skip

    def _pair(self, members: Sequence[Member]) -> None:
        """Each gets the first colleague with a licence who has room; the demo's starter chooses first."""
        day = timezone.localdate(self.planned_at)
        buddies = [row.person for row in licensed("buddy", day, self.people.council).values()]
        buddies.sort(key=lambda one: one.ref)
        mine = {one.pk for one in self.people.team}
        buddies.sort(key=lambda one: one.pk not in mine)
        for member in sorted(members, key=lambda one: one.person_id != self.people.starter.pk):
            for buddy in buddies:
                try:
                    pair_buddy(member=member, buddy=buddy, by=self.people.pdl, at=self.planned_at)
                except Refused:
                    continue
                break

    def _learn(self, members: Sequence[Member]) -> None:
        """The demo's starter has finished three weeks and begun the fourth; the others one."""
        pages = ModulePage.objects.filter(council=self.people.council, week__isnull=False, live=True)
        modules = list(pages.order_by("week", "path"))
        for member in members:
            is_mine = member.person_id == self.people.starter.pk
            for at, module in self._days(modules, mine=is_mine):
                complete_module(module=module, scores={}, by=member.person, at=at)

    def _days(
        self, modules: Sequence[ModulePage], *, mine: bool
    ) -> Iterator[tuple[datetime.datetime, ModulePage]]:
        """Each module on a day of its week, until now."""
        counts: dict[int, int] = {}
        for module in modules if mine else islice(modules, DONE_BY_OTHERS):
            week = self.calendar.weeks[(module.week or 1) - 1]
            place = counts.get(week.number, 0)
            counts[week.number] = place + 1
            at = at_nine(week.days[min(place, len(week.days) - 1)], 150 + 20 * place)
            if at < self.until:
                yield at, module

    def _away(self, member: Member) -> None:
        week, first, last = AWAY
        days = self.calendar.weeks[week - 1].days
        at = at_nine(days[last], 300)
        tell_time_away(member=member, starts_on=days[first], ends_on=days[last], by=member.person, at=at)

    def _meet(self, pair: BuddyPair) -> None:
        """Every Thursday at ten: what was, was held; the next one stands."""
        for week in self.calendar.weeks:
            begins = at_nine(week.days[min(3, len(week.days) - 1)], 60)
            said = min(self.until, begins - datetime.timedelta(days=6))
            meeting = plan_meeting(pair=pair, starts_at=begins, place="Desk 14", by=pair.buddy, at=said)
            if begins > self.until:
                return
            held = begins + datetime.timedelta(minutes=40)
            hold_meeting(meeting=meeting, by=pair.member.person, at=min(held, self.until))

    def _watch(self, pair: BuddyPair) -> None:
        """Two days of watching written down, the first one signed."""
        starter = self.people.starter
        pages = LessonPage.objects.filter(council=self.people.council, live=True, url_path__contains="/ind-")
        found = ((page, _shadow_of(page)) for page in pages.order_by("path"))
        rows = islice(((page, asked) for page, asked in found if asked is not None), len(WATCHED))
        for number, (page, asked) in enumerate(rows):
            on = self.calendar.weeks[number].days[2]
            said = [SAW[place % len(SAW)] for place in range(len(asked.questions))]
            record = save_shadowing(
                lesson=page, asked=asked, on=on, whom=WATCHED[number], answers=said, by=starter,
                at=at_nine(on, 420),
            )  # fmt: skip
            if not number:
                sign_shadowing(record=record, by=pair.buddy, at=at_nine(on, 560))


def _shadow_of(page: LessonPage) -> Shadow | None:
    """The day of watching that a lesson asks for."""
    if "shadowing" not in str(page.body.raw_data):
        return None
    return next((one for one in content_of(lesson=page).activities if isinstance(one, Shadow)), None)


def _new_starters(people: Cast) -> list[User]:
    """Everybody who holds the post of a starter, the demo's own first."""
    rows = User.objects.filter(
        council=people.council, is_active=True, left_on=None, posts__role="R01", posts__ends_on=None,
        memberships=None,
    )  # fmt: skip
    found = list(rows.exclude(pk=people.starter.pk).order_by("ref").distinct())
    return [people.starter, *found]


def _support_staff(people: Cast) -> list[User]:
    """Five from business support who come over to casework, one of them part-time and first."""
    rows = User.objects.filter(
        council=people.council, is_active=True, left_on=None, posts__role="R17", posts__ends_on=None,
        memberships=None, emailaddress=None,
    )  # fmt: skip
    found = list(rows.order_by("-joined_on", "ref").distinct())
    part_time = next((one for one in found if one.posts.get(ends_on=None).fte < 1), found[0])
    return [part_time, *(one for one in found if one.pk != part_time.pk)][:5]
