"""A mapping goes to another council as a file: strictly checked, naming nobody, here once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.people.access import visible
from academy.record.models import Entry
from assessments.imports.actions import bring_mapping, keep_answers, retire_mapping
from assessments.imports.layouts import header_key
from assessments.imports.models import Batch, Mapping
from assessments.imports.queries.asking import answers_of
from assessments.imports.queries.sharing import mapping_of, mappings_of, share_mapping
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.files import LONG_HEADER, csv_bytes
from tests.factories.assessments import BatchFactory, MappingFactory
from tests.factories.worlds import second_council

STRANGE = {"writer": "Scribe", "audit": "Case file", "plan_ref": "Our key", "score": "Mark given"}


def strange_file(desk: Desk, **cells: str) -> bytes:
    """A long file whose headings nobody has seen."""
    header = [STRANGE.get(one, one) for one in LONG_HEADER]
    return csv_bytes([header, *desk.audit({"F3": "2", "F4": "3"}, **cells)])


@pytest.fixture
def mapping(desk: Desk) -> Mapping:
    batch = desk.receive(strange_file(desk))
    assert batch.state == "needs_mapping"
    columns = {"Scribe": "writer", "Case file": "audit_ref", "Our key": "plan_ref", "Mark given": "grade"}
    answers = answers_of(None)
    answers = type(answers)(
        columns={header_key(name): code for name, code in columns.items()}, day_first=True
    )
    batch = keep_answers(batch=batch, answers=answers, name="Long form of 2026", by=desk.qa, at=desk.at)
    assert batch.state == "checked" and batch.report["audits"] == 1
    return Mapping.objects.get()


def test_a_mapping_works_at_another_council_without_a_question(desk: Desk, mapping: Mapping) -> None:
    """What was answered once is not asked elsewhere, and nothing of the first council goes along."""
    content = share_mapping(mapping)
    told = json.dumps(content)
    for secret in (desk.council.name, desk.qa.given_name, desk.qa.email, "october", "AUD-1", "PR-100"):
        assert secret not in told
    other = second_council()
    qa = other.people["qa"]
    made = bring_mapping(raw=told.encode(), by=qa, at=desk.at)
    assert (made.council, made.shared, made.version) == (other.council, True, 1)
    assert made.columns == mapping.columns and made.header_key == mapping.header_key
    assert bring_mapping(raw=told.encode(), by=qa, at=desk.at) == made
    assert Mapping.objects.filter(council=other.council).count() == 1
    assert Entry.objects.filter(verb="bring mapping", council=other.council).count() == 1


def test_the_next_file_of_the_same_form_needs_no_question(desk: Desk, mapping: Mapping) -> None:
    batch = desk.receive(strange_file(desk, audit="AUD-7"), "november.csv")
    assert batch.state == "checked" and batch.mapping == mapping


def test_a_heading_that_was_answered_before_is_proposed_in_another_form(desk: Desk, mapping: Mapping) -> None:
    header = ["Scribe" if one == "writer" else one for one in LONG_HEADER]
    batch = desk.receive(csv_bytes([header, *desk.audit()]))
    (asked,) = [one for one in batch.report["questions"] if one["code"] == "column:scribe"]
    assert asked["guess"] == "writer" and "Long form of 2026, version 1" in asked["guess_why"]


def test_a_version_that_another_file_was_read_with_is_not_changed(desk: Desk, mapping: Mapping) -> None:
    first, second = Batch.objects.get(), desk.receive(strange_file(desk, audit="AUD-7"))
    answers = answers_of(mapping)
    again = keep_answers(batch=second, answers=answers, by=desk.qa, at=desk.at)
    assert again.mapping == mapping, "the same answers again are the same version"
    changed = type(answers)(columns=answers.columns, one_is_best=True)
    second = keep_answers(batch=second, answers=changed, by=desk.qa, at=desk.at)
    first.refresh_from_db()
    assert second.mapping.version == 2 and first.mapping == mapping
    assert answers_of(Mapping.objects.get(version=1)).one_is_best is None


def test_a_name_is_for_one_form_of_file(desk: Desk, mapping: Mapping) -> None:
    batch = desk.receive(desk.wide(desk.row()))
    with pytest.raises(Refused, match="another form of file"):
        keep_answers(batch=batch, answers=answers_of(None), name=mapping.name, by=desk.qa, at=desk.at)


def test_a_name_with_the_council_in_it_stays_here(desk: Desk, mapping: Mapping) -> None:
    word = next(one for one in desk.council.name.split() if one.lower() != "council")
    mapping.name = f"{word} export"
    assert word not in share_mapping(mapping)["name"]
    mapping.columns = {"views of bethany": "drop"}
    with pytest.raises(Refused, match="cannot be shared"):
        share_mapping(mapping)


def test_retired_it_reads_no_new_file(desk: Desk, mapping: Mapping) -> None:
    retire_mapping(mapping=mapping, by=desk.qa, at=desk.at)
    retire_mapping(mapping=mapping, by=desk.qa, at=desk.at)
    assert Entry.objects.filter(verb="retire").count() == 1
    assert desk.receive(strange_file(desk, audit="AUD-7")).state == "needs_mapping"
    assert Batch.objects.order_by("pk").first().mapping == mapping
    with pytest.raises(Refused):
        retire_mapping(mapping=mapping, by=desk.coordinator, at=desk.at)


def good(mapping: Mapping, **changes: Any) -> bytes:
    return json.dumps(share_mapping(mapping) | changes).encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "other"}, "not a mapping of ours"),
        ({"edition": 2}, "newer academy"),
        ({"more": 1}, "other parts"),
        ({"layout": "L99"}, "do not know"),
        ({"layout": ["L2"]}, "do not know"),
        ({"name": ""}, "name is missing"),
        ({"name": ["x"]}, "name is missing"),
        ({"name": "x" * 101}, "name is missing"),
        ({"name": "Form of Bethany Brindle"}, "pointed to a person"),
        ({"header_key": "../../etc"}, "mark of its headings"),
        ({"columns": []}, "a table in it"),
        ({"columns": {"x": 3}}, "no text"),
        ({"columns": {"x": "salary"}}, "from the list"),
        ({"columns": {"views of bethany": "drop"}}, "pointed to a person"),
        ({"columns": {f"c{n}": "drop" for n in range(500)}}, "a table in it"),
        ({"columns": {"x" * 300: "drop"}}, "a table in it"),
        ({"grade_words": {"so so": True}}, "no whole number"),
        ({"grade_words": {"so so": 9}}, "Choose a grade"),
        ({"choices": {"run": "rm"}}, "does not have"),
        ({"choices": {"one_is_best": "yes"}}, "choices is wrong"),
        ({"choices": {"blank": ["na"]}}, "does not have"),
        ({"choices": {"blank": "guess"}}, "choices is wrong"),
        ({"choices": {"keep": ["writer"]}}, "Only comments"),
        ({"choices": {"keep": [1]}}, "choices is wrong"),
        ({"choices": {"colours": {"red": 1}}}, "choices is wrong"),
        ({"choices": {"bands": [4, 6, 9]}}, "must go down"),
        ({"choices": {"bands": [9, 6]}}, "choices is wrong"),
    ],
)
def test_what_is_no_mapping_is_refused(desk: Desk, mapping: Mapping, change: dict, words: str) -> None:
    with pytest.raises(Refused, match=words):
        bring_mapping(raw=good(mapping, **change), by=desk.qa, at=desk.at)
    assert Mapping.objects.count() == 1


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"[]", b"null", b'{"format": NaN}', b"[" * 5000, b"import os", b"x" * 70_000]
)
def test_what_is_not_even_json_is_refused(desk: Desk, raw: bytes) -> None:
    with pytest.raises(Refused):
        bring_mapping(raw=raw, by=desk.qa, at=desk.at)


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_page_lists_shares_brings_and_retires(desk: Desk, mapping: Mapping) -> None:
    client, url = as_(desk.pdl), reverse("import_mappings")
    page = client.get(url).content.decode()
    assert "Long form of 2026, version 1" in page and "1 file, the last on" in page
    answer = client.get(reverse("import_mapping_file", args=[mapping.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="long-form-of-2026-1.json"'
    told = json.loads(answer.content) | {"name": "Theirs"}
    sent = SimpleUploadedFile("m.json", json.dumps(told).encode())
    assert "Theirs" not in client.post(url, {"file": sent}, follow=True).content.decode()
    told["grade_words"] = {"splendid": 4}
    sent = SimpleUploadedFile("m.json", json.dumps(told).encode())
    assert "Here: Theirs, version 1" in client.post(url, {"file": sent}, follow=True).content.decode()
    bad = SimpleUploadedFile("m.json", b"<html>")
    assert "This is not a mapping of ours" in client.post(url, {"file": bad}).content.decode()
    retire = reverse("import_mapping_retire", args=[mapping.pk])
    assert "Retire Long form of 2026, version 1?" in client.get(retire).content.decode()
    assert "<b>Retired</b>" in client.post(retire, follow=True).content.decode()
    assert client.get(retire).status_code == 404


def test_the_list_costs_one_query(desk: Desk, mapping: Mapping, django_assert_num_queries) -> None:
    for version in range(2, 6):
        BatchFactory(brought_by=desk.qa, mapping=MappingFactory(made_by=desk.qa, version=version))
    with django_assert_num_queries(1):
        lines = mappings_of(actor=desk.qa)
    assert len(lines) == 5 and [one.files for one in lines].count(1) == 5
    assert mapping_of(actor=desk.qa, pk=mapping.pk) == mapping
    assert not visible(desk.coordinator, Mapping).exists()
