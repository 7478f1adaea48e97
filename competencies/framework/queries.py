"""Reading the framework."""

from __future__ import annotations

from collections.abc import Iterable

from competencies.framework.models import Competency


def competencies_by_code(*, council_id: int, codes: Iterable[str]) -> dict[str, Competency]:
    """The council's newest wording of each code, in framework order; unknown codes are left out."""
    rows = (
        Competency.objects.filter(domain__framework__council_id=council_id, code__in=list(codes))
        .select_related("domain")
        .order_by("domain__framework__version", "position")
    )
    return {row.code: row for row in rows}
