"""The three things that finish an upskilling path, as far as they are there."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from academy.people.access import visible
from academy.people.models import User
from assessments.audits.models import GOOD, GRADE_CHOICES, Audit
from competencies.evidence.models import Evidence
from courses.pathways.models import UpskillingPath
from courses.pathways.rules.path import DEMANDS, Demand

SHOWN_BY = {"C10.4": "calibration", "C3.2": "letter"}
"""Which competency an assessed work shows, and the thing it stands for."""
OWN_ONLY = "/sittings/"
"""Pages of papers show everybody their own: nobody else is led there."""
KINDS = (Evidence.Kind.SIMULATION, Evidence.Kind.CALIBRATION, Evidence.Kind.WORK_PRODUCT)
WORDS = dict(GRADE_CHOICES)


@dataclass(frozen=True)
class Proof:
    """One of the three: what was found, where and on which day; nothing found yet has no day.

    `so_far` says what was seen that is not enough.
    """

    demand: Demand
    found: str = ""
    on: datetime.date | None = None
    url: str = ""
    so_far: str = ""

    @property
    def code(self) -> str:
        """Its code."""
        return self.demand.code

    @property
    def title(self) -> str:
        """What it is."""
        return self.demand.title

    @property
    def is_met(self) -> bool:
        """Whether it is there."""
        return self.on is not None

    @property
    def state(self) -> str:
        """Its mark."""
        return "done" if self.is_met else "half" if self.so_far else "todo"


def proofs_of(*, actor: User, paths: Sequence[UpskillingPath]) -> dict[int, tuple[Proof, ...]]:
    """By path, the three things as they stand since it began, as far as the actor may see. Two queries."""
    people = {path.person_id: path for path in paths}
    audits: dict[int | None, list[Audit]] = defaultdict(list)
    since = min((path.starts_on for path in paths), default=None)
    if since is None:
        return {}
    rows = visible(actor, Audit).filter(is_current=True, writer_id__in=people, audited_on__gte=since)
    for audit in rows.exclude(standing_overall=None).order_by("audited_on", "pk"):
        audits[audit.writer_id].append(audit)
    shown: dict[int, list[Evidence]] = defaultdict(list)
    evidence = visible(actor, Evidence).filter(
        person_id__in=people, competency__code__in=SHOWN_BY, kind__in=KINDS, shown_on__gte=since
    )
    for one in evidence.select_related("competency").order_by("shown_on", "pk"):
        shown[one.person_id].append(one)
    return {path.pk: _proofs(actor, path, audits[path.person_id], shown[path.person_id]) for path in paths}


def _proofs(
    actor: User, path: UpskillingPath, audits: list[Audit], shown: list[Evidence]
) -> tuple[Proof, ...]:
    is_own = path.person_id == actor.pk
    found = {"plan": _plan(path, audits, "feedback" if is_own else "audit")}
    for one in shown:
        code = SHOWN_BY[one.competency.code]
        if one.shown_on >= path.starts_on and code not in found:
            demand = next(demand for demand in DEMANDS if demand.code == code)
            url = "" if one.source_path.startswith(OWN_ONLY) and not is_own else one.source_path
            found[code] = Proof(demand, one.source_label, one.shown_on, url)
    return tuple(found.get(demand.code, Proof(demand)) for demand in DEMANDS)


def _plan(path: UpskillingPath, audits: list[Audit], page: str) -> Proof:
    """The first plan audited since that is good; else how the last one went."""
    demand = DEMANDS[0]
    mine = [audit for audit in audits if audit.audited_on >= path.starts_on]
    good = next((audit for audit in mine if (audit.standing_overall or 0) >= GOOD), None)
    if good is not None:
        label = f"Plan {good.plan_ref}: {WORDS[good.standing_overall]}"
        return Proof(demand, label, good.audited_on, reverse(page, args=[good.pk]))
    if not mine:
        return Proof(demand)
    last = mine[-1]
    return Proof(demand, so_far=f"Plan {last.plan_ref} was audited and is not there yet")
