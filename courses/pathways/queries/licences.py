"""Who is licensed to do what on a day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from academy.kit.words import day_month_year
from academy.people.models import Council, User
from courses.pathways.models import Licence
from courses.pathways.rules.permits import MODULE_OF, RENEW_WITHIN
from courses.progress.models import Completion


def licence_of(person: User, kind: Licence.Kind | str, on: datetime.date) -> Licence | None:
    """The licence that somebody holds on a day; None for nobody's, a lapsed or a withdrawn one."""
    return _in_force(kind, on).filter(person=person).first()


def licensed(kind: Licence.Kind | str, on: datetime.date, council: Council) -> dict[int, Licence]:
    """By person, the licences of a kind that are in force on a day in a council. One query."""
    rows = _in_force(kind, on).filter(person__council=council, person__is_active=True)
    return {row.person_id: row for row in rows.select_related("person", "granted_by")}


def auditors_licensed(council_id: int, on: datetime.date) -> dict[int, datetime.date]:
    """By person, the last day of the licence to audit that is in force in a council. One query."""
    rows = _in_force(Licence.Kind.AUDITOR, on).filter(person__council_id=council_id, person__is_active=True)
    return dict(rows.order_by("ends_on").values_list("person_id", "ends_on"))


def licences_to_audit(council_id: int, on: datetime.date) -> dict[int, bool]:
    """By person who ever held a licence to audit, whether one is in force on a day. One query."""
    rows = Licence.objects.filter(kind=Licence.Kind.AUDITOR, person__council=council_id)
    found: dict[int, bool] = {}
    for row in rows:
        holds = row.state == "granted" and row.starts_on <= on <= row.ends_on
        found[row.person_id] = found.get(row.person_id, False) or holds
    return found


def _in_force(kind: Licence.Kind | str, on: datetime.date) -> QuerySet[Licence]:
    return Licence.objects.filter(kind=kind, state="granted", starts_on__lte=on, ends_on__gte=on)


def finished_module(*, person: User, kind: Licence.Kind | str) -> bool:
    """Whether somebody has finished the module that a licence of this kind rests on."""
    return Completion.objects.filter(person=person, module_code=MODULE_OF[Licence.Kind(kind)]).exists()


@dataclass(frozen=True)
class LicenceCard:
    """What somebody holds of one kind: the licence that counts, and the day on which it ends."""

    licence: Licence
    today: datetime.date
    renewed: Licence | None = None

    @property
    def ends_on(self) -> datetime.date:
        """The last day, with a renewal that is granted already."""
        return (self.renewed or self.licence).ends_on

    @property
    def is_held(self) -> bool:
        """Whether it is in force today."""
        return self.licence.state == "granted" and self.ends_on >= self.today

    @property
    def lapses_soon(self) -> bool:
        """Whether it should be renewed now."""
        return self.is_held and self.ends_on - RENEW_WITHIN <= self.today

    @property
    def state(self) -> str:
        """Its mark."""
        if not self.is_held:
            return "stopped"
        return "look" if self.lapses_soon else "done"

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.licence.state == "withdrawn" and self.licence.withdrawn_on:
            return f"Withdrawn on {day_month_year(self.licence.withdrawn_on)}"
        if not self.is_held:
            return f"Lapsed on {day_month_year(self.ends_on)}"
        return f"{'Renew before' if self.lapses_soon else 'Until'} {day_month_year(self.ends_on)}"


def card_of(kind: Licence.Kind, rows: Sequence[Licence], today: datetime.date) -> LicenceCard | None:
    """The licence of a kind that counts among somebody's own: the one in force, else the last there was."""
    mine = sorted((row for row in rows if row.kind == kind), key=lambda row: (row.starts_on, row.pk))
    if not mine:
        return None
    granted = [row for row in mine if row.state == "granted" and row.ends_on >= today]
    if not granted:
        return LicenceCard(mine[-1], today)
    return LicenceCard(granted[0], today, granted[-1] if len(granted) > 1 else None)


def kinds_held(*, person_ids: Iterable[int], on: datetime.date) -> dict[int, frozenset[str]]:
    """By person, the kinds of licence in force on a day: one query. The caller judges who may know it."""
    rows = Licence.objects.filter(
        state="granted", starts_on__lte=on, ends_on__gte=on, person_id__in=list(person_ids)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for person, kind in rows.values_list("person_id", "kind"):
        found[person].add(kind)
    return {person: frozenset(kinds) for person, kinds in found.items()}
