"""What every test may use. The database and the broker come from DATABASE_URL and CELERY_BROKER_URL."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

# The browser's driver runs a loop of its own in the test process; our code stays synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

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
