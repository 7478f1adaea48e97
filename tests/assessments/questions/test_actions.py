"""The life of an item: drafts, offers, two reviews, retirement; twice is once; nothing offered changes."""

from __future__ import annotations

import datetime
import uuid

import pytest

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from assessments.questions.actions import (
    Wording,
    bring_back_item,
    discard_draft,
    offer_version,
    retire_item,
    review_version,
    save_draft,
    start_version,
    write_item,
)
from assessments.questions.models import Item, ItemReview, ItemVersion
from assessments.questions.queries.bank import reviews_waiting
from assessments.questions.queries.live import live_versions
from tests.factories.academy import StaffFactory
from tests.factories.items import ItemFactory, ItemVersionFactory, picks
from tests.factories.learning import NOON
from tests.factories.practice import AttemptFactory, SumFactory
from tests.factories.worlds import CouncilWorld, council_world, second_council

pytestmark = pytest.mark.django_db
LATER = NOON + datetime.timedelta(hours=1)
LAW = datetime.date(2026, 11, 1)


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def author(world: CouncilWorld) -> User:
    return world.people["pdl"]


def words(title: str = "Section F", **more: object) -> Wording:
    given: dict[str, object] = {"content": picks(), "law_as_at": LAW, "competencies": ("C5.4",)}
    return Wording(title=title, **{**given, **more})  # type: ignore[arg-type]


def written(author: User, **more: object) -> ItemVersion:
    return write_item(kind="PICKS", wording=words(**more), key=uuid.uuid4(), by=author, at=NOON)


def offered(author: User) -> ItemVersion:
    return offer_version(version=written(author), by=author, at=NOON)


def agree(version: ItemVersion, person: User, verdict: str = "agree", said: str = "") -> ItemReview:
    return review_version(version=version, verdict=verdict, words=said, by=person, at=LATER)


def verbs(item: Item) -> list[str]:
    rows = Entry.objects.filter(noun="item", noun_id=str(item.pk)).order_by("pk")
    return list(rows.values_list("verb", flat=True))


def state(version: ItemVersion) -> str:
    version.refresh_from_db()
    return version.state


def test_a_new_item_gets_the_next_code_of_its_kind_and_a_draft(author: User) -> None:
    first, second = written(author), written(author)
    assert [first.item.code, second.item.code] == ["Q-0001", "Q-0002"]
    ItemFactory(council=author.council, code="Q-0041")
    ItemFactory(council=author.council, code="Q-older")
    assert written(author).item.code == "Q-0042"
    sums = {"kind": "X99", "wording": words(content={"stem": "Add", "first": 2}), "by": author, "at": NOON}
    assert [write_item(key=uuid.uuid4(), **sums).item.code for _ in range(2)] == ["X99-1", "X99-2"]
    assert (first.number, first.state, first.written_by) == (1, "draft", author)
    assert verbs(first.item) == ["write"]
    assert live_versions(actor=author).count() == 0


def test_a_double_click_is_one_item(author: User) -> None:
    key = uuid.uuid4()
    same = [write_item(kind="PICKS", wording=words(), key=key, by=author, at=NOON) for _ in range(2)]
    assert same[0] == same[1] and Item.objects.count() == 1 and verbs(same[0].item) == ["write"]


def test_a_draft_is_saved_and_the_same_words_twice_are_one_save(author: User) -> None:
    draft = written(author)
    for _ in range(2):
        save_draft(version=draft, wording=words("Another"), by=author, at=LATER)
    draft.refresh_from_db()
    assert (draft.title, draft.written_at) == ("Another", LATER)
    assert verbs(draft.item) == ["write", "write"]


def test_a_draft_with_gaps_is_kept_and_not_offered(author: User) -> None:
    draft = written(author, content={"stem": "Who?", "options": [], "law": ""}, competencies=())
    with pytest.raises(Refused, match="2 things are still missing"):
        offer_version(version=draft, by=author, at=NOON)
    assert state(draft) == "draft"


def test_what_somebody_else_saved_since_is_not_overwritten(author: User, world: CouncilWorld) -> None:
    other = StaffFactory(team=world.own_team, role="R15")
    draft = written(author)
    save_draft(version=draft, wording=words("Theirs"), seen=NOON, by=other, at=LATER)
    with pytest.raises(Refused, match="saved in another window") as no:
        save_draft(version=draft, wording=words("Mine"), seen=NOON, by=author, at=LATER)
    assert no.value.code == "newer"
    save_draft(version=draft, wording=words("Theirs"), seen=NOON, by=author, at=LATER)
    save_draft(version=draft, wording=words("Mine"), seen=LATER, by=author, at=LATER)
    draft.refresh_from_db()
    assert draft.title == "Mine"


