"""The matrix that marks itself: numbered sentences, what counts as found, and three whole samples."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings

from assessments.tasks.rules.automatic import faults_of, mark_automatic, planted_of
from assessments.tasks.rules.matrix import Row, row_words
from assessments.tasks.rules.needs import NO_NEED, NO_SOURCE, NO_SUCH, Planted, by_paper, mark_rows
from assessments.tasks.rules.sentences import number_all, read_places, split_sentences

PAPER = (
    "She reads well. She cannot hear in noise, and she leaves.\n\n"
    "Mr Tavistow likes her. She falls on most days!"
)
SENTENCES = number_all([(1, PAPER)])
PLANTED = [Planted("Hearing", ("1.2",)), Planted("Balance", ("1.4",))]


def fixture(code: str) -> dict[str, Any]:
    path = settings.BASE_DIR / "assessments" / "fixtures" / "tasks" / f"{code}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def samples() -> dict[str, Any]:
    path = settings.BASE_DIR / "home" / "fixtures" / "demo" / "assessed.json"
    return json.loads(path.read_text(encoding="utf-8"))


def papers(task: dict[str, Any]) -> list[tuple[int, str]]:
    return [(place, "\n\n".join(one["text"])) for place, one in enumerate(task["documents"], 1)]


def marked(*rows: Row, least: int = 2):
    traps = {"1.1": "This is a strength."}
    return mark_rows(rows, planted=PLANTED, traps=traps, sentences=SENTENCES, least=least)


def test_sentences_are_numbered_through_a_paper() -> None:
    assert [one.text for one in SENTENCES.values()] == [
        "She reads well.",
        "She cannot hear in noise, and she leaves.",
        "Mr Tavistow likes her.",
        "She falls on most days!",
    ]
    assert list(SENTENCES) == ["1.1", "1.2", "1.3", "1.4"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Aldous saw her. She slept.", 2),
        ("It was 2.5 hours. Then it ended.", 2),
        ("“Quiet first.” She drew a train.", 2),
        ("No end at all", 1),
        ("Is it so? Yes.", 2),
        ("", 0),
    ],
)
def test_where_a_sentence_ends(text: str, count: int) -> None:
    assert sum(len(one) for one in split_sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("2.14, 5.3", ["2.14", "5.3"]),
        ("2:14 and 5 . 3", ["2.14", "5.3"]),
        ("2.14 2.14", ["2.14"]),
        ("02.014", ["2.14"]),
        ("the school", []),
        ("", []),
    ],
)
def test_places_are_read_as_people_write_them(text: str, places: list[str]) -> None:
    assert read_places(text) == places


def test_enough_needs_and_none_invented_meet_it() -> None:
    assert marked(Row(("1.2",)), Row(("1.4",))).met
    short = marked(Row(("1.2",)))
    assert not short.met and short.missed == (1,) and not short.wrong


def test_one_row_may_name_two_places_and_two_rows_the_same() -> None:
    assert marked(Row(("1.2", "1.4"))).found == (0, 1)
    assert marked(Row(("1.2",)), Row(("1.2",)), least=1).met


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (Row(("1.1",)), "This is a strength."),
        (Row(("1.3",)), NO_NEED),
        (Row(("9.9",)), NO_SUCH),
        (Row((), "Autism"), NO_SOURCE),
    ],
)
def test_what_is_no_need_is_named_with_a_reason(row: Row, why: str) -> None:
    found = marked(Row(("1.2",)), Row(("1.4",)), row)
    assert not found.met and len(found.found) == 2
    assert [(one.row, one.why) for one in found.wrong] == [(3, why)]


def test_picking_everything_does_not_meet_it() -> None:
    assert not marked(*(Row((place,)) for place in SENTENCES)).met


def test_counts_by_paper_give_no_need_away() -> None:
    assert by_paper(PLANTED, marked(Row(("1.2",)))) == {1: (1, 2)}


def test_a_row_reads_as_one_passage() -> None:
    row = Row(("2.1", "5.3"), "Loses steps", "Picture strip.", "")
    assert row_words(row) == "Need: Loses steps (said in 2.1, 5.3). Provision: Picture strip."


def test_the_shipped_bundle_is_whole() -> None:
    task = fixture("AT4")
    planted = planted_of(task["automatic"])
    assert len(planted) == 24 and task["automatic"]["least"] == 20
    assert faults_of(task["automatic"], papers=papers(task)) == []
    assert len(task["documents"]) == 6
    places = [place for need in planted for place in need.places]
    assert len(places) == len(set(places)), "no sentence states two needs, so a row cannot find two by one"
    for one in task["documents"]:
        assert 300 <= len(" ".join(one["text"]).split()) <= 450, one["title"]
    said_once = [need for need in planted if {place[0] for place in need.places} == {"6"}]
    assert len(said_once) >= 2, "the family says needs that nobody else says"


@pytest.mark.parametrize(
    ("name", "score", "met", "wrong"),
    [("good", 24, True, 0), ("middling", 21, False, 1), ("poor", 8, False, 6)],
)
def test_whole_samples_come_out_as_a_specialist_marks_them(
    name: str, score: int, met: bool, wrong: int
) -> None:
    task = fixture("AT4")
    matrix = samples()["AT4"]["work"][name]
    verdict = mark_automatic(task["automatic"], papers=papers(task), text="", matrix=matrix)
    assert verdict is not None
    assert (verdict.score, verdict.of, verdict.met) == (score, 24, met)
    assert len(verdict.told["wrong"]) == wrong, verdict.told["wrong"]


def test_a_middling_sample_without_its_diagnosis_row_would_meet_it() -> None:
    task = fixture("AT4")
    matrix = [row for row in samples()["AT4"]["work"]["middling"] if row["places"] != ["2.3"]]
    verdict = mark_automatic(task["automatic"], papers=papers(task), text="", matrix=matrix)
    assert verdict is not None and verdict.met


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"needs": []}, "Write the needs"),
        ({"least": 3}, "how many of the 2 needs"),
        ({"needs": [{"need": "A", "places": ["7.1"]}, {"need": "B", "places": ["1.2"]}]}, "said in 7.1"),
        ({"traps": [{"place": "8.1", "why": "x"}]}, "no sentence 8.1"),
        ({"traps": [{"place": "1.2", "why": "x"}]}, "states a need"),
        ({"kind": "magic"}, "no part of this kind"),
    ],
)
def test_an_author_is_told_what_does_not_hold(change: dict[str, Any], words: str) -> None:
    automatic = {
        "kind": "needs",
        "least": 2,
        "needs": [{"need": "A", "places": ["1.2"]}, {"need": "B", "places": ["1.4"]}],
        "traps": [],
    }
    assert faults_of(automatic, papers=[(1, PAPER)]) == []
    assert words in " ".join(faults_of({**automatic, **change}, papers=[(1, PAPER)]))
