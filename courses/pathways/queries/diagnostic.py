"""The diagnostic of one person: the paper, how each part went, and what it stands for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from academy.people.access import standing_of, visible
from academy.people.models import User
from assessments.questions.kinds import Marked
from assessments.sittings.models import Paper, Sitting, SittingSlot
from courses.pathways.rules.diagnostic import BLOCKS, Answered, Block, BlockResult, results_of


@dataclass(frozen=True)
class Diagnostic:
    """The paper as this person stands with it. `results` are their own and nobody else's."""

    paper: Paper
    sitting: Sitting | None
    results: tuple[BlockResult, ...]

    @property
    def url(self) -> str:
        """Where it is taken."""
        return reverse("sit_paper", args=[self.paper.pk])

    @property
    def result_url(self) -> str:
        """Where every answer of the last one stands."""
        return reverse("sitting", args=[self.sitting.pk]) if self.sitting else ""

    @property
    def is_open(self) -> bool:
        """Whether it is being taken."""
        return self.sitting is not None and self.sitting.state == "open"

    @property
    def taken_at(self) -> datetime.datetime | None:
        """When it was handed in; None before it is marked."""
        marked = self.sitting is not None and self.sitting.state == "marked"
        return self.sitting.handed_in_at if marked and self.sitting else None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its parts, before it is taken."""
        return BLOCKS


def diagnostic_of(*, actor: User) -> Diagnostic | None:
    """The council's diagnostic for this person; None when none is open and none was taken. Three queries."""
    papers = {
        paper.pk: paper for paper in visible(actor, Paper).filter(diagnostic=True).exclude(state="draft")
    }
    sittings = visible(actor, Sitting).filter(person=actor, paper_id__in=papers)
    last = sittings.order_by("-started_at", "-pk").first() if papers else None
    roles = set(standing_of(actor).roles)
    paper = next(
        (
            one
            for one in papers.values()
            if one.state == "open" and (not one.audience or roles & set(one.audience))
        ),
        papers[last.paper_id] if last else None,
    )
    if paper is None:
        return None
    results: tuple[BlockResult, ...] = ()
    if last is not None and last.state == "marked":
        results = results_of(answered_of(visible(actor, SittingSlot).filter(sitting=last)))
    return Diagnostic(paper, last, results)


def answered_of(slots: Iterable[SittingSlot]) -> list[Answered]:
    """Marked answers as the rule needs them."""
    found = []
    for slot in slots:
        marked = Marked.from_row(slot.marked)
        found.append(Answered(slot.kind, slot.points, slot.of, len(marked.nevers), dict(marked.facts or {})))
    return found
