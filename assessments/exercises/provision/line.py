"""A line of provision read once: its words, its amounts, which of them tell of review or training. Pure."""

from __future__ import annotations

from functools import cached_property

from assessments.exercises.provision.vocabulary import ACTIONS, REVIEW
from assessments.language.lexicons import Entry, Hit, Lexicon
from assessments.language.periods import quantities_of
from assessments.language.quantity import Quantity
from assessments.language.roles import ANYBODY, GIVERS
from assessments.language.text import Text, Token

GIVER, SOMEBODY = "giver", "anybody"
_PEOPLE = Lexicon([*(Entry(one, GIVER) for one in GIVERS), *(Entry(one, SOMEBODY) for one in ANYBODY)])
REVIEWING = frozenset(
    "review reviews reviewed monitor monitors monitored evaluate evaluates evaluated evaluation reassess "
    "reassesses reassessed rewrites rewritten updates updated progress".split()
)


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
    def people_places(self) -> set[int]:
        """The tokens that name somebody."""
        return {
            place
            for hit in self.people
            for place in range(hit.at, hit.at + len(hit.entry.phrase.replace("-", " ").split()))
        }

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

    def sentence_of(self, quantity: Quantity) -> int:
        """The sentence in which an amount stands."""
        return self.tokens[quantity.first].sentence

    def words_of(self, quantity: Quantity) -> str:
        """An amount as it was written."""
        return self.text.between(self.tokens[quantity.first].start, self.tokens[quantity.until - 1].end)

    @cached_property
    def review_clauses(self) -> set[int]:
        """The clauses that tell of a review. What follows `with` belongs to what stands before it."""
        starts = {match.start() for match in REVIEW.finditer(self.text.raw)}
        found = {one.clause for one in self.tokens if one.low in REVIEWING or one.start in starts}
        withs = {one.clause for one in self.tokens if one.low == "with"}
        return found | {clause for clause in withs if clause - 1 in found}

    def is_of_review(self, quantity: Quantity) -> bool:
        """Whether an amount tells when somebody looks at it again, and not when help is given."""
        return self.tokens[quantity.until - 1].clause in self.review_clauses

    def is_of_training(self, quantity: Quantity) -> bool:
        """Whether an amount tells of the training that somebody has had: trained for six hours."""
        before = [token.low for token in self.tokens[max(0, quantity.first - 7) : quantity.first]]
        if "trained" not in before:
            return False
        after = before[len(before) - before[::-1].index("trained") :]
        return not any(word in ACTIONS for word in after)

    def has_skill(self, sentence: int) -> bool:
        """Whether a sentence says what somebody was trained in, by whom, or how they are qualified."""
        tokens = [token for token in self.tokens if token.sentence == sentence]
        for place, token in enumerate(tokens):
            if place and tokens[place - 1].low in ("suitably", "appropriately"):
                continue
            following = tokens[place + 1].low if place + 1 < len(tokens) else ""
            if token.low in ("trained", "experienced") and following in ("by", "in", "to", "for", "on"):
                return True
            if token.low == "had" and "training" in {one.low for one in tokens[place : place + 6]}:
                return True
            if token.low in ("qualified", "qualification", "accredited", "certificate", "trains", "course"):
                return True
        return False
