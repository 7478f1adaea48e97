"""Who runs the sessions of a council."""

from __future__ import annotations

import datetime

from academy.people.models import Post, User
from academy.people.roles import ROLES, Right


def people_who_run(*, council_id: int, on: datetime.date) -> list[User]:
    """Everybody with an open post whose role runs sessions, once each."""
    roles = [code for code, role in ROLES.items() if Right.RUN_SESSIONS in role.rights]
    posts = Post.objects.open_on(on).filter(role__in=roles, person__council_id=council_id)
    people = User.objects.filter(pk__in=posts.values("person"), is_active=True)
    return list(people.order_by("pk"))
