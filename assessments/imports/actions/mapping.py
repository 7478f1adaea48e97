"""Saying what columns and grade words mean; remembered for the next file with the same header."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from collections.abc import Mapping as Table

from django.db import transaction
from django.db.models import Max

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.imports.actions.checking import check_batch
from assessments.imports.layouts import DROP, header_key, layout_of
from assessments.imports.layouts.grades import word_key
from assessments.imports.models import Batch, Mapping
from assessments.imports.rules import check_bring_in
from assessments.imports.states import BATCH


@transaction.atomic
def map_columns(
    *,
    batch: Batch,
    columns: Table[str, str],
    grade_words: Table[str, int],
    keep: Iterable[str] = (),
    one_is_best: bool = False,
    by: User,
    at: datetime.datetime,
) -> Batch:
    """Store a new version of the mapping for this header and check the file with it.

    `columns`: heading to field code or 'drop'. `grade_words`: word to 4, 3, 2, 1 or 0 (not applicable).
    `keep`: codes of free-text fields to keep, scanned first; all others are dropped. Raises Refused in words
    when a field is chosen twice or a needed one is not chosen.
    """
    check_bring_in(by)
    held = Batch.objects.select_for_update(of=("self",)).select_related("mapping", "council").get(pk=batch.pk)
    if held.state == "checked":
        held.state = BATCH.after(held.state, "ask_mapping")
    elif held.state != "needs_mapping":
        BATCH.after(held.state, "ask_mapping")
    layout = layout_of(held.layout)
    codes = {field.code for field in layout.fields}
    told = {**(held.mapping.columns if held.mapping else {})}
    told |= {header_key(heading): code for heading, code in columns.items()}
    if not all(code == DROP or code in codes for code in told.values()):
        raise Refused("Choose what each column is from the list.", code="unknown_field")
    _check_once(held, told, {field.code: field.label for field in layout.fields})
    if not all(0 <= grade <= 4 for grade in grade_words.values()):
        raise Refused("Choose a grade from the list for each word.", code="unknown_grade")
    words = {**(held.mapping.grade_words if held.mapping else {})}
    words |= {word_key(word): int(grade) for word, grade in grade_words.items()}
    free = {field.code for field in layout.fields if field.free_text}
    held.mapping = _next_version(
        held, told, words, {"keep": sorted(free & set(keep)), "one_is_best": one_is_best}, by, at
    )
    held.save(update_fields=["mapping", "state"])
    write(
        council=held.council, by=by, at=at, verb="match", obj=held, words=f"Columns matched: {held.mapping}"
    )
    return check_batch(batch_id=held.pk, by=by, at=at)[0]


def _check_once(batch: Batch, told: dict[str, str], labels: dict[str, str]) -> None:
    """Each field comes from one column, and every needed field from some column."""
    layout = layout_of(batch.layout)
    headings = [heading for heading, _ in batch.report.get("columns", [])]
    headings += [heading for _, heading in batch.report.get("unknown", [])]
    chosen: dict[str, str] = {}
    for heading in headings:
        code = told.get(header_key(heading)) or layout.by_alias.get(header_key(heading), "")
        if code in ("", DROP):
            continue
        if code in chosen:
            raise Refused(
                f"You chose “{labels[code]}” for two columns. Choose it once, and leave the other out.",
                code="twice",
            )
        chosen[code] = heading
    lacking = [field.label for field in layout.fields if field.required and field.code not in chosen]
    if lacking:
        raise Refused(
            f"Say which column is “{lacking[0]}”. We cannot read audits without it.", code="missing_field"
        )


def _next_version(
    batch: Batch, columns: dict[str, str], words: dict[str, int], choices: dict[str, object], by: User,
    at: datetime.datetime,
) -> Mapping:  # fmt: skip
    name = batch.mapping.name if batch.mapping else f"{layout_of(batch.layout).name}, {batch.file_name}"[:110]
    last = (
        Mapping.objects.filter(council=batch.council, name=name).aggregate(Max("version"))["version__max"]
        or 0
    )
    return Mapping.objects.create(
        council=batch.council,
        name=name,
        version=last + 1,
        layout=batch.layout,
        header_key=batch.report["header_key"],
        columns=columns,
        grade_words=words,
        choices=choices,
        made_by=by,
        made_at=at,
    )
