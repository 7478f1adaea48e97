"""What waits for a panel, and one case as a panel sees it: without the names of writer and auditor."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from academy.people.access import can, people_led_by, visible
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from assessments.audits.arithmetic import Mark, overall_grade
from assessments.audits.models import Audit, Grade
from assessments.audits.queries import Judged, judged_marks
from assessments.instruments.models import Criterion
from assessments.moderation.models import AgreedMark, Case, GradeQuery, MemberGrade, Round
from assessments.moderation.rules.panels import check_may_sit

SIT = tuple(sorted(code for code, role in ROLES.items() if role.rights & {Right.AUDIT, Right.SEE_COUNCIL}))
"""Roles whose holders may sit."""


def check_sits(*, person: User, case: Case) -> None:
    """Refuses in words whoever may not sit on this case. Two queries."""
    audit = case.audit
    both = [pk for pk in (audit.writer_id, audit.auditor_id) if pk is not None]
    check_may_sit(
        has_right=can(person, "moderate", case),
        wrote=audit.writer_id == person.pk,
        audited=audit.auditor_id == person.pk,
        leads=people_led_by(person).filter(person_id__in=both).exists(),
    )


def cases_for(*, actor: User, state: str = "waiting") -> QuerySet[Case]:
    """Cases on which the actor may sit, with whether they are asked to (`mine`) and how many grades are
    queried."""
    led = people_led_by(actor)
    rows = (
        visible(actor, Case)
        .filter(state=state)
        .exclude(state="waiting", audit__is_current=False)
        .exclude(Q(audit__writer=actor) | Q(audit__auditor=actor))
        .exclude(audit__writer__in=led)
        .exclude(audit__auditor__in=led)
    )
    if not can(actor, "moderate"):
        return rows.none()
    return rows.select_related("audit", "round").annotate(
        queried=Count("audit__reply__queries", filter=Q(audit__reply__queries__state="open"), distinct=True),
        mine=Exists(Case.asked.through.objects.filter(case=OuterRef("pk"), user=actor)),
    )


@dataclass(frozen=True)
class CaseLine:
    """A case in the list. `overall` is what the auditor or a panel said; where `given` is False, what the
    arithmetic gives, by which the case was drawn too."""

    case: Case
    overall: int | None
    given: bool


def case_lines(*, cases: Sequence[Case]) -> list[CaseLine]:
    """Cases with the overall grade of their audits. Two queries."""
    overalls = overalls_of(audits=Audit.objects.filter(pk__in=[one.audit_id for one in cases]))
    return [
        CaseLine(one, overalls.get(one.audit_id), one.audit.standing_overall is not None) for one in cases
    ]


def case_for(*, actor: User, pk: int) -> Case | None:
    """One case on which the actor may sit."""
    for state in ("waiting", "concluded"):
        found = cases_for(actor=actor, state=state).filter(pk=pk).first()
        if found is not None:
            return found
    return None


@dataclass(frozen=True)
class CaseMark:
    """One criterion, or one section as a whole, before the panel."""

    criterion_id: int
    code: str
    text: str
    critical: bool
    original: int | None
    seen: str
    query: str
    mine: int | None
    others: tuple[int, ...]
    agreed: int | None
    reason: str

    @property
    def changed(self) -> bool:
        """Whether the panel agreed another grade."""
        return self.agreed is not None and self.agreed != self.original


@dataclass(frozen=True)
class CasePage:
    """One case. `others` of the marks are shown once one's own grades are in, or the case is concluded."""

    case: Case
    marks: tuple[CaseMark, ...]
    graders: int
    mine_given: bool
    by_arithmetic: int | None
    members: tuple[str, ...]
    asked: tuple[int, ...] = ()
    asked_names: tuple[str, ...] = ()

    @property
    def queried(self) -> tuple[CaseMark, ...]:
        """What the writer queried."""
        return tuple(mark for mark in self.marks if mark.query)

    @property
    def agreed(self) -> tuple[CaseMark, ...]:
        """What the panel agreed."""
        return tuple(mark for mark in self.marks if mark.agreed is not None)


def case_page(*, actor: User, pk: int) -> CasePage | None:
    """The case as its panel sees it; None for whoever may not sit. A constant number of queries."""
    case = case_for(actor=actor, pk=pk)
    if case is None:
        return None
    grades = [pair for pair in judged_marks(audit=case.audit) if pair[1].grade is not None]
    queries = GradeQuery.objects.filter(reply__audit=case.audit_id, state="open")
    reasons = dict(queries.values_list("criterion_id", "reason"))
    given: dict[int, dict[int, int]] = defaultdict(dict)
    for member, criterion, grade in MemberGrade.objects.filter(case=case).values_list(
        "member_id", "criterion_id", "grade"
    ):
        given[criterion][member] = grade
    graders = {member for some in given.values() for member in some}
    shown = actor.pk in graders or case.state == "concluded"
    panel = {row.criterion_id: row for row in AgreedMark.objects.filter(case=case)}
    done = case.state == "concluded"
    asked = list(case.asked.order_by("family_name", "pk"))
    return CasePage(
        case=case,
        marks=tuple(_mark(*pair, reasons, given, panel, actor.pk, shown) for pair in grades),
        graders=len(graders),
        mine_given=actor.pk in graders,
        by_arithmetic=overall_grade(_marks(grades)),
        asked=tuple(one.pk for one in asked),
        asked_names=tuple(one.get_full_name() for one in asked),
        members=tuple(str(one) for one in case.members.order_by("family_name", "pk")) if done else (),
    )


