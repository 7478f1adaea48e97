"""My certificate and its files, the public check, and taking a certificate back."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from courses.records.models import Certificate
from tests.factories.records import CertificateFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: Any) -> None:
    settings.BADGE_KEYS = tmp_path / "keys"


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def held(world: CouncilWorld) -> Certificate:
    row: Certificate = CertificateFactory(person=world.people["coordinator"])
    return row


def signed_in(world: CouncilWorld, name: str) -> Client:
    found = Client()
    found.force_login(world.people[name])
    return found


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    return signed_in(world, "coordinator")


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_my_certificate_and_its_paper(client: Client, held: Certificate) -> None:
    page = text(client.get(f"/me/certificates/{held.code}/"))
    assert "You earned this on 6 April 2026" in page and "COH-7" in page and "90 h" in page
    assert f"/verify/{held.code}/" in page and f"3 ({held.version.digest[:16]})" in page
    paper = PdfReader(io.BytesIO(client.get(f"/me/certificates/{held.code}/certificate.pdf").content))
    words = " ".join(one.extract_text() for one in paper.pages)
    for said in (held.person.get_full_name(), "COH-7", "6 April 2026", held.code, "Writes provision", "90 h"):
        assert said in words
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("name", ["certificate.pdf", "badge.svg", "badge.json", ""])
def test_nobody_else_has_my_certificate(world: CouncilWorld, held: Certificate, name: str) -> None:
    for who in ("colleague", "manager", "pdl", "admin"):
        assert signed_in(world, who).get(f"/me/certificates/{held.code}/{name}").status_code == 404


def test_the_paper_of_a_revoked_one_says_so(client: Client, held: Certificate, world: CouncilWorld) -> None:
    decide(world, held, "revoke")
    words = PdfReader(io.BytesIO(client.get(f"/me/certificates/{held.code}/certificate.pdf").content))
    assert "was revoked" in words.pages[0].extract_text()
    page = text(client.get(f"/me/certificates/{held.code}/"))
    assert "Given for the wrong programme" in page and "Decided by" in page


def decide(
    world: CouncilWorld, held: Certificate, verb: str, reason: str = "Given for the wrong programme"
) -> Any:
    data = {"reason": reason, "verb": verb}
    return signed_in(world, "pdl").post(f"/certificates/{held.code}/", data, follow=True)


def test_strangers_see_initials_unless_the_holder_says_otherwise(client: Client, held: Certificate) -> None:
    stranger, path = Client(), f"/verify/{held.code}/"
    page = text(stranger.get(path))
    person = held.person
    assert "This certificate is valid" in page and "C. F." in page and "Six-week induction" in page
    for hidden in (person.family_name, person.email, person.ref, "COH-7", held.version.digest[:8], "6 of 7"):
        assert hidden not in page
    text(client.post(f"/me/certificates/{held.code}/", {"shows": "name"}, follow=True))
    assert person.get_full_name() in text(stranger.get(path))
    assert person.get_full_name() in client.get(f"/me/certificates/{held.code}/badge.json").content.decode()
    assert "Choose what" in text(client.post(f"/me/certificates/{held.code}/", {}))


def test_what_nobody_was_given_always_looks_the_same(held: Certificate) -> None:
    stranger = Client()
    odd = ("22222-33333-44444-55555-66666", f"{held.code}x", "1", "x" * 300, "Ünknown", held.code.upper())
    pages = {text(stranger.get(f"/verify/{code}/"), 404) for code in odd}
    assert len(pages) == 1 and "We do not know this certificate" in pages.pop()
    assert {stranger.get(f"/verify/{code}/status.json").content for code in odd} == {b'{"state": "unknown"}'}


def test_pages_for_strangers_are_not_for_search_engines_or_caches(held: Certificate) -> None:
    for path in ("/verify/", f"/verify/{held.code}/", "/verify/none/", "/verify/issuers.json"):
        answer = Client().get(path)
        assert answer["X-Robots-Tag"] == "noindex, nofollow" and answer["Cache-Control"] == "no-store"


def test_asking_very_often_is_slowed_down(held: Certificate, settings: Any) -> None:
    settings.VERIFY_A_MINUTE = 2
    answers = [
        Client().get(f"/verify/{code}/").status_code for code in (held.code, "none", held.code, "none")
    ]
    assert answers == [200, 404, 429, 429]


def test_revocation_shows_and_can_be_undone(world: CouncilWorld, held: Certificate) -> None:
    stranger = Client()
    assert "Done." in text(decide(world, held, "revoke"))
    page = text(stranger.get(f"/verify/{held.code}/"))
    assert "This certificate was revoked" in page and "wrong programme" not in page
    assert stranger.get(f"/verify/{held.code}/status.json").json() == {"state": "revoked"}
    assert "Somebody may have changed it" in text(decide(world, held, "revoke"))
    assert "Choose whether" in text(decide(world, held, "neither"))
    decide(world, held, "restore")
    assert "This certificate is valid" in text(stranger.get(f"/verify/{held.code}/"))


@pytest.mark.parametrize("reason", ["", "short", "Rang Amelia Thompson on 07700 900123 about it"])
def test_a_reason_is_asked_for_and_holds_no_person(
    world: CouncilWorld, held: Certificate, reason: str
) -> None:
    assert "There is a problem" in text(decide(world, held, "revoke", reason))
    held.refresh_from_db()
    assert held.state == "valid"


def test_a_stranger_checks_a_badge(client: Client, held: Certificate, world: CouncilWorld) -> None:
    stranger = Client()
    picture = client.get(f"/me/certificates/{held.code}/badge.svg")
    assert picture["Content-Type"] == "image/svg+xml" and "attachment" in picture["Content-Disposition"]
    badge = client.get(f"/me/certificates/{held.code}/badge.json").content
    assert badge == client.get(f"/me/certificates/{held.code}/badge.json").content

    def ask(body: bytes) -> str:
        return text(stranger.post("/verify/", {"file": SimpleUploadedFile("badge", body)}))

    for body in (badge, picture.content):
        page = ask(body)
        assert "This badge counts" in page and "C. F." in page and "6 April 2026" in page
    assert "This badge counts" in text(stranger.post("/verify/", {"text": badge.decode()}))
    assert "was changed after it was signed" in ask(badge.replace(b"C. F.", b"A. B."))
    decide(world, held, "revoke")
    assert "the certificate was revoked" in ask(badge)
    assert "not an Open Badge" in ask(b"hello")
    assert "choose a file" in text(stranger.post("/verify/", {}))
    assert "too large" in ask(b"x" * 200_001)


def test_the_public_keys_are_there_to_keep(client: Client, held: Certificate) -> None:
    assert Client().get("/verify/issuers.json").json() == {"issuers": []}
    badge = json.loads(client.get(f"/me/certificates/{held.code}/badge.json").content)
    (key,) = Client().get("/verify/issuers.json").json()["issuers"]
    assert key["id"] == badge["issuer"]["id"] and key.keys() == {"id", "issuer", "since"}


def test_the_list_is_found_through_and_costs_the_same(world: CouncilWorld, held: Certificate) -> None:
    pdl = signed_in(world, "pdl")
    pdl.get("/certificates/")

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(pdl.get("/certificates/"))
        return len(seen)

    few = count()
    CertificateFactory(person=world.people["colleague"], cohort="COH-8")
    CertificateFactory(person=world.people["stranger"], cohort="COH-8")
    CertificateFactory(person=council_world("Brackenshire").people["coordinator"], cohort="COH-66")
    assert count() == few
    page = text(pdl.get("/certificates/?words=COH-8"))
    assert "2 certificates found" in page and "Colleague" in page and "Coordinator" not in page
    assert "No certificate is like this" in text(pdl.get("/certificates/?state=revoked"))
    assert "COH-66" not in text(pdl.get("/certificates/"))
    for name in ("manager", "qa", "head", "admin", "coordinator"):
        assert signed_in(world, name).get("/certificates/").status_code == 404
