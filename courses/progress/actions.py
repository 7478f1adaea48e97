"""Learning: opening, reading, answering, rewriting, finishing.

Only finishing a module goes into the record, because the record of a person is seen by their manager, and
what somebody opened, tried and got wrong is their own. Those rows are the history themselves.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.questions.marking import mark_paper
from competencies.evidence.actions import add_evidence
from competencies.evidence.models import Evidence
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import Check, Exercise, edition_of, lessons_of, lessons_under, module_path
from courses.progress.models import CheckAttempt, Completion, LessonProgress, Rewrite
from courses.progress.rules import NOT_WRITTEN, check_finish

MODULE_COMPLETED = "module_completed"


@transaction.atomic
def open_lesson(*, lesson: LessonPage, by: User, at: datetime.datetime) -> LessonProgress:
    """Somebody looked at a lesson for the first time; looking again changes nothing."""
    progress, _ = LessonProgress.objects.get_or_create(
        person=by, lesson=lesson, defaults={"opened_at": at, "revision_id": lesson.live_revision_id}
    )
    return progress


@transaction.atomic
def finish_lesson(
    *, module: ModulePage, lesson: LessonPage, has_check: bool, by: User, at: datetime.datetime
) -> Completion | None:
    """ "I have read this". Returns the completion when this was the last lesson of the module."""
    progress = _lock(lesson, by, at)
    check_finish(has_check=has_check, passed=progress.finished_at is not None)
    return _finish(module, progress, lesson, by, at)


@transaction.atomic
def mark_check(
    *,
    module: ModulePage,
    lesson: LessonPage,
    check: Check,
    key: uuid.UUID,
    answers: Mapping[str, Collection[str]],
    by: User,
    at: datetime.datetime,
) -> tuple[CheckAttempt, Completion | None]:
    """Mark one try and keep it whole; the same `key` twice is one try. Passing finishes the lesson."""
    progress = _lock(lesson, by, at)
    paper = mark_paper(check.questions, answers, pass_mark=check.pass_mark)
    attempt, made = CheckAttempt.objects.get_or_create(
        person=by,
        key=key,
        defaults={
            "lesson": lesson,
            "revision_id": lesson.live_revision_id,
            "answers": {"pass_mark": check.pass_mark, "questions": paper.as_rows()},
            "right": paper.right,
            "questions": len(paper.questions),
            "passed": paper.passed,
            "at": at,
        },
    )
    done = _finish(module, progress, lesson, by, at) if made and attempt.passed else None
    return attempt, done


@transaction.atomic
def save_rewrite(
    *, lesson: LessonPage, exercise: Exercise, text: str, by: User, at: datetime.datetime
) -> Rewrite:
    """Keep somebody's version. New words have to be judged anew."""
    rewrite, made = Rewrite.objects.select_for_update().get_or_create(
        person=by, lesson=lesson, exercise=exercise.id, defaults={"text": text, "saved_at": at}
    )
    if not made and rewrite.text != text:
        rewrite.text, rewrite.saved_at, rewrite.judged_at = text, at, None
        rewrite.save(update_fields=["text", "saved_at", "judged_at"])
    return rewrite


@transaction.atomic
def judge_rewrite(
    *, lesson: LessonPage, exercise: Exercise, met: Collection[str], by: User, at: datetime.datetime
) -> Rewrite:
    """Keep which lines of the list somebody found in their own version."""
    rewrite = (
        Rewrite.objects.select_for_update().filter(person=by, lesson=lesson, exercise=exercise.id).first()
    )
    if rewrite is None:
        raise Refused(NOT_WRITTEN)
    rewrite.met = [line.id for line in exercise.rubric if line.id in set(met)]
    rewrite.judged_at = at
    rewrite.save(update_fields=["met", "judged_at"])
    return rewrite


@transaction.atomic
def start_again(*, module: ModulePage, by: User, at: datetime.datetime) -> int:
    """Take a module again from its first lesson; earlier completions stay. Returns lessons reopened."""
    lessons = [lesson.pk for lesson in lessons_of(actor=by, module=module)]
    return LessonProgress.objects.filter(person=by, lesson_id__in=lessons).update(
        opened_at=at, finished_at=None
    )


