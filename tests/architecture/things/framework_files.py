"""Files of a version of the framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.competencies import FrameworkFactory


def _file_of_home(things: Any) -> dict[str, Any]:
    FrameworkFactory(council=things.world.home.council)
    return {"format_code": "case"}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "file_of_home": _file_of_home,
    "file_of_nothing": lambda things: {"format_code": "docx"},
}
"""Things of the matrix by name."""
