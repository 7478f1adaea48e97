"""The gate that comes next, as it stands beside somebody's week."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from academy.kit.words import plural, weekday_date
from academy.people.models import Post
from courses.cohorts.models import Member
from courses.gates.queries.standings import standing_of
from courses.gates.rules.gates import GateStanding
from courses.gates.rules.words import TaskLine

IN_WORDS = ("No", "One", "Two", "Three", "Four", "Five")


@dataclass(frozen=True)
class GatePanel:
    """Gate 2: Friday 20 November. `note` is the sentence under the list."""

    title: str
    number: int
    due_on: datetime.date | None
    intro: str
    opens: str
    lines: tuple[TaskLine, ...]
    met: int
    needed: int
    note: str
    decides: str
    url: str
    how_url: str


def gate_panel(member: Member, *, on: datetime.date | None = None) -> GatePanel | None:
    """The next gate of a member for themselves: seven queries. None when every gate is open."""
    day = on or timezone.localdate()
    standing = standing_of(member, on=day)
    gate = standing.next_gate
    if gate is None:
        return None
    decides = decider_of(member, day)
    return GatePanel(
        title=f"{gate.gate.title}: {weekday_date(gate.due_on)}" if gate.due_on else gate.gate.title,
        number=gate.gate.number,
        due_on=gate.due_on,
        intro=f"{_count(len(gate.tasks))}. Then you may",
        opens=gate.gate.opens,
        lines=gate.lines,
        met=gate.met,
        needed=len(gate.tasks),
        note=_note(gate, decides, day),
        decides=decides,
        url=reverse("my_gates"),
        how_url=f"{reverse('my_gates')}#how",
    )


def _count(number: int) -> str:
    return (
        f"{IN_WORDS[number]} task{'' if number == 1 else 's'}"
        if number < len(IN_WORDS)
        else plural(number, "task")
    )


def _note(gate: GateStanding, decides: str, on: datetime.date) -> str:
    if not gate.missing:
        return f"You have everything. {decides} looks at it and opens the gate."
    moved = gate.new_date
    if moved is not None and moved.new_date is not None:
        return f"Agreed with {moved.by_name}: {moved.agreed}"
    if gate.is_late(on):
        return "The day has passed. You and your manager set a new date."
    return "If you miss it, you and your manager set a new date."


def decider_of(member: Member, on: datetime.date) -> str:
    """Who decides about a member's gates, by name: the line manager, else in general words."""
    posts = Post.objects.open_on(on).filter(person=member.person_id, manager__isnull=False)
    post = posts.select_related("manager").order_by("starts_on", "pk").first()
    return post.manager.get_full_name() if post is not None and post.manager else "Your manager"
