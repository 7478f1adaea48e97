"""Publishing makes versions, versions that matter ask again, and a press is kept once."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.models import Entry
from academy.work.models import Job
from courses.handbook.actions import keep_versions, record_version
from courses.handbook.models import HandbookPage, HandbookVersion, PageRead
from courses.handbook.queries import unread_of
from courses.requirements.actions import close_read
from courses.requirements.models import Ask
from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.handbook import FIRST_TEXT, OUT, body, handbook_page, publish, read
from tests.factories.requirements import AskFactory

pytestmark = pytest.mark.django_db
NEWER = FIRST_TEXT.replace("six weeks", "42 days")


@pytest.fixture
def council() -> Council:
    return CouncilFactory()


@pytest.fixture
def page(council: Council) -> HandbookPage:
    return handbook_page(council)


@pytest.fixture
def person(council: Council) -> User:
    return StaffFactory(council=council)


def unread(person: User) -> list[tuple[str, int]]:
    return [(one.page.code, one.read) for one in unread_of(person)]


def test_the_first_publishing_is_version_1_and_keeps_the_words(page: HandbookPage) -> None:
    version = page.versions.get()
    assert (version.number, version.matters, version.published_at) == (1, True, OUT)
    lines = ["# When a request arrives", "Write down the day.", "Answer within six weeks."]
    assert version.content == [
        ["front", ["Procedure SOP-01", "What we do when it happens."]],
        ["text", lines],
    ]
    assert not Job.objects.filter(topic="page_changed").exists()


def test_a_change_that_matters_is_a_version_that_asks_again(page: HandbookPage, person: User) -> None:
    read(page, person)
    assert unread(person) == []
    version = publish(page, body=body(NEWER), change="The time limit is counted in days.", matters=True)
    assert version is not None and (version.number, version.matters) == (2, True)
    assert Job.objects.filter(topic="page_changed", key=str(version.pk)).count() == 1
    assert unread(person) == [("SOP-01", 1)]
    read(page, person, number=2)
    assert unread(person) == []


def test_a_small_change_does_not_ask_again(page: HandbookPage, person: User) -> None:
    read(page, person)
    small = publish(page, body=body(NEWER), change="A clearer word.", matters=False)
    assert small is not None and not small.matters
    assert unread(person) == []


def test_the_words_of_the_last_version_make_a_small_correction(page: HandbookPage, person: User) -> None:
    read(page, person)
    again = publish(page, body=body(NEWER), matters=True)
    assert again is not None
    assert (again.change, again.matters) == ("Small corrections", False)
    assert unread(person) == []


def test_publishing_the_same_text_or_revision_again_makes_no_version(page: HandbookPage) -> None:
    assert publish(page) is None
    newest = HandbookPage.objects.get(pk=page.pk)
    assert record_version(page=newest, revision_id=page.versions.get().revision_id, by=None, at=OUT) is None
    assert page.versions.count() == 1


def test_whoever_publishes_in_the_editor_makes_a_version(page: HandbookPage, person: User) -> None:
    held = HandbookPage.objects.get(pk=page.pk)
    held.body, held.change, held.matters = body(NEWER), "In days now.", True
    held.save_revision(user=person).publish()
    version = page.versions.last()
    assert version is not None and (version.number, version.by, version.change) == (2, person, "In days now.")
    assert (
        Entry.objects.get(verb="publish", noun_id=str(version.pk)).words == "SOP-01, version 2: In days now."
    )


def test_a_version_that_was_missed_is_made_up_for(page: HandbookPage) -> None:
    publish(page, body=body(NEWER), change="In days now.")
    HandbookVersion.objects.filter(number=2).delete()
    assert keep_versions(council_id=page.council_id or 0, at=OUT) == 1
    assert keep_versions(council_id=page.council_id or 0, at=OUT) == 0


def test_pressed_twice_is_once(page: HandbookPage, person: User) -> None:
    assert read(page, person) == read(page, person)
    assert PageRead.objects.count() == 1
    assert Entry.objects.filter(verb="read").count() == 1
    assert Job.objects.filter(topic="page_read").count() == 1


def test_reading_an_old_version_is_refused_when_a_newer_one_matters(page: HandbookPage, person: User) -> None:
    publish(page, body=body(NEWER), change="In days now.")
    with pytest.raises(Refused):
        read(page, person, number=1)
    assert not PageRead.objects.exists()


def test_reading_closes_what_asked_for_it(page: HandbookPage, person: User) -> None:
    ask = AskFactory(person=person, code="SOP-01", kind=Ask.Kind.PAGE, asked_on=OUT.date())
    done = read(page, person)
    at = timezone.now()
    assert close_read(read_id=done.pk, at=at) == 1
    ask.refresh_from_db()
    assert (ask.state, ask.closed_on) == ("done", datetime.date(2026, 9, 1))
    assert close_read(read_id=done.pk, at=at) == 0


def test_an_old_reading_closes_nothing_after_a_change(page: HandbookPage, person: User) -> None:
    done = read(page, person)
    publish(page, body=body(NEWER), change="In days now.")
    AskFactory(person=person, code="SOP-01", kind=Ask.Kind.PAGE)
    assert close_read(read_id=done.pk, at=OUT) == 0
    assert close_read(read_id=done.pk + 99, at=OUT) == 0


def test_a_page_of_another_council_is_not_mine(person: User) -> None:
    handbook_page(CouncilFactory(), "SOP-77")
    assert unread(person) == []


def test_a_code_is_used_once_and_an_owner_works_here(page: HandbookPage, council: Council) -> None:
    other = handbook_page(council, "SOP-02")
    other.code = "SOP-01"
    with pytest.raises(ValidationError) as wrong:
        other.clean()
    assert "code" in wrong.value.message_dict
    other.code, other.keeper = "SOP-02", StaffFactory()
    with pytest.raises(ValidationError) as wrong:
        other.clean()
    assert "keeper" in wrong.value.message_dict


def test_a_page_may_be_read_again_on_a_later_day(page: HandbookPage, person: User) -> None:
    read(page, person)
    read(page, person, at=OUT + datetime.timedelta(days=300))
    assert PageRead.objects.count() == 2
