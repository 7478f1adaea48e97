"""One world for all tests of a module that only look: made once, and taken back at the end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.architecture.visits import Visitors


@pytest.fixture(scope="module")
def visitors(django_db_setup: None, django_db_blocker: Any) -> Iterator[Visitors]:
    """Two councils, everybody of the matrix signed in, and one of each thing."""
    noise = logging.getLogger("django.request")
    level = noise.level
    noise.setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        yield Visitors()
        transaction.set_rollback(True)
    noise.setLevel(level)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What an earlier test left in the cache would hide what this one looks for."""
    cache.clear()
