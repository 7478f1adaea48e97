"""Nobody finds out another person's level by any route: whatever somebody's levels are, every page, file and
count is the same for those who may not see them."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from competencies.entrustment.models import Entrustment, Proposal
from tests.architecture.canaries import readable
from tests.architecture.test_canaries import own_pages
from tests.architecture.visits import Row, Visitors
from tests.factories.competencies import EntrustableTaskFactory, EntrustmentFactory

UNINVOLVED = ("coordinator", "starter", "senior", "admin", "partner", "other_council", "anonymous")
"""For none of them is the colleague their own, of their team to lead, or of their council to look after. The
coordinator is the nearest: a peer in the same team. The head is left out: counts of eight people or more
are theirs to see."""
CHANGING = re.compile(r"[0-9a-f-]{32,}|[A-Za-z0-9]{43,64}|nonce=\S+|<dcterms:\w+[^>]*>[^<]*")
"""Keys and tokens that are new in every answer, and the moment at which a workbook was made."""
LOW, HIGH = 1, 5
TOLD_BY = (Entrustment._meta.db_table, Proposal._meta.db_table)
"""Where levels are. A page that asks for neither cannot be another one when they are."""


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands, so that no page changes by itself."""
    now = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def levels(visitors: Visitors) -> list[Entrustment]:
    """Three decisions about the colleague: one that stands, one that waits, one that lapsed."""
    home = visitors.world.home
    person, by, second = home.people["colleague"], home.people["manager"], home.people["pdl"]
    day = datetime.date(2026, 1, 5)
    about = {"person": person, "decided_by": by, "second_by": second, "second_at": timezone.now()}
    rows = []
    for code, more in (
        ("ET07", {}),
        ("ET08", {"state": "waiting", "starts_on": None, "valid_until": None, "second_by": None}),
        ("ET10", {"state": "lapsed", "ended_on": day, "ending": "law", "ended_words": "The law changed"}),
    ):
        task = EntrustableTaskFactory(framework__council=home.council, code=code)
        rows.append(EntrustmentFactory(**{**about, "task": task, "level": LOW, **more}))
        Proposal.objects.update_or_create(
            person=person, task=task, defaults={"level": 2, "worked_out_at": timezone.now()}
        )
    return rows


def read(visitors: Visitors, column: str, row: Row) -> str:
    """A page as one visitor reads it, without what is new in every answer."""
    cache.clear()
    answer = visitors.fetch(column, row)
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[call-overload]
    return f"{answer.status_code} {CHANGING.sub('', readable(body))}"


def read_what_asks(visitors: Visitors, column: str) -> list[tuple[Row, str]]:
    """Every page that asks the database for levels, as one visitor reads it."""
    asked = []

    def listen(execute: Any, sql: str, *more: Any) -> Any:
        asked.append(any(table in sql for table in TOLD_BY))
        return execute(sql, *more)

    found = []
    for row in own_pages():
        asked.clear()
        with connection.execute_wrapper(listen):
            words = read(visitors, column, row)
        if any(asked):
            found.append((row, words))
    return found


def differing(visitors: Visitors, levels: list[Entrustment], column: str) -> list[str]:
    """The pages that are not the same when the colleague's levels are others."""
    before = read_what_asks(visitors, column)
    Entrustment.objects.filter(pk__in=[row.pk for row in levels]).update(
        level=HIGH, reason="Quite other words"
    )
    Proposal.objects.filter(person=levels[0].person).update(level=4)
    return [str(row) for row, words in before if read(visitors, column, row) != words]


@pytest.mark.django_db
@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("column", UNINVOLVED)
def test_no_page_tells_it(column: str, visitors: Visitors, levels: list[Entrustment]) -> None:
    assert not differing(visitors, levels, column)


@pytest.mark.django_db
@pytest.mark.usefixtures("still")
def test_the_comparison_sees_a_level(visitors: Visitors, levels: list[Entrustment]) -> None:
    """Whoever leads the colleague does read it, so the comparison can fail."""
    assert differing(visitors, levels, "manager")
