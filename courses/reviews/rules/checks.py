"""What a module still lacks before learners should get it, each with where to go. Pure.

`must` stops a module from being sent for review; `should` is for the author to judge.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assessments.language.readability import reading_of
from courses.reviews.rules.passages import LessonText, ModuleText, lines_of, text_of

MUST, SHOULD = "must", "should"
OLDEST_READER = 14
"""The reading age above which a lesson is hard going after a day's work. Names of laws raise it a little."""
FEWEST_WORDS = 100
"""Below this a reading age says nothing."""
MARKED = frozenset({"exercise", "practice_question", "rewrite", "scenario", "practical_task"})
DISCUSSED = frozenset({"reflection", "live_session", "shadowing"})
GAP = re.compile(r"\[[^\]\n]{3,}\]")
_NAMED = re.compile(
    r"\b(?P<what>[Ss]ections?|[Rr]eg(?:ulation)?s?\.?|[Pp]aragraphs?|ss?\.)\s+(?P<number>\d+[A-Z]?)\b"
)
_NUMBER = re.compile(r"\d+[A-Z]?")


@dataclass(frozen=True)
class Finding:
    """One thing to look at: how much it matters, what it is, and the lesson and block where it is."""

    code: str
    weight: str
    words: str
    lesson: str = ""
    block: str = ""
    where: str = ""

    @property
    def is_must(self) -> bool:
        """Whether it stops the module."""
        return self.weight == MUST


@dataclass(frozen=True)
class Known:
    """What the checks hold a module against.

    `citations` is what each reference of the law pack is cited as; `law_as_at` the day of the pack;
    `items` and `tasks` are codes in use, or None when nobody looked.
    """

    today: datetime.date
    law_as_at: datetime.date
    citations: Mapping[str, str]
    items: frozenset[str] | None = None
    tasks: frozenset[str] | None = None
    changed: Mapping[str, datetime.date] = field(default_factory=dict)
    """References that were changed, with the day: a page that cites one must have been looked at since."""


Found = Iterator[Finding]


def musts_in(findings: Sequence[Finding]) -> list[Finding]:
    """What stops a module."""
    return [one for one in findings if one.is_must]


def findings_in(module: ModuleText, known: Known) -> tuple[Finding, ...]:
    """Everything that a module lacks, what must be mended first."""
    found = [one for check in OF_MODULE for one in check(module, known)]
    for lesson in module.lessons:
        found += [one for check in OF_LESSON for one in check(lesson, module, known)]
    return tuple(sorted(found, key=lambda one: not one.is_must))


def _kinds(module: ModuleText) -> set[str]:
    return {block["type"] for lesson in module.lessons for block in lesson.blocks}


def whole(module: ModuleText, known: Known) -> Found:
    """A module teaches by an example, lets people do something, and ends with a check."""
    kinds = _kinds(module)
    if not module.lessons:
        yield Finding("lessons", MUST, "There are no lessons yet. Write the first one.")
        return
    if "worked_example" not in kinds:
        yield Finding("example", MUST, "There is no worked example. Show one case from beginning to end.")
    if not kinds & (MARKED | DISCUSSED):
        words = "There is nothing to do. Add a scenario, a rewrite, questions, or something to talk about."
        yield Finding("activity", MUST, words)
    if "knowledge_check" not in kinds:
        yield Finding("check", MUST, "There is no knowledge check. Put one into the last lesson.")


def said_of_itself(module: ModuleText, known: Known) -> Found:
    """What a learner reads before the first lesson."""
    if not module.code:
        yield Finding("code", MUST, "The module has no code. People's records need one, for example PM-29.")
    if not module.summary.strip():
        yield Finding("summary", MUST, "Say in one or two sentences what gets better for a family.")
    if any(GAP.search(line) for line in (module.title, module.summary, *module.outcomes)):
        words = (
            "What the module says of itself still has a gap in square brackets. Write your own words there."
        )
        yield Finding("gap", MUST, words)
    if not module.outcomes:
        yield Finding("outcomes", MUST, "Say what people can do after it: at least one line.")
    if not module.competency:
        yield Finding("competency", MUST, "Choose the competency that it gives evidence for.")


def minutes_add_up(module: ModuleText, known: Known) -> Found:
    """People plan their day by the minutes."""
    together = sum(lesson.minutes for lesson in module.lessons)
    if module.lessons and together != module.minutes:
        words = f"The lessons take {together} minutes together, but the module says {module.minutes}."
        yield Finding("minutes", MUST, words)


def reviewed_in_time(module: ModuleText, known: Known) -> Found:
    """Somebody looks at every page again."""
    if not module.review_due:
        yield Finding("review_due", SHOULD, "Say when somebody must look at this module again.")
    for due, lesson in [(module.review_due, None), *((one.review_due, one) for one in module.lessons)]:
        if due and datetime.date.fromisoformat(due) < known.today:
            where = lesson.title if lesson else "The module"
            words = f"{where}: the day to look at it again has passed. Look, and give it a new one."
            yield Finding("review_past", SHOULD, words, lesson.id if lesson else "")


def law_is_fresh(module: ModuleText, known: Known) -> Found:
    """A page that rests on a reference was held against it since the reference changed."""
    for title, lesson_id, law, as_at in [
        ("The module", "", module.law, module.law_as_at),
        *((lesson.title, lesson.id, _law_of(lesson), lesson.law_as_at) for lesson in module.lessons),
    ]:
        day = datetime.date.fromisoformat(as_at)
        late = [key for key in law if key in known.changed and known.changed[key] > day]
        if late:
            cited = known.citations.get(late[0], late[0])
            words = f"{title}: {cited} changed after you last checked the law. Read it again."
            yield Finding("law_old", MUST, words, lesson_id)
        if law and not late and day < known.law_as_at:
            words = f"{title}: the law pack is newer than your last check of the law. Look at it again."
            yield Finding("law_before", SHOULD, words, lesson_id)
        strange = [key for key in law if key not in known.citations]
        if strange:
            words = f"{title}: the law pack no longer has {strange[0]}. Choose another."
            yield Finding("law_gone", MUST, words, lesson_id)


