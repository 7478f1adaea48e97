"""Bringing HR files in: whole or refused, once, with posts by date, and leavers out at once."""

import datetime
import time

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can, visible
from academy.people.models import Absence, Affiliation, Organisation, Post, Team, User
from academy.record.models import Entry
from academy.staffing.actions.partners import import_partners
from academy.staffing.actions.staff import Outcome, Upload, apply_changes, check_staff, import_staff
from academy.staffing.models import StaffFile
from tests.academy.staffing.files import absences, alderwick, changes, organisations, partners, person, staff
from tests.factories.academy import CouncilFactory, PartnerFactory, PersonFactory, StaffFactory, TeamFactory

AT = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
BAD = {
    22: "duplicate_email",
    23: "unknown_manager",
    24: "bad_date",
    25: "missing_ref",
    26: "manager_cycle",
    27: "leave_before_start",
}
"""What is wrong with the November changes of Alderwick, by row."""
pytestmark = pytest.mark.django_db


def bring(council, *uploads: Upload, partial: bool = False, by: User | None = None) -> Outcome:  # type: ignore[no-untyped-def]
    return import_staff(council=council, uploads=uploads, partial=partial, by=by, at=AT)


def test_alderwick_comes_in_whole_and_only_once() -> None:
    council = CouncilFactory()
    files = [alderwick("staff.csv"), alderwick("staff_absences.csv")]
    began = time.monotonic()
    first = bring(council, *files)
    assert time.monotonic() - began < 5
    assert first.tally.as_json() == {"created": 300, "updated": 0, "left": 34, "unchanged": 0}
    assert first.rejected == [] and first.applied
    assert User.objects.filter(council=council).count() == 334
    assert User.objects.filter(council=council, is_active=True).count() == 300
    assert Team.objects.filter(council=council).count() == 22
    assert Absence.objects.count() == first.absences.created == 47
    assert not any(user.has_usable_password() for user in User.objects.all()[:5])
    again = bring(council, *files)
    assert again.tally.as_json() == {"created": 0, "updated": 0, "left": 0, "unchanged": 334}
    assert Post.objects.count() == 334


def test_november_is_refused_whole_then_brought_in_in_part() -> None:
    council = CouncilFactory()
    bring(council, alderwick("staff.csv"))
    upload = alderwick("staff_changes_2026-11.csv")
    posts = Post.objects.count()
    refused = bring(council, upload)
    assert not refused.applied
    assert {problem.row: problem.reason for problem in refused.rejected} == BAD
    assert refused.tally.as_json() == {"created": 0, "updated": 0, "left": 0, "unchanged": 0}
    assert Post.objects.count() == posts and User.objects.count() == 334
    assert StaffFile.objects.first().state == StaffFile.State.REFUSED  # type: ignore[union-attr]

    done = apply_changes(council=council, upload=upload, partial=True, by=None, at=AT)
    assert done.tally.as_json() == {"created": 9, "updated": 7, "left": 4, "unchanged": 0}
    assert {problem.row: problem.reason for problem in done.rejected} == BAD
    again = bring(council, upload, partial=True)
    assert again.tally.as_json() == {"created": 0, "updated": 0, "left": 0, "unchanged": 20}
    stale = bring(council, alderwick("staff.csv"))
    assert stale.tally.unchanged == 334
    assert User.objects.get(ref="AW-0325").family_name == "Wildgoosely"
    old, new = Post.objects.filter(person__ref="AW-0238").order_by("starts_on")
    assert (old.ends_on, new.starts_on, new.team.name) == (
        datetime.date(2026, 11, 18), datetime.date(2026, 11, 19), "East Review 3",
    )  # fmt: skip
    assert not User.objects.get(ref="AW-0014").is_active


def test_all_files_at_once_equal_one_after_the_other() -> None:
    council = CouncilFactory()
    names = ("staff.csv", "staff_absences.csv", "staff_changes_2026-11.csv")
    done = bring(council, *(alderwick(name) for name in names), partial=True)
    assert done.tally.as_json() == {"created": 309, "updated": 7, "left": 38, "unchanged": 0}
    assert {problem.row for problem in done.rejected} == set(BAD)
    assert StaffFile.objects.count() == 3


