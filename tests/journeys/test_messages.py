"""The council puts a message into its own words, and sees who comes and what to plan next."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
OWN = "Hello {first_name},\n\nWe look forward to {topic} on {when}.\n\n{link}\n\nYour academy"


def test_words_of_a_message(visit: Visit) -> None:
    lead = visit("pdl").go("/sessions/messages/").sees("Each is sent once.")
    lead.follow("You have a place").sees("How it reads").sees("Dear ")
    lead.fill("Message", OWN.replace("{link}", "See {secret}")).press("Look first")
    lead.sees("There is a problem").sees("this message does not know {secret}").sees("See {secret}")
    lead.fill("Message", OWN).press("Look first").sees("What you typed, not saved yet")
    lead.sees("We look forward to Annual reviews that change the plan on Thursday 3 December 2026")
    lead.press("Save").sees("Saved. The next message of this kind has these words.").sees("Version 1")
    lead.press("Use our words").sees("The message has our words again.").sees("back to our words")


def test_who_comes_and_what_to_plan(visit: Visit) -> None:
    lead = visit("pdl").go("/sessions/reach/").sees("Who came, and who never comes")
    lead.page.locator("select[name=show]").select_option(label="Who never came")
    lead.press("Show").sees("Who never came:").sees("Nobody")
    lead.follow("How full").sees("How full sessions are")
    lead.follow("Services’ advice").sees("before and after, and no more")
    lead.follow("What to plan next").sees("These shares are assumptions, not measurements.")
