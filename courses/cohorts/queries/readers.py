"""As whom an author can look at a page: a starter of each cohort, today."""

from __future__ import annotations

import datetime

from courses.cohorts.models import Cohort
from courses.cohorts.queries.pages import cohort_calendar
from courses.pages.registry import Reader


def readers_on(*, council_id: int, on: datetime.date) -> list[Reader]:
    """One for each cohort that is planned or running, with the week that it is in on a day; 0: not begun."""
    cohorts = Cohort.objects.filter(council_id=council_id, state__in=("planned", "running"))
    return [_reader(cohort, on) for cohort in cohorts.order_by("starts_on", "name")]


def _reader(cohort: Cohort, on: datetime.date) -> Reader:
    calendar = cohort_calendar(cohort)
    week = calendar.week_on(on)
    if week is not None:
        return Reader(f"cohort-{cohort.pk}", f"As {cohort.name} today, in week {week.number}", week.number)
    if on < calendar.starts_on:
        return Reader(f"cohort-{cohort.pk}", f"As {cohort.name} today, before its first day", 0)
    return Reader(f"cohort-{cohort.pk}", f"As {cohort.name} today, after the last week")
