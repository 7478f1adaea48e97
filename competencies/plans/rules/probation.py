"""Probation evidence: when it can be written and signed, and the words that always stand on it."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.law.dates import add_days, add_months
from academy.people.models import User
from competencies.plans.models import ProbationReport

USUAL_MONTHS = 6
LONGEST_MONTHS = 12
DAYS_TO_READ = 7
ALONE = (
    "This report must not stand alone. It is one thing to talk about, beside conversations, what the person "
    "says and what they did. No decision about a job may rest on it alone."
)
LEVELS = "Levels are decisions about how closely work is checked. They are not scores and rank nobody."
NO_MACHINE = "A person wrote this in their own words and chose what is in it. No machine worked it out."
FIXED_WORDS = (ALONE, LEVELS, NO_MACHINE)
"""What stands at the top of every report, on the page and on paper."""


def probation_of(person: User, *, on: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """The usual probation: the first months since somebody joined. None once the longest one is over."""
    if person.joined_on is None or on > add_months(person.joined_on, LONGEST_MONTHS):
        return None
    return person.joined_on, add_months(person.joined_on, USUAL_MONTHS)


def check_probation(
    person: User, *, begins_on: datetime.date, ends_on: datetime.date, on: datetime.date
) -> None:
    """The person may be in probation, and the days make sense. Raises Refused."""
    if probation_of(person, on=on) is None:
        raise Refused(
            "Probation is in the first year. After that, use goals and supervision.",
            code="begins_on",
        )
    if begins_on > on:
        raise Refused("First day of probation: this is still to come", code="begins_on")
    if not begins_on < ends_on <= add_months(begins_on, LONGEST_MONTHS):
        raise Refused("Last day of probation: choose a day within a year of the first", code="ends_on")


def check_sign_report(report: ProbationReport, *, by: User, on: datetime.date) -> None:
    """Whoever wrote it signs, once the person has read it or has had a week to. Raises Refused."""
    if by.pk != report.written_by_id:
        raise Refused("Whoever wrote a report signs it.", code="who")
    if report.state == "withdrawn":
        raise Refused("This report was taken back.", code="state")
    if report.person_read_at is None and on < add_days(report.written_on, DAYS_TO_READ):
        raise Refused(
            "The person has not said yet that they read it. Go through it together first. You can sign once "
            "they have read it, or when they have had a week.",
            code="unread",
        )


def can_sign_report(report: ProbationReport, *, by: User, on: datetime.date) -> bool:
    """Whether `check_sign_report` would let it pass."""
    if report.state != "shared":
        return False
    try:
        check_sign_report(report, by=by, on=on)
    except Refused:
        return False
    return True
