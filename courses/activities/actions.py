"""Keeping what somebody writes while learning.

Reflections and records of shadowing are the history themselves; nothing of them goes into the record of a
person, apart from the fact that something was shared or taken back.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction

from academy.people.models import User
from academy.record.actions import write
from courses.activities.models import Reflection, ShadowingRecord, SharedReflection
from courses.pages.models import LessonPage
from courses.pages.queries import Reflecting, Shadow


@transaction.atomic
def save_reflection(
    *, lesson: LessonPage, asked: Reflecting, text: str, shared: bool, by: User, at: datetime.datetime
) -> Reflection:
    """Keep somebody's words; show them to whoever manages the person only while `shared`. Saving the same
    twice changes nothing twice."""
    reflection, made = Reflection.objects.select_for_update().get_or_create(
        person=by, lesson=lesson, block=asked.id, defaults={"text": text, "saved_at": at}
    )
    if not made and reflection.text != text:
        reflection.text, reflection.saved_at = text, at
        reflection.save(update_fields=["text", "saved_at"])
    _share(reflection, asked, shared, by, at)
    return reflection


def _share(reflection: Reflection, asked: Reflecting, shared: bool, by: User, at: datetime.datetime) -> None:
    """Bring what others see into line with the tick."""
    known = SharedReflection.objects.filter(reflection=reflection)
    if shared:
        words = {"prompt": asked.prompt, "text": reflection.text, "person": by}
        _, changed = SharedReflection.objects.update_or_create(
            reflection=reflection, defaults=words, create_defaults={**words, "shared_at": at}
        )
    else:
        changed = bool(known.delete()[0])
    if changed:
        verb = "share" if shared else "take_back"
        said = "Shared a reflection with their manager" if shared else "Took a shared reflection back"
        write(council=by.council_id, by=by, at=at, verb=verb, noun="reflection", about=by, words=said)


@transaction.atomic
def save_shadowing(
    *,
    lesson: LessonPage,
    asked: Shadow,
    on: datetime.date,
    whom: str,
    answers: Sequence[str],
    by: User,
    at: datetime.datetime,
) -> ShadowingRecord:
    """Keep the record of a day of watching; writing it again changes the same record."""
    told = [{"question": q, "answer": said} for q, said in zip(asked.questions, answers, strict=True)]
    record, _ = ShadowingRecord.objects.update_or_create(
        person=by,
        lesson=lesson,
        block=asked.id,
        defaults={"title": asked.title, "on": on, "whom": whom, "answers": told, "saved_at": at},
    )
    return record
