"""Beginning a sitting: the draw, the terms and the clock."""

from __future__ import annotations

import datetime
import secrets
from collections import Counter

from django.db import IntegrityError, transaction

from academy.kit.refusals import Refused
from academy.people.access import standing_of
from academy.people.models import User
from academy.work.actions import announce
from assessments.questions.kinds import kind_of
from assessments.questions.kinds.seeds import own_seed
from assessments.questions.models import ItemVersion
from assessments.sittings.draw import MOST_SEED, CannotFill, Drawn, draw
from assessments.sittings.models import Paper, Sitting, SittingSlot
from assessments.sittings.queries.bank import candidates_for, stock_words, wanted_of
from assessments.sittings.queries.past import extra_per_cent, open_sitting_of, past_of
from assessments.sittings.rules import GRACE, check_start

SITTING_DUE = "sitting_due"


def start_sitting(*, paper: Paper, by: User, at: datetime.datetime, seed: int | None = None) -> Sitting:
    """Begin a sitting of a paper, or find the one that is open: asked twice at once, it is one sitting."""
    found = open_sitting_of(person=by, paper=paper)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _begin(paper, by, at, secrets.randbelow(MOST_SEED) if seed is None else seed)
    except (IntegrityError, Refused):
        found = open_sitting_of(person=by, paper=paper)
        if found is None:
            raise
        return found


def _begin(paper: Paper, by: User, at: datetime.datetime, seed: int) -> Sitting:
    past = past_of(person=by, paper=paper)
    check_start(paper, past, roles=standing_of(by).roles, at=at)
    met = Counter(SittingSlot.objects.filter(sitting__person=by).values_list("version__item_id", flat=True))
    drawn = _draw(paper, seed, set(met))
    extra = extra_per_cent(person_id=by.pk, at=at)
    sitting = Sitting.objects.create(
        person=by,
        paper=paper,
        number=past.sittings + 1,
        terms=terms_of(paper, extra),
        started_at=at,
        due_at=due_at(started_at=at, minutes=paper.minutes, extra=extra, closes_at=paper.closes_at),
    )
    versions = ItemVersion.objects.in_bulk({one.candidate.version for one in drawn})
    slots = []
    for number, one in enumerate(drawn, 1):
        seed = own_seed(person_id=by.pk, times=met[one.candidate.item]) if one.candidate.varies else one.seed
        met[one.candidate.item] += 1
        slots.append(_slot(sitting, number, one, versions[one.candidate.version], seed))
    SittingSlot.objects.bulk_create(slots)
    watch(sitting=sitting, at=at)
    return sitting


def _draw(paper: Paper, seed: int, seen: set[int]) -> list[Drawn]:
    """The items, those from earlier sittings of this person last."""
    try:
        return draw(
            wanted_of(paper),
            candidates_for(paper),
            seed=seed,
            seen=seen,
            shuffle=paper.shuffle,
            called=stock_words(paper),
        )
    except CannotFill:
        raise Refused(
            "The bank has too few items for this paper just now. A practice development lead can see what is "
            "missing; nothing was counted as a sitting.",
            code="bank",
        ) from None


def _slot(sitting: Sitting, number: int, one: Drawn, version: ItemVersion, seed: int) -> SittingSlot:
    """One drawn item as this person is shown it: it stays so, whatever becomes of the item."""
    return SittingSlot(
        sitting=sitting,
        position=number,
        version=version,
        kind=one.candidate.kind,
        never=version.never,
        worth=one.worth,
        seed=seed,
        shown=kind_of(one.candidate.kind).draw(version.content, seed),
    )


def terms_of(paper: Paper, extra: int) -> dict[str, object]:
    """What the paper says now; a sitting goes by it to its end."""
    return {
        "pass_per_cent": paper.pass_per_cent,
        "near": paper.near,
        "minutes": paper.minutes,
        "extra_per_cent": extra,
        "feedback": paper.feedback,
        "open_law": paper.open_law,
        "assessed": paper.assessed,
        "diagnostic": paper.diagnostic,
    }


def due_at(
    *,
    started_at: datetime.datetime,
    minutes: int | None,
    extra: int,
    closes_at: datetime.datetime | None,
) -> datetime.datetime | None:
    """When the time is up: the minutes with the extra time, and never after the paper closes."""
    if minutes is None:
        return closes_at
    due = started_at + datetime.timedelta(seconds=minutes * 60 * (100 + extra) // 100)
    return min(due, closes_at) if closes_at else due


def watch(*, sitting: Sitting, at: datetime.datetime) -> None:
    """Ask the ledger to close the sitting when its time and the grace are over."""
    if sitting.due_at is None:
        return
    announce(
        topic=SITTING_DUE,
        key=f"{sitting.pk}:{sitting.due_at.isoformat()}",
        payload={"sitting_id": sitting.pk},
        council=sitting.person.council_id,
        at=at,
        due_at=sitting.due_at + GRACE + datetime.timedelta(seconds=1),
    )
