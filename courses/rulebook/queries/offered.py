"""What a rule can speak of and ask for: criteria, sections, modules."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.instruments.models import Criterion
from courses.assignments.queries.rulebooks import load_rulebook
from courses.assignments.rules import DEFAULT_RULES
from courses.assignments.rules.words import name_criterion
from courses.pages.queries import module_titles


@dataclass(frozen=True)
class Offered:
    """Choices as pairs of code and words: criteria, sections as a whole, modules."""

    criteria: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str], ...]
    modules: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> frozenset[str]:
        """Codes of criteria and sections."""
        return frozenset(code for code, _ in (*self.criteria, *self.sections))

    @property
    def module_codes(self) -> frozenset[str]:
        """Codes of modules."""
        return frozenset(code for code, _ in self.modules)


def offered_for(*, council_id: int) -> Offered:
    """All criteria and sections in force; the modules that are there or that a criterion names."""
    criteria = load_rulebook(council_id=council_id).criteria.values()
    titles = module_titles(council_id=council_id)
    named = {code for one in criteria for code in one.modules} | {one.module for one in DEFAULT_RULES} - {""}
    modules = {code: f"{titles[code]} ({code})" if code in titles else code for code in {*titles, *named}}
    pairs = [(one.kind, one.code, name_criterion(one.text, one.code)) for one in criteria]
    return Offered(
        tuple((code, words) for kind, code, words in pairs if kind == Criterion.Kind.CRITERION),
        tuple((code, words) for kind, code, words in pairs if kind == Criterion.Kind.SECTION),
        tuple(sorted((code, words) for code, words in modules.items() if code[:3] == "PM-")),
    )
