"""Reading HR files: what kind a file is, what is wrong with a row, and what the good rows would change."""

import datetime

import pytest

from academy.kit.refusals import Refused
from academy.staffing.actions.staff import Upload
from academy.staffing.rules.absences import take_absences
from academy.staffing.rules.changes import take_changes
from academy.staffing.rules.problems import WORDS
from academy.staffing.rules.register import Register
from academy.staffing.rules.staff import take_staff
from academy.staffing.rules.table import STAFF, read_table
from tests.academy.staffing.files import absences, changes, made, person, staff

TODAY = datetime.date(2026, 11, 20)
Day = datetime.date


def register(*rows: dict[str, str]) -> Register:
    """A register with these people in it."""
    filled = Register()
    assert take_staff(read_table(staff(*rows).data).lines, filled, TODAY) == []
    return filled


def reasons(upload: Upload, before: Register | None = None) -> list[tuple[int, str]]:
    table = read_table(upload.data)
    target = before or Register()
    if table.kind == "staff":
        found = take_staff(table.lines, target, TODAY)
    elif table.kind == "changes":
        found = take_changes(table.lines, target)
    else:
        found = take_absences(table.lines, target)
    assert all(problem.words for problem in found)
    return [(problem.row, problem.reason) for problem in found]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \n \n", "empty_file"),
        (",".join(STAFF).encode(), "empty_file"),
        (b"PK\x03\x04rest of a workbook", "not_csv"),
        (b"%PDF-1.7", "not_csv"),
        (b"staff_ref,kind\n\0,leave", "not_csv"),
        (b'staff_ref,kind,from_date,to_date\n"AW-1,leave', "not_csv"),
        (b"a,b\n1,2\n", "unknown_columns"),
        (b"staff_ref,kind,from_date\nAW-1,leave,2026-01-01\n", "unknown_columns"),
        (b"staff_ref,kind,from_date,to_date,shoe_size\nAW-1,leave,2026-01-01,,9\n", "unknown_columns"),
        (b"staff_ref,staff_ref,kind,from_date,to_date\n1,2,3,4,5\n", "bad_columns"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_files_that_are_none_of_ours_are_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as no:
        read_table(data)
    assert no.value.code == code
    assert no.value.words.endswith(".")


def test_columns_may_stand_in_any_order_and_old_encodings_are_read() -> None:
    columns = tuple(reversed(STAFF))
    table = read_table(made(columns, person("AW-1", family_name="Brontë")).data.decode().encode("cp1252"))
    assert table.kind == "staff"
    assert table.lines[0].cells is not None and table.lines[0].cells["family_name"] == "Brontë"
    assert read_table(b"\xef\xbb\xbf" + staff(person("AW-1")).data).kind == "staff"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"staff_ref": ""}, "missing_ref"),
        ({"given_name": " "}, "missing_name"),
        ({"family_name": ""}, "missing_name"),
        ({"team": ""}, "missing_team"),
        ({"email": "nobody"}, "bad_email"),
        ({"email": "a b@c.example"}, "bad_email"),
        ({"role_code": "R99"}, "unknown_role"),
        ({"role_code": "P01"}, "unknown_role"),
        ({"manager_ref": "AW-9"}, "unknown_manager"),
        ({"manager_ref": "AW-1"}, "manager_cycle"),
        ({"start_date": "31/11/2026"}, "bad_date"),
        ({"start_date": "2026-11-31"}, "bad_date"),
        ({"start_date": "11.12.2026"}, "bad_date"),
        ({"start_date": "0204-01-08"}, "bad_date"),
        ({"start_date": ""}, "missing_date"),
        ({"status": "left"}, "missing_date"),
        ({"status": "left", "leave_date": "2023-12-31"}, "leave_before_start"),
        ({"fte": "full"}, "bad_number"),
        ({"fte": "1.2"}, "bad_number"),
        ({"fte": "0"}, "bad_number"),
        ({"fte": "NaN"}, "bad_number"),
        ({"status": "retired"}, "unknown_status"),
        ({"working_days": "Mon " * 20}, "too_long"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(cells: dict[str, str], reason: str) -> None:
    assert reasons(staff(person("AW-1", **cells), person("AW-2"))) == [(2, reason)]


def test_rows_with_missing_cells_and_blank_rows() -> None:
    upload = staff(person("AW-1"), person("AW-2"))
    lines = upload.data.decode().splitlines()
    data = "\n".join([*lines[:2], "", ",,,", "AW-3,half", lines[2]]).encode()
    assert reasons(Upload("x", data)) == [(5, "bad_row")]


def test_doubles_in_one_file() -> None:
    rows = [
        person("AW-1"),
        person("AW-1", email="other@x.example"),
        person("AW-2", email="AW-1@testshire.example"),
    ]
    assert reasons(staff(*rows)) == [(3, "duplicate_ref"), (4, "duplicate_email")]


def test_a_cycle_through_others_and_the_rows_that_hang_on_bad_ones() -> None:
    rows = [
        person("AW-1", manager_ref="AW-2"),
        person("AW-2", manager_ref="AW-3"),
        person("AW-3", manager_ref="AW-1"),
        person("AW-4", manager_ref="AW-5"),
        person("AW-5", fte="x"),
    ]
    found = dict(reasons(staff(*rows)))
    assert found == {
        2: "manager_cycle",
        3: "manager_cycle",
        4: "manager_cycle",
        5: "unknown_manager",
        6: "bad_number",
    }


def test_addresses_may_be_swapped_but_not_taken() -> None:
    before = register(person("AW-1"), person("AW-2"))
    swap = [person("AW-1", email="aw-2@testshire.example"), person("AW-2", email="aw-1@testshire.example")]
    assert reasons(staff(*swap), before) == []
    assert before.people["AW-1"].email == "aw-2@testshire.example"
    other = Register(taken=["guest@x.example"])
    assert reasons(staff(person("AW-1", email="guest@x.example")), other) == [(2, "duplicate_email")]


def test_a_mover_ends_the_old_post_the_day_before() -> None:
    before = register(person("AW-1", manager_ref="AW-9"), person("AW-9", role_code="R10"))
    row = person("AW-1", team="South", change_type="mover", effective_date="19/11/2026")
    assert reasons(changes(row), before) == []
    old, new = before.people["AW-1"].posts
    assert (old.team, old.ends_on) == ("North", Day(2026, 11, 18))
    assert (new.team, new.starts_on, new.ends_on, new.manager) == ("South", Day(2026, 11, 19), None, "")
    assert reasons(changes(row), before) == []
    assert before.tally.unchanged == 1 and len(before.people["AW-1"].posts) == 2


def test_a_second_move_on_the_same_day_corrects_the_first() -> None:
    before = register(person("AW-1"))
    move = {"change_type": "mover", "effective_date": "2026-11-19"}
    assert reasons(changes(person("AW-1", team="South", **move)), before) == []
    assert reasons(changes(person("AW-1", team="East", **move)), before) == []
    assert [post.team for post in before.people["AW-1"].posts] == ["North", "East"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"change_type": "promotion"}, "unknown_change"),
        ({"change_type": "mover", "effective_date": ""}, "missing_date"),
        ({"change_type": "mover", "effective_date": "2023-01-01"}, "before_last_post"),
        ({"change_type": "mover", "manager_ref": "AW-77"}, "unknown_manager"),
        ({"change_type": "mover", "manager_ref": "AW-1"}, "manager_cycle"),
        ({"change_type": "mover", "manager_ref": "AW-2"}, "manager_cycle"),
        ({"change_type": "joiner", "start_date": "2026-11-16"}, "already_here"),
        ({"change_type": "leaver"}, "missing_date"),
        ({"change_type": "leaver", "leave_date": "2020-01-01"}, "leave_before_start"),
        (
            {"change_type": "leaver", "start_date": "2019-01-01", "leave_date": "2020-01-01"},
            "leave_before_start",
        ),
        ({"change_type": "rename", "email": "aw-2@testshire.example"}, "duplicate_email"),
        ({"change_type": "rename", "staff_ref": "AW-8", "email": "new@x.example"}, "unknown_person"),
        ({"change_type": "mover", "staff_ref": "AW-3", "email": "aw-3@testshire.example"}, "has_left"),
    ],
)
def test_bad_changes(cells: dict[str, str], reason: str) -> None:
    before = register(
        person("AW-1"),
        person("AW-2", manager_ref="AW-1"),
        person("AW-3", status="left", leave_date="2026-01-30"),
    )
    row = person("AW-1", **{"effective_date": "2026-11-16", **cells})
    assert reasons(changes(row), before) == [(2, reason)]
    assert before.tally.as_json() == {"created": 2, "updated": 0, "left": 1, "unchanged": 0}


