"""The responses of a paper as one frame, in a few queries however many there are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
from django.db.models import Min, TextField
from django.db.models.functions import Cast, Left
from django.utils import timezone

from academy.people.models import Post
from assessments.sittings.models import Paper, Sitting, SittingSlot
from assessments.statistics.figures import with_rest
from assessments.statistics.queries.groups import cohorts_named

DONE = "marked"
NOT_KNOWN = "Not known"
QUARTERS = ("January to March", "April to June", "July to September", "October to December")
COLUMNS = ("sitting", "version", "points", "of", "seconds", "slot", "said")
LONGEST = 2000
"""Answers longer than this, as they are kept, were written and not chosen; they are not read in full."""


@dataclass(frozen=True)
class Responses:
    """The responses of a paper's marked sittings. `repeats` is how many sittings are somebody's second or
    later one; they are in `rows` only when not `first_only`."""

    paper: Paper
    rows: pd.DataFrame
    first_only: bool
    repeats: int

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to bear in mind about who was counted."""
        if not self.repeats:
            return ()
        if self.first_only:
            return (
                f"Only each person's first sitting is counted. {self.repeats} later ones are left out, "
                "because people who sit again have seen what we said to their answers.",
            )
        return (
            f"{self.repeats} repeated sittings are counted as if they were other people. They have seen "
            "the answers before, so items look easier and tell people apart less well than they do.",
        )


def responses_of(
    *, paper: Paper, first_only: bool = True, cohort_of: Mapping[int, str] | None = None
) -> Responses:
    """What there is to reckon with. `cohort_of` maps people to the name of their cohort; without it people
    are grouped as `intakes_of` says."""
    sittings = Sitting.objects.filter(paper=paper, state=DONE)
    listed = list(
        sittings.order_by("pk").values_list(
            "pk", "person_id", "number", "passed", "handed_in_at", "started_at"
        )
    )
    repeats = sum(number > 1 for _, _, number, *_ in listed)
    if first_only:
        listed = [row for row in listed if row[2] == 1]
    slots = SittingSlot.objects.filter(sitting__paper=paper, sitting__state=DONE, of__gt=0)
    if first_only:
        slots = slots.filter(sitting__number=1)
    said = Left(Cast("answer", TextField()), LONGEST)
    found = slots.order_by().values_list("sitting_id", "version_id", "points", "of", "seconds", "pk", said)
    rows = pd.DataFrame.from_records(list(found), columns=list(COLUMNS))
    groups = intakes_of(council_id=paper.council_id) if cohort_of is None else cohort_of
    about = pd.DataFrame(
        [
            (pk, person, passed, timezone.localdate(ended or began), groups.get(person, NOT_KNOWN))
            for pk, person, _, passed, ended, began in listed
        ],
        columns=["sitting", "person", "passed", "on", "cohort"],
    )
    return Responses(paper, with_rest(rows.merge(about, on="sitting")), first_only, repeats)


def intakes_of(*, council_id: int, people: Iterable[int] | None = None) -> dict[int, str]:
    """Each person's cohort, and for who was in none the quarter in which their first post began, in words
    that sort by time."""
    posts = Post.objects.filter(person__council_id=council_id)
    if people is not None:
        posts = posts.filter(person_id__in=people)
    first = posts.order_by().values("person_id").annotate(began=Min("starts_on"))
    named = cohorts_named(council_id)
    return {row["person_id"]: named.get(row["person_id"]) or intake(row["began"]) for row in first}


def intake(began: datetime.date) -> str:
    """2026, July to September (Q3): the number keeps quarters in order."""
    quarter = (began.month - 1) // 3
    return f"{began.year} Q{quarter + 1}, {QUARTERS[quarter]}"
