"""The session of a team workshop as its shared step shows it, and the other way round."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from academy.kit.words import plural
from academy.people.access import can, visible
from academy.people.models import Post, User
from courses.assignments.rules.words import name_criterion
from courses.improvements.models import Improvement, Workshop
from courses.improvements.queries.lists import improvement_for
from courses.sessions.models import Venue
from courses.sessions.queries.filling import taken_of
from courses.sessions.registry import Reason
from courses.sessions.rules.wording import say_when
from courses.sessions.states import SESSION

MARKS = {"planned": "todo", "open": "half", "held": "done", "cancelled": "stopped"}


@dataclass(frozen=True)
class WorkshopLine:
    """One date of a workshop. `url` leads where the reader can see it; empty where nothing more is to see."""

    when: str
    state: str
    words: str
    url: str

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        return SESSION.words[self.state]

    @property
    def mark(self) -> str:
        """The mark of a list."""
        return MARKS[self.state]


def workshops_of(improvement: Improvement, *, actor: Any) -> list[WorkshopLine]:
    """The dates of the workshop, cancelled ones too."""
    rows = Workshop.objects.filter(improvement=improvement).select_related("session__venue")
    return [_line(row, runs=can(actor, "run_sessions")) for row in rows]


def _line(row: Workshop, *, runs: bool) -> WorkshopLine:
    session = row.session
    where = session.venue.name if session.venue else "Online"
    said = f"{where}, {plural(taken_of(session), 'place')} taken or offered"
    words = {
        "held": "It was held. Say on this page what was done.",
        "cancelled": f"Cancelled: {session.why_cancelled}",
    }
    return WorkshopLine(
        when=say_when(session.starts_at, session.ends_at),
        state=session.state,
        words=words.get(session.state, said),
        url=reverse("desk_session", args=[session.pk]) if runs else "",
    )


def why_workshop(*, session_id: int, actor: Any) -> Reason | None:
    """Why a workshop exists, without a figure; the way to its shared step for those who may see that."""
    row = (
        Workshop.objects.filter(session=session_id)
        .select_related("improvement__criterion", "improvement__team")
        .first()
    )
    one = row.improvement if row else None
    if one is None or one.team is None:
        return None
    name = name_criterion(one.criterion.text, one.criterion.code)
    words = f"A shared step asks for it: {one.team.name} learns together about “{name}”."
    seen = improvement_for(actor=actor, pk=one.pk) is not None
    return Reason(words, reverse("improvement", args=[one.pk]) if seen else "")


def people_of_team(improvement: Improvement, *, on: datetime.date) -> list[User]:
    """Everybody with an open post in the team, once each."""
    posts = Post.objects.open_on(on).filter(team_id=improvement.team_id)
    return list(User.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("pk"))


def venues_for(*, actor: Any) -> QuerySet[Venue]:
    """Venues of the council, for a choice."""
    return visible(actor, Venue).order_by("name")
