"""Probation reports: written by a manager, read by both, signed by whoever wrote them."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from academy.work.actions import post_message
from competencies.plans.models import ProbationReport
from competencies.plans.models.probation import LONGEST_REPORT
from competencies.plans.queries.probation import chosen_levels, chosen_pieces
from competencies.plans.queries.sight import check_side
from competencies.plans.rules.probation import check_probation, check_sign_report
from competencies.plans.rules.words import check_words
from competencies.plans.states import PROBATION

TO_READ = "probation_to_read"
LEAST_REPORT = 40


@dataclass(frozen=True)
class Said:
    """What a manager chose and wrote. Nothing here is worked out."""

    begins_on: datetime.date
    ends_on: datetime.date
    words: str
    evidence_ids: Sequence[int] = ()
    task_ids: Sequence[int] = ()


@transaction.atomic
def write_report(
    *, person: User, key: uuid.UUID, said: Said, by: User, at: datetime.datetime
) -> ProbationReport:
    """Put a report together. From now on both can read it; it is signed later.

    The evidence and the levels are kept as they stand today.
    """
    User.objects.select_for_update().get(pk=person.pk)
    held = ProbationReport.objects.filter(person=person, key=key).first()
    if held is not None:
        return held
    day = timezone.localdate(at)
    if check_side(person=person, day=day, by=by, at=at) != "manager":
        raise Refused("Whoever leads you writes this. You read it, and you can add a statement.", code="who")
    check_probation(person, begins_on=said.begins_on, ends_on=said.ends_on, on=day)
    if ProbationReport.objects.filter(person=person, state="shared").exists():
        raise Refused("One report is not signed yet. Sign it or take it back first.", code="state")
    words = _own_words(person, said.words)
    report = ProbationReport.objects.create(
        person=person,
        key=key,
        written_by=by,
        written_at=at,
        written_on=day,
        begins_on=said.begins_on,
        ends_on=said.ends_on,
        words=words,
        pieces=chosen_pieces(actor=by, person=person, ids=said.evidence_ids),
        levels=chosen_levels(person=person, task_ids=said.task_ids, on=day),
    )
    _note(report, "write", "Probation evidence was written", by, at)
    post_message(
        person=person,
        template=TO_READ,
        about=f"probation:{report.pk}",
        context={"report_id": report.pk},
        at=at,
    )
    return report


@transaction.atomic
def read_report(*, report: ProbationReport, by: User, at: datetime.datetime) -> ProbationReport:
    """The person says that they read it. That is not agreement. Said twice, it stands once."""
    now = _lock(report)
    _check_own(now, by)
    if now.person_read_at is None:
        now.person_read_at = at
        now.save(update_fields=["person_read_at"])
        _note(now, "read", "Probation evidence was read by the person", by, at)
    return now


@transaction.atomic
def state_report(*, report: ProbationReport, words: str, by: User, at: datetime.datetime) -> ProbationReport:
    """The person adds what they say, once, before or after it is signed. It stands beside the report."""
    now = _lock(report)
    _check_own(now, by)
    said = check_words(
        field="words", label="What you say to it", words=words, longest=LONGEST_REPORT,
        scanner=scanner_for(council=now.person.council),
    )  # fmt: skip
    if now.statement:
        if now.statement == said:
            return now
        raise Refused("You have added your statement. It stays as you wrote it.", code="words")
    if now.state == "withdrawn":
        raise Refused("This report was taken back, so there is nothing to add.", code="state")
    now.statement, now.statement_at = said, at
    now.person_read_at = now.person_read_at or at
    now.save(update_fields=["statement", "statement_at", "person_read_at"])
    _note(now, "state", "The person added a statement to probation evidence", by, at)
    return now


@transaction.atomic
def sign_report(*, report: ProbationReport, by: User, at: datetime.datetime) -> ProbationReport:
    """Sign it, as a person, for what it says. Signed twice, it stands once."""
    now = _lock(report)
    check_side(person=now.person, day=now.written_on, by=by, at=at)
    if now.state == "signed" and by.pk == now.written_by_id:
        return now
    check_sign_report(now, by=by, on=timezone.localdate(at))
    now.state, now.signed_at = PROBATION.after(now.state, "sign"), at
    now.save(update_fields=["state", "signed_at"])
    _note(now, "sign", "Probation evidence was signed", by, at)
    return now


@transaction.atomic
def withdraw_report(*, report: ProbationReport, by: User, at: datetime.datetime) -> ProbationReport:
    """Take it back before it is signed. It stays to be read, and says that it was taken back."""
    now = _lock(report)
    check_side(person=now.person, day=now.written_on, by=by, at=at)
    if by.pk != now.written_by_id:
        raise Refused("Whoever wrote a report takes it back.", code="who")
    if now.state == "withdrawn":
        return now
    now.state, now.withdrawn_at = PROBATION.after(now.state, "withdraw"), at
    now.save(update_fields=["state", "withdrawn_at"])
    _note(now, "withdraw", "Probation evidence was taken back", by, at)
    return now


def _own_words(person: User, words: str) -> str:
    return check_words(
        field="words",
        label="In your own words",
        words=words,
        scanner=scanner_for(council=person.council),
        longest=LONGEST_REPORT,
        least=LEAST_REPORT,
    )


def _check_own(report: ProbationReport, by: User) -> None:
    if report.person_id != by.pk:
        raise Refused("Only the person it is about does this.", code="who")


def _lock(report: ProbationReport) -> ProbationReport:
    rows = ProbationReport.objects.select_for_update(of=("self",)).select_related("person__council")
    return rows.get(pk=report.pk)


def _note(report: ProbationReport, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    """Into the history, without what it says: more people read the history."""
    write(
        council=report.person.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=report,
        about=report.person,
        words=words,
    )
