"""What a short form offers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from academy.people.models import User
from competencies.evidence.models import Piece
from competencies.evidence.rules.permits import can_record
from competencies.evidence.rules.shortforms import FORMS, ShortForm
from competencies.framework.models import Competency, EntrustableTask
from competencies.framework.queries import competencies_in_force

Choices = list[tuple[str, str]]
DOMAIN = "domain:"


def competency_choices(*, council_id: int) -> Choices:
    """The competencies in force by code, in the order of the framework. One query."""
    rows = competencies_in_force(council_id=council_id)
    return [(one.code, _called(one)) for one in rows]


@dataclass(frozen=True)
class Shelf:
    """What a history may be narrowed to: whole domains and single competencies, with the ids in force."""

    choices: Choices
    ids: dict[str, list[int]]


def shelf_of(*, council_id: int) -> Shelf:
    """Domains and competencies in force to narrow a history to. One query."""
    choices: Choices = []
    ids: dict[str, list[int]] = {}
    for domain, some in groupby(competencies_in_force(council_id=council_id), key=lambda one: one.domain):
        rows = list(some)
        choices += [(f"{DOMAIN}{domain.code}", f"All of “{domain.title}”")]
        choices += [(one.code, _called(one)) for one in rows]
        ids[f"{DOMAIN}{domain.code}"] = [one.pk for one in rows]
        ids |= {one.code: [one.pk] for one in rows}
    return Shelf(choices, ids)


def _called(competency: Competency) -> str:
    return f"{competency.text} ({competency.code})"


def task_choices(*, council_id: int) -> Choices:
    """The entrustable tasks in force by code. One query."""
    rows = EntrustableTask.objects.filter(framework__council_id=council_id, framework__state="published")
    return [(one.code, f"{one.title} ({one.code})") for one in rows]


def forms_for(*, actor: User, person: User) -> list[ShortForm]:
    """The short forms that the actor may fill in about this person."""
    return [form for kind, form in FORMS.items() if can_record(kind=kind, person=person, by=actor)]


def automatic_forms() -> list[ShortForm]:
    """The kinds that come by themselves."""
    return [form for form in FORMS.values() if form.automatic]


def named_competencies(piece: Piece) -> Sequence[str]:
    """Codes of the competencies that were named besides the task; none when it showed the whole task."""
    shown = set(piece.rows.values_list("competency__code", flat=True))
    whole = set(piece.task.competencies.values_list("code", flat=True)) if piece.task else set()
    return [] if shown == whole else sorted(shown)
