"""Whose advice the law asks for in a case, worked out from its facts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assessments.exercises.ticks import Tick
from assessments.questions.kinds import Content

Row = Mapping[str, Any]
ADULTHOOD_FROM = 9
FAMILY, EDUCATION, MEDICAL, PSYCHOLOGICAL, SOCIAL_CARE = (
    "family",
    "education",
    "medical",
    "psychological",
    "care",
)
DEAF, BLIND, BOTH, ADULTHOOD = "deaf", "blind", "both", "adulthood"
GIVERS = (
    (FAMILY, "The parent or the young person"),
    (EDUCATION, "The head or manager of the school, college or nursery"),
    (MEDICAL, "A health professional whom the health commissioner names"),
    (PSYCHOLOGICAL, "An educational psychologist"),
    (SOCIAL_CARE, "Social care"),
    (DEAF, "A qualified teacher of deaf children"),
    (BLIND, "A qualified teacher of children with a vision impairment"),
    (BOTH, "A qualified teacher of children with impaired hearing and vision"),
    (ADULTHOOD, "Somebody on preparing for adulthood and independent living"),
)
HEARING, VISION = "hearing", "vision"
SENSORY = ((HEARING, "Hearing"), (VISION, "Vision"))
ALWAYS = (FAMILY, EDUCATION, MEDICAL, PSYCHOLOGICAL, SOCIAL_CARE)
_WHY = {
    FAMILY: "The views of the parent or young person are advice as well, in every case.",
    EDUCATION: "Educational advice is needed in every case.",
    MEDICAL: "Medical advice is needed in every case, known to a clinic or not.",
    PSYCHOLOGICAL: "Psychological advice is needed in every case.",
    SOCIAL_CARE: "Social care is asked in every case. Not being known there is no reason to leave them out.",
    DEAF: "With impaired hearing the educational advice is given after talking to a teacher so qualified.",
    BLIND: "With impaired vision the educational advice is given after talking to a teacher so qualified.",
    BOTH: "With hearing and vision impaired the teacher asked must be qualified for both together.",
    ADULTHOOD: "From Year 9 advice on preparing for adulthood and independent living is needed.",
}
_WHY_NOT = {
    DEAF: "Nothing says that hearing alone is impaired.",
    BLIND: "Nothing says that vision alone is impaired.",
    BOTH: "Nothing says that hearing and vision are both impaired.",
    ADULTHOOD: "The law asks for this from Year 9. You may always ask sooner if it helps.",
}
ENOUGH = "Its author, the council and the family are all satisfied that the earlier advice is enough."


def satisfied(row: Row) -> bool:
    """Whether earlier advice may stand: its author, the council and the family all have to say so."""
    return bool(row.get("author") and row.get("council") and row.get("family"))


def ticks_for(content: Content) -> tuple[Tick, ...]:
    """Everybody who could be asked, with who must be: the list of the law, whom the family names, others."""
    must = {*ALWAYS, *_sensory(content.get("sensory") or [])}
    if (content.get("year") or 0) >= ADULTHOOD_FROM:
        must.add(ADULTHOOD)
    notes = {row["giver"]: row["words"] for row in content.get("notes") or []}
    done = {row["giver"] for row in content.get("already") or [] if satisfied(row)}
    found = [_tick(giver, words, giver in must, notes.get(giver, "")) for giver, words in GIVERS]
    found = [
        replace(tick, right=False, reason=ENOUGH, law=("reg-6-4",)) if tick.value in done else tick
        for tick in found
    ]
    return (*found, *_named(content.get("requested") or [], "r"), *_named(content.get("others") or [], "o"))


def _sensory(impaired: Sequence[str]) -> set[str]:
    if {HEARING, VISION} <= set(impaired):
        return {BOTH}
    return {DEAF} if HEARING in impaired else {BLIND} if VISION in impaired else set()


def _tick(giver: str, words: str, right: bool, note: str) -> Tick:
    why = _WHY[giver] if right else _WHY_NOT.get(giver, "")
    law = ("reg-6",) if giver in (DEAF, BLIND, BOTH) else ("reg-6-1",)
    return Tick(giver, words, right, f"{why} {note}".strip(), law)


def _named(rows: Sequence[Row], letter: str) -> list[Tick]:
    """People whom the family names, or who may be thought appropriate, with the author's reasons."""
    found = []
    for number, row in enumerate(rows, 1):
        rule = ""
        if letter == "r":
            rule = "Somebody whom the family reasonably asks for must be asked. "
            rule = rule if row.get("needed") else "The law asks for those reasonably asked for. "
        law = tuple(row.get("law") or ()) or ("reg-6-1",)
        found.append(
            Tick(f"{letter}{number}", row["who"], bool(row.get("needed")), rule + row["reason"], law)
        )
    return found
