"""What a new item is called."""

from __future__ import annotations

import re

from assessments.questions.models import Item

EXERCISE = re.compile(r"X\d+")


def next_code(*, council_id: int, kind: str) -> str:
    """The next free code: X3-6 for an exercise, Q-0001 for any question. Ask with the council locked."""
    own = EXERCISE.fullmatch(kind) is not None
    before = f"{kind}-" if own else "Q-"
    codes = Item.objects.filter(council_id=council_id, code__startswith=before).values_list("code", flat=True)
    tails = (code.removeprefix(before) for code in codes)
    number = max((int(tail) for tail in tails if tail.isdecimal()), default=0) + 1
    return f"{before}{number}" if own else f"{before}{number:04d}"
