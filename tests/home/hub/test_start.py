"""Partners who come in find on top of the hub what they have and are asked for; below is what to book."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from academy.people.models import Council, User
from assessments.auditing.actions.panels import Seat, hold_panel
from tests.factories.academy import CouncilFactory, PartnerFactory, StaffFactory
from tests.factories.assessments import InstrumentFactory
from tests.factories.auditing import ListedPlanFactory
from tests.factories.library import hub
from tests.factories.sessions import BookingFactory, TopicFactory, TrainerFactory, open_session
from tests.factories.worlds import council_world

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def partner() -> User:
    """A SENCO of a council that has a hub."""
    council: Council = CouncilFactory()
    hub(council)
    person: User = PartnerFactory(council=council, role="P01")
    return person


def yours(client: Client, address: str = "/hub/") -> str:
    """The part of the page about what is theirs; empty where there is none."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition('id="yours"')[2].partition("</section>")[0]


def session_of(partner: User, title: str, days: int = 3) -> object:
    topic = TopicFactory(council=partner.council, title=title)
    return open_session(topic=topic, starts_at=timezone.now() + days * DAY)


def test_signing_in_leads_to_what_is_booked_and_what_can_be(client: Client, partner: User) -> None:
    booking = BookingFactory(session=session_of(partner, "Booked by me"), person=partner)
    session_of(partner, "Still to book")
    client.force_login(partner)
    answer = client.get("/start/", follow=True)
    assert answer.redirect_chain == [("/hub/", 302)]
    html = answer.content.decode()
    mine, _, rest = html.partition('id="yours"')[2].partition("</section>")
    assert "You have a place in 1 session." in mine and f"/hub/bookings/{booking.pk}/" in mine
    assert "Booked by me" in mine and "Still to book" not in mine
    assert "Still to book" in rest and "Book<" in rest


def test_offers_come_first_and_the_rest_is_one_click_away(client: Client, partner: User) -> None:
    for days in range(2, 7):
        BookingFactory(session=session_of(partner, f"Day {days}", days), person=partner)
    until = timezone.now() + datetime.timedelta(hours=3)
    offered = session_of(partner, "Offered", 9)
    BookingFactory(session=offered, person=partner, state="offered", offer_until=until)
    BookingFactory(session=session_of(partner, "Waits"), person=partner, state="waiting", turn=1)
    client.force_login(partner)
    html = yours(client)
    assert "You have a place in 5 sessions, 1 offer to answer and 1 turn on a waiting list." in html
    assert html.index("Offered") < html.index("Day 2") < html.index("Day 4")
    assert "Day 5" not in html and "Waits" not in html and "All my bookings" in html


def test_nothing_booked_says_so_and_nothing_of_others_is_here(client: Client, partner: User) -> None:
    BookingFactory(
        session=session_of(partner, "Somebody else"), person=PartnerFactory(council=partner.council)
    )
    client.force_login(partner)
    html = yours(client)
    assert "You have booked nothing yet. What you can book is below." in html
    assert "Somebody else" not in html and "asked" not in html and "you give" not in html


def test_who_gives_sessions_finds_the_way_to_them(client: Client, partner: User) -> None:
    TrainerFactory(session=session_of(partner, "Given"), person=partner)
    client.force_login(partner)
    html = yours(client)
    assert "1 session you give" in html and "/hub/giving/" in html


def test_what_a_guest_is_asked_for_stands_there(client: Client) -> None:
    side = council_world()
    hub(side.council)
    hold_panel(
        plan=ListedPlanFactory(writer=side.people["stranger"]),
        instrument=InstrumentFactory(council=side.council),
        chair=side.people["manager"],
        held_on=timezone.localdate(),
        seats=[Seat("setting", side.people["partner"]), Seat("send", side.people["senior"])],
        by=side.people["qa"],
        at=timezone.now(),
    )
    client.force_login(side.people["partner"])
    html = yours(client)
    assert "You are asked to grade a plan on a panel." in html and 'href="/guest/"' in html
    assert "You are asked to grade" in client.get("/guest/").content.decode()


def test_searching_visiting_and_staff_have_no_such_part(client: Client, partner: User) -> None:
    assert yours(client) == ""
    client.force_login(partner)
    assert yours(client, "/hub/?q=review") == "" and yours(client, "/hub/notes/") == ""
    client.force_login(StaffFactory(council=partner.council))
    assert yours(client) == ""
