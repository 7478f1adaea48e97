"""What the life of an item allows, and what its words must and must never have."""

from __future__ import annotations

import datetime

import pytest

from academy.kit.refusals import Refused
from assessments.questions.models import Item, ItemVersion
from assessments.questions.rules import (
    check_bring_back,
    check_discard,
    check_offer,
    check_private,
    check_retire,
    check_review,
    check_save,
    check_start,
    check_verdict,
    faults_of,
    is_confirmed,
    is_retired,
    looks_personal,
    private_faults,
)
from tests.factories.items import PICKS, picks

STATES = ("draft", "open", "reviewed", "replaced", "retired")


def version(state: str = "draft", **fields: object) -> ItemVersion:
    given: dict[str, object] = {"title": "A title", "competencies": ["C5.4"], "content": picks(), "number": 1}
    item = Item(code="Q-0001", kind="PICKS")
    return ItemVersion(item=item, state=state, law_as_at=datetime.date(2026, 11, 1), **{**given, **fields})


@pytest.mark.parametrize("state", STATES)
def test_only_a_draft_is_changed_or_thrown_away(state: str) -> None:
    for check in (check_save, check_discard):
        if state == "draft":
            check(version(state))
        else:
            with pytest.raises(Refused):
                check(version(state))


@pytest.mark.parametrize(
    ("states", "retired"),
    [
        (["retired"], True),
        (["retired", "replaced"], True),
        (["draft", "retired"], True),
        (["open", "retired"], False),
        (["reviewed"], False),
        (["draft"], False),
    ],
)
def test_an_item_is_retired_when_nothing_of_it_is_in_use(states: list[str], retired: bool) -> None:
    assert is_retired(states) is retired
    if retired:
        check_bring_back(states)
        with pytest.raises(Refused, match="Bring it back first"):
            check_start(states)
        with pytest.raises(Refused, match="already"):
            check_retire(states)
    else:
        with pytest.raises(Refused, match="not retired"):
            check_bring_back(states)


def test_what_was_never_offered_is_neither_retired_nor_renewed() -> None:
    with pytest.raises(Refused, match="Throw its draft away"):
        check_retire(["draft"])
    with pytest.raises(Refused, match="only a draft"):
        check_start(["draft"])
    check_retire(["open"])
    check_start(["replaced", "reviewed"])


def test_a_draft_is_offered_when_nothing_is_missing() -> None:
    check_offer(version(), ["draft"], 0)
    with pytest.raises(Refused, match="One thing is still missing"):
        check_offer(version(), ["draft"], 1)
    with pytest.raises(Refused, match="3 things are"):
        check_offer(version(), ["draft"], 3)
    with pytest.raises(Refused, match="retired"):
        check_offer(version(), ["draft", "retired"], 0)
    with pytest.raises(Refused):
        check_offer(version("reviewed"), ["reviewed"], 0)


def test_only_an_open_version_is_reviewed_by_others_and_once() -> None:
    check_review(version("open"), wrote=False, said=False)
    with pytest.raises(Refused, match="You wrote this version"):
        check_review(version("open"), wrote=True, said=False)
    with pytest.raises(Refused, match="already"):
        check_review(version("open"), wrote=False, said=True)
    for state in ("draft", "reviewed", "replaced", "retired"):
        with pytest.raises(Refused):
            check_review(version(state), wrote=False, said=False)


def test_a_change_needs_words_and_agreement_does_not() -> None:
    check_verdict("agree", "")
    check_verdict("change", "The date is wrong.")
    with pytest.raises(Refused, match="what has to change"):
        check_verdict("change", "  ")
    with pytest.raises(Refused, match="Choose"):
        check_verdict("perhaps", "words")


@pytest.mark.parametrize(
    ("from_practice", "enough"),
    [([], False), ([True], False), ([False, False], False), ([False, False, False], False),
     ([True, False], True), ([False, True], True), ([True, True], True)],
)  # fmt: skip
def test_two_who_agree_are_enough_when_one_is_from_practice(from_practice: list[bool], enough: bool) -> None:
    assert is_confirmed(from_practice) is enough


def test_what_a_draft_still_needs_stands_at_its_place() -> None:
    assert faults_of(version(), PICKS) == []
    assert [one.path for one in faults_of(version(title=" "), PICKS)] == ["about/title"]
    assert [one.path for one in faults_of(version(competencies=[]), PICKS)] == ["about/competencies"]
    assert [one.path for one in faults_of(version(number=2), PICKS)] == ["about/change"]
    assert faults_of(version(number=2, change="The second answer"), PICKS) == []
    assert {one.path for one in faults_of(version(content={}), PICKS)} == {"stem", "options"}


def test_numbers_and_addresses_of_real_people_are_found_and_never_repeated() -> None:
    content = {**picks(), "stem": "Write to jo.bloggs@gmail.com today"}
    (fault,) = private_faults(content, {"title": "Fine"})
    assert fault.path == "stem" and "email" in fault.words and "jo.bloggs" not in fault.words
    (fault,) = private_faults(picks(), {"title": "Ring 07700 900123"})
    assert fault.path == "about/title" and "900123" not in fault.words
    content = picks()
    content["options"][1]["why"] = "postcode ME14 1XQ"
    assert [one.path for one in private_faults(content, {})] == ["options/1/why"]
    with pytest.raises(Refused, match="Take it out"):
        check_private("NHS number 943 476 5919")


def test_names_are_fine_because_they_are_invented_but_are_pointed_out() -> None:
    content = {**picks(), "stem": "Mrs Halloran asks for an assessment."}
    assert private_faults(content, {}) == []
    assert looks_personal(content) == ("A person’s name",)
    assert looks_personal(picks()) == ()
