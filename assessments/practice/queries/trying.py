"""One exercise as somebody does it, and one try as they read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from academy.people.access import visible
from academy.people.models import User
from assessments.practice.models import Attempt
from assessments.practice.queries.shelves import exercise_kinds
from assessments.questions.kinds import Answer, Ask, Content, Kind, Marked, kind_of
from assessments.questions.kinds.seeds import own_seed
from assessments.questions.models import ItemVersion
from assessments.questions.queries.live import live_versions
from assessments.questions.queries.showing import MarkedView, marked_view


@dataclass(frozen=True)
class Trying:
    """An exercise drawn for one try."""

    kind: Kind
    version: ItemVersion
    shown: Content
    seed: int

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What is asked."""
        return self.kind.asks(self.shown)


@dataclass(frozen=True)
class Said:
    """One answer beside what was asked."""

    label: str
    words: str
    long: bool


@dataclass(frozen=True)
class AttemptView:
    """One try: what was shown, what was said, what is said to it, and where to go on."""

    attempt: Attempt
    kind: Kind
    result: MarkedView
    said: tuple[Said, ...]
    next_version: ItemVersion | None

    @property
    def shown(self) -> Content:
        """What was shown."""
        shown: Content = self.attempt.shown
        return shown

    @property
    def again_url(self) -> str:
        """The same exercise once more."""
        item = self.attempt.version.item
        return reverse("practise_item", args=[item.kind, item.code])

    @property
    def again_words(self) -> str:
        """What the button says: an exercise that was drawn for this person is another one next time."""
        return "Another one like it" if self.kind.varies and self.shown.get("own", True) else "Try it again"

    @property
    def written(self) -> tuple[Said, ...]:
        """What was written at length, to be read again beside what is said to it."""
        return tuple(one for one in self.said if one.long)

    @property
    def next_url(self) -> str:
        """The exercise after this one; nothing after the last."""
        if self.next_version is None:
            return ""
        return reverse("practise_item", args=[self.next_version.item.kind, self.next_version.item.code])


def trying(*, actor: User, kind: str, code: str, seed: int | None = None) -> Trying | None:
    """An exercise drawn with a seed, or afresh for this person; None when there is none for them."""
    if kind not in {known.code for known in exercise_kinds()}:
        return None
    version = live_versions(actor=actor, kinds=[kind]).filter(item__code=code).first()
    if version is None:
        return None
    found = kind_of(kind)
    if seed is None:
        times = visible(actor, Attempt).filter(person=actor, version__item=version.item_id).count()
        seed = own_seed(person_id=actor.pk, times=times)
    return Trying(found, version, found.draw(version.content, seed), seed)


def attempt_view(*, actor: User, pk: int) -> AttemptView | None:
    """One of my own tries; None for anybody else's."""
    rows = visible(actor, Attempt).select_related("version__item")
    attempt = rows.filter(person=actor, pk=pk).first()
    if attempt is None:
        return None
    item = attempt.version.item
    kind = kind_of(item.kind)
    following = live_versions(actor=actor, kinds=[item.kind]).filter(item__pk__gt=item.pk)
    return AttemptView(
        attempt=attempt,
        kind=kind,
        result=marked_view(Marked.from_row(attempt.marked)),
        said=tuple(_said(kind.asks(attempt.shown), attempt.answer)),
        next_version=following.order_by("item__pk").first(),
    )


def _said(asks: tuple[Ask, ...], answer: Answer) -> list[Said]:
    """What was said, in the words of the form; what was left out is left out."""
    found: list[tuple[Ask, Any]] = [(ask, answer[ask.name]) for ask in asks if ask.name in answer]
    return [Said(ask.label, ask.words_of(said), ask.form == "long") for ask, said in found]
