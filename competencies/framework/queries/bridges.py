"""Walking the bridge: what the rows of older versions are called in the version in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from competencies.framework.models import Competency, CompetencyStep, EntrustableTask, TaskStep
from competencies.framework.models.versions import LASTING


def current_competencies(*, council_id: int) -> dict[int, frozenset[int]]:
    """Ids of competencies of every version, each with the ids in force that it goes on as.

    A competency that ended has no entry: what was shown for it stays in the record and counts no longer.
    """
    now = Competency.objects.filter(
        domain__framework__council_id=council_id, domain__framework__state="published"
    ).values_list("pk", flat=True)
    steps = CompetencyStep.objects.filter(new__domain__framework__council_id=council_id)
    return walk(now, steps.values_list("old_id", "new_id"))


def counting_as(*, council_id: int, now: Iterable[int]) -> frozenset[int]:
    """Ids of competencies, of every version, that go on as one of these in force."""
    wanted = set(now)
    return frozenset(
        old for old, here in current_competencies(council_id=council_id).items() if here & wanted
    )


def current_tasks(*, council_id: int) -> dict[int, frozenset[int]]:
    """Ids of tasks of every version, each with the ids in force that it goes on as."""
    now = EntrustableTask.objects.filter(
        framework__council_id=council_id, framework__state="published"
    ).values_list("pk", flat=True)
    steps = TaskStep.objects.filter(new__framework__council_id=council_id)
    return walk(now, steps.values_list("old_id", "new_id"))


def walk(now: Iterable[int], steps: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """From the ids in force backwards along the steps; steps never run in a circle, versions only grow."""
    before: dict[int, list[int]] = defaultdict(list)
    for old, new in steps:
        before[new].append(old)
    found: dict[int, set[int]] = defaultdict(set)
    for start in now:
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if start not in found[here]:
                found[here].add(start)
                waiting.extend(before[here])
    return {old: frozenset(ends) for old, ends in found.items()}


def competencies_once_called(*, council_id: int, codes: Iterable[str] | None = None) -> dict[str, Competency]:
    """What carries on each code of older versions (all of them, or those asked for). Ended ones are left out.

    The newest version that had a code says what it meant.
    """
    old = Competency.objects.filter(
        domain__framework__council_id=council_id, domain__framework__state="retired"
    )
    if codes is not None:
        old = old.filter(code__in=list(codes))
    meant = {row.code: row for row in old.order_by("domain__framework__version")}
    ends = current_competencies(council_id=council_id) if meant else {}
    wanted = {pk for row in meant.values() for pk in ends.get(row.pk, ())}
    now = Competency.objects.filter(pk__in=wanted).select_related("domain").in_bulk() if wanted else {}
    found = {}
    for code, row in meant.items():
        heirs = sorted((now[pk] for pk in ends.get(row.pk, ())), key=lambda one: one.position)
        if heirs:
            found[code] = next((one for one in heirs if one.identity == row.identity), heirs[0])
    return found


def meanings(*, framework_id: int, council_id: int) -> dict[str, frozenset[int]]:
    """Each competency code that people were ever measured by, with the ids of the version that carry it on.

    A code with nobody to carry it on means something that ended; a code is never given another meaning.
    """
    lasting = Competency.objects.filter(
        domain__framework__council_id=council_id, domain__framework__state__in=LASTING
    ).exclude(domain__framework_id=framework_id)
    now = Competency.objects.filter(domain__framework_id=framework_id).values_list("pk", flat=True)
    steps = CompetencyStep.objects.filter(new__domain__framework__council_id=council_id)
    ends = walk(now, steps.values_list("old_id", "new_id"))
    found: dict[str, frozenset[int]] = {}
    for pk, code in lasting.order_by("domain__framework__version").values_list("pk", "code"):
        found[code] = ends.get(pk, frozenset())
    return found
