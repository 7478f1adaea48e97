"""A sitting that is over, as the person who sat it reads it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.people.access import visible
from academy.people.models import User
from assessments.questions.kinds import Kind, Marked, kind_of, points_in_words
from assessments.questions.queries.showing import MarkedView, marked_view
from assessments.sittings.marking import Outcome, counting_words, outcome_of
from assessments.sittings.models import Judgement, SavedAnswer, Sitting, SittingSlot
from assessments.sittings.queries.late import Decided, decided_of
from assessments.sittings.queries.past import marked_slot, passed_by
from assessments.sittings.queries.room import item_url, said_words

TOLD = ("each", "end")


@dataclass(frozen=True)
class ItemLine:
    """One item in the list of a result."""

    position: int
    title: str
    points: float
    of: float
    right: bool
    never: bool
    url: str

    @property
    def state(self) -> str:
        """Its mark."""
        if self.right:
            return "done"
        return "half" if self.points > 0 else "look"

    @property
    def words(self) -> str:
        """0.5 of 1: what it counts, of what it is worth."""
        return f"{points_in_words(self.points)} of {points_in_words(self.of)}"


@dataclass(frozen=True)
class LateView:
    """Answers of a sitting that came late. `waits`: somebody may still let one of them count."""

    count: int
    decided: tuple[Decided, ...]
    waits: bool


@dataclass(frozen=True)
class ResultView:
    """The whole result. `lines` is empty as long as the paper does not tell more."""

    sitting: Sitting
    outcome: Outcome | None
    lines: tuple[ItemLine, ...]
    missed: tuple[str, ...]
    late: LateView
    tells_later: str
    counting: str = ""

    @property
    def points_words(self) -> str:
        """17 of 20 points."""
        return f"{points_in_words(self.sitting.points)} of {points_in_words(self.sitting.of)} points"


@dataclass(frozen=True)
class ItemResult:
    """One item of a sitting after marking: what was asked, said and right."""

    slot: SittingSlot
    kind: Kind
    result: MarkedView
    said: tuple[tuple[str, str], ...]
    marker_words: str
    before: str
    after: str
    near: bool = False

    @property
    def counts(self) -> str:
        """What the answer counts in the result, where that is not its points."""
        if self.slot.worth is None or self.slot.worth == self.slot.of:
            return ""
        counted, worth = marked_slot(self.slot, near=self.near).counts
        own = f"{points_in_words(self.slot.points)} of {points_in_words(self.slot.of)} points"
        return f"{own}. In this paper that counts {points_in_words(counted)} of {points_in_words(worth)}."


def tells_items(sitting: Sitting, at: datetime.datetime) -> bool:
    """Whether the paper says by now what was right, item by item."""
    feedback = sitting.terms.get("feedback")
    paper = sitting.paper
    closed = paper.state == "closed" or (paper.closes_at is not None and at >= paper.closes_at)
    return sitting.state == "marked" and (feedback in TOLD or (feedback == "closed" and closed))


def result_of(*, actor: User, sitting: Sitting, at: datetime.datetime) -> ResultView:
    """The result of one of my sittings. A constant number of queries."""
    slots = list(
        visible(actor, SittingSlot).filter(sitting=sitting).select_related("version").defer("shown", "answer")
    )
    late = _late(actor, sitting, slots)
    if sitting.state != "marked":
        return ResultView(sitting, None, (), (), late, "")
    lines = tuple(_line(sitting, slot) for slot in slots)
    near = bool(sitting.terms.get("near"))
    outcome = outcome_of(
        (marked_slot(one, near=near) for one in slots), pass_per_cent=sitting.terms["pass_per_cent"]
    )
    tells = tells_items(sitting, at)
    later = ""
    if not tells:
        later = (
            "This paper tells what was right when it has closed."
            if sitting.terms.get("feedback") == "closed"
            else "This paper tells the result only."
        )
    missed = tuple(f"Item {one.position}: {one.title}" for one in lines if one.never and not one.right)
    counting = counting_words([slot.worth for slot in slots])
    return ResultView(sitting, outcome, lines if tells else (), missed, late, later, counting)


def _late(actor: User, sitting: Sitting, slots: list[SittingSlot]) -> LateView:
    """What came late. Answers to items whose solution was shown before are counted, and nobody decides."""
    rows = visible(actor, SavedAnswer).filter(slot__sitting=sitting, late=True)
    decided = decided_of(actor=actor, sitting=sitting, slots=slots)
    waits = any(not one.reason for one in decided) and not passed_by(sitting)
    return LateView(rows.count(), tuple(decided), waits)


def _line(sitting: Sitting, slot: SittingSlot) -> ItemLine:
    marked = marked_slot(slot, near=bool(sitting.terms.get("near")))
    return ItemLine(
        slot.position,
        slot.version.title,
        *marked.counts,
        marked.right,
        slot.never,
        item_url(sitting.pk, slot.position),
    )


def item_result(*, actor: User, sitting: Sitting, slot: SittingSlot) -> ItemResult:
    """What is said to one answer."""
    kind = kind_of(slot.kind)
    positions = list(visible(actor, SittingSlot).filter(sitting=sitting).values_list("position", flat=True))
    place = positions.index(slot.position)
    words = (
        visible(actor, Judgement)
        .filter(slot=slot, judged_at__isnull=False)
        .values_list("words", flat=True)
        .first()
    )
    return ItemResult(
        slot=slot,
        kind=kind,
        result=marked_view(Marked.from_row(slot.marked)),
        said=said_words(kind.asks(slot.shown), slot.answer),
        marker_words=words or "",
        before=item_url(sitting.pk, positions[place - 1]) if place else "",
        after=item_url(sitting.pk, positions[place + 1]) if place + 1 < len(positions) else "",
        near=bool(sitting.terms.get("near")),
    )
