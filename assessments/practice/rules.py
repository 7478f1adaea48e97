"""What may be practised."""

from __future__ import annotations

from academy.kit.refusals import Refused
from assessments.questions.models import ItemVersion
from assessments.questions.states import LIVE


def check_practise(*, version: ItemVersion) -> None:
    """A version that is in use; one that was retired or replaced a moment ago is refused in words."""
    if version.state not in LIVE:
        raise Refused(
            "This exercise has just been changed or taken out of use. Your answer is still on this page: "
            "open the list and choose it again, or choose another.",
            code="state",
        )


def can_practise(*, version: ItemVersion) -> bool:
    """Whether `check_practise` says nothing."""
    try:
        check_practise(version=version)
    except Refused:
        return False
    return True
