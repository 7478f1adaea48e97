"""Days away: the weeks and gates of one member move on. The manager is told that they moved, never why."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import Post, User
from academy.work.actions import post_message
from courses.cohorts.actions.letters import MOVED, MOVED_MANAGER
from courses.cohorts.actions.locks import lock_member, note_member
from courses.cohorts.models import Member, TimeAway
from courses.cohorts.queries.calendars import calendars_of
from courses.cohorts.rules.times import check_away
from courses.cohorts.states import OPEN

NOT_ALLOWED = "You can say this for yourself. For others, people who run cohorts do it."


def check_tells(by: User, member: Member) -> None:
    """The person themself and whoever runs cohorts may say when somebody was away."""
    if by.pk != member.person_id and not can(by, "run_cohorts", member):
        raise Refused(NOT_ALLOWED, code="not_allowed")


@transaction.atomic
def tell_time_away(
    *, member: Member, starts_on: datetime.date, ends_on: datetime.date, by: User, at: datetime.datetime
) -> TimeAway:
    """Keep the days and plan again. The same days again, or days within them, change nothing."""
    check_tells(by, member)
    row = lock_member(member.pk)
    if row.state not in OPEN:
        raise Refused("This place in the cohort is over, so nothing moves any more.", code="state")
    check_away(starts_on=starts_on, ends_on=ends_on, joins_on=row.joins_on, today=timezone.localdate(at))
    known = row.times_away.filter(starts_on__lte=starts_on, ends_on__gte=ends_on).first()
    if known is not None:
        return known
    before = calendars_of([row])[row.pk]
    away, _ = TimeAway.objects.update_or_create(
        member=row, starts_on=starts_on, defaults={"ends_on": ends_on, "told_by": by, "told_at": at}
    )
    note_member(row, "move dates", "The dates of the induction were planned again", by=by, at=at)
    if calendars_of([row])[row.pk].gates != before.gates:
        _tell(row, f"away:{away.pk}:{ends_on}", at)
    return away


@transaction.atomic
def take_back_time_away(*, away: TimeAway, by: User, at: datetime.datetime) -> None:
    """Days that were said by mistake: everything moves back. Taken back twice, it is gone once."""
    check_tells(by, away.member)
    row = lock_member(away.member_id)
    before = calendars_of([row])[row.pk]
    if not TimeAway.objects.filter(pk=away.pk).delete()[0]:
        return
    note_member(row, "move dates", "The dates of the induction were planned again", by=by, at=at)
    if calendars_of([row])[row.pk].gates != before.gates:
        _tell(row, f"back:{away.pk}:{away.ends_on}", at)


def _tell(member: Member, about: str, at: datetime.datetime) -> None:
    """One letter to the person and one to each manager."""
    post_message(person=member.person, template=MOVED, about=about, context={"member_id": member.pk}, at=at)
    posts = Post.objects.open_on(timezone.localdate(at)).filter(person=member.person).exclude(manager=None)
    for manager in User.objects.filter(pk__in=posts.values("manager")).order_by("pk"):
        post_message(
            person=manager,
            template=MOVED_MANAGER,
            about=f"{about}:{member.pk}",
            context={"member_id": member.pk},
            at=at,
        )
