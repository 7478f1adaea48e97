"""A named person opens a gate, or sets a new date with the starter."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.kit.words import day_month_year
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import post_message
from courses.cohorts.models import Member
from courses.gates.actions.graduating import graduate
from courses.gates.actions.telling import DECIDED
from courses.gates.catalogue import catalogue
from courses.gates.models import GateDecision
from courses.gates.queries.standings import MemberStanding, standing_of
from courses.gates.rules.gates import check_gate, check_new_date
from courses.gates.rules.permits import check_decide

LAST = 3


@transaction.atomic
def open_gate(*, member: Member, gate: int, words: str, by: User, at: datetime.datetime) -> GateDecision:
    """Open a gate on the evidence as it stands now. Opened twice, it is opened once, by whoever came first.

    Raises Refused in words for what is missing and for whoever may not decide. Gate 3 graduates.
    """
    row = _lock(member)
    check_decide(row, by)
    known = GateDecision.objects.filter(member=row, gate=gate, outcome=GateDecision.Outcome.OPENED).first()
    if known is not None:
        return known
    standing = standing_of(row, on=timezone.localdate(at))
    check_gate(standing.gates[gate])
    decision = GateDecision.objects.create(
        member=row,
        starter=row.person,
        gate=gate,
        outcome=GateDecision.Outcome.OPENED,
        by=by,
        at=at,
        on=timezone.localdate(at),
        words=words.strip(),
        evidence=evidence_of(standing, gate),
    )
    _tell(decision, f"Gate {gate} is open: may {catalogue().gates[gate].opens}", by, at)
    if gate == LAST:
        graduate(member=row, calendar=standing.calendar, by=by, at=at)
    return decision


@transaction.atomic
def agree_new_date(
    *,
    member: Member,
    gate: int,
    new_date: datetime.date,
    agreed: str,
    words: str = "",
    by: User,
    at: datetime.datetime,
) -> GateDecision:
    """Not yet: what starter and manager agreed, and the new date. Sent twice, it is written down once."""
    row = _lock(member)
    check_decide(row, by)
    standing = standing_of(row, on=timezone.localdate(at))
    check_new_date(standing.gates[gate], new_date, timezone.localdate(at))
    last = GateDecision.objects.filter(member=row, gate=gate).order_by("-at", "-pk").first()
    if last is not None and (last.new_date, last.agreed, last.by_id) == (new_date, agreed.strip(), by.pk):
        return last
    decision = GateDecision.objects.create(
        member=row,
        starter=row.person,
        gate=gate,
        outcome=GateDecision.Outcome.NOT_YET,
        by=by,
        at=at,
        on=timezone.localdate(at),
        words=words.strip(),
        agreed=agreed.strip(),
        new_date=new_date,
        evidence=evidence_of(standing, gate),
    )
    _tell(decision, f"Gate {gate} moved to {day_month_year(new_date)}", by, at)
    return decision


def _lock(member: Member) -> Member:
    return Member.objects.select_for_update(of=("self",)).select_related("person", "cohort").get(pk=member.pk)


def _tell(decision: GateDecision, words: str, by: User, at: datetime.datetime) -> None:
    """History, and a letter to the starter. What was agreed stays on their page."""
    person = decision.starter
    write(
        council=person.council_id, by=by, at=at, verb="decide", obj=decision, about=person, words=words[:400]
    )
    post_message(
        person=person,
        template=DECIDED,
        about=f"gate-decision:{decision.pk}",
        context={"decision_id": decision.pk},
        at=at,
    )


def evidence_of(standing: MemberStanding, gate: int) -> dict[str, Any]:
    """What the decider saw, as plain data: every attempt at every task of the gate, and what was missing."""
    seen = standing.gates[gate]
    return {
        "catalogue": catalogue(standing.member.cohort.programme_code).version,
        "missing": list(seen.missing),
        "tasks": {
            one.task.code: {
                "state": one.state,
                "attempts": [
                    {
                        "part": said.part,
                        "attempt": said.attempt,
                        "on": said.on.isoformat(),
                        "met": said.met,
                        "score": said.score,
                        "judged_on": said.judged_on,
                        "from": said.label,
                        "path": said.path,
                    }
                    for said in one.rows
                ],
            }
            for one in seen.tasks
        },
    }
