"""Gates in the demo: the record of eight past cohorts, and where the running one stands."""

from __future__ import annotations

import datetime
import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, Post, User
from courses.cohorts.models import Cohort, Member
from courses.cohorts.rules.files import read_sheet
from courses.gates.actions import (
    agree_new_date,
    begin_checks,
    gather_results,
    load_results,
    open_gate,
    record_result,
    write_support_plan,
)
from courses.gates.actions.results import Source
from courses.gates.catalogue import catalogue
from courses.gates.models import AssessedResult, NinetyDayCheck
from courses.gates.queries import MemberStanding, standing_of, standings_of
from courses.gates.rules.permits import can_decide

RESULTS = Path("academy/fixtures/alderwick/cohort_results.csv.gz")
ACCOUNT = "starter@alderwick.example"
RUNNING, LATEST = {"COH-9": 0, "COH-9S": 3}, ("COH-7", "COH-8")
"""Running cohorts with the place of their first member: everybody of the small one has passed gate 1."""
AGREED = "An hour of practice with your buddy on Tuesday, and the task again on Thursday."
SUPPORT = (
    "Two hours a week on outcomes with a senior colleague, who reads each draft before it goes. The caseload "
    "stays where it is until then."
)


@dataclass(frozen=True)
class _Shown:
    """What one member has shown: task, part, met, score and what it was judged on."""

    task: str
    part: str = ""
    met: bool = True
    score: int | None = None
    judged_on: str = "Marked once"


LAW = _Shown("AT1", "AT1", score=88, judged_on="88% of the points")
LOG = _Shown("AT1", "AT1-LOG")
DATES = _Shown("AT3", score=85, judged_on="85% of the points")
MISSED = _Shown("AT3", met=False, score=75, judged_on="75% of the points")
MATRIX = _Shown("AT4", score=91, judged_on="22 of 24. Marked once")
SENT_BACK = _Shown("AT2", met=False, judged_on="Marked twice, and both agreed")
WAITS = 2
"""The place of the one whose gate nobody has decided yet."""
GATE_ONE = (LAW, LOG, _Shown("AT2"), DATES)


def gate_through(
    *, council: Council, until: datetime.datetime, tell: Callable[[str], None] = lambda words: None
) -> None:
    """Bring in the results of the past, and let the running cohort be assessed and decided about."""
    tell("Assessed tasks and gates of nine cohorts")
    data = gzip.decompress((settings.BASE_DIR / RESULTS).read_bytes())
    with transaction.atomic():
        load_results(council=council, sheet=read_sheet(data), by=None, at=until)
        past = Member.objects.filter(cohort__council=council, cohort__name__in=LATEST)
        begin_checks(members=list(past), by=None, at=until)
        _support_one(council, until)
        gather_results(council_id=council.pk, at=until)
        for cohort in Cohort.objects.filter(council=council, name__in=RUNNING):
            _assess(cohort, until, first=RUNNING[cohort.name])


def _support_one(council: Council, until: datetime.datetime) -> None:
    """One graduate whose plan is not good yet has a support plan."""
    rows = NinetyDayCheck.objects.filter(member__cohort__council=council, state="short")
    check = rows.select_related("member__person").order_by("due_on", "pk").first()
    by = _decider(check.member, council) if check is not None else None
    if check is not None and by is not None:
        review = timezone.localdate(until) + datetime.timedelta(days=42)
        write_support_plan(check=check, words=SUPPORT, review_on=review, by=by, at=until)


def _assess(cohort: Cohort, until: datetime.datetime, *, first: int) -> None:
    """Most have passed gate 1. One waits for a resit, one has a new date, one waits for a decision.

    Who that is goes by place, counted from `first`.
    """
    members = list(cohort.members.select_related("person", "cohort").order_by("person__ref"))
    today = timezone.localdate(until)
    standings = standings_of(members, on=today)
    account = User.objects.filter(council=cohort.council, emailaddress__email=ACCOUNT).first()
    reached = [row for row in members if (due := standings[row.pk].gates[1].due_on) and due <= today]
    places = {row.pk: place for place, row in enumerate((r for r in reached if r.person != account), first)}
    for member in reached:
        place = places.get(member.pk)
        shown = (*GATE_ONE, MATRIX) if place is None else _of_place(place)
        _record(standings[member.pk], shown, until)
        if place != WAITS:
            _decide(member, standings[member.pk], shown, until)


def _of_place(place: int) -> Sequence[_Shown]:
    if place == 0:
        return (LAW, LOG, _Shown("AT2"), MISSED)
    if place == 1:
        return (LAW, LOG, SENT_BACK, DATES)
    return (*GATE_ONE, MATRIX) if place % 2 else GATE_ONE


def _record(standing: MemberStanding, shown: Sequence[_Shown], until: datetime.datetime) -> None:
    """Each result on the last day of the week in which the task is taken, or today if that is to come."""
    today = timezone.localdate(until)
    tried = set(AssessedResult.objects.filter(member=standing.member).values_list("task", "part"))
    for one in shown:
        if (one.task, one.part) in tried:
            continue
        task = catalogue().tasks[one.task]
        day = min(standing.calendar.weeks[task.week - 1].ends_on, today)
        part = task.part(one.part)
        name = part.label if part is not None else task.title
        record_result(
            person=standing.member.person, task=one.task, part=one.part, attempt=1, on=day, met=one.met,
            score=one.score, judged_on=one.judged_on, source=Source(name, "", f"demo:{one.task}:{one.part}"),
            by=None, at=min(_afternoon(day), until),
        )  # fmt: skip


def _decide(
    member: Member, standing: MemberStanding, shown: Sequence[_Shown], until: datetime.datetime
) -> None:
    by = _decider(member, member.person.council)
    due = standing.gates[1].due_on
    if by is None or due is None:
        return
    at = min(_afternoon(due) + datetime.timedelta(hours=1), until)
    if SENT_BACK in shown:
        new = timezone.localdate(until) + datetime.timedelta(days=7)
        agree_new_date(member=member, gate=1, new_date=new, agreed=AGREED, by=by, at=at)
    elif not standing_of(member, on=timezone.localdate(until)).gates[1].missing:
        open_gate(member=member, gate=1, words="Well done. Ask me when something is new.", by=by, at=at)


def _decider(member: Member, council: Council) -> User | None:
    """The starter's manager; a practice development lead where the manager may not decide."""
    posts = Post.objects.filter(person=member.person_id, ends_on=None, manager__isnull=False)
    post = posts.select_related("manager").order_by("-starts_on").first()
    if post is not None and post.manager is not None and can_decide(member, post.manager):
        return post.manager
    lead = Post.objects.filter(person__council=council, role="R15", ends_on=None).select_related("person")
    found = lead.order_by("pk").first()
    return found.person if found is not None else None


def _afternoon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(15)))
