"""What a new item is called."""

from __future__ import annotations

from assessments.questions.kinds import Kind
from assessments.questions.models import Item


def next_code(*, council_id: int, kind: Kind) -> str:
    """The next free code: X3-6 for an exercise, Q-0001 for any question. Ask with the council locked."""
    before = f"{kind.code}-" if kind.is_exercise else "Q-"
    codes = Item.objects.filter(council_id=council_id, code__startswith=before).values_list("code", flat=True)
    tails = (code.removeprefix(before) for code in codes)
    number = max((int(tail) for tail in tails if tail.isdecimal()), default=0) + 1
    return f"{before}{number}" if kind.is_exercise else f"{before}{number:04d}"
