"""Whom and what a registration can name."""

from __future__ import annotations

import datetime

from django.utils import timezone

from academy.people.access import visible
from academy.people.models import Post, User
from courses.qualifications.queries.portfolios import UnitView
from courses.records.models import Award
from courses.records.queries.units import awards_in_force


def people_choices(*, actor: User) -> list[tuple[str, str]]:
    """Everybody in post whom the actor may name, by family name."""
    held = Post.objects.open_on(timezone.localdate()).filter(person__council_id=actor.council_id)
    rows = visible(actor, User).filter(is_active=True, pk__in=held.values("person_id"))
    return [(str(one.pk), one.get_full_name()) for one in rows.order_by("family_name", "given_name")]


def award_choices(*, council_id: int, on: datetime.date) -> list[tuple[str, str]]:
    """The newest version in force of each award."""
    newest: dict[str, tuple[str, str]] = {}
    for award in awards_in_force(council_id=council_id, on=on):
        newest.setdefault(award.code, (str(award.pk), award.title))
    return list(newest.values())


def award_named(*, pk: int, council_id: int) -> Award:
    """One award of the council."""
    return Award.objects.get(pk=pk, council_id=council_id)


def piece_choices(view: UnitView) -> list[tuple[str, str]]:
    """What may be put forward for a unit: what is put forward already first, then all that counts."""
    rows = {one.pk: one for one in (*view.put_forward, *view.may_count)}
    return [
        (
            str(one.pk),
            f"{one.competency.code}, {one.get_kind_display().lower()}: {one.source_label}, "
            f"{one.shown_on.day} {one.shown_on:%B %Y}",
        )
        for one in rows.values()
    ]
