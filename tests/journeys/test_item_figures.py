"""What the items tell us, from the papers to one choice; and where somebody stands, for them alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from assessments.questions.actions.loading import shipped_items
from assessments.questions.kinds import kind_of
from tests.journeys.answering import by_mouse, drawn_seed, spoil
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]


def test_from_the_papers_to_one_item_without_names(visit: Visit) -> None:
    lead = visit("pdl").go("/assess/").follow("What the questions tell us")
    lead.is_at("/questions/figures/").sees("no names").sees("Who sees this")
    lead.follow("Law and definitions check").sees("From the hardest").sees(
        "Which questions does everyone fail?"
    )
    lead.follow("Count repeated sittings too").sees("Count first sittings only")
    lead.page.go_back()
    lead.page.locator("section[aria-labelledby=items] tbody th a").first.click()
    lead.arrive().is_at(r"/questions/figures/\d+/\d+/").sees("More about it")
    lead.follow("What the items tell us").follow("Does the bank hold what the papers need?")
    lead.sees("Every competency").sees("How we count")
    lead.go("/questions/figures/").follow("Which sections of a plan are taken for which?")
    lead.sees("Sections taken for others")
    lead.page.locator("main").get_by_text(re.compile("people|Fewer than five")).first.wait_for()
    for stranger in ("starter", "manager", "head"):
        visit(stranger).go("/questions/figures/", status=404)


def test_where_i_stand_with_sections_and_with_grades(visit: Visit) -> None:
    person = visit("senior").go("/practise/standing/").sees("Where you stand").sees("Only you.")
    for code in ("X2", "X5"):
        practise(person, code)
    person.go("/practise/").follow("Where you stand").is_at("/practise/standing/")
    person.sees("Statements of each section, and where you put them").sees("Grading like the panel")
    person.sees(re.compile(r"From your last \d+ criteri"))
    visit("partner").go("/practise/standing/", status=404)


def practise(person: Visitor, code: str) -> None:
    """Does the first exercise of a kind, with one part wrong."""
    kind = kind_of(code)
    data = next(item for item in shipped_items() if item["code"] == f"{code}-1")
    person.go(f"/practise/{code}/{code}-1/")
    shown = kind.draw(data["content"], drawn_seed(person.page))
    asks = kind.asks(shown)
    by_mouse(person.page, asks, spoil(asks, kind.model(shown)), "Check my answer")
    person.page.wait_for_url(re.compile(r"/practise/.+/\d+/$"))
    person.arrive()
