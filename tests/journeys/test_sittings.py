"""A paper from the lead who makes it to the coordinator who sits it: reasons, another try, two devices."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
SAVED = re.compile(r"^Saved \d\d:\d\d")


def make_paper(visit: Visit, code: str, *, items: int, feedback: str = "After handing in") -> str:
    """A practice development lead makes a practice paper and opens it; its code.

    It draws one kind, which the machine marks by itself: whatever is drawn, the result is there at once.
    """
    lead = visit("pdl").go("/papers/").follow("Make a paper")
    lead.press("Save").sees("There is a problem").sees("Give the paper a title")
    lead.fill("Code", code).fill("Title", f"Try {code}")
    lead.fill("What people read before they begin", "A few questions, to see how you stand.")
    lead.choose("No, it is for practice").choose(feedback).fill("Minutes", "40")
    lead.press("Add a line").sees("Line 3").sees_not("There is a problem")
    lead.page.locator("[name=line-1-count]").fill("999")
    lead.press("Save").sees("There is a problem")
    lead.page.locator("[name=line-1-count]").fill("90")
    lead.page.locator("[name=line-1-kind]").select_option("true_false")
    lead.press("Save").sees("The bank cannot fill this paper yet.").sees(re.compile("It needs 90 of"))
    lead.follow("Change it")
    lead.page.locator("[name=line-1-count]").fill(str(items))
    lead.page.locator("[name=line-1-kind]").select_option("single")
    lead.press("Save").sees("The bank can fill this paper.")
    lead.press("Open the paper").sees("People can sit this paper now.")
    return code


def begin(person: Visitor, code: str) -> str:
    """The person begins the paper; where its sitting is."""
    person.go("/sittings/").follow(f"Try {code}").sees("Who sees what").press(re.compile("^Begin"))
    found = re.match(r".*(/sittings/\d+/)", person.page.url)
    assert found
    return found[1]


def choose(person: Visitor, number: int = 1) -> None:
    """The first choice of what is asked, or another one."""
    person.page.locator("form[data-sitting] input[type=radio]").nth(number - 1).check()


def test_a_paper_from_its_maker_to_the_result(visit: Visit) -> None:
    code = make_paper(visit, "JR1", items=3)
    person = visit("coordinator")
    room = begin(person, code)
    person.sees("Item 1 of 3").sees(re.compile(r"(40|39) minutes left"))
    choose(person)
    expect(person.page.locator("[data-saved]")).to_have_text(SAVED)
    person.choose("I want to come back to this item").press("Save and go on").is_at(f"{room}2/")
    person.press("Save and go on").is_at(f"{room}3/")
    person.press("Save and go on").is_at(f"{room}check/")
    person.sees("2 items have no answer yet").sees("You wanted to come back")

    other = visit("coordinator")
    other.go(room).is_at(f"{room}2/")
    choose(other)
    other.press("Save and go on").go(f"{room}check/").sees("1 item has no answer yet")

    person.press("Hand in").is_at(room).sees("Not yet.").sees("Item by item").sees("You can sit it again")
    person.page.locator(".ac-rows a").first.click()
    person.arrive().sees("The question").sees("Back to the result")
    person.go("/sittings/").sees(re.compile("You can sit it again from"))
    for stranger in ("manager", "pdl", "senior"):
        visit(stranger).go(room, status=404)


def test_two_tabs_and_a_lost_connection_lose_no_answer(visit: Visit) -> None:
    code = make_paper(visit, "JR2", items=2)
    one = visit("coordinator")
    room = begin(one, code)
    status = one.page.locator("[data-saved]")
    other = visit("coordinator").go(f"{room}1/")

    one.page.context.set_offline(True)
    choose(one)
    expect(status).to_have_text("Not saved yet, we try again")
    one.faults.clear()
    one.page.context.set_offline(False)
    expect(status).to_have_text(SAVED, timeout=20_000)
    one.faults.clear()

    choose(other, 2)
    expect(other.page.locator("[data-saved]")).to_contain_text("Another tab or device saved an answer")
    other.page.get_by_role("link", name="See the other answer").click()
    other.arrive().sees("Another answer to this item").press("Use that answer")
    other.sees("The other answer counts now").sees_not("Another answer to this item")


def test_an_answer_that_waited_in_the_tab_is_there_after_a_reload(visit: Visit) -> None:
    code = make_paper(visit, "JR3", items=2)
    person = visit("senior")
    begin(person, code)
    person.page.route("**/save", lambda route: route.abort())
    choose(person)
    expect(person.page.locator("[data-saved]")).to_have_text("Not saved yet, we try again")
    person.page.unroute("**/save")
    person.faults.clear()
    person.page.reload()
    expect(person.page.locator("[data-saved]")).to_have_text(SAVED, timeout=20_000)
    person.faults.clear()
    person.page.reload()
    expect(person.page.locator(".ac-tick [class*=mark--done], .ac-tick .ac-mark--done")).to_have_count(1)


def test_the_answer_that_was_sent_with_the_button_counts(visit: Visit) -> None:
    code = make_paper(visit, "JR5", items=2)
    person = visit("coordinator")
    room = begin(person, code)
    slow: list[Route] = []

    def hold(route: Route) -> None:
        slow.append(route)

    person.page.route("**/save", hold)
    with person.page.expect_request("**/save"):
        choose(person, 1)
    choose(person, 2)
    person.page.get_by_role("button", name="Save and go on").first.click()
    person.sees("Saving your answer, one moment").is_at(f"{room}1/")
    slow[0].continue_()
    person.page.wait_for_url(f"**{room}2/")
    person.go(f"{room}1/")
    expect(person.page.locator("form[data-sitting] input[type=radio]").nth(1)).to_be_checked()


def test_a_paper_without_script(visit: Visit) -> None:
    code = make_paper(visit, "JR4", items=2, feedback="After each answer")
    person = visit("starter", script=False)
    room = begin(person, code)
    person.press("Check my answer").sees("Answer first, then check it.")
    choose(person)
    person.press("Check my answer").sees(re.compile("point"))
    person.follow("Next item").is_at(f"{room}2/")
    choose(person)
    person.press("Save and go back").is_at(f"{room}1/")
    person.follow("Check and hand in").sees("Every item has an answer").press("Hand in").is_at(room)
    person.sees("Item by item")
