"""Seeded readers of the demo: they answer as people do, mostly right, and wrong in ways that others share."""

from __future__ import annotations

import datetime
import math
import random
from dataclasses import dataclass
from typing import Any

from assessments.questions.kinds import Answer, Ask, Content, Kind

BASE, EXERCISE = 2.9, 0.15
"""How likely a reader of usual ability is right on a usual question, as a logit: more than nine times in
ten; and a little more on each part of an exercise."""
BY_DIFFICULTY = {1: 0.6, 2: 0.0, 3: -0.7}
SPREAD = 0.7
"""How far questions of one difficulty lie apart."""
MISREAD = "Q-0011"
"""The question that nearly everybody gets wrong."""
MISREAD_CHANCE = 0.12
FAVOURITE = 0.7
"""The share of wrong answers that fall on the same wrong choice."""
TRAPPED = 0.15
"""How often somebody who falls into a trap is left in it: one trap alone fails a paper."""


@dataclass
class Reader:
    """Somebody with an ability (0 is usual) and their own chance."""

    ability: float
    chance: random.Random

    def answer(self, *, kind: Kind, code: str, difficulty: int, shown: Content) -> dict[str, Any]:
        """What this reader says to one item as it is shown."""
        said = self._say(kind, code, self.likely(code, difficulty), shown)
        if kind.mark(shown, said).nevers and self.chance.random() > TRAPPED:
            return dict(kind.model(shown))
        return said

    def wrong(self, *, kind: Kind, code: str, shown: Content) -> dict[str, Any]:
        """A wrong answer that falls into no trap, if there is one; all of it right where there is none."""
        said = self._say(kind, code, 0.0, shown)
        return dict(kind.model(shown)) if kind.mark(shown, said).nevers else said

    def likely(self, code: str, difficulty: int) -> float:
        """How likely one part of this item is right."""
        if code == MISREAD:
            return MISREAD_CHANCE
        ease = random.Random(code).gauss(0, SPREAD)  # noqa: S311 - a made-up history, not a secret
        of_kind = EXERCISE if code.startswith("X") else 0.0
        return 1 / (1 + math.exp(-(BASE + of_kind + BY_DIFFICULTY[difficulty] + ease + self.ability)))

    def _say(self, kind: Kind, code: str, likely: float, shown: Content) -> dict[str, Any]:
        model = kind.model(shown)
        return {
            ask.name: model[ask.name] if self.chance.random() < likely else self._miss(ask, code, model)
            for ask in kind.asks(shown)
            if ask.name in model
        }

    def _miss(self, ask: Ask, code: str, model: Answer) -> Any:
        """Another plausible answer to one ask."""
        right = model[ask.name]
        if ask.form in ("choice", "list"):
            return self._other(ask, code, right)
        if ask.form == "choices":
            return self._nearly(ask, right)
        return self._near(ask.form, str(right))

    def _other(self, ask: Ask, code: str, right: Any) -> Any:
        others = [value for value, _ in ask.choices if value not in (right, "")]
        if not others:
            return right
        # Ids of answers are shuffled with them, so the favourite is known by its words.
        words = dict(ask.choices)
        favourite = max(others, key=lambda one: random.Random(f"{code}{words[one]}").random())  # noqa: S311
        return favourite if self.chance.random() < FAVOURITE else self.chance.choice(others)

    def _nearly(self, ask: Ask, right: Any) -> list[str]:
        """One right answer left out, or one more ticked."""
        ticked = list(right)
        others = [value for value, _ in ask.choices if value not in ticked]
        if others and (len(ticked) < 2 or self.chance.random() < 0.5):
            return [*ticked, self.chance.choice(others)]
        ticked.pop(self.chance.randrange(len(ticked)))
        return ticked

    def _near(self, form: str, right: str) -> str:
        if form == "date":
            day = datetime.date.fromisoformat(right)
            return (day + datetime.timedelta(days=self.chance.choice((-7, -1, 1, 1, 7)))).isoformat()
        if form == "number":
            return str(max(0, round(float(right))) + self.chance.choice((-1, 1, 2, 5)))
        if form == "long":
            return right.partition(". ")[0]
        return "not sure"
