"""The version of each item that stands, and the manager's last reply to it."""

from __future__ import annotations

from competencies.selfassessment.models import ManagerAnswer, SelfAnswer

Versions = dict[int, tuple[SelfAnswer, ManagerAnswer | None]]


def standing_versions(*, assessment_id: int) -> Versions:
    """By item: its last version that was handed in, with the last reply to exactly that version. Two queries.

    A reply to an earlier version is none: a changed answer resets its confirmation.
    """
    rows = SelfAnswer.objects.filter(item__assessment_id=assessment_id, handed_in_at__isnull=False)
    last = {answer.item_id: answer for answer in rows.order_by("number")}
    replies = ManagerAnswer.objects.filter(answer__in=[answer.pk for answer in last.values()])
    by_answer = {reply.answer_id: reply for reply in replies.order_by("at", "pk")}
    return {item: (answer, by_answer.get(answer.pk)) for item, answer in last.items()}
