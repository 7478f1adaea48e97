"""Drawing what goes before a panel, members' own grades, and what the panel agrees."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping

from django.db import transaction

from academy.gate.checking import A_ROLE, check_clean
from academy.kit.refusals import Refused
from academy.kit.words import day_month_year, plural
from academy.people.access import can
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from academy.work.actions import announce
from assessments.audits.actions import agree_grades
from assessments.audits.models import Audit
from assessments.audits.queries import judged_marks
from assessments.calibration.actions.judging import judge_soon
from assessments.instruments.models import Criterion
from assessments.moderation.actions.cases import open_case
from assessments.moderation.actions.letters import MODERATED, tell_writer
from assessments.moderation.actions.replies import TOPIC
from assessments.moderation.drawing import Drawable, draw_share
from assessments.moderation.models import AgreedMark, Case, GradeQuery, MemberGrade, Reply, Round
from assessments.moderation.queries.panels import audits_of_quarter, check_sits, overalls_of
from assessments.moderation.rules.panels import Said, check_conclusion, check_share
from assessments.moderation.states import CASE, GRADE_QUERY, REPLY

LOT = 500
BY_GRADE = {4: Case.Why.OUTSTANDING, 1: Case.Why.INADEQUATE}


@transaction.atomic
def draw_round(
    *,
    council_id: int,
    first: datetime.date,
    last: datetime.date,
    share: int,
    seed: int,
    by: User | None,
    at: datetime.datetime,
) -> Round:
    """Put a quarter's audits before panels: all outstanding, all inadequate, and a share of the rest by lot.

    Disputed ones wait already and become part of the round. Drawn twice, the first draw stands.
    """
    if by is not None and not can(by, "draw_moderation"):
        raise Refused("Only those who keep the sample draw the moderation.", code="not_allowed")
    check_share(share)
    found = Round.objects.filter(council_id=council_id, first=first).first()
    if found is not None:
        return found
    refs, why = _pick(council_id, first, last, share, seed)
    row = Round.objects.create(
        council_id=council_id, first=first, last=last, seed=seed, share=share, drawn_by=by, drawn_at=at
    )
    waiting = Case.objects.filter(council_id=council_id, state="waiting")
    whole = len(refs) + waiting.filter(audit__audited_on__range=(first, last)).count()
    Case.objects.bulk_create(
        [
            Case(council_id=council_id, round=row, audit_id=pk, plan_ref=refs[pk], why=why[pk], opened_at=at)
            for pk in sorted(why)
        ],
        batch_size=LOT,
    )
    disputed = waiting.filter(round=None, audit__audited_on__lte=last).update(round=row)
    row.report = {"audits": whole, "disputed": disputed, **Counter(str(one) for one in why.values())}
    row.save(update_fields=["report"])
    words = (
        f"{plural(len(why) + disputed, 'audit')} of {whole} go before a panel, "
        f"{day_month_year(first)} to {day_month_year(last)}"
    )
    write(council=council_id, by=by, at=at, verb="draw", obj=row, words=words, detail=row.report)
    return row


def _pick(
    council_id: int, first: datetime.date, last: datetime.date, share: int, seed: int
) -> tuple[dict[int, str], dict[int, str]]:
    """The plan reference of every audit of a quarter, and why those that are picked are."""
    rows = audits_of_quarter(council_id=council_id, first=first, last=last)
    overalls = overalls_of(audits=rows)
    audits = list(rows.values_list("pk", "plan_ref", "auditor_id", "auditor_ref"))
    why: dict[int, str] = {pk: BY_GRADE[grade] for pk, grade in overalls.items() if grade in BY_GRADE}
    rest = [
        Drawable(pk, str(auditor or ref), overalls[pk]) for pk, _, auditor, ref in audits if pk not in why
    ]
    why |= dict.fromkeys(draw_share(rest, share=share / 100, seed=seed), Case.Why.DRAWN)
    return {pk: ref for pk, ref, *_ in audits}, why


@transaction.atomic
def grade_alone(*, case: Case, grades: Mapping[int, int], by: User, at: datetime.datetime) -> int:
    """A member's own grades, before the panel talks. Sent again, the newer ones stand. Returns how many."""
    row = _lock(case)
    check_sits(person=by, case=row)
    if row.state != "waiting":
        raise Refused("This case is concluded, so no more grades are taken.", code="state")
    known = {criterion.pk for criterion, _ in judged_marks(audit=row.audit)}
    if not set(grades) <= known or any(grade not in range(1, 5) for grade in grades.values()):
        raise Refused("One of these grades does not belong to this audit.", code="grade")
    MemberGrade.objects.filter(case=row, member=by).delete()
    MemberGrade.objects.bulk_create(
        [
            MemberGrade(case=row, member=by, criterion_id=pk, grade=grade, at=at)
            for pk, grade in grades.items()
        ]
    )
    words = f"Gave {plural(len(grades), 'grade')} before the panel talked"
    write(council=row.council_id, by=by, at=at, verb="grade", obj=row, words=words)
    return len(grades)


