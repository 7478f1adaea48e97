"""Shipped notes and resources: how they are written down, and that every one of them is whole and true."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from academy.law.pack import all_references
from courses.library.actions.loading import shipped
from courses.library.models import OpenTo
from courses.library.rules.markup import Item, MarkupFault, items_in
from courses.sessions.audiences import AUDIENCES

HEAD = "=== a-slug | A title\nkind: template\nsummary: S.\nowner: A lead\n"
ITEMS = list(shipped())
KNOWN = {held.key for held in all_references()}
RULE = re.compile(r"\bTR-\d\d\b")
FILLER = re.compile(r"lorem|ipsum|\btodo\b|\bxxx\b|coming soon|placeholder", re.IGNORECASE)


def body(text: str) -> list[dict[str, object]]:
    return items_in(f"{HEAD}---\n{text}\n")[0].blocks


def test_lines_of_one_kind_become_one_block() -> None:
    found = body(
        "Hello **you** & me\n- one\n- two\n\n1. first\n[x] Ticks\n[ ] this\n[ ] that\n"
        "|= Form\n| Name | help\n| Day"
    )
    assert [block["type"] for block in found] == ["text", "checklist", "fields"]
    assert found[0]["value"] == (
        "<p>Hello <b>you</b> &amp; me</p><ul><li>one</li><li>two</li></ul><ol><li>first</li></ol>"
    )
    assert found[1]["value"] == {"title": "Ticks", "lines": ["this", "that"]}
    assert found[2]["value"] == {
        "title": "Form",
        "fields": [{"label": "Name", "help": "help"}, {"label": "Day", "help": ""}],
    }


def test_law_callouts_and_pairs() -> None:
    found = body("§ reg-20: Why.\n§ reg-22: Too.\n> Note: Look.\n<: Both.\n<- Bad. | No.\n<+ Good. | Yes.")
    assert [block["type"] for block in found] == [
        "legal_reference", "legal_reference", "callout", "example_pair",
    ]  # fmt: skip
    assert found[3]["value"]["good_notes"] == ["Yes."]  # type: ignore[index]
    assert items_in(f"{HEAD}law: reg-3\n---\n§ reg-20: x\n")[0].law == ["reg-3", "reg-20"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        f"{HEAD}colour: red\n---\nHi\n",
        HEAD.replace("template", "poem") + "---\nHi\n",
        f"{HEAD}---\n<- x\n",
    ],
    ids=["no line between", "unknown word", "unknown kind", "half a pair"],
)
def test_what_cannot_be_read_says_so(text: str) -> None:
    with pytest.raises(MarkupFault):
        items_in(text)


def test_there_are_sixty_notes_and_140_resources() -> None:
    kinds = Counter(item.kind for item in ITEMS)
    assert kinds["note"] == 60 and sum(kinds.values()) == 200
    assert min(kinds[kind] for kind in ("template", "guidance", "checklist", "letter")) >= 15


def test_none_stands_twice() -> None:
    for names in (
        [item.slug for item in ITEMS],
        [item.title for item in ITEMS],
        [str(i.blocks) for i in ITEMS],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.slug)
def test_each_is_whole_and_names_only_law_that_is_in_the_pack(item: Item) -> None:
    said = f"{item.title} {item.summary} {item.blocks}"
    assert set(item.law) <= KNOWN and set(RULE.findall(said)) <= KNOWN
    assert set(item.audiences) <= AUDIENCES.keys() and item.open_to in OpenTo.values
    assert item.blocks and 20 <= len(item.summary) <= 300 and item.law and item.words
    assert not FILLER.search(said) and "[[" not in said
    assert (item.minutes > 0) == (item.kind == "note")
    assert re.fullmatch(r"[A-Z][A-Za-z ]+", item.owner), "a role, not a person"
    assert item.number == 1 or item.change != "First version"
