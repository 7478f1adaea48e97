"""Who may do what with a file of audits, and when."""

from __future__ import annotations

import datetime
import re

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from assessments.imports.layouts import BLANKS, DROP, ZEROS, Answers, Layout
from assessments.imports.models import Batch, Mapping
from assessments.imports.states import BATCH

COLOUR = re.compile(r"[0-9A-F]{6}", re.IGNORECASE)
SUMMARY = "summary"
"""The code of the refusal of a file that only counts audits."""
UNDO_DAYS = 14
KEEP_DAYS = 7
OLD_DAYS = 120
"""Rules look back this far; older audits ask for no training unless somebody wants it."""


def check_bring_in(actor: User) -> None:
    """Refused unless the actor may bring in audits."""
    if not can(actor, "bring_in_audits"):
        raise Refused("You cannot bring in audits. Ask the quality assurance team.", code="not_allowed")


def check_answers(*, layout: Layout, answers: Answers) -> None:
    """Refused unless every answer is one that this layout knows. The same for a form and a shared mapping."""
    codes = {field.code for field in layout.fields}
    free = {field.code for field in layout.fields if field.free_text}
    if not all(code == DROP or code in codes for code in answers.columns.values()):
        raise Refused("Choose what each column is from the list.", code="unknown_field")
    if not all(0 <= grade <= 4 for grade in (*answers.grade_words.values(), *answers.colours.values())):
        raise Refused("Choose a grade from the list for each word and colour.", code="unknown_grade")
    if not all(COLOUR.fullmatch(colour) for colour in answers.colours):
        raise Refused("Colours are six figures or letters from A to F.", code="unknown_colour")
    if answers.blank not in (None, *BLANKS) or answers.zero not in (None, *ZEROS):
        raise Refused("Choose what an empty cell and a 0 mean from the list.", code="unknown_choice")
    if answers.bands is not None and not 10 >= answers.bands[0] > answers.bands[1] > answers.bands[2] >= 0:
        raise Refused("The lowest scores of the grades must go down, from 10 to 0.", code="unknown_choice")
    if not answers.keep <= free:
        raise Refused("Only comments can be kept.", code="unknown_field")


def check_keep_figures(batch: Batch) -> None:
    """Refused unless the file is a summary that was refused as audits and is still kept."""
    if batch.state != "refused" or batch.report.get("refused") != SUMMARY:
        raise Refused("Only the counts of a summary can be kept as an indicator.", code="state")
    if not batch.stored_as:
        raise Refused("We do not keep this file any more. Send it again.", code="gone")


def can_keep_figures(batch: Batch) -> bool:
    """Whether `check_keep_figures` would let it through."""
    return _passes(check_keep_figures, batch)


def check_retire(mapping: Mapping, actor: User) -> None:
    """Refused unless the actor may bring in audits of this council."""
    if not can(actor, "bring_in_audits", mapping):
        raise Refused("You cannot retire this. Ask the quality assurance team.", code="not_allowed")


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
