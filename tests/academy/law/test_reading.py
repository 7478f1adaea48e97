"""A pack with a mistake in it is refused in words that name the place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from academy.law import pack as law
from academy.law.reading import read_calendar

Change = Callable[[dict[str, Any]], Any]


def changed(folder: Path, change: Change) -> Path:
    raw = json.loads((law.PACKS / f"{law.CURRENT}.json").read_text(encoding="utf-8"))
    change(raw)
    path = folder / "pack.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def first(raw: dict[str, Any], code: str = "TR-05") -> dict[str, Any]:
    date: dict[str, Any] = raw["rules"][code]["dates"][0]
    return date


MISTAKES: list[tuple[Change, str]] = [
    (lambda raw: raw.pop("events"), "pack: the field 'events' is missing"),
    (lambda raw: raw["rules"]["TR-05"].pop("source"), "TR-05: the field 'source' is missing"),
    (lambda raw: raw["rules"]["TR-05"].update(limmit="x"), "TR-05: the field 'limmit' is not known"),
    (lambda raw: raw["rules"]["TR-05"].update(basis="habit"), "TR-05: the basis 'habit' is not known"),
    (lambda raw: raw["rules"]["TR-05"].update(topic="money"), "TR-05: the topic 'money' is not known"),
    (lambda raw: raw["rules"]["TR-05"].update(dates=[]), "TR-05: a rule must give a date"),
    (lambda raw: raw["rules"]["TR-05"].update(effective_from="1.9.2014"), "'1.9.2014' is not a date"),
    (
        lambda raw: raw["rules"]["TR-05"].update(effective_until="2010-01-01"),
        "the rule ends before it begins",
    ),
    (lambda raw: raw["rules"]["TR-05"].update(law=["reg-99"]), "TR-05: the reference 'reg-99' is not known"),
    (lambda raw: raw["rules"]["TR-05"]["then"][0].update(rules=["TR-99"]), "rule that follows 'TR-99'"),
    (lambda raw: raw["rules"]["TR-07"]["grounds"][0].update(ground="rain"), "TR-07: the ground 'rain'"),
    (lambda raw: first(raw).update(kind="hope"), "TR-05 'family_time': the kind 'hope'"),
    (lambda raw: first(raw).update(pick="middle"), "the way to pick 'middle'"),
    (lambda raw: first(raw).update(roll="always"), "the way to move a date 'always'"),
    (lambda raw: first(raw).update(starts=[]), "say what the date is counted from"),
    (lambda raw: first(raw)["starts"][0].update(event="birth"), "the event 'birth' is not known"),
    (lambda raw: first(raw)["starts"][0].update(date="x"), "give one event or one date"),
    (lambda raw: first(raw)["starts"][0]["count"].update(unit="fortnights"), "the unit 'fortnights'"),
    (lambda raw: first(raw)["starts"][0]["count"].update(n=0), "the number 0 is not a whole number"),
    (lambda raw: first(raw)["starts"][0]["count"].update(n="15"), "the number '15' is not a whole number"),
    (lambda raw: first(raw)["starts"][0]["count"].update(back=True), "is counted forward"),
    (
        lambda raw: first(raw, "TR-15")["starts"][0].update(before={"month": 2, "day": 30}),
        "no day 30 in month 2",
    ),
    (lambda raw: raw["rules"]["TR-15"]["dates"].reverse(), "the date to count from 'finish' is not known"),
    (lambda raw: raw["events"]["draft_served"].update(after=["birth"]), "earlier event 'birth'"),
    (lambda raw: raw["grounds"]["absent"].pop("weeks"), "ground absent: say how many weeks are needed"),
    (
        lambda raw: raw["grounds"]["absent"]["asks"].pop("back"),
        "must say in words what is asked for from, back",
    ),
    (lambda raw: raw["disputes"][0].update(touches=["TR-77"]), "the rule or reference 'TR-77'"),
    (lambda raw: raw.update(calendar="mars"), "The file mars.json cannot be read"),
    (lambda raw: raw.update(law_as_at="soon"), "'soon' is not a date"),
    (lambda raw: raw.update(events=["request_received"]), "events: this must be a set of named fields"),
]


@pytest.mark.parametrize(("change", "words"), MISTAKES, ids=[words for _, words in MISTAKES])
def test_a_mistake_is_named_with_its_place(tmp_path: Path, change: Change, words: str) -> None:
    with pytest.raises(law.PackError) as refusal:
        law.read_pack(changed(tmp_path, change))
    assert str(refusal.value).startswith("The law pack pack.json cannot be used.")
    assert words in str(refusal.value)


def test_the_pack_unchanged_is_read(tmp_path: Path) -> None:
    again = law.read_pack(changed(tmp_path, lambda raw: None))
    assert again.rules == dict(law.current_pack().rules) and again.slug == "pack"


def test_a_calendar_of_its_own_lies_beside_the_pack(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda raw: raw.update(calendar="local"))
    (tmp_path / "calendars").mkdir()
    table = {"name": "Local", "source": "Invented", "first_year": 2026, "last_year": 2026, "holidays": {}}
    (tmp_path / "calendars" / "local.json").write_text(json.dumps(table), encoding="utf-8")
    assert law.read_pack(path).calendar.name == "Local"


def test_a_closure_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    table = {
        "name": "Local",
        "source": "Invented",
        "first_year": 2026,
        "last_year": 2026,
        "holidays": {},
        "closures": [{"name": "Half term", "shut_on": "2026-10-26", "reopens_on": "2026-10-24"}],
    }
    path = tmp_path / "local.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(law.PackError, match="Half term ends before it begins"):
        read_calendar(path)


def test_only_summer_holidays_are_long_enough_in_the_table() -> None:
    closures = law.current_pack().calendar.closures
    long = [closure.name for closure in closures if (closure.reopens_on - closure.shut_on).days >= 28]
    assert long and all(name.startswith("Summer holiday") for name in long)
    assert law.current_pack().calendar.closures_source


def test_every_rule_says_how_it_is_counted_and_where_sources_disagree() -> None:
    pack = law.current_pack()
    assert {d.point for d in pack.disputes_on("TR-05")} == {"The 15 days on a draft"}
    assert len(pack.disputes) == 6
    assert pack.disputes_on("TR-08") == ()
    for rule in pack.rules.values():
        assert rule.dates and rule.events and rule.topic in pack.topics
        assert rule.is_checked or rule.note or rule.questions, rule.code
