"""Work of the ledger that measuring answers: topic to action."""

from __future__ import annotations

import datetime
from typing import Any

from academy.work.registry import answers
from assessments.imports.actions import check_batch, drop_raw_file
from assessments.sittings.actions import close_on_time, close_overdue
from assessments.tasks.actions import telling  # noqa: F401  (words the letters about tasks)


@answers("audit_file_received")
def audit_file_received(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Check a file that nobody has checked yet: a large one, or one whose sender was cut off."""
    check_batch(batch_id=payload["batch_id"], by=None, at=at, again=False)


@answers("audit_file_expires")
def audit_file_expires(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Seven days are over: the raw file goes."""
    drop_raw_file(batch_id=payload["batch_id"], at=at)


@answers("sitting_due")
def sitting_due(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """The time of a sitting and its grace are over: it is handed in as it is."""
    close_overdue(sitting_id=payload["sitting_id"], at=at)


@answers("paper_closes")
def paper_closes(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """The closing time of a paper has come."""
    close_on_time(paper_id=payload["paper_id"], at=at)
