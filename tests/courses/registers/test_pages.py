"""The pages: what a browser sends and what it gets back."""

from __future__ import annotations

import datetime
import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from academy.people.models import User
from courses.registers.models import Attendance, Evaluation, ManagerLine, Slip
from courses.registers.queries import said_about
from courses.registers.queries.register import register_of
from courses.registers.queries.said import said_of
from courses.registers.tokens import token_of
from courses.sessions.models import Seats, Session
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory, TeamFactory
from tests.factories.registers import AttendanceFactory, EvaluationFactory, running_session
from tests.factories.sessions import BookingFactory, NeedFactory, TrainerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return running_session(minutes_ago=60)


@pytest.fixture
def desk(session: Session) -> User:
    return StaffFactory(team=TeamFactory(council=session.council), role="R15")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: User, name: str, *args: object) -> str:
    answer = signed_in(person).get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


class TestRegister:
    """The list."""

    def test_marks_with_times_are_saved_and_what_was_typed_wrong_stays(
        self, session: Session, desk: User
    ) -> None:
        first, second, third = BookingFactory.create_batch(3, session=session)
        client, address = signed_in(desk), reverse("session_register", args=[session.pk])
        late = timezone.localtime(session.starts_at + datetime.timedelta(minutes=20))
        sent = {
            f"mark_{first.pk}": "late", f"came_{first.pk}": f"{late:%H:%M}", f"was_{first.pk}": ",,",
            f"mark_{second.pk}": "early", f"was_{second.pk}": ",,",
            f"mark_{third.pk}": "absent", f"was_{third.pk}": ",,",
        }  # fmt: skip
        answer = client.post(address, sent)
        body = answer.content.decode()
        assert answer.status_code == 200 and "say when they left" in body and f"{late:%H:%M}" in body
        assert not Attendance.objects.exists()
        sent[f"mark_{second.pk}"] = "present"
        assert client.post(address, sent).status_code == 302
        came = dict(Attendance.objects.values_list("booking_id", "came"))
        assert came == {first.pk: True, second.pk: True, third.pk: False}
        assert Attendance.objects.get(booking=first).arrived_at == late.replace(second=0, microsecond=0)

    def test_times_of_a_session_over_midnight_lie_within_it(self, session: Session, desk: User) -> None:
        start = timezone.localtime().replace(hour=23, minute=30, second=0, microsecond=0)
        session.starts_at = start - datetime.timedelta(days=2)
        session.ends_at = session.starts_at + datetime.timedelta(minutes=90)
        session.save()
        for came, after in (("23:45", 15), ("00:20", 50)):
            booking = BookingFactory(session=session)
            sent = {f"mark_{booking.pk}": "late", f"came_{booking.pk}": came, f"was_{booking.pk}": ",,"}
            assert (
                signed_in(desk).post(reverse("session_register", args=[session.pk]), sent).status_code == 302
            )
            arrived = session.starts_at + datetime.timedelta(minutes=after)
            assert Attendance.objects.get(booking=booking).arrived_at == arrived

    def test_two_people_at_one_register_do_not_undo_each_other(self, session: Session, desk: User) -> None:
        booking = BookingFactory(session=session)
        AttendanceFactory(booking=booking, came=False, minutes=0)
        sent = {f"mark_{booking.pk}": "", f"was_{booking.pk}": ",,"}
        signed_in(desk).post(reverse("session_register", args=[session.pk]), sent)
        assert Attendance.objects.get().came is False

    def test_everybody_else_came_saves_the_ticks_too(self, session: Session, desk: User) -> None:
        first, second = BookingFactory.create_batch(2, session=session)
        sent = {f"mark_{first.pk}": "absent", f"was_{first.pk}": ",,", "rest": "yes"}
        signed_in(desk).post(reverse("session_register", args=[session.pk]), sent)
        assert dict(Attendance.objects.values_list("booking_id", "came")) == {
            first.pk: False,
            second.pk: True,
        }

    def test_needs_are_for_the_organiser_alone(self, session: Session, desk: User) -> None:
        NeedFactory(booking=BookingFactory(session=session), access="A seat near the door")
        trainer = PartnerFactory(organisation=OrganisationFactory(council=session.council))
        TrainerFactory(session=session, person=trainer)
        assert "A seat near the door" in page(desk, "session_register", session.pk)
        shown = page(trainer, "session_register", session.pk)
        assert "A seat near the door" not in shown and "What people need" not in shown

    def test_no_address_of_anybody_is_on_it(self, session: Session, desk: User) -> None:
        booking = BookingFactory(session=session)
        shown = page(desk, "session_register", session.pk)
        assert booking.person.get_full_name() in shown and booking.person.email not in shown

    def test_it_costs_the_same_for_many(self, session: Session, desk: User) -> None:
        counts = []
        register_of(desk, session, at=timezone.now())
        for _ in range(2):
            for booking in BookingFactory.create_batch(4, session=session):
                AttendanceFactory(booking=booking)
            with CaptureQueriesContext(connection) as queries:
                register_of(desk, session, at=timezone.now())
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 9

    def test_a_full_session_of_sixty_stays_light(self, session: Session, desk: User) -> None:
        Seats.objects.filter(session=session).update(places=60)
        service = OrganisationFactory(council=session.council, name="Speech and language therapy, north")
        for number in range(60):
            person = PartnerFactory(given_name=f"Alexandra-Marie {number}", organisation=service)
            booking = BookingFactory(session=session, person=person, organisation=service)
            AttendanceFactory(booking=booking, marked_by=desk, arrived_at=session.starts_at)
            NeedFactory(booking=booking, access="A seat near the door and the slides a day before " * 3)
        address = reverse("session_register", args=[session.pk])
        pages = [signed_in(desk).get(address, {"page": number}) for number in (1, 2)]
        for answer in pages:
            assert len(answer.content) < 100_000, len(answer.content)
        assert sum(answer.content.count(b'role="radiogroup"') for answer in pages) == 60

    def test_somebody_is_added_and_a_refusal_stands_at_its_field(self, session: Session, desk: User) -> None:
        client, address = signed_in(desk), reverse("register_add", args=[session.pk])
        sent = {"email": "nobody@school.example", "mode": "online", "key": str(uuid.uuid4())}
        body = client.post(address, sent).content.decode()
        assert "Nobody with this address" in body and "nobody@school.example" in body
        guest = PartnerFactory(organisation=OrganisationFactory(council=session.council))
        assert client.post(address, {**sent, "email": guest.email.upper()}).status_code == 302
        assert Attendance.objects.get().booking.person == guest


