"""The pages of law currency."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.currency.actions import lapse_levels
from courses.currency.models import LawChange, TopUp
from courses.requirements.models import Ask
from tests.courses.currency.test_actions import teach
from tests.factories.competencies import EntrustableTaskFactory, EntrustmentFactory
from tests.factories.courses import CompletionFactory, module_page
from tests.factories.currency import LawChangeFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
OLD = datetime.date(2026, 9, 1)


@pytest.fixture
def world() -> CouncilWorld:
    found = council_world()
    teach(found)
    CompletionFactory(person=found.people["senior"], module_code="PM-16", done_on=OLD)
    return found


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    found = Client()
    found.force_login(world.people["pdl"])
    return found


def said(client: Client, path: str, **data: str) -> str:
    answer = client.post(path, data, follow=True) if data else client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def day(name: str, year: int) -> dict[str, str]:
    """The first of October as three boxes."""
    return {f"{name}_day": "1", f"{name}_month": "10", f"{name}_year": str(year)}


def test_looked_up_recorded_looked_at_topped_up_and_settled(world: CouncilWorld, client: Client) -> None:
    found = said(client, "/law/changes/?reference=TR-05")
    assert "1 thing names it" in found and "Fifteen days" in found
    form = {"reference": "TR-05", "what": "Now 20 days.", "source": "SI 1"}
    assert "From which day: give a day" in said(client, "/law/changes/new/", **form)
    page = said(client, "/law/changes/new/", **form, **day("changed_on", 2026))
    change = LawChange.objects.get()
    address = reverse("law_change", args=[change.pk])
    assert "1 person in post learned it before; 1 needs a top-up" in page
    bad = said(client, f"{address}top-up/", **{"top-up-module_code": "PM-16"}, **day("top-up-due_on", 2020))
    assert "By when: choose a day after today" in bad and not TopUp.objects.exists()
    for _ in range(2):
        said(client, f"{address}top-up/", **{"top-up-module_code": "PM-16"}, **day("top-up-due_on", 2036))
    assert TopUp.objects.count() == Ask.objects.count() == 1
    assert "Not everything was looked at" in said(client, f"{address}settle/", go="1")
    thing = f"lesson:{world.council.pk and _lesson(page)}"
    assert "It still stands" in said(client, f"{address}look/", thing=thing, verdict="stands")
    assert "This change is worked through" in said(client, f"{address}settle/", go="1")
    assert "Open it again" in said(client, address)


def _lesson(page: str) -> str:
    return page.split('name="thing" value="lesson:')[1].split('"')[0]


def test_mine_says_what_changed_and_others_see_nothing(world: CouncilWorld) -> None:
    LawChangeFactory(council=world.council)
    mine, other = Client(), Client()
    mine.force_login(world.people["senior"])
    other.force_login(world.people["starter"])
    assert "Families now have 20 days." in said(mine, "/me/law/")
    assert "Nothing that you have finished here has changed" in said(other, "/me/law/")


def test_how_many_levels_it_touched_and_never_whose(world: CouncilWorld, client: Client) -> None:
    writer = world.people["coordinator"]
    task = EntrustableTaskFactory(framework__council=world.council, law=["TR-05"])
    EntrustmentFactory(person=writer, task=task, starts_on=datetime.date(2026, 9, 1))
    change = LawChangeFactory(council=world.council)
    path = reverse("law_change", args=[change.pk])
    assert "1 level will lapse on 1 October 2026" in said(client, path)
    lapse_levels(change_id=change.pk, at=timezone.now())
    page = said(client, path)
    assert "1 level lapsed with the change" in page and writer.family_name not in page


def test_pages_cost_the_same_with_more_rows(world: CouncilWorld, client: Client) -> None:
    change = LawChangeFactory(council=world.council)
    counts = []
    for number in range(2):
        for path in ("/law/changes/", reverse("law_change", args=[change.pk])):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))
        for more in range(3):
            teach(world, f"PM-3{number}{more}")
            module_page(world.council, f"PM-4{number}{more}", review_due=OLD)
            CompletionFactory(person=world.people["starter"], module_code=f"PM-3{number}{more}", done_on=OLD)
    assert counts[:2] == counts[2:]


def test_my_own_page_costs_the_same_with_more_changes(world: CouncilWorld) -> None:
    mine, counts = Client(), []
    mine.force_login(world.people["senior"])
    for day in (1, 2, 3):
        LawChangeFactory(council=world.council, changed_on=datetime.date(2026, 10, day))
        with CaptureQueriesContext(connection) as queries:
            said(mine, "/me/law/")
        counts.append(len(queries))
    assert counts[1] == counts[2]
