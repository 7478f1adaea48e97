"""The pages of the bank: found, written, tried, offered, reviewed, retired; nothing typed is lost."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.people.models import User
from assessments.questions.models import Item, ItemReview, ItemVersion
from assessments.sittings.models import Paper
from tests.factories.assessments import CriterionFactory, InstrumentFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.items import ItemFactory, ItemReviewFactory, ItemVersionFactory, picks, sent
from tests.factories.learning import NOON
from tests.factories.practice import AttemptFactory, SumFactory
from tests.factories.worlds import CouncilWorld, council_world, second_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CouncilWorld:
    """A council with a competency and a criterion."""
    world = council_world()
    CompetencyFactory(domain__framework__council=world.council)
    CriterionFactory(instrument=InstrumentFactory(council=world.council))
    return world


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def author(world: CouncilWorld) -> Client:
    return as_(world.people["pdl"])


@pytest.fixture
def reviewer(world: CouncilWorld) -> Client:
    return as_(world.people["senior"])


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return " ".join(html.unescape(answer.content.decode()).split())


def post(client: Client, name: str, *args: object, follow: bool = False, **data: Any) -> Any:
    return client.post(reverse(name, args=args), data, follow=follow)


def said(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(html.unescape(answer.content.decode()).split())


def value(text: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', text) or re.search(
        rf'value="([^"]*)"[^>]* name="{name}"', text
    )
    assert found, name
    return found[1]


def main(text: str) -> str:
    return text[text.index('<main id="main"') : text.index("</main>")]


def test_the_list_shows_each_item_once_with_where_it_stands(world: CouncilWorld, author: Client) -> None:
    old = ItemVersionFactory(council=world.council, state="reviewed", title="An older title")
    ItemVersionFactory(item=old.item, state="draft", title="A newer title")
    ItemVersionFactory(council=world.council, state="retired", title="Gone")
    ItemVersionFactory(council=second_council().council, title="Brackenshire secret")
    text = main(page(author, "bank"))
    assert text.count("A newer title") == 1 and "An older title" not in text
    assert "Reviewed twice" in text and "Being written" in text and "Retired" in text
    assert "Brackenshire secret" not in text
    text = main(page(as_(world.people["senior"]), "bank"))
    assert "An older title" in text and "A newer title" not in text


def test_the_list_is_narrowed_down(world: CouncilWorld, author: Client, reviewer: Client) -> None:
    council = world.council
    CompetencyFactory(domain__framework__council=council, code="C1.2", position=1)
    first = ItemVersionFactory(council=council, title="Counting weeks", difficulty=3, law=["TR-05"])
    ItemVersionFactory(council=council, title="Naming schools", competencies=["C1.2"], state="reviewed")
    ItemVersionFactory(council=council, title="Retired one", state="retired")
    SumFactory(council=council, title="A sum")

    def found(**query: str) -> set[str]:
        text = main(page(author, "bank", **query))
        titles = ("Counting weeks", "Naming schools", "Retired one", "A sum")
        return {title for title in titles if f">{title}<" in text}

    assert found() == {"Counting weeks", "Naming schools", "Retired one", "A sum"}
    assert found(words="weeks count") == {"Counting weeks"}
    assert found(words=first.item.code.lower()) == {"Counting weeks"}
    assert found(kind="X99") == {"A sum"}
    assert found(competency="C1.2") == {"Naming schools"}
    assert found(difficulty="3") == {"Counting weeks"}
    assert found(law="tr-05") == {"Counting weeks"}
    assert found(state="reviewed") == {"Naming schools"}
    assert found(state="retired") == {"Retired one"}
    assert found(state="open", kind="PICKS") == {"Counting weeks"}
    assert found(words="nothing like this") == set()
    assert "No item is like this" in page(author, "bank", words="nothing like this")
    wrong = page(author, "bank", law="TR-999", difficulty="77", page="seven")
    assert "choose a key from the list" in wrong and "There is a problem" in wrong
    ItemReviewFactory(version=first, reviewer=world.people["senior"])
    waiting = main(page(reviewer, "bank", waiting="on"))
    assert "A sum" in waiting and "Counting weeks" not in waiting and "Naming schools" not in waiting


def test_a_new_item_is_written_with_rows_that_come_by_button(world: CouncilWorld, author: Client) -> None:
    assert "Pick one" in page(author, "bank_new")
    text = page(author, "bank_write", "PICKS")
    key, seen = value(text, "key"), value(text, "options-count")
    assert seen == "2" and '<option value="TR-05">' in text and "C5.4 Writes provision" in text
    typed = sent(key=key, **{"options-0-text": "Kept as typed"})
    text = said(post(author, "bank_write", "PICKS", **typed, more="options"))
    assert value(text, "options-count") == "3" and "Kept as typed" in text
    assert "There is a problem" not in text and not Item.objects.exists() and value(text, "key") == key
    typed |= {"options-count": "3", "options-2-text": "The parents"}
    text = said(post(author, "bank_write", "PICKS", **typed, less="options-1"))
    assert value(text, "options-count") == "2" and "The parents" in text and "The school" not in text
    for _ in range(2):
        answer = post(author, "bank_write", "PICKS", **sent(key=key), do="save")
        item = Item.objects.get()
        assert answer["Location"] == reverse("bank_edit", args=[item.pk])
    version = item.versions.get()
    assert (item.code, version.title, version.content) == ("Q-0001", "Section F", picks())
    assert (version.competencies, version.minutes, version.difficulty) == (["C5.4"], 3, 2)
    assert "Nothing is missing" in page(author, "bank_edit", item.pk)


def test_what_is_wrong_stands_at_its_place_and_nothing_is_saved_or_lost(author: Client) -> None:
    typed = sent("", picks("My long question"), about_minutes="soon", about_law_as_at_day="45")
    text = said(post(author, "bank_write", "PICKS", **typed, do="save"))
    assert "<title>Error: New item" in text and "My long question" in text and not Item.objects.exists()
    for field in ("about_title", "about_minutes", "about_law_as_at"):
        assert f'href="#id_{field}"' in text and f'id="id_{field}' in text
    assert "Answers" not in text.split("There is a problem")[1].split("</ul>")[0]
    text = said(post(author, "bank_write", "PICKS", **sent("T" * 161, about_minutes="2.5"), do="save"))
    assert "at most 160 characters" in text and "write a whole number" in text
    private = sent("A title", picks("Ring 07700 900123"), **{"options-1-why": "ME14 1XQ"})
    text = said(post(author, "bank_write", "PICKS", **private, do="save"))
    assert text.count("Take it out") >= 2 and not Item.objects.exists()
    assert 'href="#id_stem"' in text and 'href="#id_options-1-why"' in text
    assert "900123" not in text.split("There is a problem")[1].split("</ul>")[0]


def test_a_draft_with_gaps_is_saved_and_says_what_is_missing(author: Client) -> None:
    typed = sent(content={**picks(), "stem": ""}, competency="")
    answer = post(author, "bank_write", "PICKS", **typed, do="save", follow=True)
    text = said(answer)
    assert "Saved as Q-0001" in text and "There is a problem" not in text
    assert '<a class="govuk-link" href="#id_stem">Question: fill this in.</a>' in text
    assert '<a class="govuk-link" href="#id_about_competencies-0-code">Competency: choose' in text
    item = Item.objects.get()
    again = post(author, "bank_edit", item.pk, **typed, do="offer", seen=value(text, "seen"))
    text = said(again)
    assert "There is a problem" in text and 'href="#id_stem"' in text
    assert 'href="#id_about_competencies-0-code"' in text
    assert item.versions.get().state == "draft"


def test_a_sample_answer_is_marked_at_once_and_kept_through_every_button(author: Client) -> None:
    typed = sent(**{"try-pick": "1"})
    text = said(post(author, "bank_write", "PICKS", **typed, do="try"))
    assert "0 of 1 points" in text and "The council writes the plan." in text
    assert not Item.objects.exists() and "There is a problem" not in text
    text = said(post(author, "bank_write", "PICKS", **{**typed, "try-pick": "0"}, do="try"))
    assert "1 of 1 points" in text
    text = said(post(author, "bank_write", "PICKS", **typed, more="options"))
    assert re.search(r'name="try-pick"[^>]*value="1"[^>]*checked', text)
    gap = {**typed, "stem": ""}
    text = said(post(author, "bank_write", "PICKS", **gap, do="try"))
    assert 'href="#id_stem"' in text and value(text, "try-pick") == "1"
    assert "about_title" not in text.split("There is a problem")[1].split("</ul>")[0]
    text = said(post(author, "bank_write", "PICKS", **typed, do="save"))
    item = Item.objects.get()
    assert "Saved as Q-0001" in text and f'action="{reverse("bank_edit", args=[item.pk])}"' in text
    assert re.search(r'name="try-pick"[^>]*value="1"[^>]*checked', text)


def test_a_kind_that_varies_shows_two_drawings(author: Client) -> None:
    text = said(post(author, "bank_write", "X99", stem="Add", first="3", do="try", **{"try-sum": "4"}))
    assert "What is 3 + 1?" in text and "Another person sees" in text and "What is 3 + 2?" in text
    assert "1 of 1 points" in text
    text = said(post(author, "bank_write", "X99", stem="Add", first="3", do="try", seed="7"))
    assert "What is 3 + 7?" in text and "What is 3 + 8?" in text
    for odd in ("-1", "x", "9" * 40):
        said(post(author, "bank_write", "X99", stem="Add", first="3", do="try", seed=odd))


def test_saving_over_somebody_elses_save_asks_first(world: CouncilWorld, author: Client) -> None:
    post(author, "bank_write", "PICKS", **sent(), do="save")
    item = Item.objects.get()
    first, second = (page(author, "bank_edit", item.pk) for _ in range(2))
    said(post(author, "bank_edit", item.pk, **sent("From one window"), seen=value(first, "seen"), do="save"))
    text = said(
        post(author, "bank_edit", item.pk, **sent("From the other"), seen=value(second, "seen"), do="save")
    )
    assert "saved in another window" in text and 'value="From the other"' in text
    assert item.versions.get().title == "From one window"
    text = said(
        post(author, "bank_edit", item.pk, **sent("From the other"), seen=value(text, "seen"), do="save")
    )
    assert "Saved as Q-0001" in text and item.versions.get().title == "From the other"


def test_offered_from_the_editor_and_then_closed_to_change(world: CouncilWorld, author: Client) -> None:
    text = said(post(author, "bank_write", "PICKS", **sent(), do="offer", follow=True))
    item, version = Item.objects.get(), ItemVersion.objects.get()
    assert version.state == "open" and "waits for two reviews" in text and "Start a new version" in text
    text = said(post(author, "bank_edit", item.pk, **sent("Sly"), do="save", follow=True))
    assert "Start a new version" in text and ItemVersion.objects.get().title == "Section F"
    text = said(post(author, "bank_start", item.pk, follow=True))
    assert "version 2" in text and "What changed" in text
    text = said(
        post(author, "bank_edit", item.pk, **sent("Newer"), about_change="A title", do="offer", follow=True)
    )
    assert [one.state for one in item.versions.order_by("number")] == ["replaced", "open"]
    assert "Different from the version before: title" in text


def test_the_page_of_an_item_tells_everything(world: CouncilWorld, author: Client) -> None:
    old = ItemVersionFactory(
        council=world.council, state="replaced", title="Before", criteria=["F3"], law=["TR-05", "gone-key"]
    )
    new = ItemVersionFactory(
        item=old.item, title="Now", change="A clearer key", criteria=["F3"], law=["TR-05", "gone-key"],
        content=picks("Who writes section G?"), written_by=world.people["pdl"],
    )  # fmt: skip
    ItemReviewFactory(version=new, reviewer=world.people["qa"], verdict="change", words="Say which plan")
    AttemptFactory(person=world.people["coordinator"], version=old, shown={"first": 1, "second": 2})
    AttemptFactory(person=world.people["senior"], version=new, shown={"first": 1, "second": 2})
    for code, state, competency, assessed in (
        ("P-OPEN", "open", "C5.4", False),
        ("P-COUNTS", "open", "C5.4", True),
        ("P-OTHER", "open", "C1.1", False),
        ("P-CLOSED", "closed", "C5.4", False),
    ):
        paper = Paper.objects.create(
            council=world.council,
            code=code,
            title=f"Paper {code}",
            state=state,
            assessed=assessed,
            made_at=NOON,
        )
        paper.lines.create(position=1, count=3, competency=competency)
    text = page(author, "bank_item", old.item.pk)
    for words in (
        "Who writes section G?", "The council writes the plan.", "A clearer key", "Say which plan",
        "Different from the version before: Question, title", "Criterion F3", "Writes provision",
        "Paper P-OPEN",
    ):  # fmt: skip
        assert words in text, words
    for words in ("P-COUNTS", "P-OTHER", "P-CLOSED", "gone-key"):
        assert words not in text, words
    assert re.search(r"Tries in practice</dt><dd>2<", text)
    assert "Who writes section F?" in page(author, "bank_item", old.item.pk, version="1")
    for number in ("9", "x", "-1", "999999999"):
        assert author.get(reverse("bank_item", args=[old.item.pk]), {"version": number}).status_code == 404


def test_names_show_to_those_who_may_know_them_only(world: CouncilWorld) -> None:
    version = ItemVersionFactory(council=world.council, written_by=world.people["pdl"])
    stranger = world.people["other_manager"]
    ItemReviewFactory(version=version, reviewer=stranger, verdict="change", words="Say which plan")
    assert stranger.get_full_name() in page(as_(world.people["pdl"]), "bank_item", version.item.pk)
    ItemReviewFactory(version=version, reviewer=world.people["senior"], verdict="change", words="Mine")
    text = page(as_(world.people["senior"]), "bank_item", version.item.pk)
    assert stranger.get_full_name() not in text and "A reviewer" in text and "Say which plan" in text


def test_an_item_of_a_kind_that_is_gone_still_opens(world: CouncilWorld, author: Client) -> None:
    version = ItemVersionFactory(item=ItemFactory(council=world.council, kind="GONE"))
    assert "not in the software any more" in page(author, "bank_item", version.item.pk)
    assert "GONE" in page(author, "bank")
    assert author.get(reverse("bank_write", args=["GONE"])).status_code == 404


def test_a_review_from_the_queue_to_the_paper(world: CouncilWorld, reviewer: Client) -> None:
    version = ItemVersionFactory(council=world.council, title="Who writes F", written_by=world.people["pdl"])
    ItemReviewFactory(version=version, reviewer=world.people["qa"], words="Fine by me")
    text = page(reviewer, "bank_reviews")
    assert "Who writes F" in text and "1 person agrees" in text and "since today" in text
    text = page(reviewer, "bank_review", version.item.pk)
    assert "Which one?" in text and "Show the key and the reasons" in text and "Fine by me" not in text
    data = {"version": str(version.pk), "try-pick": "1"}
    text = said(post(reviewer, "bank_review", version.item.pk, **data, words="Half a thought", do="try"))
    assert "0 of 1 points" in text and "Half a thought" in text
    text = said(post(reviewer, "bank_review", version.item.pk, **data, do="send", verdict="change"))
    assert "Say what has to change" in text and 'href="#id_words"' in text
    assert re.search(r'name="try-pick"[^>]*value="1"[^>]*checked', text)
    data |= {"do": "send", "verdict": "agree"}
    text = said(post(reviewer, "bank_review", version.item.pk, **data, follow=True))
    version.refresh_from_db()
    assert version.state == "reviewed" and "may be used in assessed papers" in text
    text = said(post(reviewer, "bank_review", version.item.pk, **data, follow=True))
    assert ItemReview.objects.count() == 2 and "Fine by me" in text


def test_a_review_of_what_was_replaced_meanwhile_is_not_taken_for_the_newer(
    world: CouncilWorld, reviewer: Client
) -> None:
    old = ItemVersionFactory(council=world.council)
    old.state = "replaced"
    old.save()
    new = ItemVersionFactory(item=old.item, change="Another")
    text = said(
        post(reviewer, "bank_review", old.item.pk, version=str(old.pk), verdict="agree", words="", do="send")
    )
    assert "A newer version was offered" in text and not new.reviews.exists()


def test_authors_see_why_they_cannot_review_their_own(world: CouncilWorld, author: Client) -> None:
    version = ItemVersionFactory(council=world.council, written_by=world.people["pdl"])
    text = page(author, "bank_review", version.item.pk)
    assert "You wrote this version" in text and "Send my review" not in text
    text = said(
        post(author, "bank_review", version.item.pk, version=str(version.pk), verdict="agree", do="send")
    )
    assert "other people must review it" in text and not version.reviews.exists()
    assert "Nothing waits for your review" in page(author, "bank_reviews")


def test_retired_with_a_reason_and_brought_back(world: CouncilWorld, author: Client) -> None:
    version = ItemVersionFactory(council=world.council)
    text = said(post(author, "bank_retire", version.item.pk, reason=" "))
    assert "There is a problem" in text and 'href="#id_reason"' in text
    text = said(post(author, "bank_retire", version.item.pk, reason="Ring 07700 900123"))
    assert "Take it out" in text
    text = said(post(author, "bank_retire", version.item.pk, reason="The rule changed", follow=True))
    assert "Retired: The rule changed" in text and "Bring it back" in text
    text = said(post(author, "bank_retire", version.item.pk, reason="Again", follow=True))
    assert "retired already" in text
    text = said(post(author, "bank_bring_back", version.item.pk, follow=True))
    version.refresh_from_db()
    assert version.state == "open" and "is back" in text


def test_a_draft_is_thrown_away_after_asking_once(world: CouncilWorld, author: Client) -> None:
    draft = ItemVersionFactory(council=world.council, state="draft", title="Never mind")
    assert "the item was never offered" in page(author, "bank_discard", draft.item.pk).lower()
    assert ItemVersion.objects.filter(pk=draft.pk).exists()
    text = said(post(author, "bank_discard", draft.item.pk, follow=True))
    assert "is gone" in text and not Item.objects.filter(pk=draft.item.pk).exists()


def test_lists_and_pages_cost_the_same_for_any_number(world: CouncilWorld, author: Client) -> None:
    reviewers = [world.people[name] for name in ("senior", "qa", "manager")]

    def grow(number: int) -> ItemVersion:
        version = ItemVersionFactory(council=world.council, law=["TR-05"], criteria=["F3"])
        for _ in range(number - 1):
            version.state = "replaced"
            version.save()
            version = ItemVersionFactory(item=version.item, change="More", criteria=["F3"])
        for person in reviewers[:number]:
            ItemReviewFactory(version=version, reviewer=person, verdict="change", words="Say when")
        for _ in range(number):
            AttemptFactory(
                person=world.people["coordinator"], version=version, shown={"first": 1, "second": 2}
            )
        return version

    def costs(version: ItemVersion) -> list[int]:
        found = []
        for name, args in (
            ("bank", []),
            ("bank_reviews", []),
            ("bank_item", [version.item.pk]),
            ("bank_review", [version.item.pk]),
        ):
            url = reverse(name, args=args)
            assert author.get(url).status_code == 200
            with CaptureQueriesContext(connection) as queries:
                author.get(url)
            found.append(len(queries))
        return found

    few = costs(grow(1))
    grow(2)
    assert costs(grow(3)) == few
    assert max(few) <= 20
