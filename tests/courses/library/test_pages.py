"""Notes and resources on their pages and as documents; loading, reviewing and following the law."""

from __future__ import annotations

import datetime
import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from academy.kit.documents import Form, Line, Run, line, word_document
from academy.people.models import Council
from courses.currency.queries import due_for_review, impact_of
from courses.library.actions import load_library
from courses.library.models import NotePage, ResourcePage
from tests.factories.academy import CouncilFactory, PartnerFactory, StaffFactory
from tests.factories.learning import NOON
from tests.factories.library import TEXT, body, hub, note, resource

pytestmark = pytest.mark.django_db
LONG = ("law", "title", "summary")


@pytest.fixture
def council() -> Council:
    council: Council = CouncilFactory()
    hub(council)
    cache.clear()
    return council


def words_in(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return " ".join(text for text in root.itertext())


def test_a_note_says_who_looks_after_it_and_on_which_law_it_rests(client: Client, council: Council) -> None:
    page = note(council, law=["reg-20"], change="Now with dates.", number=3, audiences=["senco"])
    html = client.get(f"/hub/notes/{page.slug}/").content.decode()
    for words in ("Review lead", "3, ", "Now with dates.", "SENCO or inclusion lead", "4 minutes to read"):
        assert words in html
    assert "reg 20" in html and "as at" in html and "Send the papers." in html
    assert f"http://testserver/hub/notes/{page.slug}/" in html and "without an account" in html


def test_a_page_past_its_day_says_so(client: Client, council: Council) -> None:
    page = note(council, review_due=timezone.localdate() - datetime.timedelta(days=1))
    assert "Ask before you rely on it" in client.get(f"/hub/notes/{page.slug}/").content.decode()


def test_a_resource_can_be_taken_away_as_a_word_document(client: Client, council: Council) -> None:
    form = {"title": "Each outcome", "fields": [{"label": "Where they were", "help": "Numbers & dates"}]}
    ticks = {"title": "Last", "lines": ["Sent to <everybody>"]}
    page = resource(council, body=body(TEXT, ("fields", form), ("checklist", ticks)), law=["reg-20"])
    html = client.get(f"/hub/resources/{page.slug}/").content.decode()
    assert "Download as Word" in html and "Where they were" in html and "Sent to &lt;everybody&gt;" in html
    answer = client.get(f"/hub/resources/{page.slug}/document.docx")
    assert answer["Content-Disposition"] == f'attachment; filename="{page.slug}.docx"'
    words = words_in(answer.content)
    for said in ("Two weeks before", "Where they were", "Numbers & dates", "☐", "Sent to <everybody>"):
        assert said in words
    assert "Version 1: First version" in words and council.name in words
    assert client.get(f"/hub/resources/{page.slug}/document.docx").content == answer.content


def test_pages_for_partners_and_staff_are_not_there_for_others(client: Client, council: Council) -> None:
    inner, shared = note(council, "inner", open_to="staff"), resource(council, "shared", open_to="partners")
    places = (f"/hub/notes/{inner.slug}/", f"/hub/resources/{shared.slug}/")
    assert [client.get(one).status_code for one in places] == [404, 404]
    client.force_login(PartnerFactory(council=council))
    assert [client.get(one).status_code for one in places] == [404, 200]
    client.force_login(StaffFactory(council=council))
    assert [client.get(one).status_code for one in places] == [200, 200]


def test_they_are_loaded_once_and_an_editors_page_stays(council: Council) -> None:
    assert load_library(council=council, by=None, at=NOON) == 200
    assert load_library(council=council, by=None, at=NOON) == 0
    page = NotePage.objects.get(council=council, slug="who-sends-what-around-a-review")
    assert page.live and page.number == 2 and page.law_as_at == datetime.date(2026, 11, 1)
    page.title = "Our own words"
    page.save_revision().publish()
    assert load_library(council=council, by=None, at=NOON) == 0
    assert NotePage.objects.get(pk=page.pk).title == "Our own words"
    for shipped in (*NotePage.objects.all(), *ResourcePage.objects.all()):
        shipped.full_clean()
        shipped.body.stream_block.clean(shipped.body)


def test_review_dates_and_changes_of_law_find_them(council: Council) -> None:
    page = note(council, law=["reg-20"], review_due=timezone.localdate())
    due = due_for_review(council_id=council.pk, today=timezone.localdate())
    assert [(one.kind, one.title, one.owner) for one in due] == [("Practice note", page.title, None)]
    named = impact_of(council_id=council.pk, key="reg-20").things
    assert [(thing.kind, thing.path) for thing in named] == [("shared", f"/hub/notes/{page.slug}/")]


def test_a_document_stands_any_words_and_counts_each_list_from_one() -> None:
    made = word_document(
        "A <title> & more",
        [
            line("title", "T\x00itle"),
            line("step", "one"),
            line("step", "two"),
            line("text", "between\nlines"),
            line("step", "one again"),
            Line("text", (Run("bold ", bold=True), Run("not"))),
            Form((("Name", ""),)),
        ],
    )
    assert "T itle" not in words_in(made) and "Title" in words_in(made)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        document = archive.read("word/document.xml").decode()
        numbering = archive.read("word/numbering.xml").decode()
    assert document.count('<w:numId w:val="2"/>') == 2 and document.count('<w:numId w:val="3"/>') == 1
    assert '<w:num w:numId="3">' in numbering and "<w:br/>" in document
