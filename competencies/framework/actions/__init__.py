"""Changing the framework."""

from competencies.framework.actions.bridging import (
    carry_on,
    end_competency,
    end_domain,
    end_task,
    split_competency,
    split_task,
)
from competencies.framework.actions.drafting import drop_draft, return_version, send_version, start_draft
from competencies.framework.actions.founding import load_framework
from competencies.framework.actions.publishing import publish_version
from competencies.framework.actions.wording import (
    TaskWords,
    save_about,
    save_competency,
    save_domain,
    save_expectations,
    save_kind,
    save_level,
    save_task,
)

__all__ = [
    "TaskWords",
    "carry_on",
    "drop_draft",
    "end_competency",
    "end_domain",
    "end_task",
    "load_framework",
    "publish_version",
    "return_version",
    "save_about",
    "save_competency",
    "save_domain",
    "save_expectations",
    "save_kind",
    "save_level",
    "save_task",
    "send_version",
    "split_competency",
    "split_task",
    "start_draft",
]
