"""Saying what columns, words and colours mean; kept under a name for the next file with the same headings."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from assessments.imports.actions.checking import check_batch
from assessments.imports.layouts import DROP, Answers, header_key, layout_of
from assessments.imports.models import Batch, Mapping
from assessments.imports.rules import check_answers, check_bring_in
from assessments.imports.states import BATCH


class ColumnRefused(Refused):
    """A refusal about one column; `key` is its header key."""

    def __init__(self, words: str, *, code: str, key: str = "") -> None:
        super().__init__(words, code=code)
        self.key = key


@transaction.atomic
def keep_answers(*, batch: Batch, answers: Answers, name: str = "", by: User, at: datetime.datetime) -> Batch:
    """Keep how this file is read as a version of a named mapping, and check the file with it.

    `answers` are complete: they take the place of what the mapping said. Without a `name` the mapping keeps
    its own, or is called after the layout. A version that no other file was read with is changed; else there
    is a new one; the same answers again change nothing. Raises Refused in words when a field is chosen twice
    or a needed one is not chosen, when the name names somebody or is that of another layout.
    """
    check_bring_in(by)
    held = Batch.objects.select_for_update(of=("self",)).select_related("mapping", "council").get(pk=batch.pk)
    if held.state == "checked":
        held.state = BATCH.after(held.state, "ask_mapping")
    elif held.state != "needs_mapping":
        BATCH.after(held.state, "ask_mapping")
    layout = layout_of(answers.layout or held.layout)
    check_answers(layout=layout, answers=answers)
    _check_once(held, answers)
    name = " ".join(name.split()) or (held.mapping.name if held.mapping else layout.name)
    _check_name(held, name)
    held.mapping = _version(held, answers, name, by, at)
    held.save(update_fields=["mapping", "state"])
    write(
        council=held.council, by=by, at=at, verb="match", obj=held, words=f"Columns matched: {held.mapping}"
    )
    return check_batch(batch_id=held.pk, by=by, at=at)[0]


def _check_once(batch: Batch, answers: Answers) -> None:
    """Each field comes from one column, and every needed field from some column."""
    layout = layout_of(answers.layout or batch.layout)
    labels = {field.code: field.label for field in layout.fields}
    headings = [heading for heading, _ in batch.report.get("columns", [])]
    headings += [heading for _, heading in batch.report.get("unknown", [])]
    headings += batch.report.get("dropped", [])
    chosen: set[str] = set()
    for key in dict.fromkeys(header_key(heading) for heading in headings):
        code = answers.columns.get(key) or layout.by_alias.get(key, "")
        if code in ("", DROP):
            continue
        if code in chosen:
            raise ColumnRefused(
                f"You chose “{labels[code]}” for two columns. Choose it once, and leave the other out.",
                code="twice",
                key=key,
            )
        chosen.add(code)
    missing = {code for code, _ in batch.report.get("missing", [])}
    lacking = [field.label for field in layout.fields if field.code in missing - chosen and field.required]
    if lacking:
        raise ColumnRefused(
            f"Say which column is “{lacking[0]}”. We cannot read audits without it.", code="missing_field"
        )


def _check_name(batch: Batch, name: str) -> None:
    if scanner_for(council=batch.council).kinds(name):
        raise Refused("This name looks as if it named a person. Choose another one.", code="personal")
    others = Mapping.objects.filter(council=batch.council, name=name).exclude(layout=batch.layout)
    if others.exists():
        raise Refused("You use this name for another form of file. Choose another one.", code="name_taken")


def _version(batch: Batch, answers: Answers, name: str, by: User, at: datetime.datetime) -> Mapping:
    """The version that says this: the one there is, the same one changed, or the next one."""
    content = {
        "columns": dict(answers.columns), "grade_words": dict(answers.grade_words),
        "choices": answers.choices(),
        "layout": answers.layout or batch.layout, "header_key": batch.report["header_key"],
    }  # fmt: skip
    now = batch.mapping
    if now is not None and now.name == name:
        if all(getattr(now, field) == value for field, value in content.items()):
            return now
        if not now.shared and not now.batches.exclude(pk=batch.pk).exists():
            for field, value in content.items():
                setattr(now, field, value)
            now.made_by, now.made_at = by, at
            now.save()
            return now
    last = Mapping.objects.filter(council=batch.council, name=name).aggregate(one=Max("version"))["one"]
    return Mapping.objects.create(
        council=batch.council, name=name, version=(last or 0) + 1, made_by=by, made_at=at, **content
    )
