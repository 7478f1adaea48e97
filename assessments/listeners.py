"""Work of the ledger that measuring answers: topic to action."""

from __future__ import annotations

import datetime
from typing import Any

from academy.work.registry import answers
from assessments.auditing.actions import letters  # noqa: F401  (words the letters about audits to do)
from assessments.auditing.actions.marking import OTHER_CHILD
from assessments.auditing.actions.plan_lists import forget_old_list
from assessments.auditing.actions.telling import tell_of_incident
from assessments.audits.actions import prove_audits, scan_remarks_again
from assessments.calibration.actions.judging import judge_auditors
from assessments.imports.actions import check_batch, drop_raw_file
from assessments.instruments.actions import retire_overtaken
from assessments.moderation.actions import close_queries, reopen_queries
from assessments.sittings.actions import close_on_time, close_overdue
from assessments.tasks.actions import telling  # noqa: F401  (words the letters about tasks)


@answers("audit_file_received")
def audit_file_received(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Check a file that nobody has checked yet: a large one, or one whose sender was cut off."""
    check_batch(batch_id=payload["batch_id"], by=None, at=at, again=False)


@answers("audit_file_expires")
def audit_file_expires(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Seven days are over: the raw file goes."""
    drop_raw_file(batch_id=payload["batch_id"], at=at)


@answers("instrument_takes_effect")
def instrument_takes_effect(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """The first day of a version of an audit has come: the one before retires."""
    retire_overtaken(instrument_id=payload["instrument_id"], at=at)


@answers("sitting_due")
def sitting_due(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """The time of a sitting and its grace are over: it is handed in as it is."""
    close_overdue(sitting_id=payload["sitting_id"], at=at)


@answers("paper_closes")
def paper_closes(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """The closing time of a paper has come."""
    close_on_time(paper_id=payload["paper_id"], at=at)


@answers("audits_to_prove")
def audits_to_prove(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Audits came, or were taken back: what they show of their writers is evidence, as they now stand."""
    prove_audits(audit_ids=payload["audit_ids"], at=at)


@answers("plan_list_kept")
def plan_list_kept(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Seven days are over: a list of plans that nobody answered is put aside."""
    forget_old_list(plan_file_id=payload["plan_file_id"], at=at)


@answers("remarks_night", lease=datetime.timedelta(minutes=15))
def remarks_night(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a night: free text of audits is looked through again if the gate has newer rules."""
    scan_remarks_again(council_id=payload["council_id"], at=at)


@answers("audits_replaced")
def audits_replaced(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Versions of audits count no more, or count again: queries on them are closed, or wait again."""
    close_queries(audit_ids=payload["audit_ids"], at=at)
    reopen_queries(audit_ids=payload.get("restored_ids", []), at=at)


@answers("auditors_to_judge")
def auditors_to_judge(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """There are new grades to compare: auditors who are too far off are asked to calibrate again."""
    judge_auditors(council_id=payload["council_id"], at=at)


@answers(OTHER_CHILD)
def other_child_in_plan(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """An auditor found another child's information: whoever keeps the sample is told."""
    tell_of_incident(allocation_id=payload["allocation_id"], at=at)
