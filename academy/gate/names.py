"""Names of people in a text: by title, by initial, by given name, in pairs, and by the company they keep.

Pure. Any named adult is personal; roles ("the SENCO") are not. A word that may be a name or not ("Will",
"May", "Mark") counts as one only beside a verb or a noun that goes with a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import vocabulary
from .company import (
    ACRONYMS,
    ADVERB,
    AFTER,
    AFTER_MODAL,
    CALENDAR,
    CALENDAR_BEFORE,
    COMPANY_AFTER,
    COMPANY_BEFORE,
    INITIAL,
    LISTED,
    LOWER_AFTER,
    LOWER_BEFORE,
    LOWER_TITLE,
    MODAL,
    POSSESSED,
    SENTENCE_END,
    TITLE,
    TITLES,
    TOKEN,
    WEAK_AFTER,
)
from .identifiers import Span
from .spelling import (
    ENGLISH_ENDING,
    FAMILY,
    FOREIGN,
    GIVEN,
    LOWER_WORDS_TOO,
    ORDINARY,
    WORDS,
    plain,
)
from .vocabulary import AMBIGUOUS, BODY


class NameFinder:
    """Finds names; told once which adults work here."""

    def __init__(self, staff_words: frozenset[str] = frozenset()) -> None:
        known = frozenset(plain(word) for word in staff_words if len(word) > 1)
        ordinary = ORDINARY - GIVEN
        self.ambiguous = AMBIGUOUS | (known & ordinary)
        self.given = (GIVEN | known) - self.ambiguous
        self.listed = self.given | FAMILY
        self.unmistakable = (GIVEN | FAMILY) - AMBIGUOUS - WORDS - LOWER_WORDS_TOO
        self.ordinary = ordinary | AMBIGUOUS | BODY

    def find(self, text: str) -> Iterator[Span]:
        """Spans of names, possibly overlapping, in a text that is `normal`."""
        if not text.isascii():
            yield from (match.span() for match in FOREIGN.finditer(text))
        if not re.search(r"[^\W\d_]{2}", text):
            return
        yield from self._titled(text)
        tokens = [(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text)]
        headline = sum(len(word) > 3 for _, _, word in tokens) > 1 and all(
            word[0].isupper() for _, _, word in tokens if len(word) > 3
        )
        skip = -1
        for place, (start, end, word) in enumerate(tokens):
            if place <= skip:
                continue
            name = plain(word)
            if self._lower_or_shouted(text, tokens, place, name):
                yield start, end
                continue
            if not self._capital(word):
                continue
            run = self._run(text, tokens, place)
            if self._is_body(text, tokens, run):
                skip = run
                continue
            if run > place and self._full_name(tokens[place : run + 1], self._starts(text, start)):
                yield start, tokens[run][1]
                skip = run
                continue
            if self._alone(text, tokens, place, name, headline=headline):
                yield start, end

    def _titled(self, text: str) -> Iterator[Span]:
        for match in TITLE.finditer(text):
            follows = match.group(2)
            if plain(match.group(1)) not in vocabulary.ORDINARY - GIVEN or match.group().startswith("M"):
                both = follows and plain(follows) not in self.ordinary
                yield match.start(), match.end(2) if both else match.end(1)
        for match in LOWER_TITLE.finditer(text):
            if not self._is_ordinary(match.group(1), plain(match.group(1))):
                yield match.span()
        for pattern in (INITIAL, LISTED):
            for match in pattern.finditer(text):
                name = plain(match.group(1))
                short = match.group(1).isupper() and len(name) < 5
                ordinary = short or self._is_ordinary(match.group(1), name)
                if not ordinary and name not in TITLES and (name not in GIVEN or pattern is LISTED):
                    yield match.span()

    def _is_ordinary(self, word: str, name: str) -> bool:
        """Known, ends like an English word, or made of known words ("Re-audit", "Well-written")."""
        if name in self.listed:
            return False
        if name in self.ordinary or ENGLISH_ENDING.fullmatch(name) or self._bent(name):
            return True
        front, _, back = name.partition("-")
        return (
            bool(back)
            and front in self.ordinary
            and (word.partition("-")[2].islower() or back in self.ordinary)
        )

    def _bent(self, name: str) -> bool:
        """A known word with an ending: "targets", "deliveries", "relied"."""
        for ending, instead in (
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("ed", ""),
            ("d", ""),
            ("ied", "y"),
            ("ly", ""),
        ):
            if name.endswith(ending) and len(name) > len(ending) + 2:
                stem = name[: -len(ending)] + instead
                if stem in WORDS or stem in vocabulary.ORDINARY or stem in BODY:
                    return True
        return False

    def _capital(self, word: str) -> bool:
        """Written like a name: one capital in front, others only where names have them (McLean, O'Hara)."""
        if not word[0].isupper() or len(word) < 2 or word[1:].isupper():
            return False
        inside = re.sub(
            r"^(?:Mc|Mac|Ó|O['’]|D['’]|Fitz|De|Le|Van)|[-'’].", "", word[1:] if len(word) < 4 else word
        )
        return not any(letter.isupper() for letter in inside[1:])

    def _lower_or_shouted(self, text: str, tokens: list[tuple[int, int, str]], place: int, name: str) -> bool:
        start, _, word = tokens[place]
        if len(name) <= 3 or not (word.islower() or word.isupper()):
            return False
        if name in self.unmistakable and word not in ACRONYMS:
            return True
        if self._is_ordinary(word, name) or name in self.given:
            return False
        if word.islower():
            following = tokens[place + 1][2] if place + 1 < len(tokens) else ""
            return following in LOWER_AFTER or bool(LOWER_BEFORE.search(text[max(0, start - 24) : start]))
        return any(
            0 <= beside < len(tokens)
            and len(tokens[beside][2]) > 3
            and tokens[beside][2].isupper()
            and abs(tokens[beside][0] - start) <= max(len(tokens[beside][2]), len(word)) + 2
            and not self._is_ordinary(tokens[beside][2], plain(tokens[beside][2]))
            for beside in (place - 1, place + 1)
        )

    def _run(self, text: str, tokens: list[tuple[int, int, str]], place: int) -> int:
        """The last token of the row of capitalised words, parted by blanks only, that starts here."""
        while (
            place + 1 < len(tokens)
            and text[tokens[place][1] : tokens[place + 1][0]] in (" ", "  ", "\u00a0")
            and self._capital(tokens[place + 1][2])
            and not tokens[place][2].endswith(("'s", "’s"))
        ):
            place += 1
        return place

    def _is_body(self, text: str, tokens: list[tuple[int, int, str]], run: int) -> bool:
        last = plain(tokens[run][2])
        if last in BODY and last not in self.given:
            return True
        following = text[tokens[run][1] : tokens[run][1] + 20].strip().split(" ")[0].strip(".,;").lower()
        return following in {
            "school",
            "academy",
            "college",
            "primary",
            "council",
            "hospital",
            "trust",
            "road",
            "street",
        }

    def _full_name(self, run: list[tuple[int, int, str]], first_in_sentence: bool) -> bool:
        words = [plain(word) for _, _, word in run]
        strange = [
            name for (_, _, word), name in zip(run, words, strict=True) if not self._is_ordinary(word, name)
        ]
        if any(word in self.listed for word in words):
            return True
        if len(strange) >= 2:
            return True
        return len(strange) == 1 and words[0] in self.ambiguous and words[-1] == strange[0]

    def _starts(self, text: str, start: int) -> bool:
        return bool(SENTENCE_END.search(text[max(0, start - 12) : start]))

    def _alone(
        self, text: str, tokens: list[tuple[int, int, str]], place: int, name: str, *, headline: bool
    ) -> bool:
        start, end, word = tokens[place]
        if name in self.listed:
            return True
        before, after = (
            text[max(0, start - 40) : start],
            text[end - (2 if word.endswith(("'s", "’s")) else 0) : end + 40],
        )
        first = self._starts(text, start)
        if name in self.ambiguous:
            return self._ambiguous_alone(tokens, place, name, before, after, first)
        if self._is_ordinary(word, name):
            return False
        if COMPANY_AFTER.match(after) or POSSESSED.match(after) or COMPANY_BEFORE.search(before):
            return True
        return self._verb_after(tokens, place, AFTER) or not (first or headline)

    def _ambiguous_alone(
        self, tokens: list[tuple[int, int, str]], place: int, name: str, before: str, after: str, first: bool
    ) -> bool:
        if COMPANY_AFTER.match(after) or POSSESSED.match(after) or self._beside_a_name(tokens, place):
            return True
        if not first and COMPANY_BEFORE.search(before):
            return not (name in CALENDAR and CALENDAR_BEFORE.search(before))
        if self._verb_after(tokens, place, AFTER - WEAK_AFTER):
            return True
        if first:
            return name not in CALENDAR and self._verb_after(
                tokens, place, frozenset({"needs", "has", "is", "was", "will"})
            )
        if name in CALENDAR:
            return not CALENDAR_BEFORE.search(before) and self._verb_after(tokens, place, AFTER)
        return True

    def _verb_after(self, tokens: list[tuple[int, int, str]], place: int, verbs: frozenset[str]) -> bool:
        following = [word for _, _, word in tokens[place + 1 : place + 4]]
        if following and following[0] in ADVERB:
            following = following[1:]
        if len(following) > 1 and following[0] in MODAL and following[1] in AFTER_MODAL:
            return True
        return bool(following) and following[0] in verbs

    def _beside_a_name(self, tokens: list[tuple[int, int, str]], place: int) -> bool:
        following = [word for _, _, word in tokens[place + 1 : place + 3]]
        return len(following) == 2 and following[0] in ("and", "or") and plain(following[1]) in self.given
