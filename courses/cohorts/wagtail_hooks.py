"""Previews of a page as somebody in a cohort sees it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from courses.cohorts.queries.readers import readers_on
from courses.pages.registry import Reader, names_readers


@names_readers
def cohorts(page: Any) -> list[Reader]:
    """The cohorts of the page's council, for a programme that is taken week by week."""
    if page.council_id is None or not page.weeks_ahead():
        return []
    return readers_on(council_id=page.council_id, on=timezone.localdate())
