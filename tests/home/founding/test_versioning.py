"""The demo's audits in new versions."""

from __future__ import annotations

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from assessments.instruments.actions import load_instruments
from assessments.instruments.models import Instrument
from assessments.instruments.queries import ADVICE_AUDIT, current_instrument, draft_of, series_of
from courses.touches import practice_modules
from home.founding.actions.versioning import rewrite_audits
from tests.factories.academy import CouncilFactory, StaffFactory

AT = timezone.make_aware(datetime.datetime(2026, 11, 20, 12))


@pytest.mark.django_db
def test_one_audit_is_in_its_second_version_and_one_waits_for_a_second_person() -> None:
    council = CouncilFactory()
    load_instruments(council=council, by=None, at=AT - datetime.timedelta(days=800))
    lead = StaffFactory(council=council, role="R15")
    EmailAddress.objects.create(user=lead, email="pdl@alderwick.example", verified=True, primary=True)
    StaffFactory(council=council, role="R14")
    rewrite_audits(council=council, until=AT)
    rewrite_audits(council=council, until=AT)
    assert Instrument.objects.filter(council=council).count() == 6
    now = current_instrument(council_id=council.pk, code=ADVICE_AUDIT, on=AT.date())
    assert (now.version, now.effective_from) == ("2", datetime.date(2026, 7, 1))
    broken = {
        code for code, line in series_of(council_id=council.pk, code=ADVICE_AUDIT).items() if line.breaks
    }
    assert broken == {"ADV1", "ADV4", "ADV9"}
    waits = draft_of(council_id=council.pk, code="letter-audit")
    assert waits is not None and waits.state == "review"
    assert practice_modules(council.pk) == []
