"""Contents of the ten question kinds, made up by hypothesis; only those without a fault."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from assessments.questions.kinds import content_faults, kind_of

QUESTION_KINDS = (
    "single",
    "multiple",
    "true_false",
    "short_text",
    "number",
    "date",
    "matching",
    "ordering",
    "gaps",
    "long_text",
)
LETTERS = "abcdeE XYZ019 .,;:!?'\"()[]{}<>&#=~%\\/*_-^$@|éü–’£\t"
lines = (
    st.text(LETTERS, min_size=1, max_size=24)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text)
)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
maybe = st.one_of(st.just(""), texts)
ticks = st.booleans()
weights = st.sampled_from([0, 25, 50, 100, -50, 33.333])
weights_up = st.sampled_from([0, 25, 50, 100])
laws = st.lists(st.sampled_from(["TR-01", "TR-05", "cfa-2014-s36"]), unique=True, max_size=2)
amounts = st.one_of(st.integers(-500, 5000), st.sampled_from([0.5, 2.25, 12.125, -3.75]))
ABOUT = {"explanation": maybe, "law": laws}


def _rows(least: int, most: int, by: str, **fields: Any) -> st.SearchStrategy:
    unique = {"unique_by": lambda row: " ".join(str(row[by]).split()).casefold()}
    return st.lists(st.fixed_dictionaries(fields), min_size=least, max_size=most, **unique)


def _one_right(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of which one at least is right: the first, where none was."""
    if all(row["weight"] < 100 for row in rows):
        rows[0]["weight"] = 100
    return rows


def _option_rows() -> st.SearchStrategy:
    return _rows(2, 5, "text", text=texts, weight=weights, feedback=maybe, stays=ticks).map(_one_right)


@st.composite
def _gaps(draw: Any) -> dict[str, Any]:
    forms = draw(st.lists(st.sampled_from(["choice", "text", "number"]), min_size=1, max_size=3))
    words = [draw(lines).replace("[[", "") for _ in range(len(forms) + 1)]
    text = "".join(f"{word} [[{n}]] " for n, word in enumerate(words[:-1], 1)) + words[-1]
    answers = []
    for number, form in enumerate(forms, 1):
        said = amounts.map(str) if form == "number" else lines
        rows = draw(_rows(2, 3, "text", text=said, weight=weights_up, feedback=maybe.map(lambda t: t)))
        rows[0]["weight"] = 100
        for row in rows:
            answers.append({"gap": number, "tolerance": None, **row})
            if form == "number":
                answers[-1]["tolerance"] = draw(st.sampled_from([None, 1, 0.5]))
    gaps = [
        {"form": form, "points": draw(st.integers(1, 3)), "case_matters": form == "text" and draw(ticks)}
        for form in forms
    ]
    return {
        "stem": draw(maybe),
        "text": text.strip(),
        "gaps": gaps,
        "answers": answers,
        "shuffle": draw(ticks),
        **{name: draw(how) for name, how in ABOUT.items()},
    }


CONTENTS: dict[str, st.SearchStrategy] = {
    "single": st.fixed_dictionaries({"stem": texts, "options": _option_rows(), "shuffle": ticks, **ABOUT}),
    "multiple": st.fixed_dictionaries(
        {"stem": texts, "options": _option_rows(), "all_or_nothing": ticks, "shuffle": ticks, **ABOUT}
    ),
    "true_false": st.fixed_dictionaries(
        {
            "stem": texts,
            "answer": st.sampled_from(["true", "false"]),
            "if_true": maybe,
            "if_false": maybe,
            **ABOUT,
        }
    ),
    "short_text": st.fixed_dictionaries(
        {
            "stem": texts,
            "answers": _rows(1, 4, "text", text=lines, weight=weights_up, feedback=maybe).map(_one_right),
            "case_matters": ticks,
            **ABOUT,
        }
    ),
    "number": st.fixed_dictionaries(
        {
            "stem": texts,
            "answers": _rows(
                1,
                4,
                "value",
                value=amounts,
                tolerance=st.sampled_from([None, 1, 0.5]),
                per_cent=ticks,
                weight=weights_up,
                feedback=maybe,
            ).map(_one_right),
            "otherwise": maybe,
            "units": st.sampled_from([[], [{"name": "weeks", "factor": 1}, {"name": "days", "factor": 7}]]),
            "unit_needed": st.just(False),
            **ABOUT,
        }
    ),
    "date": st.fixed_dictionaries(
        {
            "stem": texts,
            "answers": _rows(
                1,
                3,
                "day",
                day=st.dates(datetime.date(2015, 1, 1), datetime.date(2035, 1, 1)).map(str),
                within=st.sampled_from([None, 1, 7]),
                weight=weights_up,
                feedback=maybe,
            ).map(_one_right),
            "early": maybe,
            "late": maybe,
            **ABOUT,
        }
    ),
    "matching": st.fixed_dictionaries(
        {
            "stem": texts,
            "pairs": _rows(2, 5, "text", text=lines, match=lines, feedback=maybe),
            "extras": st.lists(lines, max_size=2, unique=True),
            "shuffle": ticks,
            **ABOUT,
        }
    ),
    "ordering": st.fixed_dictionaries(
        {
            "stem": texts,
            "steps": _rows(2, 6, "text", text=texts, feedback=maybe),
            "points_for": st.sampled_from(["neighbours", "places", "whole"]),
            **ABOUT,
        }
    ),
    "gaps": _gaps(),
    "long_text": st.fixed_dictionaries(
        {
            "stem": texts,
            "rubric": _rows(
                0, 3, "name", name=lines, levels=st.lists(lines, min_size=2, max_size=4), must=ticks
            ),
            "looks_for": st.lists(lines, max_size=2),
            "least_words": st.sampled_from([None, 5]),
            "most_words": st.sampled_from([None, 5, 200]),
            "for_marker": maybe,
            "model_answer": maybe,
            **ABOUT,
        }
    ),
}


def contents(kind: str) -> st.SearchStrategy:
    """Contents of a kind in which there is nothing to complain of."""
    return CONTENTS[kind].filter(lambda content: not content_faults(kind_of(kind), content))
