"""What the words of an item must have before they are offered, and what they must never hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from academy.gate.scan import KIND_WORDS, Scanner
from academy.kit.refusals import Refused
from assessments.questions.kinds import Fault, Kind, content_faults
from assessments.questions.models import ItemVersion

NEVER_HELD = ("email", "nhs", "phone", "postcode", "upn")
"""What points at one real person and is never needed in an invented case."""
ABOUT = "about/"
"""Before the path of a fault that is not in the content but in what is said about the item."""


@cache
def _scanner() -> Scanner:
    return Scanner()


def faults_of(version: ItemVersion, kind: Kind) -> list[Fault]:
    """Everything that stands between a draft and being offered, each at its place."""
    faults = content_faults(kind, version.content)
    if not version.title.strip():
        faults.append(Fault(f"{ABOUT}title", "Title: fill this in."))
    if not version.competencies:
        faults.append(
            Fault(f"{ABOUT}competencies", "Competency: choose at least one. Papers are drawn by it.")
        )
    if version.number > 1 and not version.change.strip():
        faults.append(
            Fault(f"{ABOUT}change", "What changed: fill this in. It is a new version of something in use.")
        )
    return faults


def private_faults(content: Mapping[str, Any], about: Mapping[str, str]) -> list[Fault]:
    """Where a number or address stands that points at a real person. What was found is never repeated."""
    texts = [*texts_of(content), *((f"{ABOUT}{name}", text) for name, text in about.items())]
    return [Fault(path, private_words(found)) for path, text in texts if (found := _held(text))]


def looks_personal(content: Mapping[str, Any]) -> tuple[str, ...]:
    """What in a content is fine in an invented case only, in words: names, dates of birth."""
    found = {kind for _, text in texts_of(content) for kind in _scanner().kinds(text)}
    return tuple(KIND_WORDS[kind] for kind in sorted(found) if kind not in NEVER_HELD)


def check_private(text: str) -> None:
    """Refused for words that hold a number or address of a real person."""
    if found := _held(text):
        raise Refused(private_words(found), code="private")


def private_words(found: tuple[str, ...]) -> str:
    """What was found, in words and never itself."""
    what = " and ".join(KIND_WORDS[kind][0].lower() + KIND_WORDS[kind][1:] for kind in found)
    return f"This looks like {what}. Take it out: nothing about a real person may stand here."


def texts_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a content with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts_of(inner, f"{path}/{name}" if path else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts_of(inner, f"{path}/{number}")


def _held(text: str) -> tuple[str, ...]:
    return tuple(kind for kind in _scanner().kinds(text, names=False) if kind in NEVER_HELD)