def _lock(lesson: LessonPage, by: User, at: datetime.datetime) -> LessonProgress:
    """The progress row, with the person locked: two lessons finished at once must see each other."""
    User.objects.select_for_update().filter(pk=by.pk).values_list("pk", flat=True).first()
    return open_lesson(lesson=lesson, by=by, at=at)


def _finish(
    module: ModulePage, progress: LessonProgress, lesson: LessonPage, by: User, at: datetime.datetime
) -> Completion | None:
    if progress.finished_at is not None:
        return None
    progress.finished_at, progress.revision_id = at, lesson.live_revision_id
    progress.save(update_fields=["finished_at", "revision_id"])
    lessons = lessons_under(module=module)
    read = dict(
        LessonProgress.objects.filter(person=by, lesson__in=lessons, finished_at__isnull=False).values_list(
            "lesson_id", "revision_id"
        )
    )
    if len(read) < len(lessons):
        return None
    return _complete_module(module, lessons, read, by, at)


def _complete_module(
    module: ModulePage, lessons: list[LessonPage], read: Mapping[int, Any], by: User, at: datetime.datetime
) -> Completion:
    """The completion, its evidence, the record and the news, in the caller's transaction."""
    day = timezone.localdate(at)
    edition = edition_of(module=module, lessons=lessons)
    completion, _ = Completion.objects.get_or_create(
        person=by,
        module_code=module.code,
        done_on=day,
        defaults={
            "page_id": module.pk,
            "revision_id": module.live_revision_id,
            "edition": edition,
            "lessons": {str(pk): revision for pk, revision in read.items()},
            "title": module.title,
            "minutes": sum(lesson.minutes for lesson in lessons),
            "score": _score(lessons, by),
        },
    )
    _show(module, completion, by, at)
    announce(
        topic=MODULE_COMPLETED,
        key=f"{completion.pk}:{at.isoformat()}",
        payload={"person_id": by.pk, "module_code": module.code, "completion_id": completion.pk},
        at=at,
        council=by.council_id,
    )
    return completion


def _show(module: ModulePage, completion: Completion, by: User, at: datetime.datetime) -> None:
    """What a finished module shows: a line in the record, and for our own staff evidence for competencies.

    A guest is measured by nobody here: what they finished is theirs to keep and counts for nothing else.
    """
    edition, day = completion.edition, completion.done_on
    if can(by, "learn"):
        add_evidence(
            person=by,
            competency_codes=module.competencies,
            kind=Evidence.Kind.KNOWLEDGE_CHECK,
            shown_on=day,
            source_label=f"{module.title}, {module.code}, edition {edition}"[:200],
            source_path=module_path(module),
            source_key=f"completion:{module.code}:{day.isoformat()}",
            by=by,
            at=at,
        )
    write(
        council=by.council_id,
        by=by,
        at=at,
        verb="complete",
        obj=completion,
        about=by,
        words=f"Finished {module.title} ({module.code}), edition {edition}"[:400],
        detail={"module": module.code, "edition": edition, "revision": module.live_revision_id},
    )


def _score(lessons: list[LessonPage], by: User) -> str:
    """The result of the last check passed, for example 6 of 7; nothing for a module without a check."""
    attempt = (
        CheckAttempt.objects.filter(person=by, lesson__in=lessons, passed=True).order_by("-at", "-pk").first()
    )
    return f"{attempt.right} of {attempt.questions}" if attempt else ""


@transaction.atomic
def complete_module(
    *, module: ModulePage, scores: Mapping[int, tuple[int, int]], by: User, at: datetime.datetime
) -> Completion:
    """Finish a whole module in one go, lesson by lesson in one transaction: history that is told afterwards.

    `scores`: lesson id to (right, questions) of the try that passed, for lessons with a check.
    """
    lessons = lessons_under(module=module)
    for lesson in lessons:
        progress = _lock(lesson, by, at)
        progress.finished_at, progress.revision_id = at, lesson.live_revision_id
        progress.save(update_fields=["finished_at", "revision_id"])
        if lesson.pk in scores:
            right, questions = scores[lesson.pk]
            CheckAttempt.objects.create(
                person=by, lesson=lesson, revision_id=lesson.live_revision_id, key=uuid.uuid4(),
                answers={}, right=right, questions=questions, passed=True, at=at,
            )  # fmt: skip
    return _complete_module(module, lessons, {one.pk: one.live_revision_id for one in lessons}, by, at)
