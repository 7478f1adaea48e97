"""Where handed-in files lie: outside the media folder, under names of ours."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def work_path(stored_as: str) -> Path:
    """The place of a file. The name is made by us, never by the sender."""
    return Path(settings.PRIVATE_ROOT) / "task-files" / stored_as
