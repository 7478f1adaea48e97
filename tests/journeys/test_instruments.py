"""A new version of the plan audit: the practice lead writes, the QA manager publishes, a series breaks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
AT = "/audits/instruments/plan-audit/"


def test_a_split_is_published_for_the_first_of_next_month_and_shows_its_break(visit: Visit) -> None:
    lead = visit("pdl")
    lead.go("/audits/").follow("What we audit by").sees("Decision and family letter audit")
    lead.go(AT).press("Write a new version").is_at(f"{AT}draft/").sees("Write version 5")
    lead.page.get_by_role("link", name="Change F3", exact=True).click()
    lead.arrive().fill("Good looks like this", "All amounts for main provision, per week and per year")
    lead.press("Save").sees("Say whether the standard is still the same")
    lead.choose(re.compile("No, it asks for something else"))
    lead.fill("What is different?", "Amounts per week and per year are asked for.").press("Save")
    lead.is_at(f"{AT}draft/").sees("Charts show a break")
    lead.page.get_by_role("link", name="Split F2", exact=True).click()
    lead.arrive().fill("Code of the second one", "F7")
    lead.fill("What the second one looks at", "Skill: who has learnt what to do it")
    lead.fill("Why?", "Skill is looked at apart.").press("Split it").sees("is split into F2 and F7")
    lead.follow("Say what is new")
    lead.fill("What is new in this version, and why?", "Amounts are asked for in full, and skill apart.")
    lead.press("Save").follow("See what it changes").sees("3 series break").sees("Nothing stands against it.")
    lead.press("Send to a second person").sees("You sent it.")

    second = visit("qamanager")
    second.go(f"{AT}draft/changes/").sees("You return it, or publish it from a day on.")
    today = datetime.datetime.now(tz=datetime.UTC).date()
    first = (today.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    second.follow("Publish it").fill("From which day are audits made with it?", first.isoformat())
    second.press("Publish").sees(re.compile("Published. Audits are made with it from 1 "))
    second.follow("Series and breaks").sees("Where series break")
    second.sees("F2 was split into F2 and F7 (version 5). Skill is looked at apart.")

    writer = visit("coordinator")
    writer.go(AT).sees("Version 5 takes its place on 1 ").follow("Read the next version")
    writer.sees("Amounts are asked for in full, and skill apart.").sees("is split into F2 and F7")
