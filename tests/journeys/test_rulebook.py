"""A rule from its sentence to switched on, and a wide failure that becomes a step with an owner and a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]


def test_a_rule_is_built_tried_compared_and_switched_on_without_a_script(visit: Visit) -> None:
    lead = visit("pdl", script=False)
    lead.go("/loop/").follow("How the rules decide").follow("Build a rule")
    lead.follow("The same criterion or section below good several times")
    lead.fill("What do you call this rule?", "Outcomes again and again")
    lead.fill("of a writer’s last", "5").fill("counting only audits within", "200")
    lead.press("Save as a draft").sees("is a draft")
    assert not lead.page.get_by_role("button", name="Switch it on").count()
    lead.press("Try it over the past 24 months").sees("What it would have asked").sees(
        "By team and by module"
    )
    lead.press("Switch it on").sees("is on. New audits are answered by it")
    lead.go("/loop/rules/").sees("Outcomes again and again")
    coordinator = visit("coordinator").go("/loop/rules/")
    coordinator.sees("Outcomes again and again").sees_not("Build a rule")


def test_two_settings_of_the_team_rule_lie_side_by_side(visit: Visit) -> None:
    lead = visit("pdl").go("/loop/rules/")
    lead.follow(re.compile("History of LR-04")).follow("See what it would have asked")
    lead.press("Compare").sees("Two settings over the same past").sees("In the quarter with most")


def test_a_wide_failure_becomes_a_workshop_with_an_owner_and_a_day(visit: Visit) -> None:
    lead = visit("pdl").go("/loop/").follow("Person or system?")
    lead.sees("This looks like the system, not the person.")
    lead.page.locator("section", has_text="Proposed").get_by_role("link").first.click()
    lead.arrive().sees("The rest of the council")
    proposal = lead.page.url.removeprefix(lead.base)
    lead.follow("Do it").choose("A workshop for the team")
    options = lead.page.locator("select[name=owner] option").all_inner_texts()
    lead.pick("Who owns it?", options[1])
    day = datetime.date.today() + datetime.timedelta(days=25)
    lead.fill("By when?", day.isoformat())
    lead.fill("What did you decide, and why?", "One morning together with plans of our own.")
    lead.press("Do it").sees("Decided. The owner gets a message.").sees("What was decided")
    lead.press("It has begun").sees("Under way")
    visit("head").go(proposal).sees("Under way")
    visit("coordinator").go(proposal, status=404)
