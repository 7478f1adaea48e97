"""After graduation: the audits of two live plans, and a support plan where they are not good yet."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.audits.arithmetic import Mark, overall_grade
from assessments.audits.models import GOOD, Audit
from courses.cohorts.models import Member
from courses.cohorts.queries import calendars_of
from courses.gates.models import CheckedPlan, NinetyDayCheck, ProtectedCaseload, SupportPlan
from courses.gates.rules.permits import check_decide
from courses.gates.states import CHECK

PLANS = 2
VERBS = {"good": "find_good", "short": "find_short", "waiting": "take_back"}


@transaction.atomic
def begin_checks(*, members: Iterable[Member], by: User | None, at: datetime.datetime) -> int:
    """Protected weeks and 90-day checks for people who graduated before gates were kept here, and what audits
    since then say. Run again, it changes nothing. Returns how many checks began now."""
    rows = [row for row in members if row.state == "graduated" and row.ended_on is not None]
    held = set(NinetyDayCheck.objects.filter(member__in=rows).values_list("member_id", flat=True))
    new = [row for row in rows if row.pk not in held]
    calendars = calendars_of(new, on=timezone.localdate(at))
    pairs = [(row, row.ended_on, calendars[row.pk]) for row in new if row.ended_on is not None]
    ProtectedCaseload.objects.bulk_create(
        ProtectedCaseload(member=row, starts_on=day, ends_on=max(day, calendar.protected_until))
        for row, day, calendar in pairs
    )
    made = NinetyDayCheck.objects.bulk_create(
        NinetyDayCheck(member=row, since=day, due_on=calendar.check_on) for row, day, calendar in pairs
    )
    _settle(list(NinetyDayCheck.objects.filter(pk__in=[one.pk for one in made])), at)
    return len(made)


@transaction.atomic
def settle_checks(*, audit_ids: Collection[int], at: datetime.datetime) -> int:
    """Audits concluded, or were taken back: every check of their writers looks at its plans again.

    The same audits told twice change nothing. Returns how many checks moved.
    """
    writers = Audit.objects.filter(pk__in=audit_ids).values("writer")
    rows = NinetyDayCheck.objects.select_for_update(of=("self",)).filter(member__person__in=writers)
    return _settle(list(rows), at)


def _settle(checks: list[NinetyDayCheck], at: datetime.datetime) -> int:
    """Bring plans and states into line with the audits as they stand."""
    people = dict(Member.objects.filter(ninety_days__in=checks).values_list("pk", "person_id"))
    audits: dict[int | None, list[Audit]] = defaultdict(list)
    earliest = min((check.since for check in checks), default=datetime.date.max)
    found = Audit.objects.filter(
        writer__in=people.values(), is_current=True, audited_on__gt=earliest
    ).order_by("audited_on", "pk")
    for audit in found.prefetch_related("section_grades", "grades__criterion"):
        audits[audit.writer_id].append(audit)
    known: dict[int, dict[str, CheckedPlan]] = defaultdict(dict)
    for plan in CheckedPlan.objects.filter(ninety_day_check__in=checks):
        known[plan.ninety_day_check_id][plan.audit_ref] = plan
    moved = 0
    for check in checks:
        plans = first_plans(audits[people[check.member_id]], since=check.since)
        _keep(check, plans, known[check.pk])
        moved += _move(check, [good for _, good in plans], at)
    return moved


def first_plans(audits: Iterable[Audit], *, since: datetime.date) -> list[tuple[Audit, bool]]:
    """The first two plans audited after a day, each with whether it is at least good."""
    found: dict[str, tuple[Audit, bool]] = {}
    for audit in audits:
        good = is_good(audit)
        if audit.audited_on > since and good is not None and len(found) < PLANS:
            found.setdefault(audit.plan_ref, (audit, good))
    return list(found.values())


def is_good(audit: Audit) -> bool | None:
    """By the overall grade that counts, else by every section that has one, else by the arithmetic of the
    audit over its criteria; None when nothing was graded. What a moderation agreed counts."""
    if audit.standing_overall is not None:
        return audit.standing_overall >= GOOD
    sections = [one.standing for one in audit.section_grades.all() if one.standing is not None]
    if sections:
        return min(sections) >= GOOD
    worked_out = overall_grade(
        Mark(
            one.criterion.code,
            one.criterion.section,
            one.criterion.weight,
            one.criterion.critical,
            one.standing,
        )
        for one in audit.grades.all()
        if one.standing is not None
    )
    return worked_out >= GOOD if worked_out is not None else None


def _keep(check: NinetyDayCheck, plans: list[tuple[Audit, bool]], known: dict[str, CheckedPlan]) -> None:
    wanted = {audit.ref: (audit.audited_on, good) for audit, good in plans}
    gone = [plan.pk for ref, plan in known.items() if ref not in wanted]
    if gone:
        CheckedPlan.objects.filter(pk__in=gone).delete()
    for ref, (day, good) in wanted.items():
        plan = known.get(ref)
        if plan is None:
            CheckedPlan.objects.create(ninety_day_check=check, audit_ref=ref, audited_on=day, good=good)
        elif (plan.audited_on, plan.good) != (day, good):
            plan.audited_on, plan.good = day, good
            plan.save(update_fields=["audited_on", "good"])


def _move(check: NinetyDayCheck, goods: list[bool], at: datetime.datetime) -> int:
    """One step, if the plans call for one. A support plan stays whatever audits say later."""
    if goods and not all(goods):
        wanted = "short"
    else:
        wanted = "good" if len(goods) == PLANS else "waiting"
    if check.state in (wanted, "supported"):
        return 0
    check.state = CHECK.after(check.state, VERBS[wanted])
    check.settled_on = None if wanted == "waiting" else timezone.localdate(at)
    check.save(update_fields=["state", "settled_on"])
    return 1


@transaction.atomic
def write_support_plan(
    *, check: NinetyDayCheck, words: str, review_on: datetime.date, by: User, at: datetime.datetime
) -> SupportPlan:
    """A named person writes down what will help. Sent twice, it is there once; changed, it is changed."""
    row = (
        NinetyDayCheck.objects.select_for_update(of=("self",))
        .select_related("member__person")
        .get(pk=check.pk)
    )
    check_decide(row.member, by)
    day = timezone.localdate(at)
    if review_on < day:
        raise Refused("When it is looked at again: choose today or a day to come.", code="past")
    held = SupportPlan.objects.filter(ninety_day_check=row).first()
    if held is not None:
        if (held.words, held.review_on) == (words.strip(), review_on):
            return held
        held.words, held.review_on, held.by, held.at = words.strip(), review_on, by, at
        held.save()
    else:
        row.state = CHECK.after(row.state, "support")
        row.settled_on = day
        row.save(update_fields=["state", "settled_on"])
        held = SupportPlan.objects.create(
            ninety_day_check=row, words=words.strip(), review_on=review_on, by=by, at=at
        )
    write(
        council=row.member.person.council_id, by=by, at=at, verb="support", obj=row, about=row.member.person,
        words="A support plan after the 90-day check is written down",
    )  # fmt: skip
    return held
