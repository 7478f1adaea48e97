"""What a criterion may be linked to, each with its words; what it holds already is always among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from academy.law.pack import all_references
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries.principles import principles_of
from assessments.instruments.queries.reading import section_name
from assessments.instruments.registry import known_modules
from competencies.framework.queries import competencies_in_force

Choices = list[tuple[str, str]]


def choices_for(instrument: Instrument, row: Criterion | None) -> dict[str, Any]:
    """Sections, modules, competencies, principles and law to choose from. Four queries and the modules'."""
    council_id = instrument.council_id
    law = {held.key: f"{held.citation}: {held.title}" for held in all_references()}
    held = row.law if row else []
    rows = competencies_in_force(council_id=council_id)
    return {
        "sections": [(code, section_name(code)) for code in _sections(instrument)],
        "modules": _offered(known_modules(council_id), row.modules if row else []),
        "competencies": _offered({one.code: one.text for one in rows}, row.competencies if row else []),
        "principles": _offered(principles_of(council_id=council_id), row.principles if row else []),
        "law_held": [(key, law.get(key, key)) for key in held],
        "law": [(key, words) for key, words in law.items() if key not in held],
    }


def _sections(instrument: Instrument) -> list[str]:
    named = instrument.criteria.filter(kind=Criterion.Kind.CRITERION).values_list("section", flat=True)
    return list(dict.fromkeys(named))


def _offered(known: dict[str, str], held: Sequence[str]) -> Choices:
    """Code and words; codes that nobody knows any more come last, so that they can be unticked."""
    lost = [(code, f"{code}, not there any more") for code in held if code not in known]
    return [*((code, f"{words} ({code})") for code, words in known.items()), *lost]


def heirs_for(instrument: Instrument, *, kind: str, but: int | None = None) -> Choices:
    """The criteria, or the sections, of a version to choose among. One query."""
    rows = instrument.criteria.filter(kind=kind).exclude(pk=but)
    return [(str(pk), f"{text} ({code})") for pk, code, text in rows.values_list("pk", "code", "text")]
