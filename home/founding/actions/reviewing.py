"""Reviews in the demo's bank: what came with the academy agreed on by two, and newer versions in review."""

from __future__ import annotations

import datetime
import random

from django.utils import timezone

from academy.people.models import User
from assessments.questions.actions.reviewing import retire_item, review_version
from assessments.questions.actions.wordings import Wording
from assessments.questions.actions.writing import offer_version, save_draft, start_version
from assessments.questions.models import Item, ItemVersion
from home.founding.actions.cast import Cast, ago, moment

PAPERS_NEED = frozenset({"C1.1", "C1.5", "C2.1"})
EXERCISES_NEED = ("X1", "X2", "X5")
REVISED = (
    "Q-0043", "Q-0056", "Q-0058", "Q-0064", "Q-0069", "Q-0072", "Q-0076", "Q-0079", "Q-0087", "Q-0088",
    "Q-0090", "Q-0092", "Q-0095", "Q-0097",
)  # fmt: skip
"""Questions of which a new version was offered in the last weeks: the review queue."""
ONCE = frozenset({"Q-0043", "Q-0064", "Q-0076", "Q-0095"})
"""Those of them with which one person has agreed."""
CHANGES = {
    "Q-0088": "The most senior person free that day may know the case well. Say that they do not.",
    "Q-0092": "The right answer is by far the longest, which gives it away. Make it shorter.",
}
RETIRED = "Q-0021"
RETIRED_WHY = "Knowing a date on a cover helps nobody with a case. Q-0017 asks what the Code is."


def review_first(*, people: Cast, since: datetime.datetime, chance: random.Random) -> None:
    """The questions that the papers need, in the weeks after the academy began."""
    for version in _waiting(people):
        plain = not version.item.kind.startswith("X") and version.item.kind != "long_text"
        if (plain and PAPERS_NEED & set(version.competencies)) or version.item.kind in EXERCISES_NEED:
            day = timezone.localdate(since) + datetime.timedelta(days=chance.randint(5, 45))
            _agree(version, (people.pdl, _colleague(people, chance)), day, chance)


def review_more(*, people: Cast, until: datetime.datetime, chance: random.Random) -> None:
    """The rest over the last year; then one is retired, and new versions of some begin the queue."""
    for version in _waiting(people):
        day = timezone.localdate(until) - datetime.timedelta(days=chance.randint(40, 360))
        _agree(version, (people.pdl, _colleague(people, chance)), day, chance)
    retired = Item.objects.get(council=people.council, code=RETIRED)
    retire_item(item=retired, reason=RETIRED_WHY, by=people.pdl, at=ago(until, 12, 30))
    for place, code in enumerate(REVISED):
        days = 22 - place * 3 // 2
        version = _revise(Item.objects.get(council=people.council, code=code), people, ago(until, days, 120))
        later, colleague = ago(until, days - 2, 45), people.seniors[place % 2]
        if code in CHANGES:
            words = CHANGES[code]
            review_version(version=version, verdict="change", words=words, by=colleague, at=later)
        elif code in ONCE:
            review_version(version=version, verdict="agree", words="", by=colleague, at=later)


def _revise(item: Item, people: Cast, at: datetime.datetime) -> ItemVersion:
    """A new version with a minute more, as people need it."""
    draft = start_version(item=item, by=people.pdl, at=at)
    names = ("title", "content", "competencies", "criteria", "law", "difficulty", "never")
    wording = Wording(
        **{name: getattr(draft, name) for name in names},
        law_as_at=draft.law_as_at,
        review_due=draft.review_due,
        minutes=draft.minutes + 1,
        change=f"{draft.minutes + 1} minutes instead of {draft.minutes}: people read every answer.",
    )
    saved = save_draft(version=draft, wording=wording, by=people.pdl, at=at)
    return offer_version(version=saved, by=people.pdl, at=at)


def _agree(version: ItemVersion, by: tuple[User, ...], day: datetime.date, chance: random.Random) -> None:
    for place, reviewer in enumerate(by):
        at = moment(day + datetime.timedelta(days=3 * place), chance.randrange(400))
        review_version(version=version, verdict="agree", words="", by=reviewer, at=at)


def _waiting(people: Cast) -> list[ItemVersion]:
    rows = ItemVersion.objects.filter(item__council=people.council, state="open")
    return list(rows.select_related("item").order_by("item__code"))


def _colleague(people: Cast, chance: random.Random) -> User:
    """A reviewer from practice: somebody who does not write questions."""
    return chance.choice((people.senior, people.senior, people.qa, *people.seniors[:2]))
