"""The demo's audited advice: as if its logs had come in quarter by quarter."""

from __future__ import annotations

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from assessments.audits.models import Audit
from assessments.imports.models import Batch
from assessments.instruments.actions import load_instruments
from home.founding.actions.advising import SERVICES, advise_through
from home.outreach.queries.advice import services_for
from tests.factories.academy import CouncilFactory, OrganisationFactory, PartnerFactory, StaffFactory
from tests.factories.registers import AttendanceFactory
from tests.factories.sessions import BookingFactory, SeatsFactory, SessionFactory, TopicFactory

AT = timezone.make_aware(datetime.datetime(2026, 11, 20, 12))
ROLES = {"starter": "R01", "coordinator": "R02", "senior": "R03", "manager": "R10", "qa": "R14", "pdl": "R15"}


@pytest.mark.django_db
def test_eight_quarters_of_six_services_come_in_once() -> None:
    council = CouncilFactory()
    load_instruments(council=council, by=None, at=AT - datetime.timedelta(days=800))
    people = {name: StaffFactory(council=council, role=role) for name, role in ROLES.items()}
    for name, person in people.items():
        email = f"{name}@alderwick.example"
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    places = [OrganisationFactory(council=council, ref=one.ref, sector="health") for one in SERVICES]
    came = AT - datetime.timedelta(days=365)
    session = SessionFactory(
        topic=TopicFactory(council=council),
        starts_at=came,
        ends_at=came + datetime.timedelta(hours=1),
        state="held",
    )
    SeatsFactory(session=session, places=20)
    guest = PartnerFactory(organisation=places[0])
    AttendanceFactory(booking=BookingFactory(session=session, person=guest, organisation=places[0]))

    advise_through(council=council, until=AT)
    advise_through(council=council, until=AT)

    batches = Batch.objects.filter(council=council, layout="L7")
    assert batches.count() == 8 and set(batches.values_list("state", flat=True)) == {"applied"}
    audits = Audit.objects.filter(council=council, service__in=places, is_current=True)
    assert audits.count() == 8 * sum(one.reports for one in SERVICES)
    days = sorted(audits.values_list("audited_on", flat=True))
    assert datetime.date(2024, 10, 1) <= days[0] and days[-1] <= datetime.date(2026, 9, 30)
    lines = {line.pk: line for line in services_for(actor=people["pdl"], today=AT.date())}
    assert set(lines) == {one.pk for one in places}
    assert lines[places[0].pk].first == came.date() and lines[places[0].pk].after.audits > 0
    assert lines[places[1].pk].first is None
