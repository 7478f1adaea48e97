from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from courses.activities.models import ReflectionForBuddy, ShadowingRecord
from courses.cohorts.models import BuddyPair, Cohort, LiveSession, Member, TimeAway
from tests.factories.activities import ReflectionFactory, ShadowingRecordFactory
from tests.factories.cohorts import (
    BuddyPairFactory,
    CohortFactory,
    LiveSessionFactory,
    MemberFactory,
    TimeAwayFactory,
)
from tests.factories.courses import module_page
from tests.factories.pathways import LicenceFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 18, 10))
DAY = {"starts_on_day": "2", "starts_on_month": "11", "starts_on_year": "2026"}


@pytest.fixture(autouse=True)
def wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, path: str, data: dict[str, str] | None = None) -> str:
    answer = client.post(path, data, follow=True) if data is not None else client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def member(world: CouncilWorld) -> Member:
    cohort = CohortFactory(council=world.council, name="COH-9")
    return MemberFactory(person=world.people["starter"], cohort=cohort)


def test_a_cohort_is_made_on_its_page_and_faults_stand_at_their_field(world: CouncilWorld) -> None:
    pdl = signed_in(world.people["pdl"])
    page = text_of(pdl, "/cohorts/new/", {"name": "", "mode": "full", **DAY, "starts_on_day": "1"})
    assert "Name: give the cohort a name" in page
    page = text_of(pdl, "/cohorts/new/", {"name": "COH-9", "mode": "full", **DAY, "starts_on_day": "1"})
    assert "govuk-input--error" in page and "That day is a Sunday" in page
    for _ in range(2):
        page = text_of(pdl, "/cohorts/new/", {"name": "COH-9", "mode": "full", **DAY})
    assert Cohort.objects.count() == 1 and "There is a cohort with this name already" in page
    assert "COH-9" in text_of(pdl, "/cohorts/")


def test_a_starter_is_added_with_a_buddy_and_the_third_is_refused_with_nothing_half_done(
    world: CouncilWorld,
) -> None:
    pdl, senior = signed_in(world.people["pdl"]), world.people["senior"]
    LicenceFactory(person=senior, granted_by=world.people["pdl"])
    for _ in range(2):
        BuddyPairFactory(member=MemberFactory(person=world.person("R04")), buddy=senior)
        world._more.clear()
    cohort = CohortFactory(council=world.council)
    said = {"person": str(world.people["starter"].pk), "ref": "", "buddy": str(senior.pk)}
    page = text_of(pdl, f"/cohorts/{cohort.pk}/add/", said)
    assert "has 2 starters already" in page and 'id="id_buddy' in page
    assert not cohort.members.exists()
    BuddyPair.objects.first().delete()
    assert "They are in the cohort" in text_of(pdl, f"/cohorts/{cohort.pk}/add/", said)
    assert cohort.members.get().buddies.get().buddy == senior


def test_somebody_else_is_added_by_their_number(world: CouncilWorld) -> None:
    pdl, cohort = signed_in(world.people["pdl"]), CohortFactory(council=world.council)
    wrong = text_of(pdl, f"/cohorts/{cohort.pk}/add/", {"person": "", "ref": "X-1", "buddy": ""})
    assert "Nobody here has this staff number" in wrong
    text_of(
        pdl, f"/cohorts/{cohort.pk}/add/", {"person": "", "ref": world.people["stranger"].ref, "buddy": ""}
    )
    assert cohort.members.get().person == world.people["stranger"]


def test_a_manager_sees_their_own_starters_and_not_why_dates_moved(
    world: CouncilWorld, member: Member
) -> None:
    other = MemberFactory(person=world.people["stranger"], cohort=member.cohort)
    TimeAwayFactory(member=member)
    manager = signed_in(world.people["manager"])
    page = text_of(manager, f"/cohorts/{member.cohort_id}/")
    assert "Starter" in page and other.person.get_full_name() not in page and "Add a starter" not in page
    page = text_of(manager, f"/cohorts/members/{member.pk}/")
    assert "Only the person and those who run cohorts see why" in page and "9 November" not in page
    assert manager.get(f"/cohorts/members/{other.pk}/").status_code == 404
    page = text_of(signed_in(world.people["pdl"]), f"/cohorts/members/{member.pk}/")
    assert "5 working days away" in page and "Monday 9 November" in page


def test_i_was_away_plan_again(world: CouncilWorld, member: Member) -> None:
    starter = signed_in(world.people["starter"])
    days = {
        f"{name}_{part}": value
        for name, day in (("starts_on", "16"), ("ends_on", "17"))
        for part, value in (("day", day), ("month", "11"), ("year", "2026"))
    }
    page = text_of(starter, "/me/away/", {**days, "ends_on_day": "15"})
    assert "govuk-input--error" in page and "on or after the first" in page
    for _ in range(2):
        assert "Planned again" in text_of(starter, "/me/away/", days)
    away = TimeAway.objects.get()
    assert "These were wrong" in text_of(starter, "/me/away/")
    text_of(starter, f"/cohorts/away/{away.pk}/back/", {})
    assert not TimeAway.objects.exists()


def test_who_is_in_no_cohort_has_no_page_of_days_away(world: CouncilWorld) -> None:
    for path in ("/me/away/", "/me/calendar.ics"):
        assert signed_in(world.people["coordinator"]).get(path).status_code == 404


