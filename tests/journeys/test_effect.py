"""From the board to what training changed, to the findings behind a module, and back from one finding."""

from collections.abc import Callable

import pytest

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("account", ["pdl", "head"])
def test_from_the_board_to_the_effect_and_back_from_one_finding(visit: Visit, account: str) -> None:
    visitor = visit(account)
    visitor.go("/loop/").follow("Does the training work?").is_at("/loop/effect/")
    visitor.sees("People picked after a low grade often do better next time anyway.")
    visitor.sees("This is not the effect.")
    row = visitor.page.locator("tr#PM-01")
    assert "n = " in row.inner_text()
    row.get_by_role("link", name="Findings").click()
    visitor.arrive().is_at("/loop/findings/").sees("Only findings that led to module PM-01.")
    visitor.page.locator("tbody th a").first.click()
    visitor.arrive()
    visitor.page.get_by_role("link", name="Its effect over").click()
    visitor.arrive().is_at("/loop/effect/")
    assert visitor.page.url.endswith("#PM-01")
