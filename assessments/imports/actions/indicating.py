"""A summary that cannot come in as audits: its counts are kept as an indicator, apart from every audit."""

from __future__ import annotations

import datetime
from collections import Counter

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from assessments.imports.layouts import figures_of, is_list_word, read_book
from assessments.imports.models import Batch, Indicator
from assessments.imports.queries.storage import load_raw, raw_path
from assessments.imports.reading import read_cells
from assessments.imports.rules import check_bring_in, check_keep_figures

PERSONAL = "The label or the name of a team looks as if it pointed to a person. Change it and try again."


@transaction.atomic
def keep_figures(
    *, batch: Batch, label: str, month: datetime.date, by: User, at: datetime.datetime
) -> list[Indicator]:
    """Keep the counts of a refused summary under a label and a month; twice comes to the same.

    Raises Refused in words: when the file was refused for another reason or is gone, the label or a team
    looks as if it named a person, or the month is still to come. The raw file goes.
    """
    check_bring_in(by)
    held = Batch.objects.select_for_update(of=("self",)).select_related("council").get(pk=batch.pk)
    kept = list(held.indicators.all())
    if kept:
        return kept
    check_keep_figures(held)
    if month > timezone.localdate(at):
        raise Refused("Choose a month that has begun.", code="month")
    reading = read_book(read_cells(load_raw(held), may_hide=is_list_word))
    figures = figures_of(reading) if reading is not None else []
    scanner = scanner_for(council=held.council)
    label = " ".join(label.split())
    if any(scanner.kinds(text) for text in (label, *(one.team for one in figures))):
        raise Refused(PERSONAL, code="personal")
    counts = Counter[tuple[str, int]]()
    for one in figures:
        counts[one.team[:120], one.grade] += one.count
    if not counts:
        raise Refused("We found no counts in this file.", code="nothing")
    made = Indicator.objects.bulk_create(
        Indicator(
            council=held.council, batch=held, label=label, month=month.replace(day=1), team=team, grade=grade,
            count=count, kept_by=by, kept_at=at,
        )
        for (team, grade), count in sorted(counts.items())
    )  # fmt: skip
    stored_as, held.stored_as = held.stored_as, ""
    held.save(update_fields=["stored_as"])
    write(
        council=held.council, by=by, at=at, verb="keep figures", obj=held,
        words=f"Counts of {held.file_name} kept as an indicator: {label}"[:400],
        detail={"figures": len(made)},
    )  # fmt: skip
    transaction.on_commit(lambda: raw_path(stored_as).unlink(missing_ok=True))
    return made


@transaction.atomic
def drop_figures(*, batch: Batch, by: User, at: datetime.datetime) -> int:
    """Take the counts of a summary out again. Done twice, nothing more happens."""
    check_bring_in(by)
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    count, _ = Indicator.objects.filter(batch=held).delete()
    if count:
        write(
            council=held.council_id, by=by, at=at, verb="drop figures", obj=held,
            words=f"Counts of {held.file_name} taken out again"[:400], detail={"figures": count},
        )  # fmt: skip
    return count
