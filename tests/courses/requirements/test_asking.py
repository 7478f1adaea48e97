"""What is asked of a person: one open row a thing, every reason once, done when it is done."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.models import Entry
from courses.progress.models import Completion
from courses.requirements.actions import Wanted, ask_many, ask_person, close_completed
from courses.requirements.models import Ask, AskReason
from tests.factories.academy import CouncilFactory, PartnerFactory, StaffFactory
from tests.factories.courses import CompletionFactory, module_page
from tests.factories.requirements import AskFactory

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
TODAY = AT.date()
WHY = "You will take annual reviews from next month."


def days(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=count)


@pytest.fixture
def council() -> Council:
    council = CouncilFactory()
    module_page(council, "PM-01")
    module_page(council, "PM-15")
    return council


@pytest.fixture
def person(council: Council) -> User:
    return StaffFactory(council=council)


@pytest.fixture
def manager(council: Council) -> User:
    return StaffFactory(council=council, role="R10")


def ask(person: User, by: User | None, **more: Any) -> Ask:
    given = {"source": "person", "what": "PM-15", "due_on": days(14), "reason": WHY, "at": AT}
    return ask_person(person=person, by=by, **{**given, **more})


def test_a_manager_asks_and_the_history_says_so(person: User, manager: User) -> None:
    row = ask(person, manager)
    assert (row.kind, row.code, row.state, row.due_on) == ("module", "PM-15", "open", days(14))
    reason = row.reasons.get()
    assert (reason.by, reason.reason, reason.source) == (manager, WHY, "person")
    entry = Entry.objects.get(verb="ask", noun="ask")
    assert (entry.about, entry.by) == (person, manager)
    assert entry.words == f"Asked for PM-15 by 4 December 2026: {WHY}"


def test_pressed_twice_it_is_asked_once(person: User, manager: User) -> None:
    assert ask(person, manager) == ask(person, manager)
    assert (Ask.objects.count(), AskReason.objects.count(), Entry.objects.count()) == (1, 1, 1)


def test_two_who_ask_are_one_row_with_two_reasons_and_the_earlier_date(person: User, manager: User) -> None:
    ask(person, manager)
    law = "Section 44 changed on 1 November, after you finished this."
    row = ask(person, None, source="law", reason=law, due_on=days(7))
    assert (Ask.objects.count(), row.due_on) == (1, days(7))
    assert [one.source for one in row.reasons.all()] == ["law", "person"]
    later = ask(
        person, None, source="law", reason="Another rule of the same module changed.", due_on=days(60)
    )
    assert (later.pk, later.due_on, later.reasons.count()) == (row.pk, days(7), 3)


def test_who_asks_again_in_other_words_changes_their_own_reason(person: User, manager: User) -> None:
    ask(person, manager)
    row = ask(person, manager, reason="Please before the new cohort starts.", due_on=days(30))
    assert row.due_on == days(30)
    assert row.reasons.get().reason == "Please before the new cohort starts."


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": "no"}, "words"),
        ({"what": "PM-99"}, "what"),
        ({"due_on": TODAY - datetime.timedelta(days=1)}, "due_on"),
        ({"due_on": TODAY + datetime.timedelta(days=400)}, "due_on"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    person: User, manager: User, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask(person, manager, **more)
    assert refused.value.code == code
    assert not Ask.objects.exists()


def test_a_guest_and_somebody_who_has_left_are_not_asked(council: Council, manager: User) -> None:
    for gone in (PartnerFactory(council=council), StaffFactory(council=council, ends_on=days(-1))):
        with pytest.raises(Refused) as refused:
            ask(gone, manager)
        assert refused.value.code == "person"


def test_a_module_of_another_council_is_not_there(person: User, manager: User) -> None:
    module_page(CouncilFactory(), "PM-77")
    with pytest.raises(Refused):
        ask(person, manager, what="PM-77")


def test_finishing_the_module_closes_it_once(person: User, manager: User) -> None:
    row = ask(person, manager)
    done = CompletionFactory(person=person, module_code="PM-15", done_on=days(3))
    assert close_completed(completion_id=done.pk, at=AT) == 1
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("done", days(3))
    assert close_completed(completion_id=done.pk, at=AT) == 0
    assert Entry.objects.filter(verb="finish").count() == 1
    assert ask(person, manager).pk != row.pk


def test_what_was_finished_before_or_is_something_else_closes_nothing(person: User, manager: User) -> None:
    ask(person, manager)
    before = CompletionFactory(person=person, module_code="PM-15", done_on=days(-1))
    other = CompletionFactory(person=person, module_code="PM-01", done_on=days(1))
    for done in (before, other):
        assert close_completed(completion_id=done.pk, at=AT) == 0
    gone = Completion.objects.order_by("pk").last()
    assert gone is not None
    assert close_completed(completion_id=gone.pk + 1, at=AT) == 0


def test_the_database_keeps_one_open_row_a_person_and_thing(person: User) -> None:
    AskFactory(person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        AskFactory(person=person)
    AskFactory(person=person, code="PM-15")


def wants(people: list[User]) -> list[Wanted]:
    return [Wanted(one.pk, "module", "PM-01", "matrix", "Everybody needs it.", days(28)) for one in people]


def test_many_are_asked_in_a_constant_number_of_statements(council: Council) -> None:
    counts = []
    for size in (1, 30):
        people = [StaffFactory(council=council) for _ in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(ask_many(council_id=council.pk, wanted=wants(people), by=None, at=AT)) == size
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_many_asked_twice_are_asked_once(council: Council, person: User) -> None:
    ask_many(council_id=council.pk, wanted=wants([person]), by=None, at=AT)
    assert ask_many(council_id=council.pk, wanted=wants([person]), by=None, at=AT) == []
    assert AskReason.objects.count() == 1
