"""The practical tasks of the two councils: one of each, for the rows of the matrix."""

from __future__ import annotations

from typing import Any

from assessments.tasks.queries.storage import work_path
from tests.factories.tasks import (
    EditionFactory,
    MarkingFactory,
    OutcomeFactory,
    PassageCommentFactory,
    SubmissionFactory,
    SubmittedFileFactory,
)

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def lay_tasks(things: Any) -> dict[str, dict[str, Any]]:
    """Tasks, drafts, work being marked by the lead and the senior, and a result of every owner."""
    made: dict[str, dict[str, Any]] = {}
    home, second = things.world.home, things.world.second
    editions = {}
    for side, whose, code in ((home, "home", "AT2"), (second, "second", "AT9")):
        edition = EditionFactory(task__council=side.council, task__code=code)
        editions[whose] = edition
        made[f"task_of_{whose}"] = {"code": code}
        made[f"document_of_{whose}"] = {"code": code, "position": 1}
        watched = EditionFactory(task__council=side.council, task__code=f"{code}O", observed=True)
        made[f"observed_of_{whose}"] = {"code": watched.task.code}
        draft_of = side.people["coordinator"]
        writing = EditionFactory(task__council=side.council, task__code=f"{code}W")
        draft = SubmissionFactory(person=draft_of, edition=writing)
        file = SubmittedFileFactory(submission=draft)
        work_path(file.stored_as).parent.mkdir(parents=True, exist_ok=True)
        work_path(file.stored_as).write_bytes(b"More of it.")
        name = "coordinator" if whose == "home" else "foreigner"
        made[f"draft_of_{name}"] = {"code": f"{code}W"}
        made[f"file_of_{name}"] = {"code": f"{code}W", "pk": file.pk}
    for name in OWNERS:
        person = second.people["coordinator"] if name == "foreigner" else home.people[name]
        edition = editions["second" if name == "foreigner" else "home"]
        work = SubmissionFactory(person=person, edition=edition, state="returned")
        result = OutcomeFactory(submission=work)
        OutcomeFactory(
            submission=work, number=2, how="moderated", reason="Looked at again.", by=home.people["pdl"]
        )
        made[f"result_of_{name}"] = {"pk": result.pk}
        made[f"work_of_{name}"] = {"pk": work.pk}
    lay_marks(made, home, editions["home"])
    return made


def lay_marks(made: dict[str, dict[str, Any]], home: Any, edition: Any) -> None:
    """Work that the senior marked first, QA second, and the lead now decides as the third."""
    work = SubmissionFactory(person=home.people["starter"], edition=edition, state="differing")
    roles = (("qa", "first", "given"), ("senior", "second", "given"), ("pdl", "third", "open"))
    for name, role, state in roles:
        marking = MarkingFactory(submission=work, marker=home.people[name], role=role, state=state)
        PassageCommentFactory(marking=marking)
        made[f"marking_of_{name}"] = {"pk": marking.pk}
