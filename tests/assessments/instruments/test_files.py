"""An instrument out as JSON and back in as a draft."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from academy.gate.scan import Scanner
from academy.kit.refusals import Refused
from academy.people.queries import scanner_for
from assessments.instruments.actions import import_instrument
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, draft_of
from assessments.instruments.queries.changes import review_of
from assessments.instruments.queries.exporting import as_data
from assessments.instruments.rules.reading import Known, find_oddities
from tests.assessments.instruments.conftest import AT, PLAN, Keepers

ROW: dict[str, Any] = {
    "code": "X1", "section": "X", "text": "a", "outstanding": "b", "good": "c", "requires_improvement": "d",
    "inadequate": "e", "weight": 2, "critical": False, "competencies": ["C5.4"], "modules": ["PM-01"],
    "principles": [], "law": [],
}  # fmt: skip
KNOWN = Known(modules=frozenset({"PM-01"}))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"weight": 4}, "weight of X1"),
        ({"weight": True}, "weight of X1"),
        ({"critical": "no"}, "critical of X1"),
        ({"good": ""}, "good of X1"),
        ({"good": "x" * 201}, "good of X1"),
        ({"modules": ["PM-99"]}, "modules of X1: PM-99 not known"),
        ({"law": "reg-12"}, "law of X1"),
        ({"code": "x 1"}, "its code"),
        ({"series": "other"}, "series of X1"),
        ({"colour": "red"}, "“colour” is not a field"),
    ],
)
def test_whatever_is_odd_is_said_with_its_place(changes: dict[str, Any], words: str) -> None:
    data = {"code": "x", "name": "X", "criteria": [ROW, {**ROW, "code": "X2"}]}
    assert find_oddities(data, KNOWN) == []
    data["criteria"] = [{**ROW, **changes}]
    (said,) = find_oddities(data, KNOWN)
    assert said.startswith("criteria, number 1: ") and words in said


def test_data_of_another_shape_is_refused() -> None:
    assert find_oddities([], KNOWN)
    assert find_oddities({"code": "x", "name": "X", "criteria": "all"}, KNOWN) == [
        "“criteria” is not a list."
    ]
    twice = find_oddities({"code": "x", "name": "X", "criteria": [ROW, ROW]}, KNOWN)
    assert twice == ["criteria, number 2: X1 is there twice."]


def bring(keepers: Keepers, data: Any) -> Instrument:
    scanner: Scanner = scanner_for(council=keepers.council)
    return import_instrument(council=keepers.council, data=data, scanner=scanner, by=keepers.one, at=AT)


def test_out_and_in_again_with_changes_it_is_a_draft_that_says_what_it_changes(keepers: Keepers) -> None:
    data = json.loads(json.dumps(as_data(keepers.first)))
    assert len(data["criteria"]) == 42 and len(data["sections"]) == 15
    rows = {row["code"]: row for row in data["criteria"]}
    rows["F3"]["good"] = "All amounts"
    with pytest.raises(Refused, match="Say whether the standard"):
        bring(keepers, data)
    assert draft_of(council_id=keepers.council.pk, code=PLAN) is None
    rows["F3"] |= {"series": "changed", "why": "Main provision is not enough."}
    new = {**copy.deepcopy(rows["F2"]), "code": "F7", "text": "Who has which skill"}
    data["criteria"] = [row for row in data["criteria"] if row["code"] != "J1"]
    data["criteria"].insert(0, new)
    draft = bring(keepers, data)
    told = {row.change.code: row.change.what for row in review_of(instrument=draft).criteria}
    assert told == {"F3": "changed", "F7": "added", "J1": "ended"}
    assert criteria_of(instrument=draft)[0].code == "F7"
    with pytest.raises(Refused, match="being written already"):
        bring(keepers, data)


def test_by_command(keepers: Keepers, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("export_instrument", "letter-audit", stdout=out)
    data = json.loads(out.getvalue())
    data["criteria"][0]["weight"] = 2
    file = tmp_path / "letters.json"
    file.write_text(json.dumps(data))
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("import_instrument", str(file), by="nobody@example.org")
    call_command("import_instrument", str(file), by=keepers.one.email, stdout=out)
    assert "is being written" in out.getvalue()
    data["criteria"][0]["weight"] = 9
    file.write_text(json.dumps(data))
    with pytest.raises(CommandError, match="weight of LET1"):
        call_command("import_instrument", str(file), by=keepers.one.email)
