"""The first signature: granting, renewing and lowering."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.law.pack import law_as_at
from academy.people.models import User
from academy.record.actions import write
from competencies.entrustment.actions.proposing import tell_moved
from competencies.entrustment.actions.standing import lock_person, stand
from competencies.entrustment.actions.telling import tell_decided
from competencies.entrustment.models import Citation, Entrustment
from competencies.entrustment.queries.citing import counting_competencies, live_kinds
from competencies.entrustment.queries.holding import Held, levels_held
from competencies.entrustment.rules import (
    check_asked,
    check_cites,
    check_decider,
    check_higher,
    check_look_again,
    check_lower,
    check_otherwise,
    check_reason,
    needs_second,
    refusal_of,
)
from competencies.evidence.models import Evidence
from competencies.framework.models import EntrustableTask


@dataclass(frozen=True)
class Wish:
    """What somebody is about to decide. `proposed` is what the product says now: {level, missing: [words]},
    `missing` for the level that is wished. `asked`: who is to sign second, None for whoever may."""

    person: User
    task: EntrustableTask
    level: int
    evidence_ids: Sequence[int]
    reason: str
    proposed: dict[str, Any] = field(default_factory=dict)
    otherwise: str = ""
    asked: User | None = None


def grant_refusals(*, wish: Wish, by: User, on: datetime.date, asks_whom: bool = False) -> list[Refused]:
    """Everything that stands against the wish, so that a form can say it at once; empty when it goes through.

    `asks_whom`: whoever signs first has to choose whom they ask for the second signature.
    """
    person, level = wish.person, wish.level
    held = _held(person, wish.task, on)
    checks: list[Callable[[], object]] = [
        lambda: check_task(wish.task),
        lambda: check_decider(person=person, level=level, by=by),
        lambda: _check_not_waiting(person, wish.task),
        lambda: check_higher(stands=held.standing if held else 0, level=level),
        lambda: _cited(person, wish.task, level, wish.evidence_ids, on),
        lambda: check_reason(words=wish.reason),
        lambda: check_otherwise(missing=wish.proposed.get("missing", ()), otherwise=wish.otherwise),
    ]
    if asks_whom or wish.asked is not None:
        checks.append(lambda: check_asked(person=person, level=level, by=by, asked=wish.asked))
    return [refused for check in checks if (refused := refusal_of(check)) is not None]


@transaction.atomic
def grant_level(
    *,
    person: User,
    task: EntrustableTask,
    level: int,
    evidence_ids: Sequence[int],
    reason: str,
    by: User,
    at: datetime.datetime,
    proposed: dict[str, Any] | None = None,
    otherwise: str = "",
    asked: User | None = None,
    asks_whom: bool = False,
) -> Entrustment:
    """Decide that `person` may do `task` at `level`, citing evidence. 4 and 5 wait for a second signature.

    The same decision again, while it waits or stands and was made by the same person today, is the same
    decision. A lower level than the one that stands is refused: that is `lower_level`, with support.
    """
    lock_person(person)
    day = timezone.localdate(at)
    if (same := _same(person, task, level, sorted(evidence_ids), by, day)) is not None:
        return same
    wish = Wish(person, task, level, evidence_ids, reason, proposed or {}, otherwise, asked)
    for refused in grant_refusals(wish=wish, by=by, on=day, asks_whom=asks_whom):
        raise refused
    held = _held(person, task, day)
    row = Entrustment(
        person=person,
        task=task,
        level=level,
        reason=reason.strip(),
        proposed={**wish.proposed, "otherwise": otherwise.strip()} if wish.proposed else {},
        second_asked=asked if needs_second(level) else None,
        step=Entrustment.Step.RENEW if held is not None and held.level == level else Entrustment.Step.GRANT,
    )
    return _decide(row, _cited(person, task, level, evidence_ids, day), by, at)


@transaction.atomic
def lower_level(
    *,
    person: User,
    task: EntrustableTask,
    level: int,
    reason: str,
    support: str,
    by: User,
    at: datetime.datetime,
    evidence_ids: Sequence[int] = (),
    look_again_on: datetime.date | None = None,
) -> Entrustment:
    """Agree more support: a lower level, with the reason and what help goes with it. It stands at once."""
    lock_person(person)
    day = timezone.localdate(at)
    for refused in lower_refusals(
        person=person, task=task, level=level, reason=reason, support=support,
        look_again_on=look_again_on, by=by, on=day,
    ):  # fmt: skip
        raise refused
    row = Entrustment(
        person=person, task=task, level=level, reason=reason.strip(), support=support.strip(),
        look_again_on=look_again_on, step=Entrustment.Step.LOWER,
    )  # fmt: skip
    return _decide(row, _cited(person, task, 0, evidence_ids, day), by, at)


def lower_refusals(
    *,
    person: User,
    task: EntrustableTask,
    level: int,
    reason: str,
    support: str,
    look_again_on: datetime.date | None,
    by: User,
    on: datetime.date,
) -> list[Refused]:
    """Everything that stands against agreeing more support; empty when it goes through."""
    held = _held(person, task, on)
    checks: list[Callable[[], object]] = [
        lambda: check_task(task),
        lambda: check_decider(person=person, level=level, by=by),
        lambda: check_reason(words=reason),
        lambda: check_reason(words=support, what="Say what help goes with it"),
        lambda: check_lower(stands=held.standing if held else 0, level=level),
        lambda: _check_not_waiting(person, task),
        lambda: check_look_again(on=look_again_on, today=on),
    ]
    return [refused for check in checks if (refused := refusal_of(check)) is not None]


def check_task(task: EntrustableTask) -> None:
    """Decisions are made on tasks of the version in force."""
    if task.framework.state != "published":
        raise Refused("This task is not part of the framework in force.", code="old_task")


def _held(person: User, task: EntrustableTask, on: datetime.date) -> Held | None:
    held = levels_held(council_id=person.council_id, person_ids=[person.pk], on=on)
    return held.get((person.pk, task.pk))


def _check_not_waiting(person: User, task: EntrustableTask) -> None:
    if Entrustment.objects.filter(person=person, task_identity=task.identity, state="waiting").exists():
        raise Refused(
            "A decision on this task waits for its second signature. Sign, decline or withdraw it first.",
            code="waiting",
        )


def _same(
    person: User, task: EntrustableTask, level: int, ids: list[int], by: User, day: datetime.date
) -> Entrustment | None:
    """The decision that a double click would repeat."""
    row = Entrustment.objects.filter(
        person=person, task=task, level=level, decided_by=by, state__in=["waiting", "stands"]
    ).first()
    if row is None or timezone.localdate(row.decided_at) != day:
        return None
    return row if sorted(row.citations.values_list("evidence_id", flat=True)) == ids else None


def _cited(
    person: User, task: EntrustableTask, level: int, ids: Sequence[int], on: datetime.date
) -> list[Evidence]:
    """The evidence of these ids, if it carries the decision."""
    rows = list(
        Evidence.objects.filter(pk__in=list(ids), person__council_id=person.council_id).select_related(
            "competency"
        )
    )
    if len(rows) != len(set(ids)):
        raise Refused("One of these pieces of evidence is not there.", code="unknown")
    check_cites(
        person=person,
        level=level,
        evidence=rows,
        counts_for=counting_competencies(task=task),
        live_kinds=live_kinds(framework_id=task.framework_id),
        on=on,
    )
    return rows


def _decide(row: Entrustment, evidence: list[Evidence], by: User, at: datetime.datetime) -> Entrustment:
    """Write the decision with the evidence as it stands now, and the history."""
    live = live_kinds(framework_id=row.task.framework_id)
    row.task_identity = row.task.identity
    row.law_as_at, row.decided_by, row.decided_at = law_as_at(), by, at
    row.cited = [frozen(one, live) for one in evidence]
    if row.step != Entrustment.Step.LOWER and needs_second(row.level):
        row.state = "waiting"
        row.save()
    else:
        stand(row, on=timezone.localdate(at))
    Citation.objects.bulk_create(Citation(entrustment=row, evidence=one) for one in evidence)
    tell_decided(row, at=at)
    done = "proposed for a second signature" if row.state == "waiting" else row.get_step_display().lower()
    words = f"{row.task.code}: level {row.level} {done}"
    write(
        council=row.person.council_id, by=by, at=at, verb=row.step, obj=row, about=row.person,
        words=f"{words}. {row.reason}"[:400], detail={"cited": row.cited, "level": row.level},
    )  # fmt: skip
    tell_moved(council_id=row.person.council_id, person_id=row.person_id, at=at)
    return row


def frozen(row: Evidence, live: frozenset[str]) -> dict[str, Any]:
    """One piece of evidence as it stands now, for the decision to keep."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "competency": row.competency.code,
        "label": row.source_label,
        "shown_on": row.shown_on.isoformat(),
        "strength": row.strength,
        "live": row.kind in live,
    }
