"""Facts about people that decide what they may book, for many people in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.utils import timezone

from academy.people.access import standing_of
from academy.people.models import Affiliation, Post, User
from courses.bookings.rules.people import Booker, booker_from
from courses.pages.models import ModulePage
from courses.progress.models import Completion


def bookers_of(person_ids: Collection[int]) -> dict[int, Booker]:
    """Who these people are to a session today: two queries for any number of them."""
    today = timezone.localdate()
    posts: dict[int, list[str]] = defaultdict(list)
    for person_id, role in (
        Post.objects.open_on(today).filter(person_id__in=person_ids).values_list("person_id", "role")
    ):
        posts[person_id].append(role)
    guests: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
    rest = set(person_ids) - set(posts)
    if rest:
        rows = Affiliation.objects.open_on(today).filter(person_id__in=rest).order_by("pk")
        facts = rows.values_list("person_id", "role", "organisation_id", "coordinates")
        for person_id, role, organisation_id, coordinates in facts:
            guests[person_id].append((role, organisation_id, coordinates))
    return {
        pk: booker_from(pk, posts=posts.get(pk, ()), affiliations=guests.get(pk, ())) for pk in person_ids
    }


def booker_of(person: User) -> Booker:
    """Who this person is to a session today, from what is known of whoever is signed in: no further query."""
    standing = standing_of(person)
    posts = () if standing.guests else standing.roles
    return booker_from(person.pk, posts=posts, affiliations=standing.guests)


def missing_modules(codes: Sequence[str], bookers: Collection[Booker]) -> Mapping[int, list[str]]:
    """For each of the staff, the titles of those modules that they have not finished."""
    staff = [one.person_id for one in bookers if one.is_staff]
    if not codes or not staff:
        return {}
    done = set(
        Completion.objects.filter(person_id__in=staff, module_code__in=codes).values_list(
            "person_id", "module_code"
        )
    )
    titles = dict(ModulePage.objects.live().filter(code__in=codes).values_list("code", "title"))
    lacks = {pk: [f"“{titles.get(code, code)}”" for code in codes if (pk, code) not in done] for pk in staff}
    return {pk: names for pk, names in lacks.items() if names}


def colleague_with(*, email: str, of: User) -> User | None:
    """The colleague who signs in with this whole address: of the same organisation, or who works here too.

    Only somebody who knows the address finds them, so nobody reads a list of people here.
    """
    found = User.objects.filter(council_id=of.council_id, is_active=True, email__iexact=email.strip())
    person = found.exclude(pk=of.pk).first()
    if person is None:
        return None
    both = bookers_of([of.pk, person.pk])
    mine, theirs = both[of.pk], both[person.pk]
    if mine.is_staff:
        return person if theirs.is_staff else None
    return person if mine.organisations & theirs.organisations else None
