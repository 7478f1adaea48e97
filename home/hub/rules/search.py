"""Searching a catalogue that is small enough to know by heart. Pure: no database, no clock, no chance.

Every way to say a thing is one term (`abbreviations`), a word that the catalogue does not know becomes the
nearest that it does (`spelling`), and what holds all terms comes before what holds most of them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from home.hub.rules.abbreviations import FORM_WORDS, Term, terms_of
from home.hub.rules.spelling import Speller
from home.hub.rules.words import STOP, stem, words_of

TITLE, NAMED, SUMMARY, TEXT = 9.0, 6.0, 4.0, 1.0
"""What it says of a thing that a word stands in its title, among its key words, its summary or its text."""
BEGUN = 0.7
"""What a word counts that only begins like the one that was asked for."""
WHOLE_TITLE = 12.0
MOST_OF_IT = 0.4
"""The share of what was asked that a thing must hold when nothing holds all of it."""
UNKNOWN = 1.0
"""What a word is worth that the catalogue does not have: little, so that it spoils nothing."""
LONG = 4
"""With so many terms it is a sentence, and nothing need hold all of it."""


@dataclass(frozen=True)
class Document:
    """One thing of the catalogue. `named` are its key words, kind and code."""

    key: str
    title: str
    named: str
    summary: str
    text: str = ""


@dataclass(frozen=True)
class Index:
    """A catalogue by its terms: term -> number of the document -> weight."""

    keys: tuple[str, ...]
    titles: tuple[str, ...]
    weights: Mapping[str, Mapping[int, float]]
    speller: Speller


@dataclass(frozen=True)
class Found:
    """What a search found: keys with their scores, the best first, and what we made of the words.

    `changed`: (as written, as searched). `meant`: (as written, what it means). `all_words`: whether the first
    holds all that was asked.
    """

    scores: Mapping[str, float]
    changed: tuple[tuple[str, str], ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    searched: str = ""
    all_words: bool = True


def build_index(documents: Iterable[Document]) -> Index:
    """The index of these documents."""
    rows = list(documents)
    weights: dict[str, dict[int, float]] = {}
    known: Counter[str] = Counter(dict.fromkeys(FORM_WORDS, 0))
    for number, row in enumerate(rows):
        known.update(_weigh(row, number, weights))
    titles = tuple(f" {' '.join(stem(word) for word in words_of(row.title))} " for row in rows)
    return Index(tuple(row.key for row in rows), titles, weights, Speller(dict(known)))


def _weigh(row: Document, number: int, weights: dict[str, dict[int, float]]) -> set[str]:
    """Put the terms of a document into the index; returns the words that it is written with."""
    seen: set[str] = set()
    fields = ((row.title, TITLE), (row.named, NAMED), (row.summary, SUMMARY), (row.text, TEXT))
    for text, weight in fields:
        words = words_of(text)
        seen.update(words)
        terms = {term.term for term in terms_of(words)} | {stem(word) for word in words}
        for term in terms:
            held = weights.setdefault(term, {})
            held[number] = held.get(number, 0.0) + weight
    return seen


def search(index: Index, query: str, *, exact: bool = False) -> Found:
    """What the query finds. `exact` leaves its words as they were written."""
    written = words_of(query)
    words, changed = (written, ()) if exact else _mended(index, written)
    terms = [term for term in terms_of(words) if term.meaning or not STOP & {*term.words}]
    terms = terms or terms_of(words)
    held = [_held(index, term) for term in dict.fromkeys(terms)]
    worth = [math.log(1 + len(index.keys) / len(one)) if one else UNKNOWN for one in held]
    whole = " ".join(stem(word) for word in words)
    scores: dict[int, float] = {}
    share: dict[int, float] = {}
    for one, value in zip(held, worth, strict=True):
        for number, weight in one.items():
            scores[number] = scores.get(number, 0.0) + weight * value
            share[number] = share.get(number, 0.0) + value
    for number in scores:
        if whole and f" {whole} " in index.titles[number]:
            scores[number] += WHOLE_TITLE
    kept, complete = _kept(share, sum(worth), len(held))
    ranked = sorted(kept, key=lambda number: (-scores[number] * share[number], index.titles[number], number))
    return Found(
        scores={index.keys[number]: scores[number] * share[number] for number in ranked},
        changed=changed,
        meant=_meant(terms),
        searched=" ".join(words),
        all_words=complete,
    )


def _kept(share: Mapping[int, float], whole: float, terms: int) -> tuple[list[int], bool]:
    """What holds every term; in want of that, or of a sentence, what holds most of it."""
    every = [number for number, part in share.items() if part >= whole - 1e-9]
    if every and terms < LONG:
        return every, True
    best = max(share.values(), default=0.0)
    if best < whole * MOST_OF_IT and terms < LONG:
        return [], False
    return [number for number, part in share.items() if part >= best * 0.75], bool(every)


def _held(index: Index, term: Term) -> Mapping[int, float]:
    """Which documents hold a term, and how prominently."""
    found = index.weights.get(term.term)
    if found is not None or term.meaning:
        return found or {}
    begun: dict[int, float] = {}
    for word in index.speller.begun(term.words[0]):
        for number, weight in index.weights.get(stem(word), {}).items():
            begun[number] = max(begun.get(number, 0.0), weight * BEGUN)
    return begun


def _mended(index: Index, written: list[str]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """The words with slips put right, and what was put right."""
    words: list[str] = []
    changed: list[tuple[str, str]] = []
    at = 0
    while at < len(written):
        word = written[at]
        joined = word + written[at + 1] if at + 1 < len(written) else ""
        pair_known = _is_known(index, word) and joined and _is_known(index, written[at + 1])
        if joined in index.speller.known and not pair_known:
            changed.append((f"{word} {written[at + 1]}", joined))
            words.append(joined)
            at += 2
            continue
        mended = _mend(index, word)
        if mended != [word]:
            changed.append((word, " ".join(mended)))
        words += mended
        at += 1
    return words, tuple(changed)


def _is_known(index: Index, word: str) -> bool:
    return (
        word in STOP
        or word in index.speller.known
        or stem(word) in index.weights
        or len(word) < 3
        or word.isdigit()
        or terms_of([word])[0].meaning is not None
    )


def _mend(index: Index, word: str) -> list[str]:
    if _is_known(index, word) or index.speller.begun(word):
        return [word]
    if pair := index.speller.parted(word):
        return list(pair)
    return [index.speller.nearest(word) or word]


def _meant(terms: Iterable[Term]) -> tuple[tuple[str, str], ...]:
    """Abbreviations that we read as something longer, for saying so."""
    found = {}
    for term in terms:
        if term.meaning and len(term.words) == 1 and term.meaning.way != term.meaning.said:
            found[term.meaning.way] = term.meaning.said
    return tuple(found.items())
