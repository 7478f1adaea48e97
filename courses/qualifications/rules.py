"""Who may do what with a registration. Always in words."""

from __future__ import annotations

from collections.abc import Callable

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from courses.qualifications.models import Registration
from courses.qualifications.states import REGISTRATION

LEAST_WORDS = 15


def check_keeper(*, by: User) -> None:
    """`by` keeps qualifications. Raises Refused in words."""
    if not can(by, "keep_qualifications"):
        raise Refused("Only whoever keeps qualifications does this.", code="who")


def check_learner(*, registration: Registration, by: User) -> None:
    """`by` is the person whose portfolio it is, and it is open. Raises Refused in words."""
    if registration.person_id != by.pk:
        raise Refused("Only the person puts their own portfolio together.", code="who")
    if registration.state != "working":
        raise Refused(
            "The portfolio is with somebody now. It can be changed again when they return it.", code="state"
        )


def check_assessor(*, registration: Registration, by: User) -> None:
    """`by` assesses: the assessor, or the keeper for one from outside. Raises Refused in words."""
    _check_part(registration.assessor_id, registration, by, "assessor")
    if registration.state != "submitted":
        raise Refused("The portfolio is not with the assessor.", code="state")


def check_verifier(*, registration: Registration, by: User) -> None:
    """`by` verifies: the internal verifier, or the keeper for one from outside. Raises Refused in words."""
    _check_part(registration.verifier_id, registration, by, "internal verifier")
    if registration.state != "assessed":
        raise Refused("The portfolio is not with the internal verifier.", code="state")


def _check_part(held_by: int | None, registration: Registration, by: User, word: str) -> None:
    if registration.person_id == by.pk:
        raise Refused("Nobody decides about their own portfolio.", code="own")
    if held_by != by.pk and not (held_by is None and can(by, "keep_qualifications", registration)):
        raise Refused(f"Only the {word} of this registration does this.", code="who")


def check_words(words: str, what: str) -> str:
    """The words without blanks around them. Raises Refused when they say too little."""
    said = words.strip()
    if len(said) < LEAST_WORDS:
        raise Refused(f"{what}, in a sentence.", code="no_words")
    return said


def acts_open(*, registration: Registration, actor: User) -> dict[str, bool]:
    """What this actor may do now, by verb: a button is shown exactly when the action would go through."""
    checks = {
        "work": check_learner,
        "assess": check_assessor,
        "verify": check_verifier,
    }
    found = {verb: _goes(check, registration, actor) for verb, check in checks.items()}
    keeps = can(actor, "keep_qualifications", registration) and registration.person_id != actor.pk
    found["award"] = keeps and REGISTRATION.allows(registration.state, "award")
    found["withdraw"] = keeps and REGISTRATION.allows(registration.state, "withdraw")
    return found


def _goes(check: Callable[..., None], registration: Registration, actor: User) -> bool:
    try:
        check(registration=registration, by=actor)
    except Refused:
        return False
    return True