class TestCode:
    """The code and where it leads."""

    def test_the_code_is_drawn_and_the_address_stands_beside_it(self, session: Session, desk: User) -> None:
        shown = page(desk, "register_code", session.pk)
        assert "<svg" in shown and reverse("here", args=[token_of(session.pk)]) in shown
        assert "style=" not in shown[shown.index("<svg") : shown.index("</svg>")]

    def test_i_am_here(self, session: Session) -> None:
        booking = BookingFactory(session=session)
        client, address = signed_in(booking.person), reverse("here", args=[token_of(session.pk)])
        assert "I am here" in client.get(address).content.decode()
        assert not Attendance.objects.exists()
        for _ in range(2):
            assert client.post(address).status_code == 302
        assert Attendance.objects.get().changes == 1
        assert "You are in the register" in client.get(address).content.decode()


class TestFile:
    """A meeting's file."""

    def rows(self, session: Session, email: str, name: str) -> bytes:
        start = timezone.localtime(session.starts_at)
        form = "%d/%m/%Y %H:%M:%S"
        end = timezone.localtime(session.ends_at)
        times = f"{start.strftime(form)}\t{end.strftime(form)}"
        lines = [
            "Name\tJoin Time\tLeave Time\tDuration\tEmail\tNotes",
            f"Somebody\t{times}\t1h 30m\t{email}\tsecret",
            f"{name}\t{times}\t1h 30m\t\tsecret",
        ]
        return "\n".join(lines).encode("utf-16")

    def test_it_is_looked_at_first_then_taken_over_and_the_second_time_changes_nothing(
        self, session: Session, desk: User
    ) -> None:
        known, named, missing = BookingFactory.create_batch(3, session=session)
        raw = self.rows(session, known.person.email.upper(), named.person.get_full_name())
        client = signed_in(desk)
        for turn in range(2):
            file = SimpleUploadedFile("report.csv", raw)
            body = client.post(reverse("register_file", args=[session.pk]), {"file": file}).content.decode()
            assert "secret" not in body and known.person.email not in body
            assert Attendance.objects.count() == turn * 3
            found = re.search(r'name="sealed" value="([^"]+)"', body)
            assert found is not None
            sent = {"sealed": found.group(1), "absent": "on"}
            if turn == 0:
                assert f'value="{named.pk}" selected' in body
                sent["who_1"] = str(named.pk)
            answer = client.post(reverse("register_take_over", args=[session.pk]), sent)
            assert answer.status_code == 302
        rows = {row.booking_id: (row.came, row.minutes, row.changes) for row in Attendance.objects.all()}
        assert rows == {known.pk: (True, 90, 1), named.pk: (True, 90, 1), missing.pk: (False, 0, 1)}

    def test_what_a_person_marked_stays(self, session: Session, desk: User) -> None:
        known = BookingFactory(session=session)
        AttendanceFactory(booking=known, minutes=30, how="code")
        raw = self.rows(session, known.person.email, "Nobody Known")
        client = signed_in(desk)
        body = client.post(
            reverse("register_file", args=[session.pk]), {"file": SimpleUploadedFile("r.csv", raw)}
        ).content.decode()
        assert "Stays as it is marked" in body
        found = re.search(r'name="sealed" value="([^"]+)"', body)
        assert found is not None
        client.post(reverse("register_take_over", args=[session.pk]), {"sealed": found.group(1)})
        assert Attendance.objects.get().minutes == 30

    def test_what_was_read_for_one_session_is_no_use_for_another(self, session: Session, desk: User) -> None:
        other = running_session(minutes_ago=60, topic__council=session.council)
        raw = self.rows(session, "a@b.example", "A B")
        client = signed_in(desk)
        body = client.post(
            reverse("register_file", args=[session.pk]), {"file": SimpleUploadedFile("r.csv", raw)}
        ).content.decode()
        found = re.search(r'name="sealed" value="([^"]+)"', body)
        assert found is not None
        answer = client.post(reverse("register_take_over", args=[other.pk]), {"sealed": found.group(1)})
        assert answer.status_code == 302 and answer["Location"] == reverse("register_file", args=[other.pk])

    def test_a_file_that_is_none_is_refused_in_words(self, session: Session, desk: User) -> None:
        file = SimpleUploadedFile("picture.csv", b"\x89PNG\x00\x01\x02" * 40)
        body = signed_in(desk).post(reverse("register_file", args=[session.pk]), {"file": file})
        assert "We cannot read this file" in body.content.decode()


