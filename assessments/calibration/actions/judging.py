"""LR-06: an auditor whose grades are too often more than one away is asked to calibrate again."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from academy.law.dates import add_days
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.calibration.agreement import agreement_of
from assessments.calibration.models import Recalibration
from assessments.calibration.queries.figures import is_outside
from assessments.calibration.queries.pairs import Compared, compared
from assessments.calibration.registry import JudgingTerms, terms_of_judging
from assessments.calibration.states import RECALIBRATION

JUDGE = "auditors_to_judge"
TOPIC = "auditor_to_calibrate"
"""News for teaching: {"recalibration_id": id}. The auditor is asked for the module on auditing."""
RULE = "LR-06"


def judge_soon(*, council_id: int, key: str, at: datetime.datetime) -> None:
    """There are grades to compare: look at the council's auditors, in a job of its own."""
    announce(topic=JUDGE, key=key, payload={"council_id": council_id}, council=council_id, at=at)


@transaction.atomic
def judge_auditors(*, council_id: int, at: datetime.datetime) -> int:
    """Ask those outside the council's terms (LR-06: 80% within one grade, of ten or more) to calibrate again.

    Their audits stay. Where the rule is switched off nobody is judged.
    Only grades since the last calibration are looked at, so that nobody is asked twice for the same ones.
    Told twice, nobody is asked twice. Returns how many are asked now.
    """
    terms = terms_of_judging(council_id=council_id)
    if terms is None:
        return 0
    closed: dict[int, datetime.date] = {}
    waiting = set()
    for row in Recalibration.objects.filter(auditor__council_id=council_id).order_by("asked_on"):
        if row.state == "open":
            waiting.add(row.auditor_id)
        elif row.closed_on is not None:
            closed[row.auditor_id] = row.closed_on
    by_person: dict[int, list[Compared]] = defaultdict(list)
    for one in compared(council_id=council_id):
        if one.person_id is not None and one.on > closed.get(one.person_id, datetime.date.min):
            by_person[one.person_id].append(one)
    here = set(
        User.objects.filter(pk__in=list(by_person), is_active=True, council_id=council_id).values_list(
            "pk", flat=True
        )
    )
    asked = 0
    for person_id, rows in sorted(by_person.items()):
        agreement = agreement_of(row.pair for row in rows)
        if person_id in here - waiting and is_outside(agreement, terms) and agreement.within_one is not None:
            _ask(council_id, person_id, agreement.n, agreement.within_one.value, terms, at)
            asked += 1
    return asked


def _ask(
    council_id: int, person_id: int, n: int, within: float, terms: JudgingTerms, at: datetime.datetime
) -> None:
    today = timezone.localdate(at)
    row, made = Recalibration.objects.get_or_create(
        auditor_id=person_id,
        state="open",
        defaults={
            "asked_on": today,
            "due_on": add_days(today, terms.days),
            "pairs": n,
            "within_one": within,
            "items": terms.items,
        },
    )
    if not made:
        return
    words = f"{RULE}: {within:.0%} of {n} compared grades were within one grade; asked to calibrate again"
    write(council=council_id, by=None, at=at, verb="ask", obj=row, about=person_id, words=words)
    announce(topic=TOPIC, key=str(row.pk), payload={"recalibration_id": row.pk}, council=council_id, at=at)


@transaction.atomic
def count_item(*, person: User, at: datetime.datetime) -> Recalibration | None:
    """One more calibration item graded. With the last, the flag on the auditor's audits goes.

    None when nothing was asked of this person.
    """
    row = Recalibration.objects.select_for_update().filter(auditor=person, state="open").first()
    if row is None:
        return None
    row.graded += 1
    if row.graded >= row.items:
        row.state, row.closed_on = RECALIBRATION.after(row.state, "finish"), timezone.localdate(at)
        words = f"Calibrated again: {row.graded} items graded"
        write(council=person.council_id, by=person, at=at, verb="finish", obj=row, about=person, words=words)
    row.save(update_fields=["graded", "state", "closed_on"])
    return row
