"""The one door: who gets in, who stays in, and for how long."""

import datetime
from time import time

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from academy.people import middleware
from academy.people.adapters import InvitationOnly
from academy.people.backends import DEMO_ADDRESSES, DEMO_PASSWORD
from academy.people.models import User
from tests.factories.academy import AffiliationFactory, PartnerFactory, PersonFactory, StaffFactory

PASSWORD = "seven grey geese"
LOGIN = "/account/login/"
today = timezone.localdate
DAY = datetime.timedelta(days=1)
pytestmark = pytest.mark.django_db


def sign_in(client: Client, address: str, password: str = PASSWORD) -> bool:
    client.post(LOGIN, {"login": address, "password": password})
    return "_auth_user_id" in client.session


def with_password(person: User, password: str = PASSWORD) -> User:
    person.set_password(password)
    person.save()
    return person


def test_by_e_mail_in_any_case(client: Client) -> None:
    person = with_password(StaffFactory(email="robin@testshire.example"))
    assert not sign_in(client, person.email, "wrong")
    assert sign_in(client, "Robin@Testshire.example")


@pytest.mark.parametrize("make", [StaffFactory, PartnerFactory])
def test_people_in_post_and_guests_get_in(make: type[StaffFactory], client: Client) -> None:
    assert sign_in(client, with_password(make()).email)


def test_whoever_holds_nothing_today_stays_out(client: Client) -> None:
    people = [
        PersonFactory(),
        StaffFactory(is_active=False),
        StaffFactory(ends_on=today() - DAY),
        StaffFactory(starts_on=today() + DAY),
        AffiliationFactory(ends_on=today() - DAY).person,
    ]
    for person in people:
        assert not sign_in(client, with_password(person).email)
    assert sign_in(client, with_password(StaffFactory(ends_on=today())).email)


def test_an_open_session_ends_when_the_post_does(client: Client) -> None:
    person = StaffFactory()
    client.force_login(person)
    assert client.get(reverse("account_email")).status_code == 200
    person.posts.update(ends_on=today() - DAY)
    assert client.get(reverse("account_email")).status_code == 302


def test_nobody_registers_themselves(client: Client) -> None:
    assert b"form" not in client.get(reverse("account_signup")).content.split(b"<main")[1].split(b"</main")[0]
    client.post(
        reverse("account_signup"), {"email": "new@x.example", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert not User.objects.exists()


def test_demo_accounts_open_only_in_the_demo(client: Client) -> None:
    person = with_password(StaffFactory(), DEMO_PASSWORD)
    EmailAddress.objects.create(user=person, email=DEMO_ADDRESSES[0], verified=True)
    with override_settings(DEMO=False):
        assert not sign_in(client, DEMO_ADDRESSES[0], DEMO_PASSWORD)
        assert not sign_in(client, person.email, DEMO_PASSWORD)
        with_password(person)
        assert not sign_in(client, DEMO_ADDRESSES[0])
        assert not sign_in(client, person.email), "a demo account by any other address"
        assert authenticate(username=DEMO_ADDRESSES[0], password=PASSWORD) is None
    with_password(person, DEMO_PASSWORD)
    assert sign_in(client, DEMO_ADDRESSES[0], DEMO_PASSWORD)


def test_nobody_can_choose_the_demo_password() -> None:
    adapter = InvitationOnly()
    assert adapter.clean_password(PASSWORD) == PASSWORD
    with pytest.raises(Exception, match="Choose another"):
        adapter.clean_password(DEMO_PASSWORD)


def test_signed_in_pages_are_kept_out_of_every_cache(client: Client) -> None:
    client.force_login(StaffFactory())
    assert client.get(reverse("account_email"))["Cache-Control"] == "no-store, private"
    client.post(reverse("account_logout"))


def test_an_idle_hour_ends_the_session(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(StaffFactory())
    now = time()
    for minutes, status in ((0, 200), (59, 200), (118, 200), (180, 302)):
        monkeypatch.setattr(middleware, "time", lambda at=now + minutes * 60: at)
        assert client.get(reverse("account_email")).status_code == status, minutes


def test_twelve_hours_end_it_however_busy(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(StaffFactory())
    now = time()
    for minutes in range(0, 12 * 60 + 1, 30):
        monkeypatch.setattr(middleware, "time", lambda at=now + minutes * 60: at)
        assert client.get(reverse("account_email")).status_code == 200, minutes
    monkeypatch.setattr(middleware, "time", lambda: now + 12 * 3600 + 60)
    assert client.get(reverse("account_email")).status_code == 302


def test_the_session_is_written_at_most_once_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(StaffFactory())
    now = time()
    monkeypatch.setattr(middleware, "time", lambda: now)
    client.get("/healthz")
    before = dict(client.session.items())
    monkeypatch.setattr(middleware, "time", lambda: now + 59)
    client.get("/healthz")
    assert dict(client.session.items()) == before
