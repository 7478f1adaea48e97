"""People who leave: their open work is let go, and nothing of theirs waits for ever."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import User
from academy.record.models import Entry
from assessments.audits.models import Reaudit
from courses.assignments.actions import record_learning, release_leavers, say_not_mine, tend_loop
from courses.assignments.models import Assignment
from courses.assignments.queries.board import board_for
from courses.assignments.queries.chains import chain_for
from courses.assignments.queries.lists import coaching_to_agree
from courses.assignments.queries.reach import Narrow
from tests.courses.assignments.test_actions import AT, TODAY, WORDS, asked, audited, later, respond, state_of
from tests.courses.assignments.test_actions import writer as writer
from tests.factories.academy import AbsenceFactory, StaffFactory

pytestmark = pytest.mark.django_db


def leave(person: User, on: datetime.date = TODAY) -> None:
    person.left_on = on
    person.save()


def release(person: User, days: int = 1) -> int:
    return release_leavers(council_id=person.council_id, by=None, at=later(days))


def test_work_stays_until_the_last_day_is_over(writer: User) -> None:
    row = asked(writer)
    leave(writer)
    assert release(writer, days=0) == 0
    assert state_of(row) == ("asked", "assigned")
    assert release(writer, days=1) == 1
    assert state_of(row) == ("withdrawn", "withdrawn")
    row.refresh_from_db()
    assert row.settled_on == TODAY + datetime.timedelta(days=1)


def test_asked_paused_and_learnt_all_go_and_the_record_says_why(writer: User) -> None:
    rows = [asked(StaffFactory(council=writer.council)) for _ in range(4)]
    plain, doubted, away, learnt = rows
    say_not_mine(assignment=doubted, cause="advice", words=WORDS, by=doubted.person, at=AT)
    AbsenceFactory(person=away.person, starts_on=TODAY, ends_on=None)
    record_learning(person=learnt.person, module_code="PM-01", done_on=TODAY, by=learnt.person, at=AT)
    for row in rows:
        leave(row.person)
    tend_loop(council_id=writer.council_id, at=later(1))
    assert {state_of(row) for row in rows} == {("withdrawn", "withdrawn")}
    said = Entry.objects.filter(verb="withdraw", noun="assignment")
    assert sorted(said.values_list("noun_id", "about")) == sorted(
        (str(row.pk), row.person_id) for row in rows
    )
    assert set(said.values_list("words", flat=True)) == {"PM-01 withdrawn: the writer has left"}
    assert Reaudit.objects.get().closed_on is not None


def test_those_who_stay_and_what_is_proved_are_not_touched(writer: User) -> None:
    stays = asked(StaffFactory(council=writer.council))
    waived = asked(writer)
    Assignment.objects.filter(pk=waived.pk).update(state="waived")
    leave(writer)
    assert release(writer) == 0
    assert state_of(stays)[0] == "asked"
    assert state_of(waived)[0] == "waived"


def test_asked_again_nothing_changes(writer: User) -> None:
    asked(writer)
    leave(writer)
    release(writer)
    entries = Entry.objects.count()
    assert release(writer, days=2) == 0
    assert Entry.objects.count() == entries


def test_the_board_shows_nothing_of_theirs_as_waiting_and_the_chain_says_so(writer: User) -> None:
    cache.clear()
    pdl = StaffFactory(council=writer.council, role="R15")
    row = asked(writer)
    today = TODAY + datetime.timedelta(days=1)
    assert board_for(actor=pdl, narrow=Narrow(), today=today).open == 1
    leave(writer)
    release(writer)
    board = board_for(actor=pdl, narrow=Narrow(), today=today)
    assert (board.open, board.longest, board.waits) == (0, None, {})
    chain = chain_for(actor=pdl, pk=row.finding_id, today=today)
    assert chain is not None
    assert chain.steps[-1].title == "Withdrawn"
    assert chain.steps[-1].text.startswith("The writer has left")


def test_nobody_is_asked_to_coach_somebody_who_has_left(writer: User) -> None:
    pdl = StaffFactory(council=writer.council, role="R15")
    row = asked(writer)
    Assignment.objects.filter(pk=row.pk).update(state="repeated")
    assert list(coaching_to_agree(actor=pdl)) == [row]
    leave(writer, timezone.localdate())
    assert list(coaching_to_agree(actor=pdl)) == [row]
    leave(writer, timezone.localdate() - datetime.timedelta(days=1))
    assert list(coaching_to_agree(actor=pdl)) == []


def test_a_later_audit_asks_nothing_of_them(writer: User) -> None:
    asked(writer)
    leave(writer)
    release(writer)
    respond(audited(writer, F3=1), at=later(2))
    assert Assignment.objects.count() == 1


def test_the_questions_do_not_grow_with_the_leavers(writer: User, django_assert_num_queries: object) -> None:
    gone = [StaffFactory(council=writer.council) for _ in range(4)]
    for person in gone:
        asked(person)
    leave(gone[0])

    with CaptureQueriesContext(connection) as one:
        assert release(writer) == 1
    for person in gone[1:]:
        leave(person)
    with django_assert_num_queries(len(one)):  # type: ignore[operator]
        assert release(writer) == 3
