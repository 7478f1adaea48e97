"""Where somebody stands with what only many answers show: sections, and grades like the panel's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from academy.kit.words import plural
from academy.people.access import visible
from academy.people.models import User
from assessments.calibration.agreement import Estimate
from assessments.exercises.calibration.licence import Judged, Licence, licence_of
from assessments.exercises.sections.confusion import Confusion, confusion_of
from assessments.practice.models import Attempt
from assessments.sittings.models import SittingSlot
from assessments.statistics.figures.items import LEAST_TO_SHOW
from assessments.statistics.queries.responses import intakes_of

SECTIONS, GRADES = "X2", "X5"


@dataclass(frozen=True)
class SectionLine:
    """One section: how often its statements were placed, how often there, and where else most often."""

    section: str
    placed: int
    right: int
    instead: str

    @property
    def share(self) -> float:
        """The share that was put there."""
        return self.right / self.placed


@dataclass(frozen=True)
class Standing:
    """One person's own standing. Nobody else sees it."""

    confusion: Confusion
    licence: Licence

    @property
    def lines(self) -> tuple[SectionLine, ...]:
        """The sections that were placed, in order of the plan."""
        return section_lines(self.confusion)

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The figures of grading, each with its interval in words."""
        found = self.licence.agreement
        shares = [("The same grade as the panel", found.exact), ("Within one grade", found.within_one)]
        coefficients = [("Weighted kappa", found.kappa), ("Gwet's AC2", found.ac2)]
        return [(label, _share(one)) for label, one in shares] + [
            (label, _coefficient(one)) for label, one in coefficients
        ]

    @property
    def direction(self) -> str:
        """Which way the grades lean, in words."""
        return {
            "harsh": "Your grades lean to the harsh side of the panel's.",
            "lenient": "Your grades lean to the lenient side of the panel's.",
            "even": "Your grades lean neither way.",
            "": "There are too few grades to say which way yours lean.",
        }[self.licence.direction]


@dataclass(frozen=True)
class IntakeConfusion:
    """What the people of one intake took for what. Fewer than five people are not shown."""

    intake: str
    people: int
    confusion: Confusion
    shown: bool = True

    @property
    def lines(self) -> tuple[SectionLine, ...]:
        """The sections that were placed, in order of the plan."""
        return section_lines(self.confusion)


def section_lines(confusion: Confusion) -> tuple[SectionLine, ...]:
    """Each section that had statements, with what its own were taken for most."""
    found = []
    worst = defaultdict(list)
    for right, chosen, times in confusion.worst:
        worst[right].append(f"{chosen} ({times})")
    for section, row in confusion.rows:
        if placed := sum(row):
            instead = ", ".join(worst[section][:2])
            found.append(SectionLine(section, placed, confusion.of(section, section), instead))
    return tuple(found)


def own_standing(*, actor: User) -> Standing:
    """Where the actor stands, from what they practised and what they sat. Two queries."""
    rows = [*_practised(actor), *_sat(actor)]
    facts = [facts for kind, _, facts, _, _ in rows if kind == SECTIONS]
    judged = [one for row in rows if row[0] == GRADES for one in _judged(*row[1:])]
    return Standing(confusion_of(facts), licence_of(judged))


Row = tuple[str, str, Mapping[str, Any], Mapping[str, Any], Any]


def _practised(actor: User) -> list[Row]:
    rows = visible(actor, Attempt).filter(person=actor, version__item__kind__in=(SECTIONS, GRADES))
    fields = ("version__item__kind", "version__item__code", "marked", "shown", "at")
    return [_row(*row) for row in rows.values_list(*fields)]


def _sat(actor: User) -> list[Row]:
    rows = visible(actor, SittingSlot).filter(
        sitting__person=actor, sitting__state="marked", kind__in=(SECTIONS, GRADES)
    )
    fields = ("kind", "version__item__code", "marked", "shown", "sitting__handed_in_at")
    return [_row(*row) for row in rows.values_list(*fields)]


def _row(kind: str, code: str, marked: Mapping[str, Any], shown: Mapping[str, Any], at: Any) -> Row:
    return kind, code, marked.get("facts") or {}, shown, at


def _judged(code: str, facts: Mapping[str, Any], shown: Mapping[str, Any], at: Any) -> Iterable[Judged]:
    critical = {row["code"] for row in shown.get("criteria", ()) if row.get("critical")}
    for criterion, agreed, given in facts.get("pairs", ()):
        yield Judged(code, criterion, agreed, given, at, criterion in critical)


def _share(found: Estimate | None) -> str:
    if found is None:
        return "Too few to tell"
    between = "" if found.low is None or found.high is None else f" ({found.low:.0%} to {found.high:.0%})"
    return f"{found.value:.0%}{between}"


def _coefficient(found: Estimate | None) -> str:
    if found is None:
        return "Too few to tell"
    between = "" if found.low is None or found.high is None else f" ({found.low:.2f} to {found.high:.2f})"
    return f"{found.value:.2f}{between}"


def sections_by_intake(*, council_id: int) -> tuple[IntakeConfusion, ...]:
    """What the people of each intake took for what in papers, and everybody first. Three queries."""
    rows = SittingSlot.objects.filter(
        sitting__person__council_id=council_id, sitting__state="marked", kind=SECTIONS
    ).values_list("sitting__person_id", "marked")
    people: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for person, marked in rows:
        people[person].append(marked.get("facts") or {})
    groups: dict[str, list[int]] = defaultdict(list)
    for person, intake in intakes_of(council_id=council_id, people=people).items():
        groups[intake].append(person)
    hidden = _too_few({name: len(who) for name, who in groups.items()})
    return tuple(
        IntakeConfusion(
            name,
            len(who),
            confusion_of(facts for person in who for facts in people[person]),
            shown=name not in hidden and len(who) >= LEAST_TO_SHOW,
        )
        for name, who in [("Everybody", list(people)), *sorted(groups.items())]
        if who
    )


def _too_few(sizes: Mapping[str, int]) -> set[str]:
    """Groups too small to show; where they could be reckoned from the rest, the next smallest as well."""
    few = {name for name, size in sizes.items() if size < LEAST_TO_SHOW}
    if few and sum(sizes[name] for name in few) < LEAST_TO_SHOW:
        rest = sorted(set(sizes) - few, key=lambda name: (sizes[name], name))
        few |= set(rest[:1])
    return few


def placed_words(confusion: Confusion) -> str:
    """How many statements were put in their section, in words."""
    return f"{confusion.right} of {plural(confusion.placed, 'statement')} in their section"
