"""The pages: reading, writing a version, and its way to a second person and back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from academy.people.models import User
from assessments.instruments.models import Instrument
from assessments.instruments.queries import draft_of
from tests.assessments.instruments.conftest import PLAN, WHY, Keepers
from tests.factories.courses import module_page

LARGEST = 100_000


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer
    assert len(answer.content) < LARGEST, len(answer.content)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def at(name: str, *more: Any) -> str:
    return reverse(name, args=[PLAN, *more])


def test_everybody_reads_what_is_published_and_nobody_what_is_being_written(keepers: Keepers) -> None:
    draft = keepers.draft()
    keepers.save(draft, "F1", text="Only in the draft", how="renamed")
    client = enter(keepers.staff)
    listing = words(client.get("/audits/instruments/"))
    for name in ("Plan audit", "Advice audit", "Complaint reply audit", "Decision and family letter audit"):
        assert name in listing
    assert "Version 5" not in listing and "Write a new version" not in listing
    page = words(client.get(at("instrument")))
    assert "Facts right; nobody else" in page and "Only in the draft" not in page
    assert "Could be started by a new school on Monday" in page
    assert words(client.get(at("instrument_series"))).count("No series breaks") == 1
    assert "Accurate, compassionate and timely communication" in words(
        client.get("/audits/instruments/principles/")
    )
    for path in (at("instrument_version", draft.pk), at("instrument_draft"), at("instrument_changes")):
        assert client.get(path).status_code == 404, path


def filled(client: Client, path: str, **changes: Any) -> dict[str, Any]:
    """What the form of a page would send, with changes."""
    form = client.get(path).context["form"]
    first = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    said = {name: value for name, value in {**first, **changes}.items() if value not in (None, "", False)}
    return said


def test_a_version_from_the_first_click_to_its_first_day(keepers: Keepers) -> None:
    module_page(keepers.council, "PM-01")
    client = enter(keepers.one)
    assert client.post(at("instrument_start")).url == at("instrument_draft")
    draft = draft_of(council_id=keepers.council.pk, code=PLAN)
    assert draft is not None
    assert "Write version 5" in words(client.get(at("instrument_draft")))
    path = at("instrument_criterion", keepers.row(draft, "F3").pk)
    assert "Children and Families Act" in words(client.get(path))
    answer = client.post(path, filled(client, path, good="All amounts"))
    assert "Say whether the standard is still the same" in words(answer)
    said = filled(client, path, good="All amounts", how="changed", why="Main provision is not enough.")
    assert client.post(path, said).status_code == 302
    path = at("instrument_split", keepers.row(draft, "F2").pk)
    said = {"code": "F7", "text": "Who has which skill", "why": "Skill is looked at apart."}
    assert client.post(path, said).status_code == 302
    assert client.post(path, said).status_code == 200
    client.post(at("instrument_about"), filled(client, at("instrument_about"), what_changed=WHY))
    changes = words(client.get(at("instrument_changes")))
    assert "3 series break" in changes and "Charts show a break: F2 was split into F2 and F7" in changes
    lacks = [line for line in draft.criteria.all() if not set(line.modules) <= {"PM-01"}]
    for row in lacks:
        type(row).objects.filter(pk=row.pk).update(modules=["PM-01"])
    assert client.post(at("instrument_send")).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "review"
    other = enter(keepers.two)
    said = filled(other, at("instrument_publish"))
    assert other.post(at("instrument_publish"), {"effective_from": "2020-01-01"}).status_code == 200
    answer = other.post(at("instrument_publish"), {"effective_from": said["effective_from"].isoformat()})
    assert answer.url == at("instrument_version", draft.pk)
    page = words(enter(keepers.staff).get(answer.url))
    assert (
        "in force from" in page
        and "F2 Specific: what, by whom, with what skill is split into F2 and F7" in page
    )
    assert "Where series break" in words(other.get(at("instrument_series")))
    assert "Take it back" in words(other.get(answer.url))
    assert other.post(at("instrument_take_back", draft.pk)).url == at("instrument_draft")


def test_pages_cost_the_same_whatever_stands_in_them(
    keepers: Keepers, django_assert_max_num_queries: Any
) -> None:
    keepers.draft()
    client = enter(keepers.one)
    client.get(at("instrument"))
    for name in ("instrument", "instrument_series", "instrument_draft", "instrument_changes"):
        with django_assert_max_num_queries(30):
            assert client.get(at(name)).status_code == 200
    with django_assert_max_num_queries(20):
        client.get("/audits/instruments/")


@pytest.mark.parametrize(
    ("name", "said", "field"),
    [
        ("instrument_end", {"how": "merges", "why": "One thing."}, "heir"),
        ("instrument_end", {"how": "ends"}, "why"),
        ("instrument_split", {"code": "f 7", "text": "x", "why": "y"}, "code"),
        ("instrument_split", {"code": "F3", "text": "x", "why": "y"}, "code"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    keepers: Keepers, name: str, said: dict[str, str], field: str
) -> None:
    draft: Instrument = keepers.draft()
    client = enter(keepers.one)
    answer = client.post(at(name, keepers.row(draft, "F2").pk), said)
    assert list(answer.context["form"].errors) == [field]
