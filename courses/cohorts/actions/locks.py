"""Holding a row while it is changed, moving its state and writing down that it moved."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from courses.cohorts.models import Cohort, Member
from courses.cohorts.states import COHORT, MEMBER

NOT_ALLOWED = "Only people who run cohorts may do this."


def check_runs(by: User | None, thing: Cohort | Member | None = None) -> None:
    """`by` None is the academy itself or the command line."""
    if by is not None and not can(by, "run_cohorts", thing):
        raise Refused(NOT_ALLOWED, code="not_allowed")


def lock_cohort(pk: int) -> Cohort:
    """The cohort as it is now; nobody else changes it or its members until the end."""
    return Cohort.objects.select_for_update(of=("self",)).get(pk=pk)


def lock_member(pk: int) -> Member:
    """The place as it is now, with its person and cohort."""
    return Member.objects.select_for_update(of=("self",)).select_related("person", "cohort").get(pk=pk)


def move_cohort(cohort: Cohort, verb: str, *, by: User | None, at: datetime.datetime, words: str) -> None:
    """One step of a cohort's life."""
    cohort.state = COHORT.after(cohort.state, verb)
    cohort.save(update_fields=["state"])
    write(council=cohort.council_id, by=by, at=at, verb=verb, obj=cohort, words=words)


def move_member(
    member: Member,
    verb: str,
    *,
    by: User | None,
    at: datetime.datetime,
    words: str,
    ended_on: datetime.date | None = None,
) -> None:
    """One step of somebody's place."""
    member.state, member.ended_on = MEMBER.after(member.state, verb), ended_on
    member.save(update_fields=["state", "ended_on"])
    note_member(member, verb, words, by=by, at=at)


def note_member(member: Member, verb: str, words: str, *, by: User | None, at: datetime.datetime) -> None:
    """A line in the history of the person."""
    write(
        council=member.person.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=member,
        about=member.person_id,
        words=words,
    )
