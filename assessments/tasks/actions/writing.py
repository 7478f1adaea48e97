"""Writing and handing in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from academy.gate.checking import check_clean, invented_words
from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from assessments.tasks.models import AutomaticMark, Edition, Submission, SubmittedFile, Task
from assessments.tasks.queries.editions import papers_of
from assessments.tasks.rules.automatic import mark_automatic
from assessments.tasks.rules.matrix import Row, row_words, rows_of
from assessments.tasks.rules.passages import WORDS
from assessments.tasks.rules.permits import (
    MOST_CELL,
    MOST_ROWS,
    MOST_TEXT,
    check_begin,
    check_own_draft,
    check_submit,
)
from assessments.tasks.states import SUBMISSION


class Newer(Refused):
    """Another tab or device has saved since. `stored` is what is kept; nothing of either is lost."""

    def __init__(self, stored: str) -> None:
        super().__init__(
            "This was saved in another tab or on another device after you opened it here. "
            "Nothing is lost: your words are in the box, and what was saved there is below. "
            "Put together what you want to keep and save again.",
            code="newer",
        )
        self.stored = stored


def begin_work(*, task: Task, by: User, at: datetime.datetime) -> Submission:
    """Begin an attempt under the newest edition. A double click, or one under way, gives the same attempt.

    A new attempt after a returned one starts from the words of the last.
    """
    try:
        return _begin(task, by, at)
    except IntegrityError:
        return Submission.objects.get(person=by, task=task, state="draft")


@transaction.atomic
def _begin(task: Task, by: User, at: datetime.datetime) -> Submission:
    last = (
        Submission.objects.filter(person=by, task=task).select_related("edition").order_by("-number").first()
    )
    if last is not None and last.state == "draft":
        return last
    edition = Edition.objects.filter(task=task).order_by("-number").first()
    if edition is None:
        raise Refused("This task has nothing to do yet.", code="closed")
    check_begin(Task.objects.get(pk=task.pk), edition, last, by, at)
    made = Submission.objects.create(
        person=by,
        task=task,
        edition=edition,
        number=last.number + 1 if last else 1,
        text=last.text if last else "",
        matrix=last.matrix if last else [],
        begun_at=at,
    )
    write(
        council=by.council_id,
        by=by,
        at=at,
        verb="begin",
        obj=made,
        about=by,
        words=f"{task.code} {edition.title}: attempt {made.number} begun",
    )
    return made


def lock_work(pk: int) -> Submission:
    """The row as it stands, held until the transaction ends."""
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("edition", "task", "person__council").get(pk=pk)


@transaction.atomic
def save_draft(
    *,
    submission: Submission,
    text: str,
    seen: int,
    by: User,
    at: datetime.datetime,
    rows: Sequence[Row] | None = None,
) -> Submission:
    """Keep the words of a draft, and the rows of its matrix (None: as they are).

    `seen` is the number of the saving that the page was drawn after. The draft is its writer's own: it is
    looked through for personal data when it is handed in, not before. Raises Newer when another tab has saved
    different words since.
    """
    now = lock_work(submission.pk)
    check_own_draft(now, by)
    said = text.replace("\r\n", "\n").replace("\x00", "")
    matrix = now.matrix if rows is None else kept_rows(rows)
    if said == now.text and matrix == now.matrix:
        return now
    if len(said) > MOST_TEXT:
        raise Refused(f"Write at most {MOST_TEXT:,} characters, or send a file.", code="too_long")
    if len(matrix) > MOST_ROWS:
        raise Refused(f"A matrix has at most {MOST_ROWS} rows. Put some together.", code="too_many_rows")
    if seen != now.saves:
        kept = [f"Row {place}. {row_words(row)}" for place, row in enumerate(rows_of(now.matrix), 1)]
        raise Newer("\n\n".join(filter(None, [*kept, now.text])))
    now.text, now.matrix, now.saves, now.saved_at = said, matrix, now.saves + 1, at
    now.save(update_fields=["text", "matrix", "saves", "saved_at"])
    return now


def kept_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows of a matrix as they are kept, without empty ones."""
    return [
        {
            "places": list(row.places),
            **{name: getattr(row, name).strip()[:MOST_CELL] for name in ("need", "provision", "outcome")},
        }
        for row in rows
        if not row.is_empty
    ]


@transaction.atomic
def pick_sentences(
    *, submission: Submission, places: Sequence[str], by: User, at: datetime.datetime
) -> Submission:
    """Begin a row for every sentence that was ticked in a paper and stands in no row yet."""
    now = lock_work(submission.pk)
    check_own_draft(now, by)
    rows = rows_of(now.matrix)
    here = {place for row in rows for place in row.places}
    new = [Row((place,)) for place in dict.fromkeys(places) if place not in here]
    return save_draft(submission=now, text=now.text, rows=[*rows, *new], seen=now.saves, by=by, at=at)


@transaction.atomic
def submit_work(*, submission: Submission, seen: int, by: User, at: datetime.datetime) -> Submission:
    """Hand in, once: pressed again, nothing changes. Personal data in the words or a file refuses it whole.

    `seen`: the saving that the person checked. What was written since must be checked first.
    """
    now = lock_work(submission.pk)
    if now.person_id == by.pk and now.state != "draft":
        return now
    check_own_draft(now, by)
    if seen != now.saves:
        raise Refused(
            "Your words were changed in another tab after you checked them. Look at them again.", code="newer"
        )
    files = list(SubmittedFile.objects.filter(submission=now).order_by("pk"))
    rows = rows_of(now.matrix)
    check_submit(now, files=len(files), rows=rows)
    parts = [(WORDS.capitalize(), now.text)]
    parts += [(f"Row {place}", row.cells) for place, row in enumerate(rows, 1)]
    parts += [(f"File {place}", file.text) for place, file in enumerate(files, 1)]
    invented = invented_words(now.edition.invented)
    check_clean(parts, scanner=scanner_for(council=now.person.council), invented=invented)
    now.state, now.submitted_at = SUBMISSION.after(now.state, "submit"), at
    now.save(update_fields=["state", "submitted_at"])
    _mark_by_itself(now, files, at)
    write(
        council=by.council_id,
        by=by,
        at=at,
        verb="submit",
        obj=now,
        about=by,
        words=f"{now.task.code} {now.edition.title}: attempt {now.number} handed in",
    )
    return now


def _mark_by_itself(work: Submission, files: Sequence[SubmittedFile], at: datetime.datetime) -> None:
    """The part of the task that needs no person, marked at once; the rest waits for a marker."""
    verdict = mark_automatic(
        work.edition.automatic,
        papers=papers_of(work.edition),
        text="\n\n".join([work.text, *(file.text for file in files)]),
        matrix=work.matrix,
        brief=work.edition.brief,
    )
    if verdict is None:
        return
    AutomaticMark.objects.create(
        submission=work, met=verdict.met, score=verdict.score, of=verdict.of, told=verdict.told, at=at
    )
