"""Fetching a route as somebody, without leaving a trace in the database."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.architecture.matrix_objects import Things, make_things
from tests.architecture.routes import Route, all_routes
from tests.factories.worlds import COLUMNS, World, build_world

MATRIX = Path(__file__).parent / "matrix"


PASSWORD = "seven grey geese"


@dataclass(frozen=True)
class Row:
    """One row of the access matrix: what each role gets for a route, a thing and a method."""

    file: str
    route: str
    thing: str
    method: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.route}" + (f"@{self.thing}" if self.thing else "")


def matrix_files() -> list[Path]:
    """The files of the matrix."""
    return sorted(MATRIX.glob("*.csv"))


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of one file."""
    with path.open(newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == ("route", "method", *COLUMNS), f"{path.name}: wrong header"
        for line in reader:
            route, _, thing = line.pop("route").partition("@")
            yield Row(path.name, route, thing, line.pop("method"), line)


def all_rows() -> list[Row]:
    """The whole matrix."""
    return [row for path in matrix_files() for row in rows_of(path)]


class Visitors:
    """Everybody of the matrix, signed in once."""

    def __init__(self) -> None:
        self.world: World = build_world()
        self.things: Things = make_things(self.world)
        self.routes: dict[str, Route] = {route.name: route for route in all_routes()}
        self.clients = {column: self._client(column) for column in COLUMNS}
        self.clients["pdl"].get("/cms/")

    def _client(self, column: str) -> Client:
        client = Client(raise_request_exception=False)
        actor = self.world.actor(column)
        if actor is not None:
            actor.set_password(PASSWORD)
            actor.save()
            client.force_login(actor)
            client.get("/healthz")
        return client

    def fetch(self, column: str, row: Row) -> HttpResponse:
        """The answer to one cell; whatever the request changed is taken back."""
        address = self.things.address(self.routes[row.route], row.thing)
        return self.visit(column, row.method, address)

    def visit(self, column: str, method: str, address: str) -> HttpResponse:
        """The answer to one request of somebody."""
        with transaction.atomic():
            answer: HttpResponse = self.clients[column].generic(method, address)
            transaction.set_rollback(True)
        for person in (self.world.actor(column),):
            if person is not None and hasattr(person, "_standing"):
                del person._standing
        return answer
