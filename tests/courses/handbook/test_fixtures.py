"""The shipped handbook pages: true to the law pack, whole, and loaded once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from academy.law.pack import all_references
from courses.handbook.actions import load_handbook
from courses.handbook.actions.loading import FOLDER
from courses.handbook.models import HandbookPage
from courses.requirements.actions.matrix import FILE
from home.pages.actions import ensure_site
from tests.factories.academy import CouncilFactory
from tests.factories.learning import NOON

FILES = sorted((Path(settings.BASE_DIR) / FOLDER).glob("*.json"))
OURS = [file for file in FILES if file.stem[:2] in ("HB", "SO")]
KNOWN = {held.key for held in all_references()}
CASE = re.compile(r"\bTR-\d\d\b")


def test_there_are_handbooks_roles_and_procedures() -> None:
    kinds = [json.loads(file.read_text())["kind"] for file in OURS]
    assert (kinds.count("handbook"), kinds.count("roles"), kinds.count("procedure")) == (2, 1, 8)


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_each_page_names_its_law_and_only_law_that_is_in_the_pack(file: Path) -> None:
    page = json.loads(file.read_text())
    used = {block["value"]["key"] for block in page["body"] if block["type"] == "legal_reference"}
    assert len(used) >= 2 and used | set(page["law"]) <= KNOWN
    assert set(CASE.findall(json.dumps(page))) <= KNOWN
    assert page["code"] == file.stem and len(page["summary"]) <= 300
    assert "proposal" not in {key.split("-")[0] for key in used}


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_each_page_begins_with_words_and_shows_more_than_words(file: Path) -> None:
    kinds = [block["type"] for block in json.loads(file.read_text())["body"]]
    assert kinds[0] in ("text", "callout") and len(set(kinds)) >= 3


def test_the_matrix_asks_only_for_what_is_shipped() -> None:
    practice = Path(settings.BASE_DIR) / "courses/fixtures/practice"
    shipped = {file.stem for file in [*FILES, *practice.glob("PM-*.json")]}
    rows = json.loads((Path(settings.BASE_DIR) / FILE).read_text())
    asked = {code for row in rows for cell in row["cells"] for code in cell.get("things", [])}
    assert asked <= shipped and {file.stem for file in OURS} <= asked


@pytest.mark.django_db
def test_they_are_loaded_once_and_an_editors_page_stays() -> None:
    council = CouncilFactory()
    ensure_site(council=council)
    assert load_handbook(council=council, by=None, at=NOON) == len(FILES)
    assert load_handbook(council=council, by=None, at=NOON) == 0
    page = HandbookPage.objects.get(council=council, code="SOP-01")
    version = page.versions.get()
    assert (version.number, version.published_at) == (1, NOON)
    assert any("What counts as a request" in line for _, lines in version.content for line in lines)
    page.title = "Our own words"
    page.save_revision().publish()
    assert load_handbook(council=council, by=None, at=NOON) == 0
    assert HandbookPage.objects.get(pk=page.pk).title == "Our own words"
