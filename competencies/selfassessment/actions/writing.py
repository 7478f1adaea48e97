"""The person's side: beginning a round, writing, handing in and changing an answer."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from competencies.framework.models import EntrustableTask
from competencies.selfassessment.actions.letters import tell_asked, tell_changed, tell_handed_in
from competencies.selfassessment.models import SelfAnswer, SelfAssessment, SelfItem
from competencies.selfassessment.queries.tasks import expected_tasks
from competencies.selfassessment.rules import check_leader, check_level, check_writable, check_writer
from competencies.selfassessment.states import CURRENT, SELF_ASSESSMENT


@transaction.atomic
def open_assessment(*, person: User, key: uuid.UUID, by: User, at: datetime.datetime) -> SelfAssessment:
    """Begin a round with an item for each task of the person's role profile.

    The same `key` is the same round. The person begins it, or whoever leads them asks for it. While one is
    current there is no second.
    """
    if by.pk != person.pk:
        check_leader(person, by)
    User.objects.select_for_update().get(pk=person.pk)
    rows = SelfAssessment.objects.filter(person=person)
    if (same := rows.filter(key=key).first()) is not None:
        return same
    if rows.filter(state__in=CURRENT).exists():
        raise Refused("A round is open already. Finish that one first.", code="current")
    asked_by = by if by.pk != person.pk else None
    row = SelfAssessment.objects.create(person=person, key=key, asked_by=asked_by, opened_at=at)
    SelfItem.objects.bulk_create(
        SelfItem(assessment=row, task=task) for task in expected_tasks(person=person)
    )
    _note(
        row,
        "ask" if asked_by else "begin",
        "Self-assessment asked for" if asked_by else "Self-assessment begun",
        by,
        at,
    )
    if asked_by is not None:
        tell_asked(row, at=at)
    return row


@transaction.atomic
def add_task(
    *, assessment: SelfAssessment, task: EntrustableTask, by: User, at: datetime.datetime
) -> SelfItem:
    """Rate a task besides those of the role profile, before handing in. The same task twice is one item."""
    row = _lock(assessment, by)
    SELF_ASSESSMENT.after(row.state, "hand_in")
    if task.framework.council_id != row.person.council_id or task.framework.state != "published":
        raise Refused("Another task: choose one from the list.", code="task")
    item, _ = SelfItem.objects.get_or_create(assessment=row, task=task, defaults={"added": True})
    return item


@transaction.atomic
def drop_task(*, item: SelfItem, by: User, at: datetime.datetime) -> None:
    """Take a task that the person added out again, before handing in."""
    row = _lock(item.assessment, by)
    SELF_ASSESSMENT.after(row.state, "hand_in")
    if not item.added:
        raise Refused("This task belongs to your role, so it stays in.", code="expected")
    SelfItem.objects.filter(pk=item.pk).delete()


@transaction.atomic
def save_answer(
    *, item: SelfItem, level: int, did: str, needs: str, by: User, at: datetime.datetime
) -> SelfAnswer:
    """Keep what the person says on one task.

    Before handing in the draft is written over. After it a change is a new version, and so the manager's
    answer to the version before counts no more; the same words again change nothing.
    """
    row = _lock(item.assessment, by)
    check_writable(row)
    check_level(level)
    last = SelfAnswer.objects.filter(item=item).order_by("number").last()
    said = {"level": level, "did": did.strip(), "needs": needs.strip()}
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last
    if last is not None and last.handed_in_at is None:
        SelfAnswer.objects.filter(pk=last.pk).update(**said, saved_at=at)
        last.refresh_from_db()
        return last
    number = last.number + 1 if last is not None else 1
    late = at if row.state == "handed_in" else None
    answer = SelfAnswer.objects.create(item=item, number=number, saved_at=at, handed_in_at=late, **said)
    if late is not None:
        _note(row, "change", f"{item.task.code}: own answer changed", by, at)
        tell_changed(row, at=at)
    return answer


@transaction.atomic
def hand_in(*, assessment: SelfAssessment, by: User, at: datetime.datetime) -> SelfAssessment:
    """Give it to whoever leads the person. Every task needs a level. Handed in twice is handed in once."""
    row = _lock(assessment, by)
    if row.state == "handed_in":
        return row
    row.state = SELF_ASSESSMENT.after(row.state, "hand_in")
    items = row.items.count()
    drafts = SelfAnswer.objects.filter(item__assessment=row, handed_in_at=None)
    left = items - drafts.count()
    if not items:
        raise Refused("There is no task to rate yet. Add one.", code="empty")
    if left:
        raise Refused(
            f"{left} of {items} tasks have no level yet. Choose one for each, even if it is 0.", code="left"
        )
    drafts.update(handed_in_at=at)
    row.handed_in_at = at
    row.save(update_fields=["state", "handed_in_at"])
    _note(row, "hand in", "Self-assessment handed in", by, at)
    tell_handed_in(row, at=at)
    return row


def _lock(assessment: SelfAssessment, by: User) -> SelfAssessment:
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.get(pk=assessment.pk)
    check_writer(row, by)
    return row


def _note(row: SelfAssessment, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    write(council=row.person.council_id, by=by, at=at, verb=verb, obj=row, about=row.person, words=words)
