"""The shell around every page: who you are, where you can go, what law is current."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from academy.people.access import can, standing_of
from academy.people.roles import ROLES


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool = False
    badge: int = 0


@dataclass(frozen=True)
class Shell:
    """What base.html needs; anonymous visitors and error pages get the defaults."""

    council_name: str = "Alderwick Council"
    product_name: str = "SEND Academy"
    user_name: str = ""
    user_role: str = ""
    initials: str = ""
    nav: list[Place] = field(default_factory=list)
    footer: list[tuple[str, str]] = field(default_factory=list)
    law_as_at: datetime.date | None = None


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"shell": Shell()}
