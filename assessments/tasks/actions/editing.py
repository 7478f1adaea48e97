"""Writing a task: its brief, its bundle and its rubric, and opening it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import IntegrityError, transaction

from academy.gate.checking import check_clean, invented_words
from academy.kit.refusals import Refused
from academy.law.pack import all_references
from academy.people.models import Council, User
from academy.people.queries import scanner_for
from academy.people.roles import ROLES
from academy.record.actions import write
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, current_instrument
from assessments.tasks.models import BundleDocument, Edition, RubricLine, Submission, Task
from assessments.tasks.rules.automatic import faults_of
from assessments.tasks.rules.permits import check_run
from assessments.tasks.states import TASK
from competencies.framework.queries import competencies_by_code


@dataclass(frozen=True)
class LineDraft:
    """One line of a rubric as its author says it."""

    criterion: str
    levels: tuple[str, str, str, str]
    must: bool = False
    least: int = 2
    code: str = ""
    section: str = ""
    weight: int = 1
    critical: bool = False


@dataclass(frozen=True)
class TaskDraft:
    """Everything an edition says. `documents` are (title, text).

    With `sections` of the plan audit the rubric is its criteria, as they stand in the version in force, and
    `lines` stay empty.
    """

    title: str
    brief: str
    good: str = ""
    competencies: Sequence[str] = ()
    law: Sequence[str] = ()
    shows: str = "SIM"
    minutes: int = 60
    marking_minutes: int = 25
    least_points: int = 0
    wait_days: int = 2
    most_attempts: int = 0
    audience: Sequence[str] = ()
    invented: Sequence[str] = ()
    automatic: Mapping[str, Any] = field(default_factory=dict)
    sections: Sequence[str] = ()
    twice: bool = False
    observed: bool = False
    documents: Sequence[tuple[str, str]] = ()
    lines: Sequence[LineDraft] = field(default=())


def check_draft(draft: TaskDraft, *, council: Council) -> None:
    """Refused in words when a code is unknown, the rubric cannot be marked or a name may be real."""
    known = competencies_by_code(council_id=council.pk, codes=draft.competencies)
    unknown = [code for code in draft.competencies if code not in known]
    if unknown or not draft.competencies:
        raise Refused(
            f"The framework has no competency {', '.join(unknown)}." if unknown else "Name a competency.",
            code="competencies",
        )
    keys = {reference.key for reference in all_references()}
    strange = [key for key in draft.law if key not in keys]
    if strange:
        raise Refused(f"The law pack has no key {', '.join(strange)}.", code="law")
    roles = [code for code in draft.audience if code not in ROLES]
    if roles:
        raise Refused(f"There is no role {', '.join(roles)}.", code="audience")
    papers = list(enumerate((text for _, text in draft.documents), 1))
    if faults := faults_of(draft.automatic, papers=papers):
        raise Refused(" ".join(faults), code="automatic")
    if not draft.lines:
        raise Refused("Write at least one line of the rubric, with four levels.", code="lines")
    if draft.least_points > 3 * len(draft.lines):
        raise Refused(
            f"Nobody can reach {draft.least_points} points: the rubric has {3 * len(draft.lines)}.",
            code="least_points",
        )
    parts = [("The brief", draft.brief), ("What good looks like", draft.good)]
    parts += [(f"“{title}”", text) for title, text in draft.documents]
    check_clean(parts, scanner=scanner_for(council=council), invented=invented_words(draft.invented))


def audit_lines(council: Council, sections: Sequence[str]) -> list[LineDraft]:
    """The criteria of some sections of the plan audit in force, as lines of a rubric."""
    try:
        instrument = current_instrument(council_id=council.pk)
    except Instrument.DoesNotExist:
        raise Refused("This council has no plan audit yet.", code="sections") from None
    rows = [row for row in criteria_of(instrument=instrument) if row.section in sections]
    if strange := sorted(set(sections) - {row.section for row in rows}):
        raise Refused(f"The plan audit has no section {', '.join(strange)}.", code="sections")
    return [
        LineDraft(
            criterion=f"{row.code}. {row.text}",
            levels=(row.descriptor(1), row.descriptor(2), row.descriptor(3), row.descriptor(4)),
            code=row.code,
            section=row.section,
            weight=row.weight,
            critical=row.critical,
        )
        for row in rows
    ]


def save_task(
    *,
    council: Council,
    code: str,
    draft: TaskDraft,
    by: User | None,
    at: datetime.datetime,
    new: bool = False,
) -> Edition:
    """Write a task. An edition under which work was begun stays as it is, and the words go into a new one.

    `by` None is the loader. `new`: refused when the code is taken.
    """
    if by is not None:
        check_run(by)
    if draft.sections:
        draft = replace(draft, lines=audit_lines(council, draft.sections), least_points=0)
    check_draft(draft, council=council)
    try:
        return _save(council, code, draft, by, at, new)
    except IntegrityError:
        raise Refused(
            "Somebody saved this task at the same moment. Look at it again.", code="at_once"
        ) from None


@transaction.atomic
def _save(
    council: Council, code: str, draft: TaskDraft, by: User | None, at: datetime.datetime, new: bool
) -> Edition:
    task = Task.objects.select_for_update().filter(council=council, code=code).first()
    if task is not None and new:
        raise Refused(f"There is a task {code} already. Choose another code.", code="code")
    if task is None:
        task = Task.objects.create(council=council, code=code, made_by=by, made_at=at)
    edition = Edition.objects.filter(task=task).order_by("-number").first()
    if edition is None or Submission.objects.filter(edition=edition).exists():
        edition = Edition(task=task, number=edition.number + 1 if edition else 1)
    for name in ("title", "brief", "good", "shows", "minutes", "marking_minutes", "least_points",
                 "wait_days", "most_attempts", "twice", "observed"):  # fmt: skip
        setattr(edition, name, getattr(draft, name))
    for name in ("competencies", "law", "audience", "invented", "sections"):
        setattr(edition, name, list(getattr(draft, name)))
    edition.automatic = dict(draft.automatic)
    edition.made_by, edition.made_at = by, at
    edition.save()
    _lay_parts(edition, draft)
    write(
        council=council,
        by=by,
        at=at,
        verb="write",
        obj=task,
        words=f"Practical task {code} {draft.title} written, edition {edition.number}"[:400],
    )
    return edition


def _lay_parts(edition: Edition, draft: TaskDraft) -> None:
    """The bundle and the rubric of an edition that nobody has begun."""
    edition.documents.all().delete()
    edition.lines.all().delete()
    BundleDocument.objects.bulk_create(
        BundleDocument(edition=edition, position=place, title=title, text=text)
        for place, (title, text) in enumerate(draft.documents, 1)
    )
    RubricLine.objects.bulk_create(
        RubricLine(
            edition=edition,
            position=place,
            criterion=line.criterion,
            level_0=line.levels[0],
            level_1=line.levels[1],
            level_2=line.levels[2],
            level_3=line.levels[3],
            must=line.must,
            least=line.least,
            code=line.code,
            section=line.section,
            weight=line.weight,
            critical=line.critical,
        )
        for place, line in enumerate(draft.lines, 1)
    )


def open_task(*, task: Task, by: User | None, at: datetime.datetime) -> Task:
    """Let people begin the task."""
    return _turn(task, "open", by, at)


def close_task(*, task: Task, by: User | None, at: datetime.datetime) -> Task:
    """Let nobody begin it any more; what is under way goes on."""
    return _turn(task, "close", by, at)


@transaction.atomic
def _turn(task: Task, verb: str, by: User | None, at: datetime.datetime) -> Task:
    if by is not None:
        check_run(by)
    now = Task.objects.select_for_update().get(pk=task.pk)
    now.state = TASK.after(now.state, verb)
    now.save(update_fields=["state"])
    done = {"open": "opened", "close": "closed"}[verb]
    words = f"Practical task {now.code} {done}"
    write(council=now.council_id, by=by, at=at, verb=verb, obj=now, words=words)
    return now
