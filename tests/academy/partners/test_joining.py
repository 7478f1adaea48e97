"""Making an account oneself: nothing is told to strangers, and the code alone opens nothing."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from academy.partners.actions import make_code, switch_off_code
from academy.partners.models import AccessRequest, Joining
from academy.people.models import Organisation, User
from academy.work.worker import do_due_jobs
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory, TeamFactory

pytestmark = pytest.mark.django_db
JOIN, CODE, PLACE = "/hub/join/", "/hub/join/code/", "/hub/join/place/"
WHO = {"given_name": "Sam", "family_name": "Hill", "email": "sam@oakfield.example"}
DAY = datetime.timedelta(days=1)


@pytest.fixture
def code(school: Organisation, coordinator: User) -> str:
    """The school's code."""
    return make_code(organisation=school, key=uuid.uuid4(), by=coordinator, at=timezone.now())


def mailed_code() -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)
    return found.group() if found else ""


def begin(client: Client, **said: str) -> None:
    assert client.post(JOIN, {**WHO, **said})["Location"] == CODE


def check(client: Client, **said: str) -> None:
    begin(client, **said)
    assert client.post(CODE, {"code": mailed_code().lower()})["Location"] == PLACE


def test_with_the_code_one_has_an_account_and_is_back_where_one_came_from(
    client: Client, school: Organisation, code: str
) -> None:
    check(client, code=code.upper(), next="/guest/?from=hub")
    page = client.get(PLACE).content.decode()
    assert "You join Oakfield School" in page and "Headteacher" in page and "Therapist" not in page
    answer = client.post(PLACE, {"role": "P01", "organisation": school.pk, "password": "seven grey geese"})
    assert answer["Location"] == "/guest/?from=hub"
    person = User.objects.get(email="sam@oakfield.example")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.affiliations.get().organisation == school
    assert person.check_password("seven grey geese")
    assert EmailAddress.objects.get(user=person).verified
    assert Joining.objects.get(person=person).code.organisation == school


def test_without_a_password_one_signs_in_by_a_code(client: Client, school: Organisation, code: str) -> None:
    check(client, code=code)
    client.post(PLACE, {"role": "P01", "organisation": school.pk})
    other = Client()
    other.post("/account/login/code/", {"email": "sam@oakfield.example"})
    other.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert "_auth_user_id" in other.session
    assert other.get("/account/password/set/").status_code == 200


def test_every_address_and_code_gets_the_same_answer(school: Organisation, code: str) -> None:
    PartnerFactory(organisation=school, email="known@oakfield.example")
    tries = [
        {"code": code},
        {"code": "aaaa-bbbb-cccc"},
        {"code": code, "email": "sam@elsewhere.example"},
        {"code": code, "email": "known@oakfield.example"},
        {"code": ""},
    ]
    pages = set()
    for said in tries:
        client = Client()
        begin(client, **said)
        first = client.get(CODE).content.decode()
        wrong = client.post(CODE, {"code": "BBBB-BBBB"}).content.decode()
        email = said.get("email", WHO["email"])
        for page in (first, wrong):
            pages.add(re.sub(r"csrfmiddlewaretoken.*?>|nonce=\S+", "", page).replace(email, "ADDRESS"))
    assert len(pages) == 2
    assert len(mail.outbox) == len(tries), "one letter each"


def test_whoever_has_an_account_gets_a_letter_and_no_code(client: Client, school: Organisation) -> None:
    known = PartnerFactory(organisation=school, email="known@oakfield.example")
    begin(client, email="Known@Oakfield.example")
    assert mailed_code() == "" and "There is one already" in mail.outbox[0].body
    assert client.post(CODE, {"code": ""}).status_code == 200
    assert User.objects.filter(email=known.email).count() == 1
    assert "Start again" in client.get(PLACE).content.decode()


def test_a_wrong_code_of_the_organisation_leads_to_asking(
    client: Client, school: Organisation, coordinator: User, code: str
) -> None:
    check(client, code="aaaa-bbbb-cccc")
    page = client.get(PLACE).content.decode()
    assert "do not go together" in page and "Ask for an account" in page and "password" not in page.lower()
    for _ in range(2):
        client.post(PLACE, {"role": "P01", "organisation": school.pk})
    request = AccessRequest.objects.get()
    assert (request.organisation, request.email) == (school, "sam@oakfield.example")
    assert not User.objects.filter(email=request.email).exists()
    do_due_jobs()
    letter = mail.outbox[-1]
    assert letter.to == [coordinator.email] and f"/hub/organisation/{school.pk}/" in letter.body
    assert "Sam" not in letter.body


def test_without_a_coordinator_the_academy_is_asked(client: Client, school: Organisation, desk: User) -> None:
    check(client)
    client.post(PLACE, {"role": "P01", "organisation": school.pk})
    do_due_jobs()
    assert mail.outbox[-1].to == [desk.email] and f"/people/partners/{school.pk}/" in mail.outbox[-1].body