def test_a_leaver_whose_last_day_is_to_come_keeps_access_until_then_unless_hr_says_left() -> None:
    before = register(person("AW-1"), person("AW-2"))
    leave = {"change_type": "leaver", "effective_date": "2026-12-31", "leave_date": "2026-12-31"}
    assert reasons(changes(person("AW-1", **leave), person("AW-2", status="left", **leave)), before) == []
    assert before.people["AW-1"].active and not before.people["AW-2"].active
    assert {person.posts[0].ends_on for person in before.people.values()} == {Day(2026, 12, 31)}


def test_leaving_ends_every_post_and_drops_those_to_come() -> None:
    before = register(person("AW-1"))
    move = {"change_type": "mover", "effective_date": "2026-12-01", "team": "South"}
    leave = {
        "change_type": "leaver",
        "effective_date": "2026-11-20",
        "leave_date": "2026-11-20",
        "status": "left",
    }
    assert reasons(changes(person("AW-1", **move), person("AW-1", **leave)), before) == []
    first, second = before.people["AW-1"].posts
    assert first.ends_on == Day(2026, 11, 20) and second.dropped


def test_somebody_who_comes_back() -> None:
    before = register(person("AW-1", status="left", leave_date="2026-01-30"))
    row = person("AW-1", change_type="joiner", effective_date="2026-11-16", start_date="2026-11-16")
    assert reasons(changes(row), before) == []
    back = before.people["AW-1"]
    assert back.active and back.left_on is None and len(back.posts) == 2
    again = register(person("AW-1", status="left", leave_date="2026-01-30"))
    assert reasons(staff(person("AW-1")), again) == []
    assert again.people["AW-1"].active and again.people["AW-1"].posts[1].starts_on == TODAY


