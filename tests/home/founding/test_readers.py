"""The demo's seeded readers: right as often as they should be, wrong as people are, the same each time."""

from __future__ import annotations

import random

from assessments.questions.actions.loading import shipped_items
from assessments.questions.kinds import kind_of
from home.founding.actions.readers import MISREAD, Reader

ITEMS = {row["code"]: row for row in shipped_items()}
PAPERS_DRAW = [code for code, row in ITEMS.items() if not code.startswith("X") or row["kind"] in ("X1", "X2")]


def _answers(code: str, ability: float, times: int = 40) -> list[float]:
    item, reader = ITEMS[code], Reader(ability, random.Random(code))
    kind, found = kind_of(item["kind"]), []
    for seed in range(times):
        shown = kind.draw(item["content"], seed)
        said = reader.answer(kind=kind, code=code, difficulty=item["difficulty"], shown=shown)
        marked = kind.mark(shown, said)
        found.append(marked.share)
    return found


def test_who_knows_more_gets_more() -> None:
    codes = [code for code in PAPERS_DRAW if code != MISREAD and ITEMS[code]["kind"] != "long_text"][::6]
    able, weak = (sum(sum(_answers(code, ability, 10)) for code in codes) for ability in (2.5, -2.5))
    assert weak < 0.8 * able
    assert able > 0.9 * 10 * len(codes)


def test_nearly_everybody_misreads_one_question() -> None:
    assert sum(_answers(MISREAD, 0.5)) / 40 < 0.35


def test_every_item_of_the_bank_gets_an_answer_that_can_be_marked() -> None:
    for code, item in ITEMS.items():
        kind, reader = kind_of(item["kind"]), Reader(-3, random.Random(code))
        shown = kind.draw(item["content"], 3)
        said = reader.answer(kind=kind, code=code, difficulty=item["difficulty"], shown=shown)
        marked = kind.mark(shown, said)
        assert 0 <= marked.points <= marked.of, code
        assert set(said) <= {ask.name for ask in kind.asks(shown)}, code


def test_the_same_seed_reads_the_same() -> None:
    assert _answers("Q-0005", 0.0, 5) == _answers("Q-0005", 0.0, 5)
