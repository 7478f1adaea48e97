"""A procedure changes in a way that matters and people are asked again; a manager asks; a cell is added."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
PAGE = "/handbook/issuing-a-draft/"
READ = "I have read and understood this"
CHANGE = "We now offer to go through every draft together on the day after it is sent."
SUMMARY = "From the last advice to a draft that we go through with the family, with fifteen days to answer."
WHY = "We look at this together on your next plan, so please take it before our supervision."
PATIENCE = 60


def test_a_version_that_matters_asks_again_and_shows_what_changed(visit: Visit) -> None:
    coordinator = visit("coordinator").go("/learn/").follow("Handbook").go(PAGE)
    if coordinator.page.get_by_role("button", name=READ).count():
        coordinator.press(READ)
    coordinator.sees(re.compile(r"^Read \d+ \w+ 20\d\d"))
    name = name_of(coordinator)

    lead = visit("pdl").go(PAGE).follow("Change this page")
    lead.page.locator("#id_summary").fill(SUMMARY)
    lead.page.locator("#id_change").fill(CHANGE)
    lead.page.locator("#id_matters").check()
    lead.page.locator("[name=action-publish]").first.evaluate("button => button.form.requestSubmit(button)")
    lead.page.wait_for_url(re.compile(r"/cms/pages/\d+/(?!edit)"))

    manager = visit("manager").go(PAGE).follow("Who has read it")
    row = manager.page.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("asked again")

    wait_for(coordinator, "/me/", "It changed since you read it")
    coordinator.go("/me/asked/").sees(CHANGE).follow("Issuing a draft plan").sees(
        "What changed since you read it"
    )
    assert coordinator.page.locator("ins").count() > 1 and coordinator.page.locator("del").count() > 1
    coordinator.press(READ).sees("It is kept that you have read")
    coordinator.go("/me/asked/").sees_not(re.compile(re.escape(CHANGE)))

    manager.go(f"{PAGE}readers/")
    expect(manager.page.get_by_role("row").filter(has_text=name)).not_to_contain_text("asked again")


def test_a_manager_asks_for_what_an_audit_rule_asks_already(visit: Visit) -> None:
    manager = visit("manager").go("/assess/").follow("What training is due").sees("Where people stand")
    coordinator = visit("coordinator")
    manager.go("/matrix/people/?state=done")
    manager.follow(name_of(coordinator)).sees("Ask for something")
    options = manager.page.locator("#id_what option").all_inner_texts()
    asked = next((one for one in options if "(PM-15)" in one), options[-1])
    manager.press(re.compile("^Ask$")).sees("Choose what you ask for")
    manager.pick("What do you ask for?", asked).fill("By when?", in_days(20)).fill("Why?", WHY)
    manager.press(re.compile("^Ask$")).sees("is asked, and reads who asked and why")
    title = asked.rpartition(" (")[0]
    coordinator.go("/me/asked/").sees(title).sees(WHY)
    assert coordinator.page.get_by_role("link", name=title, exact=True).count() == 1
    manager.press("Take back what I asked").sees("Taken back.")


def test_a_lead_sees_whom_a_change_of_the_matrix_would_ask(visit: Visit) -> None:
    lead = visit("pdl").go("/matrix/").follow("Add to the matrix")
    lead.fill("Kind of training", "Reform").choose("SEND staff").choose("Targeted by role")
    lead.press("See what this would ask").sees("Choose at least one role")
    lead.choose("EHC coordinator (R02)").fill("Modules and handbook pages", "PM-28")
    lead.fill("Why?", "Families ask about reform, and this is what is law today.")
    lead.press("See what this would ask").sees(re.compile(r"This would ask \d+ people for \d+ things"))
    lead.press("Save it and ask").sees("The matrix is changed")
    visit("coordinator").go("/me/asked/").sees("Reform watch: what is law today")
    visit("head").go("/matrix/people/").sees("You see counts, not names.")
    visit("partner").go("/matrix/", status=404)


def name_of(visitor: Visitor) -> str:
    """The name of whoever has signed in, as the head of their page says it."""
    return visitor.page.locator(".ac-account b").first.inner_text().strip()


def in_days(count: int) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(time.time() + count * 24 * 3600))


def wait_for(visitor: Visitor, path: str, words: str) -> None:
    """The worker needs a moment."""
    until = time.monotonic() + PATIENCE
    while True:
        visitor.go(path)
        if visitor.page.get_by_text(words).count():
            return
        assert time.monotonic() < until, f"{path} does not say {words!r}"
        time.sleep(2)
