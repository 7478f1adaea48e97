"""Shared steps as a list and one by one, and who can own one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from academy.people.access import visible
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from assessments.audits.models import Finding
from courses.assignments.queries.reach import FEWEST, sees_names
from courses.improvements.models import Improvement
from courses.improvements.queries.looking import Stretch, causes_named
from courses.improvements.queries.words import STEPS, name_group, say_when, say_wide
from courses.improvements.states import IMPROVEMENT

ORDER = ("proposed", "decided", "under_way", "done", "looked_at", "dropped")
LEADS = (Right.KEEP_RULES, Right.LEAD_TEAM, Right.EDIT_CONTENT)


@dataclass(frozen=True)
class Line:
    """One shared step in the list."""

    pk: int
    where: str
    words: str
    step: str
    state: str
    when: str
    owner: str

    @property
    def meta(self) -> list[str]:
        """What is proposed or done, where it stands, and whose it is."""
        return [part for part in (self.step.capitalize(), self.when, self.owner) if part]


def improvements_for(*, actor: User) -> list[tuple[str, list[Line]]]:
    """All that the actor may see, by state. Those without names see none about too few people. One query."""
    rows = visible(actor, Improvement).select_related("criterion", "team", "service", "owner")
    named = sees_names(actor)
    found: dict[str, list[Line]] = {}
    for one in rows:
        if named or one.writers >= FEWEST:
            found.setdefault(one.state, []).append(_line(one, named))
    return [(IMPROVEMENT.words[state], found[state]) for state in ORDER if state in found]


def _line(one: Improvement, named: bool) -> Line:
    return Line(
        one.pk,
        name_group(one),
        say_wide(one),
        STEPS[Improvement.Step(one.step)],
        one.state,
        say_when(one),
        person_words(one.owner, named=named),
    )


def person_words(person: User | None, *, named: bool) -> str:
    """Who owns or decided a step, for those who see names; for the others that somebody does."""
    if person is None:
        return ""
    return str(person) if named else "a colleague"


def improvement_for(*, actor: User, pk: int) -> Improvement | None:
    """One that the actor may see."""
    rows = visible(actor, Improvement).select_related(
        "criterion", "team", "service", "owner", "decided_by", "version__rule"
    )
    one = rows.filter(pk=pk).first()
    return one if one and (sees_names(actor) or one.writers >= FEWEST) else None


def causes_of(one: Improvement) -> list[tuple[str, int]]:
    """What people said was the cause of these findings."""
    counts: Counter[str] = causes_named(
        council_id=one.council_id,
        of=one.of,
        group=one.group,
        code=one.criterion.code,
        stretch=Stretch(one.first_on, one.last_on),
    )
    return [(str(Finding.Cause(cause).label), n) for cause, n in counts.most_common()]


def owners_for(*, actor: User) -> list[tuple[str, str]]:
    """Leaders and practice development leads of the council, for a choice."""
    roles = [code for code, role in ROLES.items() if role.rights & set(LEADS)]
    posts = Post.objects.open_on(timezone.localdate()).filter(
        person__council_id=actor.council_id, role__in=roles, person__is_active=True
    )
    people = {post.person_id: post for post in posts.select_related("person", "team").order_by("pk")}
    pairs = [(str(pk), f"{post.person}, {post.team}") for pk, post in people.items()]
    return sorted(pairs, key=lambda pair: pair[1])


def owner_called(*, actor: User, pk: int) -> User | None:
    """One of those who can own a shared step."""
    if str(pk) not in dict(owners_for(actor=actor)):
        return None
    return visible(actor, User).filter(pk=pk).first()
