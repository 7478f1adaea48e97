"""What a change carries along, and what is found in content."""

from __future__ import annotations

import datetime

import pytest

from academy.kit.refusals import Refused
from academy.law.pack import current_pack
from courses.currency.models import LawChange
from courses.currency.rules import (
    check_change,
    check_settle,
    is_out_of_date,
    keys_within,
    related_keys,
)


def test_a_section_carries_its_narrower_places_and_the_rules_that_rest_on_it() -> None:
    keys = related_keys(pack=current_pack(), key="cfa-2014-s37")
    assert {"cfa-2014-s37-2", "cfa-2014-s37-2-b", "cfa-2014-s37-2-c"} <= set(keys)
    assert "cfa-2014-s36" not in keys
    assert "TR-05" in related_keys(pack=current_pack(), key="reg-13")


def test_a_time_limit_carries_the_places_it_rests_on_and_nothing_else() -> None:
    assert related_keys(pack=current_pack(), key="TR-05") == ("TR-05", "reg-13")


def test_a_number_that_begins_alike_is_another_place() -> None:
    keys = related_keys(pack=current_pack(), key="reg-2")
    assert keys == ("reg-2",)
    assert "reg-12" not in related_keys(pack=current_pack(), key="reg-1")


def test_keys_are_found_however_deep_and_only_whole() -> None:
    body = [
        {"type": "legal_reference", "value": {"key": "reg-13", "note": "Not reg-14 here"}},
        {"type": "check", "value": {"questions": [{"law": ["TR-05", "unknown"]}]}},
    ]
    assert set(keys_within(body, {"reg-13", "reg-14", "TR-05"})) == {"reg-13", "TR-05"}


def test_out_of_date_is_last_checked_before_the_change() -> None:
    day = datetime.date(2026, 10, 1)
    assert is_out_of_date(law_as_at=day - datetime.timedelta(days=1), changed_on=day)
    assert not is_out_of_date(law_as_at=day, changed_on=day)


@pytest.mark.parametrize(
    ("key", "what", "source", "code"),
    [
        ("nothing", "x", "y", "reference"),
        ("TR-05", " ", "y", "what"),
        ("TR-05", "x", " ", "source"),
    ],
)
def test_a_change_says_what_when_and_where(key: str, what: str, source: str, code: str) -> None:
    with pytest.raises(Refused) as no:
        check_change(pack=current_pack(), key=key, what=what, source=source)
    assert no.value.code == code


def test_it_is_worked_through_when_nothing_is_left() -> None:
    with pytest.raises(Refused, match="A, B, C and 1 more"):
        check_settle(change=LawChange(state="open"), left=["A", "B", "C", "D"])
    check_settle(change=LawChange(state="open"), left=[])
    with pytest.raises(Refused):
        check_settle(change=LawChange(state="settled"), left=[])
