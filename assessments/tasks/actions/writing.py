"""Writing and handing in."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.tasks.models import Edition, Submission, SubmittedFile, Task
from assessments.tasks.queries.gate import scanner_for
from assessments.tasks.rules.passages import WORDS
from assessments.tasks.rules.permits import MOST_TEXT, check_begin, check_own_draft, check_submit
from assessments.tasks.rules.scanning import check_clean, invented_words
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
    *, submission: Submission, text: str, seen: int, by: User, at: datetime.datetime
) -> Submission:
    """Keep the words of a draft. `seen` is the number of the saving that the page was drawn after.

    The draft is its writer's own: it is looked through for personal data when it is handed in, not before.
    Raises Newer when another tab has saved different words since.
    """
    now = lock_work(submission.pk)
    check_own_draft(now, by)
    said = text.replace("\r\n", "\n").replace("\x00", "")
    if said == now.text:
        return now
    if len(said) > MOST_TEXT:
        raise Refused(f"Write at most {MOST_TEXT:,} characters, or send a file.", code="too_long")
    if seen != now.saves:
        raise Newer(now.text)
    now.text, now.saves, now.saved_at = said, now.saves + 1, at
    now.save(update_fields=["text", "saves", "saved_at"])
    return now


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
    check_submit(now, files=len(files))
    parts = [(WORDS.capitalize(), now.text)]
    parts += [(f"File {place}", file.text) for place, file in enumerate(files, 1)]
    invented = invented_words(now.edition.invented)
    check_clean(parts, scanner=scanner_for(council=now.person.council), invented=invented)
    now.state, now.submitted_at = SUBMISSION.after(now.state, "submit"), at
    now.save(update_fields=["state", "submitted_at"])
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
