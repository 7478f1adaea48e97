"""Shipped items by code, for the tests of single exercises."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "assessments/fixtures/items"


@cache
def _all(kind: str) -> dict[str, dict[str, Any]]:
    rows = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    return {row["code"]: row for row in rows}


def content_of(code: str) -> dict[str, Any]:
    """A copy of the content of a shipped item, such as X8-1, to be changed by a test."""
    return copy.deepcopy(_all(code.split("-")[0])[code]["content"])
