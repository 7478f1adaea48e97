"""The pages of writing and reviewing: who reads what, forms that are not in order, and what they cost."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.work.models import Job
from courses.cohorts.models import Cohort
from courses.pages.models import LessonPage, ModulePage, ProgrammeWeek
from courses.progress.models import LessonProgress
from courses.reviews.actions import open_review, publish_review, say_verdict
from courses.reviews.models import ModuleReview
from courses.reviews.queries.drafts import draft_of
from tests.factories.academy import PartnerFactory, StaffFactory
from tests.factories.courses import programme_page
from tests.factories.learning import founded_council
from tests.factories.reviews import change_words, make_review, make_verdict, written_module

pytestmark = pytest.mark.django_db


class Desk:
    """One council with its cast, and everybody's browser."""

    def __init__(self) -> None:
        self.council = founded_council()
        self.people = {
            "author": StaffFactory(council=self.council, role="R15", given_name="Ann", family_name="Author"),
            "law": StaffFactory(council=self.council, role="R07"),
            "forum": PartnerFactory(council=self.council, role="P13", given_name="Jo", family_name="Brown"),
            "coordinator": StaffFactory(council=self.council),
        }
        self.module = written_module(self.council)

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name])
        return client

    def review(self) -> ModuleReview:
        people = self.people
        return open_review(
            module=self.module, kind="full", coauthor=people["forum"], asked="Is it kind?",
            by=people["author"], at=timezone.now(),
        )  # fmt: skip

    def say(self, review: ModuleReview, *names: str) -> None:
        for name in names:
            mark = draft_of(module=self.module).mark
            say_verdict(
                review=review, says="agree", words="", place="", seen=mark,
                credit="name" if name == "forum" else "", by=self.people[name], at=timezone.now(),
            )  # fmt: skip

    def mark(self) -> str:
        return draft_of(module=self.module).mark


@pytest.fixture
def desk() -> Desk:
    return Desk()


def words_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_from_an_empty_form_to_drafts(desk: Desk) -> None:
    client = desk.client("author")
    form = {
        "title": "Saying no kindly", "summary": "Families hear no in a way they can use",
        "programme": programme_page(desk.council).pk, "week": "", "competency": "C3.2", "pattern": "case",
    }  # fmt: skip
    wrong = client.post("/reviews/start/", {**form, "title": "", "competency": ""})
    assert "Give the module a name" in words_of(wrong) and "Choose a competency" in words_of(wrong)
    made = client.post("/reviews/start/", form, follow=True)
    page = words_of(made)
    assert made.status_code == 200 and "Saying no kindly is begun" in page
    assert "The case" in page and "still has" in page and "Send for review" not in page
    again = client.post("/reviews/start/", form)
    assert again.status_code == 302 and ModulePage.objects.filter(title="Saying no kindly").count() == 1


def test_sending_needs_a_co_author(desk: Desk) -> None:
    client, path = desk.client("author"), f"/reviews/module/{desk.module.pk}/"
    assert "Nothing stops it" in words_of(client.get(path))
    wrong = client.post(path, {"kind": "full", "coauthor": "", "asked": ""})
    assert "Choose who reads it for the parent carer forum" in words_of(wrong)
    sent = {"kind": "full", "coauthor": desk.people["forum"].pk, "asked": "Is it kind?"}
    answer = client.post(path, sent)
    review = ModuleReview.objects.get()
    assert answer["Location"] == f"/reviews/{review.pk}/"
    assert client.post(path, sent)["Location"] == f"/reviews/{review.pk}/"


def test_three_people_read_it_and_it_goes_out(desk: Desk) -> None:
    review = desk.review()
    path = f"/reviews/{review.pk}/"
    for name in ("author", "law", "forum"):
        client = desk.client(name)
        page = words_of(client.get(path))
        assert "It is your turn" in page and "Say who does what, and how often." in page
        assert "Is it kind?" in page
        said = {"says": "agree", "words": "", "place": "", "seen": desk.mark(), "credit": "forum"}
        assert client.post(f"{path}say", said).status_code == 302
    author = desk.client("author")
    assert "Everybody has said yes. You can publish it." in words_of(author.get(path))
    assert author.post(f"{path}publish", {}).status_code == 302
    learner = desk.client("coordinator")
    page = words_of(learner.get("/learn/practice/pm-41/"))
    assert "Say it plainly" in page and "Written with a member of the parent carer forum." in page
    assert desk.client("forum").post(f"{path}credit", {"credit": "name"}).status_code == 302
    assert "Written with Jo Brown" in words_of(learner.get("/learn/practice/pm-41/"))


