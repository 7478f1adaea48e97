"""When a writer may answer feedback, and how. Days are working days."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from academy.law.dates import add_days, add_weeks, add_working_days
from academy.law.pack import current_pack
from assessments.audits.models import Audit
from assessments.moderation.models import LONGEST, LONGEST_REASON
from assessments.moderation.states import GRADE_QUERY, REPLY

FEEDBACK_DAYS = 5
"""Working days after the audit by which the writer has the feedback."""
REPLY_DAYS = 10
"""Working days after the feedback within which the writer asks or queries."""
ACKNOWLEDGE_DAYS = 10
"""Working days after the feedback within which its writer says that they have read it."""
LATE_FOR = 90
"""Days for which feedback that nobody acknowledged is on the list of the QA team. Then it has passed."""
LEAST_WORDS = 10


def working_days_after(day: datetime.date, n: int) -> datetime.date:
    """`n` working days on. In years whose bank holidays nobody has entered, weeks of five days."""
    table = current_pack().calendar
    if table.knows(day) and table.knows(add_weeks(day, n)):
        return add_working_days(day, n, table)
    return add_weeks(day, -(-n // 5))


def feedback_due(audited_on: datetime.date) -> datetime.date:
    """The day by which the writer should have the feedback."""
    return working_days_after(audited_on, FEEDBACK_DAYS)


def reply_until(given_on: datetime.date) -> datetime.date:
    """The last day for a question or a query."""
    return working_days_after(given_on, REPLY_DAYS)


def late_since(given_on: datetime.date) -> datetime.date:
    """The last day on which feedback is acknowledged in time."""
    return working_days_after(given_on, ACKNOWLEDGE_DAYS)


def last_day_before_late(today: datetime.date) -> datetime.date:
    """The latest day of giving whose feedback is late today."""
    day = add_days(today, -ACKNOWLEDGE_DAYS)
    while late_since(day) >= today:
        day = add_days(day, -1)
    return day


def check_writer(*, audit: Audit, person_id: int) -> None:
    """Only who wrote the plan answers, and only about the version that counts."""
    if audit.writer_id != person_id:
        raise Refused("Only the person who wrote the plan can answer this feedback.", code="not_yours")
    if not audit.is_current:
        raise Refused("A newer version of this audit has taken its place. Answer that one.", code="version")


def check_in_time(*, today: datetime.date, until: datetime.date) -> None:
    """Questions and queries come within ten working days."""
    if today > until:
        raise Refused(
            f"Questions and queries were open until {day_month_year(until)}. Talk to your manager if "
            "something still does not look right.",
            code="late",
        )


def check_acknowledge(state: str) -> None:
    """Feedback is acknowledged once nothing is waiting for an answer."""
    REPLY.after(state, "acknowledge")


def check_query(*, grade: int | None, agreed: int | None, queried: bool) -> None:
    """A grade is queried once, if there is one and no panel has agreed on it yet."""
    if queried:
        raise Refused("You have queried this grade already. A grade is queried once.", code="twice")
    if agreed is not None:
        raise Refused("A panel has already agreed on this grade, so it is not queried again.", code="agreed")
    if grade is None:
        raise Refused("This was not graded in this audit, so there is nothing to query.", code="grade")


def check_take_back(state: str) -> None:
    """A query is taken back while it waits."""
    GRADE_QUERY.after(state, "take_back")


def check_message(text: str) -> str:
    """A message, tidied: something to read, and short."""
    return _check(text, LONGEST, "Write your question or answer in a few words.")


def check_reason(text: str) -> str:
    """A reason, tidied: enough for a panel to look at."""
    return _check(text, LONGEST_REASON, "Say in a few words why, so that the panel knows where to look.")


def _check(text: str, most: int, wanting: str) -> str:
    tidy = " ".join(text.split())
    if len(tidy) < LEAST_WORDS:
        raise Refused(wanting, code="words")
    if len(tidy) > most:
        raise Refused(f"Say it in {most} characters or fewer.", code="words")
    return tidy