def _mark(
    criterion: Criterion,
    row: Judged,
    reasons: dict[int, str],
    given: dict[int, dict[int, int]],
    panel: dict[int, AgreedMark],
    me: int,
    shown: bool,
) -> CaseMark:
    pk = criterion.pk
    agreed = panel.get(pk)
    return CaseMark(
        criterion_id=pk,
        code=criterion.code,
        text=criterion.text,
        critical=criterion.critical,
        original=row.grade,
        seen=criterion.descriptor(row.grade) if row.grade else "",
        query=reasons.get(pk, ""),
        mine=given[pk].get(me) if pk in given else None,
        others=tuple(
            sorted(grade for member, grade in given.get(pk, {}).items() if member != me) if shown else ()
        ),
        agreed=agreed.grade if agreed else None,
        reason=agreed.reason if agreed else "",
    )


def _marks(grades: Iterable[tuple[Criterion, Judged]]) -> list[Mark]:
    """What the arithmetic of the whole plan takes: criteria. Of sections alone it says nothing."""
    return [
        Mark(one.code, one.section, one.weight, one.critical, mark.standing)
        for one, mark in grades
        if mark.standing is not None and one.kind == Criterion.Kind.CRITERION
    ]


def may_sit_with(*, case: Case, actor: User, today: datetime.date, asked: bool = True) -> list[User]:
    """Others who may sit on this case, by name. Who leads the writer or the auditor is left out; `asked`
    False leaves out whoever is asked already."""
    audit = case.audit
    both = [pk for pk in (audit.writer_id, audit.auditor_id) if pk is not None]
    open_posts = Post.objects.open_on(today).filter(person__council_id=case.council_id)
    their = list(open_posts.filter(person__in=both).values_list("manager_id", "team_id"))
    leads = [code for code, role in ROLES.items() if Right.LEAD_TEAM in role.rights]
    team_leads = open_posts.filter(team_id__in=[team for _, team in their], role__in=leads)
    out = {manager for manager, _ in their if manager} | set(team_leads.values_list("person_id", flat=True))
    rows = User.objects.filter(
        pk__in=open_posts.filter(role__in=SIT).values("person_id"), is_active=True
    ).exclude(pk__in=[actor.pk, *both, *out])
    if not asked:
        rows = rows.exclude(pk__in=case.asked.values("pk"))
    return list(rows.order_by("family_name", "given_name", "pk"))


@dataclass(frozen=True)
class RoundLine:
    """One quarter's moderation with how far it is."""

    round: Round
    cases: int
    concluded: int
    changed: int


def rounds_of(*, actor: User) -> list[RoundLine]:
    """The moderation of each quarter, newest first. Two queries."""
    rows = visible(actor, Round).annotate(
        n=Count("cases", distinct=True),
        done=Count("cases", filter=Q(cases__state="concluded"), distinct=True),
    )
    changed: dict[int, set[int]] = defaultdict(set)
    grades = AgreedMark.objects.filter(case__round__in=visible(actor, Round))
    for round_id, case_id, original, grade in grades.values_list(
        "case__round_id", "case_id", "original", "grade"
    ):
        if round_id is not None and original != grade:
            changed[round_id].add(case_id)
    return [
        RoundLine(row, row.n, row.done, len(changed[row.pk]))  # type: ignore[attr-defined]
        for row in rows
    ]


def overalls_of(*, audits: QuerySet[Audit]) -> dict[int, int | None]:
    """The overall grade of each: the one that counts, else what the arithmetic gives. Two queries.

    Many councils send criteria alone, so that nobody has said how good the whole plan is.
    """
    found = dict(audits.values_list("pk", "standing_overall"))
    marks: dict[int, list[Mark]] = defaultdict(list)
    rows = Grade.objects.filter(
        audit__in=audits.filter(standing_overall=None).order_by(), standing__isnull=False
    )
    fields = ("criterion__code", "criterion__section", "criterion__weight", "criterion__critical", "standing")
    for pk, *mark in rows.values_list("audit_id", *fields):
        marks[pk].append(Mark(*mark))
    return found | {pk: overall_grade(some) for pk, some in marks.items()}


def audits_of_quarter(*, council_id: int, first: datetime.date, last: datetime.date) -> QuerySet[Audit]:
    """Audits of a quarter that no panel has before it or has concluded, since they came."""
    rows = Audit.objects.filter(
        council_id=council_id, is_current=True, writer__isnull=False, audited_on__range=(first, last)
    )
    return rows.exclude(cases__state__in=["waiting", "concluded"]).order_by("pk")
