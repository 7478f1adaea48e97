"""Which competencies, criteria and modules that a topic names exist in its council."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courses.pages.blocks.offers import criteria_offered, never_called
from courses.pages.models import ModulePage


def unknown_codes(*, council_id: int, said: Mapping[str, Any]) -> dict[str, list[str]]:
    """By field, the codes that nothing in the council is called by; fields in order show the first wrong."""
    modules = {*said.get("needs_modules", ()), said.get("module_code", "")} - {""}
    known = set(module_titles(council_id=council_id)) if modules else set()
    found = {
        "module_code": [code for code in (said.get("module_code", ""),) if code and code not in known],
        "needs_modules": [code for code in said.get("needs_modules", ()) if code not in known],
        "competencies": never_called(council_id, list(said.get("competencies", ()))),
        "criteria": _unknown_criteria(council_id, list(said.get("criteria", ()))),
    }
    return {field: codes for field, codes in found.items() if codes}


def _unknown_criteria(council_id: int, codes: list[str]) -> list[str]:
    if not codes:
        return []
    known = {code for _, rows in criteria_offered(council_id) for code, _ in rows}
    return [code for code in codes if code not in known]


def module_titles(*, council_id: int) -> dict[str, str]:
    """Every module of the council that people can read, by code."""
    rows = ModulePage.objects.live().filter(council_id=council_id).exclude(code="")
    return dict(rows.order_by("code").values_list("code", "title"))
