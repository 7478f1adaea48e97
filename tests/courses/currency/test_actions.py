"""From a recorded change to a top-up, and letters about review dates."""

from __future__ import annotations

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.work.models import Job, Message
from courses.currency.actions import (
    chase_reviews,
    check_things,
    record_change,
    reopen_change,
    settle_change,
    start_top_up,
)
from courses.currency.actions.reviews import write_review_letter
from courses.currency.models import LawChange, TopUp
from courses.currency.queries import impact_of, learners_of, own_changes
from courses.requirements.models import Ask
from tests.factories.assessments import CriterionFactory
from tests.factories.courses import CompletionFactory, lesson_page, module_page
from tests.factories.currency import LawChangeFactory
from tests.factories.items import bank_item
from tests.factories.tasks import EditionFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 9, 0))
CHANGED = datetime.date(2026, 10, 1)
SOON = datetime.date(2026, 12, 20)


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


def teach(world: CouncilWorld, code: str = "PM-16") -> None:
    """A module whose lesson names TR-05 in a block, checked before the change."""
    module = module_page(world.council, code, law=[], law_as_at=datetime.date(2026, 9, 1))
    body = [{"type": "legal_reference", "value": {"key": "TR-05", "note": "Fifteen days"}}]
    lesson_page(
        module,
        slug="days",
        title="Fifteen days",
        body=json.dumps(body),
        law_as_at=datetime.date(2026, 9, 1),
    )


def teach_everything(world: CouncilWorld) -> None:
    teach(world)
    version = bank_item(world.council, "open")
    version.law = ["reg-13"]
    version.save()
    EditionFactory(task__council=world.council, law=["TR-05"])
    CriterionFactory(instrument__council=world.council, law=["reg-13"])


def test_a_change_of_a_section_finds_what_rests_on_it(world: CouncilWorld) -> None:
    teach_everything(world)
    teach(council_world("second"))
    impact = impact_of(council_id=world.council.pk, key="reg-13")
    assert impact.counts == {"lesson": 1, "question": 1, "task": 1, "criterion": 1}
    through = {thing.kind: thing.through for thing in impact.things}
    assert through["lesson"] == ("TR-05",)
    assert through["criterion"] == ("reg-13",)
    assert impact.modules == ["PM-16"]


def test_however_much_names_it_the_queries_are_the_same(world: CouncilWorld) -> None:
    teach_everything(world)
    with CaptureQueriesContext(connection) as one:
        impact_of(council_id=world.council.pk, key="reg-13")
    for number in range(3):
        teach(world, f"PM-2{number}")
        EditionFactory(task__council=world.council, law=["TR-05"])
    with CaptureQueriesContext(connection) as many:
        impact_of(council_id=world.council.pk, key="reg-13")
    assert len(many) == len(one)


def test_who_learned_it_before_and_who_has_since(world: CouncilWorld) -> None:
    teach(world)
    old, again, new = (world.people[name] for name in ("coordinator", "senior", "starter"))
    for person, day in ((old, 1), (again, 2), (again, 40), (new, 40)):
        done = datetime.date(2026, 9, 20) + datetime.timedelta(days=day)
        CompletionFactory(person=person, module_code="PM-16", done_on=done)
    CompletionFactory(
        person=council_world("second").people["coordinator"],
        module_code="PM-16",
        done_on=datetime.date(2026, 9, 1),
    )
    found = learners_of(
        council_id=world.council.pk, modules=["PM-16"], since=CHANGED, today=timezone.localdate(NOW)
    )
    assert {one.person_id: one.needs_top_up for one in found} == {old.pk: True, again.pk: False}


def test_recorded_twice_is_one_change_and_one_entry(world: CouncilWorld) -> None:
    said = {"key": "TR-05", "what": "20 days", "source": "SI 1", "changed_on": CHANGED}
    for _ in range(2):
        record_change(**said, by=world.people["pdl"], at=NOW)
    assert LawChange.objects.count() == 1
    assert Entry.objects.filter(noun="lawchange").count() == 1
    with pytest.raises(Refused):
        record_change(**said, by=world.people["manager"], at=NOW)


