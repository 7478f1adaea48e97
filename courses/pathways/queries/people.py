"""One person's pathway as their manager and the practice development leads see it, and the things on it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.people.access import can, visible
from academy.people.models import User
from competencies.evidence.models import Evidence
from courses.pathways.models import Exemption, Licence, PriorLearning, UpskillingPath
from courses.pathways.queries.board import path_views, teams_of
from courses.pathways.queries.licences import LicenceCard, card_of
from courses.pathways.queries.mine import PathView
from courses.pathways.queries.modules import Shortening, module_rows, shortenings
from courses.pathways.rules.permits import COMPETENCY_OF, MODULE_OF
from courses.progress.models import Completion


@dataclass(frozen=True)
class LicenceLine:
    """One kind of licence for one person: what they hold, and whether the module is finished."""

    kind: Licence.Kind
    card: LicenceCard | None
    module: str
    finished: bool

    @property
    def may_grant(self) -> bool:
        """Whether granting or renewing makes sense now."""
        return self.finished and (self.card is None or not self.card.is_held or self.card.lapses_soon)


@dataclass(frozen=True)
class PersonPathway:
    """Everything on the page of one person."""

    person: User
    team: str
    exempt: tuple[Shortening, ...]
    path: PathView | None
    requests: tuple[PriorLearning, ...]
    licences: tuple[LicenceLine, ...]

    @property
    def exempt_count(self) -> int:
        """How many modules were taken off."""
        return sum(len(one.parts) for one in self.exempt)


def person_pathway(*, actor: User, pk: int, at: datetime.datetime) -> PersonPathway | None:
    """One person's page; None for somebody whom the actor does not lead. A constant number of queries."""
    person = visible(actor, User).filter(pk=pk).first()
    if person is None or not can(actor, "put_on_path", person):
        return None
    today = timezone.localdate(at)
    paths = list(
        visible(actor, UpskillingPath).filter(person=person).select_related("person", "ended_by")[:1]
    )
    exempt = list(
        visible(actor, Exemption).filter(person=person, state="in_force").select_related("decided_by")
    )
    modules = module_rows(actor=actor, codes={one.module_code for one in exempt})
    decided = visible(actor, PriorLearning).filter(person=person).select_related("decided_by")
    return PersonPathway(
        person,
        teams_of(people={person.pk}, on=today).get(person.pk, ""),
        shortenings(exempt, modules),
        next(iter(path_views(actor=actor, paths=paths, today=today)), None),
        tuple(decided),
        _licence_lines(actor, person, today),
    )


def _licence_lines(actor: User, person: User, today: datetime.date) -> tuple[LicenceLine, ...]:
    rows = list(visible(actor, Licence).filter(person=person).select_related("granted_by", "withdrawn_by"))
    done = set(
        visible(actor, Completion)
        .filter(person=person, module_code__in=MODULE_OF.values())
        .values_list("module_code", flat=True)
    )
    return tuple(
        LicenceLine(kind, card_of(kind, rows, today), MODULE_OF[kind], MODULE_OF[kind] in done)
        for kind in Licence.Kind
    )


@dataclass(frozen=True)
class Grounds:
    """What a licence could rest on: the module, and the evidence for its competency."""

    module: str
    finished_on: datetime.date | None
    competency: str
    evidence: tuple[Evidence, ...]


def grounds_of(*, actor: User, person: User, kind: Licence.Kind) -> Grounds:
    """What there is for a licence of this kind. Two queries."""
    done = visible(actor, Completion).filter(person=person, module_code=MODULE_OF[kind])
    evidence = visible(actor, Evidence).filter(person=person, competency__code=COMPETENCY_OF[kind])
    return Grounds(
        MODULE_OF[kind],
        done.values_list("done_on", flat=True).first(),
        COMPETENCY_OF[kind],
        tuple(evidence.select_related("competency")),
    )


def request_for(*, actor: User, pk: int) -> PriorLearning | None:
    """One request, if the actor may see it."""
    return visible(actor, PriorLearning).select_related("person", "decided_by").filter(pk=pk).first()


def exemption_for(*, actor: User, pk: int) -> Exemption | None:
    """One exemption, if the actor may see it."""
    return visible(actor, Exemption).select_related("person").filter(pk=pk).first()


def licence_for(*, actor: User, pk: int) -> Licence | None:
    """One licence, if the actor may see it."""
    return visible(actor, Licence).select_related("person").filter(pk=pk).first()


def path_for(*, actor: User, pk: int) -> UpskillingPath | None:
    """One upskilling path, if the actor may see it."""
    return visible(actor, UpskillingPath).select_related("person").filter(pk=pk).first()
