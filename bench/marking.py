"""How many answers to each kind of exercise are marked in a second, in one process and without a database.

Every shipped item is marked with the answers that people give: its model answer, and the same with one part
missing. Each long text is another one each time, so that nothing kept of a text makes it look faster.
"""

import time
from collections.abc import Iterator
from statistics import harmonic_mean
from typing import Any

ANSWERS, ROUNDS = 80, 5
FLOOR = 2_000
"""So many a second is the least for any item."""
Drawn = tuple[Any, Any, list[dict[str, Any]]]


def marking() -> dict[str, Any]:
    """By kind: marks per second over its items, the slowest item, and the longest answer among them.

    The processor's time is taken, the best of a few rounds: others at work on the machine slow nothing down.
    """
    from assessments.questions.actions.loading import shipped_items
    from assessments.questions.kinds import kind_of

    rates: dict[str, list[tuple[float, str]]] = {}
    longest: dict[str, int] = {}
    for item in shipped_items():
        kind = kind_of(item["kind"])
        if not kind.is_exercise:
            continue
        shown = kind.draw(item["content"], 7)
        model = dict(kind.model(shown))
        texts = [ask.name for ask in kind.asks(shown) if ask.form == "long" and model.get(ask.name)]
        rate = max(_rate(kind, shown, list(_answers(model, texts, number))) for number in range(ROUNDS))
        rates.setdefault(kind.code, []).append((rate, item["code"]))
        length = sum(len(model[name]) for name in texts)
        longest[kind.code] = max(longest.get(kind.code, 0), length)
    return {code: _said(found, longest[code]) for code, found in sorted(rates.items(), key=_place)}


def _answers(model: dict[str, Any], texts: list[str], number: int) -> Iterator[dict[str, Any]]:
    """So many answers, of which every other lacks one part."""
    names = list(model)
    for turn in range(ANSWERS):
        answer = {**model, **{name: f"{model[name]} Note {number}-{turn}." for name in texts}}
        if turn % 2 and len(names) > 1:
            del answer[names[turn % len(names)]]
        yield answer


def _rate(kind: Any, shown: Any, answers: list[dict[str, Any]]) -> float:
    began = time.process_time()
    for answer in answers:
        kind.mark(shown, answer)
    return len(answers) / (time.process_time() - began)


def _said(found: list[tuple[float, str]], longest: int) -> dict[str, Any]:
    slowest, code = min(found)
    return {
        "items": len(found),
        "per_second": round(harmonic_mean([rate for rate, _ in found])),
        "slowest": {"item": code, "per_second": round(slowest)},
        "longest_answer_in_characters": longest,
        "above_the_floor": slowest >= FLOOR,
    }


def _place(pair: tuple[str, Any]) -> int:
    """X2 before X10."""
    return int(pair[0].removeprefix("X"))
