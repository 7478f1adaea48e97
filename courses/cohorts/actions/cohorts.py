"""Making and changing cohorts."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from academy.people.models import Council, User
from academy.record.actions import write
from courses.cohorts.actions.days import plan_cohort_day
from courses.cohorts.actions.locks import check_runs, lock_cohort, move_cohort
from courses.cohorts.models import Cohort
from courses.cohorts.queries.calendars import holidays
from courses.cohorts.rules.sizes import check_mode
from courses.cohorts.states import OPEN

NAME_TAKEN = "There is a cohort with this name already. Choose another name."


def make_cohort(
    *,
    council: Council,
    name: str,
    starts_on: datetime.date,
    mode: str = Cohort.Mode.FULL,
    facilitator: User | None = None,
    by: User | None,
    at: datetime.datetime,
) -> Cohort:
    """A cohort that is planned. It begins by itself on its first day."""
    check_runs(by)
    _check_first_day(starts_on)
    try:
        with transaction.atomic():
            cohort = Cohort.objects.create(
                council=council, name=name.strip(), starts_on=starts_on, mode=mode, facilitator=facilitator,
                made_at=at,
            )  # fmt: skip
            words = f"Made the cohort {cohort.name}, from {day_month_year(starts_on)}"
            write(council=council, by=by, at=at, verb="make", obj=cohort, words=words)
            plan_cohort_day(council_id=council.pk, at=at)
    except IntegrityError:
        raise Refused(NAME_TAKEN, code="name") from None
    return cohort


def change_cohort(
    *,
    cohort: Cohort,
    name: str,
    starts_on: datetime.date,
    mode: str,
    facilitator: User | None,
    by: User,
    at: datetime.datetime,
) -> Cohort:
    """Another name, mode or facilitator; another first day only while it is planned, and then for everybody
    who was to begin with it."""
    check_runs(by, cohort)
    try:
        with transaction.atomic():
            row = lock_cohort(cohort.pk)
            check_mode(mode=mode, members=row.members.filter(state__in=OPEN).count())
            if starts_on != row.starts_on:
                _check_first_day(starts_on)
                if row.state != "planned":
                    raise Refused("It has begun, so its first day stays.", code="starts_on")
                row.members.filter(joins_on=row.starts_on, state="expected").update(joins_on=starts_on)
            now = (name.strip(), starts_on, mode, facilitator)
            if now != (row.name, row.starts_on, row.mode, row.facilitator):
                row.name, row.starts_on, row.mode, row.facilitator = now
                row.save(update_fields=["name", "starts_on", "mode", "facilitator"])
                words = f"Changed the cohort {row.name}"
                write(council=row.council_id, by=by, at=at, verb="change", obj=row, words=words)
    except IntegrityError:
        raise Refused(NAME_TAKEN, code="name") from None
    return row


@transaction.atomic
def call_off_cohort(*, cohort: Cohort, by: User, at: datetime.datetime) -> Cohort:
    """A cohort that will not take place. Its people must have been moved before."""
    check_runs(by, cohort)
    row = lock_cohort(cohort.pk)
    if row.state == "called_off":
        return row
    if row.members.filter(state__in=OPEN).exists():
        raise Refused("Somebody is in it. Move them to another cohort first.", code="members")
    move_cohort(row, "call_off", by=by, at=at, words=f"Called {row.name} off on {timezone.localdate(at)}")
    return row


def _check_first_day(day: datetime.date) -> None:
    table = holidays()
    if not table.knows(day):
        raise Refused(
            f"Bank holidays are known here from {table.first_year} to {table.last_year}. "
            "Choose a day in those years.",
            code="starts_on",
        )
    if not table.is_working(day):
        raise Refused(f"That day is {table.why_not_working(day)}. Choose a working day.", code="starts_on")
