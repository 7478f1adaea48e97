"""Shipped modules become pages once, and what an editor did stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import Page, Revision, Site

from academy.people.models import Council
from academy.record.models import Entry
from courses.pages.actions import load_programmes
from courses.pages.actions.loading import FIXTURES, PROGRAMMES
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import draw, edition_of, lessons_of
from home.pages.actions import ensure_site
from home.pages.models import WelcomePage
from tests.factories.academy import StaffFactory
from tests.factories.learning import NOON, founded_council
from tests.factories.worlds import council_world

pytestmark = pytest.mark.django_db
PRACTICE = FIXTURES / "practice"
PARTNERS = Path(settings.BASE_DIR) / FIXTURES / "partners"
INDUCTION = Path(settings.BASE_DIR) / FIXTURES / "induction"
FILES = sorted((Path(settings.BASE_DIR) / PRACTICE).glob("PM-*.json"))


@pytest.fixture
def council(settings: object, tmp_path: Path) -> Council:
    """A council with two shipped modules in a folder of its own."""
    folder = tmp_path / PRACTICE
    folder.mkdir(parents=True)
    for file in FILES[:2]:
        (folder / file.name).write_bytes(file.read_bytes())
    (tmp_path / PROGRAMMES).write_bytes((Path(settings.BASE_DIR) / PROGRAMMES).read_bytes())
    council = founded_council(name="Alderwick Council", slug="alderwick")
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    return council


def load(council: Council) -> int:
    return load_programmes(council=council, by=None, at=NOON)


def change(tmp_path: Path, **fields: object) -> None:
    file = tmp_path / PRACTICE / FILES[0].name
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **fields}), encoding="utf-8")


def test_modules_and_lessons_become_live_pages(council: Council) -> None:
    changed = load(council)
    shipped = [json.loads(file.read_text(encoding="utf-8")) for file in FILES[:2]]
    assert changed == sum(1 + len(module["lessons"]) for module in shipped)
    for data in shipped:
        page = ModulePage.objects.get(council=council, code=data["code"])
        assert page.live and page.title == data["title"] and page.competencies == data["competencies"]
        assert page.url_path.endswith(f"/learn/practice/{data['code'].lower()}-{data['slug']}/")
        lessons = LessonPage.objects.child_of(page).order_by("path")
        assert [lesson.slug for lesson in lessons] == [lesson["slug"] for lesson in data["lessons"]]
        for lesson, raw in zip(lessons, data["lessons"], strict=True):
            assert lesson.live and lesson.live_revision_id
            assert [block.block_type for block in lesson.body] == [block["type"] for block in raw["body"]]


def test_every_shipped_lesson_passes_the_editors_own_checks_and_draws() -> None:
    council = founded_council()
    load(council)
    others = [*INDUCTION.glob("IND-*.json"), *PARTNERS.glob("PM-*.json")]
    assert ModulePage.objects.filter(council=council).count() == len(FILES) + len(others)
    for page in ModulePage.objects.filter(council=council):
        page.full_clean()
    for lesson in LessonPage.objects.filter(council=council):
        lesson.body.stream_block.clean(lesson.body)
        content = draw(lesson)
        assert content.parts and (content.law or lesson.law)


def test_unchanged_files_make_no_new_revision(council: Council) -> None:
    load(council)
    before, entries = Revision.objects.count(), Entry.objects.count()
    assert load(council) == 0
    assert (Revision.objects.count(), Entry.objects.count()) == (before, entries)


def test_a_changed_file_is_a_new_edition(council: Council, tmp_path: Path) -> None:
    load(council)
    change(tmp_path, summary="A better promise")
    assert load(council) == 1
    page = ModulePage.objects.get(code=FILES[0].stem)
    assert page.summary == "A better promise"
    reader = StaffFactory(council=council)
    assert edition_of(module=page, lessons=lessons_of(actor=reader, module=page)) == 2


def test_an_editors_work_is_never_overwritten(council: Council, tmp_path: Path) -> None:
    load(council)
    page = ModulePage.objects.get(code=FILES[0].stem)
    page.summary = "Written by an editor"
    page.save_revision().publish()
    draft = LessonPage.objects.child_of(page).first()
    draft.title = "A draft title"
    draft.save_revision()
    change(tmp_path, summary="From the file", review_due="2027-06-01")
    load(council)
    page.refresh_from_db()
    draft.refresh_from_db()
    assert page.summary == "Written by an editor"
    assert draft.get_latest_revision_as_object().title == "A draft title"
    assert str(draft.review_due) == "2027-05-01"


def test_a_page_taken_away_stays_away(council: Council, tmp_path: Path) -> None:
    load(council)
    gone = ModulePage.objects.get(code=FILES[0].stem)
    gone.delete()
    hidden = ModulePage.objects.get(code=FILES[1].stem)
    hidden.unpublish()
    change(tmp_path, summary="From the file")
    assert load(council) == 0
    assert not ModulePage.objects.filter(code=FILES[0].stem).exists()
    assert not ModulePage.objects.get(pk=hidden.pk).live


def test_a_module_made_by_hand_under_a_shipped_code_is_left_alone(council: Council) -> None:
    load(council)
    page = ModulePage.objects.get(code=FILES[0].stem)
    page.delete()
    council.loaded_pages.all().delete()
    parent = ModulePage.objects.get(code=FILES[1].stem).get_parent()
    own = ModulePage(title="Ours", slug="ours", code=FILES[0].stem, summary="Our own", main_competency="C5.4")
    parent.add_child(instance=own)
    load(council)
    assert ModulePage.objects.get(code=FILES[0].stem).title == "Ours"


def test_the_site_is_made_once_and_the_sample_page_is_gone() -> None:
    council = founded_council(name="Alderwick Council", slug="alderwick")
    pages = Page.objects.count()
    again = ensure_site(council=council)
    assert Page.objects.count() == pages
    assert Site.objects.get(is_default_site=True).root_page_id == again.pk
    assert not Page.objects.filter(title__startswith="Welcome to your new").exists()


def test_a_second_council_has_pages_of_its_own() -> None:
    first, second = founded_council(), council_world("Brackenshire").council
    ensure_site(council=second)
    assert WelcomePage.objects.count() == 2
    assert Site.objects.get(is_default_site=True).root_page_id == WelcomePage.objects.get(council=first).pk
