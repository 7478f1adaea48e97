"""Who may do what with a file of audits, and when."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from assessments.imports.models import Batch
from assessments.imports.states import BATCH

UNDO_DAYS = 14
KEEP_DAYS = 7
OLD_DAYS = 120
"""Rules look back this far; older audits ask for no training unless somebody wants it."""


def check_bring_in(actor: User) -> None:
    """Refused unless the actor may bring in audits."""
    if not can(actor, "bring_in_audits"):
        raise Refused("You cannot bring in audits. Ask the quality assurance team.", code="not_allowed")


def check_approve(batch: Batch, actor: User) -> None:
    """Refused unless a second person with the right approves a file that waits for one."""
    if not can(actor, "approve_audits", batch):
        raise Refused("You cannot approve audits. Ask the quality assurance team.", code="not_allowed")
    if batch.brought_by_id == actor.pk:
        raise Refused("You brought this file in, so somebody else must approve it.", code="second_person")
    if batch.state == "applied":
        name = batch.approved_by.get_full_name() if batch.approved_by else "Somebody"
        raise Refused(f"{name} has already approved this file. It is brought in.", code="state")
    BATCH.after(batch.state, "apply")


def can_approve(batch: Batch, actor: User) -> bool:
    """Whether `check_approve` would let the actor through."""
    return _passes(check_approve, batch, actor)


def check_undo(batch: Batch, actor: User, at: datetime.datetime) -> None:
    """Refused unless the file was brought in at most 14 days ago."""
    if not can(actor, "bring_in_audits", batch):
        raise Refused("You cannot take audits back. Ask the quality assurance team.", code="not_allowed")
    BATCH.after(batch.state, "undo")
    if batch.applied_at is None or at > batch.applied_at + datetime.timedelta(days=UNDO_DAYS):
        raise Refused(
            f"This file was brought in more than {UNDO_DAYS} days ago, so it cannot be taken back. "
            "Send a corrected file: newer versions replace older ones.",
            code="too_late",
        )


def can_undo(batch: Batch, actor: User, at: datetime.datetime) -> bool:
    """Whether `check_undo` would let the actor through."""
    return _passes(check_undo, batch, actor, at)


def check_turn_down(batch: Batch, actor: User) -> None:
    """Refused unless the one who brought it, or somebody who may approve, stops a file that is not in yet."""
    if not can(actor, "bring_in_audits", batch):
        raise Refused("You cannot stop this file. Ask the quality assurance team.", code="not_allowed")
    BATCH.after(batch.state, "refuse")


def can_turn_down(batch: Batch, actor: User) -> bool:
    """Whether `check_turn_down` would let the actor through."""
    return _passes(check_turn_down, batch, actor)


def _passes(check: object, *args: object) -> bool:
    try:
        check(*args)  # type: ignore[operator]
    except Refused:
        return False
    return True
