"""A change of law: found in everything that names it, looked at, topped up, and seen by who learned it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]


def test_a_change_of_law_is_worked_through(visit: Visit) -> None:
    lead = visit("pdl")
    lead.go("/assess/").follow("Changes of law")
    lead.page.locator("[name=reference]").select_option("TR-05")
    lead.press("Look it up").sees(re.compile(r"things name it")).sees("Model letters")
    lead.follow("Record that this law changed").press("Record it").sees("There is a problem")
    lead.fill("What changed?", "Families now have 20 days on the draft. This is made up for a test.")
    lead.fill("Where can it be read?", "Nowhere: it is made up for a test.")
    for name, value in (("day", "25"), ("month", "11"), ("year", "2026")):
        lead.page.locator(f"[name=changed_on_{name}]").fill(value)
    lead.press("Record it").sees(re.compile("still to look at")).sees("What may now be wrong")
    lead.press(re.compile("^It still stands")).sees(re.compile("looked at:"))
    coordinator = visit("coordinator")
    coordinator.go("/me/law/").sees("What changed in law since you learned it")
