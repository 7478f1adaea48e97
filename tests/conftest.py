"""What every test may use. The database and the broker come from DATABASE_URL and CELERY_BROKER_URL."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.plugin import DjangoDbBlocker
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

# The browser's driver runs a loop of its own in the test process; our code stays synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A run that fails must fail again, and one that passes pass again: examples are the same each time.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

FIRST = (
    "tests/journeys/test_front_door.py",
    "tests/architecture/test_canaries.py",
    "tests/architecture/",
    "tests/academy/kit/test_run_demo.py",
    "tests/academy/work/",
    "tests/journeys/test_the_loop.py",
)
LAST = ("tests/journeys/",)
"""Of two processes one builds the demo academy and walks the first journeys while the other does what takes
longest besides. What is left of the journeys comes last, when nobody waits for the building any more."""


def pytest_collection_finish() -> None:
    """What was read so far stays to the end: no test waits while it is looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests in the order in which several processes end at about the same time."""

    def rank(item: pytest.Item) -> int:
        named = (place for place, prefix in enumerate(FIRST) if item.nodeid.startswith(prefix))
        return next(named, len(FIRST) + item.nodeid.startswith(LAST))

    items.sort(key=rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Keeps a file in one process: its tests share what was set up."""
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> None:
    """Lays a copy of the empty migrated database where set-up looks, unless `--reuse-db` keeps another."""
    from tests.databases import place_copy

    if not pytestconfig.getvalue("reuse_db"):
        with django_db_blocker.unblock():
            place_copy()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Set-up goes on with the copy instead of starting from nothing."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """After a test that empties the database, the page tree of the migrations stands again.

    Which page refers to which is not kept, and no page is handed to the search index, which the settings of
    tests keep as it is: nobody asks for either, and each takes a tenth of the time of a page.
    """
    from django.db import connection
    from django.test import TransactionTestCase
    from modelsearch import signal_handlers
    from wagtail.signal_handlers import disable_reference_index_auto_update

    from tests.databases import delete_what_was_written

    empty = TransactionTestCase._fixture_teardown
    nobody = SimpleNamespace(enqueue=lambda *args: None)

    def empty_and_plant(self: TransactionTestCase) -> None:
        empty(self)
        plant_page_tree()

    with pytest.MonkeyPatch.context() as patch, disable_reference_index_auto_update():
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_and_plant)
        patch.setattr(signal_handlers, "insert_or_update_object_task", nobody)
        if connection.vendor == "postgresql":
            patch.setattr(connection.ops, "sql_flush", delete_what_was_written)
        yield


def plant_page_tree() -> None:
    """The default language, the root page and the root collection, where they are missing."""
    from django.conf import settings
    from wagtail.models import Collection, Locale, Page

    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium from the system's packages: one a process, whose loop allows no second driver."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True, scope="module")
def numbers_from_the_beginning() -> None:
    """Names and times that are counted up begin again with each file, whichever files came before.

    Else a test would read "Team 14" on one run and "Team 2126" on the next, and pass or fail by it.
    """
    from factory.django import DjangoModelFactory

    waiting = [DjangoModelFactory]
    while waiting:
        one = waiting.pop()
        one.reset_sequence(0, force=True)
        waiting.extend(one.__subclasses__())


@pytest.fixture(autouse=True)
def nothing_kept_from_earlier_tests() -> None:
    """Tests that are rolled back use the same numbers again: what was kept under them is not theirs."""
    from django.core.cache import cache

    cache.clear()
