"""Young experts and their sponsors, and what is deleted when its time is over."""

from __future__ import annotations

import datetime
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.partners.actions import YoungExpert, end_affiliation, end_sponsorship, record_sponsorship
from academy.partners.models import Sponsorship
from academy.people.access import can, visible
from academy.people.models import Affiliation, Organisation, User
from academy.work.worker import do_due_jobs
from courses.bookings.actions import book_places, set_places
from tests.factories.academy import PartnerFactory, PostFactory, StaffFactory, TeamFactory
from tests.factories.sessions import TopicFactory, open_session

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
today = timezone.localdate


@pytest.fixture
def forum(school: Organisation) -> User:
    """A representative of the forum."""
    person: User = PartnerFactory(organisation=school, role="P13")
    return person


def record(sponsor: User, by: User, **fields: object) -> Sponsorship:
    said = {"name": "Ashling", "consent_on": today(), "until": today() + 90 * DAY, **fields}
    expert = YoungExpert(**said)  # type: ignore[arg-type]
    return record_sponsorship(sponsor=sponsor, expert=expert, key=uuid.uuid4(), by=by, at=timezone.now())


def test_it_is_written_down_and_told_without_the_name(forum: User, desk: User) -> None:
    record(forum, desk)
    do_due_jobs()
    assert mail.outbox[0].to == [forum.email] and "Ashling" not in mail.outbox[0].body
    assert "book for yourself" in mail.outbox[0].body


def test_who_brings_somebody_tells_the_organiser_without_a_name(
    forum: User, desk: User, client: Client
) -> None:
    """What the sponsor's page says to do works: the organiser reads it, plans one place fewer, and no name
    leaves the list of young experts."""
    record(forum, desk)
    client.force_login(forum)
    page = client.get("/hub/young-experts/").content.decode()
    assert "A young expert comes with me" in page and "Write no name" in page
    session = open_session(topic=TopicFactory(council=forum.council), places=5)
    needs = {forum.pk: ("A young expert comes with me", "")}
    book_places(
        session=session, people=[forum], mode="online", key=uuid.uuid4(), by=forum, at=timezone.now(),
        needs=needs,
    )  # fmt: skip
    client.force_login(desk)
    page = client.get(f"/sessions/{session.pk}/register/").content.decode()
    assert "A young expert comes with me" in page and "Ashling" not in page
    set_places(session=session, mode="online", places=4, by=desk, at=timezone.now())
    seats = session.seats.get()
    assert (seats.places, seats.taken) == (4, 1)


def test_who_runs_sessions_and_keeps_no_list_of_people_reads_no_name(forum: User, desk: User) -> None:
    row = record(forum, desk)
    lead: User = StaffFactory(team=TeamFactory(council=forum.council), role="R15")
    assert can(lead, "run_sessions") and not can(lead, "manage_people")
    assert not visible(lead, Sponsorship).exists()
    assert [list(visible(who, Sponsorship)) for who in (forum, desk)] == [[row], [row]]


def test_who_may_be_a_sponsor(school: Organisation, forum: User, desk: User) -> None:
    record(StaffFactory(team=TeamFactory(council=school.council)), desk)
    record(PartnerFactory(organisation=school, role="P14"), desk)
    for sponsor, code in (
        (PartnerFactory(organisation=school), "sponsor"),
        (PartnerFactory(), "not_allowed"),
    ):
        with pytest.raises(Refused) as no:
            record(sponsor, desk)
        assert no.value.code == code
    with pytest.raises(Refused) as no:
        record(forum, forum)
    assert no.value.code == "not_allowed"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"consent_on": today() + 2 * DAY}, "consent"),
        ({"until": today() - DAY, "consent_on": today() - 9 * DAY}, "until"),
        ({"until": today() + 400 * DAY}, "until"),
    ],
)
def test_agreement_and_end_are_held_to(forum: User, desk: User, said: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as no:
        record(forum, desk, **said)
    assert no.value.code == code


def test_the_sponsor_or_the_academy_deletes_the_name(forum: User, desk: User) -> None:
    with pytest.raises(Refused):
        end_sponsorship(sponsorship=record(forum, desk), by=StaffFactory(), at=timezone.now())
    end_sponsorship(sponsorship=Sponsorship.objects.get(), by=forum, at=timezone.now())
    assert not Sponsorship.objects.exists()


def test_a_month_after_the_last_day_the_name_is_gone(forum: User, desk: User) -> None:
    record(forum, desk, until=today() + 10 * DAY)
    do_due_jobs(at=timezone.now() + 38 * DAY)
    assert Sponsorship.objects.exists()
    do_due_jobs(at=timezone.now() + 42 * DAY)
    assert not Sponsorship.objects.exists()


def test_the_pages(forum: User, desk: User, client: Client) -> None:
    client.force_login(desk)
    page = client.get("/people/partners/young-experts/").content.decode()
    said = {
        "key": uuid.uuid4().hex, "name": "Ashling", "sponsor": "nobody@oakfield.example",
        "consent_on_day": today().day, "consent_on_month": today().month, "consent_on_year": today().year,
        "until_day": 1, "until_month": today().month, "until_year": today().year + 1,
    }  # fmt: skip
    assert "No young expert is written down" in page
    page = client.post("/people/partners/young-experts/", said).content.decode()
    assert "nobody here has this address" in page and 'value="Ashling"' in page
    for _ in range(2):
        client.post("/people/partners/young-experts/", {**said, "sponsor": forum.email})
    row = Sponsorship.objects.get()
    assert "Ashling" in client.get("/people/partners/young-experts/").content.decode()
    stranger = Client()
    stranger.force_login(PartnerFactory(organisation=forum.affiliations.get().organisation, role="P13"))
    assert "Ashling" not in stranger.get("/hub/young-experts/").content.decode()
    assert stranger.post(f"/people/partners/young-experts/{row.pk}/end/").status_code == 404
    client.force_login(forum)
    assert "Ashling" in client.get("/hub/young-experts/").content.decode()
    assert client.post(f"/people/partners/young-experts/{row.pk}/end/")["Location"] == "/hub/young-experts/"
    assert not Sponsorship.objects.exists()


# Forgetting guests


def test_two_years_after_leaving_a_guest_is_forgotten(school: Organisation, desk: User) -> None:
    guest = PartnerFactory(organisation=school, email="sam@oakfield.example")
    EmailAddress.objects.create(user=guest, email="sam@home.example", verified=True)
    end_affiliation(place=guest.affiliations.get(), by=desk, at=timezone.now())
    do_due_jobs(at=timezone.now() + 729 * DAY)
    guest.refresh_from_db()
    assert guest.email == "sam@oakfield.example"
    do_due_jobs(at=timezone.now() + 731 * DAY)
    guest.refresh_from_db()
    assert (guest.get_full_name(), guest.is_active, guest.ref) == ("Former guest", False, "")
    assert "oakfield" not in guest.email and not EmailAddress.objects.filter(user=guest).exists()


def test_whoever_came_back_or_works_for_the_council_is_not_forgotten(
    school: Organisation, desk: User
) -> None:
    back, hired = (PartnerFactory(organisation=school) for _ in range(2))
    for guest in (back, hired):
        end_affiliation(place=guest.affiliations.get(), by=desk, at=timezone.now())
    Affiliation.objects.filter(person=back).update(ends_on=today() + 300 * DAY)
    PostFactory(person=hired)
    do_due_jobs(at=timezone.now() + 731 * DAY)
    for guest in (back, hired):
        name = guest.given_name
        guest.refresh_from_db()
        assert guest.given_name == name
