"""What may be asked of whom, in words when it may not."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year

LEAST_WORDS = 10
"""Fewer characters than this are no reason that anybody can read."""
MOST_WORDS = 400
MOST_DAYS = 366


def check_reason(words: str) -> str:
    """The reason, tidied. Refuses when there is nothing to read in it."""
    tidy = " ".join(words.split())
    if len(tidy) < LEAST_WORDS:
        raise Refused("Say in a few words why. The person reads this.", code="words")
    if len(tidy) > MOST_WORDS:
        raise Refused(f"Say it in {MOST_WORDS} characters or fewer.", code="words")
    return tidy


def check_asked_person(*, works_here: bool) -> None:
    """Only people who work for the council are asked: a guest is invited."""
    if not works_here:
        raise Refused(
            "Only people in post can be asked. Guests are invited: nothing is ever due for them.",
            code="person",
        )


def check_due_on(*, due_on: datetime.date, today: datetime.date) -> None:
    """A date that somebody names lies ahead, and not further than a year."""
    if due_on < today:
        raise Refused("Choose a date that is not over yet.", code="due_on")
    if (due_on - today).days > MOST_DAYS:
        latest = today + datetime.timedelta(days=MOST_DAYS)
        raise Refused(f"Choose a date before {day_month_year(latest)}.", code="due_on")
