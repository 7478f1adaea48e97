"""Whether the levels that a conversation agreed are enough to graduate. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from courses.gates.catalogue import Catalogue


def missing_levels(table: Catalogue, agreed: Mapping[str, int]) -> tuple[str, ...]:
    """What is missing, in words: level 2 on every starter task, level 3 on at least four."""
    low = [one for one in table.starter_tasks if agreed.get(one.code, 0) < table.least_level]
    found = [f"{one.title} ({one.code}) is below level {table.least_level}" for one in low]
    high = sum(agreed.get(one.code, 0) >= table.more_level for one in table.starter_tasks)
    if high < table.more_count:
        found.append(
            f"level {table.more_level} is agreed on {high} starter tasks, and {table.more_count} are needed"
        )
    return tuple(found)


def rule_words(table: Catalogue) -> str:
    """The rule in one sentence."""
    return (
        f"Level {table.least_level} on all {len(table.starter_tasks)} starter tasks, and level "
        f"{table.more_level} on at least {table.more_count}."
    )