def test_the_list_itself_moves_people_on_its_day() -> None:
    before = register(person("AW-1"), person("AW-2"))
    now = [
        person("AW-1", team="South"),
        person("AW-2", fte="0.5", given_name="Robin", start_date="2024-02-05"),
    ]
    assert reasons(staff(*now), before) == []
    assert [(p.team, p.starts_on) for p in before.people["AW-1"].posts][1] == ("South", TODAY)
    assert before.people["AW-2"].posts[0].changed and before.people["AW-2"].given_name == "Robin"
    assert before.tally.updated == 2


def test_absences() -> None:
    before = register(person("AW-1"))
    good = {"staff_ref": "AW-1", "kind": "leave", "from_date": "2026-09-01"}
    assert reasons(absences(good, good), before) == []
    assert before.absence_tally.created == 1 and before.absence_tally.unchanged == 1
    assert reasons(absences({**good, "to_date": "2026-10-01"}), before) == []
    assert before.absence_tally.updated == 1
    bad = [
        {**good, "staff_ref": "AW-7"},
        {**good, "staff_ref": ""},
        {**good, "kind": "holiday"},
        {**good, "from_date": ""},
        {**good, "to_date": "2026-08-01"},
    ]
    found = reasons(absences(*bad), before)
    assert [reason for _, reason in found] == [
        "unknown_person", "missing_ref", "unknown_kind", "missing_date", "end_before_start",
    ]  # fmt: skip
    data = b"staff_ref,kind,from_date,to_date\nAW-1,leave\n"
    assert reasons(Upload("x", data), before) == [(2, "bad_row")]


def test_every_reason_has_words_without_a_value() -> None:
    assert all(words.endswith((".", "others.")) and "{" not in words for words in WORDS.values())
