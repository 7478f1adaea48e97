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
from courses.activities.models import Reflection, ReflectionForBuddy, ShadowingRecord, SharedReflection
from courses.pages.models import LessonPage
from courses.pages.queries import Reflecting, Shadow

SHOWN = {
    SharedReflection: ("share", "take_back", "their manager"),
    ReflectionForBuddy: ("share_with_buddy", "take_back_from_buddy", "their buddy"),
}
"""For each of the two whom a reflection may be shown: the verbs of the history, and who it is in words."""
Shown = type[SharedReflection] | type[ReflectionForBuddy]


@transaction.atomic
def save_reflection(
    *,
    lesson: LessonPage,
    asked: Reflecting,
    text: str,
    shared: bool,
    with_buddy: bool = False,
    by: User,
    at: datetime.datetime,
) -> Reflection:
    """Keep somebody's words; show them to whoever manages the person only while `shared`, and to the buddy
    only `with_buddy`. Saving the same twice changes nothing twice."""
    reflection, made = Reflection.objects.select_for_update().get_or_create(
        person=by, lesson=lesson, block=asked.id, defaults={"text": text, "saved_at": at}
    )
    if not made and reflection.text != text:
        reflection.text, reflection.saved_at = text, at
        reflection.save(update_fields=["text", "saved_at"])
    _share(reflection, asked, SharedReflection, shared, by, at)
    _share(reflection, asked, ReflectionForBuddy, with_buddy, by, at)
    return reflection


def _share(
    reflection: Reflection, asked: Reflecting, model: Shown, wanted: bool, by: User, at: datetime.datetime
) -> None:
    """Bring what one of the two sees into line with the tick."""
    share, take_back, whom = SHOWN[model]
    if wanted:
        words = {"prompt": asked.prompt, "text": reflection.text, "person": by}
        _, changed = model._default_manager.update_or_create(
            reflection=reflection, defaults=words, create_defaults={**words, "shared_at": at}
        )
    else:
        changed = bool(model._default_manager.filter(reflection=reflection).delete()[0])
    if changed:
        verb = share if wanted else take_back
        said = f"Shared a reflection with {whom}" if wanted else "Took a shared reflection back"
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
    """Keep the record of a day of watching; writing it again changes the same record, and other
    words need another signature."""
    told = [{"question": q, "answer": said} for q, said in zip(asked.questions, answers, strict=True)]
    now = {"title": asked.title, "on": on, "whom": whom, "answers": told}
    record, made = ShadowingRecord.objects.select_for_update().get_or_create(
        person=by, lesson=lesson, block=asked.id, defaults={**now, "saved_at": at}
    )
    if not made and now != {name: getattr(record, name) for name in now}:
        for name, value in {**now, "saved_at": at, "signed_by": None, "signed_at": None}.items():
            setattr(record, name, value)
        record.save()
    return record


@transaction.atomic
def sign_record(*, record: ShadowingRecord, by: User, at: datetime.datetime) -> ShadowingRecord:
    """Somebody who may confirms what the record says. Signed twice, it carries the first signature."""
    row = ShadowingRecord.objects.select_for_update(of=("self",)).select_related("person").get(pk=record.pk)
    if row.signed_at is None:
        row.signed_by, row.signed_at = by, at
        row.save(update_fields=["signed_by", "signed_at"])
        words = f"Signed off a day of watching: {row.title}"
        write(
            council=row.person.council_id,
            by=by,
            at=at,
            verb="sign",
            obj=row,
            about=row.person_id,
            words=words,
        )
    return row
