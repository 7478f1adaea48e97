"""The tasks that come with the academy: loaded once, and never over what a council has written."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from academy.people.models import Council, User
from assessments.tasks.actions.editing import LineDraft, TaskDraft, open_task, save_task
from assessments.tasks.models import Edition, Task

FOLDER = Path("assessments/fixtures/tasks")


def load_tasks(*, council: Council, by: User | None, at: datetime.datetime) -> list[Edition]:
    """Load and open every task of the fixtures that the council does not have. Returns what was loaded."""
    there = set(Task.objects.filter(council=council).values_list("code", flat=True))
    made = []
    for path in sorted((Path(settings.BASE_DIR) / FOLDER).glob("*.json")):
        data = _read(path.stem)
        if data["code"] in there:
            continue
        edition = save_task(council=council, code=data["code"], draft=draft_from(data), by=by, at=at)
        open_task(task=edition.task, by=by, at=at)
        made.append(edition)
    return made


def _read(code: str) -> dict[str, Any]:
    """The fixture of one task."""
    path = Path(settings.BASE_DIR) / FOLDER / f"{code}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def draft_from(data: dict[str, Any]) -> TaskDraft:
    """A task as its fixture says it. `documents` may be the code of another task: the same bundle."""
    documents = data.get("documents", [])
    if isinstance(documents, str):
        documents = _read(documents)["documents"]
    plain = {
        key: data[key]
        for key in (
            "title", "competencies", "law", "shows", "minutes", "marking_minutes", "least_points",
            "wait_days", "most_attempts", "audience", "invented", "automatic", "sections",
            "twice", "observed",
        )
        if key in data
    }  # fmt: skip
    return TaskDraft(
        **plain,
        brief="\n\n".join(data["brief"]),
        good="\n\n".join(data["good"]),
        documents=[(one["title"], "\n\n".join(one["text"])) for one in documents],
        lines=[
            LineDraft(
                criterion=one["criterion"],
                levels=tuple(one["levels"]),
                must=one.get("must", False),
                least=one.get("least", 2),
            )
            for one in data.get("lines", ())
        ],
    )