def test_a_change_is_asked_for_in_words_that_name_nobody(desk: Desk) -> None:
    review = desk.review()
    desk.say(review, "author")
    client, path = desk.client("law"), f"/reviews/{review.pk}/say"
    said = {"says": "change", "words": "", "place": "", "seen": desk.mark()}
    assert "Say what you would like to be changed" in words_of(client.post(path, said))
    wrong = client.post(path, {**said, "words": "Call me at 07700 900123"})
    page = words_of(wrong)
    assert "looks as if it had a name" in page and "07700 900123" in wrong.content.decode()
    assert not review.verdicts.filter(step="law").exists()
    place = draft_of(module=desk.module).passages[3]
    client.post(path, {**said, "words": "Why is Sam eight?", "place": place.key})
    kept = review.verdicts.get(step="law")
    assert (kept.words, kept.place_title) == ("Why is Sam eight?", "Lesson 1, part 2: Worked example")
    assert "Why is Sam eight?" in words_of(desk.client("author").get(f"/reviews/{review.pk}/"))


def test_whoever_comes_back_sees_what_changed(desk: Desk) -> None:
    review = desk.review()
    desk.say(review, "author", "law", "forum")
    change_words(desk.module, "Say who does what, and how long.", by=desk.people["author"])
    page = desk.client("forum").get(f"/reviews/{review.pk}/")
    assert "What changed since you last said yes" in words_of(page)
    html = page.content.decode()
    assert re.search(r"<del>.*often\..*</del>", html) and re.search(r"<ins>.*long\..*</ins>", html)


def test_who_changed_our_words(desk: Desk) -> None:
    review = desk.review()
    desk.say(review, "author", "law", "forum")
    change_words(desk.module, "Say who does what, and how long.", by=desk.people["author"])
    path = f"/reviews/{review.pk}/words/"
    for name, who in (("author", "Ann Author"), ("forum", "Practice development lead")):
        page = words_of(desk.client(name).get(path))
        assert who in page and "taken out:" in page, name
    assert "Ann Author" not in words_of(desk.client("forum").get(path))


def test_a_guest_sees_what_they_were_asked_and_nothing_else(desk: Desk) -> None:
    review = desk.review()
    other = make_review(written_module(desk.council, "PM-42"))
    guest = desk.client("forum")
    assert "Module PM-41" in words_of(guest.get("/reviews/"))
    assert "Module PM-42" not in words_of(guest.get("/reviews/"))
    assert guest.get(f"/reviews/{review.pk}/").status_code == 200
    for path in (f"/reviews/{other.pk}/", f"/reviews/module/{desk.module.pk}/", "/reviews/start/", "/learn/"):
        assert guest.get(path).status_code == 404, path
    assert guest.post(f"/reviews/{review.pk}/publish").status_code == 404
    assert desk.client("coordinator").get(f"/reviews/{review.pk}/").status_code == 404


def test_a_day_that_has_passed_is_told_at_its_field(desk: Desk) -> None:
    review = desk.review()
    desk.say(review, "author", "law", "forum")
    past = {"live_on_day": "1", "live_on_month": "11", "live_on_year": "2026"}
    year = timezone.localdate().year
    client, path = desk.client("author"), f"/reviews/{review.pk}/publish"
    past["live_on_year"] = str(year)
    past["live_on_month"] = past["live_on_day"] = "1"
    page = client.post(path, past)
    assert "Choose a day that is still to come" in words_of(page)
    later = {"live_on_day": "1", "live_on_month": "6", "live_on_year": str(year + 1)}
    assert client.post(path, later).status_code == 302
    assert "Goes out 1 June" in words_of(client.get(f"/reviews/{review.pk}/"))
    assert Job.objects.get(topic="pages_due").due_at.year == year + 1


def test_the_editors_area_does_not_publish_and_says_how(desk: Desk) -> None:
    client = desk.client("author")
    client.get("/cms/")
    lesson = LessonPage.objects.child_of(desk.module).get()
    page = client.get(f"/cms/pages/{lesson.pk}/edit/").content.decode()
    assert 'name="action-publish"' not in page and f"/reviews/module/{desk.module.pk}/" in page
    assert "Nothing to mend here" in page
    assert "w-autosave" in page and "w-comments:init" in page
    for path in (f"pages/add/courses/lessonpage/{desk.module.pk}/", f"pages/{desk.module.pk}/edit/"):
        assert 'name="action-publish"' not in client.get(f"/cms/{path}").content.decode(), path
    bulk = client.get(f"/cms/bulk/wagtailcore/page/publish/?id={lesson.pk}").content.decode()
    assert "permission" in bulk
    client.post(f"/cms/bulk/wagtailcore/page/publish/?id={lesson.pk}")
    assert not LessonPage.objects.get(pk=lesson.pk).live


