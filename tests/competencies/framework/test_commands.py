"""The two commands: what they print, what they refuse, and how they end."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from competencies.framework.models import Framework
from competencies.framework.queries.reading import read_framework
from tests.competencies.framework.shapes import load_shipped
from tests.factories.academy import CouncilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force() -> Framework:
    return load_shipped(CouncilFactory(slug="alderwick"))


def run(name: str, *words: Any, **options: Any) -> tuple[int, Any, str]:
    """Exit code, the JSON document, and what stands on standard error."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command(name, *map(str, words), "--json", stdout=out, stderr=err, **options)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(out.getvalue()), err.getvalue()


@pytest.mark.parametrize("form", ["case", "xlsx", "moodle-csv"])
def test_a_framework_goes_out_and_comes_back_with_no_difference(
    in_force: Framework, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "framework"
    code, said, _ = run("export_framework", "--format", form, "--out", file)
    assert (code, said["state"], said["version"], said["competencies"]) == (0, "written", 1, 45)
    assert said["bytes"] == file.stat().st_size
    code, said, _ = run("import_framework", file, "--format", form)
    assert (code, said["state"], said["differences"]) == (0, "unchanged", [])
    assert Framework.objects.count() == 1


def changed(tmp_path: Path) -> Path:
    file = tmp_path / "framework.json"
    run("export_framework", "--format", "case", "--out", file)
    package = json.loads(file.read_text())
    package["CFItems"][12]["fullStatement"] = "Gives reasons"
    file.write_text(json.dumps(package))
    return file


def test_a_dry_run_says_what_differs_and_the_real_one_makes_a_draft(
    in_force: Framework, tmp_path: Path
) -> None:
    file = changed(tmp_path)
    code, said, _ = run("import_framework", file, "--format", "case", "--dry-run")
    assert (code, said["state"], said["dry_run"], said["version"]) == (0, "drafted", True, None)
    (one,) = said["differences"]
    assert (one["kind"], one["noun"], one["code"]) == ("changed", "competency", "C1.3")
    assert Framework.objects.count() == 1
    code, said, _ = run("import_framework", file, "--format", "case")
    assert (code, said["state"], said["version"], said["based_on"]) == (0, "drafted", 2, 1)
    assert run("import_framework", file, "--format", "case")[1]["state"] == "unchanged"
    assert set(said) == {
        "state", "dry_run", "version", "based_on", "differences", "bridge", "faults", "notes", "reasons",
    }  # fmt: skip


def test_an_open_draft_needs_the_explicit_word(in_force: Framework, tmp_path: Path) -> None:
    file = changed(tmp_path)
    run("import_framework", file, "--format", "case")
    file.write_text(file.read_text().replace("Gives reasons", "Gives written reasons"))
    code, said, err = run("import_framework", file, "--format", "case")
    assert (code, said["state"]) == (1, "refused")
    assert "being written already" in said["reasons"][0] and said["reasons"][0] in err
    assert run("import_framework", file, "--format", "case", "--replace")[1]["state"] == "replaced"


def test_a_broken_file_is_refused_with_the_place(in_force: Framework, tmp_path: Path) -> None:
    file = changed(tmp_path)
    file.write_text(file.read_text().replace("Gives reasons", "x" * 400))
    code, said, err = run("import_framework", file, "--format", "case")
    assert (code, said["state"]) == (1, "refused")
    assert said["faults"][0]["place"] == "$.CFItems[12].fullStatement"
    assert "$.CFItems[12].fullStatement: This has 400 characters." in err


def test_a_version_by_number_and_on_standard_output(in_force: Framework) -> None:
    _, said, _ = run("export_framework", "--format", "case", "--version", 1)
    assert json.loads(said["text"])["CFDocument"]["title"] == in_force.name
    code, said, _ = run("export_framework", "--format", "case", "--version", 9)
    assert (code, said["reasons"]) == (1, ["There is no version 9."])
    out = io.StringIO()
    call_command("export_framework", "--format", "moodle-csv", stdout=out, stderr=io.StringIO())
    assert out.getvalue().startswith("Parent ID number,")


def test_what_a_format_cannot_say_is_said(in_force: Framework) -> None:
    _, said, err = run("export_framework", "--format", "moodle-csv")
    assert said["left_behind"] and f"Left behind: {said['left_behind'][0]}" in err


def test_wrong_use(in_force: Framework, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Name a file with --out"):
        call_command("export_framework", "--format", "xlsx")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_framework", str(tmp_path / "none"), "--format", "case")
    CouncilFactory()
    with pytest.raises(CommandError, match="several councils"):
        call_command("export_framework", "--format", "case")
    assert run("export_framework", "--format", "case", "--council", "alderwick")[0] == 0


def test_a_council_without_a_framework_gets_its_first_draft(in_force: Framework, tmp_path: Path) -> None:
    CouncilFactory(slug="birchdale")
    file = tmp_path / "framework.json"
    run("export_framework", "--format", "case", "--out", file, "--council", "alderwick")
    code, said, _ = run("import_framework", file, "--format", "case", "--council", "birchdale")
    assert (code, said["state"], said["version"], said["based_on"]) == (0, "drafted", 1, None)
    draft = Framework.objects.get(council__slug="birchdale")
    assert draft.state == "draft" and len(read_framework(draft).tasks) == 24