@transaction.atomic
def conclude_case(
    *,
    case: Case,
    said: Mapping[int, Said],
    overall: int | None,
    members: Collection[User],
    learning: str,
    by: User,
    at: datetime.datetime,
) -> Case:
    """The panel agrees: its grades stand beside the auditor's, queries are answered, and the loop follows.

    `said`: criterion id to grade and reason; what is not in it stays as it is. `overall` None leaves the
    overall grade. `members` are those who sat besides `by`. Concluded twice, it stands once.
    """
    row = _lock(case)
    if row.state == "concluded":
        return row
    audit = row.audit
    sat = {one.pk: one for one in (by, *members)}
    for one in sat.values():
        check_sits(person=one, case=row)
    original = {criterion.pk: mark.grade for criterion, mark in judged_marks(audit=audit)}
    queries = list(
        GradeQuery.objects.select_for_update(of=("self",)).filter(reply__audit=audit, state="open")
    )
    check_conclusion(members=sat, said=said, original=original, queried=[one.criterion_id for one in queries])
    _close(row, said, sat, learning, by, at)
    _keep(row, said, original)
    agree_grades(
        audit=audit,
        marks={pk: one.grade for pk, one in said.items()},
        overall=overall if overall is not None else audit.agreed_overall,
        by=by,
        at=at,
    )
    _settle(queries, said, original, at)
    changed = sum(one.grade != original.get(pk) for pk, one in said.items())
    _tell(row, sat, len(said), changed, by, at)
    if queries or changed:
        about, context = f"case:{row.pk}", {"case_id": row.pk}
        tell_writer(audit=audit, template=MODERATED, about=about, context=context, at=at)
    return row


def _close(
    row: Case,
    said: Mapping[int, Said],
    sat: Collection[int],
    learning: str,
    by: User,
    at: datetime.datetime,
) -> None:
    """The case is concluded by those who sat, once its words hold nobody's data."""
    texts = [("Reason", one.reason) for one in said.values()] + [("What everybody can learn", learning)]
    check_clean(texts, scanner=scanner_for(council=by.council), instead=A_ROLE)
    row.state = CASE.after(row.state, "conclude")
    row.concluded_by, row.concluded_at, row.learning = by, at, " ".join(learning.split())
    row.save(update_fields=["state", "concluded_by", "concluded_at", "learning"])
    row.members.set(sat)


def _tell(
    row: Case, sat: Collection[int], agreed: int, changed: int, by: User, at: datetime.datetime
) -> None:
    """The history, and news for the loop and for whoever judges auditors."""
    words = f"A panel of {len(sat)} agreed {plural(agreed, 'grade')}, {changed} of them anew"
    detail = {"members": sorted(sat), "changed": changed}
    write(council=row.council_id, by=by, at=at, verb="conclude", obj=row, words=words, detail=detail)
    key, payload = f"case:{row.pk}", {"audit_ids": [row.audit_id]}
    announce(topic=TOPIC, key=key, payload=payload, council=row.council_id, at=at)
    judge_soon(council_id=row.council_id, key=key, at=at)


def _lock(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("audit").get(pk=case.pk)


def _keep(case: Case, said: Mapping[int, Said], original: Mapping[int, int | None]) -> None:
    known = set(
        Criterion.objects.filter(pk__in=said, instrument_id=case.audit.instrument_id).values_list(
            "pk", flat=True
        )
    )
    if known != set(said):
        raise Refused("One of these criteria is not part of this audit.", code="criterion")
    AgreedMark.objects.bulk_create(
        AgreedMark(
            case=case,
            criterion_id=pk,
            original=original.get(pk),
            grade=one.grade,
            reason=" ".join(one.reason.split()),
        )
        for pk, one in said.items()
    )


def _settle(
    queries: list[GradeQuery],
    said: Mapping[int, Said],
    original: Mapping[int, int | None],
    at: datetime.datetime,
) -> None:
    """Each query gets its answer; the feedback of the writer is settled with the last."""
    for query in queries:
        one = said[query.criterion_id]
        verb = "change" if one.grade != original.get(query.criterion_id) else "keep"
        query.state = GRADE_QUERY.after(query.state, verb)
        query.answer, query.settled_at = " ".join(one.reason.split()), at
        query.save(update_fields=["state", "answer", "settled_at"])
    for reply in Reply.objects.select_for_update().filter(pk__in={one.reply_id for one in queries}):
        reply.state = REPLY.after(reply.state, "settle")
        reply.save(update_fields=["state"])


@transaction.atomic
def ask_moderation(*, audit: Audit, by: User, at: datetime.datetime) -> Case:
    """Put one audit before a panel, whatever the draw said. Asked twice, it waits once."""
    if not can(by, "draw_moderation"):
        raise Refused("Only those who keep the sample ask for moderation.", code="not_allowed")
    if not audit.is_current:
        raise Refused("A newer version of this audit has taken its place.", code="version")
    row, made = open_case(audit=audit, why=Case.Why.ASKED, at=at)
    if made:
        words = f"Asked a panel to look at audit {audit.ref}"
        write(council=audit.council_id, by=by, at=at, verb="ask", obj=row, words=words)
    return row
