"""Checking a file: what may come in, what stops and why, and what the loop would do with it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.imports.actions.forecasting import forecast_loop
from assessments.imports.actions.reporting import describe
from assessments.imports.models import Batch
from assessments.imports.queries.asking import must_ask
from assessments.imports.queries.examining import Examination, examine_file
from assessments.imports.queries.storage import load_raw
from assessments.imports.reading import FileRefused
from assessments.imports.states import BATCH


@transaction.atomic
def check_batch(
    *, batch_id: int, by: User | None, at: datetime.datetime, forecast: bool = True, again: bool = True
) -> tuple[Batch, Examination | None]:
    """Read and check a file: it becomes checked, waits for matching, or is refused in words.

    Asked again, a checked file is checked afresh (unless `again` is false); a file that is further on is left
    alone. `forecast` asks
    the rules of the loop what they would do, without keeping it. Returns the batch and what was understood.
    """
    batch = (
        Batch.objects.select_for_update(of=("self",)).select_related("council", "mapping").get(pk=batch_id)
    )
    if batch.state not in (("received", "needs_mapping", "checked") if again else ("received",)):
        return batch, None
    try:
        examination = examine_file(
            council=batch.council,
            raw=load_raw(batch),
            today=timezone.localdate(at),
            mapping=batch.mapping,
            confirmed=batch.answers,
        )
    except (FileRefused, Refused) as refusal:
        _refuse(batch, refusal, by, at)
        return batch, None
    batch.mapping = examination.mapping
    batch.layout = examination.recognition.layout.code
    asks = examination.needs_mapping or (batch.brought_by_id and must_ask(examination.questions))
    verb = "ask_mapping" if asks else "check"
    batch.report = describe(examination, today=timezone.localdate(at))
    if not examination.needs_mapping and forecast:
        batch.report["forecast"] = forecast_loop(batch=batch, examination=examination, at=at).as_dict()
    if BATCH.allows(batch.state, verb):
        batch.state = BATCH.after(batch.state, verb)
    batch.save()
    counted = batch.report
    words = (
        f"Questions about {batch.file_name}"
        if asks
        else f"{batch.file_name} checked: {counted['audits']} audits, {counted['stopped_rows']} rows stop"
    )
    write(council=batch.council, by=by, at=at, verb=verb, obj=batch, words=words[:400])
    return batch, examination


def _refuse(batch: Batch, refusal: Refused, by: User | None, at: datetime.datetime) -> None:
    batch.state = BATCH.after(batch.state, "refuse")
    batch.refusal = refusal.words[:400]
    batch.report = {"refused": refusal.code}
    batch.save()
    write(
        council=batch.council, by=by, at=at, verb="refuse", obj=batch,
        words=f"{batch.file_name} refused: {refusal.words}"[:400],
    )  # fmt: skip


@transaction.atomic
def name_writer(*, batch: Batch, answers: dict[str, str], by: User, at: datetime.datetime) -> Batch:
    """Say who is meant by initials that fit several people, and check the file again.

    `answers`: 'sheet!row' to a staff number; an empty number takes an answer back. Only people that the
    check offered are taken.
    """
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    if held.state != "checked":
        BATCH.after(held.state, "ask_mapping")
    offered = {
        f"{one['sheet'] or ''}!{one['row']}": {ref for ref, _ in one["candidates"]}
        for one in held.report.get("unsure", [])
    }
    kept = dict(held.answers)
    for place, ref in answers.items():
        if not ref:
            kept.pop(place, None)
        elif ref in offered.get(place, ()):
            kept[place] = ref
        else:
            raise Refused("Choose one of the people who have these initials.", code="not_offered")
    held.answers = kept
    held.save(update_fields=["answers"])
    write(
        council=held.council_id, by=by, at=at, verb="name writer", obj=held, words="Said who wrote some plans"
    )
    return check_batch(batch_id=held.pk, by=by, at=at)[0]
