"""How words are written: the gate's lists put together, and spellings made alike before they are compared."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from . import hands, vocabulary
from .vocabulary import AMBIGUOUS


def _read_words() -> frozenset[str]:
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


GIVEN = vocabulary.GIVEN | hands.GIVEN_OF_MANY_HANDS
WORDS = _read_words()
"""Words that are written in lower case, from the product's own pages, and terms of the field."""
ORDINARY = vocabulary.ORDINARY | WORDS
FAMILY = hands.FAMILY - ORDINARY - AMBIGUOUS
ENGLISH_ENDING = re.compile(
    r".{2,}(?:tion|sion|ment|ness|ity|ism|ology|graphy|therapy|ically|ical|ive|ous|ance|ence|ship|hood|able|ible|ful"
    r"|less|wards?|lexia|praxia|phasia|calculia|lalia|isation|ising|ised|ing|edly)s?$"
)
"""Endings of English words that hardly any name has; a listed name is a name all the same."""
STRANGE_LETTERS = str.maketrans("łŁøØđĐıħŋßþæœ", "lLoOdDihnstao")
"""Letters that do not come apart into a plain letter and an accent."""
FOREIGN = re.compile(
    r"[^\W\d_\u0000-\u024f\u0370-\u03ff\u1e00-\u1eff\u2c60-\u2c7f\ufb00-\ufb06\uff21-\uff5a]+"
)
"""Letters of other scripts (not Latin; Greek letters name angles and groups). Comments are in English: what
is written in another script is, as a rule, a person."""
#: Given names that are written in lower case as words, so that only a capital makes them names.
LOWER_WORDS_TOO = frozenset(
    "bailey barney blake bonnie brooke carol casey chase clay dale darcy daria devon "
    "dion eden ellis ember evelyn"
    " fern florence frank georgia gene hazel heather holly iris ivan jack jade jasmine "
    "jerry jersey jordan lance"
    " lane lily logan lola luna madison mason mercedes miles morgan nana noel nora norma "
    "olive page paige parker"
    " paris penny perry peter polly poppy portia precious preston raven reece reese "
    "robin roman rosemary rowan ruby"
    " russell saffron sandy savannah scarlet scott sherry sienna sierra skye sol spencer "
    "stan sultan sydney taylor"
    " troy tudor tyler tyson violet warren wendy willow woody wren said viola aurora "
    "avery basil guy rose myrtle"
    " carpenter potter swift chambers butcher fisher finch slater barker collier palmer cooke wells mills"
    " burrows hope turner walker harper cole hobbs holmes nash hardy franklin townsend lester"
    " salisbury coleman"
    " alma ezra angus arthur austin bella bobby chelsea trinity lucian malachi verity hilary".split()
)


def normal(text: str) -> str:
    """The text as the gate reads it: letters composed, wide letters narrow, invisible characters gone."""
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    return re.sub(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]", "", text)


def plain(word: str) -> str:
    """The word in lower case, without accents, a possessive or a verb drawn together ("I've", "he'd")."""
    bare = (
        unicodedata.normalize("NFKD", word.translate(STRANGE_LETTERS)).encode("ascii", "ignore").decode()
        or word
    )
    return re.sub(r"'(?:s|d|m|ve|ll|re)?$", "", bare.lower().replace("’", "'"))
