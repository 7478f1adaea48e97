"""The second person: asking, approving, turning down, taking back."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.audits.actions import Stored, take_back_audits
from assessments.imports.actions.forecasting import store_examined
from assessments.imports.actions.reporting import describe
from assessments.imports.models import Batch
from assessments.imports.queries.batches import second_people
from assessments.imports.queries.examining import examine_file
from assessments.imports.queries.storage import load_raw, raw_path
from assessments.imports.rules import check_approve, check_bring_in, check_turn_down, check_undo
from assessments.imports.states import BATCH


@transaction.atomic
def send_for_approval(
    *, batch: Batch, asked: User | None, history_only: bool, by: User, at: datetime.datetime
) -> Batch:
    """Ask a second person. `history_only` keeps the audits without asking for any training."""
    check_bring_in(by)
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    state = BATCH.after(held.state, "send")
    if not held.report.get("audits"):
        raise Refused("No audit in this file can come in, so there is nothing to approve.", code="nothing")
    if asked is not None and asked.pk not in {person.pk for person, _ in second_people(batch=held)}:
        raise Refused(
            "Choose somebody from the list. You cannot approve your own file.", code="second_person"
        )
    held.state, held.asked, held.history_only = state, asked, history_only
    held.save(update_fields=["state", "asked", "history_only"])
    whom = asked.get_full_name() if asked else "a second person"
    write(
        council=held.council_id,
        by=by,
        at=at,
        verb="send",
        obj=held,
        words=f"{held.file_name}: {whom} asked to approve",
    )
    return held


def approve_batch(*, batch: Batch, by: User, at: datetime.datetime) -> Stored:
    """Approve a file and bring it in, in one transaction. Of two people at once one wins, one gets words."""
    check_approve(batch, by)
    try:
        return _apply(batch.pk, by, at)
    except IntegrityError:
        raise Refused(
            "Another file with some of the same audits came in at the same moment. "
            "Nothing of this one was brought in: look at it again.",
            code="at_once",
        ) from None
    except OperationalError:
        raise Refused(
            "Somebody else is bringing this file in at this moment. Look again in a minute.", code="at_once"
        ) from None


@transaction.atomic
def _apply(batch_id: int, by: User, at: datetime.datetime) -> Stored:
    won = Batch.objects.filter(pk=batch_id, state__in=BATCH.starts("apply")).update(
        state="applied", approved_by=by, applied_at=at
    )
    batch = Batch.objects.select_related("council", "mapping", "approved_by").get(pk=batch_id)
    if not won:
        check_approve(batch, by)
    today = timezone.localdate(at)
    examination = examine_file(
        council=batch.council,
        raw=load_raw(batch),
        today=today,
        mapping=batch.mapping,
        confirmed=batch.answers,
    )
    if examination.needs_mapping:
        raise Refused(
            "The columns of this file must be matched again before it can come in.", code="needs_mapping"
        )
    stored = store_examined(
        council=batch.council,
        examination=examination,
        batch_id=batch.pk,
        history_only=batch.history_only,
        by=by,
        at=at,
    )
    stored_as = batch.stored_as
    batch.report = {**batch.report, **describe(examination, today=today), "findings": stored.findings}
    batch.stored_as = ""
    batch.save(update_fields=["report", "stored_as"])
    write(
        council=batch.council, by=by, at=at, verb="bring in", obj=batch,
        words=f"{batch.file_name} brought in: {len(stored.audit_ids)} audits"[:400],
        detail={"audits": len(stored.audit_ids), "grades": stored.grades, "findings": stored.findings,
                "replaced": len(stored.replaced_ids), "history_only": batch.history_only},
    )  # fmt: skip
    transaction.on_commit(lambda: raw_path(stored_as).unlink(missing_ok=True))
    return stored


@transaction.atomic
def turn_down_batch(*, batch: Batch, reason: str, by: User, at: datetime.datetime) -> Batch:
    """Stop a file that is not in yet. The reason is kept; the bytes go."""
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    check_turn_down(held, by)
    if not reason.strip():
        raise Refused(
            "Say why the file does not come in. The person who sent it will read it.", code="no_reason"
        )
    stored_as = held.stored_as
    held.state, held.refusal, held.stored_as = BATCH.after(held.state, "refuse"), reason.strip()[:400], ""
    held.save(update_fields=["state", "refusal", "stored_as"])
    write(
        council=held.council_id,
        by=by,
        at=at,
        verb="turn down",
        obj=held,
        words=f"{held.file_name} turned down",
    )
    if stored_as:
        transaction.on_commit(lambda: raw_path(stored_as).unlink(missing_ok=True))
    return held


@transaction.atomic
def undo_batch(*, batch: Batch, by: User, at: datetime.datetime) -> Batch:
    """Take a file back within 14 days: its audits no longer count, and what they asked for is withdrawn."""
    held = Batch.objects.select_for_update(of=("self",)).select_related("council").get(pk=batch.pk)
    check_undo(held, by, at)
    held.state, held.undone_at = BATCH.after(held.state, "undo"), at
    held.save(update_fields=["state", "undone_at"])
    taken = take_back_audits(council=held.council, batch_id=held.pk, by=by, at=at)
    write(
        council=held.council, by=by, at=at, verb="take back", obj=held,
        words=f"{held.file_name} taken back: {len(taken)} audits"[:400],
    )  # fmt: skip
    return held


def bring_in_unattended(*, batch: Batch, approver: User, history_only: bool, at: datetime.datetime) -> Stored:
    """For the command: a checked file goes to its second person and in, as that person."""
    held = Batch.objects.get(pk=batch.pk)
    if held.state == "checked":
        send_for_approval(batch=held, asked=None, history_only=history_only, by=approver, at=at)
    return approve_batch(batch=Batch.objects.get(pk=batch.pk), by=approver, at=at)
