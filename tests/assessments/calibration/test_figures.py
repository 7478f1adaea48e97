"""What is compared, who reads it, and LR-06."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.work.worker import do_due_jobs
from assessments.auditing.models import Allocation, AuditorMark
from assessments.audits.actions import agree_grades
from assessments.audits.models import Audit
from assessments.audits.queries import audit_page
from assessments.calibration.actions.judging import count_item, judge_auditors, judge_soon
from assessments.calibration.actions.seeding import seed_plan
from assessments.calibration.models import Recalibration, SeededGrade
from assessments.calibration.queries.figures import council_figures
from assessments.calibration.queries.pages import agreement_page
from assessments.calibration.queries.pairs import compared
from assessments.instruments.models import Criterion
from courses.requirements.models import Ask, AskReason
from tests.factories.assessments import AuditFactory, CriterionFactory, InstrumentFactory
from tests.factories.auditing import AllocationFactory, ListedPlanFactory
from tests.factories.courses import module_page
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 9, 9, 30, tzinfo=datetime.UTC)
TODAY = AT.date()


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


def moderated(world: CouncilWorld, auditor: User, agreed: int, given: int, n: int = 10) -> list[Audit]:
    """Audits of a stranger's plans by this auditor, each with one mark that a panel looked at."""
    made = []
    for _ in range(n):
        audit = AuditFactory(writer=world.people["stranger"], auditor=auditor, grades={"F3": given})
        pk = Criterion.objects.get(instrument=audit.instrument, code="F3").pk
        agree_grades(audit=audit, marks={pk: agreed}, overall=None, by=world.people["qa"], at=AT)
        made.append(audit)
    return made


def test_moderated_grades_are_compared_with_what_the_auditor_gave(world: CouncilWorld) -> None:
    moderated(world, world.people["manager"], 3, 2)
    figures = council_figures(council_id=world.council.pk, today=TODAY)
    one = figures.auditors[0]
    assert (one.name, one.agreement.n) == (world.people["manager"].get_full_name(), 10)
    assert one.agreement.exact is not None
    assert (one.agreement.exact.value, one.sources) == (0, {"moderated": 10})
    assert [(row.code, row.agreement.n) for row in figures.criteria] == [("F3", 10)]
    assert figures.criteria[0].ambiguity is not None
    assert figures.criteria[0].ambiguity.value == 1


def test_nothing_is_said_below_ten(world: CouncilWorld) -> None:
    moderated(world, world.people["manager"], 3, 2, n=9)
    figures = council_figures(council_id=world.council.pk, today=TODAY)
    assert (figures.auditors[0].agreement.exact, figures.criteria[0].ambiguity) == (None, None)
    assert figures.total.kappa is None


def looked(plan_of: Allocation | None, auditor: User, grade: int, **more: object) -> Allocation:
    """A concluded look at a plan, with one mark."""
    fields = {"plan": plan_of.plan} if plan_of is not None else {}
    row = AllocationFactory(
        auditor=auditor, state="concluded", concluded_at=AT, double_of=plan_of, **fields, **more
    )
    criterion = CriterionFactory(instrument=row.instrument, code="F3")
    AuditorMark.objects.create(allocation=row, criterion=criterion, grade=grade, saved_at=AT)
    return row


def test_a_blind_second_look_compares_both_and_counts_once(world: CouncilWorld) -> None:
    plan = ListedPlanFactory(writer=world.people["stranger"])
    first = looked(None, world.people["manager"], 3, plan=plan)
    looked(first, world.people["other_manager"], 2, why="double")
    rows = {row.person_id: row.pair for row in compared(council_id=world.council.pk)}
    assert rows == {world.people["manager"].pk: (2, 3), world.people["other_manager"].pk: (3, 2)}
    assert council_figures(council_id=world.council.pk, today=TODAY).total.n == 1


