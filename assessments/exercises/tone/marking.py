"""Marking a letter to a family: how it reads, what it says, and whether the facts survive. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.exercises.tone.facts import compare
from assessments.exercises.tone.lexicon import Word, words_in
from assessments.exercises.tone.presence import ASKED, NEEDS, RIGHTS, find_need, find_right
from assessments.language.acronyms import unexplained
from assessments.language.lexicons import lexicon_of
from assessments.language.readability import Reading, reading_of
from assessments.language.text import Text
from assessments.language.voice import passive_share
from assessments.questions.kinds import Line, Marked

ASK = "letter"
LIMITS = "This counts words and finds patterns. Whether it is kind and true, a person judges."
EMPTY = "Write your version first."
READING_AGE, A_LITTLE_OLDER = 12.0, 2.0
MEAN_MOST, LONGEST_MOST = 20, 32
PASSIVE_MOST, PASSIVE_HALF = 0.34, 0.5
LEAST_WORDS = 12


def mark_letter(content: Mapping[str, Any], letter: str) -> Marked:
    """Mark one letter against what its author asks for."""
    text = Text(letter)
    if text.is_empty:
        return _nothing(content)
    reading = reading_of(text)
    words = words_in(text, extra=content.get("extra_words") or (), fine=content.get("fine_words") or ())
    short = unexplained(letter, content.get("known") or ())
    lines = _reading_lines(content, text, reading, short) if reading.words >= LEAST_WORDS else _too_short()
    enough = reading.words >= LEAST_WORDS
    lines += [_tone_line(words, enough), _penalty_line(words, enough)]
    needs = {name: find_need(name, text) for name in content.get("needs") or ()}
    rights = {name: find_right(name, text) for name in content.get("rights") or ()}
    lines += [_need_line(name, found) for name, found in needs.items()]
    lines += [_point_line(row, text) for row in content.get("points") or ()]
    lines += _rights_lines(rights)
    facts = compare(text, content["situation"], content.get("also") or (), content.get("must_keep") or ())
    lines += _facts_lines(content, facts.lost, facts.invented, enough)
    return Marked(
        tuple(lines),
        advice=(f"{_share_in_words(lines)} {LIMITS}",),
        for_person=True,
        facts={
            "reading_age": round(reading.age, 1),
            "words": _by_family(words),
            "short_forms": list(short),
            "missed": [name for name, found in needs.items() if not found],
            "rights_missed": [name for name, found in rights.items() if not found],
            "lines_missed": [line.label for line in lines if line.points < line.of],
        },
    )


def _share_in_words(lines: Sequence[Line]) -> str:
    got, of = sum(line.points for line in lines), sum(line.of for line in lines)
    share = got / of if of else 0
    if share >= 0.9:
        return "A family could read this and know where they stand."
    return "Nearly there." if share >= 0.7 else "Read it again as the family would."


def _graded(label: str, said: str, points: float, reason: str, key: str = "") -> Line:
    return Line(label, said, points >= 1, reason, key, points, 1.0, ask=ASK)


def _reading_lines(
    content: Mapping[str, Any], text: Text, reading: Reading, short: Sequence[str]
) -> list[Line]:
    target = float(content.get("reading_age") or READING_AGE)
    age, mean = reading.age, reading.words_per_sentence
    over = age - target
    passive = passive_share(text)
    length = (mean <= MEAN_MOST) + (reading.longest <= LONGEST_MOST)
    return [
        _graded(
            "Reading age",
            f"About {age:.0f}",
            1.0 if round(over, 1) <= 0 else 0.5 if over <= A_LITTLE_OLDER else 0.0,
            "Short words and short sentences."
            if over <= 0
            else f"Aim for {target:g} or below: shorter words.",
        ),
        _graded(
            "Length of sentences",
            f"{mean:.0f} words on average, the longest has {reading.longest}",
            length / 2,
            "Easy to follow."
            if length == 2
            else f"Keep to {MEAN_MOST} on average and {LONGEST_MOST} at most.",
        ),
        _graded(
            "Who does it",
            f"{passive:.0%} of sentences are passive",
            1.0 if passive <= PASSIVE_MOST else 0.5 if passive <= PASSIVE_HALF else 0.0,
            "It says who does things."
            if passive <= PASSIVE_MOST
            else "Say who does it: we decided, I will send.",
        ),
        _graded(
            "Short forms",
            ", ".join(short),
            1.0 if not short else 0.5 if len(short) == 1 else 0.0,
            "None is left unexplained." if not short else f"Say in words: {', '.join(short)}.",
        ),
    ]


def _too_short() -> list[Line]:
    labels = ("Reading age", "Length of sentences", "Who does it", "Short forms")
    return [_graded(label, "", 0.0, "There is too little to read.") for label in labels]


def _tone_line(words: Sequence[Word], enough: bool) -> Line:
    found = [word for word in words if word.family != "penalty"]
    return _words_line("Blame, orders and cold words", found, enough, "Nothing blames or orders.")


def _penalty_line(words: Sequence[Word], enough: bool) -> Line:
    found = [word for word in words if word.family == "penalty"]
    return _words_line("No penalty implied", found, enough, "Nothing threatens.")


def _words_line(label: str, found: Sequence[Word], enough: bool, good: str) -> Line:
    said = ", ".join(dict.fromkeys(word.text for word in found))
    hints = " ".join(dict.fromkeys(f"“{word.text}”: {word.hint}" for word in found))
    points = (1.0 if not found else 0.5 if len(found) == 1 else 0.0) if enough else 0.0
    return _graded(label, said, points, hints or (good if enough else "There is too little to read."))


def _need_line(name: str, found: str) -> Line:
    return _graded(NEEDS[name], found, float(bool(found)), f"You say: {found}." if found else ASKED[name])


def _point_line(row: Mapping[str, Any], text: Text) -> Line:
    """Something that the author wants said, in one of several wordings."""
    hits = lexicon_of(tuple(row["words"].split(";")), "own").find(text)
    said = hits[0].text if hits else ""
    return _graded(row["label"], said, float(bool(hits)), f"You say: {said}." if said else row["why"])


def _rights_lines(rights: Mapping[str, str]) -> list[Line]:
    """One line for all the rights that belong to a decision, each with the words that name it."""
    if not rights:
        return []
    missing = [RIGHTS[name] for name, found in rights.items() if not found]
    got = round(1 - len(missing) / len(rights), 4)
    reason = f"Say as well: {'; '.join(missing)}." if missing else "Every right is there."
    return [Line("Rights", "", not missing, reason, "", got, 1.0, ("reg-32",), ASK)]


def _facts_lines(
    content: Mapping[str, Any], lost: Sequence[str], invented: Sequence[str], enough: bool
) -> list[Line]:
    lines = []
    keep = content.get("must_keep") or ()
    if keep:
        got = round(1 - len(lost) / len(keep), 4)
        facts = "; ".join(fact.split(";")[0] for fact in lost)
        lines.append(
            _graded("The facts are kept", "", got, f"Missing: {facts}." if lost else "Every fact is there.")
        )
    said = "; ".join(invented)
    reason = f"Nobody gave you: {said}." if invented else "Every number and date comes from the case."
    points = float(not invented and enough)
    lines.append(
        _graded("Nothing invented", said, points, reason if enough or invented else "Too little to read.")
    )
    return lines


def _by_family(words: Sequence[Word]) -> dict[str, list[str]]:
    families: dict[str, list[str]] = {}
    for word in words:
        families.setdefault(word.family, []).append(word.text.lower())
    return families


def _nothing(content: Mapping[str, Any]) -> Marked:
    labels = ["Reading age", "Length of sentences", "Who does it", "Short forms"]
    labels += ["Blame, orders and cold words", "No penalty implied"]
    labels += [NEEDS[name] for name in content.get("needs") or ()]
    labels += [row["label"] for row in content.get("points") or ()]
    labels += ["Rights"] * bool(content.get("rights")) + ["The facts are kept"] * bool(
        content.get("must_keep")
    )
    lines = [_graded(label, "", 0.0, EMPTY) for label in [*labels, "Nothing invented"]]
    facts = {
        "lines_missed": [line.label for line in lines],
        "words": {},
        "missed": list(content.get("needs") or ()),
    }
    return Marked(tuple(lines), advice=(EMPTY,), for_person=True, facts=facts)
