"""The law pack: every key once, every entry whole, and an unknown key answered in words."""

import datetime
import json
import re
from pathlib import Path

import pytest

from academy.law import pack as law

CONTENT = Path(law.__file__).parents[2] / "courses" / "fixtures" / "practice"


def keys_in(value: object) -> set[str]:
    """Every law key a content file names: in `law` lists, in questions and in legal_reference blocks."""
    found: set[str] = set()
    if isinstance(value, dict):
        named = value.get("law")
        if isinstance(named, str):
            found.add(named)
        elif isinstance(named, list):
            found.update(named)
        if value.get("type") == "legal_reference":
            found.add(value["value"]["key"])
        for inner in value.values():
            found |= keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            found |= keys_in(inner)
    return found - {""}


def test_the_pack_is_dated_and_named() -> None:
    pack = law.current_pack()
    assert law.law_as_at() == pack.law_as_at == datetime.date(2026, 11, 1)
    assert pack.name == "2014 framework"
    assert pack.status == "current"
    assert law.current_pack() is pack


def test_every_time_limit_of_the_process_is_here_once() -> None:
    assert list(law.current_pack().rules) == [f"TR-{number:02d}" for number in range(1, 31)]
    keys = [held.key for held in law.all_references()]
    assert len(keys) == len(set(keys)) > 100


@pytest.mark.parametrize("held", law.all_references(), ids=lambda held: held.key)
def test_every_reference_is_whole_and_plain(held: law.Reference) -> None:
    assert re.fullmatch(r"[a-z0-9-]+|TR-\d\d", held.key)
    assert held.citation and held.title
    assert held.says.endswith(".") and len(held.says) < 300
    assert law.reference(held.key) == held


def test_rules_name_references_that_exist() -> None:
    for rule in law.current_pack().rules.values():
        assert rule.law, rule.code
        for key in rule.law:
            assert law.reference(key).kind != "timescale"


def test_only_reform_plans_are_proposals() -> None:
    proposals = {held.key for held in law.all_references() if held.is_proposal}
    assert proposals == {"proposal-white-paper-2026", "proposal-education-for-all-bill"}


def test_what_nobody_has_checked_says_so() -> None:
    assert law.reference("cfa-2014-s37").is_checked
    for code in ("TR-19", "TR-20", "TR-28", "TR-29", "TR-30"):
        assert not law.reference(code).is_checked
    assert law.reference("TR-05").says.startswith("At least 15 days.")
    assert law.current_pack().rule("TR-12").limit == "8 weeks"


@pytest.mark.parametrize("ask", [law.reference, lambda key: law.current_pack().rule(key)])
def test_an_unknown_key_is_answered_in_words(ask) -> None:
    with pytest.raises(LookupError, match="has no .* 'cfa-2014-s999'") as refusal:
        ask("cfa-2014-s999")
    assert not isinstance(refusal.value, KeyError)


def test_references_used_by_content_exist() -> None:
    files = sorted(CONTENT.glob("PM-*.json"))
    used = {key for path in files for key in keys_in(json.loads(path.read_text(encoding="utf-8")))}
    assert files and used
    unknown = {key for key in used if key not in {held.key for held in law.all_references()}}
    assert not unknown


def pack_file(folder: Path, **changes: object) -> Path:
    raw = json.loads((law.PACKS / f"{law.CURRENT}.json").read_text(encoding="utf-8"))
    raw["references"]["cfa-2014-s37"].update(changes)
    path = folder / "pack.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


@pytest.mark.parametrize("wrong", [{"kind": "rumour"}, {"status": "soon"}, {"source_checked": "maybe"}])
def test_a_pack_with_an_unknown_word_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    assert law.read_pack(pack_file(tmp_path)).reference("cfa-2014-s37").kind == "act"
    with pytest.raises(ValueError, match="cfa-2014-s37"):
        law.read_pack(pack_file(tmp_path, **wrong))


def test_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    path.write_text('{"references": {"reg-12": {}, "reg-12": {}}}', encoding="utf-8")
    with pytest.raises(ValueError, match="'reg-12' is given twice"):
        law.read_pack(path)
