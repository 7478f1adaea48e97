"""A lesson with every activity in it, and what somebody wrote there."""

from __future__ import annotations

import datetime
import json
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import Council
from courses.activities.models import Reflection, ShadowingRecord, SharedReflection
from courses.pages.models import LessonPage, ModulePage
from tests.factories.academy import StaffFactory
from tests.factories.courses import lesson_page, module_page

IDS = {
    name: f"0d7f1c1e-0000-4000-8000-00000000010{number}"
    for number, name in enumerate(
        ["scenario", "reflection", "exercise", "practice_question", "live_session", "shadowing",
         "practical_task"]
    )
}  # fmt: skip
"""The id of each block."""


def listed(*values: Any) -> list[dict[str, Any]]:
    """A list as a page stores it."""
    return [{"type": "item", "id": f"item-{n}", "value": value} for n, value in enumerate(values)]


def choice(text: str, goes_to: str, *, good: bool = False) -> dict[str, Any]:
    """One choice of a story."""
    return {"text": text, "feedback": f"Because of {text}", "good": good, "goes_to": goes_to}


def story_value(**changes: Any) -> dict[str, Any]:
    """A story of three steps: a good way of two, and a way round."""
    told = {
        "s1": ("A parent rings.", ("Listen", "s2", True), ("Hang up", "s1b", False)),
        "s1b": ("She rings again.", ("Say sorry", "s2", True), ("Sigh", "", False)),
        "s2": ("She asks when.", ("Say a day", "", True), ("Say soon", "", False)),
    }
    stored = [
        {
            "name": name,
            "text": text,
            "choices": listed(*(choice(words, goal, good=good) for words, goal, good in choices)),
        }
        for name, (text, *choices) in told.items()
    ]
    return {"title": "A call", "intro": "It is ten to five.", "steps": listed(*stored), **changes}


def activity_blocks(
    *, question: str = "X99-1", exercise: str = "X3-1", task: str = "AT2"
) -> list[dict[str, Any]]:
    """Every kind of activity once."""
    agenda = listed({"minutes": 10, "what": "Each says one thing"}, {"minutes": 20, "what": "Sort the cards"})
    values: dict[str, Any] = {
        "scenario": story_value(),
        "reflection": {"title": "Think", "prompt": "What will you ask?", "hint": "Two sentences"},
        "exercise": {"title": "Practise", "kind": "X3", "codes": listed(exercise), "intro": "Slowly"},
        "practice_question": {"title": "Try it", "codes": listed(question), "intro": "From memory"},
        "live_session": {
            "title": "Sort together", "minutes": 30, "purpose": "Talk about reasons",
            "before": listed("Bring a pen"), "agenda": agenda, "small_council": "Do it in a pair",
        },
        "shadowing": {
            "title": "Watch a visit", "minutes": 60, "what_to_watch": listed("Who speaks first"),
            "questions": listed("What did you see?", "What will you do?"),
        },
        "practical_task": {"code": task, "note": "It takes an afternoon"},
    }  # fmt: skip
    return [{"type": kind, "id": IDS[kind], "value": value} for kind, value in values.items()]


def activity_lesson(council: Council, code: str = "IND-1.1", **codes: Any) -> tuple[ModulePage, LessonPage]:
    """A module with one lesson that has every activity."""
    module = module_page(council, code, slug=code.lower().replace(".", "-"), threads=["GT1"])
    lesson = lesson_page(module, "do-it", title="Do it", body=json.dumps(activity_blocks(**codes)))
    module.save_revision().publish()
    return ModulePage.objects.get(pk=module.pk), LessonPage.objects.get(pk=lesson.pk)


def lesson_of(council: Council) -> LessonPage:
    """A lesson of a council, made once; of the module that is there, if there is one."""
    module = ModulePage.objects.filter(council=council).order_by("path").first() or module_page(council)
    return LessonPage.objects.child_of(module).first() or lesson_page(module)


class ReflectionFactory(DjangoModelFactory):
    class Meta:
        model = Reflection

    person = factory.SubFactory(StaffFactory)
    lesson = factory.LazyAttribute(lambda row: lesson_of(row.person.council))
    block = IDS["reflection"]
    text = "I will ask what helps"
    saved_at = factory.LazyFunction(timezone.now)


class SharedReflectionFactory(DjangoModelFactory):
    class Meta:
        model = SharedReflection

    reflection = factory.SubFactory(ReflectionFactory)
    person = factory.SelfAttribute("reflection.person")
    prompt = "What will you ask?"
    text = factory.SelfAttribute("reflection.text")
    shared_at = factory.LazyFunction(timezone.now)


class ShadowingRecordFactory(DjangoModelFactory):
    class Meta:
        model = ShadowingRecord

    person = factory.SubFactory(StaffFactory)
    lesson = factory.LazyAttribute(lambda row: lesson_of(row.person.council))
    block = IDS["shadowing"]
    title = "Watch a visit"
    on = datetime.date(2026, 11, 12)
    whom = "a senior coordinator"
    answers = factory.LazyFunction(lambda: [{"question": "What did you see?", "answer": "Calm"}])
    saved_at = factory.LazyFunction(timezone.now)
