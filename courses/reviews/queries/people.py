"""Who may be asked to read: for the parent carer forum, and for the law."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone

from academy.people.access import visible
from academy.people.models import Affiliation, Post, User
from academy.people.roles import ROLES, Right
from courses.reviews.rules.steps import FORUM_ROLE


def coauthors_of(*, actor: User, at: datetime.datetime) -> list[User]:
    """Forum representatives of the actor's council, by family name."""
    day = timezone.localdate(at)
    held = Affiliation.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), role=FORUM_ROLE, starts_on__lte=day
    ).values("person_id")
    people = visible(actor, User).filter(is_active=True, pk__in=held)
    return list(people.order_by("family_name", "given_name", "pk"))


def law_checkers(*, council_id: int, at: datetime.datetime) -> list[User]:
    """Everybody of a council whose role lets them check the law on a day."""
    roles = [role.code for role in ROLES.values() if Right.CHECK_LAW in role.rights]
    posts = Post.objects.open_on(timezone.localdate(at)).filter(role__in=roles).values("person_id")
    return list(User.objects.filter(council_id=council_id, is_active=True, pk__in=posts).order_by("pk"))