class TestEvaluating:
    """What people say."""

    def ended(self, session: Session, days: int) -> None:
        start = timezone.now() - datetime.timedelta(days=days)
        session.starts_at, session.ends_at = start, start + datetime.timedelta(minutes=90)
        session.state = "held"
        session.save()

    def test_each_answers_once_and_nothing_says_who(self, session: Session) -> None:
        self.ended(session, 1)
        booking = AttendanceFactory(booking__session=session).booking
        client, address = signed_in(booking.person), reverse("evaluate", args=[booking.pk])
        assert "Choose how useful it was" in client.post(address, {"words": "Shorter"}).content.decode()
        for _ in range(2):
            client.post(address, {"useful": "very", "recommend": "yes", "words": "Shorter reports"})
        row = Evaluation.objects.get()
        assert (row.session, row.phase, row.words) == (session, "now", "Shorter reports")
        assert Slip.objects.get().booking == booking
        assert not {"person", "booking", "by", "at"} & {field.name for field in Evaluation._meta.fields}
        assert "Thank you. You have answered." in client.get(address).content.decode()

    def test_what_looks_personal_is_not_kept_and_the_words_stay(self, session: Session) -> None:
        self.ended(session, 1)
        booking = AttendanceFactory(booking__session=session).booking
        sent = {"useful": "very", "recommend": "yes", "words": "Ring 01632 960123 about NHS 943 476 5919"}
        body = signed_in(booking.person).post(reverse("evaluate", args=[booking.pk]), sent)
        assert "looks as if it had a name" in body.content.decode() and "01632" in body.content.decode()
        assert not Evaluation.objects.exists() and not Slip.objects.exists()

    def test_weeks_later_the_questions_are_others(self, session: Session) -> None:
        self.ended(session, 45)
        booking = AttendanceFactory(booking__session=session).booking
        client, address = signed_in(booking.person), reverse("evaluate", args=[booking.pk])
        assert "Did you change something?" in client.get(address).content.decode()
        client.post(address, {"changed": "kept", "agrees": "yes"})
        assert Evaluation.objects.get().phase == "later"

    def test_who_did_not_come_is_not_asked(self, session: Session) -> None:
        self.ended(session, 1)
        booking = AttendanceFactory(booking__session=session, came=False, minutes=0).booking
        assert signed_in(booking.person).get(reverse("evaluate", args=[booking.pk])).status_code == 404

    def test_below_eight_answers_nothing_is_shown(self, session: Session, desk: User) -> None:
        self.ended(session, 1)
        EvaluationFactory.create_batch(7, session=session, may_quote=True, words="I ask for the outline")
        assert "I ask for the outline" not in page(desk, "register_said", session.pk)
        assert said_about(session.topic).useful is None
        EvaluationFactory(session=session, useful="not", words="")
        shown = page(desk, "register_said", session.pk)
        assert "I ask for the outline" in shown and "8 of 0 answered" in shown
        assert said_about(session.topic).useful == pytest.approx(7 / 8)

    def test_a_date_is_hidden_with_a_small_one_that_could_be_worked_out(self, session: Session) -> None:
        self.ended(session, 1)
        small = running_session(topic=session.topic, minutes_ago=9000)
        EvaluationFactory.create_batch(8, session=session)
        EvaluationFactory.create_batch(2, session=small)
        assert said_of(session).now.hidden and said_of(small).now.hidden
        assert not said_of(session).topic_now.hidden

    def test_only_what_may_be_quoted_is_quoted_and_only_by_the_organiser(
        self, session: Session, desk: User
    ) -> None:
        self.ended(session, 1)
        yes = EvaluationFactory(session=session, may_quote=True, words="Ask for the outline")
        no = EvaluationFactory.create_batch(7, session=session)[0]
        for row, words in ((yes, ("Ask for the outline",)), (no, ("Ask for the outline",))):
            address = reverse("register_quote", args=[session.pk, row.pk])
            assert signed_in(desk).post(address, {"chosen": "yes"}).status_code == 302
            assert said_about(session.topic).quotes == words
        trainer = PartnerFactory(organisation=OrganisationFactory(council=session.council))
        TrainerFactory(session=session, person=trainer)
        address = reverse("register_quote", args=[session.pk, yes.pk])
        assert signed_in(trainer).post(address, {"chosen": "no"}).status_code == 404
        signed_in(desk).post(address, {"chosen": "no"})
        assert said_about(session.topic).quotes == ()

    def test_a_manager_says_one_line_and_the_person_reads_it(self, session: Session) -> None:
        self.ended(session, 50)
        team = TeamFactory(council=session.council)
        manager, person = StaffFactory(team=team, role="R10"), StaffFactory(team=team)
        booking = AttendanceFactory(booking__session=session, booking__person=person).booking
        address = reverse("evaluate_manager", args=[booking.pk])
        sent = {"sees": "yes", "words": "The first page is clear now"}
        assert signed_in(manager).post(address, sent).status_code == 302
        assert ManagerLine.objects.get().by == manager
        assert "The first page is clear now" in page(person, "evaluate", booking.pk)
        for other in (person, StaffFactory(team=TeamFactory(council=session.council), role="R10")):
            assert signed_in(other).get(address).status_code == 404


def test_the_certificate_is_tagged_and_bears_the_name(session: Session) -> None:
    booking = BookingFactory(session=session)
    AttendanceFactory(booking=booking)
    address = reverse("attendance_certificate", args=[booking.pk])
    assert signed_in(booking.person).get(address).status_code == 404
    Session.objects.filter(pk=session.pk).update(ends_at=timezone.now(), state="held")
    answer = signed_in(booking.person).get(address)
    paper = PdfReader(io.BytesIO(answer.content))
    assert booking.person.get_full_name() in paper.pages[0].extract_text()
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
