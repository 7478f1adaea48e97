"""How two versions of a framework compare. Pure: pictures in, changes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NOUNS = {
    "domain": "Domains",
    "competency": "Competencies",
    "task": "Entrustable tasks",
    "expectation": "What roles are expected to hold",
    "level": "Levels",
    "kind": "Kinds of evidence",
}
"""What can change, in the order in which it is told."""


@dataclass(frozen=True)
class Piece:
    """One row of a version. `key` stays the same from version to version; `says` are its facts in words.

    `goes_on` are the codes of the next version that carry it on, `comes_from` those of the version before.
    """

    noun: str
    key: str
    code: str
    title: str
    says: Mapping[str, str]
    goes_on: tuple[str, ...] = ()
    comes_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expectation:
    """A role holds a level on a task after some weeks. `task_key` is the task's in every version."""

    task_key: str
    task_code: str
    role: str
    role_title: str
    weeks: int
    level: int


@dataclass(frozen=True)
class Picture:
    """A whole version, as it compares."""

    pieces: tuple[Piece, ...] = ()
    expectations: tuple[Expectation, ...] = ()


@dataclass(frozen=True)
class Change:
    """One difference. `what`: added, changed, ended, raised or lowered. `facts`: name, before, after.

    `code` is that of the version in force, or of the new one for what is added.
    """

    what: str
    noun: str
    code: str
    title: str
    facts: tuple[tuple[str, str, str], ...] = ()
    goes_on: tuple[str, ...] = ()
    comes_from: tuple[str, ...] = ()
    role: str = ""

    @property
    def ends_for_good(self) -> bool:
        """Whether nothing carries it on."""
        return self.what == "ended" and not self.goes_on


@dataclass
class _Sides:
    """Both versions' pieces by noun and key."""

    old: dict[tuple[str, str], Piece] = field(default_factory=dict)
    new: dict[tuple[str, str], Piece] = field(default_factory=dict)


def compare(old: Picture, new: Picture) -> list[Change]:
    """Every difference, by noun in the order of NOUNS; within a noun in reading order."""
    sides = _Sides(_by_key(old.pieces), _by_key(new.pieces))
    changes = [
        *(_met(piece, sides.new.get(key)) for key, piece in sides.old.items()),
        *(_added(piece) for key, piece in sides.new.items() if key not in sides.old),
        *_expectations(old, new),
    ]
    order = {noun: place for place, noun in enumerate(NOUNS)}
    return sorted((one for one in changes if one is not None), key=lambda one: order[one.noun])


def _by_key(pieces: Iterable[Piece]) -> dict[tuple[str, str], Piece]:
    return {(piece.noun, piece.key): piece for piece in pieces}


def _met(was: Piece, now: Piece | None) -> Change | None:
    """What became of a piece of the version in force; None when it stays as it is."""
    if now is None:
        return Change("ended", was.noun, was.code, was.title, goes_on=was.goes_on)
    facts = [("Code", was.code, now.code)] if was.code != now.code else []
    names = [*was.says, *(name for name in now.says if name not in was.says)]
    for name in names:
        before, after = was.says.get(name, ""), now.says.get(name, "")
        if before != after:
            facts.append((name, before, after))
    bridge = tuple(code for code in was.goes_on if code != now.code)
    more = tuple(code for code in now.comes_from if code != was.code)
    if was.code in now.comes_from or not _bridged(was.noun):
        if not facts and not bridge and not more:
            return None
        return Change("changed", was.noun, was.code, was.title, tuple(facts), bridge, more)
    return Change(
        "changed",
        was.noun,
        was.code,
        was.title,
        (*facts, ("What was shown before", "counts", "no longer counts")),
        bridge,
        more,
    )


def _bridged(noun: str) -> bool:
    """Whether what people showed is carried from version to version by steps."""
    return noun in ("competency", "task")


def _added(piece: Piece) -> Change:
    facts = tuple((name, "", words) for name, words in piece.says.items() if words)
    return Change("added", piece.noun, piece.code, piece.title, facts, comes_from=piece.comes_from)


def _expectations(old: Picture, new: Picture) -> list[Change]:
    """Expectations added, ended, raised and lowered; those of a task that ended or is new go with it."""
    was = {(one.task_key, one.role, one.weeks): one for one in old.expectations}
    now = {(one.task_key, one.role, one.weeks): one for one in new.expectations}
    both = _tasks(old) & _tasks(new)
    changes = []
    for key in [*was, *(key for key in now if key not in was)]:
        before, after = was.get(key), now.get(key)
        one = before or after
        if one is None or (before and after and before.level == after.level):
            continue
        if one.task_key not in both:
            continue
        changes.append(
            Change(
                _direction(before, after),
                "expectation",
                one.task_code,
                f"{one.role_title} after {one.weeks} weeks",
                (("Level", str(before.level) if before else "", str(after.level) if after else ""),),
                role=one.role,
            )
        )
    return changes


def _tasks(picture: Picture) -> set[str]:
    return {piece.key for piece in picture.pieces if piece.noun == "task"}


def _direction(before: Expectation | None, after: Expectation | None) -> str:
    if before is None or after is None:
        return "ended" if after is None else "added"
    return "raised" if after.level > before.level else "lowered"