def test_the_code_of_another_organisation_opens_nothing(
    client: Client, school: Organisation, code: str
) -> None:
    OrganisationFactory(council=school.council, name="Elm School", email_domain="elm.example")
    check(client, code=code, email="sam@elm.example")
    page = client.get(PLACE).content.decode()
    assert "Oakfield" not in page and "Elm School" in page and "Ask for an account" in page


def test_an_unknown_organisation_is_said_only_after_the_address_was_checked(client: Client) -> None:
    check(client, email="sam@elsewhere.example")
    assert "We do not know your organisation yet" in client.get(PLACE).content.decode()
    assert client.post(PLACE, {"role": "P01"}).status_code == 200
    assert not AccessRequest.objects.exists()


def test_a_code_that_was_renewed_or_switched_off_works_no_more(
    client: Client, school: Organisation, coordinator: User, code: str
) -> None:
    check(client, code=code)
    new = make_code(organisation=school, key=uuid.uuid4(), by=coordinator, at=timezone.now())
    client.post(PLACE, {"role": "P01", "organisation": school.pk, "password": ""})
    assert not Joining.objects.exists()
    switch_off_code(organisation=school, by=coordinator, at=timezone.now())
    check(other := Client(), code=new, email="pat@oakfield.example")
    assert "Ask for an account" in other.get(PLACE).content.decode()


def test_whoever_was_sent_away_does_not_get_back_in_with_the_code(
    client: Client, school: Organisation, code: str
) -> None:
    gone = PartnerFactory(organisation=school, email="sam@oakfield.example")
    gone.affiliations.update(ends_on=timezone.localdate() - DAY)
    check(client, code=code)
    assert "Ask for an account" in client.get(PLACE).content.decode()
    client.post(PLACE, {"role": "P01", "organisation": school.pk})
    assert not Joining.objects.exists() and AccessRequest.objects.count() == 1


@pytest.mark.parametrize("email", ["sam@gmail.com", "sam@mail.yahoo.co.uk", "sam@OUTLOOK.com"])
def test_an_address_that_anybody_can_have_is_refused(client: Client, email: str) -> None:
    OrganisationFactory(email_domain=email.partition("@")[2].lower())
    page = client.post(JOIN, {**WHO, "email": email}).content.decode()
    assert "Anybody can have an address like" in page and 'value="Sam"' in page
    assert mail.outbox == []


def test_nobody_of_the_councils_staff_becomes_a_guest(
    client: Client, school: Organisation, code: str
) -> None:
    StaffFactory(team=TeamFactory(council=school.council), email=WHO["email"], ends_on=timezone.localdate())
    begin(client, code=code)
    assert mailed_code() == ""


def test_a_role_must_fit_the_organisation(client: Client, school: Organisation, code: str) -> None:
    check(client, code=code)
    page = client.post(PLACE, {"role": "P08", "organisation": school.pk, "password": ""})
    assert page.status_code == 200
    assert not User.objects.filter(email=WHO["email"]).exists()


def test_a_weak_password_is_said_and_nothing_is_made(client: Client, school: Organisation, code: str) -> None:
    check(client, code=code)
    page = client.post(
        PLACE, {"role": "P01", "organisation": school.pk, "password": "short"}
    ).content.decode()
    assert "12 characters" in page and not User.objects.filter(email=WHO["email"]).exists()


def test_five_wrong_codes_end_it(client: Client, school: Organisation) -> None:
    begin(client)
    right = mailed_code()
    pages = [client.post(CODE, {"code": "BBBB-BBBB"}).content.decode() for _ in range(5)]
    assert "Start again" in pages[4] and "not the code that we sent" in pages[3]
    assert client.post(CODE, {"code": right}).status_code == 200
    assert "Either the time is over" in client.get(PLACE).content.decode()


def test_it_runs_out_after_a_quarter_of_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(client)
    session = client.session
    session["joining"] = {**session["joining"], "at": session["joining"]["at"] - 16 * 60}
    session.save()
    assert "Either the time is over" in client.post(CODE, {"code": mailed_code()}).content.decode()


def test_a_way_back_leads_to_our_own_pages_only(client: Client, school: Organisation, code: str) -> None:
    check(client, code=code, next="https://evil.example/")
    answer = client.post(PLACE, {"role": "P01", "organisation": school.pk, "password": ""})
    assert answer["Location"] == "/start/" or answer["Location"].startswith("/")
    assert "evil" not in answer["Location"]


def test_whoever_is_signed_in_is_led_on(client: Client) -> None:
    client.force_login(PartnerFactory())
    assert client.get(f"{JOIN}?next=/guest/")["Location"] == "/guest/"
    assert "evil" not in client.get(f"{JOIN}?next=//evil.example")["Location"]


@override_settings(ACCOUNT_RATE_LIMITS={})
def test_many_letters_to_one_address_are_slowed_down(client: Client) -> None:
    cache.clear()
    answers = [client.post(JOIN, WHO).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(mail.outbox) == 3
    cache.clear()
