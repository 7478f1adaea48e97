"""A framework as Moodle's CSV: the columns Moodle reads, and back with what Moodle has no place for."""

from __future__ import annotations

import csv
import io
import json
import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings

from competencies.framework.formats import moodle_csv, moodle_reading
from competencies.framework.formats.shape import FrameworkData
from competencies.framework.queries.reading import read_framework
from tests.competencies.framework.shapes import frameworks, load_shipped
from tests.factories.academy import CouncilFactory


@pytest.fixture
def data(db: None) -> FrameworkData:
    return read_framework(load_shipped(CouncilFactory()))


def rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode())))


def changed(raw: bytes, edit: dict[tuple[str, str], str]) -> bytes:
    """The file with other words: by ID number and head."""
    out = io.StringIO()
    writer = csv.DictWriter(out, moodle_csv.HEADS)
    writer.writeheader()
    for row in rows(raw):
        for (code, head), words in edit.items():
            if row["ID number"] == code:
                row[head] = words
        writer.writerow(row)
    return out.getvalue().encode()


def same(data: FrameworkData) -> FrameworkData:
    """What counts in a file of Moodle: content without the bridge."""
    return replace(data.content(), competency_steps=(), task_steps=())


def test_the_file_has_the_columns_of_moodle_in_order(data: FrameworkData) -> None:
    first = moodle_csv.write(data).raw.decode().splitlines()[0]
    assert first == (
        "Parent ID number,ID number,Short name,Description,Description format,Scale values,"
        "Scale configuration,Rule type (optional),Rule outcome (optional),Rule config (optional),"
        "Cross-referenced competency ID numbers,Exported ID (optional),Is framework,Taxonomy"
    )


def test_the_framework_stands_first_with_its_scale(data: FrameworkData) -> None:
    whole, *others = rows(moodle_csv.write(data).raw)
    assert (whole["Is framework"], whole["Parent ID number"]) == ("1", "")
    assert whole["Scale values"].split(",")[:2] == ["Not yet", "Watching"]
    scale, *values = json.loads(whole["Scale configuration"])
    assert scale == {"scaleid": "0"}
    assert [value["proficient"] for value in values] == [0, 0, 0, 1, 1, 1]
    assert [value["scaledefault"] for value in values] == [1, 0, 0, 0, 0, 0]
    assert len(whole["Taxonomy"].split(",")) == 4
    assert {row["Is framework"] for row in others} == {""}
    assert {row["Rule config (optional)"] for row in others} == {"null"}
    assert all(len(row["Short name"]) <= 100 for row in others)
    codes = [row["ID number"] for row in others]
    assert len(codes) == len(set(codes)) == 10 + 45 + 1 + 24


def test_tasks_refer_to_what_they_are_built_on(data: FrameworkData) -> None:
    by_code = {row["ID number"]: row for row in rows(moodle_csv.write(data).raw)}
    related = "Cross-referenced competency ID numbers"
    assert by_code["ET06"][related] == "C4.3,C5.6"
    assert "ET06" in by_code["C5.6"][related].split(",")
    assert (by_code["C5.4"]["Parent ID number"], by_code["ET06"]["Parent ID number"]) == ("D5", "TASKS")


def test_the_shipped_framework_comes_back_with_its_rest_from_the_version_in_force(
    data: FrameworkData,
) -> None:
    read = moodle_reading.read(moodle_csv.write(data).raw, data)
    assert read.faults == ()
    assert same(read.data) == same(data)
    (note,) = read.notes
    assert "They stay as in version 1" in note.words


@settings(max_examples=60)
@given(frameworks(tidy=True))
def test_any_framework_comes_back(data: FrameworkData) -> None:
    grouped = replace(
        data,
        competencies=tuple(
            one for row in data.domains for one in data.competencies if one.domain == row.code
        ),
    )
    codes = [row.code for noun in ("domain", "competency", "task") for row in grouped.rows(noun)]
    if len(set(codes)) == len(codes) and not {"TASKS", *codes} & {""}:
        read = moodle_reading.read(moodle_csv.write(grouped).raw, grouped)
        assert read.faults == ()
        assert same(read.data) == same(
            replace(
                grouped,
                tasks=tuple(replace(row, competencies=_in_order(row, grouped)) for row in grouped.tasks),
            )
        )


