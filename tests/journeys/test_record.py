"""A graduate prints the record and proves the certificate to a stranger, until it is revoked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.journeys import academy
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
ENTRY = "Read the new guidance on annual reviews"


def download(person: Visitor, words: str, folder: Path) -> Path:
    """What a link gives, kept in a folder."""
    with person.page.expect_download() as coming:
        person.page.get_by_role("link", name=words).or_(
            person.page.get_by_role("button", name=words)
        ).first.click()
    place = folder / coming.value.suggested_filename
    coming.value.save_as(place)
    return place


def offline(file: Path) -> tuple[int, dict[str, object]]:
    """`verify_badge` with the keys of the academy, a database that is not there and no way out."""
    env = {
        **os.environ,
        "ACADEMY_HOME": str(academy.HOME),
        "DJANGO_SETTINGS_MODULE": "academy.settings.demo",
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/none",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_badge", str(file), "--json"],
        cwd=academy.ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout)


def test_everything_since_april_in_three_clicks(visit: Visit, tmp_path: Path) -> None:
    person = visit("coordinator").go("/me/").follow("My record").sees("Since 1 April")
    paper = download(person, "Download as a PDF", tmp_path)
    assert paper.read_bytes().startswith(b"%PDF-")
    person.follow("Write down something you did").press("Save").sees("There is a problem")
    person.choose("Reading").fill("What was it?", ENTRY).fill("How many minutes", "25")
    person.fill("Day", "2").fill("Month", "11").fill("Year", "2026")
    person.fill("What will you do differently?", "I send the report within two weeks.").press("Save")
    person.sees("Written down. Only you see it.").sees(ENTRY)
    assert download(person, "Download as a spreadsheet", tmp_path).read_bytes().startswith(b"PK")
    person.pick("Competency", "Any").press("Show").sees(ENTRY)
    person.follow(f"Change {ENTRY}").follow("Delete this entry").press("Delete it").sees("Taken out")
    manager = visit("manager").go("/me/record/").sees_not(ENTRY)
    manager.is_at("/me/record/")


def test_a_certificate_is_proved_changed_and_revoked(visit: Visit, tmp_path: Path) -> None:
    person = visit("coordinator").go("/me/record/").follow("Six-week induction").sees("You earned this on")
    assert download(person, "Download the certificate", tmp_path).read_bytes().startswith(b"%PDF-")
    picture = download(person, "Download the badge (picture)", tmp_path)
    badge = download(person, "Download the badge (JSON)", tmp_path)
    link = person.page.get_by_role("link", name="/verify/").first.get_attribute("href") or ""

    code, found = offline(badge)
    assert (code, found["valid"]) == (0, True), found
    forged = tmp_path / "forged.json"
    forged.write_text(badge.read_text().replace("COH-", "COH-1"))
    assert offline(forged)[0] == 1

    stranger = visit().go("/verify/").press("Check it").sees("There is a problem")
    for file in (badge, picture):
        stranger.bring("Badge file", file).press("Check it").sees("This badge counts")
    stranger.bring("Badge file", forged).press("Check it").sees("changed after it was signed")
    name = person.page.locator(".ac-pairs").first.inner_text()
    assert "COH-" in name
    stranger.go(link).sees("This certificate is valid").sees_not("COH-")
    stranger.go("/verify/22222-22222/", status=404).sees("We do not know this certificate")

    lead = visit("pdl").go("/certificates/")
    lead.fill("Name or cohort", "Wheatmarrow").press("Show").follow("Verity-Mae Wheatmarrow")
    lead.fill("Why?", "Given before gate 3 was opened").press("Revoke it").sees("Done.")
    stranger.go(link).sees("This certificate was revoked")
    stranger.go("/verify/").bring("Badge file", badge).press("Check it").sees("This badge does not count")
    person.go(person.page.url.replace(person.base, "")).sees("Given before gate 3 was opened")
    lead.fill("Name or cohort", "Wheatmarrow").press("Show").follow("Verity-Mae Wheatmarrow")
    lead.fill("Why?", "Gate 3 was opened after all").press("Let it count again").sees("Done.")
    stranger.go(link).sees("This certificate is valid")
