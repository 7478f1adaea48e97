"""Reach, fill, advice and demand from rows of the database, at a constant number of queries."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import Organisation, User
from assessments.audits.models import Audit
from assessments.instruments.models import Criterion
from courses.bookings.models import Booking
from courses.sessions.models import Session, Topic
from home.outreach.queries.advice import services_for
from home.outreach.queries.coverage import coverage_for
from home.outreach.queries.demand import forecast_for
from home.outreach.queries.filling import filling_for
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory
from tests.factories.assessments import AuditFactory, CriterionFactory, InstrumentFactory, mark
from tests.factories.courses import AssignmentFactory, CompletionFactory
from tests.factories.registers import AttendanceFactory
from tests.factories.requirements import RequirementFactory
from tests.factories.sessions import (
    BookingFactory,
    InterestFactory,
    SeatsFactory,
    SessionFactory,
    TopicFactory,
    open_session,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)
NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 12, 0))


@pytest.fixture
def lead() -> User:
    found: User = StaffFactory(role="R15")
    return found


def topic_of(lead: User, title: str, **more: Any) -> Topic:
    found: Topic = TopicFactory(council=lead.council, title=title, **more)
    return found


def held(topic: Topic, *, days: int = 30, places: int = 20, state: str = "held") -> Session:
    starts = NOW - datetime.timedelta(days=days)
    session: Session = SessionFactory(
        topic=topic, starts_at=starts, ends_at=starts + datetime.timedelta(hours=1), state=state
    )
    SeatsFactory(session=session, places=places)
    return session


def visit(session: Session, organisation: Organisation | None, **more: Any) -> Booking:
    person = (
        PartnerFactory(organisation=organisation) if organisation else PartnerFactory(council=session.council)
    )
    found: Booking = BookingFactory(session=session, person=person, organisation=organisation, **more)
    if found.state == "confirmed":
        AttendanceFactory(booking=found)
    return found


def place(lead: User, name: str, sector: str = "school") -> Organisation:
    found: Organisation = OrganisationFactory(council=lead.council, name=name, sector=sector)
    return found


class TestCoverage:
    def test_says_who_came_to_what_and_who_never_came(self, lead: User) -> None:
        oakfield, birch = place(lead, "Oakfield"), place(lead, "Birch")
        nhs = place(lead, "North Trust", "health")
        reviews, advice = topic_of(lead, "Reviews"), topic_of(lead, "Advice")
        for session in (held(reviews, days=60), held(reviews, days=30), held(advice, days=10)):
            visit(session, oakfield)
        visit(held(reviews, days=400), birch)
        visit(held(reviews, days=5, state="cancelled"), birch)
        visit(held(reviews, days=6), birch, state="cancelled")
        together = held(advice, days=20)
        for _ in range(5):
            visit(together, nhs)
        found = coverage_for(actor=lead, today=TODAY)
        assert [(one.name, one.people) for one in found.lines] == [
            ("Birch", ""),
            ("North Trust", "5 people"),
            ("Oakfield", "fewer than 5 people"),
        ]
        assert found.lines[2].topics == (
            ("Advice", datetime.date(2026, 11, 10)),
            ("Reviews", datetime.date(2026, 10, 21)),
        )
        assert [(one.sector, one.organisations, one.came, one.never) for one in found.sectors] == [
            ("health", 1, 1, 0),
            ("school", 2, 1, 1),
        ]

    def test_narrows_to_those_who_never_came(self, lead: User) -> None:
        visit(held(topic_of(lead, "Reviews")), place(lead, "Oakfield"))
        for name in ("Birch", "Ash"):
            place(lead, name)
        place(lead, "North Trust", "health")
        never = coverage_for(actor=lead, today=TODAY, show="never", sector="school")
        assert [one.name for one in never.lines] == ["Ash", "Birch"]
        assert never.never == 3
        came = coverage_for(actor=lead, today=TODAY, show="came")
        assert [one.name for one in came.lines] == ["Oakfield"]

    def test_another_council_is_not_counted(self, lead: User) -> None:
        other: User = StaffFactory(role="R15")
        visit(held(topic_of(other, "Reviews")), place(other, "Elsewhere"))
        assert coverage_for(actor=lead, today=TODAY).organisations == 0


class TestFilling:
    def test_counts_places_and_those_who_waited_in_vain(self, lead: User) -> None:
        topic = topic_of(lead, "Reviews")
        session = held(topic, places=10)
        for _ in range(6):
            visit(session, None)
        visit(session, None, state="passed_over")
        visit(session, None, state="cancelled")
        found = filling_for(actor=lead, today=TODAY)
        line = found.topics["Reviews"]
        assert (line.sessions, line.places, line.booked, line.waited) == (1, 10, 6, 1)
        assert line.fill == 0.6
        assert list(found.months) == [datetime.date(2026, 10, 1)]
        assert found.total.fill == 0.6


def advise(lead: User, service: Organisation, day: datetime.date, **grades: int) -> None:
    instrument = InstrumentFactory(council=lead.council, code="advice-audit", name="Advice audit")
    audit = Audit.objects.create(
        council=lead.council, instrument=instrument, ref=f"ADV-{Audit.objects.count()}", plan_ref="P-1",
        plan_type="new", audited_on=day, service=service, layout="L7", overall=3,
    )  # fmt: skip
    mark(audit, grades, findings=False)


class TestAdvice:
    def test_stands_beside_what_a_service_came_to(self, lead: User) -> None:
        nhs, quiet = place(lead, "North Trust", "health"), place(lead, "Aspen Service", "health")
        visit(held(topic_of(lead, "Advice that helps"), days=30), nhs)
        first = TODAY - datetime.timedelta(days=30)
        for number in range(5):
            advise(lead, nhs, first - datetime.timedelta(days=10 + number), A1=2, A2=3)
            advise(lead, nhs, first + datetime.timedelta(days=1 + number), A1=3, A2=3)
        advise(lead, quiet, first, A1=1)
        aspen, north = services_for(actor=lead, today=TODAY)
        assert (aspen.name, aspen.came, aspen.change.gap) == ("Aspen Service", (), None)
        assert aspen.before.words == "fewer than 5 audits"
        assert north.came == (("Advice that helps", first),)
        text = Criterion.objects.get(code="A1", instrument__council=lead.council).text
        assert north.weakest == (("A1", text, 5, 10),)
        assert north.before.words == "50% of 10 marks in 5 audits (95% interval 24% to 76%)"
        assert north.after.words == "100% of 10 marks in 5 audits (95% interval 57% to 100%)"
        assert north.change.words == "Not enough to tell better from worse."

    def test_the_page_says_shares_with_intervals_in_words_and_in_a_table(
        self, lead: User, client: Client
    ) -> None:
        nhs = place(lead, "North Trust", "health")
        visit(held(topic_of(lead, "Advice that helps"), days=30), nhs)
        first = TODAY - datetime.timedelta(days=30)
        for number in range(12):
            advise(lead, nhs, first - datetime.timedelta(days=10 + number), A1=2, A2=2 + number % 2)
            advise(lead, nhs, first + datetime.timedelta(days=1 + number), A1=3, A2=3)
        advise(lead, place(lead, "Aspen Service", "health"), first, A1=1)
        client.force_login(lead)
        page = client.get("/sessions/reach/advice/").content.decode()
        assert "Better than before." in page and "The difference is +75 (" in page
        aspen, north = page.split("North Trust", 1)
        assert "<table" not in aspen.partition(">Aspen Service<")[2]
        rows = [
            re.findall(r"<t[hd][^>]*>([^<]*)<", row)
            for row in north.partition("<tbody>")[2].split("<tr>")[1:3]
        ]
        assert rows == [
            ["Up to 21 October 2026", "12", "24", "25%", "12% to 45%"],
            ["After 21 October 2026", "12", "24", "100%", "76% to 100%"],
        ]


class TestDemand:
    def test_by_hand_from_every_list(self, lead: User) -> None:
        topic = topic_of(lead, "Reviews", code="reviews", module_code="PM-01", criteria=["F3"])
        coming = open_session(topic=topic, council=lead.council, places=2)
        waiting = [BookingFactory(session=coming, state="waiting", turn=turn).person for turn in range(1, 4)]
        held(topic, places=4)
        vain = visit(held(topic, days=20, places=4), None, state="passed_over")
        visit(held(topic, days=200, places=4), None, state="passed_over")
        InterestFactory(topic=topic)
        InterestFactory(topic=topic)
        InterestFactory(topic=topic, person=waiting[0])
        InterestFactory(topic=topic, closed_at=NOW)
        for _ in range(4):
            AssignmentFactory(finding__audit__writer=StaffFactory(council=lead.council))
        criterion = CriterionFactory(instrument=InstrumentFactory(council=lead.council), code="F3")
        AssignmentFactory(
            finding__audit=AuditFactory(writer=StaffFactory(council=lead.council)),
            finding__criterion=criterion,
            module_code="PM-99",
        )
        AssignmentFactory(finding__audit__writer=StaffFactory(council=lead.council), state="learnt")
        (row,) = forecast_for(actor=lead, at=NOW, today=TODAY).rows
        assert [(one.name, one.people) for one in row.sources] == [
            ("waiting", 4),
            ("interest", 2),
            ("findings", 5),
            ("lapses", 0),
        ]
        # 4 + 2/2 + 5/4 = 6.25, so 7; two places are free; sessions had four: 5 / 4 is two sessions.
        assert (row.expected, row.free, row.size, row.sessions) == (7, 2, 4, 2)
        BookingFactory(session=coming, person=vain.person)
        (again,) = forecast_for(actor=lead, at=NOW, today=TODAY).rows
        assert again.sources[0].people == 3

    def test_training_that_lapses_within_the_quarter_counts(self, lead: User) -> None:
        topic_of(lead, "Reviews", module_code="PM-01")
        RequirementFactory(
            council=lead.council, things="PM-01", refresh_months=12, active_from=datetime.date(2024, 1, 1)
        )
        for day in [datetime.date(2026, 1, 10)] * 5 + [datetime.date(2026, 6, 1)]:
            person = StaffFactory(council=lead.council)
            CompletionFactory(person=person, module_code="PM-01", done_on=day)
        (row,) = forecast_for(actor=lead, at=NOW, today=TODAY).rows
        assert row.sources[3].people == 5
        assert row.expected == 2

    def test_a_topic_for_partners_alone_draws_no_staff(self, lead: User) -> None:
        topic_of(lead, "Reviews", module_code="PM-01", audiences=["senco"])
        for _ in range(5):
            AssignmentFactory(finding__audit__writer=StaffFactory(council=lead.council))
        assert forecast_for(actor=lead, at=NOW, today=TODAY).rows == []


def some_rows(lead: User) -> None:
    topic = topic_of(lead, f"Topic {Topic.objects.count()}", module_code="PM-01")
    visit(held(topic), place(lead, f"School {Organisation.objects.count()}"))
    InterestFactory(topic=topic)
    BookingFactory(session=open_session(topic=topic, council=lead.council), state="waiting", turn=1)
    AssignmentFactory(finding__audit__writer=StaffFactory(council=lead.council))
    service = place(lead, f"Service {Organisation.objects.count()}", "health")
    advise(lead, service, TODAY, A1=2)


@pytest.mark.parametrize(
    "path", ["/sessions/reach/", "/sessions/reach/fill/", "/sessions/reach/advice/", "/sessions/demand/"]
)
def test_a_page_costs_the_same_for_one_row_and_for_many(client: Client, lead: User, path: str) -> None:
    client.force_login(lead)
    some_rows(lead)
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _ in range(4):
        some_rows(lead)
    with CaptureQueriesContext(connection) as many:
        page = client.get(path)
    assert len(few) == len(many)
    assert len(page.content) < 100_000


def test_the_proposal_leads_to_a_form_that_knows_the_topic(client: Client, lead: User) -> None:
    topic = topic_of(lead, "Reviews", code="reviews")
    few = topic_of(lead, "Seldom", code="seldom")
    for _ in range(10):
        InterestFactory(topic=topic)
    InterestFactory(topic=few)
    client.force_login(lead)
    page = client.get("/sessions/demand/").content.decode()
    assert 'href="/sessions/new/?topic=reviews"' in page
    assert "Plan 1 session of about 20 places" in page
    assert "Too few for a session yet" in page
    assert client.get("/sessions/new/?topic=reviews").status_code == 200


def test_settings_are_shown_in_pages_and_empty_states_say_so(client: Client, lead: User) -> None:
    client.force_login(lead)
    for path in ("/sessions/reach/", "/sessions/reach/fill/", "/sessions/reach/advice/", "/sessions/demand/"):
        assert "yet" in (page := client.get(path).content.decode()) or "No" in page
    for number in range(60):
        place(lead, f"School {number:02}")
    first = client.get("/sessions/reach/?show=never").content.decode()
    assert "School 49" in first and "School 50" not in first
    second = client.get("/sessions/reach/?show=never&page=2").content.decode()
    assert "School 50" in second


def test_the_head_sees_figures_and_no_names_of_people(client: Client, lead: User) -> None:
    head: User = StaffFactory(role="R12", council=lead.council)
    who = visit(held(topic_of(lead, "Reviews")), place(lead, "Oakfield"))
    client.force_login(head)
    for path in ("/sessions/reach/", "/sessions/reach/fill/", "/sessions/reach/advice/"):
        page = client.get(path).content.decode()
        assert who.person.family_name not in page
        assert who.person.email not in page
    assert "Oakfield" in client.get("/sessions/reach/").content.decode()
    assert client.get("/sessions/demand/").status_code == 404
