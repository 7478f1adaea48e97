"""The bridge of the version that is being written, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from competencies.framework.models import Competency, CompetencyStep, EntrustableTask, Framework, TaskStep


@dataclass(frozen=True)
class Crossing:
    """A row of the version in force and the codes that it goes on as; none: it ends. `same`: as itself alone,
    under the code it has."""

    noun: str
    old: Competency | EntrustableTask
    words: str
    heirs: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing about it needs to be told."""
        return self.heirs == (self.old.code,)


def bridge_of(draft: Framework) -> list[Crossing]:
    """Every competency and task of the version before, with what it goes on as. Four queries."""
    here = CompetencyStep.objects.filter(new__domain__framework=draft).select_related("new")
    competencies = (
        Competency.objects.filter(domain__framework=draft.based_on)
        .order_by("domain__position", "position")
        .prefetch_related(Prefetch("next_steps", here.order_by("new__position"), to_attr="crossings"))
    )
    there = TaskStep.objects.filter(new__framework=draft).select_related("new")
    tasks = (
        EntrustableTask.objects.filter(framework=draft.based_on)
        .order_by("position")
        .prefetch_related(Prefetch("next_steps", there.order_by("new__position"), to_attr="crossings"))
    )
    return [
        *(Crossing("competency", row, row.text, _codes(row)) for row in competencies),
        *(Crossing("task", row, row.title, _codes(row)) for row in tasks),
    ]


def _codes(row: Competency | EntrustableTask) -> tuple[str, ...]:
    return tuple(step.new.code for step in row.crossings)  # type: ignore[union-attr]
