"""An item from the first word to its second review: written without script, tried, offered, agreed on."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
TITLE = "Who signs off a final plan"


def test_an_item_is_written_without_script_and_reviewed_by_two(visit: Visit) -> None:
    author = visit("pdl", script=False)
    author.go("/questions/").follow("Write a new item").follow("Choose one")
    fill_in(author)
    try_it(author)
    author.press("Save the draft").sees(re.compile(r"Saved as Q-\d{4}"))
    sample_is_still_there(author)
    author.press("Save and offer for review").sees(re.compile("waits for two reviews"))
    author.sees("In use for practice, in review.").go("/questions/?words=signs+final").sees(TITLE)

    for colleague, outcome in (("senior", "one more person to agree"), ("qa", "two reviews now")):
        reviewer = visit(colleague)
        reviewer.go("/questions/reviews/").follow(TITLE).sees("Do it as a learner would.")
        reviewer.choose("The council").press("Mark my answer").sees("1 of 1 point")
        reviewer.choose("It may be used in assessed papers").press("Send my review")
        reviewer.sees(re.compile(outcome)).sees_not(TITLE)

    lead = visit("pdl")
    lead.go("/questions/?words=signs+final").follow(TITLE).sees("Reviewed twice, in use everywhere.")
    retire_and_bring_back(lead)
    visit("coordinator").go("/questions/", status=404)


def test_the_editor_with_script_is_checked_and_photographed(visit: Visit) -> None:
    lead = visit("pdl").go("/questions/").go("/questions/new/")
    lead.follow("Choose one").press("Save the draft").sees("There is a problem")
    fill_in(lead.go("/questions/new/").follow("Choose one"))
    lead.press("Mark this answer").press("Save the draft").sees("Nothing is missing")
    lead.follow("Leave without saving").follow("Throw the draft away").press("Throw it away")
    lead.sees("is gone")


def fill_in(author: Visitor) -> None:
    """The question with three answers, the third by button."""
    author.fill("Title", TITLE).fill("Question", "Who signs off a final plan?")
    write(author, 1, "The council", "100")
    write(author, 2, "The school", "", "The school is asked, not answerable.")
    author.press("Add another to Answers")
    expect(row(author, 1).get_by_label("Answer", exact=True)).to_have_value("The council")
    write(author, 3, "The hospital")
    author.page.locator("select[name=about_competencies-0-code]").select_option(index=3)
    author.fill("Minutes it takes", "1")


def row(author: Visitor, number: int) -> Locator:
    """One answer of the editor."""
    return author.page.get_by_role("group", name=re.compile(rf"^Answers, {number} of"))


def write(author: Visitor, number: int, words: str, worth: str = "", why: str = "") -> None:
    """Fills one answer in."""
    here = row(author, number)
    here.get_by_label("Answer", exact=True).fill(words)
    here.get_by_label("Worth, in per cent").fill(worth)
    here.get_by_label("What we say about it").fill(why)


def try_it(author: Visitor) -> None:
    """A wrong answer, then a right one, both marked at once."""
    author.press("Mark this answer").sees("Nothing was chosen.")
    author.choose("The hospital").press("Mark this answer").sees("0 of 1 point")
    author.choose("The council").press("Mark this answer").sees("1 of 1 point")


def sample_is_still_there(author: Visitor) -> None:
    """Saving loses nothing of the try."""
    expect(author.page.locator("input[name^=try-]:checked")).to_have_count(1)


def retire_and_bring_back(lead: Visitor) -> None:
    """Out of use with a reason, and back."""
    lead.follow("Retire the item").press("Retire it").sees("There is a problem")
    lead.fill("Why is it retired?", "The wording of the rule changed.").press("Retire it")
    lead.sees("Retired: The wording of the rule changed.")
    lead.press("Bring it back").sees(re.compile("is back"))
