"""What the bank has for a paper."""

from __future__ import annotations

from assessments.questions.kinds import Kind, all_kinds
from assessments.questions.models import ItemVersion
from assessments.questions.states import LIVE
from assessments.sittings.draw import EXERCISE, QUESTION, Candidate, Wanted, shortfalls
from assessments.sittings.models import Paper

WRITTEN = "long_text"
"""Drawn only where a line names it: a person marks it."""


def wanted_of(paper: Paper) -> list[Wanted]:
    """The blueprint of a paper, line by line."""
    return [
        Wanted(line.count, line.competency, line.difficulty, line.kind, line.never, line.worth, line.answers)
        for line in paper.lines.all()
    ]


def candidates_for(paper: Paper) -> list[Candidate]:
    """What may be drawn: items reviewed twice for a paper that counts or places, else the newest live one.

    Kinds that this academy does not know are left out: they could not be shown. Only exercises come again
    with another seed; a question whose answers are shuffled is the same question.
    """
    counts = any(line.answers for line in paper.lines.all())
    states = ("reviewed",) if paper.assessed or paper.diagnostic else LIVE
    kinds = {kind.code: kind for kind in all_kinds()}
    rows = ItemVersion.objects.filter(item__council_id=paper.council_id, state__in=states)
    rows = rows.select_related("item").order_by("item_id", "-number")
    if not counts:
        rows = rows.defer("content")
    found: dict[int, Candidate] = {}
    for row in rows:
        kind = kinds.get(row.item.kind)
        if kind is None or row.item_id in found:
            continue
        found[row.item_id] = Candidate(
            row.item_id,
            row.pk,
            tuple(row.competencies),
            row.difficulty,
            row.item.kind,
            row.never,
            _comes_again(kind),
            _group(kind),
            kind.size(row.content) if counts else 1,
        )
    return list(found.values())


def _group(kind: Kind) -> str:
    """The group that a line may ask for: exercises, or questions that the machine marks by itself."""
    if kind.is_exercise:
        return EXERCISE
    return "" if kind.code == WRITTEN else QUESTION


def _comes_again(kind: Kind) -> bool:
    return kind.varies and kind.is_exercise


def stock_words(paper: Paper) -> str:
    """What items are called that this paper may draw."""
    return "reviewed" if paper.assessed or paper.diagnostic else "in use"


def missing_for(paper: Paper) -> list[str]:
    """What the bank lacks for this paper, in words."""
    return shortfalls(wanted_of(paper), candidates_for(paper), called=stock_words(paper))
