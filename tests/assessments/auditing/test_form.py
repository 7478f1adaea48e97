"""The form an auditor fills: what each save keeps, what concluding writes, and that it happens once."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.work.models import Job, Message
from academy.work.registry import compose
from assessments.auditing.actions.amending import amend_allocation, leave_amendment
from assessments.auditing.actions.concluding import conclude_allocation
from assessments.auditing.actions.marking import Newer, Sent, save_marks
from assessments.auditing.actions.telling import tell_of_incident
from assessments.auditing.models import Allocation, AuditorMark
from assessments.auditing.queries.form import form_page
from assessments.auditing.rules import answering
from assessments.auditing.rules.allocations import check_drop, check_return
from assessments.auditing.rules.marking import Given, reason_not_to_apply
from assessments.audits.models import Audit, Finding, Grade, Remark
from tests.factories.academy import StaffFactory
from tests.factories.assessments import CriterionFactory, full_plan_audit
from tests.factories.auditing import AllocationFactory, ListedPlanFactory, fill

pytestmark = pytest.mark.django_db
UNSEEN = Sent()
AT = timezone.make_aware(datetime.datetime(2026, 11, 23, 14, 2))
CODES = {"W2": True, "B1": True, "F1": True, "F3": True, "E2": False}


@pytest.fixture
def allocation() -> Allocation:
    """A plan with an instrument of five criteria, three weeks to do it in."""
    row = AllocationFactory(asked_on=AT.date())
    for code, critical in CODES.items():
        section = "Whole" if code == "W2" else code[0]
        CriterionFactory(instrument=row.instrument, code=code, critical=critical, section=section)
    return row


def client_of(row: Allocation) -> Client:
    client = Client()
    client.force_login(row.auditor)
    return client


def save(row: Allocation, code: str, given: Given, sent: Sent = UNSEEN) -> object:
    section = row.instrument.criteria.get(code=code).section
    return save_marks(
        allocation_id=row.pk, section=section, given={code: given}, sent=sent, by=row.auditor, at=AT
    )


def test_the_first_mark_starts_it_and_the_same_again_changes_nothing(allocation: Allocation) -> None:
    first = save(allocation, "F1", Given(3))
    again = save(allocation, "F1", Given(3), Sent(seen=0))
    allocation.refresh_from_db()
    assert allocation.state == "started" and allocation.started_at == AT
    assert first.number == again.number == 1  # type: ignore[attr-defined]


def test_an_older_save_never_lands_on_a_newer(allocation: Allocation) -> None:
    save(allocation, "F1", Given(3), Sent(seen=0, tab="a", turn=1))
    with pytest.raises(Newer) as other:
        save(allocation, "F1", Given(2), Sent(seen=0, tab="b", turn=1))
    assert other.value.code == "newer" and "14:02" in other.value.words.replace("2:02pm", "14:02")
    save(allocation, "F1", Given(4), Sent(seen=0, tab="a", turn=3))
    with pytest.raises(Newer) as late:
        save(allocation, "F1", Given(1), Sent(seen=0, tab="a", turn=2))
    assert late.value.code == "older"
    assert AuditorMark.objects.get().grade == 4
    save(allocation, "F1", Given(2), Sent(seen=2, tab="b", turn=2))
    assert AuditorMark.objects.get().grade == 2


def test_only_the_auditor_may_save(allocation: Allocation) -> None:
    with pytest.raises(Refused):
        save_marks(
            allocation_id=allocation.pk,
            section="F",
            given={"F1": Given(3)},
            sent=Sent(),
            by=StaffFactory(),
            at=AT,
        )
    assert not AuditorMark.objects.exists()


def test_concluding_writes_one_audit_and_the_loop_hears_of_it_once(allocation: Allocation) -> None:
    fill(allocation, {"F3": 2, "E2": None}, at=AT)
    for _ in range(2):
        conclude_allocation(allocation_id=allocation.pk, by=allocation.auditor, at=AT)
    audit = Audit.objects.get()
    plan = allocation.plan
    assert (audit.ref, audit.layout, audit.version) == ("H-2026-11-0001", "here", 1)
    assert (audit.key_stage, audit.need, audit.setting) == (plan.key_stage, plan.need, plan.setting)
    assert audit.writer == plan.writer and audit.auditor == allocation.auditor and audit.team == plan.team
    assert {g.criterion.code: g.grade for g in audit.grades.select_related("criterion")}["E2"] is None
    sections = dict(audit.section_grades.values_list("section", "grade"))
    assert sections["Whole"] == 3 and sections["E"] is None
    assert list(Finding.objects.values_list("criterion__code", "cause")) == [("F3", "writer")]
    assert Job.objects.filter(topic="audits_concluded").count() == 1
    assert Remark.objects.filter(audit=audit, criterion=None).count() == 3
    allocation.refresh_from_db()
    assert allocation.audit == audit and allocation.state == "concluded"


def test_the_cause_that_was_asked_for_stays_with_the_finding(allocation: Allocation) -> None:
    fill(allocation, at=AT)
    save(allocation, "F3", Given(2, cause="advice", words="The advice gave no amounts"), Sent(seen=1))
    conclude_allocation(allocation_id=allocation.pk, by=allocation.auditor, at=AT)
    assert Finding.objects.get().cause == "advice"
    assert Remark.objects.get(criterion__code="F3").text == "The advice gave no amounts"


def test_nothing_is_concluded_while_something_is_missing(allocation: Allocation) -> None:
    fill(allocation, at=AT)
    save(allocation, "F3", Given(2), Sent(seen=1))
    page = form_page(actor=allocation.auditor, pk=allocation.pk)
    assert page is not None and [gap.field for gap in page.gaps] == ["id_cause_F3", "id_words_F3"]
    with pytest.raises(Refused, match="2 answers still missing"):
        conclude_allocation(allocation_id=allocation.pk, by=allocation.auditor, at=AT)
    assert not Audit.objects.exists()


@pytest.mark.parametrize("why", ["double", "seeded"])
def test_a_second_look_writes_no_audit_and_looks_the_same(allocation: Allocation, why: str) -> None:
    def page(row: Allocation) -> str:
        words = client_of(row).get(f"/audits/do/{row.pk}/").content.decode()
        return words[words.index("<main") : words.index("</main>")]

    before = page(allocation)
    Allocation.objects.update(why=why)
    assert page(allocation) == before
    fill(allocation, {"F3": 2}, at=AT)
    conclude_allocation(allocation_id=allocation.pk, by=allocation.auditor, at=AT)
    assert not Audit.objects.exists() and AuditorMark.objects.count() == 5
    second = page(allocation)
    assert why not in second.lower()


def test_numbers_go_on_within_the_month(allocation: Allocation) -> None:
    other = AllocationFactory(
        plan=ListedPlanFactory(writer=allocation.plan.writer), auditor=allocation.auditor, asked_on=AT.date()
    )
    for row in (allocation, other):
        fill(row, at=AT)
        conclude_allocation(allocation_id=row.pk, by=row.auditor, at=AT)
    assert sorted(Audit.objects.values_list("ref", "version")) == [
        ("H-2026-11-0001", 1),
        ("H-2026-11-0002", 1),
    ]


def test_an_own_overall_grade_needs_a_reason_and_is_stored(allocation: Allocation) -> None:
    fill(allocation, at=AT, own_overall=2, own_reason="The parts do not fit together")
    conclude_allocation(allocation_id=allocation.pk, by=allocation.auditor, at=AT)
    assert Audit.objects.get().overall == 2


def test_an_amendment_is_the_next_version_of_the_same_audit(allocation: Allocation) -> None:
    fill(allocation, {"F3": 2}, at=AT)
    done = {"allocation_id": allocation.pk, "by": allocation.auditor, "at": AT}
    conclude_allocation(**done)
    amend_allocation(reason="I overlooked the annex", **done)
    amend_allocation(reason="I overlooked the annex", **done)
    save(allocation, "F3", Given(3), Sent(seen=1))
    assert Audit.objects.get().grades.get(criterion__code="F3").grade == 2, "stands until concluded anew"
    conclude_allocation(**done)
    versions = list(Audit.objects.order_by("version").values_list("ref", "version", "is_current"))
    assert versions == [("H-2026-11-0001", 1, False), ("H-2026-11-0001", 2, True)]
    assert Finding.objects.get().state == "withdrawn"
    amendment = allocation.amendments.get()
    assert amendment.changed and amendment.ended_at == AT


def test_an_amendment_can_be_left_and_everything_is_as_it_was(allocation: Allocation) -> None:
    fill(allocation, {"F3": 2}, at=AT)
    done = {"allocation_id": allocation.pk, "by": allocation.auditor, "at": AT}
    conclude_allocation(**done)
    before = sorted(AuditorMark.objects.values_list("criterion__code", "grade", "cause", "words"))
    amend_allocation(reason="A second thought", **done)
    save(allocation, "F3", Given(4), Sent(seen=1))
    leave_amendment(**done)
    assert sorted(AuditorMark.objects.values_list("criterion__code", "grade", "cause", "words")) == before
    allocation.refresh_from_db()
    assert allocation.state == "concluded" and Audit.objects.count() == 1


def test_nothing_is_amended_after_five_working_days_or_an_answer(
    allocation: Allocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(allocation, at=AT)
    conclude_allocation(allocation_id=allocation.pk, by=allocation.auditor, at=AT)
    again = {"allocation_id": allocation.pk, "by": allocation.auditor, "reason": "Too late"}
    with pytest.raises(Refused, match="5 working days"):
        amend_allocation(at=AT + datetime.timedelta(days=8), **again)
    monkeypatch.setattr(answering, "_ANSWERED", [lambda audit_id: True])
    with pytest.raises(Refused, match="has answered"):
        amend_allocation(at=AT + datetime.timedelta(days=7), **again)
    monkeypatch.setattr(answering, "_ANSWERED", [])
    amend_allocation(at=AT + datetime.timedelta(days=7), **again)


def test_an_amendment_under_way_is_neither_given_back_nor_dropped(allocation: Allocation) -> None:
    fill(allocation, at=AT)
    done = {"allocation_id": allocation.pk, "by": allocation.auditor, "at": AT}
    conclude_allocation(**done)
    amend_allocation(reason="A second thought", **done)
    allocation.refresh_from_db()
    with pytest.raises(Refused):
        check_return(allocation=allocation, by=allocation.auditor, on=AT.date())
    with pytest.raises(Refused):
        check_drop(allocation=allocation, by=None)


def test_another_childs_information_is_told_at_once_and_once(allocation: Allocation) -> None:
    keeper = StaffFactory(team=allocation.plan.team, role="R13")
    for grade in (1, 2, 1):
        seen = form_page(actor=allocation.auditor, pk=allocation.pk).part("Whole").save  # type: ignore[union-attr]
        save(allocation, "W2", Given(grade), Sent(seen=seen.number if seen else 0))
    assert Job.objects.filter(topic="other_child_in_plan").count() == 1
    said = client_of(allocation).get(f"/audits/do/{allocation.pk}/").content.decode()
    assert "This is a data incident" in said
    for _ in range(2):
        tell_of_incident(allocation_id=allocation.pk, at=AT)
    message = Message.objects.get()
    assert message.person == keeper and message.context == {"allocation_id": allocation.pk}
    letter = compose(message.template, person_id=keeper.pk, context=message.context)
    assert letter is not None and allocation.plan.plan_ref in letter.body


def test_criteria_that_cannot_apply_are_taken_not_to() -> None:
    def why(code: str, kind: str = "existing", stage: str = "KS4") -> str:
        return reason_not_to_apply(instrument="plan-audit", code=code, plan_type=kind, key_stage=stage)

    assert why("R1", "new") and why("R2", "new") and not why("R1")
    assert why("T1", stage="KS2") and not why("T1", stage="KS3") and not why("T1", stage="16+")
    assert not why("T2", stage="EY") and not why("F1", "new", "EY")


def test_a_new_plan_of_a_young_child_is_whole_without_them_and_stores_them_as_not_applicable() -> None:
    plan = ListedPlanFactory(plan_type="new", key_stage="KS1")
    instrument = full_plan_audit(plan.council)
    row = AllocationFactory(plan=plan, instrument=instrument, asked_on=AT.date())
    fill(row, at=AT)
    AuditorMark.objects.filter(criterion__code__in=["T1", "R1", "R2"]).delete()
    conclude_allocation(allocation_id=row.pk, by=row.auditor, at=AT)
    absent = Grade.objects.filter(grade=None).values_list("criterion__code", flat=True)
    assert sorted(absent) == ["R1", "R2", "T1"] and Grade.objects.count() == 42


def test_a_section_below_good_is_not_found_beside_its_criterion() -> None:
    plan = ListedPlanFactory()
    row = AllocationFactory(plan=plan, instrument=full_plan_audit(plan.council), asked_on=AT.date())
    fill(row, {"K1": 2}, at=AT)
    conclude_allocation(allocation_id=row.pk, by=row.auditor, at=AT)
    assert row.instrument.criteria.filter(kind="section", section="K").exists()
    assert Audit.objects.get().section_grades.get(section="K").grade == 2
    assert list(Finding.objects.values_list("criterion__code", flat=True)) == ["K1"]


# Pages


def sent(row: Allocation, **fields: object) -> dict[str, object]:
    return {"saves": 0, **fields}


def test_a_section_shows_its_descriptors_and_saves_by_its_button(allocation: Allocation) -> None:
    client, url = client_of(allocation), f"/audits/do/{allocation.pk}/F/"
    page = client.get(url).content.decode()
    for words in ("Better than asked", "As asked", "One thing missing", "Does not apply", "Never upload it"):
        assert words in page
    assert allocation.plan.writer.get_full_name() not in page
    answer = client.post(
        url, sent(allocation, grade_F1="3", grade_F3="2", cause_F3="writer", words_F3="Vague")
    )
    assert answer.status_code == 302
    assert sorted(AuditorMark.objects.values_list("criterion__code", "grade")) == [("F1", 3), ("F3", 2)]
    assert "Computed overall" in client.get(url).content.decode()


def test_a_change_is_saved_in_the_background_and_answered_with_the_grades(allocation: Allocation) -> None:
    client, url = client_of(allocation), f"/audits/do/{allocation.pk}/F/save/"
    first = client.post(url, sent(allocation, grade_F1="1", tab="t1", turn=1))
    told = first.json()
    assert first.status_code == 200 and told["saves"] == 1 and told["said"].startswith("Saved at ")
    assert "caps it" in told["panel"] or "weighted mean" in told["panel"]
    # The answer was lost on the way: the page sends again what it has by now, without having heard.
    assert client.post(url, sent(allocation, grade_F1="2", tab="t1", turn=2)).status_code == 200
    other = client.post(url, sent(allocation, grade_F1="4", tab="t2", turn=1))
    assert other.status_code == 409 and "another tab" in other.json()["said"]
    client.logout()
    assert client.post(url, sent(allocation, grade_F1="4")).status_code == 401


def test_an_older_page_keeps_what_was_typed_and_shows_what_was_saved(allocation: Allocation) -> None:
    client, url = client_of(allocation), f"/audits/do/{allocation.pk}/F/"
    client.post(url, sent(allocation, grade_F1="3", words_F1="From the desk"))
    page = client.post(url, sent(allocation, grade_F1="2", cause_F1="writer", words_F1="From the tablet"))
    said = page.content.decode()
    assert "From the desk" in said and "From the tablet" in said and "What was saved in between" in said
    client.post(url, {"saves": 1, "grade_F1": "2", "cause_F1": "writer", "words_F1": "From the tablet"})
    assert AuditorMark.objects.get(criterion__code="F1").words == "From the tablet"


def test_a_name_is_refused_at_its_field_and_never_said_again(allocation: Allocation) -> None:
    client, url = client_of(allocation), f"/audits/do/{allocation.pk}/F/"
    words = "NHS number 943 476 5919 is in the text"
    told = client.post(f"{url}save/", sent(allocation, grade_F1="2", words_F1=words))
    assert told.status_code == 422 and "943" not in told.json()["said"] and "F1" in told.json()["said"]
    assert not AuditorMark.objects.exists()


def test_what_is_missing_is_said_with_links(allocation: Allocation) -> None:
    client = client_of(allocation)
    page = client.get(f"/audits/do/{allocation.pk}/check/").content.decode()
    assert f"/audits/do/{allocation.pk}/F/#id_grade_F1" in page and "Grade F1, or say" in page
    refused = client.post(f"/audits/do/{allocation.pk}/check/").content.decode()
    assert "still missing" in refused
    fill(allocation, at=AT)
    assert client.post(f"/audits/do/{allocation.pk}/check/").status_code == 302
    assert Audit.objects.count() == 1
    assert "You concluded this audit" in client.get(f"/audits/do/{allocation.pk}/").content.decode()
    assert client.get(f"/audits/do/{allocation.pk}/F/").status_code == 302


def test_another_auditors_form_is_not_there(allocation: Allocation) -> None:
    other = AllocationFactory(plan=ListedPlanFactory(writer=allocation.plan.writer))
    qa = StaffFactory(team=allocation.plan.team, role="R13")
    for person in (other.auditor, qa, allocation.plan.writer):
        client = Client()
        client.force_login(person)
        for path in ("", "F/", "check/", "amend/"):
            assert client.get(f"/audits/do/{allocation.pk}/{path}").status_code == 404


def test_the_pages_ask_the_same_of_the_database_for_5_and_for_42_criteria(allocation: Allocation) -> None:
    def count(row: Allocation) -> tuple[int, int]:
        client = client_of(row)
        client.get(f"/audits/do/{row.pk}/F/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"/audits/do/{row.pk}/F/")
            check = client.get(f"/audits/do/{row.pk}/check/")
        return len(asked), max(len(page.content), len(check.content))

    small, _ = count(allocation)
    whole = AllocationFactory(
        plan=ListedPlanFactory(writer=allocation.plan.writer),
        auditor=allocation.auditor,
        instrument=full_plan_audit(allocation.council),
    )
    fill(whole, at=AT)
    large, size = count(whole)
    assert small == large
    assert size < 100_000
