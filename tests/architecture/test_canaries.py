"""Every route answers everybody as the matrix says; no page, file or header shows anybody what they may not
see, and everybody gets to see what they must."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from wagtail.models import Page

from academy.people import access
from academy.people.roles import Right
from tests.architecture.canaries import ROLES, Aviary, oracle
from tests.architecture.matrix_objects import KIND_OF, OWNERS
from tests.architecture.sensitive import PLAIN, SENSITIVE
from tests.architecture.sightings import Sightings
from tests.architecture.visits import Row, Visitors, all_rows, matrix_files, rows_of
from tests.factories.worlds import COLUMNS

OURS = ("academy", "competencies", "assessments", "courses", "home")
SECOND_FILTER = {
    "answer_feedback",
    "approve_audits",
    "assess_work",
    "audit_tasks",
    "book",
    "book_for",
    "chair_panel",
    "open_gate",
    "see_name",
    "sit_on_panel",
    "supervise",
}
"""Acts behind which `visible` or another act stands as well: open one alone and nothing gets out."""
OPEN_WAYS = {"hub_session"}
"""Addresses that lead everybody on to a public page: a date leads to its topic."""
NO_PAGE: set[str] = set()
"""Acts that no page asks about."""
WIDE = dict.fromkeys(Right, access.Scope.COUNCIL)


@pytest.fixture(scope="module")
def aviary(visitors: Visitors, django_db_blocker: Any) -> Iterator[Aviary]:
    """The world of the visitors with a token in every sensitive text."""
    with django_db_blocker.unblock():
        yield Aviary(visitors.world)


@pytest.fixture(scope="module")
def sightings(visitors: Visitors, aviary: Aviary, django_db_blocker: Any) -> Sightings:
    """What everybody came across on every page while every filter stood: fetched once for all tests here."""
    with django_db_blocker.unblock():
        return Sightings.made(visitors, aviary, pages(), COLUMNS)


def pages() -> list[Row]:
    """Every row that is fetched with GET, and every object page for everybody's things."""
    rows = [row for row in all_rows() if row.method == "GET"]
    asked = {(row.route, row.thing) for row in rows}
    more = [(route, f"{kind}_of_{name}") for route, kind in KIND_OF.items() for name in OWNERS]
    return [
        *rows,
        *(Row("", route, thing, "GET", {}) for route, thing in more if (route, thing) not in asked),
    ]


def own_pages() -> list[Row]:
    """The pages without Wagtail's admin."""
    return [row for row in pages() if not row.route.startswith(("wagtail", "[cms"))]


def leaks(visitors: Visitors, aviary: Aviary, roles: Iterable[str], rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        for role in roles:
            seen = aviary.seen_in(visitors.fetch(role, row))
            yield from (f"{row} shows {role}: {words}" for words in aviary.leaks(role, seen))


@pytest.mark.django_db
@pytest.mark.parametrize("path", matrix_files(), ids=lambda path: path.stem)
def test_the_matrix(path: Path, sightings: Sightings) -> None:
    wrong = [
        f"{row} as {column}: {answer.status} instead of {row.cells[column]}"
        for row in rows_of(path)
        for column in COLUMNS
        for answer in (sightings.answers[column, str(row)],)
        if row.cells[column] not in ("-", answer.status)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_visitors_without_a_session_are_led_to_the_one_door(sightings: Sightings) -> None:
    for row in all_rows():
        if row.route in OPEN_WAYS or row.route.startswith("account_"):
            continue
        if row.cells["anonymous"] == "302" and row.method == "GET":
            location = sightings.answers["anonymous", str(row)].location
            assert location.startswith("/account/login/?next="), str(row)


@pytest.mark.django_db
def test_nobody_comes_across_what_is_not_for_them(sightings: Sightings, aviary: Aviary) -> None:
    found = [
        f"{row} shows {role}: {words}"
        for role in ROLES
        for row, tokens in sightings.of(role)
        for words in aviary.leaks(role, tokens)
    ]
    assert not found, "\n".join(found[:60])


@pytest.mark.django_db
def test_the_other_council_and_the_public_see_no_token_of_this_one(
    visitors: Visitors, sightings: Sightings, aviary: Aviary
) -> None:
    home = visitors.world.home.council.pk
    found = []
    for column in ("anonymous", "other_council"):
        for row, tokens in sightings.of(column):
            for token in tokens:
                canary = aviary.canaries[token]
                if canary.council == home or column == "anonymous":
                    found.append(f"{row} shows {column}: {canary.where}")
    assert not found, "\n".join(found[:60])


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_everybody_comes_across_what_they_must(role: str, sightings: Sightings, aviary: Aviary) -> None:
    seen = {token for _, tokens in sightings.of(role) for token in tokens}
    shown = {(aviary.canaries[t].kind, aviary.relation(aviary.canaries[t], role)) for t in seen}
    must = {
        (kind, relation) for (kind, relation, who), word in oracle().items() if who == role and word == "yes"
    }
    assert not sorted(must - shown), f"{role} never comes across these"


@pytest.mark.django_db
def test_without_the_filter_of_the_council_it_fails(
    visitors: Visitors, aviary: Aviary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everything(actor: Any, model: Any) -> Any:
        return model._default_manager.all()

    monkeypatch.setattr(access.visible, "__code__", everything.__code__)
    found = next(leaks(visitors, aviary, ("admin", "pdl"), pages()), None)
    assert found is not None


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["assignment", "audit", "person"])
def test_without_the_filter_of_one_kind_it_fails(
    kind: str, visitors: Visitors, aviary: Aviary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(access.SEES, kind, WIDE)
    found = next(leaks(visitors, aviary, ("coordinator", "manager", "head", "partner"), own_pages()), None)
    assert found is not None


@pytest.mark.django_db
@pytest.mark.parametrize("act", sorted(access.DOES.keys() - SECOND_FILTER - NO_PAGE))
def test_without_the_filter_of_one_act_it_fails(
    act: str, visitors: Visitors, sightings: Sightings, aviary: Aviary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the pages that asked about the act can answer otherwise when everybody may do it."""
    asking = sightings.asking(act, ("coordinator", "manager", "head", "partner"))
    assert asking, "no page asks about this act: name it in NO_PAGE"
    asking.sort(key=lambda pair: access.can(visitors.world.actor(pair[1]), act))
    monkeypatch.setitem(access.DOES, act, WIDE)
    for row, role in asking:
        answer = visitors.fetch(role, row)
        said = row.cells.get(role, "-")
        if said != "-" and str(answer.status_code) != said:
            return
        if row.method == "GET" and aviary.leaks(role, aviary.seen_in(answer)):
            return
    raise AssertionError("everybody may do it, and no page shows more or answers otherwise")


def test_every_text_of_ours_is_declared() -> None:
    missing = []
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            if issubclass(model, Page):
                continue
            label = model._meta.label
            known = SENSITIVE.get(label, {}).keys() | PLAIN.get(label, set())
            texts = {
                field.name
                for field in model._meta.concrete_fields
                if isinstance(field, CharField | TextField) and not field.choices
            }
            missing += [f"{label}.{name}" for name in sorted(texts - known)]
            assert not known - {field.name for field in model._meta.concrete_fields}, label
    assert not missing, "say in tests/architecture/sensitive.py whether these are sensitive"
