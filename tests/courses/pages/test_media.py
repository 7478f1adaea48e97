"""Film, sound, pictures and papers: words for everybody, and files for the people of the council alone."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image as Picture
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from courses.pages.actions import ensure_editors_group
from courses.pages.models import LessonPage
from courses.pages.queries.files import collection_name
from tests.factories.courses import lesson_page, module_page
from tests.factories.worlds import CouncilWorld, council_world, second_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> CouncilWorld:
    """A council whose files are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    world = council_world()
    ensure_editors_group(council=world.council)
    return world


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def collection_of(world: CouncilWorld) -> Collection:
    ensure_editors_group(council=world.council)
    return Collection.objects.get(name=collection_name(world.council))


def document(world: CouncilWorld, name: str, content: bytes = b"0123456789") -> Document:
    held: Document = Document.objects.create(
        title=name, file=ContentFile(content, name), collection=collection_of(world)
    )
    return held


def picture(world: CouncilWorld) -> Image:
    drawn = BytesIO()
    Picture.new("RGB", (40, 20), "teal").save(drawn, "PNG")
    drawn.seek(0)
    held: Image = Image.objects.create(
        title="Teal", file=ImageFile(drawn, "teal.png"), collection=collection_of(world)
    )
    return held


def blocks(world: CouncilWorld, **changes: dict[str, Any]) -> list[dict[str, Any]]:
    """One block of each kind, changed where the test says so."""
    words = {"title": "A visit", "description": "A visit to a school"}
    said = {"transcript": "Good morning."}
    values = {
        "video": {
            **words, **said,
            "video": document(world, "visit.mp4").pk, "captions": document(world, "visit.vtt").pk,
        },
        "audio": {**words, **said, "audio": document(world, "visit.mp3").pk},
        "document": {**words, "document": document(world, "form.docx").pk},
        "image": {
            "image": picture(world).pk, "description": "A teal field", "decorative": False, "credit": "",
        },
    }  # fmt: skip
    return [
        {"type": kind, "id": f"m-{kind}", "value": {**value, **changes.get(kind, {})}}
        for kind, value in values.items()
    ]


def clean(body: list[dict[str, Any]]) -> None:
    held = LessonPage(body=json.dumps(body)).body
    held.stream_block.clean(held)


def test_each_kind_is_accepted(world: CouncilWorld) -> None:
    clean(blocks(world))
    clean(blocks(world, image={"description": "", "decorative": True}))


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("video", {"captions": None}, "required"),
        ("video", {"transcript": ""}, "required"),
        ("audio", {"transcript": ""}, "required"),
        ("image", {"description": " "}, "tick that it only decorates"),
    ],
)
def test_nothing_goes_without_words(
    world: CouncilWorld, kind: str, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(StreamBlockValidationError) as said:
        clean(blocks(world, **{kind: change}))
    assert words in str(said.value.as_json_data())


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [("video", "captions", "ends with vtt"), ("video", "video", "mp4 or webm"), ("audio", "audio", "ogg")],
)
def test_a_file_that_cannot_be_played_is_refused(
    world: CouncilWorld, kind: str, name: str, words: str
) -> None:
    with pytest.raises(StreamBlockValidationError) as said:
        clean(blocks(world, **{kind: {name: document(world, "paper.pdf").pk}}))
    assert words in str(said.value.as_json_data())


def test_a_lesson_shows_them_and_each_file_opens(world: CouncilWorld) -> None:
    lesson_page(module_page(world.council), "seen", body=json.dumps(blocks(world)))
    reader = signed_in(world.people["starter"])
    html = reader.get("/learn/practice/pm-01/seen/").content.decode()
    assert html.count("Read it instead") == 2 and 'kind="captions"' in html and "autoplay" not in html
    assert 'alt="A teal field"' in html and "Download A visit" in html
    for held in Document.objects.all():
        assert f'"{held.file.url}"' in html
        assert reader.get(held.file.url).status_code == 200, held.title
    shown = html.split('<img src="')[1].split('"')[0]
    assert reader.get(shown).status_code == 200 and reader.get(shown)["Content-Type"] == "image/png"


def test_files_are_for_the_people_of_the_council_alone(world: CouncilWorld) -> None:
    path = document(world, "visit.mp4").file.url
    assert Client().get(path).status_code == 302
    assert signed_in(world.people["starter"]).get(path).status_code == 200
    assert signed_in(world.people["partner"]).get(path).status_code == 404
    assert signed_in(second_council().people["coordinator"]).get(path).status_code == 404
    original = picture(world)
    assert signed_in(world.people["starter"]).get(f"/media/{original.file.name}").status_code == 404
    assert signed_in(world.people["starter"]).get("/media/../academy.sqlite3").status_code == 404


def test_a_player_may_ask_for_a_part(world: CouncilWorld) -> None:
    path = document(world, "visit.mp4").file.url
    reader = signed_in(world.people["starter"])
    part = reader.get(path, HTTP_RANGE="bytes=2-5")
    assert (part.status_code, part.content, part["Content-Range"]) == (206, b"2345", "bytes 2-5/10")
    assert reader.get(path, HTTP_RANGE="bytes=7-").content == b"789"
    assert reader.get(path, HTTP_RANGE="bytes=70-").status_code == 416
    assert reader.get(path, HTTP_RANGE="lines=1").status_code == 200


def test_what_is_no_film_or_picture_is_only_downloaded(world: CouncilWorld) -> None:
    path = document(world, "form.docx").file.url
    answer = signed_in(world.people["starter"]).get(path)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_an_editor_uploads_and_chooses_files_of_the_own_council(world: CouncilWorld) -> None:
    editor = signed_in(world.people["pdl"])
    foreign = document(second_council(), "theirs.pdf")
    mine = document(world, "mine.pdf")
    page = editor.get("/cms/documents/chooser/").content.decode()
    assert "mine.pdf" in page and "theirs.pdf" not in page
    assert editor.get(f"/cms/documents/chooser/chosen/{mine.pk}/").status_code == 200
    assert editor.get(f"/cms/documents/chooser/chosen/{foreign.pk}/").status_code == 404
    upload = ContentFile(b"WEBVTT", "new.vtt")
    sent = {"document-chooser-upload-title": "Captions", "document-chooser-upload-file": upload}
    made = editor.post("/cms/documents/chooser/create/", sent)
    assert made.status_code == 200, made.content
    assert Document.objects.get(title="Captions").collection == collection_of(world)
    sent["document-chooser-upload-file"] = ContentFile(b"<svg/>", "bad.svg")
    editor.post("/cms/documents/chooser/create/", sent)
    assert not Document.objects.filter(file__contains="bad").exists()
    for closed in ("/cms/documents/", "/cms/images/", "/cms/images/chooser/chosen-multiple/"):
        assert editor.get(closed).status_code == 404, closed
    assert signed_in(world.people["coordinator"]).get("/cms/images/chooser/").status_code == 404
