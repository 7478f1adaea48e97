"""The people screens: found, read, and a file checked, answered once and forgotten."""

import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from academy.staffing.actions.uploads import bring_in_good_rows, put_aside, receive_staff_file
from academy.staffing.models import StaffFile
from academy.work.worker import do_due_jobs
from tests.academy.staffing.files import Upload, changes, person, staff
from tests.factories.academy import AbsenceFactory, EntryFactory, StaffFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings: LazySettings, tmp_path: Path) -> CouncilWorld:
    settings.PRIVATE_ROOT = tmp_path
    return council_world()


@pytest.fixture
def admin(home: CouncilWorld, client: Client) -> Client:
    client.force_login(home.people["admin"])
    client.get(reverse("people"))
    return client


def send(client: Client, upload: Upload, name: str = "staff.csv"):  # type: ignore[no-untyped-def]
    return client.post(reverse("import_staff"), {"file": SimpleUploadedFile(name, upload.data)}, follow=True)


def kept(place: Path) -> list[Path]:
    return [path for path in place.rglob("*.csv") if path.is_file()]


def test_people_are_found_by_name_number_and_team(home: CouncilWorld, admin: Client) -> None:
    stranger = home.people["stranger"]

    def names(**query: object) -> str:
        return admin.get(reverse("people"), query).content.decode()

    assert "11 people found" in names() and home.people["partner"].get_full_name() not in names()
    assert "1 person found" in names(words=f"{stranger.given_name} {stranger.family_name}")
    assert "1 person found" in names(words=stranger.ref.lower())
    assert "2 people found" in names(team=home.other_team.pk)
    assert "Nobody matches" in names(words="Zebedee")
    assert "Nobody matches" in names(left="on")
    assert "11 people found" in names(team="nonsense")


