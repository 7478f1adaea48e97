"""Practice in the demo: exercises that two people have tried, and what the coordinator keeps fresh."""

from __future__ import annotations

import datetime
import random
import uuid

from academy.people.models import User
from assessments.practice.actions import mark_attempt
from assessments.practice.queries import trying
from assessments.questions.kinds import kind_of
from assessments.questions.models import ItemVersion
from courses.retrieval.actions import answer_turn, say_felt, start_round
from courses.retrieval.memory import EASY, HARD
from home.founding.actions.cast import Cast, ago
from home.founding.actions.readers import Reader

TRIED = {
    "coordinator": (
        "X2-1", "X2-2", "X2-2", "X2-3", "X2-5", "X5-1", "X5-2", "X5-3", "X5-3", "X1-1", "X1-4", "X3-1",
        "X4-1", "X7-1", "X8-1", "X11-1",
    ),
    "starter": ("X1-1", "X1-2", "X2-1", "X2-1", "X5-1", "X4-1"),
}  # fmt: skip
KEPT: dict[str, tuple[int, ...]] = {"coordinator": (16, 9, 2)}
"""How many days ago a round of five was answered."""


def practise(*, people: Cast, until: datetime.datetime, chance: random.Random) -> None:
    """Attempts at exercises, right and wrong, and rounds of five of which some come back today."""
    for person, name, ability in (
        (people.coordinator, "coordinator", -1.0),
        (people.starter, "starter", -1.6),
    ):
        reader, codes = Reader(ability, chance), TRIED[name]
        for place, code in enumerate(codes):
            again = code in codes[place + 1 :]
            at = ago(until, 1 + 2 * (len(codes) - place), 30 + 7 * place)
            _try(code, person, reader, at, wrong=again)
        for days in KEPT.get(name, ()):
            _keep(person, reader, ago(until, days, 15))


def _try(code: str, person: User, reader: Reader, at: datetime.datetime, *, wrong: bool) -> None:
    """One try at what the page would draw for this person. What is tried again went wrong at first."""
    drawn = trying(actor=person, kind=code.partition("-")[0], code=code)
    if drawn is None:
        raise LookupError(code)
    if wrong:
        said = reader.wrong(kind=drawn.kind, code=code, shown=drawn.shown)
    else:
        said = reader.answer(
            kind=drawn.kind, code=code, difficulty=drawn.version.difficulty, shown=drawn.shown
        )
    key = uuid.UUID(int=reader.chance.getrandbits(128), version=4)
    mark_attempt(version=drawn.version, key=key, seed=drawn.seed, answer=said, by=person, at=at)


def _keep(person: User, reader: Reader, at: datetime.datetime) -> None:
    """One round of five, answered to its end; of what was right they sometimes say how it felt."""
    turn = start_round(by=person, at=at)
    if turn is None:
        return
    for one in turn.round.turns.select_related("version__item", "round").order_by("position"):
        at += datetime.timedelta(seconds=reader.chance.randint(25, 70))
        review = answer_turn(turn=one, answer=_answer(one.version, one.seed, reader), by=person, at=at)
        if review.right and reader.chance.random() < 0.4:
            say_felt(review=review, felt=reader.chance.choice((HARD, EASY)), by=person, at=at)


def _answer(version: ItemVersion, seed: int, reader: Reader) -> dict[str, object]:
    kind = kind_of(version.item.kind)
    shown = kind.draw(version.content, seed)
    return reader.answer(kind=kind, code=version.item.code, difficulty=version.difficulty, shown=shown)
