"""What an author may tick: competencies, criteria, principles and law, each with its title."""

from __future__ import annotations

from typing import Any

from academy.law.pack import all_references
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, current_instrument
from competencies.framework.models import Competency

PRINCIPLES = {
    "P1": "Accurate, compassionate and timely communication",
    "P2": "Skilled workforce",
    "P3": "Early support and transition planning",
    "P4": "Co-production",
    "P5": "Clear criteria, standards and processes",
    "P6": "Accessible and equitable provision",
    "P7": "Child, young person and parent or carer voice",
    "P8": "Joined-up services",
    "P9": "Clear, smart, trackable outcomes",
    "P10": "Child-centred planning",
}
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
    """The council's newest framework, by domain."""
    rows = Competency.objects.filter(domain__framework__council_id=council_id).select_related(
        "domain__framework"
    )
    newest = max((row.domain.framework.version for row in rows), default=0)
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.domain.framework.version == newest:
            groups.setdefault(row.domain.title, []).append((row.code, f"{row.text} ({row.code})"))
    return list(groups.items())


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


def principles_offered(council_id: int) -> Groups:
    """The ten principles; the same for every council."""
    return [(code, f"{title} ({code})") for code, title in PRINCIPLES.items()]


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