@pytest.mark.parametrize("route", ["people", "import_staff"])
def test_a_list_costs_the_same_for_one_row_and_for_three(
    route: str, home: CouncilWorld, admin: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for count in (1, 2):
        for _ in range(count):
            StaffFactory(team=home.own_team, manager=home.people["manager"])
            StaffFile.objects.create(
                council=home.council,
                name="a.csv",
                sha256="0" * 64,
                at=timezone.now(),
                by=home.people["admin"],
            )
        with CaptureQueriesContext(connection) as queries:
            admin.get(reverse(route))
        costs.append(len(queries))
    assert costs[0] == costs[1]
    with django_assert_max_num_queries(15):
        admin.get(reverse(route))


def test_a_persons_page(home: CouncilWorld, admin: Client) -> None:
    coordinator = home.people["coordinator"]
    AbsenceFactory(person=coordinator)
    EntryFactory(about=coordinator, words="Moved to the north")
    page = admin.get(reverse("person", args=[coordinator.pk])).content.decode()
    aside = page.split("<aside")[1]
    for name in ("manager", "pdl", "qa"):
        assert home.people[name].get_full_name() in aside
    for name in ("stranger", "other_manager", "head", "admin"):
        assert home.people[name].get_full_name() not in aside
    assert "Moved to the north" in page and "still away" in page and "Send the link" in page
    assert admin.get(reverse("person", args=[home.people["partner"].pk])).status_code == 404
    left = StaffFactory(
        team=home.own_team, ends_on=datetime.date(2026, 1, 1), left_on=datetime.date(2026, 1, 1)
    )
    page = admin.get(reverse("person", args=[left.pk])).content.decode()
    assert home.people["qa"].get_full_name() in page.split("<aside")[1] and "Send the link" not in page


def test_inviting_from_the_page(home: CouncilWorld, admin: Client, mailoutbox: list[object]) -> None:
    coordinator = home.people["coordinator"]
    address = reverse("invite_person", args=[coordinator.pk])
    for _ in range(2):
        answer = admin.post(address, {"key": "one"}, follow=True)
        assert "on its way" in answer.content.decode()
    do_due_jobs()
    assert len(mailoutbox) == 1
    nobody = StaffFactory(team=home.own_team, ends_on=datetime.date(2026, 1, 1))
    answer = admin.post(reverse("invite_person", args=[nobody.pk]), follow=True)
    assert "holds no post today" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "Choose a file first"),
        (b"", "This file is empty"),
        (b"a,b\n1,2\n", "This is not a list of staff"),
        (b"PK\x03\x04", "Save as"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_files_as_a_whole_are_refused_at_the_field(
    data: bytes | None, words: str, admin: Client, home: CouncilWorld, tmp_path: Path
) -> None:
    fields = {} if data is None else {"file": SimpleUploadedFile("staff.csv", data)}
    page = admin.post(reverse("import_staff"), fields).content.decode()
    assert words in page and 'class="govuk-error-message"' in page and "<title>Error: " in page
    assert not StaffFile.objects.exists() and not kept(tmp_path)


def test_a_file_with_bad_rows_is_checked_and_the_good_ones_brought_in(
    home: CouncilWorld, admin: Client, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    page = send(
        admin, staff(person("AW-1"), person("AW-2", start_date="31/11/2026"), person("", email="x@x.example"))
    )
    text = page.content.decode()
    assert "1 good row, 2 rows with a problem" in text
    assert "This is not a date" in text and "There is no staff number" in text
    assert not User.objects.filter(ref="AW-1").exists() and len(kept(tmp_path)) == 1
    here = page.request["PATH_INFO"]
    assert "Choose what to do" in admin.post(here, {}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        done = admin.post(here, {"answer": "good"}, follow=True).content.decode()
    assert "have been brought in" in done and "What was done" in done
    assert User.objects.filter(ref="AW-1").exists() and not User.objects.filter(ref="AW-2").exists()
    assert not kept(tmp_path)
    again = admin.post(here, {"answer": "good"}).content.decode()
    assert "answered this file already" in again or "Brought in" in again or "Applied" in again
    assert StaffFile.objects.get().state == StaffFile.State.APPLIED


def test_putting_it_aside_changes_nothing(
    home: CouncilWorld, admin: Client, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    here = send(admin, staff(person("AW-1", fte="x"))).request["PATH_INFO"]
    assert "good row" not in admin.get(here).content.decode().split("Your choice")[1]
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(here, {"answer": "aside"})
    assert StaffFile.objects.get().state == StaffFile.State.REFUSED and not kept(tmp_path)
    assert "Nothing of this file was brought in" in admin.get(here).content.decode()


def test_two_people_answering_at_once_and_a_file_that_is_gone(home: CouncilWorld, tmp_path: Path) -> None:
    from academy.kit.refusals import Refused

    by, now = home.people["admin"], timezone.now()
    row = receive_staff_file(upload=staff(person("AW-1")), by=by, at=now)
    bring_in_good_rows(staff_file=row, by=by, at=now)
    for answer in (bring_in_good_rows, put_aside):
        with pytest.raises(Refused, match="answered"):
            answer(staff_file=row, by=by, at=now)
    gone = receive_staff_file(upload=staff(person("AW-2")), by=by, at=now)
    for path in kept(tmp_path):
        path.unlink()
    with pytest.raises(Refused, match="no longer kept"):
        bring_in_good_rows(staff_file=gone, by=by, at=now)


def test_rows_that_went_bad_since_the_check_stop_it(home: CouncilWorld, admin: Client) -> None:
    row = person("AW-1", change_type="joiner", effective_date="2026-11-16", email="late@x.example")
    here = send(admin, changes(row)).request["PATH_INFO"]
    StaffFactory(team=home.own_team, email="late@x.example")
    page = admin.post(here, {"answer": "good"}, follow=True).content.decode()
    assert "Something has changed since the check" in page and "belongs to somebody else" in page
    assert StaffFile.objects.get().state == StaffFile.State.CHECKED


def test_an_unanswered_file_is_forgotten_after_seven_days(
    home: CouncilWorld, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    now = timezone.now()
    receive_staff_file(upload=staff(person("AW-1")), by=home.people["admin"], at=now)
    do_due_jobs(at=now + datetime.timedelta(days=6))
    assert len(kept(tmp_path)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        do_due_jobs(at=now + datetime.timedelta(days=7, minutes=1))
    assert not kept(tmp_path) and StaffFile.objects.get().state == StaffFile.State.REFUSED
