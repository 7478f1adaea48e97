"""Who comes to which pages at all; for others they do not exist."""

from __future__ import annotations

from academy.people.doors import Door


class MarkerDoor(Door):
    """For markers."""

    acts = ("mark_tasks",)


class RunnerDoor(Door):
    """For those who run marking."""

    acts = ("run_marking",)
