"""From opening a lesson to the completion with its evidence and its news."""

from __future__ import annotations

import datetime
import uuid

import pytest

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Job
from competencies.evidence.models import Evidence
from courses.pages.models import LessonPage, ModulePage
from courses.pages.queries import content_of
from courses.progress.actions import (
    MODULE_COMPLETED,
    finish_lesson,
    judge_rewrite,
    mark_check,
    open_lesson,
    save_rewrite,
    start_again,
)
from courses.progress.models import CheckAttempt, Completion, LessonProgress, Rewrite
from courses.progress.queries import lesson_view, module_front
from tests.factories.academy import StaffFactory
from tests.factories.learning import EXERCISE_ID, NOON, founded_council, small_module

pytestmark = pytest.mark.django_db
RIGHT = {"q1": ["q1-a"], "q2": ["q2-b"], "q3": ["q3-a", "q3-b"]}
WRONG = {"q1": ["q1-b"], "q2": ["q2-b"], "q3": ["q3-a"]}
LATER = NOON + datetime.timedelta(days=200)


class Learner:
    """Somebody with a module, and what they can do with it."""

    def __init__(self) -> None:
        council = founded_council()
        self.module, (self.first, self.last) = small_module(council)
        self.person: User = StaffFactory(council=council)

    def read(self, lesson: LessonPage | None = None, at: datetime.datetime = NOON) -> Completion | None:
        return finish_lesson(
            module=self.module, lesson=lesson or self.first, has_check=False, by=self.person, at=at
        )

    def answer(
        self, answers: dict[str, list[str]], key: uuid.UUID | None = None, at: datetime.datetime = NOON
    ) -> tuple[CheckAttempt, Completion | None]:
        check = content_of(lesson=self.last).check
        assert check is not None
        return mark_check(
            module=self.module,
            lesson=self.last,
            check=check,
            key=key or uuid.uuid4(),
            answers=answers,
            by=self.person,
            at=at,
        )


@pytest.fixture
def learner() -> Learner:
    return Learner()


def test_opening_twice_is_opening_once(learner: Learner) -> None:
    open_lesson(lesson=learner.first, by=learner.person, at=NOON)
    open_lesson(lesson=learner.first, by=learner.person, at=LATER)
    row = LessonProgress.objects.get()
    assert (row.opened_at, row.revision_id) == (NOON, learner.first.live_revision_id)


def test_the_last_lesson_completes_the_module_with_evidence_record_and_news(learner: Learner) -> None:
    assert learner.read() is None
    attempt, done = learner.answer(RIGHT)
    assert done == Completion.objects.get()
    assert (attempt.right, attempt.questions, attempt.passed) == (3, 3, True)
    assert done is not None
    assert (done.score, done.minutes, done.edition, done.title) == ("3 of 3", 30, 1, learner.module.title)
    assert done.lessons == {str(one.pk): one.live_revision_id for one in (learner.first, learner.last)}
    shown = Evidence.objects.get()
    assert (shown.competency.code, shown.kind, shown.shown_on) == ("C5.4", "KC", NOON.date())
    assert shown.source_path == "/learn/practice/pm-01/"
    assert Entry.objects.filter(noun="completion", about=learner.person).count() == 1
    job = Job.objects.get(topic=MODULE_COMPLETED)
    assert job.payload == {
        "person_id": learner.person.pk,
        "module_code": "PM-01",
        "completion_id": done.pk,
    }


def test_the_order_of_lessons_does_not_matter(learner: Learner) -> None:
    assert learner.answer(RIGHT)[1] is None
    assert learner.read() is not None


def test_a_failed_check_completes_nothing_and_is_kept_whole(learner: Learner) -> None:
    learner.read()
    attempt, done = learner.answer(WRONG)
    assert done is None and not attempt.passed and attempt.right == 1
    kept = attempt.answers["questions"][0]
    assert kept["stem"] == "Question 1?" and not kept["right"]
    assert [o["feedback"] for o in kept["options"] if o["chosen"]] == ["About answer b"]
    assert not Completion.objects.exists() and not Evidence.objects.exists()
    assert learner.answer(RIGHT)[1] is not None
    assert CheckAttempt.objects.count() == 2


