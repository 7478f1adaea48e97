"""A register is taken, somebody without a place is added, and somebody says what they changed."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
NOT_YET = re.compile(r"not marked yet")


def newest_held(desk: Visitor) -> Visitor:
    """The session whose register nobody has taken: the newest that was held."""
    own = re.compile(r"^/sessions/\d+/$")
    desk.go("/sessions/?state=held")
    for _ in range(2):
        links = desk.page.locator("main a[href^='/sessions/']")
        paths = [str(links.nth(n).get_attribute("href")) for n in range(links.count())]
        before = desk.page.locator("main a[href^='?month=']").first.get_attribute("href")
        for path in reversed([one for one in paths if own.match(one)]):
            desk.go(path).follow("Register")
            if NOT_YET.search(desk.text()) and "0 of" in desk.text():
                return desk
        desk.go(f"/sessions/{before}")
    raise AssertionError("Every session of two months has a register")


def test_a_register_is_taken_without_scripts_and_corrected(visit: Visit) -> None:
    desk = newest_held(visit("pdl", script=False))
    desk.page.get_by_label("Did not come").first.check()
    desk.page.get_by_label("Came late").nth(1).check()
    desk.press("Save").sees(re.compile("say when they came")).sees("Did not come")
    start = desk.page.locator("input[type=time]").nth(2)
    start.fill("03:00")
    desk.press("Save").sees(re.compile("not between the start and the end"))
    desk.page.get_by_label("Came", exact=True).nth(1).check()
    desk.press("Save, and everybody else came").sees(re.compile(r"Saved \d+ marks"))
    desk.sees_not(NOT_YET).sees("1 did not").sees("You, on the list")
    register = desk.page.url
    desk.follow("Show the code").sees("put this address in the chat")
    desk.page.goto(register)
    desk.follow("Add somebody").fill("Their e-mail address", "nobody@nowhere.example")
    desk.press("Add them").sees(re.compile("Nobody with this address may come"))
    desk.page.goto(register)
    desk.page.get_by_label("Not marked").first.check()
    desk.press("Save").sees("Saved 1 mark").sees(re.compile("took a mark back"))
    visit("coordinator").go(register.removeprefix(desk.base), status=404)
