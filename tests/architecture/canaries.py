"""A unique token in every sensitive text of every row, and who may come across which."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpResponseBase
from pypdf import PdfReader

from courses.cohorts.models import BuddyPair
from tests.architecture.sensitive import SENSITIVE
from tests.factories.worlds import World

TOKEN = re.compile(r"q\d{5}z", re.IGNORECASE)
ROLES = ("starter", "coordinator", "senior", "manager", "pdl", "qa", "head", "admin", "partner")


@dataclass(frozen=True)
class Canary:
    """One token: in which field of which row it sits, whose it is and of what kind."""

    token: str
    where: str
    kind: str
    council: int
    person: int | None
    number: int


@cache
def oracle() -> dict[tuple[str, str, str], str]:
    """Kind, relation, role: `yes` (must come across it), `may`, `no`. What is not in the table is `no`."""
    with (Path(__file__).parent / "visibility.csv").open(newline="") as file:
        return {
            (line["kind"], line["relation"], role): line[role]
            for line in csv.DictReader(file)
            for role in ROLES
        }


def follow(row: Model, path: str | None) -> int | None:
    """The primary key at the end of a path of the row."""
    here: Any = row
    for step in path.split("__") if path else ():
        here = here if step == "pk" else getattr(here, step)
        if here is None:
            return None
    return here.pk if path else None


def readable(body: bytes) -> str:
    """The words of an answer: of a spreadsheet what is packed in it, of a PDF what stands on its pages."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return " ".join(book.read(name).decode("utf-8", errors="replace") for name in book.namelist())
    if body.startswith(b"%PDF-"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", errors="replace")


class Aviary:
    """All tokens of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.canaries: dict[str, Canary] = {}
        self.teams = {
            person.pk: set(person.posts.values_list("team_id", flat=True))
            for side in (world.home, world.second)
            for person in side.people.values()
        }
        self.starters: dict[int, set[int]] = defaultdict(set)
        for buddy, person in BuddyPair.objects.values_list("buddy", "member__person"):
            self.starters[buddy].add(person)
        desks = ("head", "pdl", "qa", "admin")
        self.desk = {side.people[name].pk for side in (world.home, world.second) for name in desks}
        self.guests = {side.people["partner"].pk for side in (world.home, world.second)}
        for label, fields in SENSITIVE.items():
            self._fill(apps.get_model(label), fields)

    def _fill(self, model: type[Model], fields: dict[str, str]) -> None:
        reach = model.reach  # type: ignore[attr-defined]
        for row in model._default_manager.order_by("pk"):
            values = {}
            for name, kind in fields.items():
                token = f"q{len(self.canaries):05d}z"
                values[name] = f"{token}@testshire.example" if name == "email" else token.upper()
                council = follow(row, reach.council) or 0
                where = f"{model._meta.label}.{name}"
                self.canaries[token] = Canary(token, where, kind, council, follow(row, reach.person), row.pk)
            model._default_manager.filter(pk=row.pk).update(**values)

    def relation(self, canary: Canary, role: str) -> str:
        """How the row of a token stands to the person who plays the role."""
        actor = self.world.home.people[role]
        if canary.council != actor.council_id:
            return "other_council"
        if canary.person is None:
            return "nobody"
        if canary.person == actor.pk:
            return "own"
        if canary.person in self.guests:
            return "guest"
        if canary.kind in ("name", "contact") and canary.person in self.desk:
            return "desk"
        mine, theirs = self.teams.get(actor.pk, set()), self.teams.get(canary.person, set())
        return "same_team" if mine & theirs and canary.person not in self.desk else "other_team"

    def verdict(self, canary: Canary, role: str) -> str:
        """`yes`, `may` or `no`. A buddy's own starter is `own_starter` where the table has such a row."""
        relation = self.relation(canary, role)
        paired = canary.person in self.starters.get(self.world.home.people[role].pk, ())
        if paired and (canary.kind, "own_starter", role) in oracle():
            relation = "own_starter"
        return "no" if relation == "other_council" else oracle().get((canary.kind, relation, role), "no")

    def seen_in(self, answer: HttpResponseBase) -> set[str]:
        """The tokens that an answer carries, in its body and in its headers."""
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        text = readable(body) + " ".join(f"{k}: {v}" for k, v in answer.items())
        return {token.lower() for token in TOKEN.findall(text)} & self.canaries.keys()

    def leaks(self, role: str, tokens: Iterable[str]) -> list[str]:
        """What the role must not have come across, in words for the one who reads the failure."""
        found = (self.canaries[token] for token in tokens)
        return [
            f"{c.where} of row {c.number} ({c.kind}, {self.relation(c, role)})"
            for c in found
            if self.verdict(c, role) == "no"
        ]
