"""Who does it in a sentence: a guess at the passive, from the form of the words. Pure.

A form of be or get, up to three adverbs, then a past participle. It takes some adjectives for participles
(she was tired) and knows nothing of grammar, so it gives a share to look at and never a verdict.
"""

from __future__ import annotations

from assessments.language.text import Text, Token, read

_BE = frozenset("is are was were be been being am get gets got isn't aren't wasn't weren't".split())
_IRREGULAR = frozenset(
    "begun born brought built bought chosen come cut dealt done drawn driven eaten felt found forgotten "
    "given gone had heard held kept known laid led left lent let lost made meant met paid put read run said "
    "seen sent set shown shut spoken spent stood taken taught told thought understood undertaken won written "
    "withdrawn overseen put".split()
)
_NOT_PARTICIPLES = frozenset(
    "need red bed feed speed indeed hundred tired pleased worried concerned interested excited delighted "
    "bored ill-advised used married aged ahead embed disabled sacred naked scared relieved".split()
)
_ADVERBS = frozenset("not also now then still already never always all both only just soon".split())


def passives(text: str | Text) -> list[tuple[int, int]]:
    """Where a passive stands: from the form of be to the end of the participle, as places in the text."""
    text = read(text)
    tokens = text.tokens
    found = []
    for at, token in enumerate(tokens):
        if token.low in _BE and (last := _participle(tokens, at)):
            found.append((token.start, tokens[last].end))
    return found


def _participle(tokens: list[Token], at: int) -> int | None:
    """The index of the participle that a form of be leads to."""
    for place in range(at + 1, min(at + 5, len(tokens))):
        word = tokens[place].low
        if tokens[place].kind != "word":
            return None
        if word in _IRREGULAR or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PARTICIPLES):
            return place
        if word not in _ADVERBS and word not in ("been", "being") and not word.endswith("ly"):
            return None
    return None


def passive_share(text: str | Text) -> float:
    """The share of sentences with a passive in them, 0 to 1; nought for an empty text."""
    text = read(text)
    sentences = text.sentences
    if not sentences:
        return 0.0
    hit = [start for start, _ in passives(text)]
    with_one = sum(
        any(sentence[0].start <= start <= sentence[-1].end for start in hit) for sentence in sentences
    )
    return with_one / len(sentences)
