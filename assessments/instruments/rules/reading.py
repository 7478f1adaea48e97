"""Reading an instrument from plain data, strictly: whatever is odd is said, with its place. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TEXTS = ("text", "outstanding", "good", "requires_improvement", "inadequate")
LISTS = ("competencies", "modules", "principles", "law")
FIELDS = ("code", "section", *TEXTS, "weight", "critical", *LISTS)
MORE = ("series", "why", "kind")
"""What a criterion may say besides: `series` is renamed or changed where its words differ from the version in
force, `why` tells a chart the reason."""
HEAD = (
    "code",
    "name",
    "version",
    "effective_from",
    "law_as_at",
    "what_changed",
    "grades",
    "criteria",
    "sections",
)
CODE = re.compile(r"^[A-Z][A-Za-z]{0,6}[0-9]{0,2}$")
LONGEST = {"section": 12, **dict.fromkeys(TEXTS, 200)}


@dataclass(frozen=True)
class Known:
    """Codes that a criterion may name. An empty set: nobody knows, so none is refused."""

    competencies: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    principles: frozenset[str] = frozenset()
    law: frozenset[str] = frozenset()


def find_oddities(data: Any, known: Known) -> list[str]:
    """Everything that keeps data from being an instrument, in words with the place; none: it can come in."""
    if not isinstance(data, dict):
        return ["The file is not an object with the fields of an audit."]
    found = [f"“{name}” is not a field of an audit." for name in data if name not in HEAD]
    found += [f"“{name}” is missing." for name in ("code", "name", "criteria") if not data.get(name)]
    for name in ("code", "name", "version", "what_changed"):
        if name in data and not isinstance(data[name], str):
            found.append(f"“{name}” is not a text.")
    for name in ("effective_from", "law_as_at"):
        if data.get(name) is not None and not _is_day(data[name]):
            found.append(f"“{name}” is not a day like 2026-12-01.")
    seen: set[str] = set()
    for part in ("criteria", "sections"):
        rows = data.get(part, [])
        if not isinstance(rows, list):
            found.append(f"“{part}” is not a list.")
            continue
        for place, row in enumerate(rows, start=1):
            where = f"{part}, number {place}"
            found += [f"{where}: {words}" for words in _oddities_of(row, known, seen)]
    return found


def _oddities_of(row: Any, known: Known, seen: set[str]) -> list[str]:
    if not isinstance(row, dict):
        return ["not an object with the fields of a criterion."]
    found = [f"“{name}” is not a field of a criterion." for name in row if name not in (*FIELDS, *MORE)]
    if missing := [name for name in FIELDS if name not in row]:
        return [*found, f"{', '.join(missing)} missing."]
    code = row["code"]
    if not isinstance(code, str) or not CODE.match(code) or len(code) > 8:
        return [*found, "its code is not like F7 or ADV3."]
    if code in seen:
        found.append(f"{code} is there twice.")
    seen.add(code)
    for name, longest in LONGEST.items():
        said = row[name]
        if not isinstance(said, str) or not said.strip() or len(said) > longest:
            found.append(f"{name} of {code} is not a text of 1 to {longest} letters.")
    if row["weight"] not in (1, 2, 3) or isinstance(row["weight"], bool):
        found.append(f"the weight of {code} is not 1, 2 or 3.")
    if not isinstance(row["critical"], bool):
        found.append(f"critical of {code} is not true or false.")
    if row.get("series", "") not in ("", "renamed", "changed"):
        found.append(f"series of {code} is not renamed or changed.")
    if not isinstance(row.get("why", ""), str) or len(row.get("why", "")) > 200:
        found.append(f"why of {code} is not a text of 200 letters at most.")
    return [*found, *_lists(code, row, known)]


def _lists(code: str, row: Mapping[str, Any], known: Known) -> list[str]:
    found = []
    for name in LISTS:
        said = row[name]
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            found.append(f"{name} of {code} is not a list of texts.")
            continue
        codes: frozenset[str] = getattr(known, name)
        strange = [one for one in said if codes and one not in codes]
        if strange:
            found.append(f"{name} of {code}: {', '.join(strange)} not known here.")
    return found


def _is_day(said: Any) -> bool:
    try:
        datetime.date.fromisoformat(said)
    except (TypeError, ValueError):
        return False
    return True
