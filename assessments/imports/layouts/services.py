"""Which service a log of advice means, by number, by name, by what it is called in short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from .grades import word_key

EMPTY_WORDS = frozenset("the of and for a service services team nhs trust council".split())
SHORT = {
    "ep": "educational psychology", "eps": "educational psychology", "ed psych": "educational psychology",
    "salt": "speech and language therapy", "slt": "speech and language therapy",
    "ot": "occupational therapy", "csc": "children s social care", "social care": "children s social care",
    "sts": "specialist teaching", "camhs": "mental health", "yjs": "youth justice",
}  # fmt: skip
"""What services are called in short."""


@dataclass(frozen=True)
class Service:
    """One organisation that writes advice: the key it is stored by, its number, its name."""

    key: Hashable
    ref: str
    name: str


@dataclass(frozen=True)
class Found:
    """The answer: the key of a service, or the reason why none fits."""

    key: Hashable | None = None
    detail: str = ""


class ServiceBook:
    """Finds the services of one council by what a file calls them; what fits two fits none."""

    def __init__(self, services: Iterable[Service] = ()) -> None:
        self.services = tuple(services)
        self._by_ref = {word_key(one.ref): one for one in self.services}
        self._by_name: defaultdict[str, list[Service]] = defaultdict(list)
        for one in self.services:
            self._by_name[word_key(one.name)].append(one)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Number and name of each, by name: what a person chooses from."""
        return tuple((one.ref, one.name) for one in sorted(self.services, key=lambda one: one.name))

    def resolve(self, written: str, told: Mapping[str, str] | None = None) -> Found:
        """Which service is meant: as a person said, by number, by name, by words that only one name has."""
        key = word_key(written)
        if not key:
            return Found(detail="blank")
        by_ref = self._by_ref.get(word_key((told or {}).get(key, ""))) or self._by_ref.get(key)
        if by_ref is not None:
            return Found(by_ref.key)
        found = self._by_name.get(key) or self._by_words(SHORT.get(key, key))
        if len(found) == 1:
            return Found(found[0].key)
        return Found(detail="ambiguous_service" if found else "unknown_service")

    def _by_words(self, key: str) -> list[Service]:
        words = _words(key)
        return [one for one in self.services if words and words <= _words(one.name)]


def _words(text: str) -> set[str]:
    return set(word_key(text).replace("'", " ").replace("’", " ").split()) - EMPTY_WORDS
