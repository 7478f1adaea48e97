"""Panels as people see them: who has graded, and, once the grades are open, what each gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, Q, QuerySet

from academy.kit.words import plural
from academy.people.access import can, has_standing, standing_of, visible
from academy.people.models import Council, User
from assessments.auditing.models import ListedPlan, Panel, PanelGrade, PanelMember
from assessments.auditing.queries.form import section_name
from assessments.auditing.rules.panels import can_grade
from assessments.audits.models import GRADE_CHOICES, Finding
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import criteria_of, sections_of

OPENED = ("talking", "agreed")


@dataclass(frozen=True)
class Part:
    """A section of an instrument, with its descriptors where it has them."""

    code: str
    name: str
    criterion: Criterion | None


@dataclass(frozen=True)
class SeatLine:
    """One seat of a panel."""

    member: PanelMember
    is_own: bool
    may_grade: bool

    @property
    def state(self) -> str:
        """Which mark it carries."""
        return "done" if self.member.graded_at else "todo"

    @property
    def word(self) -> str:
        """Whether its grades are in."""
        return "Graded" if self.member.graded_at else "Not graded yet"


@dataclass(frozen=True)
class Compared:
    """What everybody gave on one section, in the order of the seats, and what was agreed."""

    name: str
    code: str
    agencies: tuple[str, ...]
    grades: tuple[int | None, ...]
    agreed: int | None
    cause: str

    @property
    def labelled(self) -> list[tuple[str, int | None]]:
        """Each grade with the agency of its seat."""
        return list(zip(self.agencies, self.grades, strict=True))

    @property
    def given_words(self) -> str:
        """The grades that were given, in words."""
        words = dict(GRADE_CHOICES)
        return ", ".join(words[one].lower() for one in self.given) or "not graded"

    @property
    def given(self) -> list[int]:
        """The grades that were given."""
        return [one for one in self.grades if one is not None]

    @property
    def spread(self) -> int:
        """How many steps lie between the highest and the lowest."""
        return max(self.given) - min(self.given) if self.given else 0

    @property
    def words(self) -> str:
        """How far apart they are."""
        if len(self.given) < 2:
            return "too few to compare"
        if not self.spread:
            return "all alike"
        return "one step apart" if self.spread == 1 else f"{plural(self.spread, 'step')} apart, talk first"

    @property
    def middle(self) -> int | None:
        """The middle grade, where it is a grade; a start for the talk, not a decision."""
        found = median(self.given) if self.given else None
        return int(found) if found is not None and found == int(found) else None


@dataclass(frozen=True)
class PanelPage:
    """One panel as somebody of it sees it."""

    panel: Panel
    seats: tuple[SeatLine, ...]
    compared: tuple[Compared, ...]
    overall: Compared | None
    is_chair: bool
    may_drop: bool
    guest: bool

    @property
    def is_open(self) -> bool:
        """Whether the grades may be seen by all."""
        return self.panel.state in OPENED

    @property
    def lines(self) -> list[Compared]:
        """The sections and, at the end, the whole."""
        return [*self.compared, *([self.overall] if self.overall else [])]

    @property
    def graded(self) -> int:
        """Seats whose grades are in."""
        return sum(bool(seat.member.graded_at) for seat in self.seats)


def panels_of(*, actor: User) -> QuerySet[Panel]:
    """Panels that somebody sits on, chairs, or, keeping the sample, looks after; the newest first."""
    own = PanelMember.objects.filter(pk__in=visible(actor, PanelMember)).values("panel")
    seen = Q(pk__in=visible(actor, Panel)) | Q(pk__in=own)
    rows = Panel.objects.filter(seen, council_id=actor.council_id).select_related("plan")
    return rows.annotate(
        seats=Count("members"), graded=Count("members", filter=Q(members__graded_at__isnull=False))
    )


def panel_page(*, actor: User, pk: int) -> PanelPage | None:
    """One panel, or None. Before the grades are open everybody sees their own only. Constant queries."""
    panel = panels_of(actor=actor).filter(pk=pk).select_related("plan", "instrument", "audit").first()
    if panel is None:
        return None
    members = list(panel.members.all())
    for member in members:
        member.panel = panel
    opened = panel.state in OPENED
    parts = parts_of(instrument=panel.instrument)
    grades = PanelGrade.objects.filter(panel=panel) if opened else PanelGrade.objects.none()
    return PanelPage(
        panel=panel,
        seats=tuple(
            SeatLine(one, one.person_id == actor.pk, can_grade(panel, one, by=actor)) for one in members
        ),
        compared=_compared(parts, members, list(grades)) if opened else (),
        overall=Compared(
            "Overall",
            "",
            tuple(one.get_agency_display() for one in members),
            tuple(one.overall for one in members),
            panel.overall,
            "",
        )
        if opened
        else None,
        is_chair=panel.chair_id == actor.pk and can(actor, "chair_panel", panel),
        may_drop=panel.state in ("grading", "talking")
        and (panel.chair_id == actor.pk or can(actor, "keep_sample", panel)),
        guest=standing_of(actor).is_partner,
    )


def _compared(
    parts: Sequence[Part], members: Sequence[PanelMember], grades: Sequence[PanelGrade]
) -> tuple[Compared, ...]:
    found: defaultdict[str, dict[int | None, PanelGrade]] = defaultdict(dict)
    for row in grades:
        found[row.section][row.member_id] = row
    agencies = tuple(one.get_agency_display() for one in members)
    return tuple(
        Compared(
            name=part.name,
            code=part.code,
            agencies=agencies,
            grades=tuple(_grade_in(found[part.code], one.pk) for one in members),
            agreed=_grade_in(found[part.code], None),
            cause=_cause_in(found[part.code]),
        )
        for part in parts
    )


def _grade_in(rows: dict[int | None, PanelGrade], member_id: int | None) -> int | None:
    row = rows.get(member_id)
    return None if row is None else row.grade


def _cause_in(rows: dict[int | None, PanelGrade]) -> str:
    row = rows.get(None)
    return str(Finding.Cause(row.cause).label) if row is not None and row.cause else ""


def parts_of(*, instrument: Instrument) -> list[Part]:
    """The sections of an instrument in reading order, with their descriptors. Two queries."""
    codes = dict.fromkeys(criteria_of(instrument=instrument).values_list("section", flat=True))
    whole = {one.section: one for one in sections_of(instrument=instrument)}
    return [Part(code, section_name(code), whole.get(code)) for code in codes]


def own_grades(*, member: PanelMember) -> dict[str, int | None]:
    """What a seat has given so far, by section."""
    return dict(PanelGrade.objects.filter(member=member).values_list("section", "grade"))


def plan_for_panel(*, actor: User, plan_ref: str) -> ListedPlan | None:
    """The newest listing of a plan that whoever keeps the sample may call a panel on."""
    return visible(actor, ListedPlan).filter(plan_ref__iexact=plan_ref.strip()).order_by("-month").first()


def person_by_email(*, council: Council, email: str) -> User | None:
    """Somebody who holds a post or an affiliation today, by e-mail: no list of guests is shown for it."""
    person = User.objects.filter(council=council, email__iexact=email.strip()).first()
    return person if person is not None and has_standing(person) else None


def seats_to_grade(*, actor: User) -> list[PanelMember]:
    """Seats of panels on which somebody has still to grade alone. One query."""
    rows = visible(actor, PanelMember).filter(person=actor, graded_at=None, panel__state="grading")
    return list(rows.select_related("panel__plan").order_by("panel__held_on"))
