"""Which modules people need not take."""

from __future__ import annotations

from collections.abc import Collection

from courses.pathways.models import Exemption


def exempted_modules(person_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """By person, the modules they need not take, with the reason in words. One query.

    For parts that lay out or count what is to be learnt; whoever shows the reason asks `visible` first.
    """
    found: dict[int, dict[str, str]] = {person: {} for person in person_ids}
    rows = Exemption.objects.filter(person_id__in=person_ids, state="in_force")
    for person, code, basis, reason in rows.values_list("person_id", "module_code", "basis", "reason"):
        found[person][code] = f"{Exemption.Basis(basis).label}: {reason}"
    return found