def test_nothing_that_was_offered_is_ever_changed(author: User, world: CouncilWorld) -> None:
    version = offered(author)
    for step in (
        lambda: None,
        lambda: [agree(version, world.people[name]) for name in ("senior", "qa")],
        lambda: retire_item(item=version.item, reason="Old", by=author, at=LATER),
    ):
        step()
        before = ItemVersion.objects.values().get(pk=version.pk)
        with pytest.raises(Refused, match="its words stay as they are"):
            save_draft(version=version, wording=words("Sly"), by=author, at=LATER)
        with pytest.raises(Refused, match="Only a draft"):
            discard_draft(version=version, by=author, at=LATER)
        assert ItemVersion.objects.values().get(pk=version.pk) == before


def test_numbers_of_real_people_do_not_come_in(author: User, world: CouncilWorld) -> None:
    private = picks("Ring 07700 900123 about him")
    with pytest.raises(Refused, match="Take it out"):
        written(author, content=private)
    draft = written(author)
    with pytest.raises(Refused, match="Take it out"):
        save_draft(version=draft, wording=words(content=private), by=author, at=LATER)
    version = offer_version(version=draft, by=author, at=NOON)
    with pytest.raises(Refused, match="Take it out"):
        agree(version, world.people["senior"], "change", "Ask jo.bloggs@gmail.com")
    with pytest.raises(Refused, match="Take it out"):
        retire_item(item=version.item, reason="Ask jo.bloggs@gmail.com", by=author, at=LATER)
    assert Item.objects.count() == 1 and not ItemReview.objects.exists() and state(version) == "open"


def test_offering_puts_it_into_practice_and_twice_is_once(author: User) -> None:
    version = offered(author)
    offer_version(version=version, by=author, at=LATER)
    assert (state(version), version.offered_at) == ("open", NOON)
    assert verbs(version.item) == ["write", "offer"]
    assert list(live_versions(actor=author)) == [version]


def test_a_new_version_starts_from_the_newest_in_use_and_replaces_it_when_offered(author: User) -> None:
    first = offered(author)
    draft = start_version(item=first.item, by=author, at=LATER)
    assert start_version(item=first.item, by=author, at=LATER) == draft
    assert (draft.number, draft.state, draft.content, draft.title) == (2, "draft", picks(), first.title)
    assert state(first) == "open"
    with pytest.raises(Refused, match="One thing"):
        offer_version(version=draft, by=author, at=LATER)
    save_draft(version=draft, wording=words("New", change="A new title"), by=author, at=LATER)
    offer_version(version=draft, by=author, at=LATER)
    assert (state(first), state(draft)) == ("replaced", "open")
    assert verbs(first.item) == ["write", "offer", "start", "write", "offer"]


def test_a_reviewed_version_stays_in_papers_until_the_newer_is_reviewed(
    author: User, world: CouncilWorld
) -> None:
    old = ItemVersionFactory(council=world.council, state="reviewed")
    draft = start_version(item=old.item, by=author, at=NOON)
    save_draft(version=draft, wording=words("New", change="A new title"), by=author, at=NOON)
    new = offer_version(version=draft, by=author, at=NOON)
    assert (state(old), state(new)) == ("reviewed", "open")
    agree(new, world.people["senior"])
    assert (state(old), state(new)) == ("reviewed", "open")
    agree(new, world.people["qa"])
    assert (state(old), state(new)) == ("replaced", "reviewed")


def test_a_draft_is_thrown_away_and_takes_an_item_with_it_that_has_nothing_else(author: User) -> None:
    version = offered(author)
    draft = start_version(item=version.item, by=author, at=LATER)
    assert discard_draft(version=draft, by=author, at=LATER) is True
    with pytest.raises(Refused, match="not there any more"):
        save_draft(version=draft, wording=words(), by=author, at=LATER)
    alone = written(author)
    number = alone.item.pk
    assert discard_draft(version=alone, by=author, at=LATER) is False
    assert not Item.objects.filter(pk=number).exists()
    assert Entry.objects.filter(noun="item", noun_id=str(number), verb="discard").exists()


def test_two_who_agree_confirm_it_and_a_third_comes_too_late(author: User, world: CouncilWorld) -> None:
    version = offered(author)
    agree(version, world.people["senior"])
    assert state(version) == "open"
    agree(version, world.people["manager"])
    assert state(version) == "reviewed"
    assert verbs(version.item)[-3:] == ["review", "review", "confirm"]
    with pytest.raises(Refused, match="not in review any more"):
        agree(version, world.people["qa"])
    assert version.reviews.count() == 2


def test_two_authors_alone_do_not_confirm(author: User, world: CouncilWorld) -> None:
    version = offered(author)
    for _ in range(2):
        agree(version, StaffFactory(team=world.own_team, role="R15"))
    assert state(version) == "open"
    agree(version, world.people["senior"])
    assert state(version) == "reviewed"


