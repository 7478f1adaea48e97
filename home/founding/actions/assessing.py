"""The demo's assessing: questions reviewed, papers sat, work handed in and marked, and practice.

Everything goes through the actions that people use, with `at` in the past and seeded chance. Nothing is
written straight into a table.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

from django.db import transaction

from academy.people.models import Council
from academy.work.worker import do_due_jobs
from home.founding.actions.assessed import hand_in_assessed
from home.founding.actions.cast import cast_of
from home.founding.actions.handing_in import hand_in_work
from home.founding.actions.practising import practise
from home.founding.actions.reviewing import review_first, review_more
from home.founding.actions.sitting import open_papers, send_late, sit_newest, sit_papers

SEED = 20250113
MOST_JOBS = 5_000


def assess_through(
    *,
    council: Council,
    since: datetime.datetime,
    until: datetime.datetime,
    tell: Callable[[str], None] = lambda words: None,
) -> None:
    """What people have reviewed, sat, handed in, marked and practised between two moments.

    The questions that the papers need are agreed on first, so that the papers can be opened; the rest is
    reviewed later, and some of it still waits.
    """
    chance = random.Random(SEED)  # noqa: S311 - a made-up history, not a secret
    people = cast_of(council=council, until=until)
    with transaction.atomic():
        tell("Questions reviewed, papers sat")
        review_first(people=people, since=since, chance=chance)
        open_papers(people=people, since=since)
        sit_papers(people=people, until=until, chance=chance)
        review_more(people=people, until=until, chance=chance)
        sit_newest(people=people, until=until, chance=chance)
        send_late(people=people)
    with transaction.atomic():
        tell("Practical tasks handed in and marked, exercises practised")
        hand_in_work(people=people, until=until)
        hand_in_assessed(people=people, until=until)
        practise(people=people, until=until, chance=chance)
        do_due_jobs(at=until, most=MOST_JOBS)