def test_a_move_to_another_cohort(world: CouncilWorld, member: Member) -> None:
    pdl, later = signed_in(world.people["pdl"]), CohortFactory(council=world.council, name="COH-10")
    path = f"/cohorts/members/{member.pk}/move/"
    assert "choose where they move to" in text_of(pdl, path, {"to": ""})
    assert "They are in the other cohort now" in text_of(pdl, path, {"to": str(later.pk)})
    assert later.members.get().person == member.person


def test_a_session_is_planned_moved_and_cancelled(world: CouncilWorld, member: Member) -> None:
    pdl = signed_in(world.people["pdl"])
    module_page(world.council, "IND-4.4", week=4, slug="ind-4-4")
    said = {
        "module_code": "IND-4.4", "title": "Specificity clinic", "day_day": "26", "day_month": "11",
        "day_year": "2026", "clock": "13:30", "minutes": "120", "place": "Room 2", "link": "", "led_by": "",
    }  # fmt: skip
    path = f"/cohorts/{member.cohort_id}/sessions/"
    assert "This time has passed" in text_of(pdl, path, {**said, "day_day": "1"})
    for _ in range(2):
        text_of(pdl, path, said)
    session = LiveSession.objects.get()
    assert session.cohorts.get() == member.cohort
    text_of(pdl, f"/cohorts/sessions/{session.pk}/", {**said, "place": "Room 3"})
    assert "Specificity clinic" in text_of(pdl, f"/cohorts/sessions/{session.pk}/cancel/", {})
    session.refresh_from_db()
    assert (session.place, session.changes) == ("Room 3", 2) and session.cancelled_at


def test_the_calendar_file_has_my_weeks_gates_sessions_and_meetings(
    world: CouncilWorld, member: Member
) -> None:
    pair = BuddyPairFactory(member=member, buddy=world.people["senior"])
    pair.meetings.create(starts_at=AT + datetime.timedelta(days=1))
    session = LiveSessionFactory(council=world.council, title="Clinic", place="Room 2")
    session.cohorts.add(member.cohort)
    LiveSessionFactory(council=world.council, title="Of another cohort")
    answer = signed_in(member.person).get("/me/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(one["summary"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert len(events) == 6 + 3 + 1 + 1 and "Of another cohort" not in events
    assert events["Gate 2"]["dtstart"].dt == datetime.date(2026, 11, 27)
    assert (
        events["Clinic"]["dtstart"].dt == session.starts_at and str(events["Clinic"]["location"]) == "Room 2"
    )
    assert b"VTIMEZONE" in answer.content and b"Europe/London" in answer.content


def test_a_buddy_sees_their_starters_and_only_what_is_shared_with_them(
    world: CouncilWorld, member: Member
) -> None:
    senior = world.people["senior"]
    BuddyPairFactory(member=member, buddy=senior)
    record = ShadowingRecordFactory(person=member.person, title="Watch a visit")
    for text, shown in (("For my buddy", True), ("For me alone", False)):
        one = ReflectionFactory(person=member.person, text=text, block=f"r-{shown}")
        if shown:
            ReflectionForBuddy.objects.create(
                reflection=one, person=member.person, prompt="What now?", text=text, shared_at=AT
            )
    client = signed_in(senior)
    page = text_of(client, "/me/buddies/")
    assert "Watch a visit" in page and "For my buddy" in page and "For me alone" not in page
    assert "Watch a visit" not in text_of(signed_in(world.people["coordinator"]), "/me/buddies/")
    for _ in range(2):
        assert "Signed off" in text_of(client, f"/me/buddies/shadowing/{record.pk}/sign/", {})
    assert ShadowingRecord.objects.get().signed_by == senior
    own = text_of(signed_in(member.person), "/me/buddies/")
    assert "1 of 1 signed off" in own and "For my buddy" not in own


def test_the_next_meeting_is_set_and_confirmed(world: CouncilWorld, member: Member) -> None:
    pair = BuddyPairFactory(member=member, buddy=world.people["senior"])
    client = signed_in(member.person)
    said = {"day_day": "19", "day_month": "11", "day_year": "2026", "clock": "ten", "place": "Desk 14"}
    path = f"/me/buddies/{pair.pk}/meet/"
    assert "write it as 10:00" in text_of(client, path, said)
    assert "Thursday 19 November, 10am" in text_of(client, path, {**said, "clock": "10:00"})
    meeting = pair.meetings.get()
    meeting.starts_at = AT - datetime.timedelta(hours=1)
    meeting.save()
    assert "did you meet?" in text_of(client, "/me/buddies/")
    assert "Noted" in text_of(client, f"/me/buddies/meetings/{meeting.pk}/held/", {})


@pytest.mark.parametrize("path", ["/cohorts/", "/cohorts/{pk}/", "/me/buddies/"])
def test_pages_cost_the_same_for_one_and_for_three(
    world: CouncilWorld, path: str, django_assert_max_num_queries: Any
) -> None:
    pdl = world.people["pdl"]
    client = signed_in(pdl)
    cohort = CohortFactory(council=world.council)

    def more(count: int) -> None:
        for _ in range(count):
            member = MemberFactory(cohort=cohort, person=world.person("R05"))
            world._more.clear()
            BuddyPairFactory(member=member, buddy=pdl)
            ShadowingRecordFactory(person=member.person)
            LiveSessionFactory(council=world.council).cohorts.add(cohort)
            CohortFactory(council=world.council)

    client.get("/me/buddies/")
    counts = []
    for count in (1, 2):
        more(count)
        with django_assert_max_num_queries(30) as seen:
            client.get(path.format(pk=cohort.pk))
        counts.append(len(seen))
    assert counts[0] == counts[1]