def _in_order(task: object, data: FrameworkData) -> tuple[str, ...]:
    return tuple(one.code for one in data.competencies if one.code in task.competencies)  # type: ignore[attr-defined]


def test_a_file_of_moodle_itself_comes_in(data: FrameworkData) -> None:
    """Heads as older Moodles write them, ids of Moodle, HTML in descriptions, a cut short name."""
    long = "Checks that provision is being delivered and acts when it is not; explains what a budget is for"
    raw = (
        '"Parent id number","Id number",Shortname,Description,"Description format","Scale values",'
        '"Scale configuration","Rule type (optional)","Rule outcome (optional)","Rule config (optional)",'
        '"Cross referenced competency id numbers","Exported id (optional)","Is framework",Taxonomy\n'
        ',OTHER,Theirs,"<p>About\nit</p>",1,"No,Yes","[]",,,,,,1,"domain,competency,competency,competency"\n'
        ",K,Knows,,1,,,,0,null,,7,,\nK,G,Group,,1,,,,0,null,,8,,\n"
        'G,K1,"Knows &amp; says",<p>More</p>,1,,,,0,null,,9,,\n'
        f'K,K2,"{long[:97]}...","<div>{long}</div><ul><li>x</li></ul>",1,,,,0,null,,10,,\n'
    )
    read = moodle_reading.read(raw.encode())
    assert read.faults == ()
    assert [(row.code, row.title) for row in read.data.domains] == [("K", "Knows")]
    assert [(row.code, row.domain, row.text) for row in read.data.competencies] == [
        ("K1", "K", "Knows &amp; says"),
        ("K2", "K", long),
    ]
    assert [note.place for note in read.notes] == ["line 5", "the file"]
    assert moodle_reading.read(raw.replace(",", ";").encode()).data is not None


def test_a_row_without_an_identity_takes_that_of_the_same_code_later(data: FrameworkData) -> None:
    raw = changed(moodle_csv.write(data).raw, {("C5.4", "Exported ID (optional)"): "31"})
    read = moodle_reading.read(raw, data)
    assert next(row for row in read.data.competencies if row.code == "C5.4").identity is None


def test_every_fault_names_its_line(data: FrameworkData) -> None:
    raw = moodle_csv.write(data).raw

    def found(edit: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
        read = moodle_reading.read(changed(raw, edit), data)
        assert read.data is None
        return [(fault.place, fault.words) for fault in read.faults]

    assert found({("C1.2", "ID number"): "C1.1"})[0] == (
        "line 5, ID number", "This ID number stands more than once.",
    )  # fmt: skip
    assert found({("C1.1", "Parent ID number"): "D99"}) == [
        ("line 4, Parent ID number", "There is no row with this ID number."),
    ]
    assert ("line 4, ID number", "This has 9 characters. 8 is the most.") in found(
        {("C1.1", "ID number"): "C1.1-long"}
    )
    ((place, words),) = found({("D1", "Short name"): "Ask jo.bloggs@example.org"})
    assert place == "line 3, Short name" and "bloggs" not in words
    assert found({("D1", "Parent ID number"): "C1.1"})
    assert found({("D1", "Is framework"): "1"})[0][0] == "the file"


def test_what_is_no_such_file_is_refused() -> None:
    for raw in (b"hello", b"a,b,c,d\n1,2,3,4\n", b'a,b,c\n"unfinished', b"\x00\x01\x02", b"x" * 300_000):
        read = moodle_reading.read(raw)
        assert read.data is None and read.faults


def test_nothing_is_taken_for_a_formula(data: FrameworkData) -> None:
    first = replace(data.competencies[0], text="=cmd|' /C calc'!A0")
    raw = moodle_csv.write(replace(data, competencies=(first, *data.competencies[1:]))).raw
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows(raw) for cell in row.values())
    assert moodle_reading.read(raw, data).data.competencies[0].text == first.text


def test_the_file_says_what_it_leaves_behind(data: FrameworkData) -> None:
    assert "The law of tasks, and what is expected of roles." in moodle_csv.write(data).left_behind
    assert uuid.UUID(rows(moodle_csv.write(data).raw)[0]["ID number"]) == data.identity