def test_a_leaver_is_out_at_once() -> None:
    council = CouncilFactory()
    bring(council, staff(person("AW-1"), person("AW-2")))
    leaver, other = User.objects.get(ref="AW-1"), User.objects.get(ref="AW-2")
    clients = {pk: Client() for pk in (leaver.pk, other.pk)}
    for user in (leaver, other):
        clients[user.pk].force_login(user)
    assert Session.objects.count() == 2
    row = person(
        "AW-1", change_type="leaver", effective_date="2027-01-29", leave_date="2027-01-29", status="left"
    )
    bring(council, changes(row))
    assert Session.objects.count() == 1
    assert clients[leaver.pk].get("/account/email/").status_code == 302
    assert clients[other.pk].get("/account/email/").status_code != 302
    assert not can(User.objects.get(pk=leaver.pk), "learn")


def test_a_new_manager_sees_from_the_day_of_the_move_and_the_old_one_no_longer() -> None:
    council = CouncilFactory()
    rows = [
        person("M-1", role_code="R10"),
        person("M-2", role_code="R10", team="South"),
        person("AW-1", manager_ref="M-1"),
    ]
    bring(council, staff(*rows))
    today = timezone.localdate().isoformat()
    move = person("AW-1", team="South", manager_ref="M-2", change_type="mover", effective_date=today)
    mover, old, new = (User.objects.get(ref=ref) for ref in ("AW-1", "M-1", "M-2"))
    assert mover in visible(old, User) and mover not in visible(new, User)
    bring(council, changes(move))
    old, new = (User.objects.get(ref=ref) for ref in ("M-1", "M-2"))
    assert mover in visible(new, User) and mover not in visible(old, User)


def test_history_tells_what_happened_to_each() -> None:
    council = CouncilFactory()
    admin = StaffFactory(team=TeamFactory(council=council), role="R23", ref="")
    bring(council, staff(person("AW-1")), by=admin)
    told = Entry.objects.get(about__ref="AW-1")
    assert (told.verb, told.by) == ("join", admin)
    assert Entry.objects.get(noun="stafffile").verb == "bring in"
    bring(council, staff(person("AW-2", fte="x")), by=admin)
    assert Entry.objects.filter(noun="stafffile", verb="refuse").count() == 1


def test_only_those_who_manage_people_and_only_right_kinds() -> None:
    council = CouncilFactory()
    with pytest.raises(Refused):
        bring(council, staff(person("AW-1")), by=StaffFactory(role="R15"))
    with pytest.raises(Refused, match="list of partners"):
        bring(council, partners({"partner_ref": "PT-1"}))
    with pytest.raises(Refused, match="same kind"):
        bring(council, staff(person("AW-1")), staff(person("AW-2")))
    assert not User.objects.filter(council=council).exists()


def test_another_council_is_neither_seen_nor_touched() -> None:
    council, other = CouncilFactory(), CouncilFactory()
    bring(other, staff(person("AW-1", email="shared@x.example")))
    found = check_staff(council=council, uploads=[staff(person("AW-1", email="shared@x.example"))], at=AT)
    assert [problem.reason for problem in found.rejected] == ["duplicate_email"]
    bring(council, staff(person("AW-1", team="South")))
    assert User.objects.filter(ref="AW-1").count() == 2
    assert Post.objects.get(person__council=other).team.name == "North"


def test_posts_given_inside_the_academy_stay() -> None:
    council = CouncilFactory()
    bring(council, staff(person("AW-1", role_code="R17")))
    admin = User.objects.get(ref="AW-1")
    own = admin.posts.get()
    Post.objects.create(person=admin, role="R23", team=own.team, starts_on=AT.date())
    done = bring(council, staff(person("AW-1", role_code="R17"), person("AW-2")))
    assert done.tally.as_json() == {"created": 1, "updated": 0, "left": 0, "unchanged": 1}
    leave = person(
        "AW-1", change_type="leaver", effective_date="2026-11-25", leave_date="2026-11-25", status="left"
    )
    bring(council, changes(leave))
    assert set(admin.posts.values_list("ends_on", flat=True)) == {datetime.date(2026, 11, 25)}


