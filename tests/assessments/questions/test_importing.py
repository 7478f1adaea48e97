"""Questions from a file: drafts, once each, whoever sends the file and however often."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from academy.kit.refusals import Refused
from academy.record.models import Entry
from assessments.questions.actions import import_items
from assessments.questions.formats import read
from assessments.questions.models import Item, ItemVersion
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import NOON
from tests.factories.worlds import CouncilWorld, council_world, second_council

pytestmark = pytest.mark.django_db
GIFT = """// [tag:C1.1] [tag:old exam] [tag:law:TR-01]
::Who decides::Who decides whether to assess?{=the local authority#Yes. ~the school#It advises.}

How many weeks for advice?{#6}

Broken {=a ~b
"""


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


def bring(world: CouncilWorld, text: str = GIFT, name: str = "pdl") -> Any:
    items = read("gift", text).items
    return import_items(council=world.council, read_items=items, by=world.people[name], at=NOON)


def test_what_comes_in_is_a_draft_with_its_competencies_and_its_law(world):
    CompetencyFactory(domain__framework__council=world.council, code="C1.1")
    assert bring(world).codes == ("Q-0001", "Q-0002")
    version = ItemVersion.objects.get(item__code="Q-0001")
    assert (version.state, version.title, version.item.kind) == ("draft", "Who decides", "single")
    assert (version.competencies, version.law) == (["C1.1"], ["TR-01"])
    assert version.written_by == world.people["pdl"]
    assert Entry.objects.filter(noun="item", verb="import", noun_id=str(version.item_id)).exists()


def test_the_same_question_makes_nothing_twice_even_in_another_file(world):
    bring(world)
    again = bring(world, GIFT + "\n\n\nA new one?{T}")
    assert (again.codes, again.already) == (("Q-0003",), 2)
    twice = bring(world, "Twice?{T}\n\nTwice?{T}")
    assert (len(twice.codes), twice.already) == (1, 1)
    assert Item.objects.count() == 4


def test_another_council_has_its_own(world):
    bring(world)
    other = second_council()
    items = read("gift", GIFT).items
    assert import_items(council=other.council, read_items=items, by=None, at=NOON).codes[0] == "Q-0001"


def test_only_an_author_brings_questions_in(world):
    with pytest.raises(Refused):
        bring(world, name="coordinator")
    assert not Item.objects.exists()


def test_many_questions_take_a_few_queries(world, django_assert_max_num_queries):
    few = "\n\n".join(f"Question {n}?{{T}}" for n in range(3))
    many = "\n\n".join(f"Question {n}?{{F}}" for n in range(60))
    with django_assert_max_num_queries(14):
        bring(world, few)
    with django_assert_max_num_queries(14):
        bring(world, many)


def run(*args: str, code: int = 0) -> Any:
    out, err = io.StringIO(), io.StringIO()
    ended = 0
    try:
        call_command(*args, stdout=out, stderr=err)
    except SystemExit as stop:
        ended = int(stop.code or 0)
    assert ended == code, err.getvalue()
    return json.loads(out.getvalue()) if "--json" in args else out.getvalue()


def test_the_command_says_what_came_in_and_what_did_not(world, tmp_path: Path):
    file = tmp_path / "quiz.txt"
    file.write_text(GIFT)
    args = ("import_questions", str(file), "--format", "gift", "--json")
    tried = run(*args, "--dry-run")
    assert (tried["accepted"], tried["codes"], Item.objects.count()) == (2, [], 0)
    done = run(*args)
    assert done["accepted"] == 2 and done["codes"] == ["Q-0001", "Q-0002"] and done["already"] == 0
    assert done["by_type"] == {"number": 1, "single": 1}
    assert [(no["line"], "brace" in no["reason"]) for no in done["rejected"]] == [(6, True)]
    again = run(*args)
    assert (again["already"], again["codes"], Item.objects.count()) == (2, [], 2)
    assert "2 there already" in run(*args[:-1])


def test_the_command_ends_with_one_when_nothing_can_come_in_and_two_for_wrong_use(world, tmp_path: Path):
    file = tmp_path / "quiz.xml"
    file.write_text("no xml at all")
    assert run("import_questions", str(file), "--format", "moodle-xml", "--json", code=1)["rejected"]
    for args in (
        ("import_questions", str(tmp_path / "none"), "--format", "gift"),
        ("import_questions", str(file), "--format", "docx"),
        ("import_questions", str(file), "--format", "gift", "--council", "nowhere"),
        ("export_questions", "--format", "gift", "--kind", "riddle"),
    ):
        with pytest.raises(CommandError) as wrong:
            call_command(*args)
        assert getattr(wrong.value, "returncode", 2) in (1, 2)


def test_what_was_brought_in_goes_out_again_as_it_was(world, tmp_path: Path):
    CompetencyFactory(domain__framework__council=world.council, code="C1.1")
    bring(world)
    out = tmp_path / "out.txt"
    said = run("export_questions", "--format", "gift", "--output", str(out), "--json")
    assert said["written"] == 2 and said["left_behind"] == []
    before, after = read("gift", GIFT).items, read("gift", out.read_bytes()).items
    assert [(one.title, one.content) for one in after] == [(one.title, one.content) for one in before]
    assert after[0].tags == ("C1.1",)


def test_the_export_is_narrowed_down_and_says_what_a_format_cannot_say(world):
    bring(world)
    said = run("export_questions", "--format", "aiken", "--json")
    assert said["written"] == 1 and "ANSWER: A" in said["text"]
    assert {note["item"] for note in said["left_behind"] if note["whole"]} == {"Q-0002"}
    one = run("export_questions", "--format", "moodle-xml", "--codes", "Q-0002,Q-0099", "--json")
    assert one["written"] == 1 and one["missing"] == ["Q-0099"]
    assert run("export_questions", "--format", "gift", "--kind", "number").count("::") == 2
    run("export_questions", "--format", "gift", "--in-use", code=1)
