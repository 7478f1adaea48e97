"""The timeline from the command line: its answers, its refusals and its exit codes."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from academy.law import pack as law


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = 0
    try:
        call_command("timeline", *args)
    except SystemExit as end:
        code = int(end.code or 0)
    out = capsys.readouterr()
    return code, out.out, out.err


def test_every_date_with_rule_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--event", "request_received=2026-09-07", "--json")
    found = {one["rule"]: one for one in json.loads(out)["dates"]}
    assert code == 0
    assert {rule: one["date"] for rule, one in found.items()} == {
        "TR-01": "2026-10-19",
        "TR-03": "2026-12-28",
        "TR-04": "2026-12-28",
        "TR-07": "2027-01-25",
    }
    assert all(one["source"] and one["law_status"] == "current law" for one in found.values())


def test_words_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    asked = "school_closed:from=2026-07-22,back=2026-09-03,asked=2026-07-20"
    code, out, _ = run(
        capsys,
        "--event",
        "request_received=2026-06-01",
        "--exception",
        asked,
        "--exception",
        "staff_shortage",
    )
    assert code == 0
    assert "Monday 19 October 2026  TR-07  Send the final plan" in out
    assert "It was shut for 43 days; 28 are needed." in out
    assert "Not enough staff" in out and "The clock does not stop." in out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (
            ["--event", "born=2026-09-07"],
            "'born' is not an event of this law pack. Known events: request_received",
        ),
        (["--event", "request_received=2027-02-30"], "There is no 30 February 2027"),
        (["--event", "request_received"], "Write an event as NAME=DATE"),
        (["--event", "review_meeting=2026-09-07", "--event", "review_meeting=2026-09-08"], "is given twice"),
        (
            ["--event", "review_meeting=2026-09-07", "--exception", "absent:from=2026-09-07"],
            "Day they were back",
        ),
        (["--event", "review_meeting=2026-09-07", "--exception", "bad_luck"], "'bad_luck' is not a ground"),
    ],
)
def test_impossible_facts_end_with_one(
    capsys: pytest.CaptureFixture[str], args: list[str], words: str
) -> None:
    code, out, err = run(capsys, *args)
    assert (code, out) == (1, "") and words.lower() in err.lower()
    code, out, _ = run(capsys, *args, "--json")
    assert code == 1 and words.lower() in json.loads(out)["error"].lower()


def test_an_unusable_command_ends_with_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "--event", "review_meeting=2026-09-07", "--rule-pack", "1996-framework")
    assert code == 2 and "no law pack called '1996-framework'. Known packs: 2014-framework." in err
    assert run(capsys)[0] == 2
    (tmp_path / "broken.json").write_text('{"name": "x",}', encoding="utf-8")
    code, _, err = run(
        capsys, "--event", "a=2026-09-07", "--rule-pack", "broken", "--pack-folder", str(tmp_path)
    )
    assert code == 2 and "The law pack broken.json cannot be used. Line 1 is not valid JSON" in err


def test_another_pack_beside_the_first(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    raw = json.loads((law.PACKS / f"{law.CURRENT}.json").read_text(encoding="utf-8"))
    raw["rules"]["TR-01"]["dates"][0]["starts"][0]["count"]["n"] = 8
    (tmp_path / "later.json").write_text(json.dumps(raw), encoding="utf-8")
    args = ["--event", "request_received=2026-09-07", "--json"]
    first = json.loads(run(capsys, *args)[1])
    second = json.loads(run(capsys, *args, "--rule-pack", "later", "--pack-folder", str(tmp_path))[1])
    assert first["pack"]["name"] == "2014-framework" and second["pack"]["name"] == "later"
    assert first["dates"][0]["date"] == "2026-10-19" and second["dates"][0]["date"] == "2026-11-02"


def test_the_list_of_events_and_grounds(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, "--list", "--json")[1])
    assert set(found["events"]) == set(law.current_pack().events)
    assert set(found["grounds"]["school_closed"]["facts"]) == {"from", "back", "asked"}
    assert "request_received" in run(capsys, "--list")[1]
