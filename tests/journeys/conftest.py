"""The demo academy, as if just loaded for each file of journeys, and a browser."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import academy
from tests.journeys.checks import Looked
from tests.journeys.visitor import Visitor

PATIENCE = 60_000
"""Milliseconds: what the first reader of a page of figures waits on a slow machine with two things to do."""
expect.set_options(timeout=20_000)

ACCOUNTS = {
    **{
        name: f"{name}@alderwick.example"
        for name in (
            "starter",
            "coordinator",
            "senior",
            "manager",
            "pdl",
            "qa",
            "qamanager",
            "head",
            "admin",
            "tribunal",
        )
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


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[str]:
    """The address of a demo academy of this file's own: what other journeys left behind is not there, so
    that it makes no difference which came before."""
    academy.prepare()
    with academy.serve() as url:
        yield url


@pytest.fixture(scope="session")
def looked() -> Looked:
    """Shapes of pages that were looked at; PAGES_LOOKED_AT names a file that several runs share."""
    return Looked(Path(os.environ.get("PAGES_LOOKED_AT", academy.BUILD / f"looked-{academy.RUN}")))


@pytest.fixture(scope="module")
def signed_in() -> dict[str, list[Any]]:
    """The cookies of those who signed in before. Nobody types a password a hundred times a day."""
    return {}


@pytest.fixture
def visit(
    site: str,
    browser: Browser,
    looked: Looked,
    signed_in: dict[str, list[Any]],
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Visitor]]:
    """`visit()` is a stranger at the door, `visit("pdl")` has signed in; `script=False`: no JavaScript."""
    contexts = []
    album = academy.BUILD / "screenshots" / re.sub(r"[^a-z0-9_]+", "-", request.node.name.lower())

    def start(account: str | None = None, script: bool = True) -> Visitor:
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London", java_script_enabled=script)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        visitor = Visitor(context.new_page(), site, album / (account or "stranger"), looked, script)
        if account and not (account in signed_in and visitor.come_back(signed_in[account])):
            visitor.sign_in(ACCOUNTS[account])
            signed_in[account] = context.cookies()
        return visitor

    yield start
    for context in contexts:
        context.close()
