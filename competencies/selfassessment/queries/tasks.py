"""The tasks and levels of the framework in force, as this part needs them."""

from __future__ import annotations

from academy.people.access import standing_of, visible
from academy.people.models import User
from competencies.framework.models import EntrustableTask, Level
from competencies.selfassessment.models import SelfAssessment


def expected_tasks(*, person: User) -> list[EntrustableTask]:
    """The tasks that the person's roles of today are expected to do at some time, in framework order."""
    rows = EntrustableTask.objects.filter(
        framework__council_id=person.council_id,
        framework__state="published",
        expectations__role__in=standing_of(person).roles,
        expectations__level__gt=0,
    )
    return list(rows.distinct().order_by("position"))


def task_choices(*, actor: User, assessment: SelfAssessment) -> list[tuple[str, str]]:
    """Tasks in force that are not in the round yet."""
    there = assessment.items.values("task__identity")
    rows = visible(actor, EntrustableTask).filter(framework__state="published")
    return [
        (task.code, f"{task.title} ({task.code})")
        for task in rows.exclude(identity__in=there).order_by("position")
    ]


def task_named(*, actor: User, code: str) -> EntrustableTask | None:
    """A task in force by its code."""
    rows = visible(actor, EntrustableTask).filter(framework__state="published", code=code)
    return rows.select_related("framework").first()


def level_choices(*, task: EntrustableTask) -> list[tuple[int, str, str]]:
    """Number, name and what it looks like, of each level of the task's framework. One query."""
    rows = Level.objects.filter(framework_id=task.framework_id).order_by("number")
    return [(row.number, row.name, f"{row.descriptor}. {row.work_allowed}.") for row in rows]
