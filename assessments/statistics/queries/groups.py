"""In which group people stand when figures are laid side by side.

Cohorts lie above: whoever knows them says so here once, when the academy starts. Until then, and for whoever
was in none, the group is the quarter in which somebody's first post began.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Names = Callable[[int], Mapping[int, str]]


@dataclass
class _Desk:
    names: Names


_DESK = _Desk(names=lambda council_id: {})


def answer_cohorts(names: Names) -> None:
    """Say who knows: the name of their cohort by person, for a council."""
    _DESK.names = names


def cohorts_named(council_id: int) -> Mapping[int, str]:
    """The cohort of everybody of a council who was in one."""
    return _DESK.names(council_id)
