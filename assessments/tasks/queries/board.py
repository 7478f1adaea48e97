"""What a facilitator sees: where the work stands, how long marking takes, how far markers agree."""

from __future__ import annotations

import datetime
import statistics
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet

from academy.people.access import can
from academy.people.models import User
from assessments.tasks.models import AutomaticMark, MarkedLine, Marking, Outcome, Submission, Task
from assessments.tasks.queries.editions import newest_editions
from assessments.tasks.queries.mine import passages_in
from assessments.tasks.rules.passages import Passage
from assessments.tasks.rules.rubric import level_words
from assessments.tasks.states import WAITING


@dataclass(frozen=True)
class TaskRow:
    """One task on the board: how many stand where, how old the oldest is, the middle time to mark."""

    code: str
    title: str
    state: str
    counts: dict[str, int]
    oldest_days: int | None
    minutes: int | None
    marked: int

    @property
    def waiting(self) -> int:
        """Work that wants a marker."""
        return sum(self.counts.get(state, 0) for state in WAITING)

    @property
    def handed_in(self) -> int:
        """Everything that was handed in."""
        return sum(number for state, number in self.counts.items() if state != "draft")


def board(*, actor: User, at: datetime.datetime) -> list[TaskRow] | None:
    """Every task of the council in counts, without names; None for those who may not see counts.

    Four queries, whatever the number of tasks.
    """
    if not can(actor, "see_marking_counts"):
        return None
    work = Submission.objects.filter(task__council=actor.council_id)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in work.values("task_id", "state").annotate(n=Count("pk")).order_by():
        counts[row["task_id"]][row["state"]] = row["n"]
    waits = work.filter(state__in=WAITING, submitted_at__isnull=False).order_by()
    since = waits.values("task_id").annotate(since=Min("submitted_at"))
    oldest = {row["task_id"]: (at - row["since"]).days for row in since}
    seconds: dict[int, list[int]] = defaultdict(list)
    given = Marking.objects.filter(submission__task__council=actor.council_id, state="given")
    for task_id, took in given.values_list("submission__task_id", "seconds"):
        seconds[task_id].append(took)
    return [
        TaskRow(
            code=edition.task.code,
            title=edition.title,
            state=str(edition.task.get_state_display()),
            counts=counts[edition.task_id],
            oldest_days=oldest.get(edition.task_id),
            minutes=_middle(seconds[edition.task_id]),
            marked=len(seconds[edition.task_id]),
        )
        for edition in newest_editions(actor=actor)
    ]


def _middle(seconds: list[int]) -> int | None:
    """The middle of some times, in whole minutes."""
    return round(statistics.median(seconds) / 60) if seconds else None


def work_of_task(*, actor: User, code: str) -> QuerySet[Submission]:
    """What was handed in for one task, without names, the newest first; for those who run marking."""
    rows = Submission.objects.filter(task__council=actor.council_id, task__code=code).exclude(state="draft")
    if not can(actor, "run_marking"):
        return rows.none()
    return rows.annotate(outcome_count=Max("outcomes__number")).order_by("-submitted_at", "-pk")


@dataclass(frozen=True)
class Story:
    """One piece of work with every judgement on it, for whoever moderates. The writer has no name here."""

    submission: Submission
    passages: list[Passage]
    markings: list[Marking]
    lines: list[tuple[str, bool, list[tuple[str, str, str]]]]
    outcomes: list[Outcome]
    automatic: AutomaticMark | None


def story_of(*, actor: User, pk: int) -> Story | None:
    """Everything about one piece of work; None for those who do not run marking, and for one's own."""
    if not can(actor, "run_marking"):
        return None
    rows = Submission.objects.filter(person__council=actor.council_id, pk=pk).exclude(person=actor)
    work = rows.exclude(state="draft").select_related("edition__task", "task", "person__council").first()
    if work is None:
        return None
    markings = list(
        Marking.objects.filter(submission=work)
        .exclude(state="released")
        .select_related("marker")
        .order_by("pk")
    )
    marks: dict[int, dict[int, MarkedLine]] = defaultdict(dict)
    for row in MarkedLine.objects.filter(marking__in=markings, marking__state="given"):
        marks[row.line_id][row.marking_id] = row
    given = [one for one in markings if one.state == "given"]
    lines = [
        (
            line.criterion,
            line.must or line.critical,
            [
                (
                    str(one.get_role_display()),
                    level_words(marks[line.pk][one.pk].level, section=line.section),
                    marks[line.pk][one.pk].words,
                )
                for one in given
                if one.pk in marks[line.pk]
            ],
        )
        for line in work.edition.lines.all()
    ]
    outcomes = list(Outcome.objects.filter(submission=work).select_related("by").order_by("number"))
    automatic = AutomaticMark.objects.filter(submission=work).first()
    return Story(work, passages_in(work), markings, lines, outcomes, automatic)


def task_named(*, actor: User, code: str) -> Task | None:
    """A task of the council, for those who may see the board."""
    if not can(actor, "see_marking_counts"):
        return None
    return Task.objects.filter(council=actor.council_id, code=code).first()
