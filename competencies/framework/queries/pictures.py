"""A version as it compares: every row with its facts in words, and the bridge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from academy.law.pack import all_references
from academy.people.roles import ROLES
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
from competencies.framework.rules.comparing import Expectation, Picture, Piece

Bridge = dict[int, tuple[str, ...]]


def picture_of(*, framework: Framework, older: Framework | None, newer: Framework | None) -> Picture:
    """The whole version, with what it came from in `older` and what it goes on as in `newer`.

    The same number of queries whatever it holds.
    """
    tasks, expectations = _tasks(framework, older, newer)
    return Picture(
        (
            *_domains(framework),
            *_competencies(framework, older, newer),
            *tasks,
            *_levels(framework),
            *(
                Piece("kind", row.code, row.code, row.name, _kind_says(row))
                for row in framework.evidence_kinds.all()
            ),
        ),
        expectations,
    )


def _domains(framework: Framework) -> list[Piece]:
    rows: Iterable[LevelDescriptor] = LevelDescriptor.objects.filter(domain__framework=framework)
    says: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        says[row.domain_id][f"At level {row.level}"] = row.text
    return [
        Piece("domain", str(row.identity), row.code, row.title, {"Title": row.title, **says[row.pk]})
        for row in Domain.objects.filter(framework=framework)
    ]


def _competencies(framework: Framework, older: Framework | None, newer: Framework | None) -> list[Piece]:
    rows = Competency.objects.filter(domain__framework=framework).select_related("domain")
    steps = CompetencyStep.objects.order_by("old__position", "new__position")
    came = _bridge(
        steps.filter(old__domain__framework=older, new__domain__framework=framework).values_list(
            "new_id", "old__code"
        )
        if older
        else ()
    )
    goes = _bridge(
        steps.filter(old__domain__framework=framework, new__domain__framework=newer).values_list(
            "old_id", "new__code"
        )
        if newer
        else ()
    )
    return [
        Piece(
            "competency",
            str(row.identity),
            row.code,
            row.text,
            {
                "Words": row.text,
                "Domain": row.domain.code,
                "Evidence that may show it": ", ".join(row.evidence_kinds),
            },
            goes.get(row.pk, ()),
            came.get(row.pk, ()),
        )
        for row in rows.order_by("domain__position", "position")
    ]


def _tasks(
    framework: Framework, older: Framework | None, newer: Framework | None
) -> tuple[list[Piece], tuple[Expectation, ...]]:
    rows = EntrustableTask.objects.filter(framework=framework).prefetch_related("competencies")
    steps = TaskStep.objects.order_by("old__position", "new__position")
    came = _bridge(
        steps.filter(old__framework=older, new__framework=framework).values_list("new_id", "old__code")
        if older
        else ()
    )
    goes = _bridge(
        steps.filter(old__framework=framework, new__framework=newer).values_list("old_id", "new__code")
        if newer
        else ()
    )
    cites = {held.key: held.citation for held in all_references()}
    pieces = [
        Piece(
            "task",
            str(row.identity),
            row.code,
            row.title,
            {
                "Title": row.title,
                "Built on": ", ".join(one.code for one in row.competencies.all()),
                "Law": "; ".join(cites.get(key, key) for key in row.law),
            },
            goes.get(row.pk, ()),
            came.get(row.pk, ()),
        )
        for row in rows
    ]
    expected = RoleExpectation.objects.filter(task__framework=framework).select_related("task")
    return pieces, tuple(
        Expectation(
            str(row.task.identity), row.task.code, row.role, ROLES[row.role].title, row.weeks, row.level
        )
        for row in expected.order_by("task__position", "role", "weeks")
    )


def _bridge(pairs: Iterable[tuple[int, str]]) -> Bridge:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, code in pairs:
        found[pk].append(code)
    return {pk: tuple(codes) for pk, codes in found.items()}


def _levels(framework: Framework) -> list[Piece]:
    return [
        Piece("level", str(row.number), f"Level {row.number}", row.name, _level_says(row))
        for row in framework.levels.all()
    ]


CONDITIONS = {
    "least_kinds": "Kinds of evidence, at least",
    "least_live": "Pieces from live work, at least",
    "least_audits": "Good audits, at least, where audits look",
    "least_recommendations": "Recommendations, at least",
    "fresh_months": "Evidence counts for so many months",
    "months_below": "Months at the level before",
}
"""The conditions of a proposal, as people read them."""


def _level_says(row: Level) -> dict[str, str]:
    return {
        "Name": row.name,
        "What it looks like": row.descriptor,
        "What may be done": row.work_allowed,
        "Every competency of the task is shown": "yes" if row.every_competency else "no",
        **{words: str(getattr(row, name)) for name, words in CONDITIONS.items()},
    }


def _kind_says(row: EvidenceKind) -> dict[str, str]:
    return {
        "Name": row.name,
        "What it is": row.form,
        "From live work": "yes" if row.is_live else "no",
        "Counts for": f"{row.months_valid} months" if row.months_valid else "no end",
    }
