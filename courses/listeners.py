"""News from below, and what teaching does about it: topic to action."""

from __future__ import annotations

import datetime
from typing import Any

from academy.work.registry import answers
from courses.assignments.actions import (
    follow_moderation,
    follow_queries,
    record_completion,
    rejoin_findings,
    respond_to_audits,
    settle_remedies,
    tell_people,
    tend_loop,
    withdraw_orphans,
    withdraw_remedies,
)
from courses.cohorts.actions import tend_cohorts
from courses.currency.actions import chase_reviews, lapse_levels
from courses.gates.actions import gather_results, record_paper, record_task, settle_checks
from courses.improvements.actions import ask_to_look, propose_improvements, tend_improvements
from courses.pathways.actions import apply_diagnostic, remind_of_renewal
from courses.records.actions import certify_member
from courses.requirements.actions import (
    ask_calibration,
    ask_what_is_due,
    close_completed,
    close_read,
    tend_matrix,
)
from courses.retrieval.actions import tend_keeping
from courses.reviews.actions import tend_schedule


@answers("audits_concluded")
def audits_concluded(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """New audits: what newer versions no longer have goes, later plans prove, the rules answer."""
    withdraw_orphans(audit_ids=payload["audit_ids"], by=None, at=at)
    settle_remedies(audit_ids=payload["audit_ids"], by=None, at=at)
    respond_to_audits(audit_ids=payload["audit_ids"], by=None, at=at)
    follow_queries(audit_ids=payload["audit_ids"], by=None, at=at)
    settle_checks(audit_ids=payload["audit_ids"], at=at)
    ask_to_look(audit_ids=payload["audit_ids"], at=at)


@answers("look_for_system")
def look_for_system(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """New audits were answered: does anything fail so widely that it looks like the system?"""
    propose_improvements(council_id=payload["council_id"], at=at)


@answers("improvements_day")
def improvements_day(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a day: owners of shared steps are reminded, and what one changed is looked at."""
    tend_improvements(council_id=payload["council_id"], at=at)


@answers("audits_withdrawn")
def audits_withdrawn(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """An import was taken back: what it asked for goes. Versions that count again are answered again."""
    withdraw_remedies(audit_ids=payload["audit_ids"], by=None, at=at)
    restored = payload.get("restored_ids", [])
    live = rejoin_findings(audit_ids=restored)
    settle_remedies(audit_ids=restored, by=None, at=at)
    respond_to_audits(audit_ids=live, by=None, at=at)
    settle_checks(audit_ids=[*payload["audit_ids"], *restored], at=at)


@answers("audits_moderated")
def audits_moderated(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A moderation agreed grades: what was asked follows the grade that counts, and so do checks of plans."""
    ids = payload["audit_ids"]
    follow_moderation(audit_ids=ids, criterion_ids=payload["criterion_ids"], by=None, at=at)
    follow_queries(audit_ids=ids, by=None, at=at)
    settle_checks(audit_ids=ids, at=at)


@answers("grades_queried")
def grades_queried(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A writer queried a grade, took it back, or a panel answered: what rests on it waits or goes on."""
    follow_queries(audit_ids=payload["audit_ids"], by=None, at=at)


@answers("auditor_to_calibrate")
def auditor_to_calibrate(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """An auditor's grades were too far from the agreed ones: the module on auditing is asked of them."""
    ask_calibration(recalibration_id=payload["recalibration_id"], at=at)


@answers("module_completed")
def module_completed(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Somebody finished a module: what asked for it is learnt, and the next two plans are asked for."""
    record_completion(completion_id=payload["completion_id"], at=at)
    close_completed(completion_id=payload["completion_id"], at=at)


@answers("page_read")
def page_read(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Somebody read a handbook page: what asked for it is done."""
    close_read(read_id=payload["read_id"], at=at)


@answers("page_changed")
def page_changed(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A handbook page has a version that matters: people are asked to read it, or to read it again."""
    ask_what_is_due(council_id=payload["council_id"], at=at)


@answers("matrix_day")
def matrix_day(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a day: what the training matrix asks."""
    tend_matrix(council_id=payload["council_id"], at=at)


@answers("assignments_made")
def assignments_made(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Tell each person once what is asked of them and why."""
    tell_people(assignment_ids=payload["assignment_ids"], at=at)


@answers("pages_due")
def pages_due(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A moment at which pages come or go."""
    tend_schedule(at=at)


@answers("keep_day")
def keep_day(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a day: the letters that people asked for."""
    tend_keeping(council_id=payload["council_id"], at=at)


@answers("review_day")
def review_day(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a day: review dates chase their owners."""
    chase_reviews(council_id=payload["council_id"], at=at)


@answers("law_changes_today")
def law_changes_today(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A change of law that was recorded before has its day: levels that rest on the law as it was lapse."""
    lapse_levels(change_id=payload["change_id"], at=at)


@answers("loop_day")
def loop_day(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a day: absences begin and end, and 90 days run out."""
    tend_loop(council_id=payload["council_id"], at=at)


@answers("sitting_settled")
def sitting_settled(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A sitting is marked to its last answer: an assessed task's paper is a result, a diagnostic shortens the
    way of whoever sat it."""
    record_paper(sitting_id=payload["sitting_id"], at=at)
    apply_diagnostic(sitting_id=payload["sitting_id"], at=at)


@answers("licence_lapses")
def licence_lapses(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A licence is near its end: its holder is told once, unless it was renewed."""
    remind_of_renewal(licence_id=payload["licence_id"], at=at)


@answers("task_settled")
def task_settled(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A practical task was signed off or returned: that of an assessed task is a result."""
    record_task(outcome_id=payload["outcome_id"], at=at)


@answers("cohort_day")
def cohort_day(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Once a day: cohorts begin and end, leavers go, buddies are free again, and results come that were there
    before there was a place for them."""
    tend_cohorts(council_id=payload["council_id"], at=at)
    gather_results(council_id=payload["council_id"], at=at)


@answers("member_graduated")
def member_graduated(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Somebody graduated from a cohort: their certificate."""
    certify_member(member_id=payload["member_id"], at=at)
