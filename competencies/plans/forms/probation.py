"""Putting probation evidence together, and what the person says to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from academy.kit.words import day_month_year
from competencies.evidence.models import Evidence
from competencies.plans.forms.base import KeyForm, PlanForm, day_field, long_text
from competencies.plans.models.probation import LONGEST_REPORT


class ReportForm(KeyForm):
    """The manager's own words, and what they choose. Only the days are filled in beforehand."""

    begins_on = day_field("First day of probation")
    ends_on = day_field("Last day of probation")
    words = long_text(
        "In your own words",
        "What you saw, what went well, what is still to learn and what help goes with it. They read this. No "
        "names of children, families or colleagues.",
        longest=LONGEST_REPORT,
        rows=10,
    )

    def __init__(
        self, *args: Any, pieces: Iterable[Evidence], levels: Iterable[dict[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        shown = [*pieces]
        self.fields["evidence"] = _ticks(
            "Which evidence do you want to talk about?", [(row.pk, row.source_label) for row in shown]
        )
        self.fields["evidence"].hints = {  # type: ignore[attr-defined]
            str(row.pk): f"{row.get_kind_display()}, {row.competency.code}, {day_month_year(row.shown_on)}"
            for row in shown
        }
        self.fields["tasks"] = _ticks(
            "Which levels do you want to talk about?",
            [(one["task"], f"{one['code']} {one['title']}: level {one['level']}") for one in levels],
        )
        for name in ("evidence", "tasks"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]


def _ticks(label: str, choices: list[tuple[int, str]]) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        coerce=int,
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": f"{label.rstrip('?')}: one of these is not there any more"},
    )


class StatementForm(PlanForm):
    """What the person says."""

    words = long_text(
        "What do you say to it?",
        "It stands beside the report, as you write it. You can add it once.",
        longest=LONGEST_REPORT,
        rows=6,
    )
