"""The people commands: one JSON document, exit codes 0, 1 and 2, messages on standard error."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from academy.people.models import User
from tests.academy.staffing.files import FIXTURES, changes, organisations, partners, person, staff
from tests.factories.academy import CouncilFactory

pytestmark = pytest.mark.django_db


def write(place: Path, upload) -> str:  # type: ignore[no-untyped-def]
    path = place / upload.name
    path.write_bytes(upload.data)
    return str(path)


def test_staff_with_absences_and_changes(capsys: pytest.CaptureFixture[str]) -> None:
    CouncilFactory()
    names = {"--absences": "staff_absences.csv", "--changes": "staff_changes_2026-11.csv"}
    options = [part for key, name in names.items() for part in (key, str(FIXTURES / name))]
    with pytest.raises(SystemExit) as stop:
        call_command("import_staff", str(FIXTURES / "staff.csv.gz"), *options, "--json")
    out, err = capsys.readouterr()
    assert stop.value.code == 1
    body = json.loads(out)
    assert len(body["rejected"]) == 6 and body["created"] == 0 and "row 22" in err
    call_command("import_staff", str(FIXTURES / "staff.csv.gz"), *options, "--json", "--partial")
    body = json.loads(capsys.readouterr().out)
    assert (body["created"], body["updated"], body["left"], body["unchanged"]) == (309, 7, 38, 0)


def test_a_changes_file_is_known_by_its_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    CouncilFactory(slug="one")
    CouncilFactory(slug="two")
    path = write(tmp_path, changes(person("AW-1", change_type="joiner", effective_date="2026-11-16")))
    with pytest.raises(CommandError) as wrong:
        call_command("import_staff", path)
    assert wrong.value.returncode == 2
    call_command("import_staff", path, "--council", "two")
    assert capsys.readouterr().out.startswith("1 created")
    assert User.objects.get(ref="AW-1").council.slug == "two"


def test_wrong_use_and_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["nowhere.csv"], [write(tmp_path, staff(person("AW-1")))]):
        with pytest.raises(CommandError) as wrong:
            call_command("import_staff", *arguments)
        assert wrong.value.returncode == 2
    CouncilFactory()
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    for command in ("import_staff", "import_partners"):
        with pytest.raises(SystemExit) as stop:
            call_command(command, str(empty), "--json")
        assert stop.value.code == 1
        assert json.loads(capsys.readouterr().out)["rejected"][0]["reason"] == "empty_file"


def test_partners(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    CouncilFactory()
    row = {
        "partner_ref": "PT-1", "given_name": "Ivy", "family_name": "Reed", "email": "ivy@oak.example",
        "organisation_ref": "O-1", "role_code": "P01", "status": "active",
    }  # fmt: skip
    places = write(tmp_path, organisations({"organisation_ref": "O-1", "name": "Oakfield"}))
    call_command("import_partners", write(tmp_path, partners(row)), "--organisations", places, "--json")
    assert json.loads(capsys.readouterr().out)["created"] == 1


def test_demo_accounts(capsys: pytest.CaptureFixture[str]) -> None:
    CouncilFactory()
    with pytest.raises(CommandError, match="holds the role|No team"):
        call_command("make_demo_accounts")
    call_command("import_staff", str(FIXTURES / "staff.csv.gz"))
    call_command("import_staff", str(FIXTURES / "staff_changes_2026-11.csv"), "--partial")
    with pytest.raises(CommandError, match="partners"):
        call_command("make_demo_accounts")
    call_command(
        "import_partners",
        str(FIXTURES / "partners.csv.gz"),
        "--organisations",
        str(FIXTURES / "organisations.csv.gz"),
    )
    capsys.readouterr()
    call_command("make_demo_accounts", "--json")
    chosen = json.loads(capsys.readouterr().out)
    assert len(chosen) == 13
    call_command("make_demo_accounts", "--json")
    assert json.loads(capsys.readouterr().out) == chosen
    call_command("make_demo_accounts")
    assert "manager@alderwick.example" in capsys.readouterr().out
    people = {address.partition("@")[0]: User.objects.get(ref=ref) for address, ref in chosen.items()}
    lead = people["manager"].posts.get()
    for name in ("coordinator", "starter", "senior"):
        post = people[name].posts.latest("starts_on")
        assert (post.manager, post.team) == (people["manager"], lead.team)
    assert people["qamanager"].posts.get().role == "R14"
    assert set(people["admin"].posts.values_list("role", flat=True)) == {"R17", "R23"}
    assert [people[n].affiliations.get().role for n in ("senco", "therapist", "forum")] == [
        "P01",
        "P08",
        "P13",
    ]
    with override_settings(DEMO=False), pytest.raises(CommandError):
        call_command("make_demo_accounts")
