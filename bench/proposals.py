"""Twelve thousand people with a hundred pieces of evidence each, and how long it takes to say what is next.

Beside it the matrix of three hundred of them, read from what was kept.
"""

import json
import random
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

PEOPLE, ROWS, MATRIX = 12_000, 100, 300
AT = timezone.make_aware(datetime(2026, 11, 20, 3))
TODAY = AT.date()
FRAMEWORK = Path(__file__).resolve().parents[1] / "competencies" / "fixtures" / "framework.json"


def _copy(table: str, columns: str, rows: Any) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def seed_levels() -> dict[str, Any]:
    """A council with the shipped framework; people in post, evidence and decisions by COPY."""
    from academy.people.models import Council, Team, User
    from competencies.framework.actions import load_framework
    from competencies.framework.models import Competency, EntrustableTask

    call_command("migrate", verbosity=0)
    council = Council.objects.create(name="Bench Council", slug="bench")
    load_framework(council=council, data=json.loads(FRAMEWORK.read_text()), by=None, at=AT)
    team = Team.objects.create(council=council, name="Bench")
    people = User.objects.bulk_create(
        (
            User(council=council, email=f"p{n}@bench.example", given_name="A", family_name=f"B{n}")
            for n in range(PEOPLE)
        ),
        batch_size=5_000,
    )
    ids = [person.pk for person in people]
    _copy(
        "academy_post",
        "person_id, role, team_id, starts_on, fte, working_days",
        ((pk, "R02", team.pk, date(2025, 1, 6), 1, "") for pk in ids),
    )
    _copy(
        "competencies_evidence",
        "person_id, competency_id, kind, strength, shown_on, recorded_at, source_label, source_path, "
        "source_key, ended_words",
        _evidence(ids, list(Competency.objects.order_by("pk").values_list("pk", "evidence_kinds"))),
    )
    _copy(
        "competencies_entrustment",
        "person_id, task_id, task_identity, level, step, state, reason, support, cited, proposed, law_as_at, "
        "decided_by_id, decided_at, second_words, starts_on, valid_until, ending, ended_words",
        _decisions(ids, list(EntrustableTask.objects.values_list("pk", "identity"))),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"people": PEOPLE, "evidence": PEOPLE * ROWS}


def _evidence(ids: list[int], competencies: list[tuple[int, list[str]]]) -> Any:
    """A hundred rows each, in pieces that show one to three competencies."""
    draw = random.Random(5)
    for person in ids:
        made, number = 0, 0
        while made < ROWS:
            number += 1
            shown = draw.sample(competencies, min(draw.randint(1, 3), ROWS - made))
            kind = draw.choice(shown[0][1])
            on = TODAY - timedelta(days=draw.randrange(900))
            strength = "recommend" if draw.random() < 0.1 else "evidence"
            for competency, _ in shown:
                yield (person, competency, kind, strength, on, AT, "A piece", "", f"bench:{number}", "")
            made += len(shown)


def _decisions(ids: list[int], tasks: list[tuple[int, Any]]) -> Any:
    """Half of the tasks of each person at level 1 to 3."""
    draw = random.Random(7)
    for place, person in enumerate(ids):
        by = ids[place - 1]
        for task, identity in draw.sample(tasks, len(tasks) // 2):
            since = TODAY - timedelta(days=draw.randrange(800))
            yield (
                person, task, identity, draw.randint(1, 3), "grant", "stands", "Seen", "", "[]", "{}",
                since, by, AT, "", since, since + timedelta(days=730), "", "",
            )  # fmt: skip


def proposals() -> dict[str, Any]:
    """Working everything out when nothing is kept, again when all of it is, and the matrix from it."""
    from academy.people.models import Council
    from competencies.entrustment.actions import refresh_proposals
    from home.team.queries.matrix import matrix_of
    from home.team.queries.people import people_in_post

    council = Council.objects.get(slug="bench")
    times, rows = [], []
    for _ in range(2):
        began = time.perf_counter()
        rows.append(refresh_proposals(council_id=council.pk, at=AT))
        times.append(time.perf_counter() - began)
    people = people_in_post(council_id=council.pk, on=TODAY)[:MATRIX]
    warm, queries = [], 0
    for _ in range(6):
        with CaptureQueriesContext(connection) as seen:
            began = time.perf_counter()
            matrix_of(council_id=council.pk, people=people, on=TODAY, today=TODAY)
            warm.append(time.perf_counter() - began)
        queries = len(seen)
    return {
        "first": times[0],
        "again": times[1],
        "rows": rows[0],
        "rows_again": rows[1],
        "matrix_ms": min(warm[1:]) * 1000,
        "matrix_queries": queries,
    }
