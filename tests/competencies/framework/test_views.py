"""The pages: reading, writing a version, and its way to a second person and back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from academy.people.models import User
from competencies.framework.models import Framework
from competencies.framework.queries import draft_of, framework_in_force
from tests.competencies.framework.conftest import WHY, Keepers
from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.courses import module_page

D = "/framework/draft/"
LARGEST = 100_000


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer
    assert len(answer.content) < LARGEST
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def begun(keepers: Keepers) -> tuple[Client, Framework]:
    client = enter(keepers.one)
    assert client.post("/framework/draft/start/").url == D
    found = draft_of(council_id=keepers.council.pk)
    assert found is not None
    return client, found


def test_everybody_reads_the_version_in_force_and_nobody_the_one_being_written(keepers: Keepers) -> None:
    draft = keepers.draft()
    row = keepers.competency(draft, "C5.4")
    type(row).objects.filter(pk=row.pk).update(text="Only in the draft")
    client = enter(keepers.staff)
    page = words(client.get("/framework/"))
    assert "Writes provision that is specified" in page and "Only in the draft" not in page
    assert "Working with light check" in page and "1 piece from live work" in page
    assert "Knowledge check" in page and "Full plan, light edits" in page
    tasks = words(client.get("/framework/tasks/"))
    assert "Write a complete draft plan ET07" in tasks and "Children and Families Act 2014, s.37" in tasks
    assert "Expected in your role level 2 after 6 weeks, level 3 after 26 weeks" in tasks
    for path in ("/framework/versions/", D, f"/framework/versions/{draft.pk}/", f"{D}changes/"):
        assert client.get(path).status_code == 404, path


@pytest.mark.django_db
def test_before_the_first_version_the_page_says_so() -> None:
    person = StaffFactory(council=CouncilFactory(), role="R15")
    assert "There is no framework yet" in words(enter(person).get("/framework/"))
    answer = enter(person).post("/framework/draft/start/", follow=True)
    assert "There is no framework yet that a new version could be written from" in words(answer)


def test_every_page_of_a_draft_opens_and_links_to_what_it_changes(keepers: Keepers) -> None:
    client, draft = begun(keepers)
    assert client.post("/framework/draft/start/").url == D
    assert Framework.objects.filter(council=keepers.council).count() == 2
    page = client.get(D).content.decode()
    links = set(re.findall(r'href="(/framework/[^"#]*)"', page))
    kinds = {re.sub(r"\d+", "0", link) for link in links}
    assert len(kinds) >= 15
    for kind in kinds:
        link = next(one for one in sorted(links) if re.sub(r"\d+", "0", one) == kind)
        words(client.get(link))
    assert draft.state == "draft"


def test_words_are_changed_and_refusals_are_said_at_the_field(keepers: Keepers) -> None:
    client, draft = begun(keepers)
    row = keepers.competency(draft, "C5.4")
    path = reverse("framework_competency", args=[row.pk])
    said = {"code": "C5.3", "text": "New words", "domain": row.domain_id, "evidence_kinds": ["WP"]}
    page = client.post(path, said)
    assert "Another competency has the code C5.3" in words(page) and b"New words" in page.content
    assert b'id="id_code-error"' in page.content
    assert "Write the code like C5.4" in words(client.post(path, {**said, "code": "five"}))
    assert client.post(path, {**said, "code": "C5.44"}).url == D
    row.refresh_from_db()
    assert (row.code, row.text, row.evidence_kinds) == ("C5.44", "New words", ["WP"])


def test_a_task_gets_its_basis_its_law_and_its_expectations(keepers: Keepers) -> None:
    client, draft = begun(keepers)
    task = keepers.task(draft, "ET07")
    built = [keepers.competency(draft, code).pk for code in ("C5.1", "C5.2")]
    path = reverse("framework_task", args=[task.pk])
    client.post(
        path,
        {
            "code": "ET07",
            "title": "Write a plan",
            "competencies": built,
            "law": ["reg-12"],
            "more_law": "reg-13",
        },
    )
    task.refresh_from_db()
    assert (task.title, task.law) == ("Write a plan", ["reg-12", "reg-13"])
    assert set(task.competencies.values_list("pk", flat=True)) == set(built)
    path = reverse("framework_expectations", args=[task.pk])
    assert 'name="R02-13"' in client.get(f"{path}?weeks=13").content.decode()
    client.post(f"{path}?weeks=13", {"R02-13": "2", "R10-52": "5"})
    assert set(task.expectations.values_list("role", "weeks", "level", "note")) == {
        ("R02", 13, 2, ""),
        ("R10", 52, 5, "or a named deputy"),
    }
    assert "Choose at least one competency" in words(
        client.post(reverse("framework_task", args=[task.pk]), {"code": "ET07", "title": "x"})
    )


def test_levels_kinds_and_domains_are_changed(keepers: Keepers) -> None:
    client, draft = begun(keepers)
    level, kind = draft.levels.get(number=3), draft.evidence_kinds.get(code="REF")
    domain = draft.domains.get(code="D1")
    fields = {
        "name": "Light", "descriptor": "Does", "work_allowed": "Some", "least_kinds": 2, "least_live": 1,
        "least_audits": 0, "least_recommendations": 0, "fresh_months": 12, "months_below": 1,
    }  # fmt: skip
    assert client.post(reverse("framework_level", args=[level.pk]), fields).url == D
    assert (
        client.post(
            reverse("framework_kind", args=[kind.pk]),
            {"name": "Reflection", "form": "Words", "months_valid": 6, "is_live": "on"},
        ).url
        == D
    )
    assert (
        client.post(
            reverse("framework_domain", args=[domain.pk]),
            {"code": "D1", "title": "Law", "level_3": "Applies it"},
        ).url
        == D
    )
    level.refresh_from_db(), kind.refresh_from_db(), domain.refresh_from_db()
    assert (level.name, level.fresh_months, level.every_competency) == ("Light", 12, False)
    assert (kind.name, kind.months_valid, kind.is_live) == ("Reflection", 6, True)
    assert [(one.level, one.text) for one in domain.descriptors.all()] == [(3, "Applies it")]


def test_splitting_merging_and_the_bridge(keepers: Keepers) -> None:
    client, draft = begun(keepers)
    row, other = (keepers.competency(draft, code) for code in ("C5.4", "C5.3"))
    split = reverse("framework_competency_split", args=[row.pk])
    assert client.post(split, {"code": "C5.8", "words": "Writes who pays"}).url == D
    assert "Another competency has the code C5.8" in words(
        client.post(split, {"code": "C5.8", "words": "Writes who pays"})
    )
    end = reverse("framework_competency_end", args=[row.pk])
    assert "Choose what it goes on as" in words(client.post(end, {"how": "goes_on"}))
    assert client.post(end, {"how": "goes_on", "heirs": [other.pk]}).url == D
    assert client.post(end, {"how": "ends"}).status_code == 404
    page = words(client.get(D))
    assert "C5.4 Writes provision" in page and "goes on as C5.3 and C5.8" in page
    old = keepers.competency(keepers.first, "C5.4")
    client.post(reverse("framework_carry_competency", args=[old.pk]), {"how": "ends", "heirs": [other.pk]})
    assert not old.next_steps.exists()
    assert "ends here" in words(client.get(D))
    task = keepers.task(draft, "ET01")
    assert (
        client.post(
            reverse("framework_task_split", args=[task.pk]), {"code": "ET25", "words": "Recommend"}
        ).url
        == D
    )
    assert client.post(reverse("framework_task_end", args=[task.pk]), {"how": "ends"}).url == D
    old_task = keepers.task(keepers.first, "ET01")
    carry = reverse("framework_carry_task", args=[old_task.pk])
    heir = keepers.task(draft, "ET02").pk
    assert client.post(carry, {"how": "goes_on", "heirs": [heir]}).url == D
    assert list(old_task.next_steps.values_list("new_id", flat=True)) == [heir]


def test_a_real_name_in_what_is_new_is_refused_at_the_field_and_kept(keepers: Keepers) -> None:
    client, draft = begun(keepers)
    said = {"name": draft.name, "what_changed": "For Tyrone Okafor, born 12/03/2015, NHS 943 476 5919."}
    page = client.post(f"{D}about/", said)
    assert "This looks as if it had a name" in words(page)
    assert b"Tyrone Okafor" in page.content
    draft.refresh_from_db()
    assert draft.what_changed == ""


def test_sent_returned_sent_again_and_put_in_force_by_a_second_person(keepers: Keepers) -> None:
    client, draft = begun(keepers)
    assert "Nothing differs" in words(client.get(f"{D}changes/"))
    row = keepers.competency(draft, "C5.4")
    client.post(
        reverse("framework_competency_split", args=[row.pk]), {"code": "C5.8", "words": "Writes who pays"}
    )
    assert "Say what is new in this version" in words(client.post(f"{D}send/", follow=True))
    client.post(f"{D}about/", {"name": draft.name, "what_changed": WHY})
    page = words(client.get(f"{D}changes/"))
    assert "What was shown for C5.4 counts here" in page and "Send to a second person" in page
    page = words(client.post(f"{D}send/", follow=True))
    assert "You sent it" in page and "Put it in force" not in page
    assert "You sent this version" in words(client.post(f"{D}publish/", follow=True))
    assert "You sent this version" in words(client.post(f"{D}return/", {"words": "A few more words, please"}))
    second = enter(keepers.two)
    assert "Put it in force from today" in words(second.get(f"{D}changes/"))
    assert "Say a little more" in words(second.post(f"{D}return/", {"words": "No"}))
    second.post(f"{D}return/", {"words": "Say in C5.8 which budgets"})
    assert "Say in C5.8 which budgets" in words(client.get(D))
    client.post(f"{D}send/")
    page = words(second.post(f"{D}publish/", follow=True))
    assert "Version 2 is in force from today" in page and "Writes who pays" in page and WHY in page
    now = framework_in_force(council_id=keepers.council.pk)
    assert now is not None and now.version == 2
    assert second.post(f"{D}publish/").status_code == 404
    assert "Put in force by" in words(second.get("/framework/versions/"))
    assert "Writes who pays" not in words(second.get(f"/framework/versions/{keepers.first.pk}/"))


def test_a_module_that_would_be_left_behind_is_named_before_sending(keepers: Keepers) -> None:
    module = module_page(keepers.council, "PM-01")
    module.competencies = ["C5.4"]
    module.save()
    client, draft = begun(keepers)
    row = keepers.competency(draft, "C5.4")
    client.post(reverse("framework_competency_end", args=[row.pk]), {"how": "ends"})
    client.post(f"{D}about/", {"name": draft.name, "what_changed": WHY})
    page = words(client.get(f"{D}changes/"))
    assert "1 thing has to be put right first" in page and "PM-01" in page
    assert "Send to a second person" not in page
    client.post(f"{D}send/")
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_version_is_given_up_after_asking(keepers: Keepers) -> None:
    client, draft = begun(keepers)
    assert "Give up this version?" in words(client.get(f"{D}drop/"))
    assert client.post(f"{D}drop/").url == "/framework/versions/"
    draft.refresh_from_db()
    assert draft.state == "dropped"
    assert client.get(D).status_code == 404
