"""Marking a golden thread: links drawn against the key, with precision and recall, and breaks found. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.exercises.choosing import option_lines, text_of
from assessments.exercises.ticks import taken_back
from assessments.questions.kinds import Answer, Content, Line, Marked

NONE = "none"
SIDES = {"p": ("provisions", "provision"), "o": ("outcomes", "outcome")}
SOUND = "sound"
BREAKS = {
    "unmet": ("It has no provision", "needs"),
    "unused": ("It answers no need in the plan", "provisions"),
    "unserved": ("No provision serves it", "outcomes"),
    "twice": ("It does two jobs, or says again what another line says", "provisions outcomes"),
    "misplaced": ("It stands in the wrong section", "provisions"),
}
GROUPS = ("needs", "provisions", "outcomes")


@dataclass(frozen=True)
class Tally:
    """The links that were drawn: how many were right, drawn at all, and needed."""

    right: int
    drawn: int
    needed: int

    @property
    def precision(self) -> float | None:
        """The share of drawn links that are right."""
        return self.right / self.drawn if self.drawn else None

    @property
    def recall(self) -> float | None:
        """The share of needed links that were drawn."""
        return self.right / self.needed if self.needed else None


def cards_of(shown: Content, sides: str) -> dict[str, str]:
    """Cards of one or more sides as id to letter and words."""
    return {card["id"]: f"{card['letter']}. {card['text']}" for side in sides.split() for card in shown[side]}


def width(shown: Content, side: str) -> int:
    """How many links one need can be given on a side: the most that any of them needs."""
    letter = side[0].upper()
    counts = [
        sum(
            link["need"] == need["id"] and link["card"].startswith(letter) and link["force"] == "needed"
            for link in shown["links"]
        )
        for need in shown["needs"]
    ]
    return max(1, *counts)


def names_of(need: str, side: str, count: int) -> list[str]:
    """The asks of one need on one side: N1-p1, N1-p2."""
    return [f"{need}-{side}{number}" for number in range(1, count + 1)]


def break_name(card: str) -> str:
    """The ask for what is wrong with one card."""
    return f"{card}-is"


def breaks_of(shown: Content) -> dict[str, Mapping[str, str]]:
    """The breaks that are to be found, by card."""
    return {found["card"]: found for found in shown.get("findings") or []}


def choices_for(group: str) -> tuple[tuple[str, str], ...]:
    """What can be wrong with a card of a group."""
    can = tuple((what, label) for what, (label, sides) in BREAKS.items() if group in sides.split())
    return ((SOUND, "Nothing is wrong with it"), *can)


def mark(shown: Content, answer: Answer) -> Marked:
    """Each need's links, then the breaks, then what to do next."""
    lines: list[Line] = []
    right = drawn = needed = 0
    for need in shown["needs"]:
        for side in SIDES:
            line, tally = _cell(shown, answer, need, side)
            lines.append(line)
            right, drawn, needed = right + tally.right, drawn + tally.drawn, needed + tally.needed
    lines += _breaks(shown, answer)
    lines += option_lines(shown, answer, "What you do next")
    tally = Tally(right, drawn, needed)
    return Marked(tuple(lines), advice=_advice(tally), facts=_facts(shown, answer, tally))


def _cell(shown: Content, answer: Answer, need: Mapping[str, str], side: str) -> tuple[Line, Tally]:
    """What one need was linked to on one side. Half a link is lost for each that does not belong."""
    group, word = SIDES[side]
    cards = cards_of(shown, group)
    asks = names_of(need["id"], side, width(shown, side))
    picked = list(dict.fromkeys(text_of(answer, name) for name in asks))
    said = [one for one in picked if one in cards]
    links = {
        link["card"]: link for link in shown["links"] if link["need"] == need["id"] and link["card"] in cards
    }
    key = [card for card, link in links.items() if link["force"] == "needed"]
    counts = [one for one in said if one in links and links[one]["force"] in ("needed", "instead")]
    hits, extra = min(len(counts), len(key)), [one for one in said if one not in links]
    empty = not said and NONE in picked
    if key:
        points = max(0.0, hits - len(extra) / 2) / len(key)
    else:
        points = float(empty or (bool(said) and not extra))
    reasons = [links[one]["reason"] for one in key]
    reasons += [links[one]["reason"] for one in said if one in links and one not in key]
    reasons += [f"“{cards[one]}” is no {word} for this need." for one in extra]
    if not key and not reasons:
        reasons = [f"Nothing in the plan is {'an' if word == 'outcome' else 'a'} {word} for this need."]
    if not said and not empty:
        reasons.insert(0, "You chose nothing.")
    good = points >= 1
    line = Line(
        f"{need['letter']}. {need['text']}: {word}",
        "; ".join(cards[one] for one in said) or ("None of these" if empty else ""),
        good,
        " ".join(reasons),
        "" if good else "; ".join(cards[one] for one in key) or "None of these",
        round(points, 4),
        1,
        ask=asks[0],
    )
    return line, Tally(hits, hits + len(extra), len(key))


def _breaks(shown: Content, answer: Answer) -> list[Line]:
    """Each break that had to be found, and each that was seen where there is none, which costs as a wrong
    tick does."""
    found, lines = breaks_of(shown), []
    got = float(sum(text_of(answer, break_name(card)) == row["what"] for card, row in found.items()))
    for group in GROUPS:
        can = dict(choices_for(group))
        for card, words in cards_of(shown, group).items():
            said, label = text_of(answer, break_name(card)), f"What is wrong? {words}"
            seen = can.get(said, "")
            if card in found:
                key, good = found[card]["what"], said == found[card]["what"]
                words = "" if good else can.get(key, "")
                lines.append(
                    Line(
                        label, seen, good, found[card]["reason"], words, float(good), 1, ask=break_name(card)
                    )
                )
            elif seen and said != SOUND:
                reason = "Nothing is wrong with it: look at the links again."
                key, cost = can[SOUND], taken_back(got)
                got -= cost
                lines.append(Line(label, seen, False, reason, key, -cost, ask=break_name(card)))
    return lines


def _advice(tally: Tally) -> tuple[str, ...]:
    if not tally.drawn:
        return ()
    said = [f"{tally.right} of the {tally.drawn} links you drew are right; {tally.needed} were needed."]
    if (tally.precision or 0) < 0.7:
        said.append("You link more than the plan says. Ask of each line: which need made us write it?")
    elif tally.recall is not None and tally.recall < 0.7:
        said.append(
            "Some links are missing. Take each need in turn and read every line of F, G and H for it."
        )
    return tuple(said)


def _facts(shown: Content, answer: Answer, tally: Tally) -> dict[str, object]:
    found = breaks_of(shown)
    seen = [card for card, row in found.items() if text_of(answer, break_name(card)) == row["what"]]
    return {
        "links": {
            "right": tally.right,
            "drawn": tally.drawn,
            "needed": tally.needed,
            "precision": tally.precision,
            "recall": tally.recall,
        },
        "breaks": [len(seen), len(found)],
    }
