"""Panels: each member grades alone, the grades are opened, and the chair writes down what was agreed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import post_message
from assessments.auditing.actions.concluding import HERE, audit_row, lock_council, next_ref, sheaf_of
from assessments.auditing.actions.telling import SEAT
from assessments.auditing.models import Allocation, ListedPlan, Panel, PanelGrade, PanelMember
from assessments.auditing.rules.panels import (
    Agreed,
    check_agree,
    check_drop,
    check_grade,
    check_hold,
    check_open,
)
from assessments.auditing.states import PANEL
from assessments.audits.actions.storing import store_audits
from assessments.audits.models import Finding
from assessments.instruments.models import Criterion, Instrument


@dataclass(frozen=True)
class Seat:
    """One seat: an agency, and its person where they have an account."""

    agency: str
    person: User | None = None


@dataclass(frozen=True)
class Outcome:
    """What a panel agreed, and what follows."""

    grades: Mapping[str, Agreed]
    overall: int | None
    learning: str
    action: str
    action_by: str


@transaction.atomic
def hold_panel(
    *,
    plan: ListedPlan,
    instrument: Instrument,
    chair: User,
    held_on: datetime.date,
    seats: Sequence[Seat],
    by: User,
    at: datetime.datetime,
) -> Panel:
    """Call a panel on a plan. A second click finds the panel that is there."""
    lock_council(plan.council_id)
    there = Panel.objects.filter(plan=plan, instrument=instrument).exclude(state="dropped").first()
    if there is not None:
        return there
    people = [seat.person for seat in seats if seat.person is not None]
    check_hold(plan, chair, people, len(seats), by=by)
    panel = Panel.objects.create(
        council_id=plan.council_id, instrument=instrument, plan=plan, chair=chair, held_on=held_on
    )
    for seat in seats:
        member = PanelMember.objects.create(panel=panel, agency=seat.agency, person=seat.person)
        if seat.person is not None:
            post_message(
                person=seat.person,
                template=SEAT,
                about=f"seat:{member.pk}",
                context={"member_id": member.pk},
                at=at,
            )
    _record(panel, "call", "called", by, at)
    return panel


@transaction.atomic
def grade_alone(
    *,
    member_id: int,
    grades: Mapping[str, int | None],
    overall: int | None,
    words: str,
    by: User,
    at: datetime.datetime,
) -> PanelMember:
    """Keep what one member gives alone, section by section. The last one opens the grades for all."""
    member = PanelMember.objects.select_related("panel__plan").get(pk=member_id)
    panel = member.panel = lock_panel(member.panel_id)
    check_grade(panel, member, by=by)
    PanelGrade.objects.filter(member=member).delete()
    PanelGrade.objects.bulk_create(
        PanelGrade(panel=panel, member=member, section=section, grade=grade)
        for section, grade in grades.items()
    )
    member.overall, member.words, member.graded_at = overall, words, at
    member.save(update_fields=["overall", "words", "graded_at"])
    if not panel.members.filter(graded_at=None).exists():
        _open(panel, by, at)
    return member


@transaction.atomic
def open_grades(*, panel_id: int, by: User, at: datetime.datetime) -> Panel:
    """Open the grades though not everybody has graded; from here on nobody changes their own."""
    panel = lock_panel(panel_id)
    if panel.state == "talking":
        return panel
    check_open(panel, graded=panel.members.exclude(graded_at=None).count(), by=by)
    _open(panel, by, at)
    return panel


def _open(panel: Panel, by: User, at: datetime.datetime) -> None:
    panel.state, panel.opened_at = PANEL.after(panel.state, "open"), at
    panel.save(update_fields=["state", "opened_at"])
    _record(panel, "open", "opened", by, at)


@transaction.atomic
def agree_panel(*, panel_id: int, outcome: Outcome, by: User, at: datetime.datetime) -> Panel:
    """Write the agreed grades and one audit with them; the members' own stay beside. Once."""
    panel = lock_panel(panel_id)
    if panel.state == "agreed":
        return panel
    said = (outcome.learning, outcome.action, outcome.action_by)
    check_agree(panel, outcome.grades, outcome.overall, said, by=by)
    PanelGrade.objects.bulk_create(
        PanelGrade(panel=panel, section=section, grade=one.grade, cause=one.cause)
        for section, one in outcome.grades.items()
    )
    panel.overall, panel.learning, panel.action, panel.action_by = outcome.overall, *said
    panel.audit_id = _write_audit(panel, outcome, by, at)
    panel.state, panel.concluded_at = PANEL.after(panel.state, "agree"), at
    panel.save()
    Allocation.objects.create(
        council_id=panel.council_id,
        instrument_id=panel.instrument_id,
        plan=panel.plan,
        auditor=by,
        why=Allocation.Why.PANEL,
        state="concluded",
        asked_on=panel.held_on,
        due_on=max(panel.held_on, timezone.localdate(at)),
        started_at=panel.opened_at,
        concluded_at=at,
        audit_id=panel.audit_id,
    )
    _record(panel, "agree", "concluded", by, at)
    return panel


def _write_audit(panel: Panel, outcome: Outcome, by: User, at: datetime.datetime) -> int:
    council = lock_council(panel.council_id)
    row = audit_row(
        panel.plan, ref=next_ref(council, at), auditor=panel.chair_id, overall=outcome.overall, at=at
    )
    stored = store_audits(
        council=council,
        instrument=panel.instrument,
        sheaf=sheaf_of(
            row,
            marks=[],
            sections=[(section, one.grade) for section, one in outcome.grades.items()],
            remarks=[
                (None, "What the panel learnt", outcome.learning),
                (None, "One thing to do next", f"{outcome.action} ({outcome.action_by})"),
            ],
        ),
        layout=HERE,
        batch_id=None,
        history_only=False,
        by=by,
        at=at,
    )
    for section, one in outcome.grades.items():
        if one.cause:
            Finding.objects.filter(
                audit_id=stored.audit_ids[0],
                criterion__kind=Criterion.Kind.SECTION,
                criterion__section=section,
            ).update(cause=one.cause)
    return stored.audit_ids[0]


@transaction.atomic
def drop_panel(*, panel_id: int, reason: str, by: User, at: datetime.datetime) -> Panel:
    """Call a panel off, with a reason. Grades that were given stay, and count for nothing."""
    panel = lock_panel(panel_id)
    if panel.state == "dropped":
        return panel
    check_drop(panel, reason, by=by)
    panel.state, panel.reason = PANEL.after(panel.state, "drop"), reason
    panel.save(update_fields=["state", "reason"])
    _record(panel, "drop", "called off", by, at)
    return panel


def lock_panel(pk: int) -> Panel:
    """The panel as it stands, held until the transaction ends."""
    return Panel.objects.select_for_update(of=("self",)).select_related("plan", "instrument").get(pk=pk)


def _record(panel: Panel, verb: str, what: str, by: User, at: datetime.datetime) -> None:
    write(
        council=panel.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=panel,
        words=f"The panel on plan {panel.plan.plan_ref} was {what}",
    )
