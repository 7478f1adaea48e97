"""Words that let provision slip away, by family, and when each is fine. Pure.

A word is allowed where the sentence around it says what the word leaves open: as required after a stated
minimum, support with who and how long, up to where the advice itself sets the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from assessments.exercises.provision.line import GIVER, Line
from assessments.language.lexicons import Entry, Hit, Lexicon, lines_to_entries
from assessments.language.quantity import GROUP, MINUTE, TIMES, Quantity

FAMILIES = {
    "access": "Access",
    "opportunity": "Opportunity",
    "frequency": "Frequency",
    "quantity": "Quantity",
    "condition": "Condition",
    "staffing": "Staffing",
    "hedge": "Hedge",
    "local": "Your council's list",
}
HINTS = {
    "access": "That opens a door. Say what happens behind it, and who does it.",
    "opportunity": "That is a chance, not help. Say what happens.",
    "frequency": "How often, and by whom?",
    "quantity": "How much, or how many?",
    "condition": "Who decides, and what is the least that happens?",
    "staffing": "Who does it, with what skill, and for how long?",
    "hedge": "Say what will happen.",
    "local": "Can you say it more exactly?",
}
_WORDS = {
    "access": "access to, access, available, availability of, have use of, has use of, use of",
    "opportunity": "opportunity, opportunities, will benefit from, would benefit from, benefit from,"
    " benefits from, would be helpful, would help, chance to, chances to, encouraged to, exposure to,"
    " would value",
    "frequency": "regular, regularly, frequent, frequently, ongoing, periodic, periodically, continuous,"
    " throughout the day, throughout the week, when possible, occasional, occasionally, from time to time,"
    " sometimes, often, consistently, across the day, during the day, at times, routinely",
    "quantity": "up to, some, a high level of, high level of, high levels of, enhanced, additional,"
    " small group, small groups, high ratio, a range of, a variety of, sufficient, adequate, significant,"
    " substantial, intensive, extra, several, a number of, increased, plenty of, considerable, extensive,"
    " a lot of, a few, limited number of, reduced class size, a good deal of",
    "condition": "as required, as needed, as appropriate, as necessary, if necessary, if needed, if required,"
    " if appropriate, when necessary, when needed, when required, when appropriate, where necessary,"
    " where needed, where required, where appropriate, subject to, where possible, if possible,"
    " as far as possible, where practicable, as advised, as and when, as deemed appropriate, depending on,"
    " at the discretion of, resources permitting, when available, where available, if available,"
    " where feasible, if feasible",
    "staffing": "support, supported, supports, input, intervention, interventions, key adult, school staff,"
    " trained adult, trained adults, trained assistant, trained staff, trained person, appropriate adult,"
    " familiar adult, skilled adult, suitably qualified, suitably trained, appropriately trained,"
    " appropriate training, experienced staff, experienced adult, help from adults, adult help,"
    " relevant professionals, relevant staff, specialist help",
    "hedge": "should, may, might, could, consider, considered, considering, such as, e.g., e.g, etc, etc.,"
    " or equivalent, or similar, for example, aim to, aims to, try to, tries to, endeavour to, ideally,"
    " and so on, or other, is likely to, it is recommended, recommended, would be useful",
}
_FINE = (
    "support worker, communication support worker, learning support assistant, behaviour support plan,"
    " support plan, support service, support services, learning support, support base, support centre,"
    " specialist support team, support team, life support, intensive interaction, additional needs,"
    " additional learning needs, additional support needs, regular class, regular classroom,"
    " regular class teacher, early intervention foundation, intervention room, access arrangements,"
    " supported internship, sign supported english, use of the, some of the"
)
_LIMITS = ("most",)
_MINIMUM = frozenset({"least", "minimum", "addition", "extra", "further", "more", "top", "beyond"})


class Word(NamedTuple):
    """A word to look at. `allowed` says why it is fine here; empty where it is not."""

    text: str
    family: str
    hint: str
    start: int
    end: int
    allowed: str

    @property
    def family_name(self) -> str:
        """The family as a person reads it."""
        return FAMILIES.get(self.family, self.family)


@cache
def _lexicon(extra: tuple[str, ...], fine: tuple[str, ...]) -> Lexicon:
    entries = [
        Entry(phrase.strip(), family, HINTS[family])
        for family, phrases in _WORDS.items()
        for phrase in phrases.split(",")
    ]
    own = lines_to_entries(extra, "local", HINTS["local"])
    return Lexicon([*own, *entries], fine=(*fine, *(phrase.strip() for phrase in _FINE.split(","))))


def words_in(
    line: Line, advice: Sequence[Quantity] = (), *, extra: Iterable[str] = (), fine: Iterable[str] = ()
) -> list[Word]:
    """Every word of the lexicon in a line, with the reason where it is fine.

    `advice` are the amounts of the advice; `extra` and `fine` are an author's own words and exceptions.
    """
    found = []
    for hit in _lexicon(tuple(extra), tuple(fine)).find(line.text):
        if not _is_other_word(line, hit):
            allowed = _allowed(line, hit, advice)
            entry = hit.entry
            found.append(Word(hit.text, entry.family, entry.hint, hit.start, hit.end, allowed))
    return found


def _is_other_word(line: Line, hit: Hit) -> bool:
    """The month of May, and may or can after so that: a purpose, not a hedge."""
    low = hit.entry.phrase
    if low == "may" and line.text.raw[hit.start].isupper():
        tokens = line.tokens
        near = {tokens[at].low for at in (hit.at - 1, hit.at + 1) if 0 <= at < len(tokens)}
        return any(one.isdigit() or one in ("by", "in", "from", "until", "of", "end") for one in near)
    if low in ("may", "might", "could"):
        before = [token.low for token in line.tokens[max(0, hit.at - 6) : hit.at]]
        return ("so", "that") in zip(before, before[1:], strict=False)
    return False


def _allowed(line: Line, hit: Hit, advice: Sequence[Quantity]) -> str:
    phrase, held = hit.entry.phrase, line.by_sentence.get(hit.sentence, [])
    if phrase == "up to":
        return _limit(line, hit, held, advice)
    if hit.entry.family == "condition":
        return _after_a_minimum(line, hit, held)
    if phrase in ("small group", "small groups", "reduced class size"):
        return "the size is said" if any(q.kind == GROUP for q in held) else ""
    if phrase in (
        "additional",
        "extra",
        "throughout the day",
        "across the day",
        "during the day",
        "increased",
    ):
        near = [q for q in held if q.kind in (MINUTE, TIMES)]
        return "how much is said" if near and _says_amount(phrase, line, hit, near) else ""
    if hit.entry.family == "staffing":
        return _staffing(line, hit, held)
    return ""


def _says_amount(phrase: str, line: Line, hit: Hit, near: Sequence[Quantity]) -> bool:
    """A number right after additional or extra; for the day, how often within an hour or a day."""
    if "day" in phrase:
        return any(q.kind == TIMES and q.unit in ("hour", "day", "lesson") for q in near)
    return any(0 <= q.first - hit.at <= 2 for q in near)


def _limit(line: Line, hit: Hit, held: Sequence[Quantity], advice: Sequence[Quantity]) -> str:
    """Up to is right where the advice sets that very limit."""
    limited = next((q for q in held if 0 < q.first - hit.at <= 3), None)
    if limited is None or limited.kind != GROUP:
        return ""
    sizes = {q.high for q in advice if q.kind == GROUP or q.bound in _LIMITS}
    if sizes & {limited.high, limited.high + 1, limited.high - 1}:
        return "the limit is in the advice"
    return ""


def _after_a_minimum(line: Line, hit: Hit, held: Sequence[Quantity]) -> str:
    """As required is fine as more on top of an amount that stands before it."""
    before = [
        q for q in (*line.by_sentence.get(hit.sentence - 1, []), *held)
        if q.kind in (MINUTE, TIMES) and line.tokens[q.first].start < hit.start
    ]  # fmt: skip
    words = line.sentence_words.get(hit.sentence, set())
    if before and (any(q.bound == "least" for q in before) or words & _MINIMUM):
        return "the least that happens is said"
    return ""


def _staffing(line: Line, hit: Hit, held: Sequence[Quantity]) -> str:
    """Support is fine with who and how much; a trained adult is fine where the training is said."""
    words = hit.entry.phrase.split()
    if words[0] in ("support", "supported", "supports", "input", "intervention", "interventions"):
        who = any(one.sentence == hit.sentence and one.entry.family == GIVER for one in line.people)
        who = who or line.has_skill(hit.sentence)
        much = any(q.kind in (MINUTE, GROUP) for q in held)
        return "who and how much are said" if who and much else ""
    return "the training is said" if line.has_skill(hit.sentence) and words[0] != "school" else ""