def test_a_plan_with_agreed_grades_is_compared_and_then_stands_still(world: CouncilWorld) -> None:
    plan, qa = ListedPlanFactory(writer=world.people["stranger"]), world.people["qa"]
    criterion = CriterionFactory(instrument=InstrumentFactory(council=world.council), code="F3")
    for _ in range(2):
        assert seed_plan(plan=plan, grades={criterion.pk: 4}, by=qa, at=AT) == 1
    looked(None, world.people["manager"], 2, plan=plan, why="seeded")
    row = compared(council_id=world.council.pk)[0]
    assert (row.source, row.pair) == ("seeded", (4, 2))
    with pytest.raises(Refused, match="already"):
        seed_plan(plan=plan, grades={criterion.pk: 3}, by=qa, at=AT)
    with pytest.raises(Refused, match="Only those"):
        seed_plan(plan=plan, grades={criterion.pk: 4}, by=world.people["manager"], at=AT)
    assert SeededGrade.objects.get().grade == 4


def test_an_auditor_sees_their_own_qa_everybody_and_a_head_no_names(world: CouncilWorld) -> None:
    moderated(world, world.people["manager"], 3, 3)
    moderated(world, world.people["other_manager"], 3, 2)
    name = world.people["manager"].get_full_name()
    other = world.people["other_manager"].get_full_name()
    own = agreement_page(actor=world.people["manager"], today=TODAY)
    assert own.council is None
    assert own.own is not None
    assert own.auditor_rows == []
    assert own.lead.startswith("You gave the same grade as others agreed in 100% of 10")
    qa = agreement_page(actor=world.people["qa"], today=TODAY)
    assert {row[0] for row in qa.auditor_rows} == {name, other}
    head = agreement_page(actor=world.people["head"], today=TODAY)
    assert head.hidden
    assert (head.council, head.auditor_rows, head.figures) == (None, [], [])


def test_the_page_costs_the_same_for_more_auditors(world: CouncilWorld) -> None:
    moderated(world, world.people["manager"], 3, 3, n=2)
    with CaptureQueriesContext(
        connection,
    ) as few:
        council_figures(council_id=world.council.pk, today=TODAY)
    for name in ("other_manager", "qa"):
        moderated(world, world.people[name], 3, 2, n=2)
    with CaptureQueriesContext(connection) as many:
        council_figures(council_id=world.council.pk, today=TODAY)
    assert len(many) == len(few)


def test_far_off_an_auditor_is_asked_to_calibrate_once_and_audits_are_flagged(world: CouncilWorld) -> None:
    manager = world.people["manager"]
    module_page(council=world.council, code="PM-20")
    audit = moderated(world, manager, 4, 2)[0]
    moderated(world, world.people["other_manager"], 4, 3)
    for key in ("a", "b"):
        judge_soon_now(world, key)
    row = Recalibration.objects.get()
    assert (row.auditor, row.due_on, row.pairs, row.within_one) == (
        manager, TODAY + datetime.timedelta(days=14), 10, 0,
    )  # fmt: skip
    ask = Ask.objects.get()
    assert (ask.person, ask.code, ask.due_on) == (manager, "PM-20", row.due_on)
    assert AskReason.objects.get().reason.startswith("0% of your 10 compared grades")
    for name, flagged in (("qa", True), ("other_manager", False)):
        page = audit_page(actor=world.people[name], pk=audit.pk)
        assert page is not None
        assert bool(page.flag) is flagged
    for _ in range(3):
        count_item(person=manager, at=AT)
    assert Recalibration.objects.get().state == "done"
    assert count_item(person=manager, at=AT) is None
    judge_soon_now(world, "c")
    assert Recalibration.objects.count() == 1


def judge_soon_now(world: CouncilWorld, key: str) -> None:
    judge_soon(council_id=world.council.pk, key=key, at=AT)
    do_due_jobs(at=AT, topics=["auditors_to_judge", "auditor_to_calibrate"])


def test_nine_grades_ask_nothing(world: CouncilWorld) -> None:
    moderated(world, world.people["manager"], 4, 2, n=9)
    assert judge_auditors(council_id=world.council.pk, at=AT) == 0


def test_the_command_prints_one_document(world: CouncilWorld, capsys: pytest.CaptureFixture[str]) -> None:
    moderated(world, world.people["manager"], 3, 2)
    call_command("auditor_agreement", "--json")
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"auditors", "criteria", "council"}
    one = said["auditors"][0]
    assert set(one) >= {
        "auditor", "n", "exact", "within_one", "kappa", "ac2", "severity", "direction", "licence",
    }  # fmt: skip
    assert (said["council"]["n"], said["criteria"][0]["ambiguity"]["value"]) == (10, 1)
    call_command("auditor_agreement")
    assert "Council: n = 10" in capsys.readouterr().out
