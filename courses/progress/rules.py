"""What the state of somebody's learning allows."""

from __future__ import annotations

from academy.kit.refusals import Refused


def check_finish(*, has_check: bool, passed: bool) -> None:
    """A lesson with a knowledge check is finished by passing it, not by saying so."""
    if has_check and not passed:
        raise Refused("Pass the check on this page to finish the lesson. You can try as often as you like.")


def can_finish(*, has_check: bool, passed: bool) -> bool:
    """Whether `check_finish` says nothing."""
    try:
        check_finish(has_check=has_check, passed=passed)
    except Refused:
        return False
    return True


NOT_WRITTEN = "Write and save your version first. Then look at it with the list."
