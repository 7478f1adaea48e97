"""Organisations with a guest, a request for an account and a young expert whom the guest brings."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from academy.partners.models import AccessRequest, Sponsorship
from academy.people.models import Organisation


def _organisation(things: Any, whose: str) -> Organisation:
    side = things.world.home if whose == "home" else things.world.second
    row: Organisation = side.organisation
    if not row.email_domain:
        row.email_domain = f"{whose}.example"
        row.save()
    return row


def _one(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _organisation(things, whose).pk}


def _guest(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        row = _organisation(things, whose)
        return {"pk": row.pk, "place": row.affiliations.earliest("pk").pk}

    return make


def _asked(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        row = _organisation(things, whose)
        email = f"newcomer@{row.email_domain}"
        request = AccessRequest.objects.create(
            organisation=row,
            given_name="New",
            family_name="Comer",
            email=email,
            role="P01",
            asked_at=timezone.now(),
        )
        return {"pk": row.pk, "asked": request.pk}

    return make


def _brought(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side, today = things.world.home if whose == "home" else things.world.second, timezone.localdate()
        row = Sponsorship.objects.create(
            sponsor=side.people["partner"],
            name="Ash",
            consent_on=today,
            until=today + datetime.timedelta(days=90),
            key=uuid.uuid4(),
            made_at=timezone.now(),
        )
        return {"pk": row.pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {}
"""Things of the matrix by name."""
for _whose in ("home", "second"):
    THINGS |= {
        f"organisation_of_{_whose}": _one(_whose),
        f"guest_of_{_whose}": _guest(_whose),
        f"access_of_{_whose}": _asked(_whose),
        f"brought_of_{_whose}": _brought(_whose),
    }
