"""What a new version changes, and whom and what that touches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academy.law.pack import all_references
from assessments.instruments.models import Criterion, CriterionStep, Instrument
from assessments.instruments.queries.principles import principles_of
from assessments.instruments.queries.series import editions_of
from assessments.instruments.registry import KINDS, ask_about, known_modules
from assessments.instruments.rules.comparing import Change, Fault, Row, compare, find_faults
from assessments.instruments.rules.series import Step, series_by_code
from competencies.framework.queries import competencies_by_code
from competencies.framework.registry import Touch


@dataclass(frozen=True)
class Tally:
    """So many things of one kind, with the first of them by name."""

    kind: str
    count: int
    named: tuple[Touch, ...]

    @property
    def forms(self) -> str:
        """One and many, in words."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Touched:
    """A change with what rests on the criterion today."""

    change: Change
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Review:
    """A version beside the one it was written from: criteria and sections that differ, what rests on the
    audit as a whole, and what must be put right first."""

    instrument: Instrument
    criteria: tuple[Touched, ...]
    sections: tuple[Touched, ...]
    whole: tuple[Tally, ...]
    faults: tuple[Fault, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Touched, ...]], ...]:
        """Those that there are, with their headings."""
        both = (("Criteria", self.criteria), ("Sections as a whole", self.sections))
        return tuple((title, rows) for title, rows in both if rows)

    @property
    def breaks(self) -> int:
        """So many series break."""
        return sum(row.change.breaks for row in (*self.criteria, *self.sections))


def review_of(*, instrument: Instrument) -> Review:
    """The differences, whom they touch, and the faults. A constant number of queries besides those of the
    parts that are asked."""
    before = instrument.based_on
    words = Words(instrument.council_id, [one.pk for one in (before, instrument) if one is not None])
    old = words.rows(before) if before else []
    new = words.rows(instrument)
    steps = steps_into(instrument)
    changes = compare(old, new, steps)
    touches = _touches(before) if before else {}
    needed = {
        code: [touch.title for touch in told if touch.needs and touch.title] for code, told in touches.items()
    }
    modules = known_modules(instrument.council_id)
    faults = find_faults(old=old, new=new, steps=steps, changes=changes, needed=needed, modules=modules)
    sections = {row.code for row in (*old, *new) if row.is_section}
    origin = {step.new: step.old for step in steps if step.new}
    rows = [Touched(one, tallied(touches.get(_resting(one, origin), ()))) for one in changes]
    return Review(
        instrument,
        tuple(row for row in rows if row.change.code not in sections),
        tuple(row for row in rows if row.change.code in sections),
        tallied(touches.get("", ())),
        tuple(faults),
    )


def _resting(change: Change, origin: dict[str, str]) -> str:
    """The code of the version before on which something may rest; a new one carries nothing yet."""
    return change.code if change.what == "ended" else origin.get(change.code, "-")


def _touches(before: Instrument) -> dict[str, list[Touch]]:
    """What rests on each criterion of a version, whichever version's code it is named by."""
    editions = editions_of(council_id=before.council_id, code=before.code)
    at = next((place for place, one in enumerate(editions) if one.version == before.version), 0)
    now = series_by_code(editions, at) if editions else {}
    found: dict[str, list[Touch]] = defaultdict(list)
    for touch in ask_about(before):
        found[now.get(touch.code, touch.code)].append(touch)
    return found


def tallied(touches: Iterable[Touch]) -> tuple[Tally, ...]:
    """Touches by kind, in the order of KINDS. The same thing named twice counts once."""
    rows: dict[str, dict[tuple[str, str], Touch]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    for touch in touches:
        if touch.title and (touch.title, touch.path) in rows[touch.kind]:
            continue
        rows[touch.kind][touch.title, touch.path] = touch
        counts[touch.kind] += touch.count
    return tuple(
        Tally(kind, counts[kind], tuple(one for one in rows[kind].values() if one.title))
        for kind in KINDS
        if counts[kind]
    )


def steps_into(instrument: Instrument) -> list[Step]:
    """The bridge into a version, by codes. One query."""
    rows = CriterionStep.objects.filter(instrument=instrument).order_by("old__position", "new__position")
    found = rows.values_list("old__code", "new__code", "how", "why")
    return [Step(old, new or "", how, why) for old, new, how, why in found]


class Words:
    """Says criteria in words: what their codes of competencies, modules, principles and law stand for."""

    def __init__(self, council_id: int, instruments: Sequence[int]) -> None:
        rows = Criterion.objects.filter(instrument_id__in=instruments).order_by("position")
        self.criteria: dict[int, list[Criterion]] = defaultdict(list)
        for row in rows:
            self.criteria[row.instrument_id].append(row)
        codes = {code for some in self.criteria.values() for row in some for code in row.competencies}
        known = competencies_by_code(council_id=council_id, codes=codes)
        self.competencies = {code: row.text for code, row in known.items()}
        self.modules = known_modules(council_id)
        self.principles = principles_of(council_id=council_id)
        self.law = {held.key: held.citation for held in all_references()}

    def rows(self, instrument: Instrument) -> list[Row]:
        """The rows of a version as they compare, in reading order."""
        return [self._row(one) for one in self.criteria[instrument.pk]]

    def _row(self, one: Criterion) -> Row:
        says = {
            "Words": one.text,
            "Outstanding": one.outstanding,
            "Good": one.good,
            "Requires improvement": one.requires_improvement,
            "Inadequate": one.inadequate,
            "Section": one.section,
            "Weight": str(one.weight),
            "Critical": "yes" if one.critical else "no",
            "Competencies": _told(one.competencies, self.competencies),
            "Modules": _told(one.modules, self.modules),
            "Principles": _told(one.principles, self.principles),
            "Law": "; ".join(self.law.get(key, key) for key in one.law),
        }
        return Row(
            one.code,
            one.text,
            one.kind == Criterion.Kind.SECTION,
            says,
            tuple(one.modules),
            tuple(one.competencies),
        )


def _told(codes: Iterable[str], words: dict[str, str]) -> str:
    return "; ".join(f"{words[code]} ({code})" if code in words else code for code in codes)
