"""A handbook page of each council, with a change that matters and readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from courses.handbook.models import PageRead
from tests.factories.handbook import FIRST_TEXT, body, handbook_page, publish, read


def _page(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.home if whose == "home" else things.world.second
        page = handbook_page(side.council, f"SOP-{whose}", keeper=side.people["pdl"])
        if not PageRead.objects.filter(version__page=page).exists():
            for name in ("coordinator", "colleague", "stranger"):
                read(page, side.people[name], at=timezone.now())
            publish(page, body=body(f"{FIRST_TEXT}<p>Ring the family.</p>"), change="Ring the family.")
        return {"slug": page.slug}

    return make


def _earlier(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {**_page(whose)(things), "number": 1}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"handbook_of_{whose}": _page(whose) for whose in ("home", "second")},
    **{f"earlier_handbook_of_{whose}": _earlier(whose) for whose in ("home", "second")},
}
"""Things of the matrix by name."""
