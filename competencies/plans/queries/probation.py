"""Probation reports as their readers see them, and what a manager can choose from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from academy.kit.words import day_month_year
from academy.people.access import visible
from academy.people.models import User
from competencies.entrustment.queries import levels_held
from competencies.evidence.models import Evidence
from competencies.evidence.queries import evidence_of
from competencies.framework.models import EntrustableTask
from competencies.plans.models import ProbationReport
from competencies.plans.queries.sight import Sight, sight_of
from competencies.plans.rules.probation import FIXED_WORDS

MOST_PIECES = 60


@dataclass(frozen=True)
class ReportView:
    """One report and what the reader is to it."""

    report: ProbationReport
    sight: Sight

    @property
    def pieces(self) -> list[dict[str, Any]]:
        """The pieces that were chosen, with days as days."""
        return [{**one, "shown_on": _day(one["shown_on"])} for one in self.report.pieces]

    @property
    def levels(self) -> list[dict[str, Any]]:
        """The levels that were chosen, with days as days."""
        return [
            {**one, "since": _day(one["since"]), "valid_until": _day(one["valid_until"])}
            for one in self.report.levels
        ]


def reports_of(*, actor: User, person: User, sight: Sight) -> list[ProbationReport]:
    """The reports on one person that the actor sees, the newest first."""
    rows = visible(actor, ProbationReport).filter(sight.rows("written_on"), person=person)
    return list(rows.select_related("written_by"))


def report_view(*, actor: User, pk: int, on: datetime.date) -> ReportView | None:
    """One report by its key, for the person and for whoever led them when it was written or was handed it."""
    row = (
        visible(actor, ProbationReport).filter(pk=pk).select_related("person__council", "written_by").first()
    )
    sight = sight_of(actor=actor, person=row.person, on=on) if row is not None else None
    if row is None or sight is None or not sight.shows(row.written_on):
        return None
    return ReportView(row, sight)


def pieces_to_choose(*, actor: User, person: User) -> list[Evidence]:
    """The latest evidence that the actor sees of this person."""
    return list(evidence_of(actor=actor, person_id=person.pk)[:MOST_PIECES])


def levels_to_choose(*, person: User, on: datetime.date) -> list[dict[str, Any]]:
    """The levels that count today, in the order of the framework, in words that a report can keep."""
    held = levels_held(council_id=person.council_id, person_ids=[person.pk], on=on)
    counting = {task: one for (_, task), one in held.items() if one.counts}
    tasks: QuerySet[EntrustableTask] = EntrustableTask.objects.filter(pk__in=counting)
    return [
        {
            "task": task.pk,
            "code": task.code,
            "title": task.title,
            "level": counting[task.pk].level,
            "since": counting[task.pk].since.isoformat(),
            "valid_until": counting[task.pk].valid_until.isoformat(),
        }
        for task in tasks.order_by("position")
    ]


def chosen_levels(*, person: User, task_ids: Iterable[int], on: datetime.date) -> list[dict[str, Any]]:
    """Of the levels that count, those that were ticked."""
    wanted = set(task_ids)
    return [one for one in levels_to_choose(person=person, on=on) if one["task"] in wanted]


def chosen_pieces(*, actor: User, person: User, ids: Iterable[int]) -> list[dict[str, Any]]:
    """Of the evidence that the actor sees, what was ticked, as it stands now."""
    rows = evidence_of(actor=actor, person_id=person.pk).filter(pk__in=[*ids])
    return [
        {
            "id": row.pk,
            "kind": row.get_kind_display(),
            "competency": row.competency.code,
            "label": row.source_label,
            "shown_on": row.shown_on.isoformat(),
        }
        for row in rows
    ]


def probation_paper(found: ReportView) -> dict[str, Any]:
    """The report as plain words for paper."""
    report, person = found.report, found.report.person
    return {
        "title": f"Probation evidence: {person.get_full_name()}",
        "council": person.council.name,
        "person": person.get_full_name(),
        "state": report.get_state_display(),
        "fixed": [*FIXED_WORDS],
        "facts": [
            ["Probation", f"{day_month_year(report.begins_on)} to {day_month_year(report.ends_on)}"],
            ["Written by", f"{report.written_by.get_full_name()}, {day_month_year(report.written_at)}"],
            ["Read by the person", _when(report.person_read_at, "They have not said so")],
            ["Signed", _when(report.signed_at, "Not signed: this is not a finished report")],
        ],
        "words": report.words,
        "pieces": [
            [one["label"], f"{one['kind']}, {one['competency']}", day_month_year(one["shown_on"])]
            for one in found.pieces
        ],
        "levels": [
            [f"{one['code']} {one['title']}", str(one["level"]), day_month_year(one["since"])]
            for one in found.levels
        ],
        "statement": report.statement,
        "stated": _when(report.statement_at, ""),
    }


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _when(at: datetime.datetime | None, otherwise: str) -> str:
    return day_month_year(at) if at is not None else otherwise
