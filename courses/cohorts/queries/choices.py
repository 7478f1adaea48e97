"""What a form about cohorts offers: people, buddies, cohorts, modules."""

from __future__ import annotations

import datetime
from collections import Counter

from django.db.models import Q, QuerySet

from academy.kit.refusals import Refused
from academy.people.access import visible
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from courses.cohorts.models import Cohort, Member
from courses.cohorts.queries.buddies import open_pairs
from courses.cohorts.rules.buddies import MOST_STARTERS
from courses.cohorts.states import OPEN
from courses.pages.models import ModulePage
from courses.pathways.queries import licensed

NEW_FOR = datetime.timedelta(days=180)


def facilitators(*, actor: User, on: datetime.date, now: int | None = None) -> QuerySet[User]:
    """Those who run cohorts or write content, and whoever facilitates `now`."""
    wanted = {Right.RUN_COHORTS, Right.EDIT_CONTENT}
    roles = [code for code, role in ROLES.items() if wanted & role.rights]
    posts = Post.objects.open_on(on).filter(role__in=roles)
    people = User.objects.filter(Q(pk=now) | Q(pk__in=posts.values("person"), is_active=True))
    return people.filter(council_id=actor.council_id).order_by("family_name", "given_name", "pk")


def starters(*, actor: User, on: datetime.date) -> QuerySet[User]:
    """New starters, and whoever began lately and was never in a cohort, first."""
    posts = Post.objects.open_on(on).filter(Q(role="R01") | Q(person__joined_on__gte=on - NEW_FOR))
    return _staff(actor.council_id, posts).exclude(memberships__state__in=[*OPEN, "graduated"])


def _staff(council_id: int, posts: QuerySet[Post]) -> QuerySet[User]:
    people = User.objects.filter(council_id=council_id, is_active=True, pk__in=posts.values("person"))
    return people.order_by("family_name", "given_name", "pk")


def person_with(*, actor: User, ref: str) -> User | None:
    """Somebody of the council's staff by their number."""
    return User.objects.filter(
        council_id=actor.council_id, ref__iexact=ref, affiliations__isnull=True, is_active=True
    ).first()


def licensed_person(*, actor: User, pk: str, on: datetime.date) -> User:
    """Somebody whom a form offered as a buddy. Refused for who lost the licence in between."""
    held = licensed("buddy", on, actor.council).get(int(pk))
    if held is None:
        raise Refused("This person does not hold the buddy licence any more. Choose again.", code="buddy")
    return held.person


def buddy_choices(*, actor: User, on: datetime.date) -> list[tuple[str, str]]:
    """Everybody with a licence, and how many starters they have: those who are full stay in the list, so that
    nobody wonders where they went."""
    holders = licensed("buddy", on, actor.council)
    rows = open_pairs(on).filter(buddy__in=holders).values_list("buddy_id", flat=True)
    counts = Counter(rows)
    people = sorted(
        (row.person for row in holders.values()), key=lambda one: (one.family_name, one.given_name)
    )
    return [
        (str(one.pk), f"{one.get_full_name()}, {counts[one.pk]} of {MOST_STARTERS} starters")
        for one in people
    ]


def cohorts_to_move_to(*, actor: User, member: Member) -> QuerySet[Cohort]:
    """Cohorts that are open, without their own and those they were in."""
    were = Member.objects.filter(person=member.person_id).values("cohort")
    open_ones = visible(actor, Cohort).filter(state__in=("planned", "running"))
    return open_ones.exclude(pk__in=were).order_by("starts_on", "name")


def sharing_cohorts(*, actor: User, cohort: Cohort) -> QuerySet[Cohort]:
    """Other open cohorts with which a session of this one can be shared."""
    others = visible(actor, Cohort).filter(state__in=("planned", "running")).exclude(pk=cohort.pk)
    return others if cohort.mode == Cohort.Mode.SMALL else others.filter(mode=Cohort.Mode.SMALL)


def module_choices(*, council_id: int) -> list[tuple[str, str]]:
    """The modules of the programme by week."""
    pages = ModulePage.objects.live().filter(council_id=council_id, week__isnull=False)
    rows = pages.order_by("week", "code").values_list("code", "title", "week")
    return [(code, f"Week {week}: {title} ({code})") for code, title, week in rows]
