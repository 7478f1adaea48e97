"""Where the raw files lie: outside the media folder, outside backups, seven days at most."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from academy.kit.refusals import Refused
from assessments.imports.models import Batch


def raw_path(stored_as: str) -> Path:
    """The place of a stored file. The name is made by us, never by the sender."""
    return Path(settings.PRIVATE_ROOT) / "audit-files" / stored_as


def load_raw(batch: Batch) -> bytes:
    """The bytes of the file. Raises Refused when it is not kept any more."""
    try:
        return raw_path(batch.stored_as).read_bytes() if batch.stored_as else _gone()
    except FileNotFoundError:
        return _gone()


def _gone() -> bytes:
    raise Refused("We do not keep this file any more. Send it again.", code="gone")
