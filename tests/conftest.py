"""What every test may use. The database and the broker come from DATABASE_URL and CELERY_BROKER_URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

# The browser's driver runs a loop of its own in the test process; our code stays synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A run that fails must fail again, and one that passes pass again: examples are the same each time.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

LONGEST_FIRST = ("tests/journeys/", "tests/architecture/", "tests/academy/kit/test_run_demo.py")
"""What takes longest is begun first, so that two processes end at about the same time."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts what takes longest first and leaves the rest in its order."""
    ranks = {prefix: rank for rank, prefix in enumerate(LONGEST_FIRST)}

    def rank(item: pytest.Item) -> int:
        return next((ranks[p] for p in LONGEST_FIRST if item.nodeid.startswith(p)), len(ranks))

    items.sort(key=rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Keeps a file in one process, and all journeys: they share one academy."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "tests/journeys/" if nodeid.startswith("tests/journeys/") else nodeid.partition("::")[0]

    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """After a test that empties the database, the page tree of the migrations stands again."""
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown

    def empty_and_plant(self: TransactionTestCase) -> None:
        empty(self)
        plant_page_tree()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_and_plant)
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


@pytest.fixture(autouse=True)
def nothing_kept_from_earlier_tests() -> None:
    """Tests that are rolled back use the same numbers again: what was kept under them is not theirs."""
    from django.core.cache import cache

    cache.clear()
