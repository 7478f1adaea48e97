"""Changing what goes on as what: splitting, merging and ending, and the bridge itself."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.instruments.actions.drafting import open_draft
from assessments.instruments.actions.wording import check_code, differs, make_room, note
from assessments.instruments.models import Criterion, CriterionStep, Instrument

ALONE = ("same", "renamed", "changed")


@transaction.atomic
def split_criterion(
    *,
    instrument: Instrument,
    row: Criterion,
    code: str,
    text: str,
    why: str,
    by: User,
    at: datetime.datetime,
) -> Criterion:
    """Make a second criterion out of one, with the same descriptors and links to begin with.

    Charts of both show a break with `why`; marks from before go on with the one that keeps the code.
    """
    now = open_draft(instrument, by)
    check_code(now, code, None)
    place = make_room(now, row.section) if row.kind == Criterion.Kind.CRITERION else row.position
    olds = list(row.steps_before.values_list("old_id", flat=True))
    made = Criterion.objects.get(pk=row.pk, instrument=now)
    made.pk, made.code, made.text, made.position = None, code, text, place
    made._state.adding = True
    made.save(force_insert=True)
    CriterionStep.objects.bulk_create(
        CriterionStep(instrument=now, old_id=old, new=made, how="split", why=why) for old in olds
    )
    CriterionStep.objects.filter(instrument=now, old_id__in=olds).update(why=why)
    _settle(now)
    note(now, made, "split", f"{row.code} split into {row.code} and {code}", by=by, at=at)
    return made


@transaction.atomic
def end_criterion(
    *,
    instrument: Instrument,
    row: Criterion,
    heir: Criterion | None,
    why: str,
    by: User,
    at: datetime.datetime,
) -> None:
    """Take a criterion out, or merge it into another: its marks from before count there."""
    now = open_draft(instrument, by)
    if heir is not None and heir.pk == row.pk:
        raise Refused("It cannot go on as itself. Choose another one.", code="heir")
    _check_why(why)
    olds = list(row.steps_before.values_list("old_id", flat=True))
    words = f"{row.code} merged into {heir.code}" if heir else f"{row.code} ended"
    note(now, row, "merge" if heir else "end", words, by=by, at=at)
    row.delete()
    if heir is not None:
        held = set(heir.steps_before.values_list("old_id", flat=True))
        CriterionStep.objects.bulk_create(
            CriterionStep(instrument=now, old_id=old, new=heir, how="merged")
            for old in olds
            if old not in held
        )
        heir.steps_before.update(why=why)
    _settle(now, ended=dict.fromkeys(olds, why))


@transaction.atomic
def carry_on(
    *,
    instrument: Instrument,
    old: Criterion,
    heirs: Sequence[Criterion],
    how: str,
    why: str,
    by: User,
    at: datetime.datetime,
) -> None:
    """Say what a criterion of the version before goes on as in this one; nothing: its series ends.

    `how` counts where one goes on as one: same, renamed or changed. What is refused says its field: "how",
    "why" or "heirs".
    """
    now = open_draft(instrument, by)
    if old.instrument_id != now.based_on_id or any(one.instrument_id != now.pk for one in heirs):
        raise Refused("Choose among the criteria of this version.", code="heirs")
    alone = len(heirs) == 1 and not _others(now, old, heirs[0])
    if alone and how == "same" and differs(old, heirs[0]):
        raise Refused("The words differ, so it does not simply stay as it is.", code="how")
    if not (alone and how in ("same", "renamed")):
        _check_why(why)
    else:
        why = ""
    before = set(_steps(now).values_list("old_id", "new_id", "how", "why"))
    here = _steps(now).filter(old=old)
    here.exclude(new__in=heirs).delete()
    held = set(here.values_list("new_id", flat=True))
    CriterionStep.objects.bulk_create(
        CriterionStep(instrument=now, old=old, new=one, how="changed") for one in heirs if one.pk not in held
    )
    here.update(why=why)
    if alone:
        here.update(how=how if how in ALONE else "changed")
    _settle(now, ended={old.pk: why})
    if set(_steps(now).values_list("old_id", "new_id", "how", "why")) == before:
        return
    codes = " and ".join(one.code for one in heirs)
    words = f"{old.code} goes on as {codes}" if codes else f"{old.code} ends"
    write(council=now.council, by=by, at=at, verb="bridge", obj=old, words=f"{now}, {words}"[:400])


def _check_why(why: str) -> None:
    if not why.strip():
        raise Refused("Say why in a few words: charts show them at the break.", code="why")


def _steps(now: Instrument) -> QuerySet[CriterionStep]:
    return CriterionStep.objects.filter(instrument=now)


def _others(now: Instrument, old: Criterion, heir: Criterion) -> bool:
    """Whether other criteria of the version before go on as this one too."""
    return _steps(now).filter(new=heir).exclude(old=old).exists()


def _settle(now: Instrument, *, ended: dict[int, str] | None = None) -> None:
    """Say of every step what it is by its shape: split, merged, ended, or one to one. `ended`: why, by the
    key of the criterion of the version before."""
    steps = list(_steps(now).select_related("old", "new"))
    heirs: dict[int, list[CriterionStep]] = defaultdict(list)
    mothers: dict[int, int] = defaultdict(int)
    for step in steps:
        if step.new_id is not None:
            heirs[step.old_id].append(step)
            mothers[step.new_id] += 1
    for found in heirs.values():
        for step in found:
            step.how = _shape(step, several=len(found) > 1, shared=mothers[step.new_id or 0] > 1)
            if step.how in ("same", "renamed"):
                step.why = ""
    CriterionStep.objects.bulk_update([one for some in heirs.values() for one in some], ["how", "why"])
    over = _steps(now).filter(new__isnull=True)
    over.filter(old_id__in=heirs).delete()
    known = set(over.values_list("old_id", flat=True))
    why = ended or {}
    olds = Criterion.objects.filter(instrument_id=now.based_on_id).values_list("pk", flat=True)
    CriterionStep.objects.bulk_create(
        CriterionStep(instrument=now, old_id=old, new=None, how="ended", why=why.get(old, ""))
        for old in olds
        if old not in heirs and old not in known
    )
    for old in known & set(why):
        over.filter(old_id=old).update(why=why[old])


def _shape(step: CriterionStep, *, several: bool, shared: bool) -> str:
    if several:
        return "split"
    if shared:
        return "merged"
    if step.how in ALONE:
        return step.how
    return "changed" if step.new is not None and differs(step.old, step.new) else "same"
