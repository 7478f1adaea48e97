"""Every shipped item that a person marks can be judged in a paper, whatever its rubric looks like."""

from __future__ import annotations

import pytest

from assessments.questions.actions.loading import shipped_items
from assessments.questions.kinds import kind_of
from assessments.sittings.marking import judged, judged_empty, lines_to_judge

ITEMS = {row["code"]: row for row in shipped_items()}


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in ITEMS.values()}))
def test_a_marker_finds_lines_and_levels(kind: str) -> None:
    for code, row in ITEMS.items():
        if row["kind"] != kind:
            continue
        of_kind = kind_of(kind)
        shown = of_kind.draw(row["content"], 1)
        marked = of_kind.mark(shown, of_kind.model(shown))
        empty = of_kind.mark(shown, {})
        if not (marked.for_person or empty.for_person):
            continue
        lines = lines_to_judge(shown, marked)
        assert lines, code
        assert all(line.label and len(line.levels) > 1 and all(line.levels) for line in lines), code
        best = judged(shown, marked, [len(line.levels) - 1 for line in lines])
        nothing = judged_empty(shown, empty)
        assert not best.for_person, code
        assert not nothing.for_person, code
        assert nothing.points < best.points <= best.of, code
