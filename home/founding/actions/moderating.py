"""Fairness in the demo: a quarter's moderation half done, a blind second look, and one queried grade."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council
from academy.work.worker import do_due_jobs
from assessments.auditing.actions.concluding import conclude_allocation
from assessments.auditing.actions.marking import Closing, Sent, save_closing, save_marks
from assessments.auditing.models import Allocation, AuditorMark, ListedPlan
from assessments.auditing.rules.marking import Given
from assessments.audits.models import Audit, Grade
from assessments.instruments.queries import criteria_of, current_instrument
from assessments.moderation.actions import (
    answer_question,
    ask_about,
    conclude_case,
    draw_round,
    query_grade,
)
from assessments.moderation.models import Round
from assessments.moderation.queries.panels import cases_for
from assessments.moderation.rules.panels import Said, quarters_to
from home.founding.actions.cast import Cast, ago, cast_of

CONCLUDED, LOOKED_AT = 14, 9
"""Cases that a panel has concluded, and criteria of each that it looked at."""
QUERIED = "F3"
TOPICS = (
    "audits_moderated",
    "grades_queried",
    "auditors_to_judge",
    "auditor_to_calibrate",
    "audits_to_prove",
)
WHY = "The plan says how often and for how long on page four, in the second table."
REASON = "The panel read the plan: the amounts are there, in another section."
WORDS = Closing(
    strengths="The views of the child lead into each outcome.",
    improvements="Two outcomes have no date. Say who gives the help in each line.",
    action="Give each outcome a date.",
)


def moderate_through(*, council: Council, until: datetime.datetime) -> None:
    """Draw last quarter's moderation, conclude a part of it, look at a plan twice, and let the senior
    coordinator ask one question and query one grade. Asked again, nothing changes."""
    if Round.objects.filter(council=council).exists():
        return
    people = cast_of(council=council, until=until)
    first, last = quarters_to(timezone.localdate(until))[1]
    draw_round(
        council_id=council.pk, first=first, last=last, share=10, seed=2026, by=people.qa, at=ago(until, 6, 9)
    )
    _conclude_some(people, until)
    _look_twice(people, until)
    _answer(people, until)
    do_due_jobs(at=until, topics=TOPICS)


def _conclude_some(people: Cast, until: datetime.datetime) -> None:
    """A panel of QA and practice development; one grade in six is agreed anew."""
    both = set(cases_for(actor=people.pdl).values_list("pk", flat=True))
    cases = [case for case in cases_for(actor=people.qa).order_by("pk") if case.pk in both]
    place = 0
    for case in cases[:CONCLUDED]:
        said = {}
        marks = Grade.objects.filter(audit=case.audit_id, grade__isnull=False).order_by("criterion__position")
        for mark in marks[:LOOKED_AT]:
            place += 1
            given = mark.grade or 3
            agreed = max(1, min(4, given + (1 if place % 12 == 0 else -1 if place % 12 == 6 else 0)))
            said[mark.criterion_id] = Said(agreed, REASON if agreed != given else "")
        if said:
            conclude_case(
                case=case,
                said=said,
                overall=None,
                members=[people.pdl],
                learning="Amounts count wherever they stand in the plan.",
                by=people.qa,
                at=ago(until, 4, 10),
            )


def _look_twice(people: Cast, until: datetime.datetime) -> None:
    """Somebody else looks at a plan that QA or the manager has audited, and does not know it."""
    done = Allocation.objects.filter(
        council=people.council, state="concluded", audit__isnull=False, double_of=None, doubles=None
    )
    for first in done.select_related("plan", "instrument").order_by("pk")[:2]:
        other = people.manager if first.auditor_id == people.qa.pk else people.qa
        row = Allocation.objects.create(
            council=people.council,
            instrument=first.instrument,
            plan=first.plan,
            auditor=other,
            why=Allocation.Why.DOUBLE,
            double_of=first,
            asked_on=first.asked_on,
            due_on=first.due_on,
        )
        sections: dict[str, dict[str, Given]] = {}
        marks = AuditorMark.objects.filter(allocation=first).select_related("criterion")
        for place, mark in enumerate(marks.order_by("criterion__position")):
            grade = mark.grade and max(1, mark.grade - (place % 7 == 3))
            low = grade is not None and grade < 3
            sections.setdefault(mark.criterion.section, {})[mark.criterion.code] = Given(
                grade,
                not_applicable=mark.not_applicable,
                cause="writer" if low else "",
                words="One line is not clear" if low else "",
            )
        _look(row, sections, ago(until, 2, 11))


def _look(row: Allocation, sections: dict[str, dict[str, Given]], at: datetime.datetime) -> None:
    """Fill in the form and conclude it."""
    for section, given in sections.items():
        save_marks(allocation_id=row.pk, section=section, given=given, sent=Sent(), by=row.auditor, at=at)
    save_closing(allocation_id=row.pk, said=WORDS, sent=Sent(), by=row.auditor, at=at)
    conclude_allocation(allocation_id=row.pk, by=row.auditor, at=at)


def _answer(people: Cast, until: datetime.datetime) -> None:
    """The senior coordinator has feedback on a plan of their own: a question with its answer, and a grade
    that they query, so that the training which rests on it waits."""
    at, writer = ago(until, 1, 10), people.senior
    audit = _audit_senior(people, until)
    do_due_jobs(at=ago(until, 2, 12), topics=("audits_concluded",))
    with transaction.atomic():
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"question:{audit.pk}")
        text = "Is it enough to say how often once, for the whole section?"
        message = ask_about(audit=audit, text=text, key=key, by=writer, at=at)
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"answer:{audit.pk}")
        text = "Say it for each kind of help, so that nobody has to look for it."
        answer_question(reply=message.reply, text=text, key=key, by=people.qa, at=at)
        low = Grade.objects.get(audit=audit, criterion__code=QUERIED)
        query_grade(audit=audit, criterion=low.criterion, reason=WHY, by=writer, at=at)


def _audit_senior(people: Cast, until: datetime.datetime) -> Audit:
    """A manager who does not lead the senior coordinator has audited a plan of theirs."""
    line = people.senior.posts.filter(ends_on=None).select_related("team").first()
    boss = line.manager_id if line else None
    auditor = next(one for one in people.managers if one.pk not in (boss, people.manager.pk))
    day = timezone.localdate(until)
    plan = ListedPlan.objects.create(
        council=people.council,
        month=day.replace(day=1),
        plan_ref="PR-62001",
        plan_type="existing",
        issued_on=day - datetime.timedelta(days=14),
        writer=people.senior,
        team=line.team if line else None,
        key_stage="KS2",
        need="SLCN",
        setting="mainstream",
    )
    instrument = current_instrument(council_id=people.council.pk)
    row = Allocation.objects.create(
        council=people.council,
        instrument=instrument,
        plan=plan,
        auditor=auditor,
        why=Allocation.Why.RANDOM,
        asked_on=day - datetime.timedelta(days=7),
        due_on=day + datetime.timedelta(days=14),
    )
    sections: dict[str, dict[str, Given]] = {}
    for place, one in enumerate(criteria_of(instrument=instrument)):
        low = one.code == QUERIED
        grade = 1 if low else 4 if place % 4 == 0 else 3
        given = Given(grade, cause="writer" if low else "", words="No amounts anywhere" if low else "")
        sections.setdefault(one.section, {})[one.code] = given
    _look(row, sections, ago(until, 3, 10))
    return Audit.objects.select_related("batch", "allocation").get(allocation=row)