def test_from_the_change_to_worked_through(world: CouncilWorld) -> None:
    teach(world)
    change, pdl = LawChangeFactory(council=world.council), world.people["pdl"]
    with pytest.raises(Refused, match="Fifteen days"):
        settle_change(change=change, by=pdl, at=NOW)
    thing = impact_of(council_id=world.council.pk, key="TR-05", change=change).left[0]
    check_things(change=change, things=[thing.key], verdict="stands", words="", by=pdl, at=NOW)
    check_things(change=change, things=[thing.key], verdict="mended", words="Now 20", by=pdl, at=NOW)
    assert [(row.verdict, row.words) for row in change.checks.all()] == [("mended", "Now 20")]
    with pytest.raises(Refused):
        check_things(change=change, things=["lesson:0"], verdict="stands", words="", by=pdl, at=NOW)
    settled = settle_change(change=change, by=pdl, at=NOW)
    assert settled.settled_on == datetime.date(2026, 11, 20)
    with pytest.raises(Refused, match="Open it again"):
        check_things(change=change, things=[thing.key], verdict="stands", words="", by=pdl, at=NOW)
    assert reopen_change(change=change, by=pdl, at=NOW).settled_on is None


def test_a_top_up_asks_once_those_who_learned_it_as_it_was(world: CouncilWorld) -> None:
    teach(world)
    change, pdl, person = LawChangeFactory(council=world.council), world.people["pdl"], world.people["senior"]
    said = {"change": change, "module_code": "PM-16", "by": pdl, "at": NOW}
    with pytest.raises(Refused, match="nobody to ask"):
        start_top_up(**said, due_on=SOON)
    CompletionFactory(person=person, module_code="PM-16", done_on=datetime.date(2026, 9, 1))
    with pytest.raises(Refused, match="after today"):
        start_top_up(**said, due_on=datetime.date(2026, 11, 20))
    for _ in range(2):
        start_top_up(**said, due_on=SOON)
    assert TopUp.objects.get().people == 1
    ask = Ask.objects.get()
    assert (ask.person, ask.code, ask.due_on) == (person, "PM-16", SOON)
    reason = ask.reasons.get()
    assert reason.source == "law"
    assert "1 September 2026" in reason.reason
    assert "Families now have 20 days." in reason.reason


def test_i_see_only_changes_of_what_i_learned(world: CouncilWorld) -> None:
    teach(world)
    change = LawChangeFactory(council=world.council)
    LawChangeFactory(council=world.council, reference="cfa-2014-s19")
    person, other = world.people["senior"], world.people["starter"]
    CompletionFactory(person=person, module_code="PM-16", done_on=datetime.date(2026, 9, 1))
    start_top_up(change=change, module_code="PM-16", due_on=SOON, by=world.people["pdl"], at=NOW)
    (mine,) = own_changes(person=person)
    assert mine.reference.key == "TR-05"
    assert [(card.code, day) for card, day in mine.top_ups] == [("PM-16", SOON)]
    assert own_changes(person=other) == []


def test_review_dates_chase_their_owners_once_a_week(world: CouncilWorld) -> None:
    pdl = world.people["pdl"]
    page = module_page(world.council, "PM-16", review_due=datetime.date(2026, 11, 1))
    for day in (0, 1):
        assert chase_reviews(council_id=world.council.pk, at=NOW + datetime.timedelta(days=day)) == 1
    assert [(row.person, row.about) for row in Message.objects.all()] == [(pdl, "review:2026-W47")]
    assert Job.objects.filter(topic="review_day").count() == 2
    letter = write_review_letter(person_id=pdl.pk, context={})
    assert letter is not None and "Module PM-16" in letter.body
    page.review_due = None
    page.save()
    assert write_review_letter(person_id=pdl.pk, context={}) is None


def test_the_command_prints_what_is_touched(world: CouncilWorld) -> None:
    teach_everything(world)
    LawChangeFactory(council=world.council)
    CompletionFactory(person=world.people["senior"], module_code="PM-16", done_on=datetime.date(2026, 9, 1))
    out = StringIO()
    call_command("law_impact", "TR-05", "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert report["changed_on"] == "2026-10-01"
    assert report["counts"]["lesson"] == 1
    assert report["learned"] == {"modules": ["PM-16"], "people": 1, "need_top_up": 1}
    assert report["levels"] == {"lapsed": 0, "to_lapse": 0}
    assert {thing["kind"]: thing["out_of_date"] for thing in report["things"]}["lesson"] is True
    with pytest.raises(CommandError, match="no reference"):
        call_command("law_impact", "TR-99", stdout=StringIO())
