"""What the academy knows that a check asks for: audits held, plans held, services that write advice."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Table

from academy.people.models import Council, Organisation
from assessments.audits.models import Audit
from assessments.imports.checking.more import More, Plan
from assessments.imports.checking.result import Known
from assessments.imports.layouts.services import Service, ServiceBook
from assessments.instruments.models import Criterion

LOT = 500


def known_audits(*, council: Council, refs: list[str]) -> dict[str, Known]:
    """What is held of these audits already. One query per 500."""
    known: dict[str, Known] = {}
    for start in range(0, len(refs), LOT):
        rows = Audit.objects.filter(council=council, is_current=True, ref__in=refs[start : start + LOT])
        for ref, content_hash, edited_at in rows.values_list("ref", "content_hash", "edited_at"):
            known[ref] = Known(content_hash, edited_at.replace(tzinfo=None) if edited_at else None)
    return known


def plans_held(council: Council) -> Callable[[list[str]], Table[str, Plan]]:
    """Finds who wrote plans, by the last audit of each that names a writer. One query per 500 references."""

    def find(refs: list[str]) -> Table[str, Plan]:
        found: dict[str, Plan] = {}
        for start in range(0, len(refs), LOT):
            audits = Audit.objects.filter(
                council=council, is_current=True, writer__isnull=False, plan_ref__in=refs[start : start + LOT]
            )
            rows = audits.order_by("audited_on", "pk").values_list("plan_ref", "writer_id", "plan_type")
            found |= {ref: Plan(writer, plan_type) for ref, writer, plan_type in rows}
        return found

    return find


def service_book(council: Council) -> ServiceBook:
    """The organisations that may have written advice. One query."""
    rows = Organisation.objects.filter(council=council).values_list("pk", "ref", "name")
    return ServiceBook(Service(pk, ref, name) for pk, ref, name in rows)


def more_of(council: Council, criteria: list[Criterion], *, services: bool) -> More:
    """Everything that a layout may ask for beside its own cells."""
    return More(
        services=service_book(council) if services else ServiceBook(),
        plans=plans_held(council),
        statements={one.text: one.code for one in criteria},
    )
