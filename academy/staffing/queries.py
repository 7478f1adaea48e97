"""Reading people, posts and the files of the HR system."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from academy.gate.scan import Scanner
from academy.people.access import can, visible
from academy.people.models import Absence, Affiliation, Council, Post, Team, User
from academy.people.roles import ROLES, Right
from academy.record.models import Entry
from academy.record.queries import history_about, looks_at
from academy.staffing.models import Caseload, StaffFile
from academy.staffing.rules.register import AbsenceState, PersonState, PostState, Register


def register_of(*, council: Council) -> Register:
    """Everybody of the council who has a staff number, with posts and absences, in four queries."""
    guests = set(Affiliation.objects.filter(person__council=council).values_list("person_id", flat=True))
    people: dict[int, PersonState] = {}
    taken: list[str] = []
    rows = User.objects.values_list(
        "pk", "council_id", "ref", "given_name", "family_name", "email", "joined_on", "left_on", "is_active"
    )
    for pk, council_id, ref, given, family, email, joined, left, active in rows:
        if council_id != council.pk or not ref or pk in guests:
            taken.append(email)
            continue
        people[pk] = PersonState(ref, given, family, email, joined, left, active, pk=pk)
    refs = {pk: person.ref for pk, person in people.items()}
    posts = (
        Post.objects.filter(person_id__in=_mine(council)).select_related("team").order_by("starts_on", "pk")
    )
    for post in posts:
        if post.person_id in people:
            manager = refs.get(post.manager_id or 0, "")
            people[post.person_id].posts.append(
                PostState(
                    post.role, post.team.name, manager, post.starts_on, post.ends_on,
                    post.fte, post.working_days, pk=post.pk,
                )
            )  # fmt: skip
    absences = [
        AbsenceState(refs[person], kind, starts, ends, pk=pk)
        for pk, person, kind, starts, ends in Absence.objects.filter(
            person_id__in=_mine(council)
        ).values_list("pk", "person_id", "kind", "starts_on", "ends_on")
        if person in refs
    ]
    return Register(people.values(), absences, taken)


def _mine(council: Council) -> QuerySet[User, int]:
    return User.objects.filter(council=council).values_list("pk", flat=True)


def applied_before(*, council: Council, sha256: str) -> bool:
    """Whether exactly this list was brought in already."""
    return StaffFile.objects.filter(council=council, sha256=sha256, state=StaffFile.State.APPLIED).exists()


def staff_files(*, actor: User) -> QuerySet[StaffFile]:
    """The files of the HR system, newest first."""
    return visible(actor, StaffFile).select_related("by")


def people_list(
    *, actor: User, words: str = "", team: int | None = None, left: bool = False
) -> QuerySet[User]:
    """People whom the actor may see, by family name, with the posts they hold today ready to show.

    `words` are looked for in names, staff number and e-mail. Guests are listed elsewhere.
    """
    today = timezone.localdate()
    held = Post.objects.open_on(today).select_related("team", "manager").order_by("starts_on", "pk")
    rows = visible(actor, User).filter(affiliations__isnull=True)
    rows = rows.filter(left_on__isnull=False) if left else rows.filter(left_on__isnull=True)
    for word in words.split()[:4]:
        rows = rows.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(ref__iexact=word)
            | Q(email__icontains=word)
        )
    if team is not None:
        rows = rows.filter(pk__in=Post.objects.open_on(today).filter(team=team).values("person_id"))
    return rows.order_by("family_name", "given_name", "pk").prefetch_related(
        Prefetch("posts", queryset=held, to_attr="held")
    )


def teams(*, actor: User) -> QuerySet[Team]:
    """The council's teams by name."""
    return visible(actor, Team)


@dataclass(frozen=True)
class Onlooker:
    """Somebody who may see a person's results, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class PersonPage:
    """All that a person's page shows."""

    person: User
    roles: tuple[str, ...]
    posts: Sequence[Post]
    absences: Sequence[Absence]
    history: Sequence[Entry]
    onlookers: Sequence[Onlooker]
    may_invite: bool


def person_page(*, actor: User, pk: int) -> PersonPage | None:
    """The page of one person, or None when the actor may not see them. Eight queries or so."""
    person = visible(actor, User).filter(pk=pk, affiliations__isnull=True).first()
    if person is None:
        return None
    posts = list(
        visible(actor, Post)
        .filter(person=person)
        .select_related("team", "manager")
        .order_by("-starts_on", "-pk")
    )
    today = timezone.localdate()
    held = [
        post for post in posts if post.starts_on <= today and (post.ends_on is None or post.ends_on >= today)
    ]
    history = history_about(actor=actor, person_id=person.pk)[:20]
    return PersonPage(
        person=person,
        roles=tuple(ROLES[post.role].sentence for post in held),
        posts=posts,
        absences=list(visible(actor, Absence).filter(person=person).order_by("-starts_on")),
        history=list(history),
        onlookers=_onlookers(person, held),
        may_invite=can(actor, "manage_people", person) and person.is_active and bool(held),
    )


def _onlookers(person: User, held: Sequence[Post]) -> list[Onlooker]:
    """Who sees the person's results: their managers, and those with a right for the whole council."""
    today = timezone.localdate()
    lead = [code for code, role in ROLES.items() if Right.LEAD_TEAM in role.rights]
    wide = [code for code, role in ROLES.items() if Right.SEE_COUNCIL in role.rights]
    open_posts = Post.objects.open_on(today).filter(
        person__council_id=person.council_id, person__is_active=True
    )
    found: dict[int, Onlooker] = {}
    for post in held:
        if post.manager_id and post.manager:
            found[post.manager_id] = Onlooker(post.manager.get_full_name(), "Line manager")
    rows = (
        open_posts.filter(Q(team__in=[p.team_id for p in held], role__in=lead) | Q(role__in=wide))
        .exclude(person=person)
        .select_related("person", "team")
        .order_by("person__family_name", "person__given_name")
    )
    for post in rows:
        why = f"Leads {post.team.name}" if post.role in lead else ROLES[post.role].title
        found.setdefault(post.person_id, Onlooker(post.person.get_full_name(), why))
    return list(found.values())


def looks_with_roles(*, person: User) -> QuerySet[Any]:
    """Who looked at the person's record, newest first, each with the role that they held on that day."""
    open_then = Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("on"))
    held = Post.objects.filter(open_then, person=OuterRef("actor"), starts_on__lte=OuterRef("on"))
    first = held.order_by("starts_on", "pk").values("role")[:1]
    return looks_at(person=person).annotate(role=Subquery(first))


def raw_file(*, staff_file: StaffFile) -> bytes | None:
    """The bytes of a file that waits for an answer; None when they are gone."""
    path = Path(settings.PRIVATE_ROOT) / staff_file.stored_as
    return path.read_bytes() if staff_file.stored_as and path.is_file() else None


def scanner_for(*, council: Council) -> Scanner:
    """The personal-data gate, told the names of everybody who works or worked here."""
    names = User.objects.filter(council=council, posts__isnull=False).values_list("given_name", "family_name")
    return Scanner(word for name in names.distinct() for word in name)


def caseloads_on(*, person_ids: Iterable[int], on: datetime.date) -> dict[int, Caseload]:
    """The newest caseload of each person up to a day: one query. Who may know it is the caller's to judge."""
    rows = Caseload.objects.filter(person_id__in=list(person_ids), on__lte=on).order_by("on")
    return {row.person_id: row for row in rows}
