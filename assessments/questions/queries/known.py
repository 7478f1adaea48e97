"""What a council's bank knows of questions that come from a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from assessments.questions.formats import ReadItem
from assessments.questions.models import Item
from competencies.framework.queries import competencies_by_code


def source_key(item: ReadItem) -> str:
    """What tells a question of a file from every other: its kind, title and content, whatever the file."""
    same = json.dumps([item.kind, item.title, item.content], sort_keys=True, ensure_ascii=False)
    return f"file:{hashlib.sha256(same.encode()).hexdigest()[:48]}"


def keys_known(*, council_id: int, items: Iterable[ReadItem]) -> set[str]:
    """The keys of questions that this council has already."""
    keys = {source_key(item) for item in items}
    held = Item.objects.filter(council_id=council_id, source_key__in=keys)
    return set(held.values_list("source_key", flat=True))


def competencies_among(*, council_id: int, tags: Iterable[str]) -> set[str]:
    """Those tags that are codes of the council's competencies, by today's name or an earlier one."""
    return set(competencies_by_code(council_id=council_id, codes=tags))
