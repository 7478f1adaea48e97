"""What authors are told of changes of law."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from courses.currency.queries import changed_keys
from courses.pages.registry import tells_changes


@tells_changes
def changes(council_id: int) -> Mapping[str, datetime.date]:
    """What changed and is still being worked through."""
    return changed_keys(council_id=council_id)
