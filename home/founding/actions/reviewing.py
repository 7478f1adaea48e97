"""Reviews in the demo's bank: most things agreed on by two, some by one, a few that have to change."""

from __future__ import annotations

import datetime
import random

from django.utils import timezone

from academy.people.models import User
from assessments.questions.actions.reviewing import retire_item, review_version
from assessments.questions.models import ItemVersion
from home.founding.actions.cast import Cast, ago, moment

PAPERS_NEED = frozenset({"C1.1", "C1.5", "C2.1"})
EXERCISES_NEED = ("X1", "X2")
UNTOUCHED, ONCE = 14, 6
"""So many wait for both reviews, and so many have one of the two."""
CHANGES = {
    "Q-0092": "Say who “the best” is for. A manager and a coordinator would not take the same step.",
    "Q-0088": "Two of the wrong answers are much shorter than the right one, which gives it away.",
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
    """The rest over the last year, until what is left is a short queue; one is retired."""
    rest = _waiting(people)
    chance.shuffle(rest)
    # Long answers are wanted by papers: a person marks them.
    rest.sort(key=lambda one: one.item.kind == "long_text", reverse=True)
    held = [one for one in rest if one.item.code in CHANGES]
    rest = [one for one in rest if one.item.code not in CHANGES]
    for place, version in enumerate(rest[: len(rest) - UNTOUCHED]):
        once = place >= len(rest) - UNTOUCHED - ONCE
        day = timezone.localdate(until) - datetime.timedelta(days=chance.randint(3, 20 if once else 320))
        pair = (people.pdl, _colleague(people, chance))
        _agree(version, pair[place % 2 :][:1] if once else pair, day, chance)
    for number, version in enumerate(held):
        words = CHANGES[version.item.code]
        at = ago(until, 6 + 3 * number, 45)
        review_version(version=version, verdict="change", words=words, by=people.seniors[number], at=at)
    old = ItemVersion.objects.select_related("item").get(
        item__council=people.council, item__code=RETIRED, state__in=("open", "reviewed")
    )
    retire_item(item=old.item, reason=RETIRED_WHY, by=people.pdl, at=ago(until, 12, 30))


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
