"""The tasks of one person, and one task with everything that person needs to do it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from academy.kit.refusals import Refused
from academy.law.clauses import Reference
from academy.law.pack import current_pack
from academy.people.access import visible
from academy.people.models import User
from assessments.tasks.models import (
    AutomaticMark,
    BundleDocument,
    Edition,
    Outcome,
    RubricLine,
    Submission,
    SubmittedFile,
)
from assessments.tasks.queries.editions import edition_of, newest_editions, rubric_of
from assessments.tasks.rules.automatic import NEEDS
from assessments.tasks.rules.matrix import rows_of
from assessments.tasks.rules.passages import Passage, passages_of
from assessments.tasks.rules.permits import check_begin, is_for, next_try_on
from assessments.tasks.rules.sentences import Sentence, number_paragraphs
from competencies.framework.models import Competency
from competencies.framework.queries import competencies_by_code


@dataclass(frozen=True)
class Card:
    """One task in somebody's list: where it stands and from when it can be written again."""

    edition: Edition
    last: Submission | None
    outcome: Outcome | None
    again_on: datetime.date | None

    @property
    def mark(self) -> str:
        """The mark of the row."""
        state = self.last.state if self.last else ""
        return {"": "todo", "passed": "done", "returned": "look"}.get(state, "half")

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        if self.last is None:
            return "Not begun"
        return (
            "Being marked"
            if self.last.state in ("submitted", "second", "differing")
            else str(self.last.get_state_display())
        )


def tasks_for(*, actor: User) -> list[Card]:
    """The tasks that are open to the person, and those they have begun. Three queries."""
    mine: dict[int, Submission] = {}
    rows = visible(actor, Submission).filter(person=actor).select_related("edition__task", "task")
    for row in rows.order_by("task_id", "number"):
        mine[row.task_id] = row
    results: dict[int, Outcome] = {}
    outcomes = visible(actor, Outcome).filter(submission__in=[row.pk for row in mine.values()])
    for outcome in outcomes.order_by("number"):
        results[outcome.submission_id] = outcome
    cards = []
    for edition in newest_editions(actor=actor):
        last = mine.get(edition.task_id)
        if last is None and (edition.task.state != "open" or not is_for(edition, actor)):
            continue
        cards.append(
            Card(
                edition=last.edition if last and last.state not in ("returned",) else edition,
                last=last,
                outcome=results.get(last.pk) if last else None,
                again_on=next_try_on(last) if last else None,
            )
        )
    return cards


@dataclass(frozen=True)
class TaskView:
    """One task for one person: what is asked, with what, judged how, and how their attempts went."""

    edition: Edition
    documents: list[BundleDocument]
    lines: list[RubricLine]
    competencies: list[Competency]
    law: list[Reference]
    tries: list[Submission]
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    marked: dict[int, AutomaticMark] = field(default_factory=dict)
    may_begin: bool = False
    why_not: str = ""

    @property
    def last(self) -> Submission | None:
        """The newest attempt."""
        return self.tries[0] if self.tries else None

    @property
    def has_matrix(self) -> bool:
        """Whether the task asks for a matrix of needs."""
        return bool(self.edition.automatic.get("kind") == NEEDS)

    @property
    def marked_last(self) -> AutomaticMark | None:
        """What was marked by itself in the newest attempt that has such a part."""
        return next((self.marked[one.pk] for one in self.tries if one.pk in self.marked), None)

    @property
    def under_way(self) -> bool:
        """Whether an attempt is being written or marked."""
        return self.last is not None and self.last.state not in ("passed", "returned")


def task_view(*, actor: User, code: str, at: datetime.datetime) -> TaskView | None:
    """Everything about one task for one person; None when it is not for them."""
    newest = edition_of(actor=actor, code=code)
    if newest is None:
        return None
    tries = list(
        visible(actor, Submission)
        .filter(person=actor, task=newest.task)
        .select_related("edition__task")
        .order_by("-number")
    )
    if not tries and not is_for(newest, actor):
        return None
    last = tries[0] if tries else None
    edition = last.edition if last and last.state != "returned" else newest
    outcomes = {
        row.submission_id: row
        for row in visible(actor, Outcome).filter(submission__in=[t.pk for t in tries]).order_by("number")
    }
    marked = visible(actor, AutomaticMark).filter(submission__in=[t.pk for t in tries])
    why_not = ""
    try:
        check_begin(newest.task, newest, last, actor, at)
    except Refused as refusal:
        why_not = refusal.words
    codes = competencies_by_code(council_id=actor.council_id, codes=edition.competencies)
    pack = current_pack()
    return TaskView(
        edition=edition,
        documents=documents_of(edition),
        lines=rubric_of(edition.pk),
        competencies=list(codes.values()),
        law=[pack.reference(key) for key in edition.law],
        tries=tries,
        outcomes=outcomes,
        marked={row.submission_id: row for row in marked},
        may_begin=not why_not,
        why_not=why_not if last is None or last.state == "returned" else "",
    )


def documents_of(edition: Edition) -> list[BundleDocument]:
    """The papers of a bundle in order."""
    return list(BundleDocument.objects.filter(edition=edition).order_by("position"))


@dataclass(frozen=True)
class Pick:
    """One sentence of a paper to pick; `row` is the row, from 1, in which it stands already."""

    sentence: Sentence
    row: int | None = None


def sentences_to_pick(document: BundleDocument, work: Submission | None) -> list[list[Pick]]:
    """The sentences of a paper, paragraph by paragraph, with the rows in which they stand."""
    rows = rows_of(work.matrix) if work is not None else []
    at = {place: number for number, row in enumerate(rows, 1) for place in row.places}
    return [
        [Pick(one, at.get(one.place)) for one in paragraph]
        for paragraph in number_paragraphs(document.position, document.text)
    ]


def own_work(*, actor: User, code: str) -> Submission | None:
    """The newest attempt of the actor at a task."""
    rows = visible(actor, Submission).filter(person=actor, task__code=code, task__council=actor.council_id)
    return rows.select_related("edition__task", "task", "person__council").order_by("-number").first()


def own_files(*, actor: User, submission: Submission) -> QuerySet[SubmittedFile]:
    """The files of one's own attempt."""
    return visible(actor, SubmittedFile).filter(submission=submission, submission__person=actor)


def own_file(*, actor: User, code: str, pk: int) -> SubmittedFile | None:
    """One file of one's own, of any attempt at this task."""
    rows = visible(actor, SubmittedFile).filter(submission__person=actor, submission__task__code=code)
    return rows.filter(pk=pk).first()


def file_words(place: int, file: SubmittedFile) -> str:
    """What a file is called for those who must not know its name."""
    return f"File {place}, {file.get_kind_display()}"


def passages_in(submission: Submission) -> list[Passage]:
    """The numbered passages of a piece of work. Ask only for work that the reader may see."""
    files = SubmittedFile.objects.filter(submission=submission).order_by("pk")
    named = [(file_words(place, file), file.text) for place, file in enumerate(files, 1)]
    return passages_of(submission.text, named, rows_of(submission.matrix))


def count_tasks_to_do(*, actor: User) -> int:
    """How many open tasks the person has not handed in."""
    return sum(1 for card in tasks_for(actor=actor) if card.mark == "todo")


OPEN_WORK = Q(state__in=["draft", "submitted", "second", "differing"])
