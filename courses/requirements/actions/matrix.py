"""Writing the matrix: the first one of a council, and every change to a cell of it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from courses.requirements.actions.tending import ask_what_is_due, plan_matrix_day
from courses.requirements.models import Requirement

FILE = Path("courses/fixtures/matrix.json")


@dataclass(frozen=True)
class Draft:
    """A cell of the matrix as somebody wants it."""

    training: str
    group: str
    roles: tuple[str, ...]
    kind: str
    things: tuple[str, ...]
    first_days: int
    refresh_months: int | None
    active_from: datetime.date
    active_to: datetime.date | None
    reason: str

    def as_fields(self) -> dict[str, object]:
        """As the row stores it."""
        return {**self.__dict__, "roles": " ".join(self.roles), "things": " ".join(self.things)}


@transaction.atomic
def load_matrix(*, council: Council, by: User | None, at: datetime.datetime) -> int:
    """Lay down the shipped matrix for a council that has none; returns how many cells were made.

    It asks from the day on which it is laid down, so that nobody is late on that day.
    """
    if Requirement.objects.filter(council=council).exists():
        return 0
    rows = []
    trainings = json.loads((Path(settings.BASE_DIR) / FILE).read_text(encoding="utf-8"))
    for position, training in enumerate(trainings, 1):
        for cell in training["cells"]:
            rows += [
                Requirement(
                    council=council,
                    training=training["training"],
                    position=position,
                    group=group,
                    roles=" ".join(cell.get("roles", [])),
                    kind=cell["kind"],
                    things=" ".join(cell.get("things", [])),
                    first_days=cell.get("first_days", 28),
                    refresh_months=cell.get("refresh_months"),
                    active_from=timezone.localdate(at),
                    reason=training["reason"],
                )
                for group in cell["groups"]
            ]
    made = len(Requirement.objects.bulk_create(rows))
    words = f"Training matrix laid down: {len(trainings)} kinds of training, {made} cells"
    write(council=council, by=by, at=at, verb="load", noun="requirement", words=words)
    plan_matrix_day(council_id=council.pk, at=at)
    return made


@transaction.atomic
def save_requirement(
    *, council: Council, requirement: Requirement | None, draft: Draft, by: User, at: datetime.datetime
) -> Requirement:
    """Write a cell and ask at once what it calls for. The same words saved twice change nothing."""
    fields = draft.as_fields()
    if requirement is None:
        row, made = _new(council, draft, fields)
    else:
        row, made = Requirement.objects.select_for_update().get(pk=requirement.pk), False
        if all(getattr(row, name) == value for name, value in fields.items()):
            return row
        _refuse_twin(council, draft, but=row.pk)
        for name, value in fields.items():
            setattr(row, name, value)
        row.position = _position(council, draft.training)
        row.save()
    write(
        council=council,
        by=by,
        at=at,
        verb="add" if made else "change",
        obj=row,
        words=f"Training matrix, {row}: {row.get_kind_display().lower()}"[:400],
        detail={name: str(value) for name, value in fields.items()},
    )
    ask_what_is_due(council_id=council.pk, at=at)
    plan_matrix_day(council_id=council.pk, at=at)
    return row


def _new(council: Council, draft: Draft, fields: dict[str, object]) -> tuple[Requirement, bool]:
    Council.objects.select_for_update().filter(pk=council.pk).values_list("pk", flat=True).first()
    _refuse_twin(council, draft, but=None)
    position = _position(council, draft.training)
    return Requirement.objects.create(council=council, position=position, **fields), True


def _refuse_twin(council: Council, draft: Draft, *, but: int | None) -> None:
    twin = Requirement.objects.filter(
        council=council,
        training=draft.training,
        group=draft.group,
        roles=" ".join(draft.roles),
        active_from=draft.active_from,
    ).exclude(pk=but)
    if twin.exists():
        raise Refused(
            "The matrix has this training for these people from this day already. Change that one.",
            code="twin",
        )


def _position(council: Council, training: str) -> int:
    """A training keeps its place in the table; a new one comes last."""
    rows = Requirement.objects.filter(council=council)
    known = rows.filter(training=training).values_list("position", flat=True).first()
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return known if known is not None else (last or 0) + 1
