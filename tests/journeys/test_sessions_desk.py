"""The desk of open sessions, as somebody who runs them walks it: topic, date, series, and who is told."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
import time
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urlsplit

from tests.journeys.academy import HOME
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
TOPIC = "Writing a plan with the family"
SERIES = "Three evenings with the family"
WEEK = datetime.timedelta(days=7)
FIRST = datetime.date.today() + datetime.timedelta(days=28 - datetime.date.today().weekday())
"""A Monday in four weeks."""
PATIENCE = 30


def put_day(visitor: Visitor, day: datetime.date, number: int = 0) -> None:
    """Fills the boxes of one date of the form."""
    group = visitor.page.locator(".govuk-date-input").nth(number)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def said(day: datetime.date) -> str:
    """Monday 4 January 2027, as pages and letters write it."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def letter_about(subject: str) -> EmailMessage:
    """The letter with this subject that the worker of the demo has sent; it may take a moment."""
    until = time.monotonic() + PATIENCE
    while True:
        for path in (HOME / "mail").glob("*.eml"):
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if letter["Subject"] == subject:
                return letter
        assert time.monotonic() < until, f"no letter “{subject}” within {PATIENCE} seconds"
        time.sleep(0.2)


def body_of(letter: EmailMessage) -> str:
    """Its words."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def makes_a_topic(lead: Visitor) -> None:
    """From the navigation; a topic without its word is refused at the field, and nobody finds a draft."""
    lead.go("/me/").follow("Sessions").sees("Plan a session").follow("Topics").follow("Make a topic")
    lead.fill("Title", TOPIC).fill("What you will do, a line each", "Read a plan with a parent\nWrite a line")
    lead.fill("What it is, in two sentences", "You leave with a way of writing together.")
    lead.choose("SENCO").press("Make it").sees("There is a problem").sees("give one")
    lead.fill("Word in its address", "with-the-family").press("Make it").sees("The topic is a draft.")
    lead.press("Publish").sees("It is published.").sees("No date is planned.")


def plans_a_date(lead: Visitor) -> str:
    """In person and online with places kept, opened; the path of its page."""
    lead.follow("Plan a date")
    put_day(lead, FIRST)
    lead.fill("Begins at", "4pm").fill("Ends at", "5.30pm").fill("Places in person", "6")
    lead.fill("Places online", "10").press("Show the dates").sees("Choose the venue")
    lead.page.get_by_label("Venue").select_option(index=1)
    lead.fill("Room", "Oak").fill("Link to join online", "https://meet.example/family")
    lead.fill("Names, as the public reads them", "Dawn Achebe, SENCO").press("Show the dates")
    lead.sees("Is this the date?").sees(said(FIRST)).press("Make this date")
    lead.sees("Nobody can book before you open it.").sees("0 of 16 places taken")
    home = urlsplit(lead.page.url).path

    lead.follow("Keep places for a group").choose("In person").fill("How many places?", "2")
    lead.page.get_by_label("For this group").select_option(label="Headteacher or governor")
    put_day(lead, FIRST - WEEK)
    lead.page.locator("input[name=until]").fill("noon")
    lead.press("Keep them").sees("The places are kept.")
    lead.sees("Headteacher or governor").sees("2 places in person, 0 taken.")
    lead.press("Open for booking").sees("It is open for booking.")
    return home


def books_two(partner: Visitor, topic: str = "with-the-family") -> None:
    """A coordinator of a school, for herself and a second visitor."""
    partner.go(f"/hub/topics/{topic}/")
    partner.pick("Second place (optional)", "Bramble Ashfold")
    partner.press("Continue").sees("Nothing is booked yet").press("Book 2 places").sees("2 places booked")


def moves_it(lead: Visitor, home: str) -> None:
    """A week later at another hour. Those who booked are told, and it says so before."""
    lead.go(home).sees("2 of 16 places taken").follow("Move")
    lead.sees("2 people who booked or wait will be told once.")
    put_day(lead, FIRST + WEEK)
    lead.fill("Begins at", "5pm").fill("Ends at", "6.30pm").press("Move it and tell them")
    lead.sees("It is moved.").sees(f"{said(FIRST + WEEK)}, 5pm to 6:30pm")
    assert f"{said(FIRST + WEEK)}, 5pm to 6:30pm" in body_of(letter_about(f"Changed: {TOPIC}"))


def plans_a_series(lead: Visitor) -> str:
    """Three evenings that are booked together, opened together; the path of the first."""
    lead.go("/sessions/topics/with-the-family/").follow("Plan a date")
    put_day(lead, FIRST + 5 * WEEK)
    lead.fill("Begins at", "6pm").fill("Ends at", "7pm").fill("Places online", "12")
    lead.fill("Link to join online", "https://meet.example/evenings").choose("Every week")
    lead.fill("How many dates in all?", "3").choose(re.compile("They belong together"))
    lead.fill("What are they called together?", SERIES).press("Show the dates")
    lead.sees(re.compile("3 dates, booked together as")).press("Make these dates").sees("3 dates planned.")
    lead.page.locator(".ac-session-list li", has_text=SERIES).first.get_by_role("link").click()
    lead.arrive().sees("Dates that belong together").press("Open for booking")
    lead.sees("It is open, with all dates of its series.")
    return urlsplit(lead.page.url).path


def books_the_series(partner: Visitor) -> None:
    """One form books all three evenings."""
    partner.go("/hub/topics/with-the-family/")
    partner.page.locator(".ac-option", has_text=SERIES).locator("input").first.check()
    partner.press("Continue").sees("Nothing is booked yet").press(re.compile("^Book")).sees("booked")


def moves_and_cancels_the_series(lead: Visitor, home: str) -> None:
    """Each in one act: three evenings, one letter each time with a file for each date."""
    lead.go(home).follow("Move all dates").sees("3 dates still to come")
    lead.sees("1 person who booked or waits will be told once.")
    put_day(lead, FIRST + 6 * WEEK)
    lead.fill("Begins at", "7pm").press("Move them and tell people").sees("The dates are moved.")
    lead.sees(f"{said(FIRST + 6 * WEEK)}, 7pm to 8pm")
    moved = letter_about(f"Changed dates: {SERIES}")
    for weeks in (6, 7, 8):
        assert f"{said(FIRST + weeks * WEEK)}, 7pm to 8pm" in body_of(moved)
    assert [part.get_filename() for part in moved.iter_attachments()] == [f"date-{n}.ics" for n in (1, 2, 3)]

    lead.follow("Cancel all dates").fill("Why does it not take place?", "Ill").press("Cancel them")
    lead.sees("There is a problem").sees("Say why in a few words")
    lead.fill("Why does it not take place?", "The trainer has left us").press("Cancel them")
    lead.sees("The dates are cancelled.").sees("Why it does not take place")
    off = letter_about(f"These dates are off: {SERIES}")
    assert "Why: The trainer has left us" in body_of(off)
    assert [part.get_param("method") for part in off.iter_attachments()] == ["CANCEL"] * 3
    lead.go(home).sees("0 of 12 places taken")


def test_a_lead_runs_sessions(visit: Visit) -> None:
    lead, partner = visit("pdl"), visit("partner")
    makes_a_topic(lead)
    home = plans_a_date(lead)
    books_two(partner)
    moves_it(lead, home)
    partner.go("/hub/bookings/").sees(TOPIC)

    series = plans_a_series(lead)
    books_the_series(partner)
    moves_and_cancels_the_series(lead, series)
    partner.go("/hub/bookings/").sees(TOPIC)

    lead.go(home).follow("Change the number").fill("Places in person", "1").fill("Places online", "1")
    lead.press("Save").sees("There is a problem")
    lead.fill("Places in person", "8").fill("Places online", "10").press("Save").sees("2 of 18 places taken")
    lead.press("Keep them no longer").sees("They are everybody’s now.")
    lead.go("/sessions/").sees("Open sessions").follow("Messages").sees("Dates of a series have changed")
    lead.follow("A series is off").sees("How it reads").sees("Three evenings on annual reviews")
