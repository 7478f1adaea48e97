"""A coordinator looks after her school's people; a colleague joins with a code; the academy keeps a list."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.academy import HOME
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
EMAIL = "juniper.hale@oldmillmarrowinfantschool.example"


def letter_to(email: str) -> str:
    """The newest letter to somebody, of those that the demo writes into its folder."""
    letters = sorted((HOME / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
    return next(words for path in reversed(letters) if email in (words := path.read_text()))


def test_a_school_looks_after_its_own_people(visit: Visit) -> None:
    senco = visit("partner")
    senco.go("/hub/organisation/").is_at(r"/hub/organisation/\d+/").sees("Asking for an account")
    senco.press(re.compile("Make a new code")).sees("it is shown only this once")
    heading = senco.page.get_by_role("heading", level=1).inner_text()
    code = heading.removeprefix("Your code: ")

    colleague = visit()
    colleague.go("/hub/join/?next=/hub/young-experts/")
    colleague.fill("First name", "Juniper").fill("Last name", "Hale")
    colleague.fill("E-mail address at work", "juniper@gmail.com").press("Go on")
    colleague.sees("Anybody can have an address")
    colleague.fill("E-mail address at work", EMAIL).fill(re.compile("organisation’s code"), code)
    colleague.press("Go on").sees("We have written to")
    sent = re.search(r"^[A-Z]{4}-[A-Z]{4}$", letter_to(EMAIL), re.MULTILINE)
    assert sent is not None
    colleague.fill("Code from the e-mail", sent.group()).press("Go on")
    colleague.sees(re.compile("You join")).choose("SENCO").press("Make my account")
    colleague.is_at("/hub/young-experts/").sees("You have an account now")

    senco.follow("Done").sees("Juniper Hale")
    senco.press(re.compile("Give an account to Merrin Hollowell")).sees("The invitation goes by e-mail")
    row = senco.page.get_by_role("row", name=re.compile("Juniper Hale"))
    row.get_by_text("Change").first.click()
    senco.follow(re.compile("End the account"), within=row).sees("Nobody whose account has ended")
    senco.press("End the account").sees("has ended")
    expect(senco.page.get_by_role("row", name=re.compile("Juniper Hale"))).to_have_count(0)
    colleague.go("/hub/young-experts/").is_at("/account/login/")


def test_the_academy_keeps_the_list_of_organisations(visit: Visit) -> None:
    admin = visit("admin")
    admin.go("/people/").follow("Partner organisations").sees("organisations found")
    admin.choose("Only with a request that waits").press("Find").follow(re.compile("School"))
    admin.press(re.compile("Decline Corin Wetherby")).sees("gets no account")
    admin.follow("Change them").fill("Endings of work addresses", "gmail.com").press("Save")
    admin.sees("Anybody can have an address there").follow("Cancel")
    admin.follow("Invite somebody").press("Send the invitation").sees("There is a problem")
    admin.go("/people/partners/young-experts/").sees("Robin")
    visit("forum").go("/hub/young-experts/").sees("Robin").sees("A young expert comes with me")
