"""The letter that says that feedback is ready, worded when it is sent."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from academy.kit.words import weekday_date
from academy.work.registry import Letter, composes
from assessments.tasks.actions.settling import FEEDBACK
from assessments.tasks.models import Outcome
from assessments.tasks.rules.permits import next_try_on


@composes(FEEDBACK)
def write_letter(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """The words of the letter; None when a later result has taken this one's place."""
    rows = Outcome.objects.select_related("submission__person", "submission__edition__task")
    outcome = rows.filter(pk=context["outcome_id"], submission__person=person_id).first()
    if outcome is None:
        return None
    work = outcome.submission
    if Outcome.objects.filter(submission=work, number__gt=outcome.number).exists():
        return None
    name = f"{work.edition.title} ({work.edition.task.code})"
    again = next_try_on(work)
    said = (
        f"{name} is signed off. Well done."
        if outcome.passed
        else f"{name} has come back to you with what was strong and what to change."
    )
    blind = "" if outcome.how == Outcome.How.OBSERVED else "Markers did not know whose work it was. "
    parts = [f"Dear {work.person.given_name},", said]
    if again is not None:
        parts.append(
            f"You can be observed again from {weekday_date(again)}."
            if outcome.how == Outcome.How.OBSERVED
            else f"You can write it again from {weekday_date(again)}. Your words are kept to start from."
        )
    parts += [
        f"Read the feedback: {settings.BASE_URL}{reverse('task_result', args=[outcome.pk])}",
        f"{blind}Your manager can see this feedback too. It is for learning.",
        "SEND Academy",
    ]
    return Letter(subject=f"Feedback is ready: {work.edition.title}", body="\n\n".join(parts))
