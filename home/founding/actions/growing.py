"""How the demo's coordinator grows: work looked at, a self-assessment, feedback, goals and an award."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone

from academy.people.models import Council
from competencies.evidence.actions import Draft, record_piece
from competencies.evidence.models import Kind, Strength
from competencies.plans.actions import agree_goal, end_goal, propose_goal, propose_meeting, thank_colleague
from competencies.plans.models import Goal
from competencies.plans.queries.goals import Source
from competencies.selfassessment.actions import hand_in, open_assessment, save_answer
from competencies.voices.actions import RoundDraft, close_round, give_voice, make_links, open_round
from competencies.voices.catalogue import FAMILIES, FIELDS
from courses.qualifications.actions import register_person
from courses.records.models import Award
from home.founding.actions.cast import Cast, ago, cast_of, moment

KEYS = uuid.UUID("5f1d2c4e-6a7b-4c8d-9e0f-112233445566")
WATCHED = {"what": "meeting", "well": "Let the parents finish", "try": "Say the next date aloud"}
READ = {
    "what": "draft",
    "well": "Every need has provision that is counted in hours",
    "next": "Say in B how the need shows at home",
    "check": "some",
}
VOICES = ((4, 4, 3, 4, 3), (4, 3, 4, 4, 4), (3, 4, 4, 3, 4), (4, 4, 4, 4, 3))
COMMENT = "They rang when the draft was late. That helped."
GOAL = "Run a co-production meeting where the family changes the draft"
HELP = "A senior colleague sits in on the first one; an hour of supervision afterwards."
REACHED = "The next two plans were good on this point."
THANKS = "Thank you for taking the duty line while I was at the tribunal last week."
CENTRE, ASSESSOR, VERIFIER = "Brackwater Assessment Centre", "Dana Holt", "Sam Okafor"


def grow_through(*, council: Council, until: datetime.datetime) -> None:
    """What happened with the coordinator in the last three months, each through the action people use."""
    cast = cast_of(council=council, until=until)
    _show_work(cast, until)
    _ask_families(cast, until)
    _rate_oneself(cast, until)
    _reach_earlier(cast, until)
    _plan(cast, until)
    award = Award.objects.filter(council=council).order_by("code", "-version").first()
    if award is not None:
        register_person(
            person=cast.coordinator, award=award, centre=CENTRE, number="BAC-1042",
            registered_on=timezone.localdate(ago(until, 60)), assessor=None, assessor_name=ASSESSOR,
            verifier=None, verifier_name=VERIFIER, by=cast.pdl, at=ago(until, 60),
        )  # fmt: skip


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(KEYS, name)


def _show_work(cast: Cast, until: datetime.datetime) -> None:
    """The manager read a draft and watched two meetings."""
    for kind, answers, task, days, strength in (
        (Kind.WORK_PRODUCT, READ, "ET07", 40, Strength.RECOMMEND),
        (Kind.OBSERVATION, WATCHED, "ET04", 30, Strength.EVIDENCE),
        (Kind.OBSERVATION, WATCHED, "ET08", 25, Strength.EVIDENCE),
    ):
        at = ago(until, days)
        draft = Draft(kind, timezone.localdate(at), answers, task=task, plan_ref="P-20417", strength=strength)
        record_piece(person=cast.coordinator, draft=draft, key=_key(f"{kind}:{task}"), by=cast.manager, at=at)


def _ask_families(cast: Cast, until: datetime.datetime) -> None:
    """A round of families, closed with four voices."""
    opened = ago(until, 50)
    last = timezone.localdate(opened) + datetime.timedelta(days=28)
    row = open_round(
        person=cast.coordinator,
        draft=RoundDraft(_key("families"), FAMILIES, ("C3.1", "C3.2", "C3.3"), last, 12),
        by=cast.coordinator,
        at=opened,
    )
    tokens = make_links(feedback_round=row, key=_key("links"), count=6, by=cast.coordinator, at=opened)
    for number, (token, said) in enumerate(zip(tokens, VOICES, strict=False)):
        give_voice(
            token=token,
            answers=dict(zip(FIELDS, said, strict=True)),
            comment=COMMENT if number == 1 else "",
            on=timezone.localdate(ago(until, 40 - number)),
        )
    close_round(feedback_round=row, by=cast.coordinator, at=ago(until, 30))


def _rate_oneself(cast: Cast, until: datetime.datetime) -> None:
    """A self-assessment that waits for the manager's answers."""
    person = cast.coordinator
    row = open_assessment(person=person, key=_key("self"), by=person, at=ago(until, 9))
    for item in row.items.select_related("task", "assessment__person"):
        level = 2 if item.task.code in ("ET09", "ET13") else 4 if item.task.code in ("ET02", "ET03") else 3
        did = "Did this twice this term; the second time with few changes." if level > 2 else ""
        needs = "To sit in on one that is contested." if level == 2 else ""
        save_answer(item=item, level=level, did=did, needs=needs, by=person, at=ago(until, 8))
    hand_in(assessment=row, by=person, at=ago(until, 7))


def _reach_earlier(cast: Cast, until: datetime.datetime) -> None:
    """What coaching agreed on before this term was said yes to and reached."""
    person = cast.coordinator
    today = timezone.localdate(until)
    rows = Goal.objects.filter(person=person, state="proposed", due_on__lt=today).select_related(
        "proposed_by"
    )
    for goal in rows.order_by("due_on"):
        day = moment(goal.due_on)
        agreed = agree_goal(goal=goal, by=person, at=day)
        end_goal(goal=agreed, verb="reach", words=REACHED, by=person, at=day)


def _plan(cast: Cast, until: datetime.datetime) -> None:
    """A goal that both agreed on, the next supervision, and a thank-you."""
    person, manager = cast.coordinator, cast.manager
    due = timezone.localdate(until) + datetime.timedelta(days=60)
    goal = propose_goal(
        person=person,
        source=Source(Goal.Source.WISH, "A wish of mine", "", "wish:demo"),
        what=GOAL,
        help_words=HELP,
        due_on=due,
        by=person,
        at=ago(until, 14),
    )
    agree_goal(goal=goal, by=manager, at=ago(until, 13))
    meets = moment(timezone.localdate(until) + datetime.timedelta(days=6), 60)
    propose_meeting(
        person=person, supervisor=manager, key=_key("supervision"), starts_at=meets, place="Room 4",
        by=manager, at=ago(until, 2),
    )  # fmt: skip
    thank_colleague(email=person.email, key=_key("thanks"), words=THANKS, by=cast.senior, at=ago(until, 5))
