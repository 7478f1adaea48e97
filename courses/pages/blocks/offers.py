"""What an author may tick: competencies, criteria, principles and law, each with its title."""

from __future__ import annotations

from typing import Any

from academy.law.pack import all_references
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, current_instrument, principles_of, series_codes
from competencies.framework.queries import competencies_by_code, competencies_in_force

THREADS = {
    "GT1": "The child's voice",
    "GT2": "Accurate, compassionate and timely communication",
}
KINDS_OF_LAW = {
    "act": "Acts",
    "regulations": "Regulations",
    "code": "Code of Practice",
    "case": "Cases",
    "guidance": "Guidance",
    "timescale": "Time limits",
}
Groups = list[tuple[str, Any]]


def competencies_offered(council_id: int) -> Groups:
    """The council's framework in force, by domain."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in competencies_in_force(council_id=council_id):
        groups.setdefault(row.domain.title, []).append((row.code, f"{row.text} ({row.code})"))
    return list(groups.items())


def never_called(council_id: int, codes: list[str]) -> list[str]:
    """Those codes that no version of the framework has given to anything that goes on: what is called
    otherwise today may still be named as it was."""
    found = competencies_by_code(council_id=council_id, codes=codes)
    return [code for code in codes if code not in found]


def main_competency_offered(council_id: int) -> Groups:
    """The same, for a field that needs one."""
    return [("", "Choose one"), *competencies_offered(council_id)]


def criteria_offered(council_id: int) -> Groups:
    """The criteria of the plan audit in force, by section; none before there is an instrument."""
    try:
        instrument = current_instrument(council_id=council_id)
    except Instrument.DoesNotExist:
        return []
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in criteria_of(instrument=instrument):
        name = row.section if len(row.section) > 2 else f"Section {row.section}"
        groups.setdefault(name, []).append((row.code, str(row)))
    return list(groups.items())


def criteria_now(council_id: int, codes: list[str]) -> list[tuple[str, str]]:
    """Codes with what each is called today: a criterion may still be named as it once was."""
    now = series_codes(council_id=council_id)
    return [(code, now.get(code, code)) for code in codes]


def principles_offered(council_id: int) -> Groups:
    """The council's principles, in their newest wording."""
    return [(code, f"{words} ({code})") for code, words in principles_of(council_id=council_id).items()]


def threads_offered(council_id: int) -> Groups:
    """The golden threads that run through the whole programme; the same for every council."""
    return [(code, f"{title} ({code})") for code, title in THREADS.items()]


def law_offered(council_id: int) -> Groups:
    """The law pack, by kind; the same for every council."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for held in all_references():
        groups.setdefault(KINDS_OF_LAW[held.kind], []).append((held.key, f"{held.citation}: {held.title}"))
    return list(groups.items())


def codes_in(groups: Groups) -> set[str]:
    """Every code of a list of choices, grouped or not."""
    flat: set[str] = set()
    for key, label in groups:
        flat |= {code for code, _ in label} if isinstance(label, list) else {key}
    return flat - {""}
