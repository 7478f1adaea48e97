"""Inviting colleagues: who may, whom, and what the letter says."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.partners.actions import invite_colleague
from academy.partners.actions.inviting import resend_invitation
from academy.partners.actions.places import CANNOT
from academy.partners.models import Domain
from academy.people.models import Affiliation, Organisation, User
from academy.record.models import Entry
from academy.work.worker import do_due_jobs
from tests.factories.academy import (
    AffiliationFactory,
    OrganisationFactory,
    PartnerFactory,
    StaffFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
today = timezone.localdate


def invite(school: Organisation, by: User | None, **fields: Any) -> User:
    said = {
        "given_name": "Sam",
        "family_name": "Hill",
        "email": "sam@oakfield.example",
        "role": "P01",
        **fields,
    }
    return invite_colleague(organisation=school, by=by, at=timezone.now(), **{**said, **fields})


def test_a_coordinator_invites_and_the_link_lets_the_colleague_in(
    school: Organisation, coordinator: User, client: Client
) -> None:
    person = invite(school, coordinator, email="Sam@Oakfield.example")
    assert invite(school, coordinator) == person, "asked twice"
    do_due_jobs()
    assert [letter.to for letter in mail.outbox] == [["sam@oakfield.example"]]
    body = mail.outbox[0].body
    assert "Oakfield School" in body and coordinator.get_full_name() in body
    link = re.search(r"http://\S+/account/password/reset/key/\S+", body)
    assert link is not None
    form = client.get("/" + link.group().split("/", 3)[3], follow=True)
    word = "seven grey geese"
    client.post(form.request["PATH_INFO"], {"password1": word, "password2": word})
    client.post("/account/login/", {"login": person.email, "password": word})
    assert client.session["_auth_user_id"] == str(person.pk)
    entry = Entry.objects.get(about=person, verb="welcome")
    assert entry.by == coordinator and "SENCO" in entry.words


def test_who_has_a_place_keeps_it_and_gets_no_letter(school: Organisation, coordinator: User) -> None:
    held = PartnerFactory(organisation=school, email="sam@oakfield.example", given_name="Samira")
    assert invite(school, coordinator, role="P02") == held
    assert held.affiliations.get().role == "P01"
    held.refresh_from_db()
    assert held.given_name == "Samira"
    do_due_jobs()
    assert mail.outbox == []


def test_who_has_left_gets_the_place_back_and_a_letter_without_a_link_if_they_have_a_password(
    school: Organisation, coordinator: User
) -> None:
    person = PartnerFactory(organisation=school, email="sam@oakfield.example", is_active=False)
    person.set_password("seven grey geese")
    person.save()
    person.affiliations.update(ends_on=today() - DAY, coordinates=True)
    invite(school, coordinator)
    person.refresh_from_db()
    place = person.affiliations.get()
    assert (person.is_active, place.ends_on, place.coordinates) == (True, None, False)
    do_due_jobs()
    assert "/account/login/" in mail.outbox[0].body and "reset" not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"email": "sam@elsewhere.example"}, "domain"),
        ({"email": "sam@notoakfield.example"}, "domain"),
        ({"email": "sam"}, "bad_address"),
        ({"role": "P08"}, "role"),
        ({"role": "R10"}, "role"),
        ({"given_name": "  "}, "no_name"),
        ({"until": today() + DAY}, "until"),
    ],
)
def test_what_a_coordinator_is_refused(
    school: Organisation, coordinator: User, said: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as no:
        invite(school, coordinator, **said)
    assert no.value.code == code
    assert User.objects.filter(given_name="Sam").count() == 0


def test_an_address_that_anybody_can_have_never_fits(school: Organisation, coordinator: User) -> None:
    Organisation.objects.filter(pk=school.pk).update(email_domain="gmail.com")
    school.refresh_from_db()
    with pytest.raises(Refused, match="not one of your organisation"):
        invite(school, coordinator, email="sam@gmail.com")


def test_a_second_ending_fits_too(school: Organisation, coordinator: User) -> None:
    Domain.objects.create(organisation=school, name="oakfield-trust.example")
    assert invite(school, coordinator, email="sam@oakfield-trust.example").affiliations.exists()


def test_the_academy_invites_any_address_with_an_end(school: Organisation, desk: User) -> None:
    person = invite(school, desk, email="trainer@gmail.com", role="P06", until=today() + 30 * DAY)
    assert person.affiliations.get().ends_on == today() + 30 * DAY
    do_due_jobs()
    assert "Your place lasts until" in mail.outbox[0].body


def test_nobody_learns_whose_an_address_is(school: Organisation, desk: User) -> None:
    staff = StaffFactory(team=TeamFactory(council=school.council), email="staff@oakfield.example")
    foreign = PartnerFactory(email="foreign@oakfield.example")
    said = set()
    for known in (staff, foreign):
        with pytest.raises(Refused) as no:
            invite(school, desk, email=known.email.upper())
        said.add(no.value.words)
        assert known.affiliations.filter(organisation=school).count() == 0
    assert said == {CANNOT}


def test_others_may_not(school: Organisation, coordinator: User, desk: User) -> None:
    elsewhere = PartnerFactory(organisation=OrganisationFactory(council=school.council))
    elsewhere.affiliations.update(coordinates=True)
    others = [
        PartnerFactory(organisation=school),
        elsewhere,
        StaffFactory(team=TeamFactory(council=school.council), role="R10"),
        StaffFactory(role="R23"),
    ]
    for by in others:
        with pytest.raises(Refused) as no:
            invite(school, by)
        assert no.value.code == "not_allowed"
    coordinator.affiliations.update(ends_on=today() - DAY)
    with pytest.raises(Refused):
        invite(school, User.objects.get(pk=coordinator.pk))


def test_the_letter_is_sent_again_once_a_press_and_not_after_the_end(
    school: Organisation, coordinator: User
) -> None:
    place = invite(school, coordinator).affiliations.get()
    key = uuid.uuid4()
    for _ in range(2):
        resend_invitation(place=place, key=key, by=coordinator, at=timezone.now())
    do_due_jobs()
    assert len(mail.outbox) == 2
    Affiliation.objects.filter(pk=place.pk).update(starts_on=today() - DAY, ends_on=today() - DAY)
    with pytest.raises(Refused) as no:
        resend_invitation(place=place, key=uuid.uuid4(), by=coordinator, at=timezone.now())
    assert no.value.code == "ended"


def test_a_letter_that_waits_is_dropped_when_the_place_has_ended(
    school: Organisation, coordinator: User
) -> None:
    person = invite(school, coordinator)
    person.affiliations.update(starts_on=today() - DAY, ends_on=today() - DAY)
    AffiliationFactory(person=person, role="P05")
    do_due_jobs()
    assert mail.outbox == []
