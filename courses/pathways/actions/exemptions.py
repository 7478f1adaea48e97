"""Exempting somebody from a module, and taking it back."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from assessments.sittings.models import Sitting
from courses.pathways.models import Exemption, PriorLearning
from courses.pathways.rules.permits import check_exemptible, check_words
from courses.pathways.states import EXEMPTION


def exempt(
    *,
    person: User,
    module_code: str,
    basis: Exemption.Basis,
    reason: str,
    by: User | None,
    at: datetime.datetime,
    sitting: Sitting | None = None,
    prior_learning: PriorLearning | None = None,
) -> bool:
    """One module that the person need not take, in the caller's transaction.

    Whether that is new: somebody who is exempt already stays exempt for the first reason, and what was taken
    back does not come back from the same source.
    """
    check_exemptible([module_code])
    User.objects.select_for_update().filter(pk=person.pk).values_list("pk", flat=True).first()
    known = Exemption.objects.filter(person=person, module_code=module_code)
    source = {"sitting": sitting} if sitting is not None else {"prior_learning": prior_learning}
    if known.filter(state="in_force").exists() or known.filter(**source).exists():
        return False
    row = Exemption.objects.create(
        person=person,
        module_code=module_code,
        basis=basis,
        reason=reason,
        decided_by=by,
        decided_at=at,
        **source,
    )
    write(
        council=person.council_id,
        by=by,
        at=at,
        verb="exempt",
        obj=row,
        about=person,
        words=f"Need not take {module_code}: {reason}"[:400],
    )
    return True


@transaction.atomic
def take_back_exemption(*, exemption: Exemption, reason: str, by: User, at: datetime.datetime) -> Exemption:
    """The module is to be taken after all. The person reads why."""
    if not can(by, "run_pathways", exemption):
        raise Refused("Only a practice development lead takes an exemption back.", code="not_allowed")
    said = check_words(reason)
    row = Exemption.objects.select_for_update().get(pk=exemption.pk)
    row.state = EXEMPTION.after(row.state, "take_back")
    row.taken_back_by, row.taken_back_at, row.taken_back_reason = by, at, said
    row.save(update_fields=["state", "taken_back_by", "taken_back_at", "taken_back_reason"])
    write(
        council=by.council_id,
        by=by,
        at=at,
        verb="take back",
        obj=row,
        about=row.person_id,
        words=f"{row.module_code} is to be taken after all: {said}"[:400],
    )
    return row
