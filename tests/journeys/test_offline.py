"""Reading on without a connection, and words that are not lost: on the way, at the door, in a closed tab."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import academy
from tests.journeys.conftest import ACCOUNTS
from tests.journeys.visitor import PASSWORD, Visitor

Visit = Callable[..., Visitor]
FILE = academy.ROOT / "courses" / "fixtures" / "induction" / "IND-4.1.json"
MODULE = json.loads(FILE.read_text(encoding="utf-8"))
PATH = f"/learn/induction/ind-4-1-{MODULE['slug']}/"
FIRST, SECOND = (f"{PATH}{lesson['slug']}/" for lesson in MODULE["lessons"][:2])
LESSON = next(
    f"{PATH}{lesson['slug']}/"
    for lesson in MODULE["lessons"]
    if any(block["type"] == "reflection" for block in lesson["body"])
)
WORDS, MORE = "Typed on a train.", "Typed on a train. And then in a tunnel."
SAVE = re.compile("^Save (my words|again)$")
KEPT = "Kept on this device since"
LEFT = """async () => [
  ...Object.keys(localStorage).filter(key => key.startsWith('device:')), ...await caches.keys()]"""


def test_a_lesson_is_read_and_words_are_kept_without_a_connection(visit: Visit) -> None:
    person = visit("senior").go(PATH)
    person.press("Keep this module on this phone").sees(KEPT).sees("Take it off this phone")
    person.go(LESSON)
    person.page.wait_for_function("navigator.serviceWorker.controller")
    person.page.context.set_offline(True)
    person.fill("Your own words", WORDS).sees(KEPT)
    person.page.get_by_role("button", name=SAVE).click()
    person.sees("You are offline, so nothing was sent.")

    offline(person, SECOND).sees("You are offline. This is the page as of").sees(
        MODULE["lessons"][1]["title"]
    )
    offline(person, "/learn/threads/GT1/").sees("Kept on this device").sees(MODULE["title"])
    offline(person, LESSON)
    expect(person.page.get_by_label("Your own words")).to_have_value(WORDS)

    person.page.context.set_offline(False)
    person.faults.clear()
    person.go(LESSON).sees(KEPT)
    expect(person.page.get_by_label("Your own words")).to_have_value(WORDS)
    person.press(SAVE).sees("Only you can see it").sees_not(KEPT)


def test_words_outlive_the_session_and_a_closed_tab_but_not_signing_out(visit: Visit) -> None:
    person = visit("coordinator").go(LESSON).fill("Your own words", WORDS)
    context = person.page.context
    context.clear_cookies(name="sessionid")
    person.press(SAVE).is_at("/account/login/")
    come_back(person, "coordinator").is_at(LESSON).sees(KEPT)
    expect(person.page.get_by_label("Your own words")).to_have_value(WORDS)
    person.press(SAVE).sees("Only you can see it").sees_not(KEPT)

    person.fill("Your own words", MORE).sees(KEPT)
    tab = context.new_page()
    person.page.close()
    person.page = tab
    person.go(LESSON).sees("Use what was saved before")
    expect(tab.get_by_label("Your own words")).to_have_value(MORE)
    person.press("Use what was saved before").sees_not(KEPT)
    expect(tab.get_by_label("Your own words")).to_have_value(WORDS)

    person.fill("Your own words", MORE).sees(KEPT)
    tab.wait_for_function("caches.keys().then(names => names.length)")
    tab.locator(".ac-account summary").click()
    person.press("Sign out")
    assert tab.evaluate(LEFT) == []


def test_an_exercise_and_a_task_give_words_back_until_they_are_saved(visit: Visit) -> None:
    person = visit("senior").go("/practise/X3/X3-1/")
    box = person.page.locator("main textarea")
    box.fill(WORDS)
    person.sees(KEPT).go("/practise/").go("/practise/X3/X3-1/").sees(KEPT)
    expect(box).to_have_value(WORDS)
    person.press("Check my answer").is_at(r"/practise/X3/X3-1/\d+/").go("/practise/X3/X3-1/").sees_not(KEPT)
    expect(box).to_have_value("")


def test_another_person_on_the_same_device_finds_nothing(visit: Visit) -> None:
    person = visit("qa").go(LESSON).fill("Your own words", WORDS).sees(KEPT)
    person.page.context.clear_cookies(name="sessionid")
    person.go("/account/login/")
    come_back(person, "manager").go(LESSON)
    expect(person.page.get_by_label("Your own words")).to_have_value("")
    assert not [key for key in person.page.evaluate(LEFT) if key.startswith("device:words")]


def offline(person: Visitor, path: str) -> Visitor:
    """Opens a page without a connection, checked like any other."""
    person.page.goto(f"{person.base}{path}")
    person.faults = [fault for fault in person.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
    return person.arrive()


def come_back(person: Visitor, account: str) -> Visitor:
    """Signs in at the door where one stands."""
    person.page.locator("input[name=login]").fill(ACCOUNTS[account])
    person.page.locator("input[name=password]").fill(PASSWORD)
    person.page.locator("main form button:not([type=button])").first.click()
    return person.arrive()