def test_what_is_left_to_do_stands_beside_the_page(desk: Desk) -> None:
    client = desk.client("author")
    client.get("/cms/")
    change_words(desk.module, "[Write here]. Section 42 says so.")
    lesson = LessonPage.objects.child_of(desk.module).get()
    page = words_of(client.get(f"/cms/pages/{lesson.pk}/edit/"))
    assert "Must be mended:" in page and "1 gap in square brackets" in page and "names section 42" in page
    listed = words_of(client.get(f"/reviews/checks/{programme_page(desk.council).pk}/"))
    assert "1 module of 1 has something to mend." in listed and "gap in square brackets" in listed


@pytest.mark.parametrize(
    ("mode", "has", "lacks"),
    [
        ("", "About answer a", "open to them"),
        ("learner", "As a coordinator: this is open to them", "About answer a"),
        ("week-2", "They do not have this yet. It opens in week 4.", "About answer a"),
        ("week-4", "As a starter in week 4: this is open to them", "About answer a"),
    ],
)
def test_a_draft_seen_as_somebody(desk: Desk, mode: str, has: str, lacks: str) -> None:
    programme = programme_page(desk.council)
    for number in (2, 4):
        ProgrammeWeek.objects.create(programme=programme, number=number, title=f"Week {number}")
    module = desk.module
    module.week = 4
    module.save()
    client = desk.client("author")
    client.get("/cms/")
    lesson = LessonPage.objects.child_of(module).get()
    answer = client.get(f"/cms/pages/{lesson.pk}/view_draft/?mode={mode}")
    page = words_of(answer)
    assert has in page and lacks not in page


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3, "before its first day"),
        (-3, "They do not have this yet. It opens in week 4."),
        (-24, "today, in week 4: this is open to them"),
        (-70, "after the last week: this is open to them"),
    ],
)
def test_a_draft_seen_as_a_cohort_today(desk: Desk, days: int, words: str) -> None:
    programme = programme_page(desk.council)
    ProgrammeWeek.objects.create(programme=programme, number=4, title="Week 4")
    module = desk.module
    module.week = 4
    module.save()
    module.save_revision(clean=False)
    starts_on = timezone.localdate() + datetime.timedelta(days=days)
    cohort = Cohort.objects.create(
        council=desk.council, name="COH-9", starts_on=starts_on, state="running", made_at=timezone.now()
    )
    client = desk.client("author")
    client.get("/cms/")
    page = client.get(f"/cms/pages/{module.pk}/edit/").content.decode()
    assert f"cohort-{cohort.pk}" in page and "As COH-9 today" in page
    draft = words_of(client.get(f"/cms/pages/{module.pk}/view_draft/?mode=cohort-{cohort.pk}"))
    assert (words if days < 0 else "They do not have this yet") in draft


@pytest.mark.parametrize("path", ["/reviews/", "/reviews/checks/{programme}/"])
def test_lists_cost_the_same_for_one_and_for_three(desk: Desk, path: str) -> None:
    client = desk.client("author")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(path.format(programme=programme_page(desk.council).pk)).status_code == 200
        return len(seen)

    client.get("/reviews/")
    desk.review()
    first = cost()
    for code in ("PM-42", "PM-43"):
        make_verdict(make_review(written_module(desk.council, code)))
    assert cost() == first


def test_publishing_does_not_slow_with_learners(desk: Desk) -> None:
    def cost(learners: int) -> int:
        lesson = LessonPage.objects.child_of(desk.module).get()
        for person in StaffFactory.create_batch(learners, council=desk.council):
            LessonProgress.objects.create(person=person, lesson=lesson, opened_at=timezone.now())
        review = desk.review()
        desk.say(review, "author", "law", "forum")
        with CaptureQueriesContext(connection) as seen:
            publish_review(
                review=review, live_at=None, until=None, by=desk.people["author"], at=timezone.now()
            )
        return len(seen)

    cost(0)
    change_words(desk.module, "Second words")
    without = cost(0)
    change_words(desk.module, "Third words")
    assert cost(50) == without
