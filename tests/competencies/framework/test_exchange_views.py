"""The pages for files of the framework: take one out, look first, make it the draft once."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from competencies.framework.formats import FORMATS, case, read, write
from competencies.framework.formats.shape import FrameworkData
from competencies.framework.models import Framework
from competencies.framework.queries.reading import read_framework
from tests.competencies.framework.shapes import load_shipped
from tests.factories.learning import NOON
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
URL = "/framework/files/"


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def data(world: CouncilWorld) -> FrameworkData:
    return read_framework(load_shipped(world.council))


@pytest.fixture
def keeper(world: CouncilWorld, data: FrameworkData) -> Client:
    return signed_in(world, "pdl")


def signed_in(world: CouncilWorld, name: str) -> Client:
    client = Client()
    client.force_login(world.person(name))
    return client


def reworded(data: FrameworkData, text: str) -> FrameworkData:
    rows = (replace(row, text=text) if row.code == "C5.4" else row for row in data.competencies)
    return replace(data, competencies=tuple(rows))


def send(keeper: Client, data: FrameworkData | bytes, code: str = "case") -> Any:
    raw = data if isinstance(data, bytes) else write(code, data, at=NOON, creator="A").raw
    return keeper.post(URL, {"format_code": code, "file": SimpleUploadedFile("framework", raw)})


def words_of(page: Any) -> str:
    return page.content.decode()


@pytest.mark.parametrize("code", list(FORMATS))
def test_every_format_comes_down_and_is_the_version(keeper, data, code):
    page = keeper.get(f"{URL}{code}/?version=1")
    assert page.status_code == 200
    assert page["Content-Type"].startswith(FORMATS[code].media_type)
    assert page["Content-Disposition"] == f'attachment; filename="framework-version-1{FORMATS[code].ending}"'
    came = read(code, page.content, data)
    assert came.data.competencies[0].text == data.competencies[0].text


def test_a_version_that_is_not_there_is_no_page(keeper):
    for path in ("case/?version=9", "docx/", "case/?version=99999999999999999999", "case/?version=x"):
        assert keeper.get(URL + path).status_code == 404, path


@pytest.mark.parametrize("code", list(FORMATS))
def test_one_looks_first_and_nothing_changes(keeper, data, code):
    page = send(keeper, reworded(data, "Writes it so that it can be checked"), code)
    words = words_of(page)
    assert page.status_code == 200 and Framework.objects.count() == 1
    assert "1 difference from version 1, which is in force and stays in force." in words
    assert "C5.4: text changed from" in words and "so that it can be checked" in words
    assert len(page.content) < 100_000


def test_what_was_looked_at_becomes_the_draft_once(world, keeper, data):
    packed = send(keeper, reworded(data, "Writes it so that it can be checked")).context["carried"]
    page = keeper.post(URL, {"carried": packed})
    assert (page.status_code, page["Location"]) == (302, "/framework/draft/")
    draft = Framework.objects.get(state="draft")
    assert (draft.version, draft.made_by, draft.based_on.version) == (2, world.people["pdl"], 1)
    assert "Writes it so that it can be checked" in {row.text for row in read_framework(draft).competencies}
    page = keeper.post(URL, {"carried": packed}, follow=True)
    assert "Nothing was changed." in words_of(page)
    assert Framework.objects.count() == 2


@pytest.mark.parametrize("code", list(FORMATS))
def test_a_file_that_says_the_same_offers_no_button(keeper, data, code):
    words = words_of(send(keeper, data, code))
    assert "Nothing: version 1 says the same already." in words
    assert "Make this a draft" not in words


def test_an_open_draft_asks_for_a_tick_and_keeps_what_was_looked_at(keeper, data):
    keeper.post(URL, {"carried": send(keeper, reworded(data, "One way")).context["carried"]})
    page = send(keeper, reworded(data, "Another way"))
    assert "Version 2 is being written already." in words_of(page)
    assert "What differs from the draft" in words_of(page)
    packed = page.context["carried"]
    refused = keeper.post(URL, {"carried": packed})
    assert refused.status_code == 200
    assert "Tick this, or give the draft up first" in words_of(refused)
    assert refused.context["carried"] == packed
    keeper.post(URL, {"carried": packed, "replace": "on"})
    draft = Framework.objects.get(state="draft")
    assert "Another way" in {row.text for row in read_framework(draft).competencies}
    assert Framework.objects.count() == 2


def test_a_draft_with_a_second_person_stops_the_file_in_words(keeper, data):
    keeper.post(URL, {"carried": send(keeper, reworded(data, "One way")).context["carried"]})
    Framework.objects.filter(state="draft").update(state="review")
    words = words_of(send(keeper, reworded(data, "Another way")))
    assert "is with a second person" in words and "Make this a draft" not in words


def test_a_fault_is_said_at_the_field_and_with_its_place(keeper, data):
    package = json.loads(case.write(data, at=NOON, creator="A").raw)
    package["CFItems"][12]["fullStatement"] = "Ask jo.bloggs@example.org"
    page = send(keeper, json.dumps(package).encode())
    words = words_of(page)
    assert page.status_code == 200
    assert "This file cannot come in yet." in words
    assert "$.CFItems[12].fullStatement" in words
    assert "an email address" in words and "bloggs" not in words
    assert Framework.objects.count() == 1


def test_what_is_missing_is_said_at_the_field(keeper):
    words = words_of(keeper.post(URL, {}))
    assert "Choose the file first" in words and "Say what kind of file it is" in words
    assert 'href="#id_file"' in words


def test_what_is_not_the_signed_thing_is_lost_in_words(world, keeper, data):
    packed = send(keeper, reworded(data, "One way")).context["carried"]
    other = signed_in(world, "R15")
    for client, carried in ((keeper, "x"), (keeper, packed[:-2]), (other, packed)):
        page = client.post(URL, {"carried": carried}, follow=True)
        assert "lost on the way" in words_of(page)
    assert Framework.objects.count() == 1


def test_what_changed_meanwhile_is_said(keeper, data):
    packed = send(keeper, reworded(data, "One way")).context["carried"]
    keeper.post(URL, {"carried": send(keeper, reworded(data, "Another way")).context["carried"]})
    page = keeper.post(URL, {"carried": packed, "replace": "on"}, follow=True)
    assert "has changed since you looked" in words_of(page)


def test_a_council_without_a_framework_brings_in_its_first(data):
    empty = council_world("Birchdale")
    client = signed_in(empty, "pdl")
    assert "There is no framework yet." in words_of(client.get(URL))
    page = send(client, data)
    assert "This would be the first draft." in words_of(page)
    client.post(URL, {"carried": page.context["carried"]})
    draft = Framework.objects.get(council=empty.council)
    assert (draft.state, draft.version, draft.based_on) == ("draft", 1, None)


def test_the_pages_ask_the_same_number_of_queries_however_many_versions(keeper, data, world):
    counts = []
    keeper.get(URL)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            words = words_of(keeper.get(URL))
        counts.append(len(asked))
        for version in range(2, 9):
            Framework.objects.get_or_create(
                council=world.council, version=version, defaults={"name": "Old", "state": "retired",
                "effective_from": NOON.date()},
            )  # fmt: skip
    assert counts[0] == counts[1]
    assert re.search(r"Version 1\b", words) and "Version 8" in words


@pytest.mark.parametrize("name", ["coordinator", "manager", "qa", "head", "admin", "partner"])
def test_for_others_the_pages_are_not_there(world, data, name):
    client = signed_in(world, name)
    assert [client.get(URL).status_code, client.post(URL).status_code] == [404, 404]
    assert client.get(f"{URL}case/").status_code == 404
