"""Personal data in what people write: where it is and of what kind, never what it says.

The made-up names of a bundle may be used: it is invented and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.kit.words import paragraphs, plural

from .company import TITLES, TOKEN
from .scan import KIND_WORDS, Scanner
from .spelling import normal, plain
from .vocabulary import ORDINARY

MOST_TOLD = 8
MADE_UP = "Use the made-up names of the bundle, or a role such as “the parent”."
A_ROLE = "Write “you”, or a role such as “the parent”, and give the plan reference instead of a name."


@dataclass(frozen=True)
class Place:
    """Where something was found: in which text, which paragraph, and of which kind."""

    where: str
    paragraph: int
    kind: str

    def __str__(self) -> str:
        return f"{self.where}, paragraph {self.paragraph}: {self.kind[:1].lower()}{self.kind[1:]}"


class FoundPersonal(Refused):
    """Personal data was found. `places` say where; the text itself is nowhere in this."""

    def __init__(self, places: Sequence[Place], instead: str) -> None:
        told = [str(place) for place in places[:MOST_TOLD]]
        more = len(places) - len(told)
        if more:
            told.append(f"and {plural(more, 'more place')}")
        super().__init__(
            "This looks as if it is about a real person. "
            + "; ".join(told)
            + ". Take it out and try again. "
            + instead,
            code="personal",
        )
        self.places = tuple(places)


def invented_words(names: Iterable[str]) -> frozenset[str]:
    """The single words of made-up names, as the gate compares them."""
    return frozenset(plain(token) for name in names for token in TOKEN.findall(name))


def find_personal(text: str, *, where: str, scanner: Scanner, invented: frozenset[str]) -> list[Place]:
    """What the gate finds in a text, paragraph by paragraph, apart from made-up names and schools."""
    found: list[Place] = []
    for number, paragraph in enumerate(paragraphs(normal(text)), 1):
        kinds = {
            kind
            for start, end, kind in scanner.spans(paragraph)
            if not (kind in ("name", "school+year") and _is_invented(paragraph[start:end], invented))
        }
        found += [Place(where, number, KIND_WORDS[kind]) for kind in sorted(kinds)]
    return found


def _is_invented(span: str, invented: frozenset[str]) -> bool:
    """Whether a name is one of the bundle: words before it may be ordinary ("Dear"), none after it may.

    "Year 4 at" goes before the name of a school, so a school and a year of the bundle pass too.
    """
    words = [plain(token) for token in TOKEN.findall(span)]
    while words and words[-1] == "year":
        words.pop()
    while words and words[0] not in invented and _goes_before(words[0]):
        words.pop(0)
    return bool(words) and all(word in invented for word in words)


def _goes_before(word: str) -> bool:
    """Whether a word in front of a name is none itself: "Dear", "Mrs", the letter of a section."""
    return len(word) == 1 or word == "at" or word in ORDINARY or word in TITLES


def check_clean(
    parts: Iterable[tuple[str, str]],
    *,
    scanner: Scanner,
    invented: frozenset[str] = frozenset(),
    instead: str = MADE_UP,
) -> None:
    """Refused with every place when any of the texts (where, text) holds personal data.

    `instead` tells what to write: `A_ROLE` for words about real work, where nothing is made up.
    """
    places = [
        place
        for where, text in parts
        for place in find_personal(text, where=where, scanner=scanner, invented=invented)
    ]
    if places:
        raise FoundPersonal(places, instead)
