"""What people showed and hold, told to the framework: who is touched when a version changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.utils import timezone

from competencies.entrustment.models import Entrustment
from competencies.evidence.models import Evidence
from competencies.framework.models import Competency, EntrustableTask, Framework
from competencies.framework.queries import current_competencies, current_tasks
from competencies.framework.registry import Touch, tells_touches


@tells_touches
def evidence_touches(framework: Framework) -> Iterable[Touch]:
    """How many pieces of evidence each competency in force has, of whichever version. Four queries."""
    rows = Evidence.objects.filter(person__council_id=framework.council_id)
    counts = rows.values("competency_id").annotate(pieces=Count("pk")).order_by()
    bridge = current_competencies(council_id=framework.council_id)
    found: Counter[int] = Counter()
    for competency, pieces in counts.values_list("competency_id", "pieces"):
        for now in bridge.get(competency, ()):
            found[now] += pieces
    codes = dict(Competency.objects.filter(domain__framework=framework).values_list("pk", "code"))
    return [Touch(codes[pk], "evidence", count=count) for pk, count in found.items()]


@tells_touches
def entrustment_touches(framework: Framework) -> Iterable[Touch]:
    """How many people hold a level on each task in force, and how many decisions wait. Six queries."""
    bridge = current_tasks(council_id=framework.council_id)
    codes = dict(EntrustableTask.objects.filter(framework=framework).values_list("pk", "code"))
    rows = Entrustment.objects.filter(person__council_id=framework.council_id)
    standing = rows.filter(state="stands", valid_until__gte=timezone.localdate())
    return [
        Touch(codes[pk], kind, count=count, about="task")
        for kind, chosen in (("held", standing), ("waiting", rows.filter(state="waiting")))
        for pk, count in _people(chosen, bridge).items()
    ]


def _people(rows: QuerySet[Entrustment], bridge: dict[int, frozenset[int]]) -> dict[int, int]:
    """How many different people each task in force has, counted by the database; only where tasks became one,
    so that somebody may hold both, people are told apart by name. Two queries."""
    before: dict[int, set[int]] = defaultdict(set)
    counts = rows.values("task_id").annotate(people=Count("person_id", distinct=True)).order_by()
    by_task = dict(counts.values_list("task_id", "people"))
    for task in by_task:
        for now in bridge.get(task, ()):
            before[now].add(task)
    several = {task for tasks in before.values() if len(tasks) > 1 for task in tasks}
    people: dict[int, set[int]] = defaultdict(set)
    for task, person in rows.filter(task_id__in=several).values_list("task_id", "person_id"):
        people[task].add(person)
    return {
        now: by_task[min(tasks)] if len(tasks) == 1 else len(set().union(*(people[task] for task in tasks)))
        for now, tasks in before.items()
    }
