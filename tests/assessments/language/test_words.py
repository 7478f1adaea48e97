"""Sentences, readability, the passive, short forms and lexicons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.language.acronyms import short_forms, unexplained
from assessments.language.lexicons import Entry, Lexicon, lexicon_of, lines_to_entries
from assessments.language.readability import reading_of, syllables_in
from assessments.language.text import Text
from assessments.language.voice import passive_share, passives


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two. Three.", 3),
        ("It costs 1.5 times as much.", 1),
        ("Use signs, e.g. for yes, etc. and wait.", 1),
        ("He said “Go.” She went.", 2),
        ("Really? Yes! Good.", 3),
        ("Dear Ms Field\n\nThank you", 2),
        ("- one thing\n- Another", 2),
        ("at 9.30am on the day", 1),
        ("a line that\ngoes on", 1),
        ("", 0),
        ("...", 0),
    ],
)
def test_sentences(text: str, sentences: int) -> None:
    assert len(Text(text).sentences) == sentences


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("cat", 1), ("about", 2), ("create", 2), ("time", 1), ("people", 2), ("education", 4), ("placed", 1),
     ("needed", 2), ("statutory", 4), ("science", 2), ("therapist", 3), ("the", 1)],
)  # fmt: skip
def test_syllables(word: str, syllables: int) -> None:
    assert syllables_in(word) == syllables


def test_reading_age_follows_the_formula() -> None:
    reading = reading_of("The cat sat. The dog ran to the bus.")
    assert (reading.words, reading.sentences, reading.syllables, reading.longest) == (9, 2, 9, 6)
    assert reading.grade == pytest.approx(0.39 * 4.5 + 11.8 * 1 - 15.59)
    assert reading.age == 5.0
    assert reading_of("").age == 0 and reading_of("...").words_per_sentence == 0


def test_harder_texts_have_a_higher_reading_age() -> None:
    texts = (
        "We will ring you on Friday. Tell us what you think.",
        "We will telephone you on Friday so that you can tell us what you think about the new draft of"
        " the plan.",
        "The responsible authority will communicate its determination regarding supplementary provision,"
        " having "
        "considered representations concerning the appropriateness of the proposed educational arrangements.",
    )
    ages = [reading_of(text).age for text in texts]
    assert ages == sorted(ages) and ages[0] < 9 and ages[1] < 14 < ages[2]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The plan was written by us.", 1),
        ("It has been noted.", 1),
        ("The form must be returned.", 1),
        ("Your views were not really taken into account.", 1),
        ("We wrote the plan.", 0),
        ("I am very pleased.", 0),
        ("She was tired.", 0),
        ("There is a need.", 0),
        ("He is in the red room.", 0),
    ],
)
def test_passives(text: str, count: int) -> None:
    assert len(passives(text)) == count


def test_the_share_of_passive_sentences() -> None:
    assert passive_share("It was noted. We wrote. It was sent and read. You rang.") == 0.5
    assert passive_share("") == 0


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("CYP does not meet threshold for EHCNA", ["CYP", "EHCNA"]),
        ("The SENCo and the EHCPs", ["SENCo", "EHCP"]),
        ("An educational psychologist (EP) saw her. The EP says", []),
        ("EP (educational psychologist) advice", []),
        ("education, health and care plan (EHCP)", []),
        ("PE and TV are OK in the UK", []),
        ("ALL IN CAPITALS", []),
        ("A plan for Ada", []),
    ],
)
def test_short_forms_that_are_not_explained(text: str, forms: list[str]) -> None:
    assert unexplained(text) in (forms, [form for form in forms if form in short_forms(text)])
    assert unexplained(text, known=forms) == []


def test_the_longest_phrase_of_a_lexicon_wins_and_fine_phrases_hide_what_is_in_them() -> None:
    lexicon = Lexicon(
        [Entry("small group", "a"), Entry("small", "b"), Entry("support", "c")], fine=["support worker"]
    )
    hits = lexicon.find("A small-group, a small hall, Support and a support worker.")
    assert [(hit.text, hit.entry.family) for hit in hits] == [
        ("small-group", "a"), ("small", "b"), ("Support", "c"),
    ]  # fmt: skip
    assert lexicon.find("") == [] and Lexicon([]).find("small") == []


def test_phrases_that_begin_alike_are_told_apart_by_their_second_word() -> None:
    lexicon = Lexicon(Entry(one, "f") for one in ("as", "as you know", "as required", "as you know well"))
    found = [hit.text for hit in lexicon.find("As you know, as required, as ever and as you know well as")]
    assert found == ["As you know", "as required", "as", "as you know well", "as"]


@given(st.text(alphabet="aİÉßẞ’' .Σ", max_size=30))
def test_the_text_without_capitals_has_every_letter_at_its_place(raw: str) -> None:
    text = Text(raw)
    assert len(text.low) == len(raw)
    assert all(token.low == text.low[token.start : token.end] for token in text.words)


def test_what_an_author_wrote_is_read_once() -> None:
    lines = ("red: say which", "blue")
    assert lexicon_of(lines, "own") is lexicon_of(lines, "own")
    assert [hit.entry.hint for hit in lexicon_of(lines, "own").find("A red and a blue one")] == [
        "say which",
        "",
    ]


def test_lines_of_an_author_become_entries() -> None:
    assert lines_to_entries(["one thing: Say more.", "two", " : "], "own", "hint") == [
        Entry("one thing", "own", "Say more."), Entry("two", "own", "hint"),
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert 0 <= passive_share(text) <= 1
    assert 0 <= reading_of(text).age <= 25
    unexplained(text)
    held = Text(text)
    assert all(held.raw[token.start : token.end] for token in held.tokens)
