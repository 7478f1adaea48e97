"""What teaches a competency or counts it, told to the framework: modules and award units; and what rests on
the criteria of an audit, told to the instruments: rules, modules, open assignments, plans to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assessments.audits.models import Reaudit
from assessments.instruments.models import Instrument
from assessments.instruments.registry import names_modules, tells_instrument_touches, tells_principles
from competencies.framework.models import Framework
from competencies.framework.registry import Touch, tells_touches
from courses.assignments.models import Assignment
from courses.assignments.queries.rulebooks import rule_of, versions_on
from courses.assignments.states import OPEN
from courses.pages.models import ModulePage
from courses.pages.queries import module_path
from courses.records.models import AwardUnit


@tells_touches
def module_touches(framework: Framework) -> Iterable[Touch]:
    """Modules that people can learn from now. One query."""
    rows = ModulePage.objects.filter(council_id=framework.council_id, live=True).order_by("code")
    return [
        Touch(code, "module", f"{page.code} {page.title}".strip(), module_path(page), needs=True)
        for page in rows.only("code", "title", "url_path", "main_competency", "other_competencies")
        for code in page.competencies
        if code
    ]


@tells_touches
def unit_touches(framework: Framework) -> Iterable[Touch]:
    """Units of outside awards that count its evidence. One query."""
    rows = AwardUnit.objects.filter(award__council_id=framework.council_id).order_by("award", "position")
    return [Touch(code, "unit", str(row)) for row in rows for code in row.competencies]


@names_modules
def practice_modules(council_id: int) -> Iterable[tuple[str, str]]:
    """Modules that a finding may lead to: those that can be taken one by one. One query."""
    rows = ModulePage.objects.filter(council_id=council_id, live=True, week=None).exclude(code="")
    return list(rows.order_by("code").values_list("code", "title"))


@tells_instrument_touches
def modules_of_criteria(instrument: Instrument) -> Iterable[Touch]:
    """Modules that say which criteria they answer. One query."""
    rows = ModulePage.objects.filter(council_id=instrument.council_id, live=True).order_by("code")
    return [
        Touch(code, "module", f"{page.code} {page.title}".strip(), module_path(page), needs=True)
        for page in rows.only("code", "title", "url_path", "criteria")
        for code in page.criteria
    ]


@tells_instrument_touches
def rules_of_the_loop(instrument: Instrument) -> Iterable[Touch]:
    """Rules that are on: they go on by series. Those that name criteria need them to be there. One query."""
    found = []
    for version in versions_on(council_id=instrument.council_id):
        title = str(version.rule)
        codes = rule_of(version).criteria
        found += [Touch(code, "rule", title, needs=True) for code in codes] or [Touch("", "rule", title)]
    return found


@tells_instrument_touches
def work_in_the_loop(instrument: Instrument) -> Iterable[Touch]:
    """Open assignments, and writers whose next plans are looked at, by criterion. Two queries."""
    mine: dict[str, object] = {
        "criterion__instrument__council_id": instrument.council_id,
        "criterion__instrument__code": instrument.code,
    }
    asked = Assignment.objects.filter(state__in=OPEN, **mine).values_list("criterion__code", flat=True)
    wishes = Reaudit.objects.filter(closed_on=None, **mine).values_list("criterion__code", flat=True)
    return [
        Touch(code, kind, count=count)
        for kind, codes in (("assignment", asked), ("wish", wishes))
        for code, count in Counter(codes).items()
    ]


@tells_principles
def modules_of_principles(council_id: int) -> Iterable[Touch]:
    """Modules that name principles. One query."""
    rows = ModulePage.objects.filter(council_id=council_id, live=True).order_by("code")
    return [
        Touch(code, "module", f"{page.title} ({page.code})", module_path(page))
        for page in rows.only("code", "title", "url_path", "principles")
        for code in page.principles
    ]
