from __future__ import annotations

import datetime
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from academy.people.models import User
from academy.record.models import Entry
from courses.cohorts.actions import bring_in_cohorts
from courses.cohorts.models import BuddyPair, Cohort, Member
from courses.cohorts.rules.files import HEADERS, read_sheet
from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.cohorts import CohortFactory, MemberFactory

Day = datetime.date
ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "academy/fixtures/alderwick"
AT = timezone.make_aware(datetime.datetime(2026, 11, 26, 10))
COHORTS, MEMBERS = FIXTURES / "cohorts.csv", FIXTURES / "cohort_members.csv"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def staff_rows() -> list[dict[str, str]]:
    import csv

    data = gzip.decompress((ROOT / "academy/fixtures/alderwick/staff.csv.gz").read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(data)))


@pytest.fixture
def council(staff_rows, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    council = CouncilFactory()
    User.objects.bulk_create(
        User(
            council=council, ref=row["staff_ref"], email=row["email"], given_name="A", family_name="B",
            password="!", joined_on=row["start_date"], left_on=row["leave_date"] or None,
            is_active=not row["leave_date"],
        )
        for row in staff_rows
    )  # fmt: skip
    return council


def run(*args: str) -> tuple[dict[str, Any], int]:
    out, code = io.StringIO(), 0
    try:
        call_command("import_cohort", *args, "--json", stdout=out, stderr=io.StringIO())
    except SystemExit as stop:
        code = int(stop.code or 0)
    return json.loads(out.getvalue()), code


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Cohort, Member, BuddyPair, Entry))


def test_the_eight_cohorts_come_in_once(council):
    first, _ = run(str(COHORTS))
    assert first == {"cohorts": 8, "accepted": 8, "already": 0, "rejected": []}
    people, code = run(str(MEMBERS))
    assert (people, code) == ({"cohorts": 8, "accepted": 140, "already": 0, "rejected": []}, 0)
    assert set(Cohort.objects.values_list("state", flat=True)) == {"finished"}
    assert Member.objects.filter(state="graduated").count() == 138
    assert Member.objects.filter(state="left").count() == 2
    assert BuddyPair.objects.count() == 140 and BuddyPair.objects.filter(ends_on=None).count() == 15
    before = counts()
    assert run(str(COHORTS))[0] == {"cohorts": 8, "accepted": 0, "already": 8, "rejected": []}
    assert run(str(MEMBERS))[0] == {"cohorts": 8, "accepted": 0, "already": 140, "rejected": []}
    assert counts() == before


def test_a_list_of_members_makes_its_cohorts(council):
    assert run(str(MEMBERS))[0]["accepted"] == 140
    assert Cohort.objects.get(name="COH-7").starts_on == Day(2026, 2, 23)
    assert run(str(COHORTS))[0] == {"cohorts": 8, "accepted": 0, "already": 8, "rejected": []}


def test_a_dry_run_says_the_same_and_changes_nothing(council):
    assert run(str(MEMBERS), "--dry-run")[0]["accepted"] == 140
    assert counts() == (0, 0, 0, 0)


def rows_of(council, *rows: str, kind: str = "members") -> list[tuple[int, str]]:
    text = "\n".join([",".join(HEADERS[kind]), *rows])
    report = bring_in_cohorts(council=council, sheet=read_sheet(text.encode()), at=AT)
    return [(one.line, one.reason) for one in report.rejected]


@pytest.fixture
def small():
    council = CouncilFactory()
    for number in range(1, 7):
        StaffFactory(council=council, ref=f"T-{number}")
    return council


