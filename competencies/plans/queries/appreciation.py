"""Thank-yous and exemplars as their readers see them."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from academy.people.access import visible
from academy.people.models import Post, User
from competencies.plans.models import Exemplar, ThankYou
from competencies.plans.queries.sight import Sight

EXEMPLARS_SHOWN = "exemplar"
"""The kind of information that an exemplar is while consent stands."""


def colleague_at(*, email: str, council_id: int, on: datetime.date) -> User | None:
    """Somebody on staff of the council, by their work e-mail."""
    people = User.objects.filter(email__iexact=email.strip(), council_id=council_id, is_active=True)
    return people.filter(pk__in=Post.objects.open_on(on).values("person_id")).first()


def thanks_of(*, actor: User, person: User, sight: Sight) -> list[ThankYou]:
    """What colleagues thanked somebody for: all of one's own; of others what they show."""
    rows = visible(actor, ThankYou).filter(person=person).select_related("by")
    if not sight.is_own:
        rows = rows.filter(sight.rows("at__date"), shown_at__isnull=False)
    return list(rows[:20])


def thanks_to(*, actor: User, pk: int) -> ThankYou | None:
    """One thank-you by its key, for the receiver alone."""
    return visible(actor, ThankYou).filter(pk=pk, person=actor).first()


def exemplars_of(*, actor: User, person: User, sight: Sight) -> list[Exemplar]:
    """What was asked of somebody: all of one's own; of others only what stands."""
    rows = visible(actor, Exemplar).filter(person=person).select_related("asked_by")
    if not sight.is_own:
        rows = rows.filter(Q(state="given") | Q(state="asked", asked_by=actor))
    return list(rows[:20])


def exemplar_to_answer(*, actor: User, pk: int) -> Exemplar | None:
    """One exemplar by its key, for the writer alone."""
    return visible(actor, Exemplar).filter(pk=pk, person=actor).select_related("asked_by", "person").first()


def exemplars_shown(*, actor: User) -> QuerySet[Exemplar]:
    """Good work that colleagues consented to show, the newest first. Whoever left or said no is not in it."""
    rows = visible(actor, Exemplar, kind=EXEMPLARS_SHOWN).filter(state="given", person__is_active=True)
    return rows.select_related("person").order_by("-answered_at", "-pk")


def person_to_ask(*, actor: User, pk: int) -> User | None:
    """Somebody whom the actor sees by name."""
    return visible(actor, User).filter(pk=pk).exclude(pk=actor.pk).select_related("council").first()
