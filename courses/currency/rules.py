"""Which references a change carries along, what names them, and who may do what about it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Set
from typing import Any

from academy.kit.refusals import Refused
from academy.law.clauses import Pack
from academy.people.access import can
from academy.people.models import User
from courses.currency.models import LawChange
from courses.currency.states import LAW_CHANGE


def related_keys(*, pack: Pack, key: str) -> tuple[str, ...]:
    """The keys that may be wrong when `key` changed.

    Of a place in the law: itself, narrower places of it, and the time limits that rest on any of them.
    Narrower is by the pack's own keys: cfa-2014-s37-2-c lies within cfa-2014-s37-2 and within cfa-2014-s37.
    Of a time limit (TR-05): itself and the places it rests on, for most pages name the regulation and not
    the rule.
    """
    if key in pack.rules:
        return tuple(dict.fromkeys([key, *pack.rules[key].law]))
    narrower = [held for held in pack.references if held.startswith(f"{key}-")]
    places = {key, *narrower}
    rules = [code for code, rule in pack.rules.items() if places.intersection(rule.law)]
    return tuple(dict.fromkeys([key, *narrower, *rules]))


def keys_within(value: Any, known: Set[str]) -> Iterator[str]:
    """Every key of the pack that stands as a value of its own somewhere in `value`, however deep."""
    if isinstance(value, str):
        if value in known:
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from keys_within(part, known)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from keys_within(part, known)


def is_out_of_date(*, law_as_at: datetime.date, changed_on: datetime.date) -> bool:
    """Whether something was last held against the law before the change."""
    return law_as_at < changed_on


def check_keeper(*, by: User) -> None:
    """Only those who write content say what a change of law does to it."""
    if not can(by, "keep_law"):
        raise Refused("Only a practice development lead may do this.", code="not_allowed")


def check_change(*, pack: Pack, key: str, what: str, source: str) -> None:
    """A change names a reference we know, what changed and where that can be read."""
    if key not in pack.references and key not in pack.rules:
        raise Refused("Choose a reference from the list.", code="reference")
    if not what.strip():
        raise Refused("Say in a sentence or two what changed.", code="what")
    if not source.strip():
        raise Refused("Say where the change can be read.", code="source")


def check_open(*, change: LawChange) -> None:
    """A change that is worked through is opened again before anything is added to it."""
    if change.state != "open":
        raise Refused("This change is worked through. Open it again first.", code="state")


def check_settle(*, change: LawChange, left: Iterable[str]) -> None:
    """A change is worked through when every thing that names it was looked at."""
    LAW_CHANGE.after(change.state, "settle")
    waiting = list(left)
    if waiting:
        few = ", ".join(waiting[:3])
        more = f" and {len(waiting) - 3} more" if len(waiting) > 3 else ""
        raise Refused(f"Not everything was looked at yet: {few}{more}.", code="left")
