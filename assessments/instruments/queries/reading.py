"""A version as people read it: criteria by section, and what their codes stand for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from academy.law.pack import Reference, all_references
from assessments.instruments.models import Criterion, CriterionStep, Instrument
from assessments.instruments.queries.principles import principles_of
from assessments.instruments.queries.series import series_of
from assessments.instruments.registry import known_modules
from assessments.instruments.rules.series import Break, Series
from competencies.framework.queries import competencies_by_code

SECTION_NAMES = {"Whole": "The whole plan", "PfA": "Preparing for adulthood", "Review": "Review"}


@dataclass(frozen=True)
class Named:
    """A code with what it stands for."""

    code: str
    words: str


@dataclass(frozen=True)
class Card:
    """One criterion with everything it says. `grades`: number and words, best first."""

    row: Criterion
    grades: tuple[tuple[int, str], ...]
    competencies: tuple[Named, ...]
    modules: tuple[Named, ...]
    principles: tuple[Named, ...]
    law: tuple[Reference, ...]


@dataclass(frozen=True)
class Shelf:
    """A section of an instrument: its criteria, and itself as a whole where it is graded so."""

    code: str
    name: str
    cards: tuple[Card, ...]
    whole: Card | None


def shelves_of(instrument: Instrument) -> list[Shelf]:
    """Every section in reading order. A constant number of queries."""
    rows = list(instrument.criteria.all())
    council_id = instrument.council_id
    codes = {code for row in rows for code in row.competencies}
    known = competencies_by_code(council_id=council_id, codes=codes)
    lookups = (
        {code: one.text for code, one in known.items()},
        known_modules(council_id),
        principles_of(council_id=council_id),
    )
    law = {held.key: held for held in all_references()}
    cards: dict[str, list[Card]] = defaultdict(list)
    wholes: dict[str, Card] = {}
    for row in rows:
        card = _card(row, lookups, law)
        if row.kind == Criterion.Kind.SECTION:
            wholes[row.section] = card
        else:
            cards[row.section].append(card)
    return [
        Shelf(code, section_name(code), tuple(cards[code]), wholes.get(code))
        for code in dict.fromkeys((*cards, *wholes))
    ]


def section_name(code: str) -> str:
    """What a section is called: letters with the word, others by their name."""
    if code in SECTION_NAMES:
        return SECTION_NAMES[code]
    return f"Section {code}" if len(code) <= 2 else code


def _card(
    row: Criterion, lookups: tuple[dict[str, str], dict[str, str], dict[str, str]], law: dict[str, Reference]
) -> Card:
    competencies, modules, principles = lookups
    return Card(
        row,
        tuple((grade, row.descriptor(grade)) for grade in (4, 3, 2, 1)),
        tuple(Named(code, competencies.get(code, "")) for code in row.competencies),
        tuple(Named(code, modules.get(code, "")) for code in row.modules),
        tuple(Named(code, principles.get(code, "")) for code in row.principles),
        tuple(law[key] for key in row.law if key in law),
    )


@dataclass(frozen=True)
class Crossing:
    """A criterion of the version before, what becomes of it, and the rows that it goes on as; none: it
    ends."""

    old: Criterion
    how: str
    how_words: str
    why: str
    heirs: tuple[Criterion, ...]

    @property
    def same(self) -> bool:
        """Whether nothing about it needs to be told."""
        return self.how == "same"

    @property
    def breaks(self) -> bool:
        """Whether charts show a break."""
        return self.how not in ("same", "renamed")


def criteria_before(*, instrument: Instrument) -> QuerySet[Criterion]:
    """Criteria and sections of the version that a version was made from, in reading order."""
    return Criterion.objects.filter(instrument_id=instrument.based_on_id).order_by("position")


def bridge_of(instrument: Instrument) -> list[Crossing]:
    """Every criterion of the version before, with what it goes on as. Two queries."""
    steps: dict[int, list[CriterionStep]] = defaultdict(list)
    for step in instrument.bridge.select_related("new").order_by("new__position"):
        steps[step.old_id].append(step)
    return [
        Crossing(
            old,
            steps[old.pk][0].how if steps[old.pk] else "ended",
            steps[old.pk][0].get_how_display() if steps[old.pk] else CriterionStep.How.ENDED.label,
            next((step.why for step in steps[old.pk] if step.why), ""),
            tuple(step.new for step in steps[old.pk] if step.new is not None),
        )
        for old in criteria_before(instrument=instrument)
    ]


@dataclass(frozen=True)
class Line:
    """One series as the page of series shows it: its newest words, and where it breaks."""

    series: Series
    text: str
    is_section: bool
    in_force: bool

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Oldest first."""
        return self.series.breaks


def lines_of(*, council_id: int, code: str, now: Instrument) -> list[Line]:
    """Every series of an instrument: those in force in reading order, then those that ended. Five queries."""
    found = series_of(council_id=council_id, code=code)
    rows = Criterion.objects.filter(instrument__council_id=council_id, instrument__code=code)
    rows = rows.filter(instrument__effective_from__isnull=False, code__in=list(found))
    words = {row.code: row for row in rows.order_by("instrument__effective_from", "instrument_id")}
    here = {row.code: row.position for row in now.criteria.all()}
    lines = [
        Line(series, words[one].text, words[one].kind == Criterion.Kind.SECTION, one in here)
        for one, series in found.items()
        if one in words
    ]
    return sorted(
        lines, key=lambda line: (not line.in_force, here.get(line.series.code, 0), line.series.code)
    )