def test_a_double_click_is_one_try_and_one_completion(learner: Learner) -> None:
    learner.read()
    key = uuid.uuid4()
    first, done = learner.answer(RIGHT, key)
    again, nothing = learner.answer(WRONG, key)
    assert again.pk == first.pk and again.passed and done is not None and nothing is None
    assert CheckAttempt.objects.count() == Job.objects.filter(topic=MODULE_COMPLETED).count() == 1


def test_passing_again_after_finishing_announces_nothing_new(learner: Learner) -> None:
    learner.read()
    learner.answer(RIGHT)
    assert learner.answer(RIGHT, at=LATER)[1] is None
    assert Completion.objects.count() == 1


def test_a_lesson_with_a_check_is_not_finished_by_saying_so(learner: Learner) -> None:
    with pytest.raises(Refused, match="Pass the check"):
        finish_lesson(module=learner.module, lesson=learner.last, has_check=True, by=learner.person, at=NOON)
    assert not LessonProgress.objects.filter(finished_at__isnull=False).exists()


def test_nothing_is_half_done_when_the_evidence_cannot_be_added(learner: Learner) -> None:
    learner.read()
    ModulePage.objects.update(main_competency="C99.9")
    learner.module.refresh_from_db()
    with pytest.raises(LookupError):
        learner.answer(RIGHT)
    assert not CheckAttempt.objects.exists() and not Completion.objects.exists()
    assert not Job.objects.filter(topic=MODULE_COMPLETED).exists()


def test_taking_it_again_is_a_new_completion_and_new_evidence(learner: Learner) -> None:
    learner.read()
    learner.answer(RIGHT)
    assert start_again(module=learner.module, by=learner.person, at=LATER) == 2
    front = module_front(actor=learner.person, programme="practice", module="pm-01")
    assert front is not None and not front.is_finished and front.completion is not None
    view = lesson_view(actor=learner.person, programme="practice", module="pm-01", lesson="check-yourself")
    assert view is not None and view.tried is None
    learner.read(at=LATER)
    learner.answer(RIGHT, at=LATER)
    assert Completion.objects.count() == Evidence.objects.count() == 2
    assert Job.objects.filter(topic=MODULE_COMPLETED).count() == 2


def test_taking_it_again_on_the_same_day_tells_the_news_again(learner: Learner) -> None:
    soon = NOON + datetime.timedelta(hours=1)
    learner.read()
    learner.answer(RIGHT)
    start_again(module=learner.module, by=learner.person, at=soon)
    learner.read(at=soon)
    learner.answer(RIGHT, at=soon)
    assert Completion.objects.count() == Evidence.objects.count() == 1
    assert Job.objects.filter(topic=MODULE_COMPLETED).count() == 2


def test_what_somebody_tried_is_not_in_the_record_that_managers_see(learner: Learner) -> None:
    learner.answer(WRONG)
    learner.read()
    assert not Entry.objects.filter(about=learner.person).exists()


def test_a_rewrite_is_saved_judged_and_judged_anew_when_the_words_change(learner: Learner) -> None:
    exercise = content_of(lesson=learner.first).exercise(EXERCISE_ID)
    assert exercise is not None
    with pytest.raises(Refused, match="Write and save"):
        judge_rewrite(lesson=learner.first, exercise=exercise, met=[], by=learner.person, at=NOON)
    save_rewrite(lesson=learner.first, exercise=exercise, text="A teacher", by=learner.person, at=NOON)
    judge_rewrite(
        lesson=learner.first, exercise=exercise, met=["line-1", "unknown"], by=learner.person, at=NOON
    )
    row = Rewrite.objects.get()
    assert (row.text, row.met, row.judged_at) == ("A teacher", ["line-1"], NOON)
    save_rewrite(lesson=learner.first, exercise=exercise, text="A teacher", by=learner.person, at=LATER)
    row.refresh_from_db()
    assert (row.saved_at, row.judged_at) == (NOON, NOON)
    save_rewrite(
        lesson=learner.first, exercise=exercise, text="A teacher, weekly", by=learner.person, at=LATER
    )
    row.refresh_from_db()
    assert (row.saved_at, row.judged_at, row.met) == (LATER, None, ["line-1"])
