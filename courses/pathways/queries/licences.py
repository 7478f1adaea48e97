"""Who is licensed to do what on a day."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from academy.people.models import Council, User
from courses.pathways.models import Licence
from courses.pathways.rules.permits import MODULE_OF
from courses.progress.models import Completion


def licence_of(person: User, kind: Licence.Kind | str, on: datetime.date) -> Licence | None:
    """The licence that somebody holds on a day; None for nobody's, a lapsed or a withdrawn one."""
    return _in_force(kind, on).filter(person=person).first()


def licensed(kind: Licence.Kind | str, on: datetime.date, council: Council) -> dict[int, Licence]:
    """By person, the licences of a kind that are in force on a day in a council. One query."""
    rows = _in_force(kind, on).filter(person__council=council, person__is_active=True)
    return {row.person_id: row for row in rows.select_related("person", "granted_by")}


def _in_force(kind: Licence.Kind | str, on: datetime.date) -> QuerySet[Licence]:
    return Licence.objects.filter(kind=kind, state="granted", starts_on__lte=on, ends_on__gte=on)


def finished_module(*, person: User, kind: Licence.Kind | str) -> bool:
    """Whether somebody has finished the module that a licence of this kind rests on."""
    return Completion.objects.filter(person=person, module_code=MODULE_OF[Licence.Kind(kind)]).exists()
