"""A line of provision read once: its words, its amounts, which of them tell of review or training. Pure."""

from __future__ import annotations

from functools import cached_property

from assessments.language.lexicons import Entry, Hit, Lexicon
from assessments.language.periods import quantities_of
from assessments.language.quantities import Quantity
from assessments.language.roles import ANYBODY, GIVERS
from assessments.language.text import Text, Token

GIVER, SOMEBODY = "giver", "anybody"
_PEOPLE = Lexicon([*(Entry(one, GIVER) for one in GIVERS), *(Entry(one, SOMEBODY) for one in ANYBODY)])
REVIEW = frozenset(
    "review reviews reviewed reviewing monitor monitors monitored evaluate evaluates evaluated evaluation "
    "reassess reassesses reassessed rewrites rewritten updates updated progress".split()
)
TRAINED = frozenset({"trained"})
SKILL = frozenset("trained qualified accredited certified experienced qualification certificate".split())


class Line:
    """A text about provision and what can be read from it."""

    def __init__(self, raw: str) -> None:
        self.text = Text(raw)

    @property
    def tokens(self) -> list[Token]:
        """The words, numbers and marks."""
        return self.text.tokens

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Every amount, in order."""
        return quantities_of(self.text)

    @cached_property
    def people(self) -> list[Hit]:
        """Everybody who is named by post, and everybody who is not."""
        return _PEOPLE.find(self.text)

    @cached_property
    def by_sentence(self) -> dict[int, list[Quantity]]:
        """The amounts of each sentence."""
        found: dict[int, list[Quantity]] = {}
        for quantity in self.quantities:
            found.setdefault(self.sentence_of(quantity), []).append(quantity)
        return found

    @cached_property
    def sentence_words(self) -> dict[int, set[str]]:
        """The words of each sentence."""
        found: dict[int, set[str]] = {}
        for token in self.tokens:
            found.setdefault(token.sentence, set()).add(token.low)
        return found

    @cached_property
    def clause_words(self) -> dict[int, set[str]]:
        """The words of each clause."""
        found: dict[int, set[str]] = {}
        for token in self.tokens:
            found.setdefault(token.clause, set()).add(token.low)
        return found

    def sentence_of(self, quantity: Quantity) -> int:
        """The sentence in which an amount stands."""
        return self.tokens[quantity.first].sentence

    def words_of(self, quantity: Quantity) -> str:
        """An amount as it was written."""
        return self.text.between(self.tokens[quantity.first].start, self.tokens[quantity.until - 1].end)

    def is_of_review(self, quantity: Quantity) -> bool:
        """Whether an amount tells when somebody looks at it again, and not when help is given."""
        return self._tells_of(quantity, REVIEW)

    def is_of_training(self, quantity: Quantity) -> bool:
        """Whether an amount tells of the training that somebody has had."""
        return self._tells_of(quantity, TRAINED)

    def _tells_of(self, quantity: Quantity, words: frozenset[str]) -> bool:
        last = self.tokens[quantity.until - 1].clause
        return bool(self.clause_words[last] & words)

    def has_skill(self, sentence: int) -> bool:
        """Whether a sentence says what somebody was trained in, by whom, or how they are qualified."""
        tokens = [token for token in self.tokens if token.sentence == sentence]
        for place, token in enumerate(tokens):
            following = tokens[place + 1].low if place + 1 < len(tokens) else ""
            if token.low in ("trained", "experienced") and following in ("by", "in", "to", "for", "on"):
                return True
            if token.low == "had" and "training" in {one.low for one in tokens[place : place + 6]}:
                return True
            if token.low in ("qualified", "qualification", "accredited", "certificate", "trains", "course"):
                return True
        return False
