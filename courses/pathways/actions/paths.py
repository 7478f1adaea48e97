"""Putting somebody on the upskilling path, finishing it on evidence, and stopping it."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from courses.assignments.models import Assignment
from courses.pathways.models import PathModule, UpskillingPath
from courses.pathways.queries.proofs import proofs_of
from courses.pathways.rules.path import AUDIT_WHY, BASE, BASE_WHY, check_finish, ends_on
from courses.pathways.rules.permits import check_words
from courses.pathways.states import PATH

NOT_ALLOWED = "Only the person's manager or a practice development lead may do this."
NOT_ONESELF = "Somebody else does this for you: your manager or a practice development lead."


def put_on_path(
    *, person: User, reason: str, extra: Collection[str] = (), by: User, at: datetime.datetime
) -> UpskillingPath:
    """Begin ten weeks for somebody in post, with the modules that everybody takes and the person's gaps.

    Gaps are what audits ask for already and what `extra` names. Sent twice it is one path.
    """
    _may(by, person, person.pk)
    said = check_words(reason)
    day = timezone.localdate(at)
    try:
        with transaction.atomic():
            path = UpskillingPath.objects.create(
                person=person,
                starts_on=day,
                ends_on=ends_on(day),
                reason=said,
                put_on_by=by,
                put_on_at=at,
            )
            PathModule.objects.bulk_create(
                PathModule(path=path, module_code=code, why=why, added_at=at)
                for code, why in _modules(person, extra, by).items()
            )
            _note(path, "put on path", f"Begins the upskilling path: {said}", by, at)
    except IntegrityError:
        raise Refused(f"{person.get_full_name()} is on the path already.", code="open") from None
    return path


def _modules(person: User, extra: Collection[str], by: User) -> dict[str, str]:
    """Module to why it is on the path; what everybody takes first."""
    found = dict.fromkeys(BASE, BASE_WHY)
    asked = Assignment.objects.filter(person=person, state="asked").order_by("due_on", "pk")
    for code in asked.values_list("module_code", flat=True):
        found.setdefault(code, AUDIT_WHY)
    for code in extra:
        found.setdefault(code, f"A gap that {by.get_full_name()} sees")
    return found


@transaction.atomic
def finish_path(*, path: UpskillingPath, words: str, by: User, at: datetime.datetime) -> UpskillingPath:
    """A named person says that the path is finished, on the evidence there is, which is kept with it."""
    row = _lock(path, by)
    said = check_words(words)
    proofs = proofs_of(actor=by, paths=[row])[row.pk]
    check_finish({one.code for one in proofs if one.is_met})
    row.state = PATH.after(row.state, "finish")
    row.proofs = [
        {"what": one.title, "found": one.found, "on": one.on.isoformat()}
        for one in proofs
        if one.on is not None
    ]
    _end(row, said, by, at)
    _note(row, "finish path", f"Finished the upskilling path: {said}", by, at)
    return row


@transaction.atomic
def stop_path(*, path: UpskillingPath, words: str, by: User, at: datetime.datetime) -> UpskillingPath:
    """The path ends before it is finished. What was learnt stays in the record."""
    row = _lock(path, by)
    said = check_words(words)
    row.state = PATH.after(row.state, "stop")
    _end(row, said, by, at)
    _note(row, "stop path", f"The upskilling path was stopped: {said}", by, at)
    return row


def _lock(path: UpskillingPath, by: User) -> UpskillingPath:
    _may(by, path, path.person_id)
    rows = UpskillingPath.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=path.pk)


def _may(by: User, thing: User | UpskillingPath, person_id: int) -> None:
    if not can(by, "put_on_path", thing):
        raise Refused(NOT_ALLOWED, code="not_allowed")
    if person_id == by.pk:
        raise Refused(NOT_ONESELF, code="own")


def _end(row: UpskillingPath, words: str, by: User, at: datetime.datetime) -> None:
    row.ended_by, row.ended_at, row.ended_words = by, at, words
    row.save(update_fields=["state", "proofs", "ended_by", "ended_at", "ended_words"])


def _note(row: UpskillingPath, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    write(council=by.council_id, by=by, at=at, verb=verb, obj=row, about=row.person_id, words=words[:400])
