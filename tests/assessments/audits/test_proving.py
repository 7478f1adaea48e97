"""What audits show of their writers: when they come, when they change, and when they are taken back."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.people.models import Council, User
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from assessments.audits.actions import prove_audits, proving
from assessments.audits.models import Audit
from assessments.imports.actions import (
    approve_batch,
    check_batch,
    receive_file,
    send_for_approval,
    undo_batch,
)
from assessments.imports.models import Batch
from competencies.evidence.models import Evidence
from competencies.framework.models import Competency
from courses.assignments.actions import load_default_rules
from tests.assessments.imports.files import LONG_HEADER, csv_bytes, long_rows
from tests.factories.assessments import AuditFactory, CriterionFactory, InstrumentFactory, full_plan_audit
from tests.factories.competencies import CompetencyFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 10, 20, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def world() -> CouncilWorld:
    made = council_world()
    for place, code in enumerate(("C5.1", "C5.3", "C5.4")):
        CompetencyFactory(domain__framework__council=made.council, code=code, position=place)
    return made


def tool(council: Council) -> None:
    """Four criteria: two look at C5.4, one of them at C5.3 besides; C9.9 is in no framework."""
    instrument = InstrumentFactory(council=council)
    for code, looks_at in {"F3": ["C5.4"], "F4": ["C5.4", "C5.3"], "A1": ["C5.1"], "B2": ["C9.9"]}.items():
        CriterionFactory(instrument=instrument, code=code, competencies=looks_at)


def counting(person: User) -> set[str]:
    """Codes of what audits show of somebody now."""
    rows = Evidence.objects.filter(person=person, kind="AUD").select_related("competency")
    return {row.competency.code for row in rows if row.counts_on(AT.date())}


@pytest.mark.parametrize(
    ("grades", "shown"),
    [
        ({"F3": 3, "F4": 3}, {"C5.4", "C5.3"}),
        ({"F3": 4, "F4": 4}, {"C5.4", "C5.3"}),
        ({"F3": 2, "F4": 3}, {"C5.3"}),
        ({"F3": 3, "F4": 2}, set()),
        ({"F3": 3, "F4": None}, {"C5.4"}),
        ({"A1": None}, set()),
        ({"B2": 4}, set()),
        ({"F3": 1, "A1": 3}, {"C5.1"}),
        ({}, set()),
    ],
)
def test_an_audit_shows_what_it_found_good_in_all_its_criteria(
    world: CouncilWorld, grades: dict[str, int | None], shown: set[str]
) -> None:
    tool(world.council)
    audit = AuditFactory(writer=world.people["coordinator"], grades=grades)
    prove_audits(audit_ids=[audit.pk], at=AT)
    assert counting(audit.writer) == shown


def test_a_row_leads_back_to_its_audit_and_recommends_nothing(world: CouncilWorld) -> None:
    tool(world.council)
    audit = AuditFactory(writer=world.people["coordinator"], grades={"F3": 4}, ref="AUD-7", plan_ref="P-204")
    assert prove_audits(audit_ids=[audit.pk], at=AT) == 1
    row = Evidence.objects.get()
    assert (row.kind, row.strength, row.shown_on) == ("AUD", "evidence", audit.audited_on)
    assert (row.source_label, row.source_path) == (
        "Audit AUD-7 of plan P-204: good or better", f"/audits/{audit.pk}/",
    )  # fmt: skip
    assert row.recorded_by is None
    assert row.valid_until is None


def test_told_again_it_comes_to_the_same(world: CouncilWorld) -> None:
    tool(world.council)
    audit = AuditFactory(writer=world.people["coordinator"], grades={"F3": 3, "F4": 3})
    assert prove_audits(audit_ids=[audit.pk], at=AT) == 2
    assert prove_audits(audit_ids=[audit.pk], at=AT) == 0
    assert Evidence.objects.count() == 2


def test_audits_that_no_level_would_count_any_more_stay_audits(world: CouncilWorld) -> None:
    tool(world.council)
    old = AuditFactory(
        writer=world.people["coordinator"], grades={"F3": 3}, audited_on=datetime.date(2024, 10, 19)
    )
    last = AuditFactory(
        writer=world.people["colleague"], grades={"F3": 3}, audited_on=datetime.date(2024, 10, 20)
    )
    prove_audits(audit_ids=[old.pk, last.pk], at=AT)
    assert (counting(old.writer), counting(last.writer)) == (set(), {"C5.4"})


def test_councils_are_kept_apart(world: CouncilWorld) -> None:
    other = council_world("Brackenshire")
    CompetencyFactory(domain__framework__council=other.council, code="C5.4")
    for side in (world, other):
        tool(side.council)
    audits = [AuditFactory(writer=side.people["coordinator"], grades={"F3": 3}) for side in (world, other)]
    prove_audits(audit_ids=[one.pk for one in audits], at=AT)
    for row in Evidence.objects.select_related("competency__domain__framework", "person"):
        assert row.competency.domain.framework.council_id == row.person.council_id
    assert Evidence.objects.count() == 2


def test_many_audits_cost_the_same_number_of_queries(world: CouncilWorld) -> None:
    tool(world.council)

    def cost(count: int) -> int:
        ids = [
            AuditFactory(writer=world.people["coordinator"], grades={"F3": 3, "A1": 3}).pk
            for _ in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert prove_audits(audit_ids=ids, at=AT) == 2 * count
        return len(queries)

    cost(1)  # the first tells the ledger; what follows within minutes is the same news
    assert cost(2) == cost(30)


class Desk:
    """Files of audits, from arrival to the last job of the ledger."""

    def __init__(self, world: CouncilWorld) -> None:
        self.world, self.writer = world, world.people["coordinator"]
        full_plan_audit(world.council)
        load_default_rules(council=world.council, by=None, at=AT)

    def bring_in(self, marks: dict[str, str], *, history_only: bool = False, **cells: str) -> Batch:
        people = self.world.people
        said = {"writer": self.writer.ref, "auditor": people["qa"].ref} | cells
        raw = csv_bytes([LONG_HEADER, *long_rows(marks, **said)])
        batch = receive_file(council=self.world.council, name="a.csv", raw=raw, by=people["qa"], at=AT)
        check_batch(batch_id=batch.pk, by=people["qa"], at=AT)
        sent = send_for_approval(
            batch=Batch.objects.get(pk=batch.pk),
            asked=None,
            history_only=history_only,
            by=people["qa"],
            at=AT,
        )
        approve_batch(batch=sent, by=people["pdl"], at=AT)
        do_due_jobs(at=AT)
        return Batch.objects.get(pk=batch.pk)

    def take_back(self, batch: Batch) -> None:
        undo_batch(batch=batch, by=self.world.people["qa"], at=AT)
        do_due_jobs(at=AT)


@pytest.fixture
def desk(world: CouncilWorld) -> Desk:
    return Desk(world)


def test_a_file_of_audits_becomes_evidence(desk: Desk) -> None:
    desk.bring_in({"F3": "3", "E1": "2"})
    assert counting(desk.writer) == {"C5.4"}


def test_so_does_one_that_asks_for_no_training(desk: Desk) -> None:
    desk.bring_in({"F3": "3"}, history_only=True)
    assert counting(desk.writer) == {"C5.4"}


def test_a_newer_version_ends_the_rows_of_the_older_and_adds_its_own(desk: Desk) -> None:
    desk.bring_in({"F3": "3", "E1": "2"})
    desk.bring_in({"F3": "2", "E1": "3"}, last_edited="2026-10-05 09:00")
    assert counting(desk.writer) == {"C5.3"}
    ended = Evidence.objects.exclude(ended_words="").get()
    assert (ended.competency.code, ended.ended_words) == ("C5.4", proving.NO_MORE)


def test_an_audit_taken_back_shows_nothing_and_the_version_before_shows_again(desk: Desk) -> None:
    desk.bring_in({"F3": "3"})
    second = desk.bring_in({"F3": "2", "E1": "3"}, last_edited="2026-10-05 09:00")
    cited = Evidence.objects.get(competency__code="C5.4").pk
    desk.take_back(second)
    assert counting(desk.writer) == {"C5.4"}
    assert Evidence.objects.get(competency__code="C5.4").pk == cited
    assert Competency.objects.filter(evidence__ended_words="").get().code == "C5.4"


def test_the_only_version_taken_back_shows_nothing(desk: Desk) -> None:
    desk.take_back(desk.bring_in({"F3": "3"}))
    assert counting(desk.writer) == set()
    assert Evidence.objects.count() == 1


def test_the_news_may_come_in_any_order(desk: Desk) -> None:
    desk.bring_in({"F3": "3"})
    desk.bring_in({"F3": "2", "E1": "3"}, last_edited="2026-10-05 09:00")
    Evidence.objects.all().delete()
    for pk in Audit.objects.order_by("-pk").values_list("pk", flat=True):
        prove_audits(audit_ids=[pk], at=AT)
    assert counting(desk.writer) == {"C5.3"}


def test_many_audits_are_told_in_lots(world: CouncilWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "LOT", 2)
    proving.announce_proof(council=world.council, audit_ids=[11, 12, 13], key="stored", at=AT)
    jobs = Job.objects.filter(topic=proving.TOPIC).order_by("pk")
    assert [job.payload["audit_ids"] for job in jobs] == [[11, 12], [13]]
