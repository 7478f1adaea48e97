"""Who chose what, and which part of an item goes wrong."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from assessments.questions.kinds import Ask, Kind, kind_of
from assessments.questions.models import ItemVersion
from assessments.sittings.models import SittingSlot
from assessments.statistics.figures import OptionFigures, option_figures, thirds
from assessments.statistics.figures.options import NO_ANSWER, can_be_chosen, said_of
from assessments.statistics.queries.responses import DONE

Choices = dict[str, dict[str, bool | None]]
MOST_FACTS = 12
SEEDS = (0, 1, 2)
UNREADABLE = (KeyError, TypeError, ValueError, IndexError, AttributeError)
"""What a kind may raise over a content that it would not accept today."""


@dataclass(frozen=True)
class Part:
    """One line of an item's marking, or one fact that its kind keeps: how often, and how often right."""

    label: str
    n: int
    right: int | None = None


@dataclass(frozen=True)
class Menu:
    """What an item of a choosing kind asks, whoever gets it: its asks, and which choices are right."""

    asks: tuple[Ask, ...]
    choices: Choices


def known_kind(code: str) -> Kind | None:
    """The kind, unless nothing here knows it any more."""
    try:
        return kind_of(code)
    except LookupError:
        return None


def menu_of(version: ItemVersion) -> Menu | None:
    """What can be chosen in an item; None where nothing can, or where each person has other choices.

    Order may differ from person to person, so several draws are laid side by side: the choices have to be
    the same, under the same values.
    """
    kind = known_kind(version.item.kind)
    if kind is None:
        return None
    try:
        shown = [kind.draw(version.content, seed) for seed in SEEDS]
        drawn = [[ask for ask in kind.asks(one) if can_be_chosen(ask)] for one in shown]
        model = kind.model(shown[0])
    except UNREADABLE:
        return None
    if len({repr([(ask.name, ask.label, sorted(ask.choices)) for ask in asks]) for asks in drawn}) != 1:
        return None
    asks = tuple(drawn[0])
    choices: Choices = {}
    for ask in asks:
        right = set(said_of(ask, model))
        place = choices.setdefault(ask.label, {})
        place.update({words: words in right for _, words in sorted(ask.choices)})
        place.setdefault(NO_ANSWER, None)
    return Menu(asks, choices) if asks else None


def choices_of(*, rows: pd.DataFrame, versions: Iterable[ItemVersion]) -> dict[int, list[OptionFigures]]:
    """The option analysis of each version in which something is chosen. Equal answers are read once."""
    menus = {version.pk: menu for version in versions if (menu := menu_of(version)) is not None}
    rows = rows[rows["version"].isin(list(menus))]
    if rows.empty:
        return {}
    chosen: dict[int, list[tuple[str, str, int, int]]] = defaultdict(list)
    for (version, text, third), n in Counter(
        zip(rows["version"], rows["said"], thirds(rows), strict=True)
    ).items():
        answer = answer_in(text)
        for ask in menus[version].asks:
            chosen[version] += [(ask.label, words, int(third), n) for words in said_of(ask, answer)]
    sizes = rows["version"].value_counts()
    return {pk: option_figures(chosen[pk], menu.choices, int(sizes.get(pk, 0))) for pk, menu in menus.items()}


def answer_in(text: str) -> dict[str, Any]:
    """An answer from the text in which it is kept; nothing where it was cut off."""
    try:
        answer = json.loads(text or "{}")
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def parts_of(*, version_id: int, slots: Iterable[int]) -> tuple[list[Part], list[Part]]:
    """The lines of one version's marking, with how often each was right, and the facts its kind keeps,
    most frequent first. One query."""
    wanted = set(slots)
    lines: dict[str, list[int]] = {}
    facts: Counter[str] = Counter()
    rows = SittingSlot.objects.filter(version_id=version_id, sitting__state=DONE)
    for pk, marked in rows.order_by("pk").values_list("pk", "marked").iterator(chunk_size=2000):
        if pk not in wanted or not isinstance(marked, dict):
            continue
        for line in marked.get("lines", ()):
            if line.get("of"):
                tally = lines.setdefault(str(line.get("label", "")), [0, 0])
                tally[0] += 1
                tally[1] += line.get("points", 0) >= line["of"]
        facts.update(flat_facts(marked.get("facts", {})))
    return (
        [Part(label, n, right) for label, (n, right) in lines.items()],
        [Part(words, n) for words, n in facts.most_common(MOST_FACTS)],
    )


def flat_facts(facts: Any) -> Iterator[str]:
    """What a kind keeps for statistics, as countable words: F for G; yes; a name with its value."""
    for name, value in facts.items() if isinstance(facts, dict) else ():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, list) and len(one) == 2:
                yield f"{name}: {one[0]} for {one[1]}"
            elif isinstance(one, dict):
                yield f"{name}: " + ", ".join(f"{key} {said}" for key, said in one.items())
            elif isinstance(one, str | int | bool) and one != "":
                yield f"{name}: {_plain(one)}"


def _plain(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
