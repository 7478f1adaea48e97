"""What changed, what is small, and what a module lacks: pure rules."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from courses.reviews.rules.changes import GONE, NEW, changes_between, not_small, words_between
from courses.reviews.rules.checks import Known, findings_in
from courses.reviews.rules.passages import LessonText, ModuleText, Passage, lines_of, mark_of, passages_of
from courses.reviews.rules.patterns import next_code, patterns
from tests.factories.learning import check_block
from tests.factories.reviews import good_body, reflection, worked_example

KNOWN = Known(
    today=datetime.date(2026, 11, 20),
    law_as_at=datetime.date(2026, 11, 1),
    citations={"cfa-2014-s42": "Children and Families Act 2014, section 42"},
)
LESSON = LessonText(
    "7", "Say it plainly", "Plain words", 20, (), "2026-11-01", "2027-05-01", tuple(good_body())
)
MODULE = ModuleText(
    "PM-41", "Module", "What gets better", "", 20, ("After this you can look",), "C5.4", (), "2026-11-01",
    "2027-05-01", (LESSON,),
)  # fmt: skip


def block(form: str, /, **value: Any) -> dict[str, Any]:
    return {"type": form, "id": "b1", "value": value}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "id": "b1", "value": words}


def with_blocks(*blocks: dict[str, Any], **fields: Any) -> ModuleText:
    return replace(MODULE, lessons=(replace(LESSON, blocks=(*LESSON.blocks, *blocks), **fields),))


def codes(module: ModuleText, known: Known = KNOWN) -> set[str]:
    return {one.code for one in findings_in(module, known)}


def test_a_good_module_lacks_nothing() -> None:
    assert findings_in(MODULE, KNOWN) == ()


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ([reflection(), check_block()], "example"),
        ([worked_example(), check_block()], "activity"),
        ([worked_example(), reflection()], "check"),
    ],
)
def test_a_module_teaches_lets_people_do_and_checks(blocks: list[dict[str, Any]], code: str) -> None:
    assert codes(replace(MODULE, lessons=(replace(LESSON, blocks=tuple(blocks)),))) == {code}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": ""}, "code"),
        ({"summary": " "}, "summary"),
        ({"outcomes": ()}, "outcomes"),
        ({"outcomes": ("After this you can [say what]",)}, "gap"),
        ({"competency": ""}, "competency"),
        ({"minutes": 45}, "minutes"),
        ({"lessons": ()}, "lessons"),
        ({"review_due": ""}, "review_due"),
        ({"review_due": "2026-11-19"}, "review_past"),
        ({"law": ("gone",)}, "law_gone"),
    ],
)
def test_what_a_module_says_of_itself(fields: dict[str, Any], code: str) -> None:
    assert code in codes(replace(MODULE, **fields))


def test_law_that_changed_since_it_was_checked() -> None:
    module = replace(MODULE, law=("cfa-2014-s42",))
    assert codes(module) == set()
    changed = replace(KNOWN, changed={"cfa-2014-s42": datetime.date(2026, 11, 10)})
    assert codes(module, changed) == {"law_old"}
    assert codes(module, replace(KNOWN, law_as_at=datetime.date(2026, 12, 1))) == {"law_before"}


@pytest.mark.parametrize(
    ("added", "code"),
    [
        (block("image", image=1, description=" ", decorative=False), "picture"),
        (block("video", title="A", captions=None, transcript="words"), "captions"),
        (block("video", title="A", captions=3, transcript=" "), "transcript"),
        (block("audio", title="A", transcript=""), "transcript"),
        (block("exercise", kind="X3", codes=["X3-9"]), "item"),
        (block("practice_question", codes=[{"type": "item", "id": "i", "value": "Q-1"}]), "item"),
        (block("practical_task", code="AT99"), "task"),
        (text("<p>[Write here what happens]</p>"), "gap"),
        (text("<p>This is what section 42 asks of you.</p>"), "law_missing"),
        (text("<p>Regulation 12 says so.</p>"), "law_missing"),
    ],
)
def test_what_a_lesson_lacks(added: dict[str, Any], code: str) -> None:
    known = replace(KNOWN, items=frozenset(), tasks=frozenset())
    assert codes(with_blocks(added), known) == {code}


@pytest.mark.parametrize(
    "added",
    [
        block("image", image=1, description="", decorative=True),
        block("image", image=1, description="A desk", decorative=False),
        text("<p>Section F says who does it, and section 42 why.</p>"),
    ],
)
def test_what_is_no_lack(added: dict[str, Any]) -> None:
    assert codes(with_blocks(added, law=("cfa-2014-s42",))) == set()


def test_hard_sentences_are_worth_a_look() -> None:
    hard = "Notwithstanding considerations of administrative proportionality, authorities undertaking "
    hard += "determinations regarding appropriateness necessarily acknowledge interdependencies. "
    found = findings_in(with_blocks(text(f"<p>{hard * 8}</p>")), KNOWN)
    assert [(one.code, one.weight) for one in found] == [("reading", "should")]


def test_an_empty_lesson_and_one_without_minutes() -> None:
    assert "empty" in codes(replace(MODULE, lessons=(LESSON, replace(LESSON, id="8", blocks=(), minutes=0))))
    module = replace(MODULE, minutes=0, lessons=(replace(LESSON, minutes=0),))
    assert codes(module) == {"no_minutes"}


def test_words_are_compared_one_by_one() -> None:
    found = words_between("Help twice a week", "Help three times a week")
    assert [(one.kind, one.words) for one in found if one.kind in (NEW, GONE)] == [
        (GONE, "twice"),
        (NEW, "three times"),
    ]


def test_passages_that_came_went_and_stayed() -> None:
    before = [Passage("a", "A", "same"), Passage("b", "B", "old"), Passage("c", "C", "gone")]
    after = [Passage("a", "A", "same"), Passage("b", "B", "new"), Passage("d", "D", "fresh")]
    found = [(one.key, one.what, one.count) for one in changes_between(before, after)]
    assert found == [("b", "Changed", 1), ("d", "New", 1), ("c", "Taken out", 1)]


def small(before: ModuleText, after: ModuleText) -> str:
    return not_small(before, after, changes_between(passages_of(before, {}), passages_of(after, {})))


def test_a_few_words_are_small_and_answers_are_not() -> None:
    body = good_body()
    body[0]["value"] = "<p>Say who does what, and how often it happens.</p>"
    worded = replace(MODULE, lessons=(replace(LESSON, blocks=tuple(body)),))
    assert small(MODULE, worded) == ""
    answers = good_body()
    answers[3]["value"]["questions"][0]["value"]["options"][0]["value"]["correct"] = False
    assert "answers" in small(MODULE, replace(MODULE, lessons=(replace(LESSON, blocks=tuple(answers)),)))
    linked = good_body()
    linked[0]["value"] = '<p><a href="https://x.example">Say</a> who does what, and how often.</p>'
    assert "links" in small(MODULE, replace(MODULE, lessons=(replace(LESSON, blocks=tuple(linked)),)))


def test_another_answer_is_another_mark() -> None:
    answers = good_body()
    answers[3]["value"]["questions"][0]["value"]["options"][0]["value"]["correct"] = False
    other = replace(MODULE, lessons=(replace(LESSON, blocks=tuple(answers)),))
    assert mark_of(MODULE) == mark_of(replace(MODULE)) != mark_of(other)


def test_right_answers_are_said_in_words() -> None:
    assert "answer a (right answer)" in lines_of(check_block()["value"])
    assert lines_of("<h2>One</h2><p>Two &amp; three</p>") == ["One", "Two & three"]


@pytest.mark.parametrize(
    ("taken", "programme", "week", "code"),
    [
        (["PM-01", "PM-28"], "", None, "PM-29"),
        ([], "", None, "PM-01"),
        (["IND-4.6", "IND-2.6"], "IND-6W", 4, "IND-4.7"),
        (["PM-09"], "IND-6W", None, "PM-10"),
    ],
)
def test_the_next_code(taken: list[str], programme: str, week: int | None, code: str) -> None:
    assert next_code(taken, programme, week) == code


@pytest.mark.parametrize("name", patterns())
def test_a_pattern_says_where_its_gaps_are(name: str) -> None:
    pattern = patterns()[name]
    lessons = tuple(
        LessonText(str(n), one.title, "", one.minutes, (), "2026-11-01", "2027-11-01", one.blocks)
        for n, one in enumerate(pattern.lessons)
    )
    minutes = sum(one.minutes for one in lessons)
    found = codes(replace(MODULE, minutes=minutes, lessons=lessons))
    wanted = {"case": {"gap"}, "short": {"gap"}, "empty": {"empty", "example", "activity", "check"}}
    assert found == wanted[name]
