"""Which version goes into a file."""

from __future__ import annotations

from django.db.models import QuerySet

from competencies.framework.models import Framework
from competencies.framework.models.versions import WRITABLE


def versions_to_write(*, council_id: int) -> QuerySet[Framework]:
    """Every version that was not given up, the newest first."""
    rows = Framework.objects.filter(council_id=council_id).exclude(state="dropped")
    return rows.select_related("based_on").order_by("-version")


def version_to_write(*, council_id: int, number: int | None = None) -> Framework | None:
    """The version with this number; else the one in force, else the one that is being written."""
    rows = versions_to_write(council_id=council_id)
    if number is not None:
        return rows.filter(version=number).first()
    return rows.filter(state="published").first() or rows.filter(state__in=WRITABLE).first()
