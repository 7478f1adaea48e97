"""From a pattern to learners: three people say yes, two at once, small corrections, credit and dates."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Revision

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Job, Message
from academy.work.registry import compose
from academy.work.worker import do_due_jobs
from courses.pages.models import LessonPage, ModulePage
from courses.reviews.actions import (
    choose_credit,
    open_review,
    publish_review,
    say_verdict,
    start_module,
    withdraw_review,
)
from courses.reviews.models import ModuleReview, Verdict
from courses.reviews.queries.drafts import draft_of
from courses.reviews.rules.passages import restored
from tests.factories.academy import PartnerFactory, StaffFactory
from tests.factories.courses import programme_page
from tests.factories.learning import founded_council
from tests.factories.reviews import change_words, written_module
from tests.factories.worlds import second_council

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class Cast:
    """An author, a second editor, a law checker and a co-author of one council, and their module."""

    def __init__(self) -> None:
        self.council = founded_council()
        self.author = StaffFactory(council=self.council, role="R15")
        self.editor = StaffFactory(council=self.council, role="R15")
        self.law = StaffFactory(council=self.council, role="R07")
        self.forum = PartnerFactory(council=self.council, role="P13", given_name="Jo", family_name="Brown")
        self.module = written_module(self.council)

    def open(self, kind: str = "full", **more: Any) -> ModuleReview:
        given: dict[str, Any] = {"coauthor": self.forum if kind == "full" else None, "asked": "", **more}
        return open_review(module=self.module, kind=kind, by=self.author, at=NOW, **given)

    def say(
        self, review: ModuleReview, by: User, says: str = "agree", words: str = "", **more: Any
    ) -> Verdict:
        given = {"place": "", "seen": self.mark, **more}
        return say_verdict(review=review, says=says, words=words, by=by, at=NOW, **given)

    @property
    def mark(self) -> str:
        return draft_of(module=self.module).mark

    def agreed(self) -> ModuleReview:
        review = self.open()
        for person in (self.author, self.law, self.forum):
            self.say(review, person, credit="name" if person is self.forum else "")
        return review

    def publish(self, review: ModuleReview, **more: Any) -> ModuleReview:
        given: dict[str, Any] = {"live_at": None, "until": None, "by": self.author, "at": NOW, **more}
        return publish_review(review=review, **given)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_three_people_and_learners_have_it(cast: Cast) -> None:
    review = cast.agreed()
    assert [one.step for one in review.verdicts.all()] == ["practice", "law", "family"]
    cast.publish(review)
    module = ModulePage.objects.get(pk=cast.module.pk)
    lesson = LessonPage.objects.child_of(module).get()
    assert (module.live, lesson.live, module.written_with) == (
        True,
        True,
        "Written with Jo Brown of the parent carer forum",
    )
    revisions = Revision.objects.count()
    assert cast.publish(review).state == "published" and Revision.objects.count() == revisions
    assert Entry.objects.filter(noun="modulereview", verb="publish").count() == 1


@pytest.mark.parametrize("missing", ["author", "law", "forum"])
def test_without_one_of_them_it_does_not_go_out(cast: Cast, missing: str) -> None:
    review = cast.open()
    for name in ("author", "law", "forum"):
        if name == missing:
            break
        cast.say(review, getattr(cast, name))
    with pytest.raises(Refused, match="must say yes"):
        cast.publish(review)
    assert not ModulePage.objects.get(pk=cast.module.pk).live


def test_the_steps_come_in_their_order_and_to_their_people(cast: Cast) -> None:
    review = cast.open()
    with pytest.raises(Refused, match="turn of somebody else: practice lead"):
        cast.say(review, cast.law)
    cast.say(review, cast.author)
    for person in (cast.author, cast.forum, StaffFactory(council=cast.council)):
        with pytest.raises(Refused, match="turn of somebody else: law check"):
            cast.say(review, person, words="I say so too")
    cast.say(review, cast.law)
    stranger = PartnerFactory(council=cast.council, role="P13")
    with pytest.raises(Refused, match="turn of somebody else"):
        cast.say(review, stranger)


def test_a_word_that_changes_is_read_again_by_all(cast: Cast) -> None:
    review = cast.agreed()
    change_words(cast.module, "Say who does what, how often and for how long.", by=cast.author)
    with pytest.raises(Refused, match="Practice lead and Law check and Parent carer forum"):
        cast.publish(review)
    for person in (cast.author, cast.law, cast.forum):
        cast.say(review, person)
    assert cast.publish(review).state == "published"


def test_what_was_read_is_kept_as_it_was(cast: Cast) -> None:
    review = cast.agreed()
    change_words(cast.module, "Other words altogether")
    read = restored(review.verdicts.first().read)
    assert any("Say who does what, and how often." in one.text for one in read)


def test_whoever_read_older_words_is_told(cast: Cast) -> None:
    review, seen = cast.open(), cast.mark
    change_words(cast.module, "Newer words")
    with pytest.raises(Refused, match="changed the module while you read"):
        cast.say(review, cast.author, seen=seen)


def test_a_change_is_asked_for_in_words_on_a_block(cast: Cast) -> None:
    review = cast.open()
    cast.say(review, cast.author)
    with pytest.raises(Refused, match="Say what you would like"):
        cast.say(review, cast.law, "change", "  ")
    place = draft_of(module=cast.module).passages[2]
    verdict = cast.say(review, cast.law, "change", "That is section 42", place=place.key)
    assert (verdict.place_title, verdict.step) == ("Lesson 1, part 1: Text", "law")
    with pytest.raises(Refused, match="must say yes"):
        cast.publish(review)


def test_the_same_said_twice_is_once(cast: Cast) -> None:
    review = cast.open()
    first = cast.say(review, cast.author)
    assert cast.say(review, cast.author) == first and review.verdicts.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(
            review=review, step="law", number=1, says="agree", mark="x", by=cast.law, at=NOW
        )


def test_one_review_at_a_time(cast: Cast) -> None:
    review = cast.open()
    assert cast.open() == review
    with pytest.raises(Refused, match="in review already"):
        open_review(module=cast.module, kind="full", coauthor=cast.forum, asked="", by=cast.editor, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModuleReview.objects.create(
            module=cast.module, coauthor=cast.forum, opened_by=cast.author, opened_at=NOW
        )
    withdraw_review(review=review, by=cast.editor, at=NOW)
    assert withdraw_review(review=review, by=cast.editor, at=NOW).state == "withdrawn"
    assert cast.open() != review


def test_the_co_author_is_a_forum_representative_of_the_council(cast: Cast) -> None:
    outsider = PartnerFactory(council=second_council().council, role="P13")
    for person in (None, PartnerFactory(council=cast.council, role="P01"), outsider, cast.law):
        with pytest.raises(Refused, match="Choose who reads it"):
            cast.open(coauthor=person)


def test_what_lacks_something_cannot_be_sent(cast: Cast) -> None:
    module = cast.module.get_latest_revision_as_object()
    module.minutes = 45
    module.save_revision(clean=False)
    with pytest.raises(Refused, match="20 minutes together, but the module says 45"):
        cast.open()


def test_only_people_who_write_send_publish_and_take_back(cast: Cast) -> None:
    review = cast.agreed()
    for person in (cast.law, cast.forum, StaffFactory(council=cast.council)):
        with pytest.raises(Refused):
            cast.publish(review, by=person)
        with pytest.raises(Refused):
            withdraw_review(review=review, by=person, at=NOW)
        with pytest.raises(Refused):
            open_review(module=cast.module, kind="full", coauthor=cast.forum, asked="", by=person, at=NOW)


def test_a_small_correction_needs_two(cast: Cast) -> None:
    cast.publish(cast.agreed())
    change_words(cast.module, "Say who does what, and how often it is done.", by=cast.author)
    review = cast.open("small")
    cast.say(review, cast.author)
    with pytest.raises(Refused, match="You sent this"):
        cast.say(review, cast.author, words="For the other step")
    cast.say(review, cast.editor)
    cast.publish(review)
    lesson = LessonPage.objects.child_of(cast.module).get()
    assert "how often it is done" in str(lesson.body)
    assert ModulePage.objects.get(pk=cast.module.pk).written_with, "credit stays"


def test_what_is_not_small_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(Refused, match="have never had this module"):
        cast.open("small")
    cast.publish(cast.agreed())
    with pytest.raises(Refused, match="Nothing is different"):
        cast.open("small")
    lesson = change_words(cast.module, "word " * 40)
    with pytest.raises(Refused, match="need the full review"):
        cast.open("small")
    page = lesson.get_latest_revision_as_object()
    page.minutes = 21
    page.save_revision(clean=False)
    with pytest.raises(Refused, match="Parts, answers, law, minutes"):
        cast.open("small")


def test_whoever_reads_next_gets_one_letter(cast: Cast) -> None:
    other = StaffFactory(council=cast.council, role="R14")
    review = cast.open()
    cast.say(review, cast.author)
    cast.say(review, cast.author)
    sent = Message.objects.order_by("pk").values_list("person_id", "template")
    assert list(sent) == [(cast.law.pk, "review_turn"), (other.pk, "review_turn")]
    cast.say(review, cast.law, "change", "Say which section")
    assert Message.objects.get(template="review_change").person == cast.author
    cast.say(review, cast.law)
    assert Message.objects.filter(person=cast.forum, template="review_turn").count() == 1
    letter = compose("review_turn", person_id=cast.forum.pk, context={"review_id": review.pk})
    assert letter is not None and f"/reviews/{review.pk}/" in letter.body and "PM-41" not in letter.body
    withdraw_review(review=review, by=cast.author, at=NOW)
    assert compose("review_turn", person_id=cast.forum.pk, context={"review_id": review.pk}) is None


def test_credit_is_the_co_authors_choice_and_can_be_changed(cast: Cast) -> None:
    review = cast.agreed()
    cast.publish(review)
    before = ModulePage.objects.get(pk=cast.module.pk).last_published_at
    with pytest.raises(Refused, match="Only the co-author"):
        choose_credit(review=review, credit="none", by=cast.author, at=NOW)
    later = NOW + datetime.timedelta(days=1)
    for credit, words in (("forum", "Written with a member of the parent carer forum"), ("none", "")):
        choose_credit(review=review, credit=credit, by=cast.forum, at=later)
        module = ModulePage.objects.get(pk=cast.module.pk)
        assert module.written_with == module.get_latest_revision_as_object().written_with == words
        assert module.last_published_at != before, "what is drawn of the page is drawn anew"


def test_it_comes_and_goes_by_itself(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    live_at, until = NOW + datetime.timedelta(days=2), NOW + datetime.timedelta(days=9)
    review = cast.publish(cast.agreed(), live_at=live_at, until=until)
    assert (review.state, review.goes_live_at, review.expires_at) == ("published", live_at, until)
    assert Job.objects.filter(topic="pages_due").count() == 2

    def at(moment: datetime.datetime) -> tuple[bool, bool]:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        do_due_jobs(at=moment, topics=["pages_due"])
        module = ModulePage.objects.get(pk=cast.module.pk)
        return module.live, LessonPage.objects.child_of(module).get().live

    assert at(live_at - datetime.timedelta(minutes=1)) == (False, False)
    assert at(live_at + datetime.timedelta(minutes=1)) == (True, True)
    assert ModulePage.objects.get(pk=cast.module.pk).written_with
    assert at(live_at + datetime.timedelta(minutes=2)) == (True, True)
    assert at(until + datetime.timedelta(minutes=1)) == (False, False)
    assert not Job.objects.exclude(state="done").filter(topic="pages_due").exists()


@pytest.mark.parametrize("days", [(-1, None), (3, 2), (None, -1)])
def test_days_that_cannot_be_are_refused(cast: Cast, days: tuple[int | None, int | None]) -> None:
    review = cast.agreed()
    live_at, until = (NOW + datetime.timedelta(days=one) if one else None for one in days)
    with pytest.raises(Refused, match="Choose a"):
        cast.publish(review, live_at=live_at, until=until)


def start(cast: Cast, title: str = "Saying no kindly", **more: Any) -> ModulePage:
    given: dict[str, Any] = {
        "summary": "Families hear no in a way they can use", "competency": "C3.2", "week": None,
        "pattern": "case", "by": cast.author, "at": NOW, **more,
    }  # fmt: skip
    return start_module(programme=programme_page(cast.council), title=title, **given)


def test_a_pattern_makes_drafts_that_nobody_has(cast: Cast) -> None:
    module = start(cast)
    lessons = list(LessonPage.objects.child_of(module).order_by("path"))
    assert (module.code, module.live, module.minutes) == ("PM-42", False, 45)
    assert [one.title for one in lessons] == ["The case", "Write it again", "Check yourself"]
    assert not any(one.live for one in lessons)
    assert start(cast) == module and ModulePage.objects.filter(code="PM-42").count() == 1
    with pytest.raises(Refused, match="has this title"):
        start(cast, by=cast.editor)
    with pytest.raises(Refused, match="still ha"):
        open_review(module=module, kind="full", coauthor=cast.forum, asked="", by=cast.author, at=NOW)


def test_two_modules_share_no_id(cast: Cast) -> None:
    ids = [
        {block.id for lesson in LessonPage.objects.child_of(start(cast, title)) for block in lesson.body}
        for title in ("One", "Two")
    ]
    assert not ids[0] & ids[1] and all(ids)
