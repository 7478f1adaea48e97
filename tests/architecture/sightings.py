"""Every row of the matrix fetched once as everybody: the answer, its tokens, and the acts it asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache

from academy.people import access
from tests.architecture.canaries import Aviary
from tests.architecture.visits import Row, Visitors, all_rows


class Listening(dict[str, Any]):
    """The table of acts, which notes what is looked up in it."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__(table)
        self.heard: set[str] = set()

    def __getitem__(self, act: str) -> Any:
        self.heard.add(act)
        return super().__getitem__(act)


@dataclass(frozen=True)
class Answer:
    """The status of an answer, and where it leads to if it leads on."""

    status: str
    location: str


@dataclass
class Sightings:
    """By role and row: the answer. By role: each page with the tokens on it; by act: the rows and roles that
    asked about it."""

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    seen: dict[str, list[tuple[Row, set[str]]]] = field(default_factory=dict)
    asked: dict[str, list[tuple[Row, str]]] = field(default_factory=dict)

    @classmethod
    def made(
        cls, visitors: Visitors, aviary: Aviary, pages: Iterable[Row], roles: Iterable[str]
    ) -> Sightings:
        """Visits every page as everybody, and every other row of the matrix."""
        found = cls()
        rows = [*pages, *(row for row in all_rows() if row.method != "GET")]
        with pytest.MonkeyPatch.context() as patch:
            table = Listening(access.DOES)
            patch.setattr(access, "DOES", table)
            for role in roles:
                found.seen[role] = []
                for row in rows:
                    cache.clear()
                    table.heard.clear()
                    answer = visitors.fetch(role, row)
                    found.answers[role, str(row)] = Answer(
                        str(answer.status_code), answer.headers.get("Location", "")
                    )
                    for act in table.heard:
                        found.asked.setdefault(act, []).append((row, role))
                    if row.method == "GET":
                        found.seen[role].append((row, aviary.seen_in(answer)))
        return found

    def of(self, role: str) -> Iterator[tuple[Row, set[str]]]:
        """The pages that showed the role anything."""
        yield from ((row, tokens) for row, tokens in self.seen[role] if tokens)

    def asking(self, act: str, roles: Iterable[str]) -> list[tuple[Row, str]]:
        """Rows that asked about an act for one of the roles, those whose answer the matrix knows first."""
        wanted = set(roles)
        rows = [(row, role) for row, role in self.asked.get(act, ()) if role in wanted]
        return sorted(rows, key=lambda pair: pair[0].cells.get(pair[1], "-") == "-")
