"""The stamp of the loop: raised with every change, so that cached figures are exact."""

from __future__ import annotations

from django.db.models import F

from courses.assignments.models import LoopStamp


def raise_stamp(*, council_id: int) -> None:
    """Raise the council's counter. Ask first in a transaction: changes of one loop then wait in turn."""
    if not LoopStamp.objects.filter(council_id=council_id).update(value=F("value") + 1):
        LoopStamp.objects.get_or_create(council_id=council_id)
        LoopStamp.objects.filter(council_id=council_id).update(value=F("value") + 1)
