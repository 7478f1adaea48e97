"""Marking a rewritten line of provision: parts, words, sums, and what comes from the advice. Pure.

The check finds words. It never says whether a line is lawful, and it marks in bands, since some flexibility
is right: what it cannot see is judged by a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.exercises.provision.arithmetic import slips_in
from assessments.exercises.provision.fidelity import Fidelity, compare, read_advice
from assessments.exercises.provision.lexicon import Word, words_in
from assessments.exercises.provision.line import Line as Provision
from assessments.exercises.provision.slots import PARTS, find_part
from assessments.language.lexicons import lexicon_of
from assessments.questions.kinds import Line, Marked

LIMITS = "This check finds words; it is not legal proof. Some flexibility is lawful."
EMPTY = "Write your version first."
BANDS = (
    (0.9, "clear", "Clear. A setting could start from this."),
    (0.7, "nearly", "Nearly there. Look at what is still open."),
    (0.4, "begun", "A good start. Some of it is still open."),
    (0.0, "open", "Much of it is still open. Go back to the advice and take one part at a time."),
)
DEFAULT_WHERE = {
    "what": "Look for what somebody does, or the programme they use.",
    "who": "Look for who gives the help, and what they are trained in.",
    "how_long": "Look for the minutes or hours.",
    "how_often": "Look for how many times a day, week or term.",
    "period": "Look for how many weeks, or until when.",
    "group": "Look for how many are in the group, or one-to-one.",
    "place": "Look for where it happens.",
    "training": "Look for who trains or supervises, and how much.",
    "start": "Look for the day from which it happens.",
    "review": "Look for when somebody checks how it goes.",
}


def mark_version(content: Mapping[str, Any], version: str) -> Marked:
    """Mark one version against what its author expects."""
    advice = read_advice(
        content["advice"], tuple(content.get("also") or ()), tuple(content.get("may_drop") or ())
    )
    line = Provision(version)
    if line.text.is_empty:
        return _nothing(content)
    quantities = advice.line.quantities
    parts = [_part(row, line) for row in content["parts"]]
    words = words_in(
        line, quantities, extra=content.get("extra_words") or (), fine=content.get("fine_words") or ()
    )
    open_words = [word for word in words if not word.allowed]
    found = any(part.right for part in parts)
    fidelity = compare(line, advice)
    slips = slips_in(line, quantities)
    lines = [
        *parts,
        _words_line(open_words, [word for word in words if word.allowed], found),
        _sums_line([f"{slip.said}: {slip.words}" for slip in slips], found),
        *_from_advice(fidelity, has_numbers=bool(line.quantities), wants=bool(quantities)),
    ]
    marked = Marked(tuple(lines), for_person=True)
    return Marked(
        lines=tuple(lines),
        advice=_advice(marked.share, parts, open_words),
        for_person=True,
        facts=_facts(content, parts, open_words, fidelity, len(slips), marked.share),
        parts=True,
    )


def _part(row: Mapping[str, Any], line: Provision) -> Line:
    """One part that the author expects: by its pattern, or by words of the author's own."""
    name = row["part"]
    own = _own_words(row.get("words") or "", line)
    strict = bool(row.get("strict")) and bool(row.get("words"))
    found = own if strict else (own or find_part(name, line))
    where = row.get("where") or DEFAULT_WHERE[name]
    return Line(
        label=PARTS[name],
        said=found,
        right=bool(found),
        reason=f"You say: {found}." if found else where,
        points=1.0 if found else 0.0,
        of=1.0,
        ask="version",
    )


def _own_words(words: str, line: Provision) -> str:
    phrases = tuple(one.strip() for one in words.split(";") if one.strip())
    hits = lexicon_of(phrases, "own").find(line.text) if phrases else []
    return hits[0].text if hits else ""


def _words_line(words: Sequence[Word], fine: Sequence[Word], found: bool) -> Line:
    if words:
        said = ", ".join(dict.fromkeys(word.text for word in words))
        hints = dict.fromkeys(f"“{word.text}”: {word.hint}" for word in words)
        reason = " ".join(hints)
    else:
        said, reason = "", "No word leaves the help open." if found else "There is no help to read yet."
    if fine:
        reason += " " + " ".join(dict.fromkeys(f"“{one.text}” is right here: {one.allowed}." for one in fine))
    points = (1.0 if not words else 0.5 if len(words) == 1 else 0.0) if found else 0.0
    return Line("Words to look at", said, found and not words, reason, "None", points, 1.0, ask="version")


def _sums_line(slips: Sequence[str], found: bool) -> Line:
    right = found and not slips
    reason = (
        " ".join(slips) if slips else "The numbers agree with one another." if found else "No numbers yet."
    )
    return Line("Sums", "; ".join(slips), right, reason, "", float(right), 1.0, ask="version")


def _from_advice(fidelity: Fidelity, *, has_numbers: bool, wants: bool) -> tuple[Line, Line]:
    """Two lines: nothing invented, nothing left out."""
    if fidelity.invented:
        reason = f"Not in the advice: {_listed(fidelity.invented)}. Use only amounts that the advice gives."
    elif not has_numbers and wants:
        reason = "There is no amount in your version. The advice gives some."
    else:
        reason = "Your numbers all come from the advice. None was invented."
    right = not fidelity.invented and (has_numbers or not wants)
    said = _listed(fidelity.invented)
    first = Line("From the advice", said, right, reason, "", float(right), 1.0, ask="version")
    left = len(fidelity.dropped)
    kept = 1.0 if not left else 0.5 if left == 1 and has_numbers else 0.0
    reason = (
        f"The advice also says: {_listed(fidelity.dropped)}."
        if left
        else "Every amount of the advice is there."
    )
    return first, Line("Nothing left out", "", not left, reason, "", kept, 1.0, ask="version")


def _listed(words: Sequence[str]) -> str:
    return "; ".join(words)


def _advice(share: float, parts: Sequence[Line], words: Sequence[Word]) -> tuple[str, ...]:
    found = sum(bool(part.right) for part in parts)
    told = [f"{found} of {len(parts)} parts found. {_band(share)[1]}"]
    if len(words) == 1:
        told.append(f"One word to look at: {words[0].text}. {words[0].hint}")
    return (*told, LIMITS)


def _band(share: float) -> tuple[str, str]:
    return next((name, words) for least, name, words in BANDS if share >= least)


def _facts(
    content: Mapping[str, Any],
    parts: Sequence[Line],
    words: Sequence[Word],
    fidelity: Fidelity | None,
    slips: int,
    share: float,
) -> dict[str, Any]:
    families: dict[str, list[str]] = {}
    for word in words:
        held = families.setdefault(word.family, [])
        if word.text.lower() not in held:
            held.append(word.text.lower())
    names = [row["part"] for row in content["parts"]]
    return {
        "missed": [name for name, part in zip(names, parts, strict=True) if not part.right],
        "words": families,
        "invented": len(fidelity.invented) if fidelity else 0,
        "left_out": len(fidelity.dropped) if fidelity else 0,
        "slips": slips,
        "band": _band(share)[0],
    }


def _nothing(content: Mapping[str, Any]) -> Marked:
    """What is said of an empty version: what to look for, and no points."""
    blank = Provision("")
    parts = [_part({**row, "words": ""}, blank) for row in content["parts"]]
    more = ("Words to look at", "Sums", "From the advice", "Nothing left out")
    rest = [Line(label, "", False, EMPTY, "", 0.0, 1.0, ask="version") for label in more]
    facts = _facts(content, parts, (), None, 0, 0.0)
    return Marked((*parts, *rest), advice=(EMPTY,), for_person=True, facts=facts, parts=True)
