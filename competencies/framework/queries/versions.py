"""The versions of a council's framework, and what stands in the one in force."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from academy.people.access import visible
from academy.people.models import User
from competencies.framework.models import Competency, EntrustableTask, Framework
from competencies.framework.models.versions import WRITABLE
from competencies.framework.queries.bridges import competencies_once_called


def framework_in_force(*, council_id: int) -> Framework | None:
    """The council's published version. None before the first is published."""
    return Framework.objects.filter(council_id=council_id, state="published").first()


def draft_of(*, council_id: int) -> Framework | None:
    """The version that is being written or waits for a second person; there is one at most."""
    rows = Framework.objects.filter(council_id=council_id, state__in=WRITABLE)
    return rows.select_related("council", "based_on", "sent_by", "made_by", "returned_by").first()


def versions_of(*, actor: User) -> QuerySet[Framework]:
    """Every version that was ever begun, the newest first."""
    rows = visible(actor, Framework).select_related("made_by", "sent_by", "published_by")
    return rows.order_by("-version")


def competencies_in_force(*, council_id: int) -> QuerySet[Competency]:
    """What content may name today, in framework order: never what is only being written."""
    return (
        Competency.objects.filter(
            domain__framework__council_id=council_id, domain__framework__state="published"
        )
        .select_related("domain")
        .order_by("domain__position", "position", "pk")
    )


def competencies_by_code(*, council_id: int, codes: Iterable[str]) -> dict[str, Competency]:
    """The wording in force of each code, in framework order; unknown codes are left out.

    A code of an older version leads to what its competency is called now, so that content keeps its meaning
    when a version renames, splits or merges. Of several that it went on as, the one with its identity is
    given, or else the first.
    """
    asked = set(codes)
    rows = competencies_in_force(council_id=council_id).filter(code__in=asked)
    found = {row.code: row for row in rows.order_by("position")}
    if older := asked - found.keys():
        found |= competencies_once_called(council_id=council_id, codes=older)
        found = dict(sorted(found.items(), key=lambda pair: (pair[1].position, pair[0])))
    return found


def tasks_in_force(*, council_id: int) -> QuerySet[EntrustableTask]:
    """The tasks that people are trusted with today, in framework order."""
    return EntrustableTask.objects.filter(
        framework__council_id=council_id, framework__state="published"
    ).order_by("position")
