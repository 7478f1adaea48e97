"""The council's principles: a new wording is a new version, the earlier ones are kept."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from assessments.instruments.models import Principle
from assessments.instruments.rules.permits import check_keep


@transaction.atomic
def save_principle(*, council: Council, code: str, text: str, by: User, at: datetime.datetime) -> Principle:
    """Say a principle in other words, from now on and everywhere. The same words again change nothing."""
    check_keep(council_id=council.pk, by=by)
    Council.objects.select_for_update().filter(pk=council.pk).values_list("pk", flat=True).first()
    now = Principle.objects.filter(council=council, code=code).order_by("-version").first()
    if now is None:
        raise Refused("There is no such principle.", code="none")
    said = " ".join(text.split())
    if not said:
        raise Refused("Give the principle its words.", code="text")
    if said == now.text:
        return now
    made = Principle.objects.create(
        council=council, code=code, version=now.version + 1, text=said, made_by=by, made_at=at
    )
    write(
        council=council, by=by, at=at, verb="change", obj=made,
        words=f"Principle {code}: “{now.text}” became “{said}”"[:400],
    )  # fmt: skip
    return made
