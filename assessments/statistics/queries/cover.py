"""What the bank holds and what the papers draw from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.questions.models import ItemVersion
from assessments.questions.states import LIVE
from assessments.sittings.models import Paper, PaperLine
from assessments.statistics.figures import Cell, LineCover, Stock, Wanted, cover_lines, cover_table
from competencies.framework.queries import competencies_in_force


@dataclass(frozen=True)
class BankCover:
    """The whole bank: every competency by difficulty. `texts` are the competencies' words."""

    cells: tuple[Cell, ...]
    texts: dict[str, str]

    @property
    def empty(self) -> tuple[str, ...]:
        """Competencies for which there is no live item at all."""
        filled = {one.competency for one in self.cells if one.reviewed or one.open}
        return tuple(code for code in self.texts if code not in filled)

    @property
    def short(self) -> tuple[Cell, ...]:
        """Where papers need more reviewed items than there are."""
        return tuple(one for one in self.cells if one.shortfall)


def stock_of(*, council_id: int) -> list[Stock]:
    """Every live version of the bank, in one query."""
    rows = ItemVersion.objects.filter(item__council_id=council_id, state__in=LIVE).order_by("pk")
    return [
        Stock(item, kind, tuple(codes), difficulty, state == "reviewed", never)
        for item, kind, codes, difficulty, state, never in rows.values_list(
            "item_id", "item__kind", "competencies", "difficulty", "state", "never"
        )
    ]


def wanted_of(lines: Iterable[PaperLine]) -> list[Wanted]:
    """Lines of blueprints as the counting takes them; their papers are loaded."""
    return [
        Wanted(line.paper.code, line.count, line.competency, line.difficulty, line.kind, line.paper.assessed)
        for line in lines
    ]


def paper_cover(*, paper: Paper) -> tuple[LineCover, ...]:
    """Each line of a paper's blueprint with what there is for it. Two queries."""
    lines = PaperLine.objects.filter(paper=paper).select_related("paper").order_by("position")
    return cover_lines(wanted_of(lines), stock_of(council_id=paper.council_id))


def bank_cover(*, council_id: int) -> BankCover:
    """The bank by competency and difficulty, with what the council's papers need. Three queries."""
    texts = dict(competencies_in_force(council_id=council_id).values_list("code", "text"))
    lines = PaperLine.objects.filter(paper__council_id=council_id).exclude(paper__state="closed")
    wanted = wanted_of(lines.select_related("paper").order_by("pk"))
    stock = stock_of(council_id=council_id)
    return BankCover(cover_table(texts, wanted, stock), texts)
