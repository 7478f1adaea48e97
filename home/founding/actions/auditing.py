"""Audits done in the demo itself: some to do, some begun, some concluded, one of a guest, and two panels."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, Post, User
from assessments.auditing.actions.concluding import conclude_allocation
from assessments.auditing.actions.marking import Closing, Sent, save_closing, save_marks
from assessments.auditing.actions.panels import (
    Outcome,
    Seat,
    agree_panel,
    grade_alone,
    hold_panel,
    open_grades,
)
from assessments.auditing.models import Allocation, ListedPlan
from assessments.auditing.rules.marking import Given
from assessments.auditing.rules.panels import Agreed
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, current_instrument
from home.founding.actions.cast import Cast, ago, cast_of

WORDS = Closing(
    strengths="The child's own words open the plan, with how they were gathered.",
    improvements="Say how long and how often for the speech programme. Tie the second outcome to a need.",
    action="Add amounts to the two lines of section F that have none.",
)
LOW = {"F3": ("writer", "Two lines of help have no amounts"), "K1": ("advice", "One report had no date")}
ALONE = {"send": 3, "setting": 2, "health": 3, "parent": 2}
"""Grades of the members of a panel, by agency; in section F each is one lower or the same."""


@transaction.atomic
def audit_here(*, council: Council, until: datetime.datetime) -> None:
    """Let the demo's QA and manager audit in the academy, a guest look at a plan of their own school, and two
    panels sit. Asked again, nothing changes."""
    people = cast_of(council=council, until=until)
    instrument = current_instrument(council_id=council.pk)
    if ListedPlan.objects.filter(council=council, plan_ref="PR-61001").exists():
        return
    others = _writers(people)
    todo = [
        (people.coordinator, people.qa, "existing", 0),
        (others[0], people.qa, "new", 12),
        (others[1], people.qa, "existing", 42),
        (others[2], people.manager, "existing", 0),
        (others[3], people.manager, "new", 42),
    ]
    for number, (writer, auditor, kind, marks) in enumerate(todo, 1):
        row = _ask(people, instrument, writer, auditor, number, kind, until)
        _fill(row, marks, ago(until, 3, number))
        if marks == 42:
            conclude_allocation(allocation_id=row.pk, by=auditor, at=ago(until, 2, number))
    guest = User.objects.get(council=council, emailaddress__email="senco@oakfield.example")
    _ask(people, instrument, others[4], guest, 6, "existing", until)
    _panels(people, instrument, others, guest, until)


def _writers(people: Cast) -> list[User]:
    """Coordinators of other teams than the manager's, in a fixed order."""
    own = {people.coordinator.pk, people.starter.pk, *(one.pk for one in people.team)}
    posts = Post.objects.filter(
        person__council=people.council, person__is_active=True, role="R02", ends_on=None
    ).exclude(person__in=own)
    return [post.person for post in posts.select_related("person").order_by("person__ref")[:7]]


def _plan(people: Cast, writer: User, number: int, kind: str, until: datetime.datetime) -> ListedPlan:
    day = timezone.localdate(until)
    post = writer.posts.filter(ends_on=None).select_related("team").first()
    return ListedPlan.objects.create(
        council=people.council,
        month=day.replace(day=1),
        plan_ref=f"PR-6100{number}",
        plan_type=kind,
        issued_on=day - datetime.timedelta(days=14),
        writer=writer,
        team=post.team if post else None,
        key_stage=("KS1", "KS2", "KS3", "KS4")[number % 4],
        need=("ASD", "SLCN", "SEMH")[number % 3],
        setting="mainstream",
    )


def _ask(
    people: Cast,
    instrument: Instrument,
    writer: User,
    auditor: User,
    number: int,
    kind: str,
    until: datetime.datetime,
) -> Allocation:
    plan = _plan(people, writer, number, kind, until)
    place = auditor.affiliations.first()
    if place is not None:
        ListedPlan.objects.filter(pk=plan.pk).update(organisation=place.organisation)
    day = timezone.localdate(until)
    return Allocation.objects.create(
        council=people.council,
        instrument=instrument,
        plan=plan,
        auditor=auditor,
        why=Allocation.Why.SETTING if place is not None else Allocation.Why.RANDOM,
        asked_on=day - datetime.timedelta(days=7),
        due_on=day + datetime.timedelta(days=14),
    )


def _fill(row: Allocation, marks: int, at: datetime.datetime) -> None:
    """The first so many criteria; with all of them also the words for the writer."""
    sections: dict[str, dict[str, Given]] = {}
    for place, one in enumerate(criteria_of(instrument=row.instrument)[:marks]):
        cause, words = LOW.get(one.code, ("", ""))
        grade = 2 if cause else 4 if place % 5 == 0 else 3
        sections.setdefault(one.section, {})[one.code] = Given(grade, cause=cause, words=words)
    for section, given in sections.items():
        save_marks(allocation_id=row.pk, section=section, given=given, sent=Sent(), by=row.auditor, at=at)
    if marks == 42:
        save_closing(allocation_id=row.pk, said=WORDS, sent=Sent(), by=row.auditor, at=at)


def _panels(
    people: Cast, instrument: Instrument, others: list[User], guest: User, until: datetime.datetime
) -> None:
    """One whose grades are open, and one that agreed."""
    codes = list(dict.fromkeys(criteria_of(instrument=instrument).values_list("section", flat=True)))
    for number, writer in ((7, others[5]), (8, others[6])):
        panel = hold_panel(
            plan=_plan(people, writer, number, "existing", until),
            instrument=instrument,
            chair=people.manager,
            held_on=timezone.localdate(until) - datetime.timedelta(days=number - 6),
            seats=[
                Seat("send", people.senior),
                Seat("setting", guest),
                Seat("health"),
                Seat("parent"),
            ],
            by=people.qa,
            at=ago(until, 9, number),
        )
        for member in panel.members.filter(agency__in=("send", "setting", "health")):
            grade = ALONE[member.agency]
            grades: dict[str, int | None] = {code: grade - (code in ("F", "Whole")) for code in codes}
            grade_alone(
                member_id=member.pk,
                grades=grades,
                overall=grade,
                words="The help in F could not be started by a new school." if grade == 2 else "",
                by=member.person or people.manager,
                at=ago(until, 5, number),
            )
        open_grades(panel_id=panel.pk, by=people.manager, at=ago(until, 4, number))
        if number == 8:
            agree_panel(
                panel_id=panel.pk, outcome=_outcome(codes), by=people.manager, at=ago(until, 3, number)
            )


def _outcome(codes: list[str]) -> Outcome:
    """What the panel of the demo agreed."""
    return Outcome(
        {code: Agreed(2, "advice") if code == "F" else Agreed(3) for code in codes},
        3,
        "Health advice says what helps, not how often.",
        "Agree a form of words for amounts with therapies.",
        "The health lead",
    )
