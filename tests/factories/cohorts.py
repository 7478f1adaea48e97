"""Makes cohorts, members, buddies, time away and live sessions."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.cohorts.models import BuddyPair, Cohort, LiveSession, Member, TimeAway
from tests.factories.academy import CouncilFactory, StaffFactory

FIRST_DAY = datetime.date(2026, 11, 2)


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort

    council = factory.SubFactory(CouncilFactory)
    name = factory.Sequence(lambda n: f"COH-{n + 100}")
    starts_on = FIRST_DAY
    state = "running"
    made_at = factory.LazyFunction(timezone.now)


class MemberFactory(DjangoModelFactory):
    """Somebody who learns in a running cohort."""

    class Meta:
        model = Member

    person = factory.LazyFunction(lambda: StaffFactory(role="R01"))
    cohort = factory.LazyAttribute(lambda member: CohortFactory(council=member.person.council))
    joins_on = factory.SelfAttribute("cohort.starts_on")
    state = "learning"


class BuddyPairFactory(DjangoModelFactory):
    class Meta:
        model = BuddyPair

    member = factory.SubFactory(MemberFactory)
    buddy = factory.LazyAttribute(lambda pair: StaffFactory(council=pair.member.person.council))
    starts_on = factory.SelfAttribute("member.joins_on")


class TimeAwayFactory(DjangoModelFactory):
    class Meta:
        model = TimeAway

    member = factory.SubFactory(MemberFactory)
    starts_on = factory.LazyAttribute(lambda row: row.member.joins_on + datetime.timedelta(days=7))
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + datetime.timedelta(days=4))
    told_by = factory.SelfAttribute("member.person")
    told_at = factory.LazyFunction(timezone.now)


class LiveSessionFactory(DjangoModelFactory):
    class Meta:
        model = LiveSession

    council = factory.SubFactory(CouncilFactory)
    module_code = "IND-4.4"
    title = factory.Sequence(lambda n: f"Clinic {n}")
    starts_at = datetime.datetime(2026, 11, 26, 13, 30, tzinfo=datetime.UTC)
    minutes = 120
