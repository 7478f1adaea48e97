"""Who may do what with a task, a piece of work and its marking, and when."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year, plural
from academy.people.access import can, standing_of
from academy.people.models import User
from assessments.tasks.models import Edition, Marking, Submission, Task
from assessments.tasks.rules.automatic import NEEDS
from assessments.tasks.rules.matrix import Row
from assessments.tasks.states import MARKING, SUBMISSION, WAITING

LEASE = datetime.timedelta(hours=2)
MOST_OPEN = 3
LONGEST_GAP = datetime.timedelta(minutes=10)
MOST_FILES = 5
MOST_TEXT = 60_000
MOST_ROWS = 40
MOST_CELL = 600
MOST_HOLES = 5
ROLE_OF = {
    "submitted": Marking.Role.FIRST,
    "second": Marking.Role.SECOND,
    "differing": Marking.Role.THIRD,
}


def is_for(edition: Edition, person: User) -> bool:
    """Whether a task is meant for somebody: one of its roles, or everybody on the staff."""
    standing = standing_of(person)
    return can(person, "learn") and (
        not edition.audience or bool(set(edition.audience) & set(standing.roles))
    )


def next_try_on(last: Submission) -> datetime.date | None:
    """The day from which a returned piece of work may be written again; None when it was not returned."""
    if last.state != "returned" or last.settled_at is None:
        return None
    return timezone.localdate(last.settled_at) + datetime.timedelta(days=last.edition.wait_days)


def check_begin(
    task: Task, edition: Edition, last: Submission | None, by: User, at: datetime.datetime
) -> None:
    """Refused unless the person may begin a new attempt: open, meant for them, waited, attempts left."""
    if task.state != "open":
        raise Refused("This task is closed, so no work can be begun.", code="closed")
    if edition.observed and (last is None or last.state != "passed"):
        raise Refused(
            "You hand nothing in: somebody listens and says afterwards how it went. Agree a time with your "
            "manager or the practice development lead.",
            code="observed",
        )
    if not is_for(edition, by):
        raise Refused("This task is for other roles than yours.", code="not_for_you")
    if last is None:
        return
    if last.state == "passed":
        raise Refused("This task is signed off. There is nothing more to do.", code="passed")
    if last.state != "returned":
        raise Refused("Your work on this task is under way already.", code="under_way")
    most = edition.most_attempts
    if most and last.number >= most:
        raise Refused(
            "You have had every attempt at this task. Talk with your manager about what helps.",
            code="attempts",
        )
    again = next_try_on(last)
    if again is not None and timezone.localdate(at) < again:
        raise Refused(
            f"You can begin again on {day_month_year(again)}. Use the days to read the feedback.", code="wait"
        )


def check_own_draft(submission: Submission, by: User) -> None:
    """Refused unless it is the person's own and still being written."""
    if submission.person_id != by.pk:
        raise Refused("Only the person who writes it can change it.", code="not_allowed")
    if submission.state != "draft":
        raise Refused(
            "You have handed this in already, so it cannot be changed. Nothing was lost.", code="handed_in"
        )


def check_submit(submission: Submission, *, files: int, rows: Sequence[Row] = ()) -> None:
    """Refused unless there is something to hand in, and every row of a matrix says all three things."""
    SUBMISSION.after(submission.state, "submit")
    if submission.edition.automatic.get("kind") == NEEDS:
        if not rows:
            raise Refused(
                "Your matrix has no row yet. Pick a sentence that states a need and begin there.",
                code="empty",
            )
        holes = [f"row {number} has no {row.missing[0]}" for number, row in enumerate(rows, 1) if row.missing]
        if holes:
            more = f" and {plural(len(holes) - MOST_HOLES, 'more row')}" if len(holes) > MOST_HOLES else ""
            raise Refused(
                f"Some rows are not finished: {'; '.join(holes[:MOST_HOLES])}{more}.", code="unfinished"
            )
        return
    if not submission.text.strip() and not files:
        raise Refused("There is nothing to hand in yet. Write something or add a file.", code="empty")


def check_mark(by: User) -> None:
    """Refused unless the person marks tasks."""
    if not can(by, "mark_tasks"):
        raise Refused("You cannot mark tasks. Ask the practice development lead.", code="not_allowed")


def check_claim(submission: Submission, by: User, *, marked_before: bool, open_now: int) -> Marking.Role:
    """The role in which the person may mark it; refused when they may not."""
    check_mark(by)
    if submission.person_id == by.pk:
        raise Refused("This is your own work, so somebody else marks it.", code="own")
    if marked_before:
        raise Refused("You have marked this already. Somebody else looks at it now.", code="marked_before")
    if open_now >= MOST_OPEN:
        raise Refused(f"You have {MOST_OPEN} pieces open. Finish one or put it back first.", code="too_many")
    if submission.edition.sections and not can(by, "audit_tasks"):
        raise Refused("This is judged as a plan, so somebody who audits plans marks it.", code="auditors")
    if submission.state not in WAITING:
        raise Refused("Nobody needs to mark this at the moment.", code="state")
    return ROLE_OF[submission.state]


def check_own_marking(marking: Marking, by: User) -> None:
    """Refused unless it is the person's own marking and still open."""
    if marking.marker_id != by.pk:
        raise Refused("Somebody else is marking this.", code="not_allowed")
    if marking.state == "released":
        raise Refused(
            "This went back to the queue, because nobody had saved it for two hours or you put it back. "
            "What you had saved is kept.",
            code="released",
        )
    if not MARKING.allows(marking.state, "give"):
        raise Refused("You have given these marks already. Nothing was changed.", code="given")


def check_observe(
    task: Task, edition: Edition, person: User, last: Submission | None, by: User, at: datetime.datetime
) -> None:
    """Refused unless `by`, who was there, may say now how this went for the person."""
    check_mark(by)
    if not edition.observed or task.state != "open":
        raise Refused("Nobody is observed at this task now.", code="state")
    if person.pk == by.pk:
        raise Refused("Nobody observes themselves. Ask somebody who was there.", code="own")
    if not is_for(edition, person):
        raise Refused("This task is for other roles than theirs.", code="not_for_you")
    if last is not None and last.state == "passed":
        raise Refused("This is signed off already. Nothing was changed.", code="passed")
    again = next_try_on(last) if last is not None else None
    if again is not None and timezone.localdate(at) < again:
        raise Refused(
            f"They can be observed again from {day_month_year(again)}. Nothing was changed.", code="wait"
        )


def check_run(by: User) -> None:
    """Refused unless the person runs marking."""
    if not can(by, "run_marking"):
        raise Refused("Only a practice development lead can do this.", code="not_allowed")


def check_moderate(submission: Submission, *, passed: bool, by: User) -> str:
    """The verb of a moderation; refused when the work is not settled, is one's own or stands so already."""
    check_run(by)
    if submission.person_id == by.pk:
        raise Refused("This is your own work, so somebody else moderates it.", code="own")
    verb = "moderate_pass" if passed else "moderate_return"
    if submission.state == ("passed" if passed else "returned"):
        raise Refused("It stands like this already.", code="same")
    SUBMISSION.after(submission.state, verb)
    return verb
