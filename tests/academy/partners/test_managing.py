"""What coordinators and the academy do about an organisation's people, and who sees which of it."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.partners import actions, registry
from academy.partners.actions.ending import ENDED
from academy.partners.models import AccessRequest, Domain, JoinCode
from academy.partners.tokens import hash_of
from academy.people.models import Affiliation, Organisation, User
from academy.staffing.actions.partners import import_partners
from academy.staffing.actions.staff import Upload
from academy.staffing.rules.partners import read_organisations
from academy.staffing.rules.table import PARTNERS, Line
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
today = timezone.localdate


def colleague(school: Organisation, **fields: object) -> Affiliation:
    place: Affiliation = PartnerFactory(organisation=school, **fields).affiliations.get()
    return place


def asks(school: Organisation) -> AccessRequest:
    row: AccessRequest = AccessRequest.objects.create(
        organisation=school,
        given_name="Robin",
        family_name="Ash",
        email="robin@oakfield.example",
        role="P02",
        asked_at=timezone.now(),
    )
    return row


# Ending


def test_an_ended_place_signs_out_and_is_news(
    school: Organisation, coordinator: User, client: Client
) -> None:
    place = colleague(school)
    client.force_login(place.person)
    assert client.get("/account/email/").status_code == 200
    actions.end_affiliation(place=place, by=coordinator, at=timezone.now())
    assert client.get("/account/email/").status_code == 302
    job = Job.objects.get(topic=ENDED)
    assert job.payload == {"person_id": place.person_id, "organisation_id": school.pk}
    with pytest.raises(Refused) as no:
        actions.end_affiliation(place=place, by=coordinator, at=timezone.now())
    assert no.value.code == "ended"


def test_whoever_has_another_place_stays_signed_in(
    school: Organisation, coordinator: User, client: Client
) -> None:
    place = colleague(school)
    other = OrganisationFactory(council=school.council)
    Affiliation.objects.create(person=place.person, organisation=other, role="P05", starts_on=today())
    client.force_login(place.person)
    actions.end_affiliation(place=place, by=coordinator, at=timezone.now())
    assert client.get("/account/email/").status_code == 200


def test_the_last_coordinator_stays_unless_the_academy_says_so(
    school: Organisation, coordinator: User, desk: User
) -> None:
    own = coordinator.affiliations.get()
    for change in (actions.end_affiliation, actions.remove_coordinator):
        with pytest.raises(Refused) as no:
            change(place=own, by=coordinator, at=timezone.now())
        assert no.value.code == "last"
    second = actions.make_coordinator(place=colleague(school), by=coordinator, at=timezone.now())
    actions.remove_coordinator(place=own, by=coordinator, at=timezone.now())
    actions.end_affiliation(place=second, by=desk, at=timezone.now())
    assert not school.affiliations.filter(coordinates=True).exists()


# Answers


def test_a_yes_makes_the_account_and_writes(school: Organisation, coordinator: User) -> None:
    person = actions.approve_access(request=asks(school), by=coordinator, at=timezone.now())
    assert (person.email, person.affiliations.get().role) == ("robin@oakfield.example", "P02")
    do_due_jobs()
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    with pytest.raises(Refused):
        actions.decline_access(request=AccessRequest.objects.get(), by=coordinator, at=timezone.now())


def test_a_no_is_told_and_forgotten(school: Organisation, coordinator: User) -> None:
    actions.decline_access(request=asks(school), by=coordinator, at=timezone.now())
    do_due_jobs()
    assert mail.outbox[0].to == ["robin@oakfield.example"]
    assert not User.objects.filter(email="robin@oakfield.example").exists()
    do_due_jobs(at=timezone.now() + 29 * DAY)
    assert AccessRequest.objects.exists()
    do_due_jobs(at=timezone.now() + 31 * DAY)
    assert not AccessRequest.objects.exists()


def test_others_answer_nothing(school: Organisation) -> None:
    request = asks(school)
    other = PartnerFactory(organisation=OrganisationFactory(council=school.council))
    other.affiliations.update(coordinates=True)
    for by in (other, PartnerFactory(organisation=school), StaffFactory(role="R23")):
        for answer in (actions.approve_access, actions.decline_access):
            with pytest.raises(Refused) as no:
                answer(request=request, by=by, at=timezone.now())
            assert no.value.code == "not_allowed"


# Codes and endings of addresses


def test_a_code_is_kept_as_a_hash_and_one_works(school: Organisation, coordinator: User) -> None:
    key = uuid.uuid4()
    first = actions.make_code(organisation=school, key=key, by=coordinator, at=timezone.now())
    assert actions.make_code(organisation=school, key=key, by=coordinator, at=timezone.now()) == first
    second = actions.make_code(organisation=school, key=uuid.uuid4(), by=coordinator, at=timezone.now())
    assert first != second
    kept = JoinCode.objects.get(ended_at__isnull=True)
    assert kept.code_hash == hash_of(second.upper().replace("-", " ")) and JoinCode.objects.count() == 2
    assert first not in str(list(JoinCode.objects.values()))


def test_no_code_without_endings_of_addresses(school: Organisation, desk: User) -> None:
    for domain in ("", "gmail.com"):
        Organisation.objects.filter(pk=school.pk).update(email_domain=domain)
        school.refresh_from_db()
        with pytest.raises(Refused) as no:
            actions.make_code(organisation=school, key=uuid.uuid4(), by=desk, at=timezone.now())
        assert no.value.code == "no_domain"


@pytest.mark.parametrize("domain", ["gmail.com", "mail.gmail.com", "BTInternet.com", "Hotmail.co.uk"])
def test_addresses_that_anybody_can_have_are_nobodys(school: Organisation, desk: User, domain: str) -> None:
    with pytest.raises(Refused) as no:
        actions.set_domains(
            organisation=school, domains=["oakfield.example", domain], by=desk, at=timezone.now()
        )
    assert no.value.code == "free_mail"
    school.refresh_from_db()
    assert school.email_domain == "oakfield.example"


@pytest.mark.parametrize(
    "domain", ["oakfield", "sam@oakfield.example", "a b.example", "-a.example", "x" * 130]
)
def test_what_is_no_ending(school: Organisation, desk: User, domain: str) -> None:
    with pytest.raises(Refused) as no:
        actions.set_domains(organisation=school, domains=[domain], by=desk, at=timezone.now())
    assert no.value.code == "bad_domain"


def test_several_endings(school: Organisation, desk: User, coordinator: User) -> None:
    domains = ["@Oakfield.example", "", "trust.example", "oakfield.example"]
    actions.set_domains(organisation=school, domains=domains, by=desk, at=timezone.now())
    assert list(Domain.objects.values_list("name", flat=True)) == ["trust.example"]
    with pytest.raises(Refused):
        actions.set_domains(organisation=school, domains=[], by=coordinator, at=timezone.now())


# Pages


def test_a_coordinator_sees_their_own_people_and_no_others(
    school: Organisation, coordinator: User, client: Client
) -> None:
    mate = colleague(school, given_name="Matey").person
    asks(school)
    other = OrganisationFactory(council=school.council, name="Elm School")
    Affiliation.objects.create(person=mate, organisation=other, role="P05", starts_on=today())
    PartnerFactory(organisation=other, given_name="Stranger")
    client.force_login(coordinator)
    assert client.get("/hub/organisation/")["Location"] == f"/hub/organisation/{school.pk}/"
    page = client.get(f"/hub/organisation/{school.pk}/").content.decode()
    assert "Matey" in page and "Robin Ash" in page
    assert 'href="/hub/organisation/"' in page, "in the navigation"
    assert "Elm School" not in page and "Stranger" not in page and "Educational psychologist" not in page
    for path in (f"/hub/organisation/{other.pk}/", f"/hub/organisation/{other.pk}/invite/"):
        assert client.get(path).status_code == 404
    elsewhere = mate.affiliations.get(organisation=other)
    for pk in (school.pk, other.pk):
        assert client.post(f"/hub/organisation/{pk}/people/{elsewhere.pk}/end/").status_code == 404
    for path in ("/people/partners/", f"/people/partners/{school.pk}/", "/people/"):
        assert client.get(path).status_code == 404


def test_a_coordinator_of_two_switches(school: Organisation, coordinator: User, client: Client) -> None:
    other = OrganisationFactory(council=school.council, name="Elm School")
    Affiliation.objects.create(
        person=coordinator, organisation=other, role="P01", starts_on=today(), coordinates=True
    )
    client.force_login(coordinator)
    page = client.get(f"/hub/organisation/{school.pk}/").content.decode()
    assert f'href="/hub/organisation/{other.pk}/"' in page
    assert client.get(f"/hub/organisation/{other.pk}/").status_code == 200


def test_the_pages_do_what_they_say(school: Organisation, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    base = f"/hub/organisation/{school.pk}/"
    said = {"given_name": "Sam", "family_name": "Hill", "email": "sam@else.example", "role": "P02"}
    page = client.post(f"{base}invite/", said).content.decode()
    assert "not one of your organisation" in page and 'value="Hill"' in page
    client.post(f"{base}invite/", {**said, "email": "sam@oakfield.example"})
    place = Affiliation.objects.get(person__email="sam@oakfield.example")
    client.post(f"{base}people/{place.pk}/coordinator/")
    place.refresh_from_db()
    assert place.coordinates
    client.post(f"{base}people/{place.pk}/resend/", {"key": uuid.uuid4().hex})
    do_due_jobs()
    assert len(mail.outbox) == 2
    key = uuid.uuid4().hex
    shown = [client.post(f"{base}code/", {"key": key}).content.decode() for _ in range(2)]
    assert all("shown only this once" in page for page in shown) and JoinCode.objects.count() == 1
    assert JoinCode.objects.get().ended_at is None
    client.post(f"{base}code/off/")
    assert JoinCode.objects.get().ended_at is not None
    assert "End the account of Sam Hill?" in client.get(f"{base}people/{place.pk}/end/").content.decode()
    client.post(f"{base}people/{place.pk}/end/")
    assert not Affiliation.objects.filter(pk=place.pk).open_on(today()).exists()
    request = asks(school)
    client.post(f"{base}requests/{request.pk}/approve/")
    assert User.objects.filter(email=request.email).exists()
    assert client.post(f"{base}requests/{request.pk}/decline/").status_code == 404, "answered already"


def test_who_ends_their_own_place_is_led_out(school: Organisation, coordinator: User, client: Client) -> None:
    colleague(school).person.affiliations.update(coordinates=True)
    client.force_login(coordinator)
    own = coordinator.affiliations.get()
    answer = client.post(f"/hub/organisation/{school.pk}/people/{own.pk}/end/")
    assert answer.status_code == 302 and "organisation" not in answer["Location"]
    assert "_auth_user_id" not in client.session


def test_who_stops_looking_after_it_is_led_on(
    school: Organisation, coordinator: User, client: Client
) -> None:
    colleague(school).person.affiliations.update(coordinates=True)
    client.force_login(coordinator)
    own = coordinator.affiliations.get()
    answer = client.post(f"/hub/organisation/{school.pk}/people/{own.pk}/coordinator/off/", follow=True)
    assert answer.status_code == 200 and "is no coordinator any more" in answer.content.decode()
    assert client.get("/hub/organisation/").status_code == 404


def test_the_academy_finds_and_changes_organisations(
    school: Organisation, desk: User, client: Client
) -> None:
    colleague(school)
    OrganisationFactory(council=school.council, name="Elm School", email_domain="elm.example")
    OrganisationFactory(name="Foreign School")
    asks(school)
    client.force_login(desk)
    whole = client.get("/people/partners/").content.decode()
    assert "Oakfield" in whole and "Elm" in whole and "Foreign" not in whole
    found = client.get("/people/partners/?words=elm.ex").content.decode()
    assert "Elm" in found and "Oakfield" not in found
    waits = client.get("/people/partners/?waiting=on").content.decode()
    assert "Oakfield" in waits and "Elm School" not in waits
    base = f"/people/partners/{school.pk}/"
    page = client.post(f"{base}domains/", {"domains": "oakfield.example\ngmail.com"}).content.decode()
    assert "Anybody can have" in page and "gmail.com" in page
    client.post(f"{base}domains/", {"domains": "oakfield.example, trust.example"})
    assert Domain.objects.get().name == "trust.example"
    said = {"given_name": "Guest", "family_name": "Trainer", "email": "t@gmail.com", "role": "P06"}
    last = {"until_day": "31", "until_month": "2", "until_year": str(today().year + 1)}
    page = client.post(f"{base}invite/", {**said, **last}).content.decode()
    assert "write a date" in page
    client.post(f"{base}invite/", {**said, **last, "until_day": "28"})
    assert Affiliation.objects.get(person__email="t@gmail.com").ends_on == datetime.date(
        today().year + 1, 2, 28
    )


def test_pages_cost_the_same_however_many_people(
    school: Organisation, coordinator: User, desk: User, client: Client
) -> None:
    def queries(person: User, path: str) -> int:
        client.force_login(person)
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(path)
        return len(found)

    paths = [(coordinator, f"/hub/organisation/{school.pk}/"), (desk, "/people/partners/")]
    colleague(school)
    before = [queries(*pair) for pair in paths]
    for number in range(8):
        colleague(school)
        colleague(OrganisationFactory(council=school.council, name=f"School {number}"))
    assert [queries(*pair) for pair in paths] == before


def test_places_booked_come_from_above(
    school: Organisation, coordinator: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def count(organisation_id: int, people: object, at: object) -> dict[int, int]:
        asked.append(organisation_id)
        return {coordinator.pk: 3}

    monkeypatch.setattr(registry, "COUNTS", [])
    registry.counts_places(count)
    client.force_login(coordinator)
    assert "3 places" in client.get(f"/hub/organisation/{school.pk}/").content.decode()
    assert asked == [school.pk]


def test_a_list_of_organisations_brings_no_ending_that_anybody_can_have() -> None:
    columns = ("organisation_ref", "name", "sector", "email_domain")
    cells = [dict(zip(columns, (ref, ref, "school", end), strict=True)) for ref, end in
             (("A", "@Elm.example"), ("B", "Gmail.com"), ("C", ""))]  # fmt: skip
    rows, problems = read_organisations(tuple(Line(n, row) for n, row in enumerate(cells, start=2)))
    assert [(row.ref, row.email_domain) for row in rows] == [("A", "elm.example"), ("C", "")]
    assert [(problem.row, problem.reason) for problem in problems] == [(3, "free_mail")]


def test_a_list_of_partners_finds_who_joined_before_it(school: Organisation, coordinator: User) -> None:
    said = {"given_name": "Sam", "family_name": "Hill", "email": "sam@oakfield.example", "role": "P01"}
    person = actions.invite_colleague(organisation=school, by=coordinator, at=timezone.now(), **said)
    columns = ",".join(PARTNERS)
    row = f"PT-77,Samuel,Hill,sam@oakfield.example,{school.ref},Oakfield,school,P01,SENCO,,active"
    upload = Upload("partners.csv", f"{columns}\n{row}\n".encode())
    for _ in range(2):
        outcome = import_partners(council=school.council, partners=upload, by=None, at=timezone.now())
        assert outcome.applied and not outcome.rejected
    person.refresh_from_db()
    assert (person.ref, person.given_name) == ("PT-77", "Samuel")
    assert User.objects.filter(email="sam@oakfield.example").count() == 1
    assert person.affiliations.get().ends_on is None
