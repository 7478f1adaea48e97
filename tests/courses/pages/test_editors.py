"""The editors' area: who gets in, what is there, and writing a module without anybody's help."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.people.models import Post
from academy.record.models import Entry
from courses.pages.actions import admit_editor, sync_editors
from courses.pages.models import LearnIndexPage, LessonPage, ModulePage, ProgrammePage
from home.pages.actions import ensure_site
from tests.factories.academy import StaffFactory
from tests.factories.learning import NOON, founded_council, small_module
from tests.factories.worlds import CouncilWorld, council_world, second_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CouncilWorld:
    world = council_world()
    small_module(world.council)
    return world


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def editor(world: CouncilWorld) -> Client:
    client = signed_in(world.people["pdl"])
    assert client.get("/cms/").status_code == 200
    return client


def test_visitors_are_sent_to_our_own_door(world: CouncilWorld) -> None:
    for path in ("/cms/", "/cms/login/", "/cms/pages/", "/cms/password_reset/", "/cms/anything/"):
        answer = Client().get(path)
        assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_login")), path


@pytest.mark.parametrize(
    "who", ["starter", "coordinator", "senior", "manager", "qa", "head", "admin", "partner"]
)
def test_whoever_does_not_write_finds_nothing(world: CouncilWorld, who: str) -> None:
    client = signed_in(world.people[who])
    for path in ("/cms/", "/cms/pages/", "/cms/login/", "/cms/jsi18n/", "/cms/sprite/"):
        assert client.get(path).status_code == 404, path


def test_even_a_superuser_needs_the_role(world: CouncilWorld) -> None:
    person = world.people["coordinator"]
    person.is_superuser = True
    person.save()
    assert signed_in(person).get("/cms/").status_code == 404


def test_an_editor_is_let_in_and_it_is_recorded(world: CouncilWorld) -> None:
    client = signed_in(world.people["pdl"])
    assert client.get("/cms/").status_code == 200
    assert client.get("/cms/").status_code == 200
    assert Entry.objects.filter(noun="editors", about=world.people["pdl"]).count() == 1


@pytest.mark.parametrize(
    "path",
    ["users/", "groups/", "reports/site-history/", "workflows/list/", "collections/", "images/", "documents/",
     "failwhale/", "test404/", "sites/", "redirects/"],
)  # fmt: skip
def test_nothing_personal_and_nothing_unused_is_there(editor: Client, path: str) -> None:
    assert editor.get(f"/cms/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("login/", "start"),
        ("logout/", "account_logout"),
        ("account/", "account_change_password"),
        ("password_reset/", "account_reset_password"),
    ],
)
def test_wagtails_own_doors_lead_to_ours(editor: Client, path: str, name: str) -> None:
    assert editor.get(f"/cms/{path}")["Location"] == reverse(name)


def test_the_menu_has_pages_and_the_way_back(editor: Client) -> None:
    page = editor.get("/cms/").content.decode()
    assert "Back to the academy" in page
    for word in ("Reports", "Settings", "Snippets", "Help"):
        assert f'"label": "{word}"' not in page


def test_pages_of_a_second_council_are_out_of_reach(world: CouncilWorld, editor: Client) -> None:
    second = second_council()
    theirs, _ = small_module(second.council)
    theirs.title = "Canary of Brackenshire"
    theirs.save_revision().publish()
    for path in (
        "pages/",
        f"pages/{theirs.pk}/edit/",
        "pages/search/?q=Brackenshire",
        f"choose-page/{theirs.get_parent().pk}/",
        "choose-page/search/?q=Brackenshire",
        "choose-page/",
    ):
        answer = editor.get(f"/cms/{path}", follow=True)
        assert "Canary" not in answer.content.decode(), path


def form_of(page: ModulePage, **fields: Any) -> dict[str, Any]:
    return {
        "title": page.title,
        "slug": page.slug,
        "code": page.code,
        "summary": page.summary,
        "minutes": page.minutes,
        "outcomes": "After this you can look\nAfter this you can find\n",
        "main_competency": "C5.4",
        "other_competencies": ["C5.3"],
        "criteria": ["F1", "F2"],
        "principles": ["P9"],
        "law": ["cfa-2014-s42"],
        "law_as_at": "2026-11-01",
        "review_due": "",
        "audience": "",
        "credits": "",
        "action-publish": "publish",
        **fields,
    }


@pytest.fixture
def writer() -> tuple[Client, ModulePage]:
    council = founded_council()
    module, _ = small_module(council)
    client = signed_in(StaffFactory(council=council, role="R15"))
    client.get("/cms/")
    return client, module


def test_a_module_is_edited_with_ticks_and_lines(writer: tuple[Client, ModulePage]) -> None:
    client, module = writer
    form = client.get(f"/cms/pages/{module.pk}/edit/").content.decode()
    for words in ("Writing the plan", "Section F", "Duty to secure provision", "One a line"):
        assert words in form, words
    answer = client.post(f"/cms/pages/{module.pk}/edit/", form_of(module, title="Renamed"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert "send it for review" in client.get(f"/cms/pages/{module.pk}/edit/").content.decode()
    module.refresh_from_db()
    assert (module.title, module.live, module.has_unpublished_changes) == ("Module PM-01", True, True)
    module = module.get_latest_revision_as_object()
    assert module.title == "Renamed"
    assert module.outcomes == ["After this you can look", "After this you can find"]
    assert module.competencies == ["C5.4", "C5.3"]
    assert (module.criteria, module.principles, module.law) == (["F1", "F2"], ["P9"], ["cfa-2014-s42"])
    assert "Renamed" not in client.get("/learn/practice/pm-01/").content.decode()


def test_a_faulty_module_is_told_in_words(writer: tuple[Client, ModulePage]) -> None:
    client, module = writer
    answer = client.post(f"/cms/pages/{module.pk}/edit/", form_of(module, criteria=["Z9"]))
    assert answer.status_code == 200 and "Not in the plan audit: Z9" in answer.content.decode()


def test_a_new_lesson_is_written_as_a_draft_in_the_browser(writer: tuple[Client, ModulePage]) -> None:
    client, module = writer
    url = f"/cms/pages/add/courses/lessonpage/{module.pk}/"
    assert "Knowledge check" in client.get(url).content.decode()
    contentstate = {
        "blocks": [
            {"key": "a", "text": "Hello there", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
             "entityRanges": []}
        ],
        "entityMap": {},
    }  # fmt: skip
    answer = client.post(
        url,
        {
            "title": "A new lesson", "slug": "a-new-lesson", "summary": "What you can do", "minutes": 12,
            "body-count": 1, "body-0-type": "text", "body-0-order": 0, "body-0-deleted": "",
            "body-0-value": json.dumps(contentstate), "law_as_at": "2026-11-01", "action-publish": "publish",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    lesson = LessonPage.objects.get(slug="a-new-lesson")
    assert lesson.council_id == module.council_id
    assert (
        not lesson.live
        and "Hello there" in client.get(f"/cms/pages/{lesson.pk}/view_draft/").content.decode()
    )
    assert client.get("/learn/practice/pm-01/a-new-lesson/").status_code == 404


def test_previews_show_drafts_to_editors_only(writer: tuple[Client, ModulePage]) -> None:
    client, module = writer
    lesson = LessonPage.objects.child_of(module).last()
    lesson.title = "Draft title"
    lesson.save_revision()
    page = client.get(f"/cms/pages/{lesson.pk}/view_draft/")
    assert page.status_code == 200 and "Draft title" in page.content.decode()
    assert "answer a" in page.content.decode() and "About answer a" in page.content.decode()
    page = client.get(f"/cms/pages/{module.pk}/view_draft/")
    assert page.status_code == 200 and "What you can do after it" in page.content.decode()
    assert "Draft title" not in client.get("/learn/practice/pm-01/check-yourself/").content.decode()
    outsider = signed_in(StaffFactory(council=module.council))
    assert outsider.get(f"/cms/pages/{lesson.pk}/view_draft/").status_code == 404


def test_wagtail_itself_serves_no_page(world: CouncilWorld) -> None:
    index = LearnIndexPage.objects.get(council=world.council)
    index.get_parent().specific.add_child(instance=LearnIndexPage(title="Elsewhere", slug="elsewhere"))
    assert signed_in(world.people["pdl"]).get("/elsewhere/").status_code == 404
    assert ProgrammePage.objects.filter(council=world.council).exists()


def test_the_editors_group_follows_the_roles() -> None:
    council = founded_council()
    first, second = (StaffFactory(council=council, role="R15") for _ in range(2))
    StaffFactory(council=council, role="R10")
    assert sync_editors(council=council, by=None, at=NOON) == 2
    group = Group.objects.get(name=f"Editors of {council.slug}")
    assert set(group.user_set.all()) == {first, second}
    entries = Entry.objects.count()
    assert sync_editors(council=council, by=None, at=NOON) == 2 and Entry.objects.count() == entries
    Post.objects.filter(person=second).update(ends_on=NOON.date() - datetime.timedelta(days=1))
    assert sync_editors(council=council, by=None, at=NOON) == 1
    assert set(group.user_set.all()) == {first}


def test_nobody_is_let_in_without_the_role() -> None:
    council = founded_council()
    with pytest.raises(Refused, match="Only people who write content"):
        admit_editor(by=StaffFactory(council=council), at=NOON)
    ensure_site(council=council)
