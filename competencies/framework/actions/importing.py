"""A version from a file. It becomes the draft, never more: what is in force changes only by two people."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from competencies.framework.formats.shape import FrameworkData
from competencies.framework.models import (
    Competency,
    CompetencyStep,
    Domain,
    EntrustableTask,
    EvidenceKind,
    Framework,
    Level,
    LevelDescriptor,
    RoleExpectation,
    TaskStep,
)
from competencies.framework.models.versions import WRITABLE
from competencies.framework.queries.importing import ImportPlan, plan_import
from competencies.framework.rules.permits import check_keep
from competencies.framework.states import FRAMEWORK

MOST_TOLD = 100
"""Differences that the history keeps of one file."""


@dataclass(frozen=True)
class Imported:
    """What came of a file. `state`: drafted, replaced or unchanged."""

    state: str
    framework: Framework | None
    plan: ImportPlan


def check_import(*, plan: ImportPlan, replace: bool) -> None:
    """The file can become the draft. Raises Refused in words."""
    if plan.draft is None or plan.same_as is not None:
        return
    FRAMEWORK.after(plan.draft.state, "edit")
    if not replace:
        raise Refused(
            f"Version {plan.draft.version} is being written already, and one draft at a time is enough. "
            "Say that the file takes its place, or give that draft up first.",
            code="draft_open",
        )


def import_framework(
    *,
    council: Council,
    data: FrameworkData,
    by: User | None,
    at: datetime.datetime,
    dry_run: bool = False,
    replace: bool = False,
    stamp: str = "",
) -> Imported:
    """Make `data` the draft of the council's next version, bridged to the one in force.

    The same again changes nothing. With `replace` it takes the place of an open draft. `stamp`: what the
    person looked at; refused when that has changed since. `by` None: the command line.
    """
    if by is not None:
        check_keep(council_id=council.pk, by=by)
    with transaction.atomic():
        if not dry_run:
            Council.objects.select_for_update().get(pk=council.pk)
            list(Framework.objects.select_for_update().filter(council=council, state__in=WRITABLE))
        plan = plan_import(council_id=council.pk, data=data)
        if plan.same_as is not None:
            return Imported("unchanged", plan.same_as, plan)
        if stamp and stamp != plan.stamp:
            raise Refused(
                "The framework here has changed since you looked. Send the file again.", code="moved"
            )
        check_import(plan=plan, replace=replace)
        state = "replaced" if plan.draft else "drafted"
        if dry_run:
            return Imported(state, plan.draft, plan)
        return Imported(state, _write(council, plan, by, at), plan)


def _write(council: Council, plan: ImportPlan, by: User | None, at: datetime.datetime) -> Framework:
    data, draft = plan.data, plan.draft
    if draft is None:
        last = Framework.objects.filter(council=council).aggregate(last=Max("version"))["last"] or 0
        draft = Framework(council=council, version=last + 1, based_on=plan.in_force, made_by=by, made_at=at)
    else:
        for rows in (draft.domains, draft.tasks, draft.levels, draft.evidence_kinds):
            rows.all().delete()
    draft.identity = data.identity or draft.identity
    draft.name, draft.what_changed = data.name, data.what_changed
    draft.save(update_fields=["identity", "name", "what_changed"] if plan.draft else None)
    write_rows(draft, data, plan.in_force)
    told = plan.from_draft if plan.draft else plan.differences
    write(
        council=council,
        by=by,
        at=at,
        verb="import",
        obj=draft,
        words=f"{draft}: {'the draft replaced by a file' if plan.draft else 'a draft made from a file'}",
        detail={"differences": len(told), "first": [one.words[:200] for one in told[:MOST_TOLD]]},
    )
    return draft


def write_rows(framework: Framework, data: FrameworkData, before: Framework | None) -> None:
    """Every row of `data` in a version that has none, in a constant number of queries."""
    Level.objects.bulk_create(Level(framework=framework, **asdict(row)) for row in data.levels)
    EvidenceKind.objects.bulk_create(
        EvidenceKind(framework=framework, position=place, **asdict(row))
        for place, row in enumerate(data.kinds, start=1)
    )
    competencies = _competencies(framework, data)
    tasks = _tasks(framework, data, competencies)
    if before is None:
        return
    old_competencies = dict(Competency.objects.filter(domain__framework=before).values_list("identity", "pk"))
    old_tasks = dict(EntrustableTask.objects.filter(framework=before).values_list("identity", "pk"))
    CompetencyStep.objects.bulk_create(
        CompetencyStep(old_id=old_competencies[step.old], new=competencies[step.new])
        for step in data.competency_steps
        if step.old
    )
    TaskStep.objects.bulk_create(
        TaskStep(old_id=old_tasks[step.old], new=tasks[step.new]) for step in data.task_steps if step.old
    )


def _known(row: Any) -> dict[str, Any]:
    return {"identity": row.identity} if row.identity else {}


def _competencies(framework: Framework, data: FrameworkData) -> dict[str, Competency]:
    domains = {
        row.code: Domain(framework=framework, code=row.code, title=row.title, position=place, **_known(row))
        for place, row in enumerate(data.domains, start=1)
    }
    Domain.objects.bulk_create(domains.values())
    LevelDescriptor.objects.bulk_create(
        LevelDescriptor(domain=domains[row.code], level=number, text=text)
        for row in data.domains
        for number, text in row.descriptors
    )
    rows = Competency.objects.bulk_create(
        Competency(
            domain=domains[row.domain],
            code=row.code,
            text=row.text,
            evidence_kinds=list(row.evidence),
            position=place,
            **_known(row),
        )
        for place, row in enumerate(data.competencies, start=1)
    )
    return {row.code: row for row in rows}


def _tasks(
    framework: Framework, data: FrameworkData, competencies: dict[str, Competency]
) -> dict[str, EntrustableTask]:
    rows = EntrustableTask.objects.bulk_create(
        EntrustableTask(
            framework=framework,
            code=row.code,
            title=row.title,
            law=list(row.law),
            position=place,
            **_known(row),
        )
        for place, row in enumerate(data.tasks, start=1)
    )
    tasks = {row.code: row for row in rows}
    through = EntrustableTask.competencies.through
    through.objects.bulk_create(
        through(entrustabletask_id=tasks[row.code].pk, competency_id=competencies[code].pk)
        for row in data.tasks
        for code in row.competencies
    )
    RoleExpectation.objects.bulk_create(
        RoleExpectation(task=tasks[row.code], **asdict(one)) for row in data.tasks for one in row.expects
    )
    return tasks
