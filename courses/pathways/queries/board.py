"""Who is on the upskilling path, what waits for a decision, and who holds which licence."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from academy.people.access import can, visible
from academy.people.models import Post, User
from courses.pathways.models import Licence, PathModule, PriorLearning, UpskillingPath
from courses.pathways.queries.licences import LicenceCard, card_of
from courses.pathways.queries.mine import PathView
from courses.pathways.queries.modules import (
    ModuleRow,
    exempted_by,
    finished_by,
    module_rows,
    path_lines,
)
from courses.pathways.queries.proofs import proofs_of
from courses.pathways.rules.permits import COMPETENCY_OF, MODULE_OF
from courses.progress.models import Completion

SHOWN_PEOPLE = 20
"""So many people a search shows at most."""
ENDED_SHOWN = datetime.timedelta(days=180)
"""So long a path that ended stays on the board."""


@dataclass(frozen=True)
class HeldLicences:
    """The licences of one kind: the soonest to end first."""

    kind: Licence.Kind
    cards: tuple[LicenceCard, ...]
    ready: tuple[Completion, ...]

    @property
    def title(self) -> str:
        """What they are called."""
        return f"{self.kind.label} licences"

    @property
    def held(self) -> tuple[LicenceCard, ...]:
        """Those in force."""
        return tuple(card for card in self.cards if card.is_held)

    @property
    def lapsed(self) -> tuple[LicenceCard, ...]:
        """Those that ended."""
        return tuple(card for card in self.cards if not card.is_held)

    @property
    def soon(self) -> tuple[LicenceCard, ...]:
        """Those that should be renewed now."""
        return tuple(card for card in self.cards if card.lapses_soon)

    @property
    def module(self) -> str:
        """The module that it rests on."""
        return MODULE_OF[self.kind]

    @property
    def competency(self) -> str:
        """The competency that it is about."""
        return COMPETENCY_OF[self.kind]


@dataclass(frozen=True)
class Board:
    """Everything on /pathways/. `requests` is None for those who do not decide."""

    paths: tuple[PathView, ...]
    ended: tuple[UpskillingPath, ...]
    requests: tuple[PriorLearning, ...] | None
    licences: tuple[HeldLicences, ...]
    teams: dict[int, str]


def board_for(*, actor: User, at: datetime.datetime) -> Board:
    """The board as far as the actor may see it. A constant number of queries."""
    today = timezone.localdate(at)
    rows = list(visible(actor, UpskillingPath).select_related("person", "ended_by"))
    mine = [path for path in rows if path.state == "on"]
    since = today - ENDED_SHOWN
    ended = [
        path
        for path in rows
        if path.state != "on" and path.ended_at and timezone.localdate(path.ended_at) >= since
    ]
    requests = None
    if can(actor, "run_pathways"):
        requests = tuple(waiting_requests(actor=actor).select_related("person"))
    paths = path_views(actor=actor, paths=mine, today=today)
    named = {path.person_id for path in rows} | {one.person_id for one in requests or ()}
    return Board(paths, tuple(ended), requests, _licences(actor, today), teams_of(people=named, on=today))


def waiting_requests(*, actor: User) -> QuerySet[PriorLearning]:
    """The requests that wait for a decision by this actor, the oldest first: none of their own."""
    return (
        visible(actor, PriorLearning).filter(state="asked").exclude(person=actor).order_by("asked_at", "pk")
    )


def path_views(*, actor: User, paths: Sequence[UpskillingPath], today: datetime.date) -> tuple[PathView, ...]:
    """Paths with their modules and proofs. Six queries, however many there are."""
    people = [path.person_id for path in paths]
    parts: dict[int, list[PathModule]] = defaultdict(list)
    for part in visible(actor, PathModule).filter(path__in=paths):
        parts[part.path_id].append(part)
    modules: dict[str, ModuleRow] = module_rows(
        actor=actor, codes={part.module_code for some in parts.values() for part in some}
    )
    finished = finished_by(actor=actor, people=people)
    exempt = exempted_by(actor=actor, people=people)
    proofs = proofs_of(actor=actor, paths=paths)
    return tuple(
        PathView(
            path,
            path_lines(path, parts[path.pk], modules, finished[path.person_id], exempt[path.person_id]),
            proofs[path.pk],
            today,
        )
        for path in paths
    )


def _licences(actor: User, today: datetime.date) -> tuple[HeldLicences, ...]:
    rows = list(
        visible(actor, Licence)
        .filter(person__is_active=True)
        .select_related("person", "granted_by", "withdrawn_by")
    )
    holders: dict[int, list[Licence]] = defaultdict(list)
    for row in rows:
        holders[row.person_id].append(row)
    ready = _ready(actor) if can(actor, "run_pathways") else []
    found = []
    for kind in Licence.Kind:
        cards = [card for some in holders.values() if (card := card_of(kind, some, today)) is not None]
        held = {card.licence.person_id for card in cards if card.is_held}
        found.append(
            HeldLicences(
                kind,
                tuple(sorted(cards, key=lambda card: (card.ends_on, card.licence.pk))),
                tuple(
                    one for one in ready if one.module_code == MODULE_OF[kind] and one.person_id not in held
                ),
            )
        )
    return tuple(found)


def _ready(actor: User) -> list[Completion]:
    """Who has finished a module that a licence rests on, each once a module, the newest first."""
    rows = visible(actor, Completion).filter(module_code__in=MODULE_OF.values(), person__is_active=True)
    found: dict[tuple[int, str], Completion] = {}
    for row in rows.exclude(person=actor).select_related("person"):
        found.setdefault((row.person_id, row.module_code), row)
    return list(found.values())


def teams_of(*, people: set[int], on: datetime.date) -> dict[int, str]:
    """The team of each person on a day. One query."""
    rows = Post.objects.open_on(on).filter(person_id__in=people).order_by("starts_on", "pk")
    return dict(rows.values_list("person_id", "team__name"))


def find_people(*, actor: User, words: str) -> list[User]:
    """People in post whom the actor may put on a path, found by name; the first few. One query."""
    rows: QuerySet[User] = (
        visible(actor, User).filter(is_active=True, posts__ends_on=None).exclude(pk=actor.pk)
    )
    for word in words.split()[:4]:
        rows = rows.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    shown = rows.annotate(held=Count("posts")).filter(held__gt=0).order_by("family_name", "given_name", "pk")
    return list(shown[:SHOWN_PEOPLE])
