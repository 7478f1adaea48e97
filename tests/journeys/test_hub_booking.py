"""From search to what it was like: join, book two places, hand on, wait, be offered, come, say, keep."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import vobject

from tests.journeys.academy import HOME, manage
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
EMAIL = "linden.marsh@oldmillmarrowinfantschool.example"
HAPPENED = """
import datetime
from django.utils import timezone
from courses.bookings.models import Booking
session = Booking.objects.get(pk={booking}).session
session.starts_at = timezone.now() - datetime.timedelta(minutes=75)
session.ends_at = timezone.now() - datetime.timedelta(minutes=5)
session.save()
print("session", session.pk)
"""


def code_to(email: str) -> str:
    """The code of the newest letter to somebody, of those that the demo writes into its folder."""
    letters = sorted((HOME / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
    words = next(said for path in reversed(letters) if email in (said := path.read_text()))
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", words, re.MULTILINE)
    assert found is not None
    return found.group()


def found_by_a_stranger(stranger: Visitor) -> str:
    """Searches with a misspelt word and opens the first date; the path of its page."""
    stranger.go("/hub/")
    stranger.page.locator("#hub-q").fill("anual reveiw")
    stranger.press("Search")
    stranger.page.locator("main a[href^='/hub/sessions/']").first.click()
    stranger.arrive().is_at(r"/hub/topics/[\w-]+/").sees("At a glance").sees("You sign in to book")
    return urlsplit(stranger.page.url).path


def joins(person: Visitor, code: str) -> None:
    """From the page of the session through registration, and back to it."""
    person.follow("Join the learning hub")
    person.fill("First name", "Linden").fill("Last name", "Marsh").fill("E-mail address at work", EMAIL)
    person.fill(re.compile("organisation’s code"), code).press("Go on").sees("We have written to")
    person.fill("Code from the e-mail", code_to(EMAIL)).press("Go on")
    person.choose("SENCO").press("Make my account").sees("Book your place")


def test_from_search_to_what_it_was_like(visit: Visit) -> None:
    senco, linden = visit("partner"), visit()
    senco.go("/hub/organisation/").press(re.compile("Make a new code"))
    code = senco.page.get_by_role("heading", level=1).inner_text().removeprefix("Your code: ")
    topic = found_by_a_stranger(linden)
    joins(linden, code)

    senco.go(topic).pick("Second place (optional)", "Linden Marsh").press("Continue")
    senco.sees("Nothing is booked yet").sees("Linden Marsh").press("Book 2 places").sees("2 places booked")
    hers = senco.page.get_by_role("link", name=re.compile("Linden Marsh")).first.get_attribute("href") or ""
    senco.follow(re.compile(r"\(you\)")).follow("Give the place to a colleague")
    senco.page.get_by_label("Who comes instead?").select_option(index=1)
    senco.press("Give the place").sees("Your colleague has the place").sees("Given to a colleague")

    senco.go("/hub/bookings/").sees("Answer before")
    offered = senco.page.locator(".ac-panel--key a[href^='/hub/bookings/']").first
    path = offered.get_attribute("href") or ""
    about = senco.go(path).page.get_by_role("link", name="About this session").get_attribute("href") or ""
    linden.go(about).page.locator(".ac-option", has_text="Full:").locator("input").first.check()
    linden.press("Continue").sees("Joins the waiting list as 1st").press("Join the waiting list")
    linden.sees("No place yet").go("/hub/bookings/").sees("Waiting, 1st")

    senco.press("No, thank you")
    linden.go("/hub/bookings/").sees("Answer before").press("Take the place").sees("You have the place")
    booking = re.findall(r"\d+", urlsplit(linden.page.url).path)[0]
    file = linden.page.context.request.get(f"{linden.base}/hub/bookings/{booking}/calendar.ics").text()
    event = vobject.readOne(file).vevent
    assert event.summary.value == linden.page.get_by_role("heading", level=1).inner_text()
    assert event.status.value == "CONFIRMED" and event.dtstart.value.tzinfo is not None

    session = manage("shell", "-c", HAPPENED.format(booking=hers.split("/")[-2])).split()[-1]
    desk = visit("admin").go(f"/sessions/{session}/register/").press("Save, and everybody else came")
    desk.sees(re.compile(r"\d+ of \d+ came"))
    linden.go(hers).follow("Say what it was like")
    linden.choose("Very useful").choose("Yes").press("Send").sees("You have answered")
    linden.go(hers).sees("Certificate of attendance")
