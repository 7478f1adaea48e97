"""The cohort of each person, for figures that lay cohorts side by side."""

from __future__ import annotations

from courses.cohorts.models import Member


def cohort_names(council_id: int) -> dict[int, str]:
    """By person the name of the cohort they are in or were in last, whatever came of it. One query."""
    rows = (
        Member.objects.filter(cohort__council_id=council_id).exclude(state="moved").order_by("joins_on", "pk")
    )
    return dict(rows.values_list("person_id", "cohort__name"))
