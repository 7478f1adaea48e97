"""What the access matrix asks object pages for, a file for each part; each file names its own in THINGS."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any


def every_thing() -> dict[str, Callable[[Any], dict[str, Any]]]:
    """Things by name, gathered from every file of this folder."""
    found: dict[str, Callable[[Any], dict[str, Any]]] = {}
    for file in pkgutil.iter_modules(__path__):
        found |= importlib.import_module(f"{__name__}.{file.name}").THINGS
    return found
