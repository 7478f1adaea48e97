"""What would become of a file: what it says here, what differs, and whether it can become the draft."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from competencies.framework.formats.differing import Difference, difference, paired, steps_in_words
from competencies.framework.formats.gathering import normal
from competencies.framework.formats.shape import FrameworkData, Note, Step
from competencies.framework.models import Framework
from competencies.framework.models.versions import WRITABLE
from competencies.framework.queries.reading import read_framework

PARTS = {"domain": "domains", "competency": "competencies", "task": "tasks"}
"""Rows that have an identity."""


@dataclass(frozen=True)
class ImportPlan:
    """A file held against what the council has.

    `same_as`: the version that says the same already. `differences` are from the version in force, or all of
    the file where there is none; `from_draft` are from the open draft. `stamp` changes when either does.
    """

    data: FrameworkData
    in_force: Framework | None
    draft: Framework | None
    same_as: Framework | None
    differences: tuple[Difference, ...]
    from_draft: tuple[Difference, ...]
    bridge: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def stamp(self) -> str:
        """What the plan was made against."""
        return "-".join(f"{row.pk}.{row.state}" if row else "none" for row in (self.in_force, self.draft))


def base_data(*, council_id: int) -> FrameworkData | None:
    """What the version in force says: what a format has no place for is kept from it."""
    framework = Framework.objects.filter(council_id=council_id, state="published").first()
    return read_framework(framework) if framework else None


def plan_import(*, council_id: int, data: FrameworkData) -> ImportPlan:
    """What would become of `data`. Changes nothing; the same number of queries however large it is."""
    rows = Framework.objects.filter(council_id=council_id, state__in=("published", *WRITABLE))
    by_place = {row.state in WRITABLE: row for row in rows.select_related("based_on")}
    in_force, draft = by_place.get(False), by_place.get(True)
    base = read_framework(in_force) if in_force else None
    current = read_framework(draft) if draft else None
    notes: list[Note] = []
    settled = settle(data, base, current, notes)
    same_as = None
    if base and is_same(settled, base):
        same_as = in_force
    elif current and settled.content() == current.content():
        same_as = draft
    return ImportPlan(
        data=settled,
        in_force=in_force,
        draft=draft,
        same_as=same_as,
        differences=difference(base, settled),
        from_draft=difference(current, settled) if current else (),
        bridge=steps_in_words((*settled.competency_steps, *settled.task_steps)),
        notes=tuple(notes),
    )


def is_same(data: FrameworkData, base: FrameworkData) -> bool:
    """Whether a version that goes on one to one from `base` says nothing new."""
    bare: dict[str, Any] = {"what_changed": "", "competency_steps": (), "task_steps": ()}
    return replace(data.content(), **bare) == replace(base.content(), **bare) and (
        data.competency_steps == _one_to_one(base.competencies, data.competencies)
        and data.task_steps == _one_to_one(base.tasks, data.tasks)
    )


def settle(
    data: FrameworkData, base: FrameworkData | None, current: FrameworkData | None, notes: list[Note]
) -> FrameworkData:
    """`data` as it would stand here: every row with an identity, and the bridge from `base`.

    A row without one takes that of the same code in the version in force, else in the draft, else one that is
    the same each time, so that a file sent twice is the same twice.
    """
    others = [one for one in (base, current) if one]
    root = data.identity or next((one.identity for one in others if one.identity), None)
    root = root or uuid.uuid5(uuid.NAMESPACE_OID, data.name)
    used = {row.identity for noun in PARTS for row in data.rows(noun)} - {None}
    parts: dict[str, Any] = {PARTS[noun]: _identified(noun, data, others, root, used) for noun in PARTS}
    data = replace(data, identity=root, what_changed=_what_is_new(data, base, current), **parts)
    if base is None:
        return normal(replace(data, competency_steps=(), task_steps=()))
    return normal(
        replace(
            data,
            competency_steps=_steps("competency", data, base, data.competency_steps, notes),
            task_steps=_steps("task", data, base, data.task_steps, notes),
        )
    )


def _what_is_new(data: FrameworkData, base: FrameworkData | None, current: FrameworkData | None) -> str:
    """The words of the file, unless they are those of the version before: they told of another change."""
    if data.what_changed and not (base and data.what_changed == base.what_changed):
        return data.what_changed
    return current.what_changed if current else ""


def _identified(
    noun: str, data: FrameworkData, others: Sequence[FrameworkData], root: uuid.UUID, used: set[Any]
) -> tuple[Any, ...]:
    known = [paired(one.rows(noun), data.rows(noun)) for one in others]
    rows = []
    for row in data.rows(noun):
        identity = row.identity
        for pairs in known:
            before = pairs.get(row.code)
            if identity is None and before is not None and before.identity not in used:
                identity = before.identity
        name = f"{noun}:{row.code}"
        while identity is None:
            made = uuid.uuid5(root, name)
            identity, name = (None, f"{name}:again") if made in used else (made, name)
        used.add(identity)
        rows.append(replace(row, identity=identity))
    return tuple(rows)


def _steps(
    noun: str, data: FrameworkData, base: FrameworkData, said: tuple[Step, ...], notes: list[Note]
) -> tuple[Step, ...]:
    """The bridge from the version in force: as the file says where it speaks of that version."""
    speaks = data.based_on == base.version and data.identity == base.identity
    old, new = base.rows(noun), data.rows(noun)
    steps = set() if speaks and data.state in WRITABLE else set(_one_to_one(old, new))
    by_identity, by_code = {row.identity: row for row in old}, {row.code: row for row in old}
    for step in said if speaks else ():
        before = by_identity.get(step.old) if step.old else by_code.get(step.old_code)
        if before is None:
            words = f"{step.new} cannot go on from {step.old_code[:20]}: version {base.version} has none."
            notes.append(Note(f"{step.new}", words))
        else:
            steps.add(Step(before.code, step.new, before.identity))
    return tuple(sorted(steps, key=lambda step: (step.old_code, step.new, str(step.old))))


def _one_to_one(old: Sequence[Any], new: Sequence[Any]) -> tuple[Step, ...]:
    """Each row goes on as the row of the same identity, else of the same code."""
    pairs = paired(old, new)
    steps = (Step(before.code, code, before.identity) for code, before in pairs.items())
    return tuple(sorted(steps, key=lambda step: (step.old_code, step.new, str(step.old))))
