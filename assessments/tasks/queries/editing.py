"""A task as its editor shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from academy.people.access import can
from academy.people.models import User
from assessments.tasks.models import Edition, Submission
from assessments.tasks.queries.editions import edition_of

PATTERN = (
    ("Law and fact", "Wrong", "One slip", "Right", "Right and explained"),
    ("Child in view", "Absent", "Named", "Needs and wishes used", "They would recognise themselves"),
    ("Useable", "Nobody can act on it", "Partly", "Somebody could start", "Somebody could start on Monday"),
    ("Tone and clarity", "Blames or baffles", "Stiff", "Plain and kind", "Plain, kind and warm"),
)
"""The lines every new rubric begins with."""


@dataclass(frozen=True)
class Editing:
    """What the forms begin with; `begun` says that work exists, so saving makes a new edition."""

    edition: Edition | None
    fields: dict[str, Any]
    documents: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    begun: int = 0


def new_task() -> Editing:
    """An empty task with the usual lines of a rubric."""
    lines = [
        {"criterion": name, **{f"level_{place}": words for place, words in enumerate(levels)}, "least": 2}
        for name, *levels in PATTERN
    ]
    return Editing(None, {}, [], lines)


def task_to_edit(*, actor: User, code: str) -> Editing | None:
    """The newest edition of a task for those who run marking; None for others."""
    edition = edition_of(actor=actor, code=code) if can(actor, "run_marking") else None
    if edition is None:
        return None
    plain = ("title", "brief", "good", "shows", "minutes", "marking_minutes", "least_points", "wait_days",
             "most_attempts", "twice", "observed")  # fmt: skip
    fields = {name: getattr(edition, name) for name in plain}
    for name in ("competencies", "law", "audience", "invented", "sections"):
        fields[name] = ", ".join(getattr(edition, name))
    fields |= _by_itself(edition.automatic)
    kept = ("criterion", "level_0", "level_1", "level_2", "level_3", "must", "least")
    return Editing(
        edition=edition,
        fields=fields,
        documents=[dict(row) for row in edition.documents.values("title", "text")],
        lines=[dict(row) for row in edition.lines.filter(section="").values(*kept)],
        begun=Submission.objects.filter(edition=edition).count(),
    )


def _by_itself(automatic: dict[str, Any]) -> dict[str, Any]:
    """The part that marks itself as its fields say it."""
    needs = (f"{', '.join(one['places'])}: {one['need']}" for one in automatic.get("needs", ()))
    traps = (f"{one['place']}: {one['why']}" for one in automatic.get("traps", ()))
    return {
        "by_itself": automatic.get("kind", ""),
        "least_needs": automatic.get("least"),
        "needs": "\n".join(needs),
        "traps": "\n".join(traps),
        "facts": "\n".join(automatic.get("facts", ())),
        "fine": ", ".join(automatic.get("fine", ())),
        "also": ", ".join(automatic.get("also", ())),
    }
