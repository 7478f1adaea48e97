"""What somebody's questions may be drawn from: what they learnt, what audits found, what the law changed."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.utils import timezone

from academy.law.pack import current_pack
from academy.people.access import visible
from academy.people.models import User
from assessments.audits.models import Finding
from assessments.sittings.models import PaperLine, Sitting
from courses.pages.queries import modules_for
from courses.progress.models import Completion
from courses.retrieval.rules import Found, Grounds, LawChange, Learnt

OPEN = ("noted", "held", "assigned", "learnt", "reaudited", "repeated")
"""Findings that still say something about the writer's own work. One whose cause is in dispute does not."""


MODULE = ("code", "title", "main_competency", "other_competencies", "criteria", "path")


def grounds_of(*, actor: User, at: datetime.datetime) -> Grounds:
    """Everything that a person's questions may be drawn from, in five queries."""
    return Grounds(
        learnt=(*_modules(actor), *_papers(actor)),
        found=_findings(actor),
        changes=law_changes(until=timezone.localdate(at)),
    )


def _modules(actor: User) -> list[Learnt]:
    done = {
        row.module_code: row for row in visible(actor, Completion).filter(person=actor).order_by("done_on")
    }
    if not done:
        return []
    pages = modules_for(actor=actor).filter(code__in=list(done)).only(*MODULE)
    return [
        Learnt(
            f"module:{page.code}", f"{page.title} ({page.code})", done[page.code].done_on,
            frozenset(page.competencies),
            frozenset(page.criteria),
        )
        for page in pages
    ]  # fmt: skip


def _papers(actor: User) -> list[Learnt]:
    passed = visible(actor, Sitting).filter(person=actor, passed=True).select_related("paper")
    sittings = list(passed.order_by("handed_in_at", "pk"))
    if not sittings:
        return []
    codes: dict[int, set[str]] = defaultdict(set)
    lines = PaperLine.objects.filter(paper__in={row.paper_id for row in sittings}).exclude(competency="")
    for paper_id, code in lines.values_list("paper_id", "competency"):
        codes[paper_id].add(code)
    return [
        Learnt(
            f"paper:{row.paper.code}",
            row.paper.title,
            timezone.localdate(row.handed_in_at or row.started_at),
            frozenset({*row.paper.competencies, *codes[row.paper_id]}),
        )
        for row in sittings
    ]


def _findings(actor: User) -> list[Found]:
    rows = visible(actor, Finding).filter(writer=actor, state__in=OPEN, cause=Finding.Cause.WRITER)
    return [
        Found(row.criterion.code, frozenset(row.criterion.competencies), row.found_on)
        for row in rows.select_related("criterion").order_by("-found_on", "pk")
    ]


def law_changes(*, until: datetime.date) -> tuple[LawChange, ...]:
    """Rules of the law pack that are in force on a day, with the day on which each came into force."""
    return tuple(
        LawChange(code, rule.step, rule.effective_from, frozenset({code, *rule.law}))
        for code, rule in current_pack().rules.items()
        if not rule.is_proposal and rule.effective_from <= until
    )
