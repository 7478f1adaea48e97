"""A head of service reads how practice goes; a practice development lead marks what changed."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("script", [True, False])
def test_a_head_filters_by_team_and_reads_a_chart_and_whether_training_works(
    visit: Visit, script: bool
) -> None:
    visitor = visit("head", script=script)
    visitor.go("/loop/").follow("Practice over time").is_at("/practice/")
    visitor.sees("The whole council: most is lost on")
    visitor.pick("Team", "North Review 1").press("Show")
    visitor.sees("North Review 1: most is lost on")
    visitor.page.locator("tbody th a").first.click()
    visitor.arrive()
    visitor.sees("North Review 1, no names")
    visitor.sees(re.compile(r"good or better in (the last quarter|.+ \d{4}) \(n = "))
    visitor.sees("charts in 100 show a signal though nothing has changed")
    visitor.page.locator("details summary").first.click()
    visitor.sees("Stands out")
    visitor.pick("Team", "The whole council").pick("Points", "By month").press("Show")
    visitor.sees(re.compile(r"good or better in (the last month|\w+ \d{4}) \(n = "))
    visitor.go("/practice/").follow("What is compared with what").is_at("/loop/effect/")
    visitor.sees("Rule by rule")


def test_a_lead_marks_a_change_and_takes_it_back(visit: Visit) -> None:
    visitor = visit("pdl")
    visitor.go("/practice/").follow("Changes that were marked").is_at("/practice/changes/")
    visitor.fill("Day", "2").fill("Month", "3").fill("Year", "2026")
    visitor.fill("What changed", "A check by a second pair of eyes").pick("Criterion", "All criteria")
    visitor.press("Mark the change").sees("Marked. Charts compute their limits afresh from that day.")
    visitor.go("/practice/E2/").sees("A check by a second pair of eyes")
    visitor.sees("Since 2 March 2026")
    visitor.go("/practice/changes/")
    row = visitor.page.locator("tr", has_text="A check by a second pair of eyes")
    visitor.press("Take back", within=row)
    visitor.sees_not("A check by a second pair of eyes")
