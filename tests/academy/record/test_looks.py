"""Who looked at whose record, who reads a history, and the words that say who sees what."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.people.grants import SEES, Scope
from academy.people.roles import Right
from academy.people.visibility import KIND_WORDS, SENTENCE_WORDS, onlookers
from academy.record.actions import note_look
from academy.record.models import Look
from academy.record.queries import history_about
from tests.factories.academy import EntryFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))


@pytest.fixture
def home() -> CouncilWorld:
    return council_world()


def test_a_look_is_written_once_a_day_for_each_kind(home: CouncilWorld) -> None:
    manager, person = home.people["manager"], home.people["coordinator"]
    for at in (AT, AT + datetime.timedelta(hours=3), AT + datetime.timedelta(days=1)):
        note_look(actor=manager, person=person, what="Levels", at=at)
    note_look(actor=manager, person=person.pk, what="Evidence", at=AT)
    assert Look.objects.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Look.objects.create(actor=manager, person=person, what="Levels", on=AT.date(), at=AT)


def test_looking_at_oneself_is_not_noted(home: CouncilWorld) -> None:
    note_look(actor=home.people["coordinator"], person=home.people["coordinator"], what="Levels", at=AT)
    assert not Look.objects.exists()


def test_only_the_person_reads_who_looked(home: CouncilWorld, client: Client) -> None:
    person = home.people["coordinator"]
    note_look(actor=home.people["manager"], person=person, what="Levels and decisions", at=AT)
    client.force_login(person)
    page = client.get(reverse("my_looks")).content.decode()
    assert "Levels and decisions" in page and home.people["manager"].get_full_name() in page
    assert "Team manager" in page
    for name in ("manager", "pdl", "admin", "colleague"):
        client.force_login(home.people[name])
        assert "Levels and decisions" not in client.get(reverse("my_looks")).content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(
    home: CouncilWorld, client: Client, django_assert_max_num_queries: object
) -> None:
    person = home.people["coordinator"]
    for day in range(40):
        note_look(
            actor=home.people["manager"], person=person, what="Levels", at=AT + datetime.timedelta(days=day)
        )
    client.force_login(person)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        client.get(reverse("my_looks"))


def test_who_keeps_the_list_of_people_reads_no_results_in_a_history(home: CouncilWorld) -> None:
    person = home.people["coordinator"]
    passed = EntryFactory(council=person.council, about=person, noun="sitting", words="Passed: paper P-01")
    moved = EntryFactory(council=person.council, about=person, noun="post", words="Moved to North")

    def read_by(name: str) -> set[int]:
        return set(history_about(actor=home.people[name], person_id=person.pk).values_list("pk", flat=True))

    assert {passed.pk, moved.pk} <= read_by("manager") & read_by("coordinator")
    assert moved.pk in read_by("admin") and passed.pk not in read_by("admin")
    for name in ("colleague", "stranger", "partner", "head"):
        assert not {passed.pk, moved.pk} & read_by(name)


def test_every_kind_can_be_said_and_the_words_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in KIND_WORDS:
        assert onlookers(kind, own=False)
    assert onlookers("look", own=True) == ("you",)
    assert onlookers("evidence", own=True) == (
        "you",
        "whoever leads your team",
        "practice development leads and QA",
    )
    assert "whoever leads their team" in onlookers("entrustment", own=False)
    monkeypatch.setitem(SEES, "evidence", {Right.LEARN: Scope.OWN})
    assert onlookers("evidence", own=True) == ("you",)
    assert (Right.LEAD_TEAM, Scope.TEAM) in SENTENCE_WORDS
