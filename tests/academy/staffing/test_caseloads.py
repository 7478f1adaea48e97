"""How many plans people hold: typed by whoever leads them, or from the list of staff."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.staffing.actions.caseloads import keep_caseloads
from academy.staffing.actions.staff import Upload, import_staff
from academy.staffing.models import Caseload
from academy.staffing.queries import caseloads_on
from academy.staffing.rules.table import STAFF
from tests.academy.staffing.files import made, person, staff
from tests.factories.academy import CouncilFactory
from tests.factories.worlds import council_world

AT = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
DAY = AT.date()
pytestmark = pytest.mark.django_db


def counted(*rows: dict[str, str]) -> Upload:
    return made((*STAFF, "caseload"), *rows, name="staff.csv")


def test_the_list_of_staff_may_say_how_many_plans_each_holds() -> None:
    council = CouncilFactory()
    file = counted(person("A-1", caseload="158"), person("A-2", caseload=""), person("A-3", caseload="0"))
    assert import_staff(council=council, uploads=[file], by=None, at=AT).applied
    held = {row.person.ref: (row.plans, row.on) for row in Caseload.objects.all()}
    assert held == {"A-1": (158, DAY), "A-3": (0, DAY)}
    later = AT + datetime.timedelta(days=30)
    again = counted(person("A-1", caseload="120"), person("A-2"), person("A-3", caseload="0"))
    import_staff(council=council, uploads=[again], by=None, at=later)
    pk = User.objects.get(ref="A-1").pk
    assert caseloads_on(person_ids=[pk], on=DAY)[pk].plans == 158, "a past day shows what was said then"
    assert caseloads_on(person_ids=[pk], on=later.date())[pk].plans == 120


@pytest.mark.parametrize("cell", ["many", "-3", "12.5", "1000", "9999999999999"])
def test_a_count_that_cannot_be_is_refused_in_words(cell: str) -> None:
    done = import_staff(
        council=CouncilFactory(), uploads=[counted(person("A-1", caseload=cell))], by=None, at=AT
    )
    assert not done.applied
    problem = done.rejected[0]
    assert (problem.reason, problem.column) == ("bad_count", "caseload")
    assert "0 to 999" in problem.words and cell not in problem.words


def test_a_list_without_the_column_comes_in_as_before() -> None:
    assert import_staff(council=CouncilFactory(), uploads=[staff(person("A-1"))], by=None, at=AT).applied
    assert not Caseload.objects.exists()


def test_a_manager_writes_down_the_caseloads_of_the_people_they_lead() -> None:
    people = council_world().people
    mine, boss = people["coordinator"], people["manager"]
    assert keep_caseloads(plans={mine.pk: 158}, by=boss, at=timezone.now()) == 1
    assert keep_caseloads(plans={mine.pk: 158}, by=boss, at=timezone.now()) == 0, "sent twice is said once"
    assert Entry.objects.filter(about=mine, noun="caseload").count() == 1
    assert keep_caseloads(plans={mine.pk: 150}, by=boss, at=timezone.now()) == 1
    assert Caseload.objects.get().plans == 150
    with pytest.raises(Refused, match="people you lead"):
        keep_caseloads(plans={people["stranger"].pk: 1}, by=boss, at=timezone.now())
    with pytest.raises(Refused, match="whole number"):
        keep_caseloads(plans={mine.pk: 1000}, by=boss, at=timezone.now())
    assert Caseload.objects.count() == 1


def test_a_day_has_one_count_a_person() -> None:
    mine = council_world().people["coordinator"]
    Caseload.objects.create(person=mine, on=DAY, plans=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Caseload.objects.create(person=mine, on=DAY, plans=2)
