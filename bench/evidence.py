"""How long one person's evidence takes to page through, after ten years of it."""

import datetime
import json
import time
from pathlib import Path
from statistics import median
from typing import Any

ENTRIES, YEARS, ROUNDS = 5_000, 10, 15
LIMIT = 100
DAY = datetime.date(2026, 11, 20)
FRAMEWORK = Path(__file__).resolve().parents[1] / "competencies" / "fixtures" / "framework.json"
KINDS = ("KC", "AUD", "AUD", "WP", "OBS", "CBD", "DATA", "REF")


def history() -> dict[str, Any]:
    """The newest page with the overview, one from the middle, the last, and a narrowed one: milliseconds and
    queries of the whole answer, signed in."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    person = _person()
    _fill(person)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    middle = DAY - datetime.timedelta(days=YEARS * 365 // 2)
    last = DAY - datetime.timedelta(days=YEARS * 365 - 30)
    paths = {
        "newest": "/me/evidence/",
        "middle": f"/me/evidence/?after={middle.isoformat()}_0",
        "last": f"/me/evidence/?after={last.isoformat()}_0",
        "narrowed": "/me/evidence/?kind=AUD&competency=C5.4&standing=counts",
    }
    found: dict[str, Any] = {"entries": ENTRIES, "years": YEARS, "limit_milliseconds": LIMIT}
    for name, path in paths.items():
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = client.get(path)
            times.append(1_000 * (time.perf_counter() - began))
        if answer.status_code != 200 or b"/evidence/" not in answer.content:
            raise SystemExit(f"{path} answered {answer.status_code}")
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[name] = {
            "milliseconds": round(median(times), 1), "most": round(max(times[1:]), 1),
            "queries": len(queries), "bytes": len(answer.content),
        }  # fmt: skip
    return found


def _person() -> Any:
    """Somebody in post, in a council with the shipped framework."""
    from django.core.management import call_command
    from django.utils import timezone

    from academy.people.models import Council, Post, Team, User
    from competencies.framework.actions import load_framework

    call_command("migrate", verbosity=0)
    council = Council.objects.create(name="Bench Council", slug="bench")
    load_framework(council=council, data=json.loads(FRAMEWORK.read_text()), by=None, at=timezone.now())
    person = User.objects.create_person(
        council=council, email="person@bench.example", given_name="A", family_name="Person"
    )
    team = Team.objects.create(council=council, name="Bench")
    Post.objects.create(person=person, role="R02", team=team, starts_on=datetime.date(2016, 1, 4))
    return person


def _fill(person: Any) -> None:
    """Ten years of evidence, four rows an event; one in seven has ended."""
    from django.utils import timezone

    from competencies.evidence.models import Evidence
    from competencies.framework.models import Competency

    here = {"domain__framework__council": person.council, "domain__framework__state": "published"}
    competencies = list(Competency.objects.filter(**here))
    at = timezone.now()
    Evidence.objects.bulk_create(
        Evidence(
            person=person,
            competency=competencies[number % len(competencies)],
            kind=KINDS[number // 4 % len(KINDS)],
            shown_on=DAY - datetime.timedelta(days=number * YEARS * 365 // ENTRIES),
            recorded_at=at,
            valid_until=DAY - datetime.timedelta(days=5) if number % 7 == 0 else None,
            source_label=f"Event {number // 4} of ten years",
            source_path="/audits/",
            source_key=f"bench:{number // 4}",
        )
        for number in range(ENTRIES)
    )
