"""My pathway: what I need not take and why, what shortens it further, and the path I am on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.kit.words import minutes
from academy.people.access import standing_of, visible
from academy.people.models import User
from academy.people.roles import Right
from courses.pathways.models import Exemption, Licence, PathModule, PriorLearning, UpskillingPath
from courses.pathways.queries.diagnostic import Diagnostic, diagnostic_of
from courses.pathways.queries.licences import LicenceCard, card_of
from courses.pathways.queries.modules import (
    INDUCTION,
    ModuleLine,
    ModuleRow,
    Shortening,
    exempted_by,
    finished_by,
    module_rows,
    path_lines,
    shortenings,
)
from courses.pathways.queries.proofs import Proof, proofs_of
from courses.pathways.rules.path import week_of

STARTER = "R01"


@dataclass(frozen=True)
class Induction:
    """The six weeks as they are for this person. Minutes are those of modules; tasks come on top for all."""

    whole: int
    exempt: int

    @property
    def left(self) -> int:
        """Minutes of the modules that are to be taken."""
        return self.whole - self.exempt


@dataclass(frozen=True)
class PathView:
    """An upskilling path with its modules and the three things that finish it."""

    path: UpskillingPath
    lines: tuple[ModuleLine, ...]
    proofs: tuple[Proof, ...]
    today: datetime.date

    @property
    def week(self) -> int:
        """Which of the ten weeks it is."""
        return week_of(self.path.starts_on, self.today)

    @property
    def open_lines(self) -> int:
        """Modules still to take."""
        return sum(line.is_open for line in self.lines)

    @property
    def behind(self) -> int:
        """Modules finished or not needed."""
        return len(self.lines) - self.open_lines

    @property
    def minutes(self) -> int:
        """Minutes of the modules still to take."""
        return sum(line.module.minutes for line in self.lines if line.is_open)

    @property
    def met(self) -> int:
        """How many of the three are there."""
        return sum(proof.is_met for proof in self.proofs)

    @property
    def is_past(self) -> bool:
        """Whether the ten weeks are over and it is still open."""
        return self.path.state == "on" and self.today > self.path.ends_on


@dataclass(frozen=True)
class MyPathway:
    """Everything on /me/pathway/."""

    today: datetime.date
    induction: Induction | None
    exempt: tuple[Shortening, ...]
    path: PathView | None
    diagnostic: Diagnostic | None
    request: PriorLearning | None
    licences: tuple[LicenceCard, ...]
    audits: bool

    @property
    def induction_pairs(self) -> list[tuple[str, str]]:
        """The hours of the six weeks, with and without what need not be taken."""
        found = self.induction
        if found is None:
            return []
        if not found.exempt:
            return [("All modules", minutes(found.whole))]
        return [
            ("All modules", minutes(found.whole)),
            ("You need not take", minutes(found.exempt)),
            ("Left for you", minutes(found.left)),
        ]

    @property
    def exempt_minutes(self) -> int:
        """Minutes that were taken off."""
        return sum(one.minutes for one in self.exempt)

    @property
    def exempt_count(self) -> int:
        """How many modules were taken off."""
        return sum(len(one.parts) for one in self.exempt)


def my_pathway(*, actor: User, at: datetime.datetime) -> MyPathway:
    """Where the actor stands. A constant number of queries."""
    today = timezone.localdate(at)
    exempt = exempted_by(actor=actor, people=[actor.pk])[actor.pk]
    path = visible(actor, UpskillingPath).filter(person=actor).order_by("-starts_on", "-pk").first()
    modules = module_rows(actor=actor)
    licences = visible(actor, Licence).filter(person=actor).select_related("granted_by", "withdrawn_by")
    return MyPathway(
        today=today,
        induction=_induction(modules, exempt) if is_starter(actor) else None,
        exempt=shortenings(exempt.values(), modules),
        path=_path(actor, path, modules, exempt, today) if path is not None else None,
        diagnostic=diagnostic_of(actor=actor),
        request=visible(actor, PriorLearning).filter(person=actor).select_related("decided_by").first(),
        licences=tuple(
            card for kind in Licence.Kind if (card := card_of(kind, list(licences), today)) is not None
        ),
        audits=Right.AUDIT in standing_of(actor).rights,
    )


def is_starter(actor: User) -> bool:
    """Whether somebody is in the six weeks by their post."""
    return STARTER in standing_of(actor).roles


def _induction(modules: dict[str, ModuleRow], exempt: dict[str, Exemption]) -> Induction:
    taught = [row for code, row in modules.items() if code.startswith(INDUCTION)]
    return Induction(
        sum(row.minutes for row in taught),
        sum(row.minutes for row in taught if row.code in exempt),
    )


def _path(
    actor: User,
    path: UpskillingPath,
    modules: dict[str, ModuleRow],
    exempt: dict[str, Exemption],
    today: datetime.date,
) -> PathView:
    parts = visible(actor, PathModule).filter(path=path)
    finished = finished_by(actor=actor, people=[actor.pk])[actor.pk]
    return PathView(
        path,
        path_lines(path, parts, modules, finished, exempt),
        proofs_of(actor=actor, paths=[path])[path.pk],
        today,
    )


def my_requests(*, actor: User) -> list[PriorLearning]:
    """What the actor asked to have recognised, newest first. One query."""
    rows = visible(actor, PriorLearning).filter(person=actor).select_related("decided_by")
    return list(rows)
