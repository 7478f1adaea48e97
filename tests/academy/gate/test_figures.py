"""The figures of docs/personal-data.md, the command that makes them, and that it gives no text away."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from academy.gate import VERSION
from academy.gate.identifiers import is_upn
from academy.gate.scan import Scanner
from academy.gate.spelling import normal
from tests.assessments.imports.files import table

OTHER_HANDS = Path(__file__).parents[2] / "fixtures" / "gate" / "other_hands.csv"


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("scan_text", "--csv", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_open_corpus_meets_what_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = table("comments.csv")
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    figures = json.loads(run(path, "--json", "--figures"))["figures"]
    shares = {kind: one["found"] / one["there"] for kind, one in figures["kinds"].items()}
    assert shares["nhs"] == shares["upn"] == 1
    assert shares["postcode"] >= 0.995 and shares["dob"] >= 0.995
    assert shares["name"] >= 0.98
    assert figures["clean"] == 900 and figures["false_alarms"] <= 0.05 * 900


def test_names_of_other_hands() -> None:
    """A corpus that the rules were not tuned on: what was reached once must not be lost again."""
    figures = json.loads(run(OTHER_HANDS, "--json", "--figures"))["figures"]
    assert figures["kinds"]["name"]["there"] == figures["clean"] == 100
    assert figures["kinds"]["name"]["found"] >= 94
    assert figures["false_alarms"] <= 2


def test_the_command_says_kinds_and_never_the_text(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text(
        'id,text\n1,"Spoke to Oluwaseun, UPN J886049913366"\n2,Nothing to say\n3,\n', encoding="utf-8-sig"
    )
    answer = run(path, "--json")
    assert json.loads(answer) == {
        "rules": VERSION,
        "rows": [
            {"id": "1", "personal": True, "kinds": ["name", "upn"]},
            {"id": "2", "personal": False, "kinds": []},
            {"id": "3", "personal": False, "kinds": []},
        ],
    }
    assert "Oluwaseun" not in answer + run(path) + run(path, "--json")


def test_a_file_that_cannot_be_used_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text("id,words\n1,x\n")
    with pytest.raises(CommandError, match="no column text"):
        run(path)
    path.write_bytes(b"id,text\n1,\xff\xfe\n")
    with pytest.raises(CommandError, match="UTF-8"):
        run(path)
    with pytest.raises(CommandError, match="no such file"):
        run(tmp_path / "none.csv")


def pupil_number(authority: int) -> str:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    digits = [int(one) for one in f"{authority:03}21000104"] + [6]
    total = sum(value * weight for value, weight in zip(digits, range(2, 14), strict=True))
    return letters[total % 23] + "".join(map(str, digits))


def test_a_pupil_number_of_every_authority_is_found_however_it_is_spaced() -> None:
    """The check letter decides, so no list of authority codes can go out of date."""
    scanner = Scanner()
    for authority in range(201, 999):
        upn = pupil_number(authority)
        assert is_upn(upn)
        assert scanner.kinds(f"see {upn[0]} {upn[1:4]} {upn[4:8]} {upn[8:]} in C") == ("upn",)
        assert scanner.kinds(f"see {upn.lower()}, in C") == ("upn",)


@pytest.mark.parametrize(
    "text",
    [
        "Łukasz has settled",
        "spoke to hooyo's friend, mr kettlewick",
        "Copied from the letter of 王小明",
        "محمد asked for a shorter day",
        "Jo\u200bhnathan likes trains",
        "Ｂｅｔｈａｎｙ in wide letters",
        "Siobha\u0301n in two code points",
        "NGOZI OKONKWO, NEW PLAN",
        "Okonkwo, N. to redraft",
        "Mrs Wood rang",
    ],
)
def test_names_in_any_script_case_and_spelling(text: str) -> None:
    assert Scanner().kinds(text) == ("name",)


def test_angles_and_groups_are_no_person() -> None:
    assert Scanner().kinds("Group α has 5 × 20 minutes; section β ok") == ()
    assert normal("ﬁne\u00ad print") == "fine print"
