"""Evidence that comes by itself: once for each event, as long as its kind counts, one or thousands."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.record.models import Entry
from competencies.evidence.actions import (
    Showing,
    add_evidence,
    add_evidence_many,
    end_evidence,
    end_evidence_many,
)
from competencies.evidence.models import Evidence, Kind
from competencies.framework.models import Competency
from tests.competencies.evidence.filled import AT
from tests.factories.academy import StaffFactory
from tests.factories.worlds import CouncilWorld

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)


def add(world: CouncilWorld, kind: Kind = Kind.CALIBRATION, **more: object) -> list[Evidence]:
    said: dict[str, object] = {
        "person": world.people["coordinator"], "competency_codes": ["C5.4"], "kind": kind, "shown_on": DAY,
        "source_label": "Mark the plan", "source_path": "/sittings/", "source_key": "paper:1:passed",
        "by": None, "at": AT,
    }  # fmt: skip
    return add_evidence(**{**said, **more})  # type: ignore[arg-type]


def showings(world: CouncilWorld, competency: Competency, *keys: str) -> list[Showing]:
    person = world.people["coordinator"].pk
    return [Showing(person, competency.pk, DAY, f"Audit {key}", "/audits/1/", key) for key in keys]


def add_many(world: CouncilWorld, some: list[Showing], kind: Kind = Kind.AUDIT) -> int:
    return add_evidence_many(
        council_id=world.council.pk, kind=kind, showings=some, what="Audits", by=None, at=AT
    )


def end_many(world: CouncilWorld, *keys: str) -> int:
    return end_evidence_many(
        council_id=world.council.pk, kind=Kind.AUDIT, source_keys=keys, on=AT.date() - datetime.timedelta(1),
        words="The audit was taken back", by=None, at=AT,
    )  # fmt: skip


def test_it_counts_as_long_as_the_framework_lets_its_kind_count(world: CouncilWorld) -> None:
    assert add(world)[0].valid_until == datetime.date(2027, 11, 2)
    assert add(world, Kind.KNOWLEDGE_CHECK)[0].valid_until is None
    own = add(world, source_key="paper:2:passed", valid_until=datetime.date(2027, 1, 1))
    assert own[0].valid_until == datetime.date(2027, 1, 1)


def test_the_same_event_adds_nothing_twice(world: CouncilWorld) -> None:
    assert len(add(world)) == 1
    assert add(world) == []
    assert Evidence.objects.count() == 1


def test_what_has_an_end_can_end_sooner_and_says_why(world: CouncilWorld) -> None:
    person = world.people["coordinator"]
    add(world)
    said = {
        "person": person,
        "source_key": "paper:1:passed",
        "words": "Moderated: returned",
        "by": None,
        "at": AT,
    }
    assert end_evidence(on=AT.date(), **said) == 1  # type: ignore[arg-type]
    assert end_evidence(on=AT.date(), **said) == 0  # type: ignore[arg-type]
    row = Evidence.objects.get()
    assert (row.valid_until, row.ended_words) == (AT.date(), "Moderated: returned")


def test_ending_never_makes_anything_count_longer(world: CouncilWorld) -> None:
    add(world, valid_until=datetime.date(2026, 11, 10))
    ended = end_evidence(
        person=world.people["coordinator"], source_key="paper:1:passed", on=AT.date(), words="Moderated",
        by=None, at=AT,
    )  # fmt: skip
    assert ended == 0
    assert Evidence.objects.get().valid_until == datetime.date(2026, 11, 10)


def test_many_at_once_are_there_once(world: CouncilWorld, competency: Competency) -> None:
    some = showings(world, competency, "audit:1", "audit:2")
    assert add_many(world, some) == 2
    assert add_many(world, [*some, *showings(world, competency, "audit:3")]) == 1
    assert Evidence.objects.filter(kind="AUD").count() == 3
    assert list(Entry.objects.filter(verb="add").order_by("pk").values_list("words", flat=True)) == [
        "Audits: evidence from 2 sources",
        "Audits: evidence from 1 source",
    ]


def test_what_was_taken_back_counts_again_when_its_source_does(
    world: CouncilWorld, competency: Competency
) -> None:
    some = showings(world, competency, "audit:1", "audit:2")
    add_many(world, some, Kind.AUDIT)
    assert end_many(world, "audit:1") == 1
    assert end_many(world, "audit:1") == 0
    assert {row.source_key: row.counts_on(AT.date()) for row in Evidence.objects.all()} == {
        "audit:1": False,
        "audit:2": True,
    }
    assert add_many(world, some) == 1
    again = Evidence.objects.get(source_key="audit:1")
    assert (again.valid_until, again.ended_words) == (None, "")


def test_many_cost_the_same_number_of_queries(world: CouncilWorld, competency: Competency) -> None:
    people = [StaffFactory(council=world.council).pk for _ in range(20)]

    def cost(*keys: str) -> int:
        some = [
            Showing(person, competency.pk, DAY, "Audit", "", f"{key}:{person}")
            for key in keys
            for person in people
        ]
        with CaptureQueriesContext(connection) as queries:
            add_many(world, some)
        return len(queries)

    cost("audit:z")  # leaves word in the ledger, once for all of these minutes
    assert cost("audit:a") == cost("audit:b", "audit:c", "audit:d")
    assert Evidence.objects.count() == 100
