"""Who may write, return and publish a version. Always in words."""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from competencies.framework.models import Framework

LEAST_WORDS = 15


def check_keep(*, council_id: int, by: User) -> None:
    """`by` keeps the framework of this council. Raises Refused in words."""
    if by.council_id != council_id or not can(by, "keep_framework"):
        raise Refused("Only those who keep the framework change it.", code="who")


def check_second(*, framework: Framework, by: User) -> None:
    """`by` may return or publish what somebody else sent. Raises Refused in words."""
    check_keep(council_id=framework.council_id, by=by)
    if by.pk == framework.sent_by_id:
        raise Refused(
            "You sent this version. Somebody else who keeps the framework returns or publishes it.",
            code="same",
        )


def can_second(*, framework: Framework, by: User) -> bool:
    """Whether `check_second` lets it pass."""
    try:
        check_second(framework=framework, by=by)
    except Refused:
        return False
    return True


def check_words(*, words: str, what: str) -> str:
    """The words without blanks around them. Raises Refused when they say too little."""
    said = " ".join(words.split())
    if len(said) < LEAST_WORDS:
        raise Refused(f"{what}, in a sentence that others understand.", code="no_words")
    return said
