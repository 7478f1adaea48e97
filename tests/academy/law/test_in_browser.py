"""Rules and dates in a real browser: by keyboard, without script, on a phone and under axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.factories.worlds import build_world
from tests.journeys import checks

pytestmark = [
    pytest.mark.journey,
    pytest.mark.xdist_group("journeys"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def pages(live_server, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`pages()` is a new page of the coordinator, signed in; `pages(script=False)` runs no JavaScript."""
    signed_in = Client()
    signed_in.force_login(build_world().home.people["coordinator"])
    key = {"name": "sessionid", "value": signed_in.cookies["sessionid"].value, "url": live_server.url}
    contexts = []

    def start(script: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="en-GB", java_script_enabled=script, viewport=checks.WIDE
        )
        context.add_cookies([key])
        contexts.append(context)
        return context.new_page()

    yield start
    for context in contexts:
        context.close()


def faults(page: Page) -> list[str]:
    """What is wrong with the page, wide and on a phone."""
    found = checks.page_faults(page) + checks.axe_faults(page)
    page.set_viewport_size(checks.NARROW)
    found += checks.sideways_faults(page) + [f"at 360 px: {fault}" for fault in checks.axe_faults(page)]
    page.set_viewport_size(checks.WIDE)
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/law/",
        "/law/?topic=plan",
        "/law/rules/TR-07/",
        "/law/rules/TR-05/?draft_served_day=30&draft_served_month=2&draft_served_year=2027",
        "/law/timeline/?topic=assessment&ground=staff_shortage&request_received_day=7"
        "&request_received_month=9&request_received_year=2026",
    ],
)
def test_pages_of_law_are_for_everybody(pages: Callable[..., Page], path: str) -> None:
    page = pages()
    page.goto(path)
    assert faults(page) == []


def test_a_date_by_keyboard_alone(pages: Callable[..., Page]) -> None:
    page = pages()
    page.goto("/law/rules/TR-05/")
    page.get_by_label("Day").focus()
    for text in ("23", "3", "2027"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Work it out")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your date")).to_be_visible()
    expect(page.get_by_text("Tuesday 6 April 2027").first).to_be_visible()


def test_a_timeline_without_script(pages: Callable[..., Page]) -> None:
    page = pages(script=False)
    page.goto("/law/")
    page.get_by_role("link", name="Work out dates").click()
    page.get_by_role("link", name="Mediation and appeals").click()
    decision = page.get_by_role("group", name="You sent a decision")
    certificate = page.get_by_role("group", name="The mediation certificate was issued")
    for group, day in ((decision, ("19", "6", "2026")), (certificate, ("20", "7", "2026"))):
        for label, text in zip(("Day", "Month", "Year"), day, strict=True):
            group.get_by_label(label).fill(text)
    page.get_by_role("button", name="Work out the dates").click()
    expect(page.get_by_role("rowheader", name="Tuesday 1 September 2026")).to_be_visible()
    page.get_by_role("link", name="TR-21").click()
    expect(page.get_by_role("heading", name="Where public sources disagree")).to_be_visible()
