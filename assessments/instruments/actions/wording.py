"""Changing the criteria of a version that is being written."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import F, Max

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from assessments.instruments.actions.drafting import open_draft
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries.series import editions_of
from assessments.instruments.rules.series import meanings_of

STANDARD = ("text", "outstanding", "good", "requires_improvement", "inadequate")
"""The words that a grade is given by."""


@dataclass(frozen=True)
class CriterionWords:
    """A criterion as somebody wants it. `modules`: the first is offered first."""

    code: str
    section: str
    text: str
    outstanding: str
    good: str
    requires_improvement: str
    inadequate: str
    weight: int
    critical: bool
    competencies: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    law: tuple[str, ...] = ()

    def as_fields(self) -> dict[str, object]:
        """By the names of the model."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: list(said) if isinstance(said, tuple) else said for name, said in found.items()}


@transaction.atomic
def save_about(
    *,
    instrument: Instrument,
    name: str,
    what_changed: str,
    law_as_at: datetime.date | None,
    by: User,
    at: datetime.datetime,
) -> None:
    """What the audit is called, what is new in it and why, and the day on which its law was true."""
    now = open_draft(instrument, by)
    said = {"name": name, "what_changed": what_changed, "law_as_at": law_as_at}
    changed = [key for key, value in said.items() if getattr(now, key) != value]
    if not changed:
        return
    for key in changed:
        setattr(now, key, said[key])
    now.save(update_fields=changed)
    note(now, now, "change", f"about this version: {', '.join(changed)}", by=by, at=at)


@transaction.atomic
def save_criterion(
    *,
    instrument: Instrument,
    row: Criterion | None,
    said: CriterionWords,
    how: str,
    why: str = "",
    by: User,
    at: datetime.datetime,
) -> Criterion:
    """A criterion, new or changed. Saved twice, the second changes nothing.

    Where its words differ from the version before, `how` says whether the standard is the same ("renamed":
    the series goes on) or not ("changed": charts show a break, with `why`). Refused at "code" or "how".
    """
    now = open_draft(instrument, by)
    check_code(now, said.code, row)
    fresh = row is None
    if row is None:
        row = Criterion(instrument=now)
    wanted = said.as_fields()
    if row.kind == Criterion.Kind.SECTION:
        wanted["section"] = row.section
    changed = [name for name, value in wanted.items() if fresh or getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if "section" in changed:
        row.position = make_room(now, row.section)
    if changed:
        row.save()
        note(now, row, "add" if fresh else "change", f"{row.code}: {', '.join(changed)}", by=by, at=at)
    if not fresh:
        _say_how(now, row, how=how, why=why, by=by, at=at)
    return row


def make_room(now: Instrument, section: str) -> int:
    """The place after the last criterion of a section; those behind it move on."""
    rows = now.criteria.filter(kind=Criterion.Kind.CRITERION)
    last = rows.filter(section=section).aggregate(last=Max("position"))["last"]
    place = (last or rows.aggregate(last=Max("position"))["last"] or 0) + 1
    now.criteria.filter(position__gte=place).update(position=F("position") + 1)
    return int(place)


def _say_how(now: Instrument, row: Criterion, *, how: str, why: str, by: User, at: datetime.datetime) -> None:
    """Keep the bridge true to the words: what differs is renamed or changed, what does not is the same."""
    steps = list(row.steps_before.select_related("old"))
    if len(steps) != 1 or steps[0].how not in ("same", "renamed", "changed"):
        return
    step = steps[0]
    if not differs(step.old, row):
        how, why = "same", ""
    elif how not in ("renamed", "changed"):
        raise Refused(
            "The words differ from the version before. Say whether the standard is still the same.",
            code="how",
        )
    elif how == "changed" and not why.strip():
        raise Refused("Say in a few words what is different: charts show it at the break.", code="why")
    why = why.strip() if how == "changed" else ""
    if (step.how, step.why) != (how, why):
        step.how, step.why = how, why
        step.save(update_fields=["how", "why"])
        note(now, row, "bridge", f"{step.old.code} {step.get_how_display()}", by=by, at=at)


def differs(old: Criterion, new: Criterion) -> bool:
    """Whether a criterion is called or worded otherwise than before."""
    return any(getattr(old, name) != getattr(new, name) for name in ("code", *STANDARD))


def check_code(now: Instrument, code: str, row: Criterion | None) -> None:
    """A code is free in this version and never meant anything else, here or in another audit. Refused."""
    if now.criteria.filter(code=code).exclude(pk=row.pk if row else None).exists():
        raise Refused(f"Another criterion has the code {code}.", code="code")
    elsewhere = Criterion.objects.filter(instrument__council=now.council, code=code)
    other = elsewhere.exclude(instrument__code=now.code).select_related("instrument").first()
    if other is not None:
        raise Refused(f"{code} is a criterion of {other.instrument.name}. Choose another code.", code="code")
    editions = editions_of(council_id=now.council_id, code=now.code)
    used = {one for edition in editions for one in edition.codes}
    mothers = set(row.steps_before.values_list("old__code", flat=True)) if row is not None else set()
    if code in used and code not in meanings_of(editions, mothers):
        raise Refused(
            f"{code} meant something else in an earlier version. Choose a code that was never used, so that "
            "old audits, rules and modules stay clear.",
            code="code",
        )


@transaction.atomic
def move_criterion(
    *, instrument: Instrument, row: Criterion, up: bool, by: User, at: datetime.datetime
) -> None:
    """One place up or down among those of its section. At the end of it, nothing changes."""
    now = open_draft(instrument, by)
    here = Criterion.objects.select_for_update().get(pk=row.pk, instrument=now)
    rows = now.criteria.filter(kind=here.kind)
    if here.kind == Criterion.Kind.CRITERION:
        rows = rows.filter(section=here.section)
    beside = (
        rows.filter(position__lt=here.position).last()
        if up
        else rows.filter(position__gt=here.position).first()
    )
    if beside is None:
        return
    here.position, beside.position = beside.position, here.position
    Criterion.objects.bulk_update([here, beside], ["position"])
    note(now, here, "move", f"{here.code} moved {'up' if up else 'down'}", by=by, at=at)


def note(
    instrument: Instrument,
    obj: Criterion | Instrument,
    verb: str,
    words: str,
    *,
    by: User,
    at: datetime.datetime,
) -> None:
    """Into the record."""
    write(
        council=instrument.council_id, by=by, at=at, verb=verb, obj=obj, words=f"{instrument}, {words}"[:400]
    )
