"""Patterns to begin a module with: lessons that are laid out, with gaps in square brackets to fill. Pure."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LessonPattern:
    """One lesson of a pattern, its blocks in the form in which a page stores them."""

    title: str
    summary: str
    minutes: int
    blocks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Pattern:
    """A way to begin. `words` say for whom it is."""

    title: str
    words: str
    lessons: tuple[LessonPattern, ...]


def next_code(taken: Iterable[str], programme: str, week: int | None) -> str:
    """The next free code: IND-4.7 in week 4 of the induction, PM-29 among modules taken one by one."""
    stem = f"{programme.split('-')[0]}-{week}." if programme and week else "PM-"
    numbers = [
        int(found[1]) for code in taken if (found := re.fullmatch(re.escape(stem) + r"0*(\d+)", code or ""))
    ]
    number = max(numbers, default=0) + 1
    return f"{stem}{number}" if week and programme else f"{stem}{number:02d}"


def _new() -> str:
    return str(uuid.uuid4())


def _items(*values: Any) -> list[dict[str, Any]]:
    return [{"type": "item", "id": _new(), "value": value} for value in values]


def _block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": _new(), "value": value}


def _text(*paragraphs: str) -> dict[str, Any]:
    said = "".join(one if one.startswith("<") else f"<p>{one}</p>" for one in paragraphs)
    return {"type": "text", "id": _new(), "value": said}


def _story() -> dict[str, Any]:
    good = {
        "text": "[What a good coordinator does or says]",
        "feedback": "[What comes of it, in one or two sentences]",
        "good": True,
    }
    tempting = {
        "text": "[What many people do, and why it is tempting]",
        "feedback": "[What comes of it. Kind and concrete: what happens to the family]",
        "good": False,
    }
    steps = [
        {
            "name": name,
            "text": f"[What happens {when}. End with a question]",
            "choices": _items(*({**choice, "goes_to": goes_to} for choice in (good, tempting))),
        }
        for name, when, goes_to in (("s1", "first", "s2"), ("s2", "next", ""))
    ]
    intro = "[Who is in it, and what is at stake]"
    return _block("scenario", title="[What would you do?]", intro=intro, steps=_items(*steps))


def _example() -> dict[str, Any]:
    steps = [{"title": f"[{one} step]", "text": "[What was done, and why]"} for one in ("First", "Second")]
    return _block(
        "worked_example",
        title="[One case from beginning to end]",
        situation="[An invented child, first name only: what was known and what was asked]",
        steps=_items(*steps),
        result="[What the plan or the letter says now]",
    )


def _case() -> LessonPattern:
    about = "[What goes wrong, and why it matters to a child and a family]"
    blocks = (_text("<h2>What this is about</h2>", about), _example(), _story())
    return LessonPattern("The case", "[What somebody can do after this lesson]", 15, blocks)


def _line(label: str, *, must: bool = False) -> dict[str, Any]:
    return {"label": label, "must": must, "looks_like": "[Words that would show it]"}


def _rewrite() -> LessonPattern:
    return LessonPattern(
        "Write it again",
        "[What somebody can do after this lesson]",
        15,
        (
            _text("<h2>What a good line has</h2>", "[Say what to look for, in a few short sentences]"),
            _block(
                "rewrite",
                title="Now rewrite one",
                original="[A line as it stands in many plans, but invented]",
                advice="[What the professional advice says. Every number of the good answer stands here]",
                prompt="[What you ask people to write, in one sentence]",
                model_answer="[One good answer]",
                model_notes=_items("[Why it is good]"),
                rubric=_items(
                    _line("[Who does it]", must=True),
                    _line("[How long and how often]", must=True),
                    _line("[When it is looked at again]"),
                ),
            ),
        ),
    )  # fmt: skip


def _answer(text: str, feedback: str, *, correct: bool = False) -> dict[str, Any]:
    return {"text": text, "correct": correct, "feedback": feedback}


def _check(questions: int = 5) -> LessonPattern:
    asked = [
        {
            "kind": "single",
            "stem": f"[Question {number}: a moment at work, and what to do]",
            "options": _items(
                _answer(f"[The right answer to question {number}]", "[Why it is right]", correct=True),
                _answer(f"[A wrong answer to question {number}]", "[What to look at again]"),
                _answer(f"[Another wrong answer to question {number}]", "[What to look at again]"),
            ),
            "explanation": "[What to remember]",
            "law": "",
        }
        for number in range(1, questions + 1)
    ]
    return LessonPattern(
        "Check yourself",
        "Five questions, with a reason for every answer.",
        15,
        (
            _block(
                "knowledge_check",
                title="Check what you know",
                intro="Take your time. You can try as often as you like.",
                pass_mark=80,
                questions=_items(*asked),
            ),
        ),
    )


def patterns() -> dict[str, Pattern]:
    """Every way to begin, by its name. Made anew each time: no two modules share the id of a question."""
    empty = LessonPattern("First lesson", "[What somebody can do after this lesson]", 15, ())
    return {
        "case": Pattern(
            "A case, a rewrite and five questions",
            "45 minutes in three lessons. Most modules are like this.",
            (_case(), _rewrite(), _check()),
        ),
        "short": Pattern("A case and five questions", "30 minutes in two lessons.", (_case(), _check())),
        "empty": Pattern("One empty lesson", "For people who have done this before.", (empty,)),
    }