def test_lines_that_are_wrong_are_named_with_their_reason(small):
    StaffFactory(council=small, ref="T-9", joined_on=Day(2026, 11, 16))
    assert rows_of(
        small,
        "C,2026-11-02,T-1,R01,T-5,,",
        "C,2026-11-02,X-1,R01,,,",
        "C,2026-11-02,T-2,R01,X-2,,",
        "C,02/13/2026,T-2,R01,,,",
        "C,2026-10-01,T-2,R01,,,",
        "C,2026-11-02,T-2,R01,,graduated,",
        "C,2026-11-02,T-2,R01,,graduated,2026-10-01",
        "C,2026-11-02,T-2,R01,,graduated,2027-10-01",
        "C,2026-11-02,T-2,R01,T-2,,",
        "C,2026-11-02,T-2,R01,,away with the fairies,",
        "C,2026-11-02,T-2,R99,,,",
        "C,2026-11-02,T-1,R01,T-5,,",
        "C,2026-11-02,T-9,R01,,,",
        "C,2026-11-02,T-2",
        ",2026-11-02,T-2,R01,,,",
    ) == [
        (3, "unknown_staff"), (4, "unknown_buddy"), (5, "bad_date"), (6, "before_cohort"),
        (7, "missing_date"), (8, "end_before_start"), (9, "to_come"), (10, "own_buddy"),
        (11, "unknown_outcome"), (12, "unknown_role"),
        (13, "duplicate"), (14, "before_post"), (15, "bad_row"), (16, "missing_cohort"),
    ]  # fmt: skip
    assert Member.objects.count() == 1


def test_two_open_cohorts_are_refused(small):
    assert rows_of(small, "C,2026-11-02,T-1,R01,,,", "D,2026-11-09,T-1,R01,,,") == [(3, "two_open")]
    assert rows_of(small, "E,2026-11-09,T-1,R01,,,") == [(2, "two_open")]
    MemberFactory(cohort=CohortFactory(council=small, name="F"), person=User.objects.get(ref="T-2"))
    assert rows_of(small, "E,2026-11-09,T-2,R01,,,") == [(2, "two_open")]


def test_a_third_starter_of_a_buddy_is_refused_while_two_last(small):
    rows = [f"C,2026-11-02,T-{n},R01,T-5,," for n in (1, 2, 3)]
    assert rows_of(small, *rows) == [(4, "buddy_full")]
    assert rows_of(small, "B,2026-03-02,T-4,R01,T-5,graduated,2026-04-13") == []


def test_a_member_who_has_graduated_since_is_brought_up_to_date(small):
    assert rows_of(small, "C,2026-09-07,T-1,R01,T-5,,") == []
    assert Cohort.objects.get().state == "running"
    assert rows_of(small, "C,2026-09-07,T-1,R01,T-5,graduated,2026-10-16") == []
    member = Member.objects.select_related("cohort").get()
    assert (member.state, member.ended_on) == ("graduated", Day(2026, 10, 16))
    assert member.cohort.state == "finished"
    assert rows_of(small, "C,2026-09-07,T-1,R01,T-5,,") == [] and Member.objects.get().state == "graduated"


def test_wrong_cohorts_are_named_too(small):
    assert rows_of(
        small,
        "C,2026-11-02,2026-10-14,9,9",
        "C,2026-11-02,2026-12-14,9,10",
        "C,2026-11-02,2026-12-14,many,1",
        "C,2026-11-02,2026-12-14,7,0",
        kind="cohorts",
    ) == [(2, "end_before_start"), (3, "bad_number"), (4, "bad_number")]
    assert Cohort.objects.get().mode == "small" and Cohort.objects.get().state == "running"
    assert rows_of(small, "C,2026-11-09,2026-12-14,7,0", kind="cohorts") == [(2, "differs")]


def test_a_file_that_is_none_of_ours_is_refused(council, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("name,age\nA,3\n")
    found, code = run(str(other))
    assert code == 1 and found["rejected"][0]["reason"] == "unknown_columns" and found["accepted"] == 0


def test_a_file_without_one_good_line_ends_with_1(small, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text(",".join(HEADERS["members"]) + "\nC,2026-11-02,X-1,R01,,,\n")
    found, code = run(str(bad), "--council", small.slug)
    assert code == 1 and found["rejected"] == [
        {"line": 2, "reason": "unknown_staff", "words": "Nobody here has this staff number."}
    ]
