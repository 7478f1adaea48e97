"""From a draft to a result: states, blindness, second and third marks, resits, moderation."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from academy.gate.checking import FoundPersonal
from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.work.models import Job, Message
from academy.work.registry import compose
from assessments.tasks.actions import (
    MarksDraft,
    add_comment,
    begin_work,
    claim_next,
    give_marks,
    moderate,
    release_marking,
    save_draft,
    save_marks,
    submit_work,
)
from assessments.tasks.actions.giving import NotWhole
from assessments.tasks.actions.writing import Newer
from assessments.tasks.models import MarkedLine, Marking, Outcome, PassageComment, Submission
from assessments.tasks.queries.marking import marking_page, queue_for
from assessments.tasks.rules.permits import LEASE
from competencies.evidence.models import Evidence
from tests.assessments.tasks.conftest import School

DAY = datetime.timedelta(days=1)


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def state(work: Submission) -> str:
    return Submission.objects.get(pk=work.pk).state


# --- writing ----------------------------------------------------------------------------------------


def test_a_double_click_begins_once(school: School) -> None:
    by = school.person("coordinator")
    one = begin_work(task=school.task, by=by, at=school.at)
    assert begin_work(task=school.task, by=by, at=school.at) == one
    assert Submission.objects.count() == 1


def test_two_tabs_lose_no_words(school: School) -> None:
    by = school.person("coordinator")
    work = begin_work(task=school.task, by=by, at=school.at)
    save_draft(submission=work, text="From the first tab", seen=0, by=by, at=school.at)
    with pytest.raises(Newer) as caught:
        save_draft(submission=work, text="From the second tab", seen=0, by=by, at=school.at)
    assert caught.value.stored == "From the first tab"
    same = save_draft(submission=work, text="From the first tab", seen=0, by=by, at=school.at)
    assert same.saves == 1, "the same words again are no new saving"


def test_nobody_else_writes_in_it(school: School) -> None:
    work = school.draft()
    other = school.person("manager")
    assert (
        refusal(lambda: save_draft(submission=work, text="x", seen=1, by=other, at=school.at))
        == "not_allowed"
    )
    assert refusal(lambda: submit_work(submission=work, seen=1, by=other, at=school.at)) == "not_allowed"


def test_handing_in_twice_is_handing_in_once(school: School) -> None:
    by = school.person("coordinator")
    work = school.draft()
    first = submit_work(submission=work, seen=work.saves, by=by, at=school.at)
    second = submit_work(submission=work, seen=work.saves, by=by, at=school.at + DAY)
    assert second.submitted_at == first.submitted_at == school.at
    assert Entry.objects.filter(verb="submit").count() == 1
    assert (
        refusal(lambda: save_draft(submission=work, text="More", seen=1, by=by, at=school.at)) == "handed_in"
    )


def test_what_changed_after_the_check_is_checked_again(school: School) -> None:
    by = school.person("coordinator")
    work = school.draft()
    save_draft(submission=work, text="Other words", seen=work.saves, by=by, at=school.at)
    assert refusal(lambda: submit_work(submission=work, seen=work.saves, by=by, at=school.at)) == "newer"


def test_an_empty_draft_is_not_handed_in(school: School) -> None:
    by = school.person("coordinator")
    work = begin_work(task=school.task, by=by, at=school.at)
    assert refusal(lambda: submit_work(submission=work, seen=0, by=by, at=school.at)) == "empty"


@pytest.mark.parametrize(
    "secret", ["Kayleigh Ormerod rang me.", "Ring 07700 900123.", "Coordinator wrote this."]
)
def test_personal_data_refuses_the_whole_and_is_kept_nowhere(school: School, secret: str) -> None:
    by = school.person("coordinator")
    work = school.draft(text=f"Torvin needs help.\n\n{secret}")
    with pytest.raises(FoundPersonal) as caught:
        submit_work(submission=work, seen=work.saves, by=by, at=school.at)
    assert "What you wrote, paragraph 2" in caught.value.words
    assert state(work) == "draft"
    assert not any(secret.split()[0] in entry.words for entry in Entry.objects.exclude(about=None))
    assert not Job.objects.filter(topic="task_settled").exists()


def test_roles_decide_for_whom_a_task_is(school: School) -> None:
    edition = school.task.editions.get()
    edition.audience = ["R01"]
    edition.save()
    begin_work(task=school.task, by=school.person("starter"), at=school.at)
    by = school.person("coordinator")
    assert refusal(lambda: begin_work(task=school.task, by=by, at=school.at)) == "not_for_you"


# --- the queue --------------------------------------------------------------------------------------


def test_the_oldest_comes_first_and_nobody_gets_their_own(school: School) -> None:
    own = school.hand_in("senior")
    other = school.hand_in("coordinator")
    Submission.objects.filter(pk=own.pk).update(submitted_at=school.at - 9 * DAY)
    assert school.claim("senior").submission_id == other.pk
    assert school.claim("manager").submission_id == own.pk


def test_the_database_itself_refuses_a_marker_of_own_work(school: School) -> None:
    work = school.hand_in()
    with pytest.raises(IntegrityError), transaction.atomic():
        Marking.objects.create(
            submission=work, author=work.person, marker=work.person, role="first",
            started_at=school.at, seen_at=school.at, leased_until=school.at,
        )  # fmt: skip


def test_a_taken_piece_is_not_taken_twice_until_its_lease_runs_out(school: School) -> None:
    work = school.hand_in()
    first = school.claim("senior")
    keys = list(first.lines.values_list("line_id", flat=True))
    said = MarksDraft(levels={keys[0]: 3}, words={keys[0]: "Good start."}, strengths="Kept words.")
    save_marks(marking=first, said=said, by=school.person("senior"), at=school.at)
    assert refusal(lambda: school.claim("manager")) == "nothing"
    late = school.at + LEASE + datetime.timedelta(seconds=1)
    second = claim_next(code="", by=school.person("manager"), at=late)
    assert second.submission_id == work.pk
    first.refresh_from_db()
    assert first.state == "released" and first.strengths == "Kept words."
    assert refusal(lambda: give_marks(marking=first, by=school.person("senior"), at=late)) == "released"
    assert MarkedLine.objects.filter(marking=second, level__isnull=False).count() == 0, "marks stay blind"


def test_putting_back_keeps_what_was_saved_for_the_same_marker(school: School) -> None:
    school.hand_in()
    marking = school.claim("senior")
    by = school.person("senior")
    line = marking.lines.first()
    said = MarksDraft(levels={line.line_id: 3}, words={line.line_id: "Clear."}, strengths="Strong facts.")
    save_marks(marking=marking, said=said, by=by, at=school.at)
    release_marking(marking=marking, by=by, at=school.at)
    release_marking(marking=marking, by=by, at=school.at)
    again = school.claim("senior")
    assert again.pk != marking.pk and again.strengths == "Strong facts."
    assert again.lines.get(line=line.line_id).level == 3


def test_nobody_holds_more_than_three(school: School) -> None:
    for person in school.more_writers(4):
        school.hand_in(person)
    for _ in range(3):
        school.claim("senior")
    assert refusal(lambda: school.claim("senior")) == "too_many"


def test_only_markers_take_work(school: School) -> None:
    school.hand_in()
    for name in ("starter", "colleague", "head", "admin"):
        assert refusal(lambda name=name: school.claim(name)) == "not_allowed"


def test_the_queue_says_age_and_role_and_no_name(school: School) -> None:
    school.hand_in()
    queue = queue_for(actor=school.person("manager"), at=school.at + 3 * DAY)
    (row,) = queue.waits
    assert (row.role, row.days, queue.oldest) == ("First marker", 3, 3)
    person = school.person("coordinator")
    assert person.family_name not in repr(queue) and str(person.pk) not in repr(row.title)


# --- marks ------------------------------------------------------------------------------------------


def test_marks_are_whole_or_not_given(school: School) -> None:
    school.hand_in()
    marking = school.claim("senior")
    by = school.person("senior")
    keys = [row.line_id for row in marking.lines.order_by("line__position")]
    save_marks(marking=marking, said=MarksDraft(levels={keys[0]: 1}), by=by, at=school.at)
    with pytest.raises(NotWhole) as caught:
        give_marks(marking=marking, by=by, at=school.at)
    assert set(caught.value.missing) == {*keys, "strengths", "changes"}
    assert "Say what is missing" in caught.value.missing[keys[0]]
    assert marking.lines.get(line=keys[0]).level == 1, "what was saved is kept"


def test_giving_twice_is_giving_once(school: School, no_sample: None) -> None:
    school.hand_in()
    marking = school.mark("senior")
    again = give_marks(marking=marking, by=school.person("senior"), at=school.at + DAY)
    assert again.given_at == school.at
    assert Outcome.objects.count() == 1 and Job.objects.filter(topic="task_settled").count() == 1
    by = school.person("senior")
    assert refusal(lambda: save_marks(marking=marking, said=MarksDraft(), by=by, at=school.at)) == "given"


def test_time_at_the_page_is_counted_without_the_night(school: School) -> None:
    school.hand_in()
    marking = school.claim("senior")
    by, minute = school.person("senior"), datetime.timedelta(minutes=1)
    for after in (4 * minute, 9 * minute, 9 * minute + DAY):
        now = save_marks(marking=marking, said=MarksDraft(), by=by, at=school.at + after)
    assert now.seconds == (4 + 5 + 10) * 60


@pytest.mark.parametrize("place", ["strengths", "changes", "words", "comment"])
def test_a_real_name_in_any_box_of_a_marker_is_refused(school: School, place: str) -> None:
    school.hand_in()
    marking = school.claim("senior")
    by = school.person("senior")
    line = marking.lines.first().line_id
    named = "This reads like the letter of Kayleigh Ormerod."
    said = {"strengths": MarksDraft(strengths=named), "changes": MarksDraft(changes=named),
            "words": MarksDraft(words={line: named})}  # fmt: skip
    with pytest.raises(FoundPersonal):
        if place == "comment":
            add_comment(marking=marking, passage=1, quote="", words=named, by=by, at=school.at)
        else:
            save_marks(marking=marking, said=said[place], by=by, at=school.at)
    marking.refresh_from_db()
    assert marking.strengths == marking.changes == ""
    assert not PassageComment.objects.exists() and not MarkedLine.objects.exclude(words="").exists()


def test_comments_keep_their_passage_and_come_once(school: School, no_sample: None) -> None:
    school.hand_in()
    marking = school.claim("senior")
    by = school.person("senior")
    for _ in range(2):
        add_comment(marking=marking, passage=2, quote="recommend", words="Well put.", by=by, at=school.at)
    comment = PassageComment.objects.get()
    assert (comment.quote, comment.start, comment.end) == ("recommend", 2, 11)
    assert (
        refusal(lambda: add_comment(marking=marking, passage=9, quote="", words="x", by=by, at=school.at))
        == "passage"
    )
    school.give(marking)
    assert Outcome.objects.get().comments == [{"passage": 2, "quote": "recommend", "words": "Well put."}]


# --- what follows -----------------------------------------------------------------------------------


def test_a_pass_outside_the_sample_is_signed_off_at_once(school: School, no_sample: None) -> None:
    work = school.hand_in()
    school.mark("senior")
    assert state(work) == "passed"
    outcome = Outcome.objects.get()
    assert (outcome.how, outcome.passed, outcome.by) == ("one", True, None)
    kinds = set(Evidence.objects.values_list("person", "competency__code", "kind", "source_key"))
    key = f"task:{work.pk}:1"
    assert kinds == {(work.person_id, "C1.1", "SIM", key), (work.person_id, "C1.3", "SIM", key)}
    assert Entry.objects.get(verb="settle").about_id == work.person_id
    assert Entry.objects.get(verb="settle").by is None, "the person does not learn who marked"
    assert Message.objects.get().person_id == work.person_id


def test_a_pass_in_the_sample_waits_for_a_second_marker(school: School, all_sampled: None) -> None:
    work = school.hand_in()
    first = school.mark("senior", (3, 2, 2))
    assert state(work) == "second" and not Outcome.objects.exists() and not Evidence.objects.exists()
    second = school.mark("qa", (2, 2, 3))
    assert state(work) == "passed"
    outcome = Outcome.objects.get()
    assert outcome.how == "agreed" and [row["level"] for row in outcome.lines] == [3, 2, 2]
    assert {first.role, second.role} == {"first", "second"}


def test_about_one_pass_in_five_is_marked_twice(school: School) -> None:
    for person in school.more_writers(10):
        school.hand_in(person)
        school.mark("senior")
    assert Submission.objects.filter(sampled=True, state="second").count() == 2
    assert sorted(Submission.objects.values_list("sample_place", flat=True)) == list(range(10))


def test_every_fail_is_marked_twice_and_returned_when_both_agree(school: School) -> None:
    work = school.hand_in()
    school.mark("senior", (1, 2, 2))
    assert state(work) == "second"
    assert refusal(lambda: school.claim("senior")) == "nothing", "nobody marks the same piece twice"
    school.mark("manager", (1, 1, 3))
    assert state(work) == "returned" and Outcome.objects.get().how == "agreed"
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("second", [(2, 2, 2), (1, 2, 0)])
def test_a_difference_goes_to_a_third_who_sees_both(school: School, second: tuple[int, ...]) -> None:
    work = school.hand_in()
    school.mark("senior", (1, 2, 2))
    marking = school.claim("manager")
    page = marking_page(actor=school.person("manager"), pk=marking.pk)
    assert page is not None and page.earlier == {} and page.earlier_words == []
    school.give(marking, second)
    assert state(work) == "differing"
    third = school.claim("pdl")
    page = marking_page(actor=school.person("pdl"), pk=third.pk)
    assert page is not None and len(page.earlier_words) == 2
    assert [[one.level for one in said] for said in page.earlier.values()] == [
        [f"{a} of 3", f"{b} of 3"] for a, b in zip((1, 2, 2), second, strict=True)
    ]
    school.give(third, (2, 2, 2))
    assert state(work) == "passed" and Outcome.objects.get().how == "third"
    assert Marking.objects.filter(state="given").count() == 3, "every judgement is kept"


def test_a_resit_waits_its_days_and_starts_from_the_old_words(school: School) -> None:
    work = school.hand_in()
    school.mark("senior", (0, 2, 2))
    school.mark("manager", (1, 2, 2))
    by = school.person("coordinator")
    assert refusal(lambda: begin_work(task=school.task, by=by, at=school.at + DAY)) == "wait"
    again = begin_work(task=school.task, by=by, at=school.at + 2 * DAY)
    assert (again.number, again.text, again.state) == (2, work.text, "draft")
    assert state(work) == "returned"


def test_no_more_attempts_than_the_task_gives(school: School) -> None:
    school.task.editions.update(most_attempts=1)
    school.hand_in()
    school.mark("senior", (0, 2, 2))
    school.mark("manager", (1, 2, 2))
    by = school.person("coordinator")
    assert refusal(lambda: begin_work(task=school.task, by=by, at=school.at + 9 * DAY)) == "attempts"


def test_what_is_signed_off_is_not_begun_again(school: School, no_sample: None) -> None:
    school.hand_in()
    school.mark("senior")
    by = school.person("coordinator")
    assert refusal(lambda: begin_work(task=school.task, by=by, at=school.at)) == "passed"


def test_the_letter_says_what_is_so_now(school: School) -> None:
    work = school.hand_in()
    school.mark("senior", (0, 2, 2))
    school.mark("manager", (1, 2, 2))
    message = Message.objects.get()
    letter = compose(message.template, person_id=work.person_id, context=message.context)
    assert letter is not None and "what was strong" in letter.body and "write it again from" in letter.body
    for marker in ("senior", "manager"):
        assert school.person(marker).family_name not in letter.body
    moderate(
        submission=work,
        passed=True,
        reason="Both missed the second page.",
        by=school.person("pdl"),
        at=school.at,
    )
    assert compose(message.template, person_id=work.person_id, context=message.context) is None
    assert mail.outbox == []


# --- moderation -------------------------------------------------------------------------------------


def test_a_moderated_result_stands_beside_the_first(school: School) -> None:
    work = school.hand_in()
    school.mark("senior", (1, 2, 2))
    school.mark("manager", (1, 2, 2))
    pdl = school.person("pdl")
    marks = list(MarkedLine.objects.order_by("pk").values_list("level", "words"))
    moderate(submission=work, passed=True, reason="The date is on page two.", by=pdl, at=school.at)
    assert list(Outcome.objects.order_by("number").values_list("how", "passed")) == [
        ("agreed", False), ("moderated", True),
    ]  # fmt: skip
    assert list(MarkedLine.objects.order_by("pk").values_list("level", "words")) == marks
    assert state(work) == "passed" and Evidence.objects.filter(valid_until=None).count() == 2
    assert (
        refusal(
            lambda: moderate(
                submission=work, passed=True, reason="Once more, the same.", by=pdl, at=school.at
            )
        )
        == "same"
    )
    moderate(submission=work, passed=False, reason="It was another page after all.", by=pdl, at=school.at)
    assert state(work) == "returned" and not Evidence.objects.filter(valid_until=None).exists()
    assert Evidence.objects.count() == 2 and Outcome.objects.count() == 3


def test_who_may_moderate_what(school: School, no_sample: None) -> None:
    work = school.hand_in()
    pdl = school.person("pdl")
    act = {"submission": work, "passed": False, "at": school.at}
    assert refusal(lambda: moderate(**act, reason="Not settled yet, so no.", by=pdl)) == "state"
    school.mark("senior")
    for name in ("manager", "qa", "senior", "coordinator"):
        assert (
            refusal(
                lambda name=name: moderate(**act, reason="I say so, that is why.", by=school.person(name))
            )
            == "not_allowed"
        )
    assert refusal(lambda: moderate(**act, reason="No", by=pdl)) == "no_reason"
    with pytest.raises(FoundPersonal):
        moderate(**act, reason="Kayleigh Ormerod told me so.", by=pdl)
    assert state(work) == "passed" and Outcome.objects.count() == 1
