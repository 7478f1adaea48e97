"""What a file does not speak of stays as it is in the version in force. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from competencies.framework.formats.differing import paired
from competencies.framework.formats.gathering import Gathering
from competencies.framework.formats.shape import FrameworkData

WORDS = {
    "levels": "levels",
    "kinds": "kinds of evidence",
    "descriptors": "what levels look like in each domain",
    "tasks": "tasks",
    "evidence": "what may show a competency",
    "law": "the law of tasks",
    "expects": "what is expected of roles",
}


def keep_rest(
    data: FrameworkData, base: FrameworkData | None, missing: Iterable[str], found: Gathering
) -> FrameworkData:
    """`data` with what it lacks from `base`: of the same rows, and whole lists where the file has none.

    `missing` are names of `WORDS`. Says to the gathering what it kept, or that it is missing.
    """
    missing = [name for name in WORDS if name in set(missing)]
    if not missing:
        return data
    words = ", ".join(WORDS[name] for name in missing)
    if base is None:
        found.note("the file", f"The file does not say: {words}. Write them into the draft.")
        return data
    found.note("the file", f"The file does not say: {words}. They stay as in version {base.version}.")
    domains = paired(base.domains, data.domains)
    competencies = paired(base.competencies, data.competencies)
    data = replace(
        data,
        levels=base.levels if "levels" in missing else data.levels,
        kinds=base.kinds if "kinds" in missing else data.kinds,
        domains=tuple(
            replace(row, descriptors=domains[row.code].descriptors)
            if "descriptors" in missing and row.code in domains
            else row
            for row in data.domains
        ),
        competencies=tuple(
            replace(row, evidence=competencies[row.code].evidence)
            if "evidence" in missing and row.code in competencies and not row.evidence
            else row
            for row in data.competencies
        ),
    )
    return _tasks(data, base, missing)


def _tasks(data: FrameworkData, base: FrameworkData, missing: list[str]) -> FrameworkData:
    new_codes = {before.code: code for code, before in paired(base.competencies, data.competencies).items()}
    if "tasks" in missing:
        kept = (
            replace(
                row, competencies=tuple(new_codes[code] for code in row.competencies if code in new_codes)
            )
            for row in base.tasks
        )
        return replace(data, tasks=tuple(kept))
    tasks = paired(base.tasks, data.tasks)
    return replace(
        data,
        tasks=tuple(
            replace(
                row,
                law=tasks[row.code].law if "law" in missing else row.law,
                expects=tasks[row.code].expects if "expects" in missing else row.expects,
            )
            if row.code in tasks
            else row
            for row in data.tasks
        ),
    )
