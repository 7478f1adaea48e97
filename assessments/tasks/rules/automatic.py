"""The part of a task that is marked by itself, at the moment of handing in. Pure.

An edition says in `automatic` which kind it has and what its author set, in plain data:

- kind `needs`: `least`, `needs` (each a `need` and its `places`), `traps` (each a `place` and `why`);
- kind `letter`: `facts` that must stay, words that are `fine`, numbers and dates `also` allowed.

What comes of it is plain data as well, so that a page can show it when the task has long changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assessments.tasks.rules.letters import READING_AGE, check_letter
from assessments.tasks.rules.matrix import rows_of
from assessments.tasks.rules.needs import Planted, by_paper, mark_rows
from assessments.tasks.rules.sentences import number_all

NEEDS, LETTER = "needs", "letter"
KINDS = {
    "": "Nothing",
    NEEDS: "The needs that somebody finds in the papers",
    LETTER: "What must not be in a letter to a family",
}
Papers = Sequence[tuple[int, str]]
"""Position and text of each paper of the bundle."""


@dataclass(frozen=True)
class Verdict:
    """Whether the part is met, with how much of what; `told` is what a page says about it."""

    met: bool
    score: int
    of: int
    told: dict[str, Any] = field(default_factory=dict)


def planted_of(automatic: Mapping[str, Any]) -> list[Planted]:
    """The needs that an author planted."""
    return [Planted(one["need"], tuple(one["places"])) for one in automatic.get("needs", ())]


def mark_automatic(
    automatic: Mapping[str, Any],
    *,
    papers: Papers,
    text: str,
    matrix: Sequence[Mapping[str, Any]],
    brief: str = "",
) -> Verdict | None:
    """Mark the part that marks itself; None for a task that has none."""
    if automatic.get("kind") == NEEDS:
        return _needs(automatic, papers, matrix)
    if automatic.get("kind") == LETTER:
        return _letter(automatic, papers, text, brief)
    return None


def _needs(automatic: Mapping[str, Any], papers: Papers, matrix: Sequence[Mapping[str, Any]]) -> Verdict:
    planted = planted_of(automatic)
    recall = mark_rows(
        rows_of(matrix),
        planted=planted,
        traps={one["place"]: one["why"] for one in automatic.get("traps", ())},
        sentences=number_all(papers),
        least=int(automatic["least"]),
    )
    return Verdict(
        recall.met,
        len(recall.found),
        len(planted),
        {
            "kind": NEEDS,
            "least": recall.least,
            "papers": [[paper, found, of] for paper, (found, of) in by_paper(planted, recall).items()],
            "wrong": [
                {"row": one.row, "place": one.place, "text": one.text, "why": one.why} for one in recall.wrong
            ],
            "missed": [
                {"need": planted[at].need, "places": list(planted[at].places)} for at in recall.missed
            ],
        },
    )


def _letter(automatic: Mapping[str, Any], papers: Papers, text: str, brief: str) -> Verdict:
    found = check_letter(
        text,
        situation="\n\n".join([brief, *(said for _, said in papers)]),
        facts=automatic.get("facts", ()),
        fine=automatic.get("fine", ()),
        also=automatic.get("also", ()),
    )
    checks = [{"label": one.label, "right": one.right, "said": one.said} for one in found.checks]
    told = {
        "kind": LETTER,
        "checks": checks,
        "reading_age": found.reading_age,
        "aim": READING_AGE,
    }
    return Verdict(found.met, sum(one.right for one in found.checks), len(checks), told)


def faults_of(automatic: Mapping[str, Any], *, papers: Papers) -> list[str]:
    """What an author has to put right before a task with such a part can be saved."""
    kind = automatic.get("kind", "")
    if kind not in KINDS:
        return ["There is no part of this kind that marks itself."]
    if kind != NEEDS:
        return []
    planted = planted_of(automatic)
    sentences = number_all(papers)
    faults = []
    if not planted:
        faults.append("Write the needs that the papers hold, each with the number of its sentence.")
    if not 1 <= int(automatic.get("least") or 0) <= max(len(planted), 1):
        faults.append(f"Say how many of the {len(planted)} needs have to be found.")
    for need in planted:
        strange = [place for place in need.places if place not in sentences]
        if strange or not need.places:
            where = ", ".join(strange) or "nowhere"
            faults.append(f"“{need.need}” is said in {where}: the papers have no such sentence.")
    stating = {place for need in planted for place in need.places}
    for one in automatic.get("traps", ()):
        if one["place"] not in sentences:
            faults.append(f"The papers have no sentence {one['place']}.")
        elif one["place"] in stating:
            faults.append(f"Sentence {one['place']} states a need, so it cannot mislead as well.")
    return faults
