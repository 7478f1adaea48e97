"""What rests on the criteria of an instrument, told by the parts that lie above it.

A part registers in the `touches.py` of its app; nothing is imported upwards. The same answers say what a new
version touches, and which modules a criterion may lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assessments.instruments.models import Instrument
from competencies.framework.registry import Touch

KINDS: dict[str, str] = {
    "rule": "rule of the loop,rules of the loop",
    "module": "module,modules",
    "question": "question,questions",
    "audit": "audit being done,audits being done",
    "assignment": "open assignment,open assignments",
    "wish": "writer whose next plans are looked at,writers whose next plans are looked at",
}
"""What can rest on a criterion, one and many, in the order in which it is told."""

Ask = Callable[[Instrument], Iterable[Touch]]
Names = Callable[[int], Iterable[tuple[str, str]]]
AskCouncil = Callable[[int], Iterable[Touch]]
ASKS: list[Ask] = []
NAMES: list[Names] = []
PRINCIPLE_ASKS: list[AskCouncil] = []


def tells_instrument_touches(ask: Ask) -> Ask:
    """Register a part that knows what rests on an instrument; the same part once.

    `ask(instrument)` gives touches by the code of a criterion in any version; no code: the whole instrument.
    """
    if ask not in ASKS:
        ASKS.append(ask)
    return ask


def names_modules(names: Names) -> Names:
    """Register who knows the council's practice modules: `names(council_id)` gives code and title."""
    if names not in NAMES:
        NAMES.append(names)
    return names


def tells_principles(ask: AskCouncil) -> AskCouncil:
    """Register a part that names principles: `ask(council_id)` gives touches by code."""
    if ask not in PRINCIPLE_ASKS:
        PRINCIPLE_ASKS.append(ask)
    return ask


def ask_about(instrument: Instrument) -> list[Touch]:
    """What all parts know, in the order of KINDS. KeyError for a kind without words."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    told = [touch for ask in ASKS for touch in ask(instrument)]
    return sorted(told, key=lambda touch: order[touch.kind])


def ask_about_principles(council_id: int) -> list[Touch]:
    """What all parts know of the principles."""
    return [touch for ask in PRINCIPLE_ASKS for touch in ask(council_id)]


def known_modules(council_id: int) -> dict[str, str]:
    """Code -> title of every module that a criterion may lead to."""
    return {code: title for names in NAMES for code, title in names(council_id)}
