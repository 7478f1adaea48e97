"""Making, changing, opening and closing papers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import Council, User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.sittings.draw import Wanted
from assessments.sittings.models import Paper, PaperLine
from assessments.sittings.queries.bank import missing_for
from assessments.sittings.rules import check_change, check_open
from assessments.sittings.states import PAPER
from competencies.framework.queries import competencies_by_code

PAPER_CLOSES = "paper_closes"
NOT_ALLOWED = "Only those who set papers may do this."
TERMS = (
    "code", "title", "intro", "assessed", "diagnostic", "pass_per_cent", "near", "minutes", "shuffle",
    "open_law", "feedback", "most_sittings", "wait_days", "audience", "opens_at", "closes_at", "competencies",
)  # fmt: skip
"""What somebody who sets a paper says of it."""


def make_paper(
    *,
    council: Council,
    terms: Mapping[str, Any],
    lines: Sequence[Wanted],
    by: User | None,
    at: datetime.datetime,
) -> Paper:
    """A new paper, being made. `by` None is the academy's own loader."""
    _may(by, None)
    _known(council.pk, terms.get("competencies", []))
    chosen = {name: value for name, value in terms.items() if name in TERMS}
    try:
        with transaction.atomic():
            paper = Paper.objects.create(council=council, made_by=by, made_at=at, **chosen)
            _set_lines(paper, lines)
            _note(paper, "make", "Made the paper", by, at)
    except IntegrityError:
        raise Refused("There is a paper with this code already.", code="code") from None
    return paper


def change_paper(
    *, paper: Paper, terms: Mapping[str, Any], lines: Sequence[Wanted], by: User, at: datetime.datetime
) -> Paper:
    """Other terms and lines for a paper that nobody can sit and nobody has sat."""
    _may(by, paper)
    _known(paper.council_id, terms.get("competencies", []))
    try:
        with transaction.atomic():
            row = _lock(paper)
            check_change(row, row.sittings.count())
            for name in TERMS:
                if name in terms:
                    setattr(row, name, terms[name])
            row.save(update_fields=TERMS)
            row.lines.all().delete()
            _set_lines(row, lines)
            _note(row, "change", "Changed the paper", by, at)
    except IntegrityError:
        raise Refused("There is a paper with this code already.", code="code") from None
    return row


@transaction.atomic
def open_paper(*, paper: Paper, by: User, at: datetime.datetime) -> Paper:
    """Let people sit it, if the bank can fill it. Pressed twice, it is open once."""
    _may(by, paper)
    row = _lock(paper)
    if row.state == "open":
        return row
    row.state = check_open(row, missing_for(row), at=at)
    row.save(update_fields=["state"])
    _note(row, "open", "Opened the paper", by, at)
    if row.closes_at:
        announce(
            topic=PAPER_CLOSES,
            key=f"{row.pk}:{row.closes_at.isoformat()}",
            payload={"paper_id": row.pk},
            council=row.council_id,
            at=at,
            due_at=row.closes_at,
        )
    return row


@transaction.atomic
def close_paper(*, paper: Paper, by: User, at: datetime.datetime) -> Paper:
    """Nobody new begins; who is sitting it goes on until their time is up."""
    _may(by, paper)
    row = _lock(paper)
    if row.state == "closed":
        return row
    row.state = PAPER.after(row.state, "close")
    row.save(update_fields=["state"])
    _note(row, "close", "Closed the paper", by, at)
    return row


@transaction.atomic
def close_on_time(*, paper_id: int, at: datetime.datetime) -> bool:
    """The clock closes a paper whose closing time has come."""
    row = Paper.objects.select_for_update().filter(pk=paper_id, state="open").first()
    if row is None or row.closes_at is None or at < row.closes_at:
        return False
    row.state = PAPER.after(row.state, "close")
    row.save(update_fields=["state"])
    _note(row, "close", "Closing time of the paper", None, at)
    return True


def _may(by: User | None, paper: Paper | None) -> None:
    if by is not None and not can(by, "set_papers", paper):
        raise Refused(NOT_ALLOWED, code="not_allowed")


def _known(council_id: int, codes: Sequence[str]) -> None:
    """A pass shows competencies of the framework; others would stop a hand-in."""
    found = competencies_by_code(council_id=council_id, codes=codes)
    if missing := sorted(set(codes) - set(found)):
        raise Refused(f"The framework has no competency {', '.join(missing)}.", code="competencies")


def _lock(paper: Paper) -> Paper:
    return Paper.objects.select_for_update().get(pk=paper.pk)


def _set_lines(paper: Paper, lines: Sequence[Wanted]) -> None:
    PaperLine.objects.bulk_create(
        PaperLine(
            paper=paper,
            position=number,
            count=line.count,
            competency=line.competency,
            difficulty=line.difficulty,
            kind=line.kind,
            never=line.never,
            worth=line.worth,
            answers=line.answers,
        )
        for number, line in enumerate(lines, 1)
    )


def _note(paper: Paper, verb: str, words: str, by: User | None, at: datetime.datetime) -> None:
    write(
        council=paper.council_id, by=by, at=at, verb=verb, obj=paper,
        words=f"{words} {paper.title} ({paper.code})"[:400],
    )  # fmt: skip