def test_what_a_reviewer_was_at_the_time_counts(author: User, world: CouncilWorld) -> None:
    version = offered(author)
    promoted = world.people["senior"]
    agree(version, promoted)
    promoted.posts.update(ends_on=LATER.date())
    promoted.posts.create(
        role="R15", team=world.own_team, starts_on=LATER.date() + datetime.timedelta(days=1)
    )
    review_version(
        version=version, verdict="agree", words="", at=LATER + datetime.timedelta(days=5),
        by=StaffFactory(team=world.own_team, role="R15"),
    )  # fmt: skip
    assert state(version) == "reviewed"


def test_a_change_that_is_asked_for_confirms_nothing(author: User, world: CouncilWorld) -> None:
    version = offered(author)
    agree(version, world.people["senior"], "change", "Say when")
    agree(version, world.people["qa"])
    assert state(version) == "open"


def test_nobody_reviews_what_they_wrote_even_when_somebody_saved_after_them(
    author: User, world: CouncilWorld
) -> None:
    other = StaffFactory(team=world.own_team, role="R15")
    draft = written(author)
    save_draft(version=draft, wording=words("Better"), by=other, at=LATER)
    version = offer_version(version=draft, by=other, at=LATER)
    for writer in (author, other):
        with pytest.raises(Refused, match="You wrote this version"):
            agree(version, writer)
        assert version not in reviews_waiting(actor=writer)
    assert version in reviews_waiting(actor=world.people["senior"])


def test_one_person_reviews_once_and_a_second_click_is_the_same_review(
    author: User, world: CouncilWorld
) -> None:
    version, senior = offered(author), world.people["senior"]
    first = agree(version, senior)
    assert agree(version, senior) == first and version.reviews.count() == 1
    with pytest.raises(Refused, match="already"):
        agree(version, senior, "change", "After all")
    assert state(version) == "open" and verbs(version.item) == ["write", "offer", "review"]
    assert version not in reviews_waiting(actor=senior)


def test_retiring_takes_it_out_of_draws_and_leaves_what_was_answered(
    author: User, world: CouncilWorld
) -> None:
    version = SumFactory(council=world.council, state="reviewed")
    attempt = AttemptFactory(person=world.people["coordinator"], version=version)
    with pytest.raises(Refused, match="Say why"):
        retire_item(item=version.item, reason=" ", by=author, at=NOON)
    retire_item(item=version.item, reason="The rule changed", by=author, at=NOON)
    assert state(version) == "retired" and not live_versions(actor=author).exists()
    attempt.refresh_from_db()
    assert attempt.version == version and attempt.shown
    entry = Entry.objects.get(noun="item", verb="retire")
    assert entry.detail == {"reason": "The rule changed"}
    with pytest.raises(Refused, match="already"):
        retire_item(item=version.item, reason="Again", by=author, at=LATER)
    bring_back_item(item=version.item, by=author, at=LATER)
    assert state(version) == "open"
    with pytest.raises(Refused, match="not retired"):
        bring_back_item(item=version.item, by=author, at=LATER)


def test_a_draft_of_a_retired_item_waits_until_it_is_back(author: User) -> None:
    version = offered(author)
    draft = start_version(item=version.item, by=author, at=NOON)
    save_draft(version=draft, wording=words("New", change="A new title"), by=author, at=NOON)
    retire_item(item=version.item, reason="The rule changed", by=author, at=NOON)
    with pytest.raises(Refused, match="Bring it back first"):
        offer_version(version=draft, by=author, at=LATER)
    bring_back_item(item=version.item, by=author, at=LATER)
    offer_version(version=draft, by=author, at=LATER)
    assert (state(version), state(draft)) == ("replaced", "open")


def test_who_may(author: User, world: CouncilWorld) -> None:
    version = offered(author)
    for name in ("coordinator", "senior", "manager", "qa", "head", "admin", "partner"):
        by = world.people[name]
        for act in (
            lambda by=by: written(by),
            lambda by=by: start_version(item=version.item, by=by, at=NOON),
            lambda by=by: retire_item(item=version.item, reason="x", by=by, at=NOON),
            lambda by=by: offer_version(version=version, by=by, at=NOON),
            lambda by=by: bring_back_item(item=version.item, by=by, at=NOON),
        ):
            with pytest.raises(Refused, match="Ask a practice development lead"):
                act()
    for name in ("coordinator", "head", "admin", "partner"):
        with pytest.raises(Refused, match="You cannot review"):
            agree(version, world.people[name])
    stranger = second_council().people["pdl"]
    for act in (
        lambda: agree(version, stranger),
        lambda: retire_item(item=version.item, reason="x", by=stranger, at=NOON),
        lambda: start_version(item=version.item, by=stranger, at=NOON),
    ):
        with pytest.raises(Refused):
            act()
