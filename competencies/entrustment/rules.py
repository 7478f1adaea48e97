"""Who may decide about trust, and what a decision must rest on. Always in words."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from academy.kit.refusals import Refused
from academy.people.access import can, standing_of
from academy.people.models import User
from competencies.entrustment.models import SECOND_SIGNATURE_FROM, Entrustment
from competencies.entrustment.states import ENTRUSTMENT
from competencies.evidence.models import Evidence

LEAST_KINDS = 2
LIVE_FROM = 3
LEAST_WORDS = 15
LONGEST_WAIT = 366
MAY_SIGN = {"R11": 3, "R10": 4, "R14": 5, "R15": 5}
"""The highest level that each role signs first. A team manager signs 2 to 4, a team lead 2 to 3 (role
profiles); the quality and practice leads sign 5."""
MAY_COUNTERSIGN = {"R10": 4, "R14": 5, "R15": 5}
"""The highest level to which each role gives the second signature."""


def highest_signed(person: User, table: dict[str, int]) -> int:
    """The highest level that the roles somebody holds today let them sign; 0 for none."""
    return max((table.get(code, 0) for code in standing_of(person).roles), default=0)


def check_decider(*, person: User, level: int, by: User) -> None:
    """`by` may decide this level for this person. Raises Refused in words."""
    if by.pk == person.pk:
        raise Refused("Nobody decides about their own level. Ask your manager.", code="own")
    if not can(by, "sign_level", person):
        raise Refused("Only somebody who leads this person decides about their levels.", code="who")
    highest = highest_signed(by, MAY_SIGN)
    if level > highest:
        raise Refused(
            f"Your role signs levels up to {highest}. Ask somebody who may sign level {level}.", code="level"
        )


def check_second(*, entrustment: Entrustment, by: User) -> None:
    """`by` may be the second to sign. Raises Refused in words."""
    if by.pk == entrustment.person_id:
        raise Refused("Nobody signs for their own level.", code="own")
    if by.pk == entrustment.decided_by_id:
        raise Refused("The second signature is somebody else's. You gave the first.", code="same")
    if not can(by, "countersign_level", entrustment.person):
        raise Refused("Your role does not give second signatures.", code="who")
    highest = highest_signed(by, MAY_COUNTERSIGN)
    if entrustment.level > highest:
        raise Refused(f"Your role gives the second signature up to level {highest}.", code="level")


def check_cites(
    *,
    person: User,
    level: int,
    evidence: Sequence[Evidence],
    counts_for: frozenset[int],
    live_kinds: frozenset[str],
    on: datetime.date,
) -> None:
    """The evidence carries a decision on a level. Raises Refused in words.

    `counts_for`: ids of competencies, of any version, that the task is built on. Two kinds at least, and
    something from live work for level 3 and above (domain rules, D.1). Level 0 needs none.
    """
    for row in evidence:
        if row.person_id != person.pk:
            raise Refused("One of these pieces of evidence belongs to somebody else.", code="stranger")
        if row.competency_id not in counts_for:
            raise Refused(
                f"“{row.source_label}” does not show what this task is built on.", code="other_task"
            )
        if row.shown_on > on or (row.valid_until is not None and row.valid_until < on):
            raise Refused(f"“{row.source_label}” does not count on this day.", code="not_valid")
    if level == 0:
        return
    kinds = {row.kind for row in evidence}
    if len(kinds) < LEAST_KINDS:
        raise Refused(
            f"Cite evidence of at least two kinds. You cited {'one kind' if kinds else 'none'}.", code="kinds"
        )
    if level >= LIVE_FROM and not kinds & live_kinds:
        raise Refused(
            f"Level {level} needs something from live work: a piece of work, an observation, an audit, a "
            "performance fact or feedback.",
            code="live",
        )


def check_reason(*, words: str, what: str = "Say why") -> str:
    """The words without blanks around them. Raises Refused when they say too little."""
    said = words.strip()
    if len(said) < LEAST_WORDS:
        raise Refused(f"{what}, in a sentence that the person can learn from.", code="no_reason")
    return said


def needs_second(level: int) -> bool:
    """Whether a level stands only with two signatures."""
    return level >= SECOND_SIGNATURE_FROM


def can_decide(*, person: User, by: User, level: int = 0) -> bool:
    """Whether `by` may decide this level for this person."""
    return _goes(check_decider, person=person, level=level, by=by)


def can_second(*, entrustment: Entrustment, by: User) -> bool:
    """Whether `by` may be the second to sign."""
    return _goes(check_second, entrustment=entrustment, by=by)


def check_asked(*, person: User, level: int, by: User, asked: User | None) -> None:
    """Whom the first signer asks for the second signature may give it. Raises Refused in words."""
    if not needs_second(level):
        return
    if asked is None:
        raise Refused(f"Level {level} needs a second signature. Choose whom you ask for it.", code="asked")
    second = Entrustment(person=person, level=level, decided_by=by)
    if not can_second(entrustment=second, by=asked):
        raise Refused("This person cannot give the second signature. Choose somebody else.", code="asked")


def check_otherwise(*, missing: Sequence[str], otherwise: str) -> str:
    """Whoever decides otherwise than the product proposes says why. Raises Refused in words."""
    if missing and len(otherwise.strip()) < LEAST_WORDS:
        raise Refused(
            "The product says that something is missing for this level. You may decide otherwise: say why, "
            "in a sentence that the person can learn from.",
            code="otherwise",
        )
    return otherwise.strip()


def check_higher(*, stands: int, level: int) -> None:
    """Less than what stands is not granted. Raises Refused in words."""
    if level < stands:
        raise Refused(
            "This is less than the level that stands. To agree more support, say so and say what help goes "
            "with it.",
            code="lower",
        )


def check_lower(*, stands: int, level: int) -> None:
    """Only what stands can be lowered. Raises Refused in words."""
    if level >= stands:
        raise Refused("There is no higher level that stands, so nothing is lowered.", code="not_lower")


def check_look_again(*, on: datetime.date | None, today: datetime.date) -> None:
    """The agreed day of the next look is still to come, within a year. Raises Refused in words."""
    if on is None:
        return
    if not today < on <= today + datetime.timedelta(days=LONGEST_WAIT):
        raise Refused("Choose a day to look again within the next twelve months.", code="look_again")


def check_lapse(*, entrustment: Entrustment, by: User) -> None:
    """`by` may let this level lapse. Raises Refused in words."""
    check_decider(person=entrustment.person, level=entrustment.level, by=by)
    ENTRUSTMENT.after(entrustment.state, "lapse")


def can_lapse(*, entrustment: Entrustment, by: User) -> bool:
    """Whether `by` may let this level lapse."""
    return _goes(check_lapse, entrustment=entrustment, by=by)


def refusal_of(check: Callable[[], object]) -> Refused | None:
    """What a check says against something; None when it says nothing."""
    try:
        check()
    except Refused as refused:
        return refused
    return None


def _goes(check: Callable[..., object], **about: Any) -> bool:
    return refusal_of(lambda: check(**about)) is None
