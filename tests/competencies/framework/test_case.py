"""A framework as CASE 1.1 and back is equal: the shipped one and made up ones, with identities and bridge."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings

from competencies.framework.formats import case, case_reading
from competencies.framework.formats.shape import FrameworkData, ReadFile
from competencies.framework.models import Framework
from competencies.framework.queries.reading import read_framework
from tests.competencies.framework.shapes import frameworks, load_shipped
from tests.factories.academy import CouncilFactory

AT = datetime.datetime(2026, 10, 1, 12, 0, tzinfo=datetime.UTC)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
URI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:.+")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def written(data: FrameworkData) -> bytes:
    return case.write(data, at=AT, creator="Alderwick Council").raw


def package(data: FrameworkData) -> dict[str, Any]:
    return json.loads(written(data))


def again(top: Any, base: FrameworkData | None = None) -> ReadFile:
    return case_reading.read(json.dumps(top).encode(), base)


@settings(max_examples=150)
@given(frameworks())
def test_any_framework_read_back_is_equal(data: FrameworkData) -> None:
    read = case_reading.read(written(data))
    assert read.faults == ()
    assert read.data == data


@pytest.fixture
def data(db: None) -> FrameworkData:
    return read_framework(load_shipped(CouncilFactory()))


def test_the_shipped_framework_read_back_is_equal(data: FrameworkData) -> None:
    assert (len(data.domains), len(data.competencies), len(data.tasks)) == (10, 45, 24)
    assert (len(data.levels), len(data.kinds)) == (6, 12)
    assert sum(len(row.descriptors) for row in data.domains) == 40
    read = case_reading.read(written(data))
    assert (read.faults, read.notes) == ((), ())
    assert read.data == data
    assert all(row.identity for row in (*read.data.domains, *read.data.competencies, *read.data.tasks))


def test_the_same_framework_is_always_the_same_file(data: FrameworkData) -> None:
    assert written(data) == written(read_framework(Framework.objects.get()))


# --- what the standard asks of a package: names, and what each must and may have ---------------------

NAMED = {"identifier", "uri"}
DATED = NAMED | {"lastChangeDateTime"}
LINK = NAMED | {"title"}
MUST_AND_MAY: dict[str, tuple[set[str], set[str]]] = {
    "CFDocument": (
        DATED | {"creator", "title"},
        {"frameworkType", "caseVersion", "officialSourceURL", "publisher", "description", "subject",
         "subjectURI", "language", "version", "adoptionStatus", "statusStartDate", "statusEndDate",
         "licenseURI", "notes", "extensions"},
    ),
    "CFItem": (
        DATED | {"fullStatement"},
        {"alternativeLabel", "CFItemType", "humanCodingScheme", "listEnumeration", "abbreviatedStatement",
         "conceptKeywords", "conceptKeywordsURI", "notes", "subject", "subjectURI", "language",
         "educationLevel", "CFItemTypeURI", "licenseURI", "statusStartDate", "statusEndDate", "extensions"},
    ),
    "CFAssociation": (
        DATED | {"associationType", "originNodeURI", "destinationNodeURI"},
        {"sequenceNumber", "CFAssociationGroupingURI", "notes", "extensions"},
    ),
    "CFItemType": (DATED | {"title", "description", "hierarchyCode"}, {"typeCode", "extensions"}),
    "CFRubric": (DATED, {"title", "description", "CFRubricCriteria", "extensions"}),
    "CFRubricCriterion": (
        DATED,
        {"category", "description", "CFItemURI", "weight", "position", "rubricId",
         "CFRubricCriterionLevels", "extensions"},
    ),
    "CFRubricCriterionLevel": (
        DATED, {"description", "quality", "score", "feedback", "position", "rubricCriterionId", "extensions"},
    ),
    "LinkURI": (LINK, set()),
    "LinkGenURI": (LINK, {"targetType"}),
}  # fmt: skip


def check(thing: dict[str, Any], name: str) -> None:
    must, may = MUST_AND_MAY[name]
    assert must <= set(thing) <= must | may, (name, set(thing))
    assert UUID.fullmatch(thing["identifier"]) and URI.fullmatch(thing["uri"])
    assert "lastChangeDateTime" not in must or TIME.fullmatch(thing["lastChangeDateTime"])


@settings(max_examples=40)
@given(frameworks())
def test_a_package_is_what_the_standard_asks_for(data: FrameworkData) -> None:
    top = package(data)
    assert set(top) <= {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics", "extensions"}
    assert set(top["CFDefinitions"]) <= {"CFItemTypes", "extensions"}
    check(top["CFDocument"], "CFDocument")
    assert top["CFDocument"]["caseVersion"] == "1.1"
    for item in top["CFItems"]:
        check(item, "CFItem")
        check(item["CFItemTypeURI"], "LinkURI")
    for one in top["CFAssociations"]:
        check(one, "CFAssociation")
        assert one["associationType"] in ("isChildOf", "isRelatedTo", "replacedBy")
        check(one["originNodeURI"], "LinkGenURI")
        check(one["destinationNodeURI"], "LinkGenURI")
    for kind in top["CFDefinitions"]["CFItemTypes"]:
        check(kind, "CFItemType")
    for rubric in top["CFRubrics"]:
        check(rubric, "CFRubric")
        for criterion in rubric["CFRubricCriteria"]:
            check(criterion, "CFRubricCriterion")
            check(criterion["CFItemURI"], "LinkURI")
            for level in criterion["CFRubricCriterionLevels"]:
                check(level, "CFRubricCriterionLevel")
    ids = [one["identifier"] for one in (*top["CFItems"], *top["CFAssociations"])]
    assert len(ids) == len(set(ids))


def test_what_a_task_is_built_on_and_where_a_competency_stands(data: FrameworkData) -> None:
    top = package(data)
    ids = {item.get("humanCodingScheme"): item["identifier"] for item in top["CFItems"]}

    def ends(kind: str, code: str) -> list[str]:
        return [
            one["destinationNodeURI"]["title"]
            for one in top["CFAssociations"]
            if one["associationType"] == kind and one["originNodeURI"]["identifier"] == ids[code]
        ]

    assert ends("isRelatedTo", "ET06") == ["C4.3", "C5.6"]
    assert ends("isChildOf", "C5.4") == ["D5"]


# --- packages of other systems, and broken ones ----------------------------------------------------


def foreign(**changes: Any) -> dict[str, Any]:
    """A package as another system writes it: no extensions, no types, an order of its own."""

    def item(number: int, code: str, words: str) -> dict[str, Any]:
        return {"identifier": ident(number), "humanCodingScheme": code, "fullStatement": words}

    def under(low: int, high: int, place: int | None = None) -> dict[str, Any]:
        return {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": ident(low)},
            "destinationNodeURI": {"identifier": ident(high)},
            **({"sequenceNumber": place} if place else {}),
        }

    top = {
        "CFDocument": {"identifier": ident(99), "title": "Elsewhere", "version": "2.b"},
        "CFItems": [
            item(3, "K2", "Second"),
            item(1, "K", "Knows"),
            item(2, "K1", "First"),
            item(4, "L", "Does"),
        ],
        "CFAssociations": [under(1, 99, 1), under(4, 99, 2), under(2, 1, 1), under(3, 1, 2)],
    }
    return {**top, **changes}


def ident(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def test_a_package_of_another_system_comes_in_by_its_tree() -> None:
    read = again(foreign())
    assert read.data is not None
    assert [(row.code, row.title) for row in read.data.domains] == [("K", "Knows"), ("L", "Does")]
    assert [(row.code, row.domain) for row in read.data.competencies] == [("K1", "K"), ("K2", "K")]
    assert "does not say" in read.notes[0].words


def test_what_another_system_does_not_say_stays_as_it_is_here(data: FrameworkData) -> None:
    top = package(data)
    for part in (top["CFDocument"], *top["CFItems"], top["CFDefinitions"]):
        part.pop("extensions", None)
    top["CFItems"] = [item for item in top["CFItems"] if item["CFItemType"] in ("Domain", "Competency")]
    top["CFAssociations"] = [one for one in top["CFAssociations"] if one["associationType"] == "isChildOf"]
    top["CFItems"][10]["fullStatement"] = "Applies the tests"
    read = again(top, data)
    assert read.data is not None
    assert read.data.competencies[0].text == "Applies the tests"
    assert read.data.competencies[1:] == data.competencies[1:]
    assert (read.data.tasks, read.data.levels, read.data.kinds) == (data.tasks, data.levels, data.kinds)
    assert read.data.domains == data.domains


def refusals(raw: bytes) -> list[tuple[str, str]]:
    read = case_reading.read(raw)
    assert read.data is None
    return [(fault.place, fault.words) for fault in read.faults]


def test_what_is_no_package_is_refused_with_its_place() -> None:
    for raw, place in (
        (b"{", "line 1"),
        (b"[]", "$"),
        (b"\xff\xfe\x00{", "the file"),
        (b"[" * 100_000, "the file"),
        (b'{"CFDocument": {"a": NaN}}', "the file"),
        (b'{"CFDocument": {"a": ' + b"9" * 5000 + b"}}", "the file"),
    ):
        assert [where for where, _ in refusals(raw)] == [place], raw[:20]


def test_every_fault_names_its_path(data: FrameworkData) -> None:
    top = package(data)
    top["CFItems"][12]["fullStatement"] = "x" * 301
    top["CFItems"][13]["humanCodingScheme"] = "C1.1"
    top["CFItems"][60]["extensions"][case.OURS]["expects"][0]["level"] = 9
    top["CFDefinitions"]["extensions"][case.OURS]["evidenceKinds"][2]["code"] = "ODD"
    top["CFRubrics"][0]["CFRubricCriteria"][1]["CFRubricCriterionLevels"][0]["score"] = 8
    found = dict(refusals(json.dumps(top).encode()))
    assert found["$.CFItems[12].fullStatement"] == "This has 301 characters. 300 is the most."
    assert "more than once" in found["$.CFItems[13].humanCodingScheme"]
    assert found["$.CFItems[60].extensions.sendAcademy.expects[0]"] == "This is 9. It must be 0 to 5."
    assert "no kind of evidence" in found["$.CFDefinitions.extensions.sendAcademy.evidenceKinds[2]"]
    assert (
        found["$.CFRubrics[0].CFRubricCriteria[1].CFRubricCriterionLevels[0]"]
        == "This is 8. It must be 0 to 5."
    )


def test_wrong_types_are_said_where_they_are(data: FrameworkData) -> None:
    top = package(data)
    top["CFItems"][0]["fullStatement"] = 7
    top["CFItems"][1]["identifier"] = "nobody"
    top["CFItems"][11]["extensions"] = []
    top["CFAssociations"][0] = "what"
    places = [place for place, _ in refusals(json.dumps(top).encode())]
    assert {"$.CFItems[0].fullStatement", "$.CFItems[1].identifier", "$.CFAssociations[0]"} <= set(places)
    assert "$.CFItems[11].extensions" in places


def test_a_person_in_a_framework_is_refused_and_never_repeated(data: FrameworkData) -> None:
    top = package(data)
    top["CFItems"][20]["fullStatement"] = "Ask jo.bloggs@example.org first"
    ((place, words),) = refusals(json.dumps(top).encode())
    assert place == "$.CFItems[20].fullStatement"
    assert "email" in words and "bloggs" not in words


def test_two_things_with_one_identity_are_refused(data: FrameworkData) -> None:
    top = package(data)
    top["CFItems"][2]["identifier"] = top["CFItems"][1]["identifier"]
    assert ("$.CFItems[2].identifier", "Two items have this identifier.") in refusals(
        json.dumps(top).encode()
    )


def test_a_ring_of_items_ends() -> None:
    top = foreign()
    top["CFAssociations"][0]["destinationNodeURI"]["identifier"] = ident(2)
    assert again(top).data is None
