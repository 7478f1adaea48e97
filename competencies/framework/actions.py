"""Laying down a framework."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from academy.people.models import Council, User
from academy.record.actions import write
from competencies.framework.models import Competency, Domain, Framework


@transaction.atomic
def load_framework(
    *, council: Council, data: dict[str, Any], by: User | None, at: datetime.datetime
) -> Framework:
    """Make the framework version that `data` describes; a version that is there already is left as it is.

    `data`: name, version, effective_from (ISO date), domains [{code, title}], competencies
    [{code, domain, text, evidence: [codes]}], both in the order in which people read them.
    """
    framework, made = Framework.objects.get_or_create(
        council=council,
        version=data["version"],
        defaults={
            "name": data["name"],
            "effective_from": datetime.date.fromisoformat(data["effective_from"]),
        },
    )
    if not made:
        return framework
    domains = {
        row["code"]: Domain(framework=framework, code=row["code"], title=row["title"], position=position)
        for position, row in enumerate(data["domains"], start=1)
    }
    Domain.objects.bulk_create(domains.values())
    Competency.objects.bulk_create(
        Competency(
            domain=domains[row["domain"]],
            code=row["code"],
            text=row["text"],
            evidence_kinds=row["evidence"],
            position=position,
        )
        for position, row in enumerate(data["competencies"], start=1)
    )
    write(council=council, by=by, at=at, verb="lay down", obj=framework, words=f"{framework} laid down")
    return framework
