"""Supervision: planned by two, written by both, signed by both; and what a new manager sees of it."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.work.models import Message
from academy.work.registry import compose
from competencies.plans.actions import (
    add_point,
    call_off_meeting,
    end_goal,
    hand_over_plans,
    move_meeting,
    propose_meeting,
    rewrite_note,
    sign_notes,
    write_note,
)
from competencies.plans.models import AgendaPoint, PlanHandover, SupervisionMeeting, SupervisionNote
from competencies.plans.queries.sight import leaders_of, sight_of
from tests.competencies.plans.conftest import AT, TODAY, Side, signed_in, text_of
from tests.factories.academy import PostFactory, StaffFactory
from tests.factories.competencies import EntrustmentFactory
from tests.factories.plans import (
    GoalFactory,
    GoalNoteFactory,
    PlanHandoverFactory,
    SupervisionMeetingFactory,
    SupervisionNoteFactory,
)

pytestmark = pytest.mark.django_db
WHEN = timezone.make_aware(datetime.datetime(2026, 11, 9, 14))
AFTER = WHEN + datetime.timedelta(hours=2)
SAID = "We agreed on an hour a week for Section F"
BEFORE = timezone.make_aware(datetime.datetime(2026, 5, 4, 10))


def meet(side: Side, **more: Any) -> SupervisionMeeting:
    said: dict[str, Any] = {
        "supervisor": side.manager,
        "key": uuid.UUID(int=1),
        "starts_at": WHEN,
        "place": "",
        "by": side.manager,
        "at": AT,
        **more,
    }
    return propose_meeting(person=side.writer, **said)


def letters(template: str) -> list[str]:
    """Whom letters of a kind go to, if there is still something to say."""
    rows = Message.objects.filter(template=template).order_by("pk").select_related("person")
    return [
        row.person.given_name
        for row in rows
        if compose(template, person_id=row.person_id, context=row.context) is not None
    ]


def test_the_agenda_begins_with_goals_and_lapses(side: Side) -> None:
    GoalFactory(person=side.writer, what="Write Section F without vague words", proposed_at=AT)
    GoalFactory(person=side.writer, state="let_go", what="An old one", proposed_at=AT, ended_at=AT)
    EntrustmentFactory(person=side.writer, valid_until=datetime.date(2026, 12, 1))
    EntrustmentFactory(person=side.colleague, valid_until=datetime.date(2026, 12, 1))
    points = list(meet(side).points.values_list("words", flat=True))
    assert len(points) == 2
    assert "Write Section F without vague words" in points[0]
    assert points[1] == "Level 3 on ET07 Write a complete draft plan lapses after 1 December 2026"


def test_a_meeting_is_planned_once_and_the_other_one_hears_of_it(side: Side) -> None:
    meeting = meet(side)
    assert meet(side) == meeting
    assert letters("supervision_proposed") == [side.writer.given_name]
    message = Message.objects.get(template="supervision_proposed")
    letter = compose(message.template, person_id=side.writer.pk, context=message.context)
    assert letter is not None and f"/supervision/{meeting.pk}/" in letter.body
    assert "9 November" in letter.body and "Section F" not in letter.body


def test_the_person_plans_with_whoever_leads_them(side: Side) -> None:
    meeting = meet(side, by=side.writer)
    assert meeting.supervisor == side.manager
    assert letters("supervision_proposed") == [side.manager.given_name]
    for nobody in (side.colleague, side.writer, side.practice):
        with pytest.raises(Refused) as no:
            meet(side, by=side.writer, supervisor=nobody, key=uuid.uuid4())
        assert no.value.code == "supervisor"


def test_nobody_plans_for_two_others(side: Side) -> None:
    lead = StaffFactory(team=side.team, role="R11")
    with pytest.raises(Refused) as no:
        meet(side, by=lead)
    assert no.value.code == "who"


def test_moving_has_a_letter_of_its_own_and_makes_the_old_one_silent(side: Side) -> None:
    meeting = meet(side)
    later = WHEN + datetime.timedelta(days=1)
    for _ in range(2):
        moved = move_meeting(meeting=meeting, starts_at=later, place="Room 4", by=side.writer, at=AT)
    assert moved.changes == 1 and moved.on == datetime.date(2026, 11, 10)
    assert letters("supervision_proposed") == [side.manager.given_name]


@pytest.mark.parametrize("when", [AT, AT + datetime.timedelta(days=400)])
def test_a_time_that_cannot_be_is_refused(side: Side, when: datetime.datetime) -> None:
    with pytest.raises(Refused) as no:
        meet(side, starts_at=when)
    assert no.value.code == "day"


def test_a_meeting_that_was_called_off_takes_no_notes(side: Side) -> None:
    meeting = meet(side)
    for _ in range(2):
        assert call_off_meeting(meeting=meeting, by=side.writer, at=AT).state == "called_off"
    with pytest.raises(Refused):
        write_note(meeting=meeting, key=uuid.uuid4(), words=SAID, by=side.writer, at=AFTER)
    assert letters("supervision_proposed") == []


def test_both_add_to_the_agenda(side: Side) -> None:
    meeting, key = meet(side), uuid.uuid4()
    for _ in range(2):
        add_point(meeting=meeting, key=key, words="My leave in December", by=side.writer, at=AT)
    assert list(AgendaPoint.objects.values_list("words", "by")) == [("My leave in December", side.writer.pk)]
    with pytest.raises(Refused):
        add_point(meeting=meeting, key=uuid.uuid4(), words="I am curious", by=side.colleague, at=AT)


def test_both_write_and_both_sign(side: Side) -> None:
    meeting, key = meet(side), uuid.uuid4()
    for _ in range(2):
        note = write_note(meeting=meeting, key=key, words=SAID, by=side.manager, at=AFTER)
    write_note(
        meeting=meeting, key=uuid.uuid4(), words="I asked for a day of shadowing", by=side.writer, at=AFTER
    )
    assert (note.by, note.at) == (side.manager, AFTER)
    for _ in range(2):
        meeting = sign_notes(meeting=meeting, by=side.manager, at=AFTER)
    assert meeting.state == "planned" and letters("supervision_to_sign") == [side.writer.given_name]
    meeting = sign_notes(meeting=meeting, by=side.writer, at=AFTER)
    assert meeting.state == "signed" and letters("supervision_to_sign") == []
    assert SupervisionNote.objects.count() == 2
    entries = Entry.objects.filter(about=side.writer, noun="supervisionmeeting")
    assert [row.verb for row in entries] == ["sign", "plan"]
    assert not any(SAID in row.words for row in entries)


def test_after_both_have_signed_notes_are_only_added(side: Side) -> None:
    meeting = meet(side)
    note = write_note(meeting=meeting, key=uuid.uuid4(), words=SAID, by=side.manager, at=AFTER)
    sign_notes(meeting=meeting, by=side.manager, at=AFTER)
    sign_notes(meeting=meeting, by=side.writer, at=AFTER)
    with pytest.raises(Refused) as no:
        rewrite_note(note=note, words="We agreed on nothing of the kind", by=side.manager, at=AFTER)
    assert no.value.code == "state"
    more = write_note(
        meeting=meeting, key=uuid.uuid4(), words="The hour is on Tuesdays", by=side.writer, at=AFTER
    )
    meeting.refresh_from_db()
    note.refresh_from_db()
    assert more.after_signing and meeting.state == "signed" and note.text == SAID
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionNote.objects.filter(pk=more.pk).update(changed_at=AFTER)


def test_what_one_signed_and_then_changed_is_signed_again(side: Side) -> None:
    meeting = meet(side)
    note = write_note(meeting=meeting, key=uuid.uuid4(), words=SAID, by=side.writer, at=AFTER)
    sign_notes(meeting=meeting, by=side.manager, at=AFTER)
    rewrite_note(note=note, words=SAID, by=side.writer, at=AFTER)
    meeting.refresh_from_db()
    assert meeting.supervisor_signed_at is not None, "the same words change nothing"
    rewrite_note(note=note, words=SAID + " and two on plans", by=side.writer, at=AFTER)
    meeting.refresh_from_db()
    assert meeting.supervisor_signed_at is None and meeting.rounds == 1
    sign_notes(meeting=meeting, by=side.writer, at=AFTER)
    assert letters("supervision_to_sign") == [side.manager.given_name]


def test_only_the_author_puts_a_note_right(side: Side) -> None:
    meeting = meet(side)
    note = write_note(meeting=meeting, key=uuid.uuid4(), words=SAID, by=side.writer, at=AFTER)
    with pytest.raises(Refused) as no:
        rewrite_note(note=note, words="We agreed on nothing", by=side.manager, at=AFTER)
    assert no.value.code == "who"


def test_one_signs_after_meeting_and_with_notes(side: Side) -> None:
    meeting = meet(side)
    for at in (AT, AFTER):
        with pytest.raises(Refused) as no:
            sign_notes(meeting=meeting, by=side.manager, at=at)
        assert no.value.code == "state"


def test_a_childs_data_does_not_get_into_notes(side: Side) -> None:
    meeting = meet(side)
    with pytest.raises(Refused) as no:
        write_note(
            meeting=meeting,
            key=uuid.uuid4(),
            words="The plan of Oliver Hargreaves is late",
            by=side.writer,
            at=AFTER,
        )
    assert no.value.code == "words" and "Oliver" not in no.value.words
    assert not SupervisionNote.objects.exists()


def test_the_page_of_a_meeting(side: Side) -> None:
    meeting = SupervisionMeetingFactory(person=side.writer, supervisor=side.manager)
    path = f"/supervision/{meeting.pk}/"
    mine, led = signed_in(side.writer), signed_in(side.manager)
    said = {"key": str(uuid.uuid4()), "words": SAID}
    for _ in range(2):
        assert mine.post(path, said).status_code == 302
    page = text_of(led, path)
    assert SAID in page and side.writer.get_full_name() in page and "No private notes" in page
    page = text_of(led, path, {"key": str(uuid.uuid4()), "words": "Ring 07700 900123 about it"})
    assert "looks as if it is about a real person" in page and "Ring 07700 900123" in page
    page = text_of(led, path + "points/", {"key": str(uuid.uuid4()), "point": ""})
    assert "Something to talk about: say it in a few words" in page
    assert (
        led.post(path + "points/", {"key": str(uuid.uuid4()), "point": "The audit in May"}).status_code == 302
    )
    assert "The audit in May" in text_of(mine, path)
    assert led.post(path + "sign/").status_code == 302
    assert "Sign the notes of your meeting" in text_of(mine, "/me/plan/")
    assert mine.post(path + "sign/").status_code == 302
    assert "We agree that this is what was said." in text_of(mine, path)
    note = SupervisionNote.objects.get()
    assert "Both of you signed" in text_of(
        mine, f"/supervision/notes/{note.pk}/change/", {"words": "Other words now"}
    )


def test_planning_over_the_page(side: Side) -> None:
    day = timezone.localdate() + datetime.timedelta(days=7)
    said = {"key": str(uuid.uuid4()), "day_day": day.day, "day_month": day.month, "day_year": day.year,
            "clock": "10:00", "place": "Room 4"}  # fmt: skip
    led = signed_in(side.manager)
    page = text_of(led, f"/people/{side.writer.pk}/plan/supervision/new/", {**said, "clock": "soon"})
    assert "Time: write it as 10:00" in page and "Room 4" in page
    for _ in range(2):
        assert led.post(f"/people/{side.writer.pk}/plan/supervision/new/", said).status_code == 302
    meeting = SupervisionMeeting.objects.get()
    assert "Room 4" in text_of(signed_in(side.writer), f"/supervision/{meeting.pk}/")
    lead = StaffFactory(team=side.team, role="R11")
    mine = signed_in(side.writer)
    page = text_of(mine, "/me/plan/supervision/new/", {**said, "key": str(uuid.uuid4())})
    assert "With whom: choose a person" in page
    chosen = {**said, "key": str(uuid.uuid4()), "supervisor": lead.pk}
    assert mine.post("/me/plan/supervision/new/", chosen).status_code == 302
    assert SupervisionMeeting.objects.filter(supervisor=lead).count() == 1


def test_others_find_no_meeting(side: Side) -> None:
    meeting = SupervisionMeetingFactory(person=side.writer, supervisor=side.manager)
    note = SupervisionNoteFactory(meeting=meeting)
    for who in (side.colleague, side.practice, Side().manager):
        client = signed_in(who)
        assert client.get(f"/supervision/{meeting.pk}/").status_code == 404
        assert client.post(f"/supervision/{meeting.pk}/sign/").status_code == 404
        assert client.get(f"/supervision/notes/{note.pk}/change/").status_code == 404
    assert signed_in(side.manager).get(f"/supervision/notes/{note.pk}/change/").status_code == 404, (
        "not the author"
    )


def test_another_lead_of_the_team_reads_and_does_not_write(side: Side) -> None:
    meeting = SupervisionMeetingFactory(person=side.writer, supervisor=side.manager)
    SupervisionNoteFactory(meeting=meeting, text=SAID)
    lead = StaffFactory(team=side.team, role="R11")
    page = text_of(signed_in(lead), f"/supervision/{meeting.pk}/")
    assert SAID in page and "Write it down" not in page
    with pytest.raises(Refused):
        write_note(meeting=meeting, key=uuid.uuid4(), words=SAID, by=lead, at=timezone.now())


# A new manager


@pytest.fixture
def handed(side: Side) -> dict[str, Any]:
    """Plans of the time of an earlier manager and of a new one, who began on 1 September."""
    old = {"person": side.writer, "proposed_at": BEFORE}
    rows = {
        "old_goal": GoalFactory(**old, agreed=side.manager, what="A goal of the spring"),
        "old_meeting": SupervisionMeetingFactory(
            person=side.writer, supervisor=side.manager, starts_at=BEFORE
        ),
    }
    GoalNoteFactory(goal=rows["old_goal"], text="A note of the spring", at=BEFORE)
    SupervisionNoteFactory(meeting=rows["old_meeting"], text="What was said in spring", at=BEFORE)
    new = side.new_manager(datetime.date(2026, 9, 1))
    first = timezone.make_aware(datetime.datetime(2026, 9, 1, 9))
    rows["new_goal"] = GoalFactory(person=side.writer, proposed_at=first, what="A goal of autumn")
    rows["new_meeting"] = SupervisionMeetingFactory(person=side.writer, supervisor=new, starts_at=first)
    return {**rows, "new": new}


def test_a_new_manager_sees_plans_from_the_first_day_of_their_post(
    side: Side, handed: dict[str, Any]
) -> None:
    new = handed["new"]
    sight = sight_of(actor=new, person=side.writer, on=TODAY)
    assert sight is not None and sight.since == datetime.date(2026, 9, 1)
    client = signed_in(new)
    page = text_of(client, f"/people/{side.writer.pk}/plan/")
    assert "A goal of autumn" in page and "A goal of the spring" not in page
    assert client.get(f"/goals/{handed['new_goal'].pk}/").status_code == 200
    assert client.get(f"/supervision/{handed['new_meeting'].pk}/").status_code == 200
    assert client.get(f"/goals/{handed['old_goal'].pk}/").status_code == 404
    assert client.get(f"/supervision/{handed['old_meeting'].pk}/").status_code == 404
    with pytest.raises(Refused):
        end_goal(goal=handed["old_goal"], verb="let_go", words="I never saw this one", by=new, at=AT)


def test_a_goal_of_the_day_before_is_not_theirs(side: Side, handed: dict[str, Any]) -> None:
    eve = timezone.make_aware(datetime.datetime(2026, 8, 31, 18))
    goal = GoalFactory(person=side.writer, proposed_at=eve)
    assert signed_in(handed["new"]).get(f"/goals/{goal.pk}/").status_code == 404


def test_whoever_left_sees_nothing_any_more(side: Side, handed: dict[str, Any]) -> None:
    PostFactory(person=side.manager, role="R02", starts_on=datetime.date(2026, 9, 1))
    client = signed_in(side.manager)
    assert client.get(f"/people/{side.writer.pk}/plan/").status_code == 404
    assert client.get(f"/supervision/{handed['old_meeting'].pk}/").status_code == 404


def test_the_person_hands_over_and_it_is_recorded(side: Side, handed: dict[str, Any]) -> None:
    new, mine = handed["new"], signed_in(side.writer)
    page = text_of(mine, "/me/plan/")
    assert "leads you since 1 September 2026" in page and "1 goal and 1 meeting" in page
    for _ in range(2):
        assert mine.post(f"/me/plan/hand-over/{new.pk}/").status_code == 302
    assert PlanHandover.objects.count() == 1
    entry = Entry.objects.get(verb="hand_over")
    assert entry.by == side.writer and new.get_full_name() in entry.words
    assert "Hand it over" not in text_of(mine, "/me/plan/")
    client = signed_in(new)
    assert "A goal of the spring" in text_of(client, f"/people/{side.writer.pk}/plan/")
    assert "A note of the spring" in text_of(client, f"/goals/{handed['old_goal'].pk}/")
    assert "What was said in spring" in text_of(client, f"/supervision/{handed['old_meeting'].pk}/")


def test_nothing_is_handed_to_somebody_who_does_not_lead(side: Side, handed: dict[str, Any]) -> None:
    mine = signed_in(side.writer)
    for who in (side.colleague, side.practice, side.manager, side.writer):
        assert mine.post(f"/me/plan/hand-over/{who.pk}/").status_code == 404
        with pytest.raises(Refused):
            hand_over_plans(to=who, by=side.writer, at=AT)
    assert not PlanHandover.objects.exists()


def test_a_handover_gives_nothing_to_whoever_no_longer_leads(side: Side, handed: dict[str, Any]) -> None:
    PlanHandoverFactory(person=side.writer, to=side.manager)
    assert sight_of(actor=side.manager, person=side.writer, on=TODAY) is None


def test_the_agenda_with_a_new_manager_keeps_earlier_goals_back(side: Side, handed: dict[str, Any]) -> None:
    meeting = meet(side, supervisor=handed["new"], by=side.writer)
    words = " ".join(meeting.points.values_list("words", flat=True))
    assert "A goal of autumn" in words and "A goal of the spring" not in words


def test_who_leads_and_since_when(side: Side, handed: dict[str, Any]) -> None:
    lead = StaffFactory(team=side.team, role="R11", starts_on=datetime.date(2026, 10, 5))
    found = [(one.person, one.since) for one in leaders_of(person=side.writer, on=TODAY)]
    assert found == [(handed["new"], datetime.date(2026, 9, 1)), (lead, datetime.date(2026, 10, 5))]
