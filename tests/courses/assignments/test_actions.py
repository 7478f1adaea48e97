"""From finding to proof: every action of the loop, its words, its record and what it refuses."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Job, Message
from academy.work.worker import do_due_jobs
from assessments.audits.models import Audit, Finding, Reaudit
from courses.assignments.actions import (
    agree_coaching,
    answer_offer,
    decide_cause,
    follow_absences,
    load_default_rules,
    record_learning,
    respond_to_audits,
    say_not_mine,
    settle_remedies,
    tend_loop,
    waive_assignment,
    withdraw_orphans,
    withdraw_remedies,
)
from courses.assignments.models import Assignment, LoopStamp, Offer, Trigger, Withheld
from tests.factories.academy import AbsenceFactory, StaffFactory
from tests.factories.assessments import AuditFactory, InstrumentFactory, full_plan_audit
from tests.factories.courses import CompletionFactory, module_page

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 2, 9, 30, tzinfo=datetime.UTC)
TODAY = AT.date()
WORDS = "The advice had no amounts in it"


def later(days: int) -> datetime.datetime:
    return AT + datetime.timedelta(days=days)


@pytest.fixture
def writer() -> User:
    person = StaffFactory()
    full_plan_audit(person.council)
    load_default_rules(council=person.council, by=None, at=AT)
    return person


@pytest.fixture
def boss(writer: User) -> User:
    return StaffFactory(role="R15", council=writer.council)


def audited(writer: User, day: datetime.date = TODAY, **grades: int) -> Audit:
    version = InstrumentFactory._meta.model.objects.get(council=writer.council).version
    instrument = InstrumentFactory(council=writer.council, version=version)
    return AuditFactory(writer=writer, instrument=instrument, audited_on=day, grades=grades)


def respond(*audits: Audit, at: datetime.datetime = AT) -> object:
    return respond_to_audits(audit_ids=[one.pk for one in audits], by=None, at=at)


def asked(writer: User, at: datetime.datetime = AT, **grades: int) -> Assignment:
    respond(audited(writer, timezone.localdate(at), **(grades or {"F3": 2})), at=at)
    return Assignment.objects.select_related("finding").latest("pk")


def state_of(row: Assignment) -> tuple[str, str]:
    row = Assignment.objects.select_related("finding").get(pk=row.pk)
    return row.state, row.finding.state


def verbs_about(row: Assignment) -> list[str]:
    return list(
        Entry.objects.filter(noun="assignment", noun_id=str(row.pk))
        .order_by("pk")
        .values_list("verb", flat=True)
    )


class TestRespond:
    def test_a_critical_mark_below_good_becomes_an_assignment_with_its_reason(self, writer: User) -> None:
        audit = audited(writer, datetime.date(2026, 10, 14), F3=2)
        done = respond(audit)
        row = Assignment.objects.get()
        assert (done.assigned, done.held, done.noted) == (1, 0, 0)  # type: ignore[attr-defined]
        assert (row.module_code, row.rule.code, row.state) == ("PM-01", "LR-01", "asked")
        assert (row.assigned_on, row.due_on) == (TODAY, datetime.date(2026, 11, 16))
        assert row.reason == (
            "Quantified (F3) was below good in your audit of 14 October 2026. "
            "A plan cannot do without it, so one time is enough to ask."
        )
        assert list(row.triggers.all()) == [audit]
        assert state_of(row) == ("asked", "assigned")

    def test_twice_in_three_names_both_audits_in_order(self, writer: User) -> None:
        first = audited(writer, datetime.date(2026, 6, 20), E2=2)
        middle = audited(writer, datetime.date(2026, 7, 20), E2=3)
        last = audited(writer, datetime.date(2026, 8, 20), E2=2)
        respond(first, middle, last, at=datetime.datetime(2026, 8, 25, 12, tzinfo=datetime.UTC))
        row = Assignment.objects.get()
        assert row.rule.code == "LR-02"
        assert (
            row.reason == "SMART (E2) was below good in two of your last three audits (June and August 2026)."
        )
        assert [one.audit for one in row.trigger_rows.all()] == [first, last]

    def test_asked_again_nothing_changes(self, writer: User) -> None:
        audits = [audited(writer, F3=2, E2=1, A1=2, B1=2, C2=4), audited(writer, F3=1, E2=2, C2=4)]
        respond(*audits)
        before = [
            list(model.objects.order_by("pk").values()) for model in (Assignment, Withheld, Offer, Finding)
        ]
        jobs, entries = Job.objects.count(), Entry.objects.count()
        done = respond(*audits)
        after = [
            list(model.objects.order_by("pk").values()) for model in (Assignment, Withheld, Offer, Finding)
        ]
        assert after == before
        assert (Job.objects.count(), Entry.objects.count()) == (jobs, entries)
        assert (done.assigned, done.held, done.noted, done.thanked) == (0, 0, 0, 0)  # type: ignore[attr-defined]

    def test_the_cap_holds_across_separate_files_and_says_so(self, writer: User) -> None:
        respond(audited(writer, F3=2, B1=2))
        respond(audited(writer, I1=2))
        assert Assignment.objects.count() == 2
        held = Withheld.objects.get()
        assert (held.guard, held.finding.criterion.code, held.finding.state) == ("cap", "I1", "held")

    def test_nobody_away_new_or_gone_is_asked(self, writer: User) -> None:
        away = StaffFactory(council=writer.council)
        AbsenceFactory(person=away, starts_on=TODAY, ends_on=TODAY)
        new = StaffFactory(council=writer.council, joined_on=TODAY - datetime.timedelta(days=41))
        gone = StaffFactory(council=writer.council, left_on=TODAY - datetime.timedelta(days=1))
        respond(*(audited(person, F3=2) for person in (away, new, gone)))
        assert not Assignment.objects.exists()
        assert set(Withheld.objects.values_list("guard", flat=True)) == {"leave", "first_6_weeks", "left"}

    def test_a_module_finished_lately_is_not_asked_again(self, writer: User) -> None:
        CompletionFactory(person=writer, module_code="PM-01", done_on=TODAY - datetime.timedelta(days=90))
        respond(audited(writer, F3=2))
        assert Withheld.objects.get().guard == "same_module_90_days"

    def test_a_cause_that_is_not_the_writer_asks_nothing(self, writer: User) -> None:
        audit = audited(writer, F3=2)
        audit.findings.update(cause=Finding.Cause.TEMPLATE)
        respond(audit)
        assert Withheld.objects.get().guard == "cause"

    def test_a_first_dip_is_noted_with_a_note_and_nothing_is_asked(self, writer: User) -> None:
        respond(audited(writer, E2=2))
        offer = Offer.objects.get()
        assert (offer.kind, offer.module_code, offer.criterion.code) == ("note", "PM-02", "E2")
        assert Finding.objects.get().state == "noted"
        assert not Assignment.objects.exists()

    def test_two_outstanding_bring_one_thank_you(self, writer: User) -> None:
        for day in (10, 20, 30):
            respond(audited(writer, TODAY + datetime.timedelta(days=day), E2=4), at=later(day))
        offer = Offer.objects.get()
        assert offer.kind == "thanks"
        assert offer.reason.startswith("SMART (E2) was outstanding in both of your last two audits (")

    def test_an_older_version_is_not_answered(self, writer: User) -> None:
        audit = audited(writer, F3=2)
        Audit.objects.filter(pk=audit.pk).update(is_current=False)
        respond(audit)
        assert not Assignment.objects.exists()

    def test_it_writes_history_raises_the_stamp_and_plans_the_next_day(self, writer: User) -> None:
        respond(audited(writer, F3=2))
        entry = Entry.objects.get(verb="respond")
        assert entry.words == "Rules answered 1 finding: 1 assigned, 0 held, 0 noted"
        assert LoopStamp.objects.get(council=writer.council).value > 0
        assert Job.objects.get(topic="loop_day").due_at == datetime.datetime(
            2026, 11, 3, 6, tzinfo=datetime.UTC
        )

    def test_the_questions_do_not_grow_with_the_findings(
        self, writer: User, django_assert_max_num_queries: object
    ) -> None:
        audits = [audited(StaffFactory(council=writer.council), F3=2, E2=1, A1=2, D1=2) for _ in range(6)]
        with django_assert_max_num_queries(45):  # type: ignore[operator]
            respond(*audits)
        assert Assignment.objects.count() == 12

    def test_the_database_itself_refuses_a_second_assignment(self, writer: User) -> None:
        row = asked(writer)
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(
                person=writer,
                rule=row.rule,
                version=row.version,
                finding=row.finding,
                criterion=row.criterion,
                module_code="PM-02",
                reason="Again",
                assigned_on=TODAY,
                due_on=TODAY,
            )


class TestTelling:
    def test_each_person_gets_one_e_mail_with_every_reason(self, writer: User) -> None:
        module_page(writer.council, "PM-01", title="Specificity")
        respond(audited(writer, F3=2, E2=1))
        do_due_jobs(at=AT)
        do_due_jobs(at=later(0))
        (letter,) = mail.outbox
        assert letter.to == [writer.email]
        assert letter.subject == "2 modules for you, and why"
        assert "Specificity (PM-01), by Monday 16 November" in letter.body
        assert "Quantified (F3) was below good" in letter.body
        assert "SMART (E2) was inadequate" in letter.body
        assert "/me/feedback/" in letter.body
        assert Message.objects.get().state == "sent"

    def test_nothing_is_sent_about_work_that_was_taken_back_meanwhile(self, writer: User, boss: User) -> None:
        row = asked(writer)
        waive_assignment(assignment=row, reason=WORDS, by=boss, at=AT)
        do_due_jobs(at=AT)
        assert mail.outbox == []

    def test_somebody_who_has_left_gets_no_mail(self, writer: User) -> None:
        asked(writer)
        User.objects.filter(pk=writer.pk).update(is_active=False)
        do_due_jobs(at=AT)
        assert mail.outbox == []
        assert Message.objects.get().state == "dropped"


class TestCauses:
    def test_saying_so_pauses_and_agreeing_waives_for_good(self, writer: User, boss: User) -> None:
        row = asked(writer)
        say_not_mine(assignment=row, cause="advice", words=WORDS, by=writer, at=later(1))
        assert state_of(row) == ("paused", "paused")
        decide_cause(assignment=row, agree=True, words="The report had none", by=boss, at=later(3))
        assert state_of(row) == ("waived", "waived")
        row.refresh_from_db()
        assert (row.decided_by, row.decision, row.words) == (boss, "The report had none", WORDS)
        assert Finding.objects.get().cause == "advice"
        assert verbs_about(row) == ["pause", "waive"]

    def test_disagreeing_asks_again_with_a_new_date_and_is_final(self, writer: User, boss: User) -> None:
        row = asked(writer)
        say_not_mine(assignment=row, cause="time", words=WORDS, by=writer, at=later(1))
        decide_cause(assignment=row, agree=False, words="There was a week for it", by=boss, at=later(5))
        row.refresh_from_db()
        assert state_of(row) == ("asked", "assigned")
        assert row.due_on == TODAY + datetime.timedelta(days=5 + 14)
        with pytest.raises(Refused, match="decided"):
            say_not_mine(assignment=row, cause="time", words=WORDS, by=writer, at=later(6))

    def test_a_module_finished_while_paused_counts_when_it_goes_on(self, writer: User, boss: User) -> None:
        row = asked(writer)
        say_not_mine(assignment=row, cause="time", words=WORDS, by=writer, at=later(1))
        CompletionFactory(person=writer, module_code="PM-01", done_on=TODAY + datetime.timedelta(days=2))
        record_learning(
            person=writer,
            module_code="PM-01",
            done_on=TODAY + datetime.timedelta(days=2),
            by=writer,
            at=later(2),
        )
        assert state_of(row) == ("paused", "paused")
        decide_cause(assignment=row, agree=False, words="There was a week for it", by=boss, at=later(5))
        assert state_of(row) == ("learnt", "learnt")

    @pytest.mark.parametrize(
        ("cause", "words"), [("writer", WORDS), ("", WORDS), ("advice", "no"), ("advice", "x" * 401)]
    )
    def test_an_answer_without_a_cause_or_words_is_refused(
        self, writer: User, cause: str, words: str
    ) -> None:
        row = asked(writer)
        with pytest.raises(Refused):
            say_not_mine(assignment=row, cause=cause, words=words, by=writer, at=AT)
        assert state_of(row) == ("asked", "assigned")

    def test_two_people_deciding_at_once_the_second_is_told(self, writer: User, boss: User) -> None:
        row = asked(writer)
        say_not_mine(assignment=row, cause="advice", words=WORDS, by=writer, at=AT)
        row.refresh_from_db()
        decide_cause(assignment=row, agree=True, words=WORDS, by=boss, at=AT)
        with pytest.raises(Refused):
            decide_cause(assignment=row, agree=False, words=WORDS, by=boss, at=AT)

    def test_a_place_is_kept_while_paused(self, writer: User) -> None:
        row = asked(writer)
        say_not_mine(assignment=row, cause="advice", words=WORDS, by=writer, at=AT)
        respond(audited(writer, F4=1))
        assert Withheld.objects.get().guard == "same_module_open"


class TestWaiving:
    def test_a_waiver_keeps_who_and_why(self, writer: User, boss: User) -> None:
        row = waive_assignment(assignment=asked(writer), reason=WORDS, by=boss, at=later(1))
        assert state_of(row) == ("waived", "waived")
        entry = Entry.objects.get(verb="waive")
        assert (entry.by, entry.about, WORDS in entry.words) == (boss, writer, True)

    def test_what_is_learnt_cannot_be_waived(self, writer: User, boss: User) -> None:
        row = asked(writer)
        record_learning(person=writer, module_code="PM-01", done_on=TODAY, by=writer, at=AT)
        with pytest.raises(Refused):
            waive_assignment(assignment=row, reason=WORDS, by=boss, at=AT)


def learnt(writer: User) -> Assignment:
    row = asked(writer)
    record_learning(person=writer, module_code="PM-01", done_on=TODAY, by=writer, at=AT)
    return row


class TestLearningAndProof:
    def test_learning_asks_for_the_next_two_plans_for_90_days(self, writer: User) -> None:
        row = learnt(writer)
        wish = Reaudit.objects.get()
        assert state_of(row) == ("learnt", "learnt")
        assert (wish.writer, wish.criterion.code, wish.plans) == (writer, "F3", 2)
        assert wish.until == TODAY + datetime.timedelta(days=90)
        assert record_learning(person=writer, module_code="PM-01", done_on=TODAY, by=writer, at=AT) == []
        assert Reaudit.objects.count() == 1

    def test_another_module_closes_nothing(self, writer: User) -> None:
        row = asked(writer)
        assert record_learning(person=writer, module_code="PM-09", done_on=TODAY, by=writer, at=AT) == []
        assert state_of(row) == ("asked", "assigned")

    def test_two_good_plans_resolve(self, writer: User) -> None:
        row = learnt(writer)
        one = audited(writer, TODAY + datetime.timedelta(days=20), F3=3)
        settle_remedies(audit_ids=[one.pk], by=None, at=later(21))
        assert state_of(row) == ("learnt", "reaudited")
        two = audited(writer, TODAY + datetime.timedelta(days=40), F3=4)
        done = settle_remedies(audit_ids=[two.pk], by=None, at=later(41))
        assert state_of(row) == ("resolved", "resolved")
        assert done.resolved == 1
        row.refresh_from_db()
        assert row.settled_on == TODAY + datetime.timedelta(days=40)
        assert Reaudit.objects.get().closed_on is not None
        assert settle_remedies(audit_ids=[two.pk], by=None, at=later(42)).resolved == 0

    def test_a_plan_below_good_repeats_and_goes_to_a_talk_not_to_the_same_module(
        self, writer: User, boss: User
    ) -> None:
        row = learnt(writer)
        again = audited(writer, TODAY + datetime.timedelta(days=30), F3=2)
        settle_remedies(audit_ids=[again.pk], by=None, at=later(31))
        respond(again, at=later(31))
        assert state_of(row) == ("repeated", "repeated")
        assert Assignment.objects.count() == 1
        assert Withheld.objects.latest("pk").guard == "same_module_90_days"
        agree_coaching(assignment=row, words="We look at the next draft together", by=boss, at=later(35))
        row.refresh_from_db()
        assert row.coaching == "We look at the next draft together"
        with pytest.raises(Refused):
            agree_coaching(assignment=row, words="And once more with feeling", by=boss, at=later(36))

    @pytest.mark.parametrize(
        ("day", "state"), [(0, "learnt"), (1, "repeated"), (90, "repeated"), (91, "learnt")]
    )
    def test_only_plans_of_the_90_days_after_learning_count(self, writer: User, day: int, state: str) -> None:
        row = learnt(writer)
        audit = audited(writer, TODAY + datetime.timedelta(days=day), F3=1)
        settle_remedies(audit_ids=[audit.pk], by=None, at=later(min(day, 90)))
        assert state_of(row)[0] == state

    def test_after_90_days_too_few_and_a_late_file_still_settles(self, writer: User) -> None:
        row = learnt(writer)
        audited(writer, TODAY + datetime.timedelta(days=60), F3=3)
        assert settle_remedies(council_id=writer.council_id, by=None, at=later(90)).too_few == 0
        assert settle_remedies(council_id=writer.council_id, by=None, at=later(91)).too_few == 1
        assert state_of(row) == ("too_few", "too_few")
        assert settle_remedies(council_id=writer.council_id, by=None, at=later(92)).too_few == 0
        late = audited(writer, TODAY + datetime.timedelta(days=80), F3=3)
        settle_remedies(audit_ids=[late.pk], by=None, at=later(100))
        assert state_of(row) == ("resolved", "resolved")

    def test_other_criteria_and_other_people_prove_nothing(self, writer: User) -> None:
        row = learnt(writer)
        other = StaffFactory(council=writer.council)
        day = TODAY + datetime.timedelta(days=10)
        audits = [audited(writer, day, E2=1), audited(other, day, F3=1)]
        settle_remedies(audit_ids=[one.pk for one in audits], by=None, at=later(11))
        assert state_of(row) == ("learnt", "learnt")


class TestAbsences:
    def test_work_waits_while_away_and_keeps_its_days(self, writer: User) -> None:
        row = asked(writer)
        AbsenceFactory(
            person=writer,
            starts_on=TODAY + datetime.timedelta(days=4),
            ends_on=TODAY + datetime.timedelta(days=10),
        )
        assert follow_absences(council_id=writer.council_id, by=None, at=later(3)) == (0, 0)
        assert follow_absences(council_id=writer.council_id, by=None, at=later(4)) == (1, 0)
        assert follow_absences(council_id=writer.council_id, by=None, at=later(5)) == (0, 0)
        assert state_of(row) == ("paused", "paused")
        assert follow_absences(council_id=writer.council_id, by=None, at=later(11)) == (0, 1)
        row.refresh_from_db()
        assert state_of(row) == ("asked", "assigned")
        assert row.due_on == TODAY + datetime.timedelta(days=14 + 7)

    def test_a_return_does_not_decide_a_cause(self, writer: User) -> None:
        row = asked(writer)
        say_not_mine(assignment=row, cause="advice", words=WORDS, by=writer, at=AT)
        assert follow_absences(council_id=writer.council_id, by=None, at=later(1)) == (0, 0)
        assert state_of(row) == ("paused", "paused")

    def test_every_day_plans_the_next_while_something_is_open(self, writer: User) -> None:
        row = asked(writer)
        tend_loop(council_id=writer.council_id, at=later(1))
        assert Job.objects.filter(topic="loop_day").count() == 2
        waive_assignment(assignment=row, reason=WORDS, by=writer, at=later(1))
        tend_loop(council_id=writer.council_id, at=later(2))
        assert Job.objects.filter(topic="loop_day").count() == 2


class TestOffers:
    def test_an_example_is_shared_only_after_a_yes(self, writer: User) -> None:
        for day in (0, 10):
            respond(audited(writer, TODAY + datetime.timedelta(days=day), E2=4), at=later(day))
        offer = answer_offer(offer=Offer.objects.get(), answer="yes", by=writer, at=later(11))
        assert (offer.answer, offer.answered_at) == ("yes", later(11))
        with pytest.raises(Refused, match="already"):
            answer_offer(offer=offer, answer="no", by=writer, at=later(12))

    @pytest.mark.parametrize("answer", ["yes", "", "maybe"])
    def test_a_note_can_only_be_read(self, writer: User, answer: str) -> None:
        respond(audited(writer, E2=2))
        with pytest.raises(Refused):
            answer_offer(offer=Offer.objects.get(), answer=answer, by=writer, at=AT)


class TestWithdrawing:
    def test_an_import_taken_back_takes_what_it_asked_for(self, writer: User) -> None:
        audit = audited(writer, F3=2, E2=2)
        respond(audit)
        assert withdraw_remedies(audit_ids=[audit.pk], by=None, at=later(1)) == 1
        assert state_of(Assignment.objects.get()) == ("withdrawn", "withdrawn")
        assert not Offer.objects.exists()
        assert withdraw_remedies(audit_ids=[audit.pk], by=None, at=later(2)) == 0

    def test_the_module_can_be_asked_again_afterwards(self, writer: User) -> None:
        audit = audited(writer, F3=2)
        respond(audit)
        withdraw_remedies(audit_ids=[audit.pk], by=None, at=AT)
        respond(audited(writer, F3=2))
        assert Assignment.objects.filter(state="asked").count() == 1

    def test_a_finding_that_a_newer_version_lost_takes_its_work_along(self, writer: User) -> None:
        row = asked(writer)
        newer = audited(writer, F3=3)
        assert withdraw_orphans(audit_ids=[newer.pk], by=None, at=AT) == 0
        Finding.objects.filter(pk=row.finding_id).update(state="withdrawn")
        assert withdraw_orphans(audit_ids=[newer.pk], by=None, at=AT) == 1
        assert state_of(row) == ("withdrawn", "withdrawn")

    def test_what_was_proved_stays(self, writer: User) -> None:
        row = learnt(writer)
        for day in (10, 20):
            audited(writer, TODAY + datetime.timedelta(days=day), F3=3)
        settle_remedies(council_id=writer.council_id, by=None, at=later(21))
        assert withdraw_remedies(audit_ids=[row.finding.audit_id], by=None, at=later(22)) == 0
        assert state_of(row) == ("resolved", "resolved")


def test_triggers_are_kept_once_each(writer: User) -> None:
    row = asked(writer)
    assert Trigger.objects.filter(assignment=row).count() == 1


def test_default_rules_are_laid_down_once_and_changes_are_kept(writer: User) -> None:
    assert load_default_rules(council=writer.council, by=None, at=AT) == 10
    version = writer.council.loop_rules.get(code="LR-01").versions.get()
    version.due_days = 30
    version.save()
    assert load_default_rules(council=writer.council, by=None, at=AT) == 10
    assert asked(writer).due_on == TODAY + datetime.timedelta(days=30)
