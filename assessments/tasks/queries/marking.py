"""The queue of markers and the page on which one marks."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from academy.people.access import can, visible
from academy.people.models import User
from assessments.tasks.models import (
    AutomaticMark,
    BundleDocument,
    Edition,
    MarkedLine,
    Marking,
    PassageComment,
    RubricLine,
    Submission,
)
from assessments.tasks.queries.editions import rubric_of, rule_lines
from assessments.tasks.queries.mine import passages_in
from assessments.tasks.rules.automatic import NEEDS
from assessments.tasks.rules.passages import Passage
from assessments.tasks.rules.permits import ROLE_OF
from assessments.tasks.rules.rubric import judge, level_words
from assessments.tasks.rules.sentences import Sentence, number_paragraphs
from assessments.tasks.states import WAITING


def waiting_for(*, actor: User, at: datetime.datetime, code: str = "") -> QuerySet[Submission]:
    """Work that the actor may take now, the oldest first: not their own, not marked by them, not taken.

    What is judged as a plan waits for those who audit plans.
    """
    rows = Submission.objects.filter(person__council_id=actor.council_id, state__in=WAITING)
    if not can(actor, "mark_tasks"):
        return rows.none()
    markings = Marking.objects.filter(submission=OuterRef("pk")).exclude(state="released")
    taken = markings.filter(Q(marker=actor) | Q(state="open", leased_until__gt=at))
    rows = rows.exclude(person=actor).exclude(Exists(taken))
    if not can(actor, "audit_tasks"):
        rows = rows.filter(edition__sections=[])
    if code:
        rows = rows.filter(task__code=code)
    return rows.order_by("submitted_at", "pk")


@dataclass(frozen=True)
class Waits:
    """One piece of work in the queue, without a name."""

    number: int
    code: str
    title: str
    role: str
    minutes: int
    since: datetime.datetime
    days: int


@dataclass(frozen=True)
class Queue:
    """What waits, what the marker holds, and what they gave lately."""

    waits: list[Waits]
    more: int
    mine: list[Marking]
    given: list[Marking]
    codes: list[tuple[str, str, int]]

    @property
    def oldest(self) -> int:
        """Days that the oldest has waited."""
        return max((row.days for row in self.waits), default=0)


SHOWN = 50


def queue_for(*, actor: User, at: datetime.datetime) -> Queue:
    """The queue of one marker. Four queries."""
    rows = list(waiting_for(actor=actor, at=at).select_related("edition", "task"))
    held = visible(actor, Marking).filter(marker=actor).select_related("submission__edition__task")
    codes: dict[str, list[Submission]] = defaultdict(list)
    for row in rows:
        codes[row.task.code].append(row)
    return Queue(
        waits=[_waits(row, at) for row in rows[:SHOWN]],
        more=max(0, len(rows) - SHOWN),
        mine=list(held.filter(state="open").order_by("started_at")),
        given=list(held.filter(state="given").order_by("-given_at")[:10]),
        codes=sorted((code, some[0].edition.title, len(some)) for code, some in codes.items()),
    )


def _waits(row: Submission, at: datetime.datetime) -> Waits:
    since = row.submitted_at or at
    return Waits(
        number=row.pk,
        code=row.task.code,
        title=row.edition.title,
        role=str(ROLE_OF[row.state].label),
        minutes=row.edition.marking_minutes,
        since=since,
        days=(at - since).days,
    )


@dataclass(frozen=True)
class Earlier:
    """What an earlier marker said of a line; only a third marker reads it. No names."""

    role: str
    level: str
    words: str


@dataclass(frozen=True)
class MarkingPage:
    """One marking: the work in numbered passages, the rubric, what was said so far."""

    marking: Marking
    passages: list[Passage]
    comments: dict[int, list[PassageComment]]
    lines: list[RubricLine]
    marks: dict[int, MarkedLine]
    earlier: dict[int, list[Earlier]]
    earlier_words: list[Marking]
    automatic: AutomaticMark | None
    documents: list[tuple[BundleDocument, list[list[Sentence]]]]

    @property
    def sections(self) -> list[tuple[str, int]]:
        """For work that is judged as a plan: the grade of each section whose criteria all have one."""
        open_ones = {line.section for line in self.lines if not self._level(line)}
        levels = {pk: mark.level for pk, mark in self.marks.items() if mark.level is not None}
        found = judge(rule_lines(self.lines), levels, least_points=0).sections
        return [(section, grade) for section, grade in found.items() if section not in open_ones]

    def given(self, line: RubricLine) -> str:
        """The level of a line as it was saved, in words."""
        level = self.marks[line.pk].level if line.pk in self.marks else None
        return level_words(level, section=line.section)

    def _level(self, line: RubricLine) -> bool:
        return line.pk in self.marks and self.marks[line.pk].level is not None

    @property
    def blind_name(self) -> str:
        """What the work is called for those who must not know whose it is."""
        return f"Submission {self.marking.submission_id}"


def own_marking(*, actor: User, pk: int) -> Marking | None:
    """A marking of the actor's own, whatever its state; None for others'."""
    if not can(actor, "mark_tasks"):
        return None
    rows = visible(actor, Marking).filter(pk=pk, marker=actor)
    return rows.select_related("submission__edition__task", "submission__person__council").first()


def marking_page(*, actor: User, pk: int, released: bool = False) -> MarkingPage | None:
    """Everything on the page of one marking; None when it is not the actor's or was put back.

    `released`: also one that was put back, so that words which somebody still sends are not lost.
    """
    marking = own_marking(actor=actor, pk=pk)
    if marking is None or (marking.state == "released" and not released):
        return None
    comments: dict[int, list[PassageComment]] = defaultdict(list)
    for comment in PassageComment.objects.filter(marking=marking).order_by("passage", "start", "pk"):
        comments[comment.passage].append(comment)
    earlier_words, earlier = _earlier(marking)
    return MarkingPage(
        marking=marking,
        passages=passages_in(marking.submission),
        comments=dict(comments),
        lines=rubric_of(marking.submission.edition_id),
        marks={row.line_id: row for row in MarkedLine.objects.filter(marking=marking)},
        earlier=earlier,
        earlier_words=earlier_words,
        automatic=AutomaticMark.objects.filter(submission=marking.submission).first(),
        documents=_papers(marking.submission.edition),
    )


def _papers(edition: Edition) -> list[tuple[BundleDocument, list[list[Sentence]]]]:
    """The papers; with their sentences numbered where the work names sentences."""
    numbered = edition.automatic.get("kind") == NEEDS
    return [
        (one, number_paragraphs(one.position, one.text) if numbered else [])
        for one in edition.documents.all()
    ]


def _earlier(marking: Marking) -> tuple[list[Marking], dict[int, list[Earlier]]]:
    """Marks given before, for a third marker only: first and second markers judge alone."""
    if marking.role != Marking.Role.THIRD:
        return [], {}
    given = list(
        Marking.objects.filter(
            submission=marking.submission_id,
            state="given",
            role__in=[Marking.Role.FIRST, Marking.Role.SECOND],
        )
        .prefetch_related("lines__line")
        .order_by("pk")
    )
    said: dict[int, list[Earlier]] = defaultdict(list)
    for one in given:
        for row in one.lines.all():
            level = level_words(row.level, section=row.line.section)
            said[row.line_id].append(Earlier(str(one.get_role_display()), level, row.words))
    return given, dict(said)
