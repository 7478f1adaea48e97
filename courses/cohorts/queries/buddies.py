"""Who is beside whom, and what decides whether somebody can be a buddy."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from academy.people.models import Absence, Post, User
from courses.cohorts.models import BuddyPair, Member
from courses.cohorts.rules.buddies import BuddyFacts
from courses.cohorts.states import OPEN
from courses.pathways.queries import licence_of


def open_pairs(on: datetime.date) -> QuerySet[BuddyPair]:
    """Pairs that are not over on a day, those that are still to begin among them."""
    return BuddyPair.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on))


def buddy_facts(*, member: Member, buddy: User, on: datetime.date) -> BuddyFacts:
    """What is true of one colleague for one starter on a day. `member` comes with its person.

    The licence is asked for the day: one that lapses while a pair lasts does not end the pair.
    """
    away = Absence.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), person=buddy, starts_on__lte=on)
    posts = Post.objects.open_on(on)
    return BuddyFacts(
        name=buddy.get_full_name(),
        in_post=buddy.is_active
        and buddy.council_id == member.person.council_id
        and posts.filter(person=buddy).exists(),
        away=away.exists(),
        is_self=buddy.pk == member.person_id,
        is_manager=posts.filter(person=member.person_id, manager=buddy).exists(),
        learns=Member.objects.filter(person=buddy, state__in=OPEN).exists(),
        starters=open_pairs(on).filter(buddy=buddy).exclude(member=member).count(),
        licensed=licence_of(buddy, "buddy", on) is not None,
    )
