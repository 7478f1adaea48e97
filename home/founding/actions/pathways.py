"""Shorter ways in the demo: licences of buddies, the diagnostic, two on a path, and prior learning."""

from __future__ import annotations

import datetime
import json
import random
import uuid
from pathlib import Path

from django.conf import settings
from django.db import transaction

from academy.people.models import Council, User
from academy.work.worker import do_due_jobs
from assessments.sittings.actions import open_paper
from assessments.sittings.models import Paper
from courses.pages.models import ModulePage
from courses.pathways.actions import (
    decide_recognition,
    grant_licence,
    put_on_path,
    request_recognition,
)
from courses.pathways.models import Licence, PriorLearning
from courses.progress.actions import complete_module
from home.founding.actions.cast import Cast, ago, cast_of
from home.founding.actions.readers import Reader
from home.founding.actions.sitting import judge_answers, sit_paper

BUDDIES = Path("home/fixtures/demo/buddies.json")
SEED = 20260105
OPENED = 120
"""So many days ago the diagnostic was opened."""
CITES = (
    "PM-21, and two weekly talks with a starter that I sat in on.",
    "PM-21, and the shadow log kept well with the last starter.",
    "PM-21, and good words from two starters in the ninety-day talk.",
)
ASKED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "I was a SENCO in a primary school for ten years and wrote advice for about forty assessments.",
        "The award for SEN co-ordination and my last two appraisals.",
        ("IND-1.3", "IND-1.4"),
    ),
    (
        "I worked on annual reviews in another council for four years and ran a backlog project there.",
        "A reference from my former manager and three review outcomes without names.",
        ("PM-15", "PM-25"),
    ),
    (
        "I have read a great deal about tribunals and watched several recorded hearings.",
        "A list of what I have read.",
        ("PM-24",),
    ),
)
PARTLY = "Your reviews show what PM-15 teaches. Phase transfers were not part of that work, so PM-25 stays."
DECLINED = (
    "Reading is a good start. PM-24 asks you to prepare evidence, and nothing you bring shows that yet."
)
PUT_ON = (
    "Moves from reviews to writing new plans.",
    "Asked for it in supervision: wants to write Section F with more confidence.",
)


@transaction.atomic
def license_buddies(*, council: Council, until: datetime.datetime) -> None:
    """Everybody who has been at a starter's side finished PM-21 and holds a licence; some end soon.

    The demo's senior has finished the module and waits for somebody to look at it.
    """
    people = cast_of(council=council, until=until)
    module = ModulePage.objects.get(council=council, code="PM-21", live=True)
    refs = json.loads((settings.BASE_DIR / BUDDIES).read_text(encoding="utf-8"))
    buddies = User.objects.filter(council=council, ref__in=refs, is_active=True).order_by("ref")
    for place, person in enumerate(buddies.exclude(pk=people.senior.pk)):
        days = 345 - 9 * place
        complete_module(module=module, scores={}, by=person, at=ago(until, days + 12, 40))
        cites = CITES[place % len(CITES)]
        grant_licence(
            person=person, kind=Licence.Kind.BUDDY, cites=cites, by=people.pdl, at=ago(until, days, 200)
        )
    complete_module(module=module, scores={}, by=people.senior, at=ago(until, 6, 60))


@transaction.atomic
def walk_pathways(*, council: Council, until: datetime.datetime) -> None:
    """The diagnostic opened and taken, two people on the upskilling path, three requests in three states."""
    people = cast_of(council=council, until=until)
    _put_two_on(people, until)
    _ask(people, until)
    paper = Paper.objects.filter(council=council, code="DIAG", state="draft").first()
    if paper is not None:
        opened = open_paper(paper=paper, by=people.pdl, at=ago(until, OPENED, 30))
        reader = Reader(1.3, random.Random(SEED))  # noqa: S311 - a made-up history, not a secret
        sitting = sit_paper(opened, people.coordinator, reader, ago(until, 24, 60))
        judge_answers(sitting, people.senior, ago(until, 23, 90))
        do_due_jobs(at=ago(until, 23, 92), topics=["sitting_settled"])


def _put_two_on(people: Cast, until: datetime.datetime) -> None:
    """The demo's coordinator four weeks ago, and a colleague of the team seven weeks ago."""
    colleague = next(one for one in people.team if one.pk != people.coordinator.pk)
    put_on_path(person=colleague, reason=PUT_ON[0], by=people.manager, at=ago(until, 49, 150))
    put_on_path(
        person=people.coordinator, reason=PUT_ON[1], extra=["PM-18"], by=people.pdl, at=ago(until, 28, 45)
    )


def _ask(people: Cast, until: datetime.datetime) -> None:
    """One request waits, one was recognised in part, one was not recognised."""
    (waiting, _), (declined, _) = people.newest[:2]
    askers = (waiting, people.coordinator, declined)
    rows = [_request(person, place, until) for place, person in enumerate(askers)]
    decide_recognition(
        request=rows[1], recognised=["PM-15"], reason=PARTLY, by=people.pdl, at=ago(until, 20, 80)
    )
    decide_recognition(request=rows[2], recognised=[], reason=DECLINED, by=people.pdl, at=ago(until, 9, 80))


def _request(person: User, place: int, until: datetime.datetime) -> PriorLearning:
    did, brings, modules = ASKED[place]
    days = (3, 26, 16)[place]
    return request_recognition(
        did=did,
        brings=brings,
        modules=modules,
        key=uuid.uuid5(uuid.NAMESPACE_OID, f"prior learning {place}"),
        by=person,
        at=ago(until, days, 35),
    )