def _law_of(lesson: LessonText) -> tuple[str, ...]:
    keys = [*lesson.law]
    for block in lesson.blocks:
        if block["type"] == "legal_reference":
            keys.append(block["value"]["key"])
        if block["type"] == "knowledge_check":
            keys += [law for one in block["value"]["questions"] if (law := _value(one).get("law"))]
    return tuple(dict.fromkeys(keys))


def _value(item: Any) -> Any:
    return item["value"] if isinstance(item, Mapping) and item.get("type") == "item" else item


def easy_to_read(lesson: LessonText, module: ModuleText, known: Known) -> Found:
    """Running text is plain. Quoted plan text is not counted: it is as it is."""
    prose = [
        text_of(block)
        for block in lesson.blocks
        if block["type"] in ("text", "callout", "worked_example", "scenario")
    ]
    reading = reading_of("\n\n".join(prose))
    if reading.words >= FEWEST_WORDS and reading.age > OLDEST_READER:
        words = (
            f"“{lesson.title}” reads like a text for {round(reading.age)} year olds. Shorter sentences and "
            "plainer words bring it down."
        )
        yield Finding("reading", SHOULD, words, lesson.id)


def said_for_everybody(lesson: LessonText, module: ModuleText, known: Known) -> Found:
    """Pictures are described, films have captions and their words, sound its words."""
    for block in lesson.blocks:
        kind, value = block["type"], block["value"]
        at = {"lesson": lesson.id, "block": str(block.get("id") or ""), "where": lesson.title}
        if (
            kind == "image"
            and not value.get("decorative")
            and not str(value.get("description") or "").strip()
        ):
            words = f"“{lesson.title}”: a picture has no description. Say what is to be seen."
            yield Finding("picture", MUST, words, **at)
        if kind == "video" and not value.get("captions"):
            yield Finding("captions", MUST, f"“{lesson.title}”: a film has no captions.", **at)
        if kind in ("video", "audio") and not str(value.get("transcript") or "").strip():
            what = "a film" if kind == "video" else "a sound"
            yield Finding("transcript", MUST, f"“{lesson.title}”: {what} has no words in full.", **at)


def law_is_named(lesson: LessonText, module: ModuleText, known: Known) -> Found:
    """A text that names a section or regulation says which law it means, from the law pack."""
    cited = {
        number
        for key in {*_law_of(lesson), *module.law}
        for number in _NUMBER.findall(known.citations.get(key, ""))
    }
    for block in lesson.blocks:
        missing = [hit for hit in _NAMED.finditer(text_of(block)) if hit["number"] not in cited]
        if missing:
            said = f"{missing[0]['what'].lower()} {missing[0]['number']}"
            words = f"“{lesson.title}” names {said}, but no such law is ticked or shown. Add it under Law."
            weight = SHOULD if cited else MUST
            yield Finding("law_missing", weight, words, lesson.id, str(block.get("id") or ""), lesson.title)


def codes_are_known(lesson: LessonText, module: ModuleText, known: Known) -> Found:
    """Exercises, questions and tasks are still in use."""
    for block in lesson.blocks:
        value = block["value"]
        at = (lesson.id, str(block.get("id") or ""), lesson.title)
        if block["type"] in ("exercise", "practice_question") and known.items is not None:
            strange = [code for one in value["codes"] if (code := _value(one)) not in known.items]
            if strange:
                words = f"“{lesson.title}”: the bank has nothing in use called {', '.join(strange)}."
                yield Finding("item", MUST, words, *at)
        if block["type"] == "practical_task" and known.tasks is not None and value["code"] not in known.tasks:
            yield Finding("task", MUST, f"“{lesson.title}”: there is no task {value['code']}.", *at)


def no_gaps(lesson: LessonText, module: ModuleText, known: Known) -> Found:
    """Words in square brackets are gaps of a pattern that nobody has filled."""
    held = {str(block.get("id") or ""): lines_of(block["value"]) for block in lesson.blocks}
    gaps = {name: count for name, lines in held.items() if (count := sum(map(bool, map(GAP.search, lines))))}
    own = sum(map(bool, map(GAP.search, (lesson.title, lesson.summary))))
    if gaps or own:
        count = sum(gaps.values()) + own
        many = f"{count} gap{'' if count == 1 else 's'} in square brackets"
        words = f"“{lesson.title}” still has {many}. Write your own words there."
        yield Finding("gap", MUST, words, lesson.id, "" if own else next(iter(gaps)), lesson.title)


def worth_opening(lesson: LessonText, module: ModuleText, known: Known) -> Found:
    """A lesson has something in it and says how long it takes."""
    if not lesson.blocks:
        yield Finding("empty", MUST, f"“{lesson.title}” is empty.", lesson.id)
    elif not lesson.minutes:
        yield Finding("no_minutes", MUST, f"“{lesson.title}” does not say how long it takes.", lesson.id)


OF_MODULE: tuple[Callable[[ModuleText, Known], Iterable[Finding]], ...] = (
    said_of_itself, whole, minutes_add_up, reviewed_in_time, law_is_fresh,
)  # fmt: skip
OF_LESSON: tuple[Callable[[LessonText, ModuleText, Known], Iterable[Finding]], ...] = (
    worth_opening, no_gaps, said_for_everybody, codes_are_known, law_is_named, easy_to_read,
)  # fmt: skip
