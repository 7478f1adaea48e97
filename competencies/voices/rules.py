"""Who may ask for feedback about whom, and what a round allows. Always in words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from competencies.voices.catalogue import LEAST_VOICES, STATEMENTS, codes_of
from competencies.voices.models import MOST_VOICES

LONGEST_DAYS = 90
MOST_LINKS = 60
GOOD_FROM = 3
"""Answers that speak for somebody: "mostly" and "always"."""
Answers = Sequence[int | None]


def can_run(person: User, by: User) -> bool:
    """Whether `by` may ask others about `person`: the person, and whoever leads them."""
    return (by.pk == person.pk and can(by, "learn", person)) or can(by, "supervise", person)


def check_run(person: User, by: User) -> None:
    """`can_run`, in words."""
    if not can_run(person, by):
        raise Refused("Only the person and whoever leads them ask for feedback about them.", code="who")


def check_plan(
    *, audience: str, codes: Sequence[str], closes_on: datetime.date, most: int, today: datetime.date
) -> None:
    """A round that can be asked for. Raises Refused in words."""
    if not codes:
        raise Refused("Choose at least one thing to ask about.", code="codes")
    if set(codes) - set(codes_of(audience)):
        raise Refused("This audience is not asked about one of these. Choose again.", code="codes")
    if not today < closes_on <= today + datetime.timedelta(days=LONGEST_DAYS):
        raise Refused(f"Last day: choose a day within the next {LONGEST_DAYS} days.", code="closes_on")
    if not LEAST_VOICES <= most <= MOST_VOICES:
        raise Refused(f"Most answers: write a number from {LEAST_VOICES} to {MOST_VOICES}.", code="most")


def check_links(*, count: int, there: int) -> None:
    """So many links may be made besides those that are there. Raises Refused in words."""
    left = MOST_LINKS - there
    if count < 1 or count > left:
        raise Refused(
            f"How many links: you can make {left} more in this round."
            if left
            else f"All {MOST_LINKS} links of this round are made. Close it, and ask again later.",
            code="count",
        )


def enough(count: int) -> bool:
    """Whether so many voices may show."""
    return count >= LEAST_VOICES


def speaks_for(code: str, audience: str, voices: Sequence[Answers]) -> bool:
    """Whether the voices show a competency: three people or more answered one of its sentences, and to each
    sentence that so many answered more than half said "mostly" or "always". Less is for people to read and
    talk about; it is no evidence."""
    places = [at for at, statement in enumerate(STATEMENTS[audience]) if statement.about == code]
    said = [[voice[at] for voice in voices if voice[at] is not None] for at in places]
    heard = [answers for answers in said if enough(len(answers))]
    return bool(heard) and all(2 * sum(map(_is_good, answers)) > len(answers) for answers in heard)


def _is_good(answer: int | None) -> bool:
    return answer is not None and answer >= GOOD_FROM