def test_addresses_can_be_swapped_in_one_list() -> None:
    council = CouncilFactory()
    bring(council, staff(person("AW-1"), person("AW-2")))
    one, two = "aw-1@testshire.example", "aw-2@testshire.example"
    bring(council, staff(person("AW-1", email=two), person("AW-2", email=one)))
    assert dict(User.objects.values_list("ref", "email")) == {"AW-1": two, "AW-2": one}


def test_it_costs_the_same_number_of_queries_for_few_and_for_many() -> None:
    costs = []
    for count in (1, 30):
        council = CouncilFactory()
        rows = [person(f"AW-{n}", email=f"p{n}@c{council.pk}.example") for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            bring(
                council,
                staff(*rows),
                absences({"staff_ref": "AW-0", "kind": "leave", "from_date": "2026-01-01"}),
            )
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_partners_come_in_fast_and_once() -> None:
    council = CouncilFactory()
    files = {"partners": alderwick("partners.csv"), "organisations": alderwick("organisations.csv")}
    began = time.monotonic()
    first = import_partners(council=council, **files, by=None, at=AT)
    assert time.monotonic() - began < 8
    assert first.tally.created + first.tally.left == 2000 and not first.rejected
    assert Organisation.objects.filter(council=council).count() == 579
    assert Affiliation.objects.count() == 2000
    again = import_partners(council=council, **files, by=None, at=AT)
    assert again.tally.unchanged == 2000


def test_partners_that_change_leave_or_are_wrong() -> None:
    council = CouncilFactory()
    place = organisations(
        {"organisation_ref": "O-1", "name": "Oakfield"}, {"organisation_ref": "O-2", "name": "Elm"}
    )
    row = {
        "partner_ref": "PT-1", "given_name": "Ivy", "family_name": "Reed", "email": "ivy@oak.example",
        "organisation_ref": "O-1", "role_code": "P01", "status": "active",
    }  # fmt: skip
    import_partners(council=council, partners=partners(row), organisations=place, by=None, at=AT)
    guest = User.objects.get(ref="PT-1")
    assert can(guest, "learn") is False and guest.affiliations.get().organisation.name == "Oakfield"

    moved = {**row, "organisation_ref": "O-2", "given_name": "Ivory"}
    done = import_partners(council=council, partners=partners(moved), by=None, at=AT)
    assert done.tally.updated == 1
    assert [a.organisation.name for a in guest.affiliations.filter(ends_on=None)] == ["Elm"]
    done = import_partners(council=council, partners=partners({**moved, "status": "left"}), by=None, at=AT)
    assert done.tally.left == 1
    guest.refresh_from_db()
    assert not guest.is_active and not guest.affiliations.filter(ends_on=None).exists()

    PersonFactory(email="taken@x.example")
    wrong = [
        {**row, "partner_ref": ""},
        {**row, "partner_ref": "PT-2", "email": "taken@x.example"},
        {**row, "partner_ref": "PT-3", "email": "new@x.example", "organisation_ref": "O-9"},
        {**row, "partner_ref": "PT-4", "email": "four@x.example", "role_code": "R02"},
        {**row, "partner_ref": "PT-5", "email": "five@x.example", "status": "away"},
        {**row, "partner_ref": "PT-6", "email": "six@x.example"},
        {**row, "partner_ref": "PT-6", "email": "seven@x.example"},
    ]
    found = import_partners(council=council, partners=partners(*wrong), by=None, at=AT)
    assert [problem.reason for problem in found.rejected] == [
        "missing_ref", "duplicate_email", "missing_organisation",
        "unknown_role", "unknown_status", "duplicate_ref",
    ]  # fmt: skip
    assert not found.applied and not User.objects.filter(ref="PT-6").exists()
    some = import_partners(council=council, partners=partners(*wrong), partial=True, by=None, at=AT)
    assert some.tally.created == 1
    two = organisations({"organisation_ref": "", "name": "X"}, {"organisation_ref": "O-3"})
    bad = import_partners(council=council, partners=partners(row), organisations=two, by=None, at=AT)
    assert {problem.reason for problem in bad.rejected} == {"missing_ref", "missing_name"}
    with pytest.raises(Refused):
        import_partners(council=council, partners=staff(person("AW-1")), by=None, at=AT)
    with pytest.raises(Refused):
        import_partners(council=council, partners=partners(row), by=PartnerFactory(), at=AT)
