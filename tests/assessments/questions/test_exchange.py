"""The pages for files of questions: look first, bring in once, write with a word for what is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.questions.actions import import_items
from assessments.questions.formats import read
from assessments.questions.models import Item
from tests.factories.learning import NOON
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
URL = "/questions/exchange/"
GIFT = "::One::Is it so?{T#No.#Yes.}\n\nBroken {=a ~b\n\nRing 01273 123456?{T}\n\n$CATEGORY: x\n"


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def author(world: CouncilWorld) -> Client:
    client = Client()
    client.force_login(world.people["pdl"])
    return client


def send(author: Client, text: str | bytes = GIFT, code: str = "gift"):
    raw = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("quiz.txt", raw)
    return author.post(URL, {"format_code": code, "file": file})


def test_an_author_looks_first_and_nothing_changes(author):
    page = send(author)
    words = page.content.decode()
    assert page.status_code == 200 and not Item.objects.exists()
    assert "1 new question would come in as draft." in words
    assert "A brace is missing" in words and "A category" in words
    assert "a phone number" in words and "01273" not in words


def test_what_was_looked_at_comes_in_once(author):
    packed = send(author).context["carried"]
    assert "01273" not in packed
    for _ in range(2):
        page = author.post(URL, {"carried": packed}, follow=True)
    assert Item.objects.count() == 1
    assert "The bank had 1 already." in page.content.decode()
    assert "The bank has all of these questions already." in send(author).content.decode()


def test_a_page_that_was_tampered_with_brings_in_nothing(author):
    packed = send(author).context["carried"]
    page = author.post(URL, {"carried": packed[:-3] + "aaa"}, follow=True)
    assert "Send it again" in page.content.decode() and not Item.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"format_code": "gift"}, "Choose the file first"),
        ({"file": SimpleUploadedFile("a.txt", b"x{T}")}, "Say what kind of file it is"),
        ({"format_code": "gift", "file": SimpleUploadedFile("a.txt", b"")}, "This file is empty"),
        (
            {"format_code": "gift", "file": SimpleUploadedFile("a.txt", b"x" * (2 * 1024 * 1024 + 1))},
            "larger than 2 MB",
        ),
    ],
)
def test_what_is_missing_or_too_large_is_said_at_its_place(author, fields, words):
    page = author.post(URL, fields)
    assert page.status_code == 200 and words in page.content.decode()


def test_a_file_that_is_no_xml_is_refused_in_words(author):
    page = send(author, b"\x00\xff not xml", "moodle-xml")
    assert "No question of this file can come in." in page.content.decode()


def test_questions_are_written_after_a_look_at_what_is_lost(author, world):
    items = read("gift", "Is it so?{T}\n\nWhich?{=this ~that}").items
    import_items(council=world.council, read_items=items, by=world.people["pdl"], at=NOON)
    look = author.get(reverse("bank_export"), {"format_code": "aiken"})
    words = look.content.decode()
    assert "1 question in the newest words" in words
    assert "Aiken knows only questions with one right answer." in words
    file = author.get(look.context["download"])
    assert file["Content-Disposition"] == 'attachment; filename="questions-aiken.txt"'
    assert file.content.decode() == "Which?\nA. this\nB. that\nANSWER: A\n"
    empty = author.get(reverse("bank_export"), {"format_code": "gift", "in_use": "on"})
    assert "nothing of this kind" in empty.content.decode()


def test_only_a_few_queries_however_many_questions(author, world, django_assert_max_num_queries):
    for count in (1, 30):
        items = read("gift", "\n\n".join(f"Is it {n} of {count}?{{T}}" for n in range(count))).items
        import_items(council=world.council, read_items=items, by=world.people["pdl"], at=NOON)
        with django_assert_max_num_queries(25):
            author.get(reverse("bank_export"), {"format_code": "gift"})
