"""Results by news, opening a gate, graduating, the check of two plans and the file of results."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.work.models import Message
from academy.work.registry import compose
from assessments.sittings.models import Paper, Sitting
from assessments.tasks.models import Outcome
from competencies.entrustment.models import Entrustment
from competencies.framework.models import EntrustableTask
from courses.cohorts.models import Member
from courses.cohorts.rules.files import Sheet, read_sheet
from courses.gates.actions import (
    agree_conversation,
    agree_new_date,
    begin_checks,
    gather_results,
    load_results,
    open_gate,
    record_paper,
    settle_checks,
    write_conversation,
    write_support_plan,
)
from courses.gates.catalogue import catalogue
from courses.gates.models import AssessedResult, CheckedPlan, GateDecision, NinetyDayCheck, ProtectedCaseload
from courses.gates.queries import standing_of
from courses.listeners import audits_concluded, audits_withdrawn, sitting_settled, task_settled
from tests.factories.academy import StaffFactory
from tests.factories.assessments import AuditFactory
from tests.factories.cohorts import CohortFactory, MemberFactory
from tests.factories.competencies import CompetencyFactory, EntrustableTaskFactory, EvidenceFactory
from tests.factories.gates import AssessedResultFactory, CheckFactory, draft, meet, open_gates
from tests.factories.sittings import PaperFactory
from tests.factories.tasks import EditionFactory, OutcomeFactory, SubmissionFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 13, 12, 0, tzinfo=datetime.UTC)
TODAY = AT.date()


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def member(world: CouncilWorld) -> Member:
    cohort = CohortFactory(council=world.council, name="COH-9")
    return MemberFactory(cohort=cohort, person=world.people["starter"])


def boss(member: Member) -> User:
    return User.objects.get(email="manager@alderwick.example")


def lead(member: Member) -> User:
    return User.objects.get(email="pdl@alderwick.example")


def sat(member: Member, code: str, *, passed: bool, points: float, number: int = 1, **more: Any) -> Any:
    council = member.person.council
    paper = Paper.objects.filter(council=council, code=code).first() or PaperFactory(
        council=council, code=code
    )
    return Sitting.objects.create(
        person=member.person, paper=paper, number=number, state="marked", started_at=AT, handed_in_at=AT,
        points=points, of=20, passed=passed, terms={"assessed": True, "pass_per_cent": 80}, **more,
    )  # fmt: skip


def test_a_paper_is_a_result_once_and_a_resit_another(member: Member) -> None:
    first = sat(member, "AT3", passed=False, points=18, failed_never=True)
    for _ in range(2):
        sitting_settled(payload={"sitting_id": first.pk}, at=AT)
    row = AssessedResult.objects.get()
    assert (row.member, row.task, row.part, row.met, row.score) == (member, "AT3", "", False, 90)
    assert row.judged_on == "90% of the points, and a mistake that must never happen"
    sitting_settled(payload={"sitting_id": sat(member, "AT3", passed=True, points=17, number=2).pk}, at=AT)
    task = standing_of(member, on=TODAY).tasks["AT3"]
    assert (task.state, task.attempts) == ("met", 2)


def test_points_that_were_put_right_stand_beside_the_first_word(member: Member) -> None:
    sitting = sat(member, "AT3", passed=False, points=15)
    record_paper(sitting_id=sitting.pk, at=AT)
    sitting.points, sitting.passed = 16, True
    sitting.save()
    record_paper(sitting_id=sitting.pk, at=AT)
    record_paper(sitting_id=sitting.pk, at=AT)
    assert list(AssessedResult.objects.values_list("attempt", "version", "met")) == [
        (1, 1, False),
        (1, 2, True),
    ]
    assert standing_of(member, on=TODAY).tasks["AT3"].met


def test_papers_of_no_task_and_people_of_no_cohort_leave_no_result(
    member: Member, world: CouncilWorld
) -> None:
    record_paper(sitting_id=sat(member, "TRY1", passed=True, points=20).pk, at=AT)
    outsider = MemberFactory.build(person=world.people["coordinator"])
    record_paper(sitting_id=sat(outsider, "AT3", passed=True, points=20).pk, at=AT)
    assert not AssessedResult.objects.exists()


def test_a_paper_that_a_graduate_sits_is_no_result_of_the_induction(member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(state="graduated", ended_on=TODAY)
    record_paper(sitting_id=sat(member, "AT3", passed=False, points=3).pk, at=AT)
    assert not AssessedResult.objects.exists()


def test_results_from_before_somebody_had_a_place_are_gathered_once(world: CouncilWorld) -> None:
    person = world.people["starter"]
    early = MemberFactory.build(person=person)
    record_paper(sitting_id=sat(early, "AT3", passed=False, points=10).pk, at=AT)
    OutcomeFactory(
        submission=SubmissionFactory(
            person=person,
            edition=EditionFactory(task__council=world.council, task__code="AT2"),
            state="passed",
            submitted_at=AT,
            settled_at=AT,
        ),
        passed=True,
        at=AT,
    )
    MemberFactory(person=person, cohort=CohortFactory(council=world.council))
    assert gather_results(council_id=world.council.pk, at=AT) == 2
    assert gather_results(council_id=world.council.pk, at=AT) == 0
    assert sorted(AssessedResult.objects.values_list("task", "met")) == [("AT2", True), ("AT3", False)]


def test_at1_is_met_by_paper_and_log(member: Member) -> None:
    record_paper(sitting_id=sat(member, "AT1", passed=True, points=17).pk, at=AT)
    assert standing_of(member, on=TODAY).tasks["AT1"].state == "some"
    edition = EditionFactory(task__council=member.person.council, task__code="AT1-LOG")
    work = SubmissionFactory(
        person=member.person,
        task=edition.task,
        edition=edition,
        state="returned",
        submitted_at=AT,
        settled_at=AT,
    )
    first = Outcome.objects.create(submission=work, number=1, how="one", passed=False, at=AT)
    second = Outcome.objects.create(
        submission=work, number=2, how="moderated", passed=True, reason="Read again", by=lead(member), at=AT
    )
    for outcome in (first, first, second):
        task_settled(payload={"outcome_id": outcome.pk, "passed": outcome.passed}, at=AT)
    assert AssessedResult.objects.filter(part="AT1-LOG").count() == 2
    assert standing_of(member, on=TODAY).tasks["AT1"].met


def test_what_was_met_before_a_move_counts_after_it(member: Member) -> None:
    meet(member, "AT1", "AT2", "AT3")
    open_gates(member, 1)
    Member.objects.filter(pk=member.pk).update(state="moved", ended_on=TODAY)
    later = MemberFactory(
        person=member.person, cohort=CohortFactory(council=member.person.council), moved_from=member
    )
    standing = standing_of(later, on=TODAY)
    assert standing.gates[1].state == "opened" and standing.next_gate is standing.gates[2]


def test_a_gate_opens_on_evidence_that_is_kept(member: Member) -> None:
    with pytest.raises(Refused, match="Missing"):
        open_gate(member=member, gate=1, words="", by=boss(member), at=AT)
    meet(member, "AT1", "AT2", "AT3")
    first = open_gate(member=member, gate=1, words="Well done", by=boss(member), at=AT)
    second = open_gate(member=member, gate=1, words="Again", by=lead(member), at=AT)
    assert first == second and GateDecision.objects.count() == 1
    seen = first.evidence["tasks"]["AT1"]["attempts"]
    assert [one["part"] for one in seen] == ["AT1", "AT1-LOG"] and first.evidence["missing"] == []
    letter = compose("gate_decided", person_id=member.person_id, context=Message.objects.get().context)
    assert letter is not None and letter.subject == "Gate 1 is open"


def test_only_the_manager_or_a_lead_opens(member: Member, world: CouncilWorld) -> None:
    meet(member, "AT1", "AT2", "AT3")
    for name in ("starter", "senior", "qa", "other_manager", "head", "admin"):
        with pytest.raises(Refused):
            open_gate(member=member, gate=1, words="", by=world.people[name], at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        GateDecision.objects.create(
            member=member, starter=member.person, gate=1, outcome="opened", by=member.person, at=AT, on=TODAY
        )


def test_a_new_date_is_the_date_of_the_gate(member: Member) -> None:
    day = TODAY + datetime.timedelta(days=9)
    one = agree_new_date(member=member, gate=1, new_date=day, agreed="AT3 again", by=boss(member), at=AT)
    two = agree_new_date(member=member, gate=1, new_date=day, agreed="AT3 again", by=boss(member), at=AT)
    assert one == two
    gate = standing_of(member, on=TODAY).gates[1]
    assert (gate.due_on, gate.state) == (day, "moved")
    letter = compose("gate_decided", person_id=member.person_id, context=Message.objects.get().context)
    assert letter is not None and "22 November" in letter.body and "AT3 again" not in letter.body


def test_graduation_takes_two_people_and_starts_what_follows(member: Member) -> None:
    meet(member, "AT1", "AT2", "AT3", "AT4", "AT5", "AT6", "AT7", "AT8", "AT9")
    open_gates(member, 1, 2)
    held = write_conversation(member=member, draft=draft(2), by=boss(member), at=AT)
    with pytest.raises(Refused, match="wrote this down"):
        write_conversation(member=member, draft=draft(), by=lead(member), at=AT)
    with pytest.raises(Refused, match="The second person agrees"):
        agree_conversation(conversation=held, by=boss(member), at=AT)
    assert write_conversation(member=member, draft=draft(), by=boss(member), at=AT) == held
    for _ in range(2):
        agree_conversation(conversation=held, by=lead(member), at=AT)
    row = AssessedResult.objects.get(task="AT10")
    assert row.met and row.judged_on.startswith("At least level 2 on all 13 starter tasks")
    open_gate(member=member, gate=3, words="", by=lead(member), at=AT)
    member.refresh_from_db()
    assert (member.state, member.ended_on) == ("graduated", TODAY)
    kept = ProtectedCaseload.objects.get(member=member)
    assert (kept.per_cent, kept.starts_on) == (40, TODAY) and kept.ends_on > TODAY
    check = NinetyDayCheck.objects.get(member=member)
    assert check.due_on >= TODAY + datetime.timedelta(days=90)


def _starter_tasks(member: Member) -> dict[str, EntrustableTask]:
    """The framework in force with two starter tasks: one on C5.4, one on what nobody has shown."""
    council = member.person.council
    unseen = CompetencyFactory(domain__framework__council=council, code="C9.2")
    return {
        "ET07": EntrustableTaskFactory(framework__council=council),
        "ET06": EntrustableTaskFactory(framework__council=council, code="ET06", competencies=[unseen]),
    }


def test_agreed_levels_become_decisions_as_far_as_the_rules_allow(member: Member) -> None:
    tasks = _starter_tasks(member)
    shown = [
        EvidenceFactory(person=member.person, competency=tasks["ET07"].competencies.get(), kind=kind).pk
        for kind in ("WP", "KC")
    ]
    held = write_conversation(member=member, draft=draft(), by=boss(member), at=AT)
    for _ in range(2):
        agree_conversation(conversation=held, by=lead(member), at=AT)
    made = Entrustment.objects.get(person=member.person)
    assert (made.task, made.state, made.decided_by) == (tasks["ET07"], "stands", boss(member))
    assert made.reason == "Agreed in the graduation conversation of 12 November 2026."
    assert sorted(made.citations.values_list("evidence_id", flat=True)) == sorted(shown)
    refused = dict(held.levels.exclude(not_decided="").values_list("task", "not_decided"))
    assert "ET07" not in refused
    assert refused["ET06"] == "Cite evidence of at least two kinds. You cited none."
    assert refused["ET01"] == "The framework in force has no such task."


def test_the_conversation_itself_is_cited_where_it_shows_the_task(member: Member) -> None:
    table = catalogue()
    code = table.tasks["AT10"].competencies[0]
    shows = CompetencyFactory(domain__framework__council=member.person.council, code=code)
    EntrustableTaskFactory(framework__council=member.person.council, competencies=[shows])
    EvidenceFactory(person=member.person, competency=shows, kind="OBS")
    held = write_conversation(member=member, draft=draft(), by=lead(member), at=AT)
    agree_conversation(conversation=held, by=boss(member), at=AT)
    made = Entrustment.objects.get(person=member.person)
    assert {row["kind"] for row in made.cited} == {"OBS", "CBD"}
    assert made.decided_by == lead(member)


def test_level_4_has_both_signatures(member: Member) -> None:
    task = _starter_tasks(member)["ET07"]
    for kind in ("WP", "KC"):
        EvidenceFactory(person=member.person, competency=task.competencies.get(), kind=kind)
    held = write_conversation(member=member, draft=draft(3, ET07=4), by=boss(member), at=AT)
    agree_conversation(conversation=held, by=lead(member), at=AT)
    made = Entrustment.objects.get(person=member.person)
    assert (made.level, made.state) == (4, "stands")
    assert (made.decided_by, made.second_by) == (boss(member), lead(member))


def test_a_conversation_that_is_not_enough_decides_nothing(member: Member) -> None:
    task = _starter_tasks(member)["ET07"]
    for kind in ("WP", "KC"):
        EvidenceFactory(person=member.person, competency=task.competencies.get(), kind=kind)
    held = write_conversation(member=member, draft=draft(3, ET01=1), by=boss(member), at=AT)
    agree_conversation(conversation=held, by=lead(member), at=AT)
    assert not Entrustment.objects.exists()


def test_levels_that_are_too_low_are_an_attempt_and_the_talk_is_held_again(member: Member) -> None:
    held = write_conversation(member=member, draft=draft(3, ET01=1), by=lead(member), at=AT)
    agree_conversation(conversation=held, by=boss(member), at=AT)
    row = AssessedResult.objects.get()
    assert not row.met and "(ET01) is below level 2" in row.judged_on
    again = write_conversation(member=member, draft=draft(), by=boss(member), at=AT)
    agree_conversation(conversation=again, by=lead(member), at=AT)
    assert standing_of(member, on=TODAY).tasks["AT10"].attempts == 2
    assert standing_of(member, on=TODAY).tasks["AT10"].met


def test_two_leads_are_not_manager_and_lead(member: Member, world: CouncilWorld) -> None:
    other = StaffFactory(team=world.other_team, role="R15")
    held = write_conversation(member=member, draft=draft(), by=other, at=AT)
    with pytest.raises(Refused, match="One of the two is the starter's manager"):
        agree_conversation(conversation=held, by=lead(member), at=AT)


def graduate(world: CouncilWorld) -> NinetyDayCheck:
    row = MemberFactory(
        person=world.people["coordinator"], cohort=CohortFactory(council=world.council), state="graduated",
        ended_on=TODAY,
    )  # fmt: skip
    return CheckFactory(member=row, since=TODAY)


def audited(check: NinetyDayCheck, overall: int | None, days: int, **more: Any) -> Any:
    return AuditFactory(
        writer=check.member.person, audited_on=TODAY + datetime.timedelta(days=days), overall=overall, **more
    )


def test_two_good_plans_settle_the_check_and_earlier_ones_do_not_count(world: CouncilWorld) -> None:
    check = graduate(world)
    audits = [audited(check, 2, -3), audited(check, 3, 10), audited(check, 4, 20), audited(check, 1, 30)]
    for _ in range(2):
        audits_concluded(payload={"audit_ids": [one.pk for one in audits]}, at=AT)
    check.refresh_from_db()
    assert check.state == "good" and CheckedPlan.objects.count() == 2


def test_a_plan_below_good_calls_for_a_support_plan(world: CouncilWorld) -> None:
    check = graduate(world)
    audit = audited(check, 2, 10)
    assert settle_checks(audit_ids=[audit.pk], at=AT) == 1
    assert settle_checks(audit_ids=[audit.pk], at=AT) == 0
    check.refresh_from_db()
    assert check.state == "short"
    manager = world.people["manager"]
    for _ in range(2):
        plan = write_support_plan(check=check, words="An hour a week", review_on=TODAY, by=manager, at=AT)
    check.refresh_from_db()
    assert (check.state, check.support) == ("supported", plan)
    with pytest.raises(Refused):
        write_support_plan(check=check, words="Mine", review_on=TODAY, by=world.people["coordinator"], at=AT)


def test_audits_that_are_taken_back_no_longer_count(world: CouncilWorld) -> None:
    check = graduate(world)
    audit = audited(check, 2, 10)
    settle_checks(audit_ids=[audit.pk], at=AT)
    audit.is_current = False
    audit.save()
    audits_withdrawn(payload={"audit_ids": [audit.pk]}, at=AT)
    check.refresh_from_db()
    assert (check.state, check.settled_on) == ("waiting", None) and not CheckedPlan.objects.exists()


def test_checks_begin_for_those_who_graduated_before(world: CouncilWorld) -> None:
    cohort = CohortFactory(council=world.council)
    for name in ("coordinator", "colleague"):
        MemberFactory(cohort=cohort, person=world.people[name], state="graduated", ended_on=TODAY)
    audited(NinetyDayCheck(member=cohort.members.first()), 3, 5)
    assert begin_checks(members=cohort.members.all(), by=None, at=AT) == 2
    assert begin_checks(members=cohort.members.all(), by=None, at=AT) == 0
    assert CheckedPlan.objects.count() == 1


FILE = """cohort,staff_ref,task,attempt,date,result,score
COH-9,{ref},AT1,1,2026-11-09,not yet,77
COH-9,{ref},AT1,2,2026-11-11,pass,84
COH-9,{ref},AT2,1,2026-11-12,pass,
COH-9,NOBODY,AT2,1,2026-11-12,pass,
COH-9,{ref},AT77,1,2026-11-12,pass,
COH-9,{ref},AT3,1,soon,pass,90
COH-9,{ref},AT3,1,2026-11-12,perhaps,90
COH-9,{ref},AT3,0,2026-11-12,pass,90
COH-9,{ref},AT3,1,2026-11-12,pass,900
COH-9,{ref},AT2,1,2026-11-12,pass,
"""


def sheet(member: Member, text: str = FILE) -> Sheet:
    return read_sheet(text.format(ref=member.person.ref).encode())


def test_a_file_of_results_comes_in_once_and_says_why_lines_stop(member: Member) -> None:
    council = member.person.council
    looked = load_results(council=council, sheet=sheet(member), dry_run=True, by=None, at=AT)
    assert looked.accepted == 3 and not AssessedResult.objects.exists()
    report = load_results(council=council, sheet=sheet(member), by=None, at=AT)
    assert (report.accepted, report.already, report.cohorts) == (3, 0, {"COH-9"})
    assert [(one.line, one.reason) for one in report.rejected] == [
        (5, "not_a_member"), (6, "unknown_task"), (7, "bad_date"), (8, "unknown_result"), (9, "bad_attempt"),
        (10, "bad_score"), (11, "duplicate"),
    ]  # fmt: skip
    again = load_results(council=council, sheet=sheet(member), by=None, at=AT)
    assert (again.accepted, again.already, len(again.rejected)) == (0, 3, 7)
    changed = load_results(council=council, sheet=sheet(member, FILE.replace("84", "85")), by=None, at=AT)
    assert (3, "says_otherwise") in [(one.line, one.reason) for one in changed.rejected]
    task = standing_of(member, on=timezone.localdate(AT)).tasks["AT1"]
    assert (task.state, task.attempts) == ("met", 2)


def test_a_live_result_after_a_file_takes_the_next_number(member: Member) -> None:
    AssessedResultFactory(member=member, task="AT3", attempt=1, met=False)
    record_paper(sitting_id=sat(member, "AT3", passed=True, points=18).pk, at=AT)
    assert sorted(AssessedResult.objects.values_list("attempt", "met")) == [(1, False), (2, True)]
