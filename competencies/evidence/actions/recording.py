"""Recording a short form, mending it by a new one, and taking it back."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.gate.checking import A_ROLE, check_clean
from academy.kit.bulk import take_ids
from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from academy.law.dates import add_days
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from competencies.evidence.actions.ending import end_evidence
from competencies.evidence.actions.telling import tell_changed
from competencies.evidence.models import Evidence, Kind, Piece, Strength
from competencies.evidence.queries.kinds import last_day, months_valid
from competencies.evidence.rules.permits import (
    check_answers,
    check_correct,
    check_day,
    check_reason,
    check_recorder,
    check_reference,
    check_strength,
)
from competencies.evidence.rules.shortforms import FORMS, LINE, TEXT, ShortForm
from competencies.framework.models import Competency, EntrustableTask

MOST_COMPETENCIES = 12
REASON_LABEL, REFERENCE_LABEL = "Why", "The reference"


@dataclass(frozen=True)
class Draft:
    """What a short form says. `task` and `competencies` are codes of the framework in force; without
    competencies the piece shows all that the task is built on."""

    kind: Kind
    shown_on: datetime.date
    answers: Mapping[str, Any]
    task: str = ""
    competencies: Sequence[str] = field(default_factory=tuple)
    plan_ref: str = ""
    strength: Strength = Strength.EVIDENCE


@transaction.atomic
def record_piece(
    *,
    person: User,
    draft: Draft,
    key: uuid.UUID,
    by: User,
    at: datetime.datetime,
    replaces: Piece | None = None,
    reason: str = "",
) -> Piece:
    """Write down one short form and the evidence it gives. Sent twice with one `key`, it is there once.

    With `replaces` it stands in the place of an earlier piece, which ends for the `reason`; both stay to be
    read. Raises Refused in words: for whom it is not, for what is missing, for anything about a real child.
    """
    User.objects.select_for_update().get(pk=person.pk)
    known = Piece.objects.filter(recorded_by=by, key=key).first()
    if known is not None:
        return known
    check_recorder(kind=draft.kind, person=person, by=by)
    check_strength(strength=draft.strength, person=person, by=by)
    form = FORMS[draft.kind]
    said = ""
    if replaces is not None:
        said = _check_replaces(replaces, person, draft.kind, reason, by)
    check_day(shown_on=draft.shown_on, today=timezone.localdate(at))
    answers, plan_ref = check_answers(form, draft.answers), check_reference(form, draft.plan_ref)
    check_clean(
        _texts(form, answers, plan_ref, said), scanner=scanner_for(council=by.council), instead=A_ROLE
    )
    task, shows = _shows(person, draft)
    piece = Piece.objects.create(
        person=person, kind=draft.kind, task=task, answers=answers, plan_ref=plan_ref,
        strength=draft.strength, shown_on=draft.shown_on, recorded_by=by, recorded_at=at,
        replaces=replaces, reason=said, key=key,
    )  # fmt: skip
    _add_rows(piece, form, shows)
    codes = ", ".join(one.code for one in shows)
    write(
        council=person.council_id, by=by, at=at, verb="record", obj=piece, about=person,
        words=f"{draft.kind.label} recorded for {codes}"[:400],
    )  # fmt: skip
    if replaces is not None:
        _end(replaces, f"A newer piece stands in its place: {said}", by, at)
    return piece


def _check_replaces(replaces: Piece, person: User, kind: str, reason: str, by: User) -> str:
    old = Piece.objects.select_related("person", "replaced_by").get(pk=replaces.pk)
    if old.person_id != person.pk or old.kind != kind:
        raise Refused("A piece is mended by one of the same kind about the same person.", code="other")
    check_correct(piece=old, by=by)
    _check_stands(old)
    return check_reason(reason)


def _check_stands(piece: Piece) -> None:
    if not piece.rows.filter(ended_words="").exists():
        raise Refused("This piece was taken back already.", code="ended")


def _texts(
    form: ShortForm, answers: Mapping[str, Any], plan_ref: str, reason: str
) -> Iterator[tuple[str, str]]:
    """Everything that somebody typed, with what it is called."""
    for one in form.questions:
        if one.ask in (LINE, TEXT) and one.name in answers:
            yield one.label, str(answers[one.name])
    yield REFERENCE_LABEL, plan_ref
    yield REASON_LABEL, reason


def _shows(person: User, draft: Draft) -> tuple[EntrustableTask | None, list[Competency]]:
    """The task and the competencies, of the framework in force. Refused when nothing is named."""
    here = {"framework__council_id": person.council_id, "framework__state": "published"}
    task = EntrustableTask.objects.filter(code=draft.task, **here).first() if draft.task else None
    if draft.task and task is None:
        raise Refused("This task is not in the framework any more. Choose another.", code="nothing")
    rows = Competency.objects.filter(**{f"domain__{path}": value for path, value in here.items()})
    if draft.competencies:
        shows = list(rows.filter(code__in=list(draft.competencies)))
        if len(shows) != len(set(draft.competencies)):
            raise Refused("One of these is not in the framework any more. Choose again.", code="nothing")
    else:
        shows = list(task.competencies.all()) if task is not None else []
    if not shows:
        raise Refused("Choose the task or the competencies that it shows.", code="nothing")
    if len(shows) > MOST_COMPETENCIES:
        raise Refused(f"Choose {MOST_COMPETENCIES} competencies at most.", code="nothing")
    return task, shows


def _add_rows(piece: Piece, form: ShortForm, shows: Sequence[Competency]) -> None:
    """One row of evidence a competency; each leads to its own page."""
    months = months_valid(council_id=piece.person.council_id)
    Evidence.objects.bulk_create(
        Evidence(
            pk=pk,
            person=piece.person,
            competency=competency,
            kind=piece.kind,
            strength=piece.strength,
            shown_on=piece.shown_on,
            recorded_at=piece.recorded_at,
            recorded_by=piece.recorded_by,
            valid_until=last_day(piece.kind, piece.shown_on, months),
            piece=piece,
            source_label=form.label(piece.answers, piece.plan_ref),
            source_path=reverse("evidence", args=[pk]),
            source_key=source_key(piece),
        )
        for pk, competency in zip(take_ids(Evidence, len(shows)), shows, strict=True)
    )
    tell_changed(council_id=piece.person.council_id, at=piece.recorded_at)


def source_key(piece: Piece) -> str:
    """What the evidence of a piece is known by."""
    return f"piece:{piece.pk}"


def _end(piece: Piece, words: str, by: User, at: datetime.datetime) -> None:
    """What the piece had shown counts no more, from today on."""
    end_evidence(
        person=piece.person,
        source_key=source_key(piece),
        on=add_days(timezone.localdate(at), -1),
        words=words,
        by=by,
        at=at,
        note=f"{piece.get_kind_display()} of {day_month_year(piece.shown_on)} counts no more",
    )


@transaction.atomic
def take_back_piece(*, piece: Piece, reason: str, by: User, at: datetime.datetime) -> Piece:
    """The piece should not stand: its evidence ends for the reason. Nothing is deleted."""
    User.objects.select_for_update().get(pk=piece.person_id)
    held = Piece.objects.select_related("person", "replaced_by").get(pk=piece.pk)
    check_correct(piece=held, by=by)
    _check_stands(held)
    said = check_reason(reason)
    check_clean([(REASON_LABEL, said)], scanner=scanner_for(council=by.council), instead=A_ROLE)
    _end(held, f"Taken back: {said}", by, at)
    return held
