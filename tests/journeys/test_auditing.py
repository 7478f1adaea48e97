"""Auditing here: a plan on a tablet with a lost connection, what its writer gets, and a panel that agrees."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
TABLET = {"width": 768, "height": 1024}
PLAN, PANEL = "PR-61001", "PR-61007"


def form_of(person: Visitor, plan: str, where: str = "/audits/mine/") -> str:
    """Opens the form of a plan from the list of plans to audit, and says its address."""
    person.go(where).follow(plan).is_at(re.compile(r"/audits/do/\d+/"))
    return urlsplit(person.page.url).path


def grade(person: Visitor, code: str, value: str) -> None:
    """Picks a grade as a finger does."""
    person.page.locator(f"input[name=grade_{code}][value='{value}']").check()


def test_an_auditor_on_a_tablet_loses_the_connection_and_nothing_else(visit: Visit) -> None:
    person = visit("qa")
    form = form_of(person, PLAN)
    person.sees("Conclude it by").follow(re.compile("^Section F"))
    page = person.page
    page.set_viewport_size(TABLET)
    saved = page.locator("[data-kept]")
    grade(person, "F1", "3")
    expect(saved).to_have_text(re.compile(r"^Saved at "))
    expect(page.locator("[data-told]")).to_contain_text("The weighted mean of 1 mark is 3.00: good.")

    page.context.set_offline(True)
    grade(person, "F3", "2")
    page.locator("select[name=cause_F3]").select_option("writer")
    page.locator("textarea[name=words_F3]").fill("Two lines have no amounts")
    expect(saved).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    person.faults.clear()
    expect(saved).to_have_text(re.compile(r"^Saved at "), timeout=20_000)
    page.reload()
    expect(page.locator("input[name=grade_F3][value='2']")).to_be_checked()
    expect(page.locator("textarea[name=words_F3]")).to_have_value("Two lines have no amounts")

    person.go(f"{form}check/").sees(re.compile("answers still missing")).sees("Grade B1, or say")
    addresses = page.locator(".ac-aside li a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for address in addresses:
        person.go(address)
        for code in page.locator("input[type=radio][value='3']").evaluate_all(
            "all => all.map(one => one.name)"
        ):
            if not page.locator(f"input[name={code}]:checked").count():
                page.locator(f"input[name={code}][value='3']").check()
        if page.locator("textarea[name=strengths]").count():
            person.fill("What is strong", "A clear voice").fill("What would improve it", "Amounts in F")
            person.fill("One thing to do next", "Add amounts to two lines")
        person.press(re.compile("^Save and go on"))
    person.is_at(f"{form}check/").sees("Everything is answered")
    person.press("Conclude this audit").sees("The audit is concluded").sees("You can change this audit until")

    writer = visit("coordinator").go("/me/").sees(f"Plan {PLAN}")
    writer.follow(f"Plan {PLAN}").sees(re.compile("Two lines have no amounts|amounts"))
    visit("pdl").go("/loop/")


def test_a_form_works_without_a_script(visit: Visit) -> None:
    person = visit("manager", script=False)
    form = form_of(person, "PR-61004")
    person.go(f"{form}A/")
    person.page.locator("input[name=grade_A1][value='4']").check()
    person.page.get_by_role("button", name="Save", exact=True).last.click()
    person.sees("Saved at").sees("Computed overall")


def test_a_guest_sees_the_plan_reference_and_nothing_internal(visit: Visit) -> None:
    person = visit("partner")
    form_of(person, "PR-61006", "/guest/audits/")
    person.sees("PR-61006").sees("The council reads what you give")
    person.follow("The whole plan").sees("Never upload it")


def test_a_panel_talks_and_agrees(visit: Visit) -> None:
    chair = visit("manager").go("/audits/panels/").follow(PANEL).sees("Side by side")
    chair.follow("Write down what you agreed")
    page = chair.page
    for select in page.locator("select[name^=grade_]").all():
        select.select_option("3")
    page.locator("select[name=grade_F]").select_option("2")
    page.locator("select[name=cause_F]").select_option("advice")
    page.locator("input[name=overall][value='3']").check()
    chair.fill("What was learnt", "Say how often").fill("One action", "Agree a form of words")
    chair.fill("Who does it", "The health lead").press("Conclude the panel").sees("The panel is concluded")
    visit("partner").go("/audits/panels/").follow(PANEL).sees("Because of: The advice we were given")
