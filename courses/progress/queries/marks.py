"""What the pages of a module and of a lesson depend on: they are drawn anew when something of it changed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from academy.kit.keeping import Parts, part
from academy.law.pack import law_as_at
from academy.people.models import User
from courses.assignments.queries.pulse import LEARNING, RECORD, Pulse, has_place, pulse_with
from courses.pages.queries import Live, kinds_in, live_marks

HERE = "WHERE person_id = %(person)s AND lesson_id = %(lesson)s"
OPENED: Parts = {"opened": part(f"courses_lessonprogress {HERE}", "opened_at")}
REFLECTION: Parts = {
    "reflections": part(f"courses_reflection {HERE}", "COUNT(*)", "MAX(saved_at)"),
    "shared": part("courses_sharedreflection WHERE person_id = %(person)s", "COUNT(*)", "SUM(id)"),
    "with_buddy": part("courses_reflectionforbuddy WHERE person_id = %(person)s", "COUNT(*)", "SUM(id)"),
}
TRIES: Parts = {
    "practised": part("assessments_attempt WHERE person_id = %(person)s", "COUNT(*)", "SUM(id)", "MAX(at)"),
}
ASKS: Mapping[str, Parts] = {
    "knowledge_check": {"check": part(f"courses_checkattempt {HERE}", "COUNT(*)", "SUM(id)", "MAX(at)")},
    "rewrite": {
        "rewrites": part(
            f"courses_rewrite {HERE}", "COUNT(*)", "MAX(saved_at)", "COUNT(judged_at)", "MAX(judged_at)"
        ),
    },
    "reflection": REFLECTION,
    "shadowing": {
        "watched": part(
            f"courses_shadowingrecord {HERE}",
            "COUNT(*)", "MAX(saved_at)", "COUNT(signed_at)", "MAX(signed_at)",
        ),
    },
    "exercise": TRIES,
    "practice_question": TRIES,
    "practical_task": {
        "tasks": part("assessments_submission WHERE person_id = %(person)s", "COUNT(*)", "MAX(saved_at)"),
    },
}  # fmt: skip
"""What somebody does in a lesson, by the kind of its block, and what changes when they do it."""
OF_OTHERS = {"exercise", "practice_question", "practical_task"}
"""Kinds that show what others keep: items that are reviewed and retired, tasks that are opened and marked."""


def front_marks(*, actor: User, programme: str, module: str) -> tuple[object, ...]:
    """What a module's own page depends on, in two queries; nothing if it cannot be kept.

    A page that was never published through the editors' area has no revision to be kept under.
    """
    pages = live_marks(programme=programme, module=module)
    if not _steady(pages):
        return ()
    pulse, found = pulse_with(actor=actor, more={**LEARNING, **RECORD})
    return (*_both(pulse, found, others=has_place(found)), "module page", pages)


def lesson_marks(*, actor: User, programme: str, module: str, lesson: str) -> tuple[object, ...]:
    """What the page of a lesson depends on, in two queries; nothing if it cannot be kept.

    Nothing is kept before the lesson is opened: the first look is an act of its own.
    """
    pages = live_marks(programme=programme, module=module)
    here = [page for page in pages[1:] if page.slug == lesson]
    if len(here) != 1 or not _steady(pages):
        return ()
    kinds = kinds_in(here[0])
    asks = {name: sql for kind in sorted(kinds & ASKS.keys()) for name, sql in ASKS[kind].items()}
    more = {**LEARNING, **RECORD, **OPENED, **asks}
    pulse, found = pulse_with(actor=actor, more=more, lesson=here[0].pk)
    if found["opened"] == str(None):
        return ()
    others = has_place(found) or bool(kinds & OF_OTHERS)
    return (*_both(pulse, found, others=others), "lesson", lesson, pages)


def _steady(pages: list[Live]) -> bool:
    return bool(pages) and all(page.revision for page in pages)


def _both(pulse: Pulse, found: Mapping[str, str], *, others: bool) -> tuple[object, ...]:
    """What both pages depend on. The record counts only where `others` decide what is shown: what lies in a
    lesson, or the weeks of somebody in a cohort, which move with hours, holidays and days away."""
    marks = tuple(mark for name, mark in found.items() if others or name != "record")
    return (*pulse.person, str(timezone.localdate()), str(law_as_at()), pulse.council, marks)
