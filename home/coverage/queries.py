"""What covers each competency: modules, questions, practical tasks and papers, audit criteria.

What names a competency is told by the parts themselves, through the registry of the framework: the same
answers that say whom a new version touches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from academy.people.models import User
from competencies.evidence.models import Evidence
from competencies.framework.models import Competency, Framework
from competencies.framework.queries import competencies_in_force, framework_in_force
from competencies.framework.queries.changes import Tally, tallied, touches_of

COLUMNS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("module", "Modules", ("module",)),
    ("question", "Questions", ("question",)),
    ("task", "Practical tasks and papers", ("task", "paper")),
    ("criterion", "Audit criteria", ("criterion",)),
)
"""What a competency needs, in the words of the table, and the kinds of touches that count for it."""
CONTENT = tuple(kind for _, _, kinds in COLUMNS for kind in kinds)


@dataclass(frozen=True)
class Cell:
    """What one column holds for one competency. `asked`: somebody should write something when it is empty."""

    column: str
    title: str
    tallies: tuple[Tally, ...]
    asked: bool

    @property
    def is_gap(self) -> bool:
        """Whether something is missing here."""
        return self.asked and not self.tallies


@dataclass(frozen=True)
class Row:
    """One competency with its four columns."""

    competency: Competency
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> list[str]:
        """The columns in which something is missing."""
        return [cell.column for cell in self.cells if cell.is_gap]


@dataclass(frozen=True)
class Coverage:
    """The whole table, as it is narrowed. `counts`: by column, how many competencies have nothing there.

    `strangers`: content that names a code which the framework does not know, under no earlier name either.
    """

    framework: Framework | None
    rows: tuple[Row, ...]
    total: int
    counts: tuple[tuple[str, str, int], ...]
    strangers: tuple[tuple[str, tuple[Tally, ...]], ...]


def coverage_for(*, actor: User, gaps: str = "") -> Coverage:
    """Each competency in force with what covers it. `gaps`: "any", or the column that is to be empty.

    The same number of queries whatever there is.
    """
    framework = framework_in_force(council_id=actor.council_id)
    if framework is None:
        return Coverage(None, (), 0, (), ())
    touches = touches_of(framework=framework)
    rows = [
        Row(one, tuple(_cells(one, tallied(touches.get(("competency", one.code), ())))))
        for one in competencies_in_force(council_id=actor.council_id)
    ]
    known = {row.competency.code for row in rows}
    strangers = (
        (code, tuple(tally for tally in tallied(found) if tally.kind in CONTENT))
        for (about, code), found in touches.items()
        if about == "competency" and code not in known
    )
    return Coverage(
        framework,
        tuple(row for row in rows if _fits(row, gaps)),
        len(rows),
        tuple((column, title, _empty(rows, column)) for column, title, _ in COLUMNS),
        tuple((code, tallies) for code, tallies in sorted(strangers) if tallies),
    )


def _cells(competency: Competency, tallies: Iterable[Tally]) -> list[Cell]:
    by_kind = {tally.kind: tally for tally in tallies}
    return [
        Cell(
            column,
            title,
            tuple(by_kind[kind] for kind in kinds if kind in by_kind),
            column != "criterion" or Evidence.Kind.AUDIT in competency.evidence_kinds,
        )
        for column, title, kinds in COLUMNS
    ]


def _fits(row: Row, gaps: str) -> bool:
    """Whether a row belongs to what is asked for."""
    if not gaps:
        return True
    return bool(row.gaps) if gaps == "any" else gaps in row.gaps


def _empty(rows: Iterable[Row], column: str) -> int:
    return sum(1 for row in rows if column in row.gaps)
