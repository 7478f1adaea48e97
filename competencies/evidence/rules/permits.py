"""Who records which evidence about whom, and what a piece must say. Always in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from competencies.evidence.models import Kind, Piece, Strength
from competencies.evidence.rules.shortforms import FORMS, OWN_KINDS, ShortForm

LEAST_WORDS = 10
REFERENCE = re.compile(r"[A-Za-z]{0,6}[-/ ]?\d[\dA-Za-z]*([-/]\d[\dA-Za-z]*)*")
EARLIEST_YEARS = 40


def check_recorder(*, kind: str, person: User, by: User) -> None:
    """`by` may record this kind about this person. Raises Refused in words."""
    form = FORMS[kind]
    if not form.by_hand:
        raise Refused(f"Nobody writes this one down. {form.automatic}", code="automatic")
    if by.pk == person.pk:
        if kind not in OWN_KINDS or not can(by, "learn"):
            raise Refused(
                "Nobody records this about themselves. Ask somebody who has seen your work.", code="own"
            )
        return
    if kind == Kind.REFLECTION:
        raise Refused("A reflective account is written by the person themselves.", code="theirs")
    if not can(by, "assess_work", person):
        raise Refused("Only somebody who leads this person records evidence about them.", code="who")


def can_record(*, kind: str, person: User, by: User) -> bool:
    """Whether `check_recorder` lets it through."""
    try:
        check_recorder(kind=kind, person=person, by=by)
    except Refused:
        return False
    return True


def check_strength(*, strength: str, person: User, by: User) -> None:
    """Only somebody else recommends more trust. Raises Refused in words."""
    if strength == Strength.RECOMMEND and by.pk == person.pk:
        raise Refused("Nobody recommends themselves.", code="own_recommendation")


def check_correct(*, piece: Piece, by: User) -> None:
    """`by` may record a piece in the place of this one, or take it back. Raises Refused in words.

    Whoever recorded it may, as long as they still may record it at all; and somebody who leads the person may
    put what they have seen themselves in the place of the person's own word on an award.
    """
    if hasattr(piece, "replaced_by"):
        raise Refused("A newer piece stands in the place of this one already.", code="replaced")
    check_recorder(kind=piece.kind, person=piece.person, by=by)
    if piece.recorded_by_id != by.pk and not (piece.is_own_word and piece.kind == Kind.EXTERNAL):
        raise Refused("Only whoever recorded this mends it. Talk with them.", code="not_yours")


def can_correct(*, piece: Piece, by: User) -> bool:
    """Whether `check_correct` lets it through."""
    try:
        check_correct(piece=piece, by=by)
    except Refused:
        return False
    return True


def check_reason(words: str) -> str:
    """The reason without blanks around it. Raises Refused when it says too little."""
    said = words.strip()
    if len(said) < LEAST_WORDS:
        raise Refused("Say why in a few words. The person reads it.", code="no_reason")
    return said


def check_day(*, shown_on: datetime.date, today: datetime.date) -> None:
    """Evidence is of something that happened, within a working life. Raises Refused in words."""
    if shown_on > today:
        raise Refused("This day is still to come. Record what has happened.", code="future")
    if shown_on.year < today.year - EARLIEST_YEARS:
        raise Refused("This is too long ago. Look at the year again.", code="long_ago")


def check_reference(form: ShortForm, plan_ref: str) -> str:
    """The reference as it is kept. Raises Refused for a missing one and for anything like a name."""
    said = plan_ref.strip()
    if not said and form.reference_needed:
        raise Refused("Give the reference, such as P-20417.", code="no_reference")
    if said and not (form.reference and REFERENCE.fullmatch(said)):
        raise Refused(
            "Write only the reference, such as P-20417: letters and figures. Never a name.",
            code="not_a_reference",
        )
    return said


def check_answers(form: ShortForm, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to the questions of the form and no others. Raises Refused when one is missing."""
    kept = {one.name: answers[one.name] for one in form.questions if answers.get(one.name) not in (None, "")}
    for one in form.questions:
        if one.needed and one.name not in kept:
            raise Refused(f"{one.label} {one.missing}.", code="missing")
        if one.choices and one.name in kept and str(kept[one.name]) not in dict(one.choices):
            raise Refused(f"{one.label} Choose one of the answers.", code="unknown")
    if form.kind == Kind.DATA and int(kept["n"]) > int(kept["m"]):
        raise Refused("How many cannot be more than of how many.", code="n_of_m")
    return kept
