"""The demo academy and a browser, once for all journeys of a run."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys import academy
from tests.journeys.visitor import Visitor

CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ACCOUNTS = {
    **{
        name: f"{name}@alderwick.example"
        for name in ("starter", "coordinator", "senior", "manager", "pdl", "qa", "head", "admin", "tribunal")
    },
    "partner": "senco@oakfield.example",
    "therapist": "therapist@northtrust.example",
    "forum": "forum@alderwickparents.example",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks journeys, so that `-m "not journey"` leaves them out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the demo academy, freshly loaded."""
    with academy.serve(academy.prepare()) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium from the system's packages."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def seen() -> set[str]:
    """Pages checked already in this run."""
    return set()


@pytest.fixture
def visit(
    site: str, browser: Browser, seen: set[str], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """`visit()` is a stranger at the door, `visit("pdl")` has signed in; `script=False`: no JavaScript."""
    contexts = []
    album = academy.BUILD / "screenshots" / re.sub(r"[^a-z0-9_]+", "-", request.node.name.lower())

    def start(account: str | None = None, script: bool = True) -> Visitor:
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London", java_script_enabled=script)
        context.set_default_timeout(15_000)
        contexts.append(context)
        visitor = Visitor(context.new_page(), site, album / (account or "stranger"), seen, script)
        return visitor.sign_in(ACCOUNTS[account]) if account else visitor

    yield start
    for context in contexts:
        context.close()
