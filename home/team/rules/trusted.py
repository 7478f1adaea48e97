"""Who may be relied on for what: the one place where this is decided. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from home.team.rules.cells import Cell

ALONE = 4
"""From this level somebody does a task without a check before it leaves the team."""


@dataclass(frozen=True)
class Trust:
    """Something a team needs people for: the task, the least level that counts, and the licence if it takes
    one. `nobody` is said where there is nobody."""

    key: str
    title: str
    task: str
    least: int
    licence: str
    rule: str
    nobody: str


FINALISE = Trust(
    key="can_finalise",
    title="Can finalise plans alone",
    task="ET10",
    least=ALONE,
    licence="",
    rule="Level 4 or above on ET10.",
    nobody="Nobody can finalise plans alone.",
)
AUDIT = Trust(
    key="can_audit",
    title="Can audit",
    task="ET20",
    least=3,
    licence="auditor",
    rule="An auditor’s licence, and level 3 or above on ET20.",
    nobody="Nobody can audit.",
)
BUDDY = Trust(
    key="can_buddy",
    title="Can buddy a starter",
    task="ET21",
    least=3,
    licence="buddy",
    rule="A buddy’s licence, and level 3 or above on ET21.",
    nobody="Nobody can buddy a starter.",
)
TRUSTS = (FINALISE, AUDIT, BUDDY)


def is_trusted(trust: Trust, cells: Mapping[str, Cell], licences: Collection[str]) -> bool:
    """Whether somebody with these levels and licences may be relied on for this."""
    cell = cells.get(trust.task)
    held = cell.standing if cell else 0
    return held >= trust.least and (not trust.licence or trust.licence in licences)


def what_lacks(trust: Trust, cells: Mapping[str, Cell], licences: Collection[str]) -> str:
    """The one thing that is missing where there is a licence or the level, but not both; else nothing."""
    cell = cells.get(trust.task)
    held = cell.standing if cell else 0
    if not trust.licence or is_trusted(trust, cells, licences):
        return ""
    if trust.licence in licences:
        return f"has the licence; {trust.task} is at level {held}"
    return f"{trust.task} at level {held}; no {trust.licence}’s licence" if held >= trust.least else ""
