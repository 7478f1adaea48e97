"""Marking a placement decision: the ground, the words that are no reason, the sums and the reasons. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assessments.exercises.choosing import option_lines, plain, says, text_of, texts_of, tick_lines
from assessments.questions.kinds import Answer, Content, Line, Marked

GROUNDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "s39-unsuitable": (
        "Section 39(4)(a): the setting is unsuitable for age, ability, aptitude or needs",
        ("cfa-2014-s39",),
    ),
    "s39-others": (
        "Section 39(4)(b)(i): it would clash with the efficient education of others",
        ("cfa-2014-s39",),
    ),
    "s39-resources": (
        "Section 39(4)(b)(ii): it would clash with the efficient use of resources",
        ("cfa-2014-s39",),
    ),
    "s33": (
        "Section 33: mainstream clashes with the efficient education of others, and no reasonable step helps",
        ("cfa-2014-s33",),
    ),
    "s40": ("Section 40: no setting was asked for, so an appropriate one is named", ("cfa-2014-s40",)),
    "s9": (
        "Section 9, Education Act 1996: the family's wish, weighed against unreasonable public expenditure",
        ("ea-1996-s9",),
    ),
    "s61": ("Section 61: a school or college would be inappropriate", ("cfa-2014-s61",)),
    "none": ("None yet: nothing here is a ground to say no", ("cfa-2014-s39",)),
}
TRAPS: dict[str, tuple[str, str]] = {
    "full": (
        "The school is full",
        "Full by itself is no ground: say what one more pupil would do to others or to resources.",
    ),
    "waiting": ("There is a waiting list", "A plan names the school; a waiting list does not apply to it."),
    "catchment": (
        "The family lives outside the catchment area",
        "Catchment areas order ordinary admissions; they do not apply to a plan.",
    ),
    "cost": (
        "It costs more, with nothing to compare it with",
        "Cost counts only when the whole cost and benefit of both are set side by side.",
    ),
}
_USED = {
    "full": r"\b(?:is|are|was|already|says? it is|being) (?:now )?full\b(?! time| range| cost)|\bno places\b"
    r"|\boversubscribed\b|\bover numbers\b",
    "waiting": r"\bwaiting lists?\b",
    "catchment": r"\bcatchment\b",
    "cost": r"\b(?:too|more|very|so) expensive\b|\bcosts? (?:too much|more)\b|\bcannot afford\b"
    r"|\b(?:over|outside|beyond) (?:our |the )?budget\b",
}
_COMPARES = r"\d|\bcompar\w+|\bthan\b.*\bbenefit\w*|\bdifference\b|\bworth\b"
SIDES = {"for": "for naming it", "against": "against naming it"}
REASON, GROUND, TRAP, EXTRA = "reason", "ground", "traps", "extra"
BALANCE = "A reason that a tribunal can follow weighs both sides with facts."
FALSE_TRAP = "These words are not in this case, or they come with what they need to count."


def extra_cost(shown: Content) -> float | None:
    """What the requested place costs the council over the other one, a year; None without both."""
    rows = shown.get("costs") or []
    totals = {
        place: sum(float(row["amount"]) for row in rows if row["place"] == place)
        for place in ("requested", "other")
    }
    both = {row["place"] for row in rows} >= totals.keys()
    return totals["requested"] - totals["other"] if both else None


def mark(shown: Content, answer: Answer) -> Marked:
    """Ground, traps and sums have a key; of the reason only what can be found is marked."""
    lines = [_ground(shown, answer)]
    lines += tick_lines(
        TRAP,
        "No reason by itself",
        texts_of(answer, TRAP),
        {trap: TRAPS[trap][1] for trap in shown.get("traps") or []},
        {trap: label for trap, (label, _) in TRAPS.items()},
        FALSE_TRAP,
    )
    if (extra := extra_cost(shown)) is not None:
        lines.append(_extra(shown, answer, extra))
    lines += option_lines(shown, answer, "What you do next")
    reason = text_of(answer, REASON)
    lines += [_side(shown, reason, side) for side in SIDES if _facts_on(shown, side)]
    used = traps_in(reason)
    return Marked(
        tuple(lines),
        advice=tuple(_advice(shown, reason, used)),
        for_person=True,
        facts={
            "ground": [shown["ground"], text_of(answer, GROUND)],
            "traps_used": used,
            "sides": [side for side in SIDES if _named(shown, reason, side)],
        },
    )


def traps_in(reason: str) -> list[str]:
    """Which words that are no reason by themselves a text gives as one. Cost is none where it compares."""
    text = plain(reason)
    found = [trap for trap, pattern in _USED.items() if re.search(pattern, text)]
    return [trap for trap in found if trap != "cost" or not re.search(_COMPARES, text)]


def sentences(text: str) -> int:
    """How many sentences a text has."""
    ends = re.sub(r"\b(?:s|ss|reg|para|e\.g|i\.e|no)\.", "", text)
    return len([part for part in re.split(r"[.!?]+(?:\s|$)", ends) if part.strip()])


def _ground(shown: Content, answer: Answer) -> Line:
    said = text_of(answer, GROUND)
    rows = {row["ground"]: row for row in shown.get("grounds") or []}
    key, right = shown["ground"], GROUNDS[shown["ground"]]
    accepted = bool(rows.get(said, {}).get("accepted"))
    good = said == key or (accepted and said in GROUNDS)
    reasons = [] if said in GROUNDS else ["You chose no ground."]
    if said in rows and said != key:
        reasons.append(rows[said]["reason"])
    elif said in GROUNDS and not good:
        reasons.append("This is not the ground that the facts open.")
    reasons.append(shown["ground_reason"])
    return Line(
        "The ground",
        GROUNDS[said][0] if said in GROUNDS else "",
        good,
        " ".join(reasons),
        "" if said == key else right[0],
        2.0 * good,
        2,
        right[1],
        GROUND,
    )


def _extra(shown: Content, answer: Answer, extra: float) -> Line:
    said = text_of(answer, EXTRA)
    number = _number(said)
    parts = {abs(float(row["amount"])) for row in shown["costs"]}
    good = number is not None and abs(number - extra) < 1
    points = float(good)
    reason = "Take everything the council pays for each place in a year, then the difference."
    if good:
        reason = "You compare the whole cost of both places."
    elif number is not None and abs(abs(number) - abs(extra)) < 1:
        points, reason = 0.5, "The difference is right, but the other way round. " + reason
    elif number is not None and abs(number) in parts:
        reason = "That is one cost alone. " + reason
    return Line("The extra cost a year", said, good, reason, f"£{extra:,.0f}", points, 1, ask=EXTRA)


def _number(text: str) -> float | None:
    match = re.fullmatch(r"-?\d+(?:\.\d+)?", re.sub(r"[£,\s]|gbp|a year|per year|pa\b", "", text.lower()))
    return float(match.group()) if match and len(match.group()) < 16 else None


def _facts_on(shown: Content, side: str) -> list[Mapping[str, Any]]:
    return [row for row in shown.get("facts") or [] if row["side"] == side]


def _named(shown: Content, reason: str, side: str) -> list[str]:
    text = plain(reason)
    return [
        row["text"] for row in _facts_on(shown, side) if any(says(wording, text) for wording in row["words"])
    ]


def _side(shown: Content, reason: str, side: str) -> Line:
    named = _named(shown, reason, side)
    could = "; ".join(row["text"] for row in _facts_on(shown, side))
    return Line(
        f"Evidence {SIDES[side]}",
        "; ".join(named),
        bool(named),
        "Your reason uses it." if named else f"Your reason names none of it. {BALANCE}",
        "" if named else could,
        float(bool(named)),
        1,
        ask=REASON,
    )


def _advice(shown: Content, reason: str, used: list[str]) -> list[str]:
    if not reason:
        return ["Write the reason as the family would read it: the ground, the facts, what you weighed."]
    said = [f"{TRAPS[trap][0]}: your reason leans on this. {TRAPS[trap][1]}" for trap in used]
    count = sentences(reason)
    if count != 2:
        said.append(f"Two sentences were asked for; you wrote {count}.")
    if all(_named(shown, reason, side) for side in SIDES if _facts_on(shown, side)) and not used:
        said.append("Facts of both sides are named. Whether you weigh them well is for a person to say.")
    return said
