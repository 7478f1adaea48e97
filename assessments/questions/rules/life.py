"""The life of an item: who may take a step (`check_keep`, `check_reviewer`) and, apart from that, what the
state allows (the rest). A `can_` asks both, so that a button stands where the step would go through."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable
from typing import Any

from academy.kit.refusals import Refused
from academy.people.access import can, standing_of
from academy.people.models import User
from academy.people.roles import Right
from assessments.questions.models import Item, ItemReview, ItemVersion
from assessments.questions.states import LIVE, VERSION

ENOUGH = 2
"""Reviewers who have to agree, one of them from practice."""
IMMUTABLE = (
    "This version has been offered, so its words stay as they are: answers given to it must stay readable. "
    "Start a new version to change something."
)


def check_keep(actor: User, item: Item | None = None) -> None:
    """Refused unless the actor writes for the bank that the item is in."""
    if not can(actor, "keep_bank", item):
        raise Refused("You cannot change questions. Ask a practice development lead.", code="not_allowed")


def can_keep(actor: User, item: Item | None = None) -> bool:
    """Whether the actor writes for the bank."""
    return _passes(check_keep, actor, item)


def check_reviewer(actor: User, item: Item | None = None) -> None:
    """Refused unless the actor reviews for the bank that the item is in."""
    if not can(actor, "review_items", item):
        raise Refused("You cannot review questions. Ask a practice development lead.", code="not_allowed")


def is_retired(states: Collection[str]) -> bool:
    """Whether an item with versions in these states is out of use because somebody retired it."""
    return "retired" in states and not set(states) & set(LIVE)


def check_save(version: ItemVersion) -> None:
    """Refused for every version that was offered: nobody may change what people have answered."""
    if version.state != "draft":
        raise Refused(IMMUTABLE, code="state")


def check_start(states: Collection[str]) -> None:
    """Refused when nothing is in use that a new version could be made from."""
    if is_retired(states):
        raise Refused("This item is retired. Bring it back first.", code="state")
    if not set(states) & set(LIVE):
        raise Refused("This item has only a draft yet. Change that.", code="state")


def can_start(actor: User, item: Item, states: Collection[str]) -> bool:
    """Whether the actor may begin a new version: none is being written yet."""
    return "draft" not in states and can_keep(actor, item) and _passes(check_start, states)


def check_discard(version: ItemVersion) -> None:
    """Refused for everything but a draft."""
    if version.state != "draft":
        raise Refused("Only a draft can be thrown away. You can retire an item instead.", code="state")


def can_discard(actor: User, version: ItemVersion) -> bool:
    """Whether the actor may throw this version away."""
    return can_keep(actor, version.item) and _passes(check_discard, version)


def check_offer(version: ItemVersion, states: Collection[str], faults: int) -> None:
    """Refused for an item that is retired, a version that is not a draft, or one with something missing."""
    if is_retired(states):
        raise Refused("This item is retired. Bring it back first.", code="state")
    VERSION.after(version.state, "offer")
    if faults:
        one = "One thing is" if faults == 1 else f"{faults} things are"
        raise Refused(f"{one} still missing in this draft. Open it: each stands at its place.", code="faults")


def can_offer(actor: User, version: ItemVersion, states: Collection[str], faults: int) -> bool:
    """Whether the actor may offer this version."""
    return can_keep(actor, version.item) and _passes(check_offer, version, states, faults)


def check_review(version: ItemVersion, *, wrote: bool, said: bool) -> None:
    """Refused unless the version is open; its writers never review it, and nobody does so twice."""
    if version.state == "draft":
        raise Refused("This version has not been offered yet.", code="state")
    if version.state != "open":
        words = VERSION.words.get(version.state, version.state).lower()
        raise Refused(f"This version is not in review any more: {words}.", code="state")
    if wrote:
        raise Refused("You wrote this version, so other people must review it.", code="second_person")
    if said:
        raise Refused("You have reviewed this version already. One review counts once.", code="twice")


def can_review(actor: User, version: ItemVersion, *, wrote: bool, said: bool) -> bool:
    """Whether the actor may review this version."""
    who = _passes(check_reviewer, actor, version.item)
    return who and _passes(lambda: check_review(version, wrote=wrote, said=said))


def check_verdict(verdict: str, words: str) -> None:
    """Refused for a verdict that there is not, and for a change that nobody could make."""
    if verdict not in ItemReview.Verdict.values:
        raise Refused("Choose whether it may be used or has to change.", code="no_verdict")
    if verdict == ItemReview.Verdict.CHANGE and not words.strip():
        raise Refused("Say what has to change. The author will read it.", code="no_words")


def is_from_practice(person: User, on: datetime.date) -> bool:
    """Whether somebody did the work and did not write content on that day."""
    return Right.EDIT_CONTENT not in standing_of(person, on).rights


def is_confirmed(agreed: Iterable[bool]) -> bool:
    """Whether those who agreed are enough. Each says whether that reviewer is from practice."""
    from_practice = list(agreed)
    return len(from_practice) >= ENOUGH and any(from_practice)


def check_reason(reason: str) -> None:
    """Refused without a reason that somebody can read later."""
    if not reason.strip():
        raise Refused("Say why the item is retired. Whoever looks for it will read this.", code="no_reason")


def check_retire(states: Collection[str]) -> None:
    """Refused for an item of which nothing is in use."""
    if is_retired(states):
        raise Refused("This item is retired already.", code="state")
    if not set(states) & set(LIVE):
        raise Refused("This item is not in use yet. Throw its draft away instead.", code="state")


def can_retire(actor: User, item: Item, states: Collection[str]) -> bool:
    """Whether the actor may retire this item."""
    return can_keep(actor, item) and _passes(check_retire, states)


def check_bring_back(states: Collection[str]) -> None:
    """Refused for an item that is not retired."""
    if not is_retired(states):
        raise Refused("This item is not retired, so there is nothing to bring back.", code="state")


def can_bring_back(actor: User, item: Item, states: Collection[str]) -> bool:
    """Whether the actor may bring this item back."""
    return can_keep(actor, item) and _passes(check_bring_back, states)


def _passes(check: Callable[..., None], *args: Any) -> bool:
    try:
        check(*args)
    except Refused:
        return False
    return True
