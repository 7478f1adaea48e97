"""What must be put right before a version can take effect. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from academy.kit.words import listed
from competencies.framework.registry import Touch
from competencies.framework.rules.comparing import Change, Piece

MOST_NAMED = 3


@dataclass(frozen=True)
class Fault:
    """One thing to put right, in words. `noun` and `code` say where it can be done."""

    words: str
    noun: str = ""
    code: str = ""


def find_faults(
    *,
    old: Sequence[Piece],
    new: Sequence[Piece],
    changes: Sequence[Change],
    touches: Mapping[str, Sequence[Touch]],
    built_on: Mapping[str, int],
    meant: Mapping[str, bool],
) -> list[Fault]:
    """Everything that stands against a version.

    `touches`: by code of the version in force. `built_on`: how many competencies each task of the new
    version is built on, and how many each domain holds, by code. `meant`: codes of the new version that older
    versions knew, and whether they still mean the same.
    """
    if not changes:
        return [Fault("Nothing is different from the version in force.")]
    return [
        *_left_behind(old, new, touches),
        *_empty(new, built_on),
        *(
            Fault(
                f"{code} meant something else in an earlier version. Give it a code that was never used, or "
                "say that the earlier one goes on as this one.",
                "competency",
                code,
            )
            for code, same in meant.items()
            if not same
        ),
    ]


def _left_behind(
    old: Iterable[Piece], new: Iterable[Piece], touches: Mapping[str, Sequence[Touch]]
) -> list[Fault]:
    """Codes that lead nowhere any more while content that is in use names them: both must agree."""
    stay = {piece.code for piece in new if piece.noun == "competency"}
    found = []
    for piece in old:
        if piece.noun != "competency" or piece.goes_on or piece.code in stay:
            continue
        names = list(dict.fromkeys(touch.title for touch in touches.get(piece.code, ()) if touch.needs))
        if names:
            verb = "names" if len(names) == 1 else "name"
            words = (
                f"{piece.code} ends, but {_named(names)} {verb} it. Say what it goes on as, or take it out "
                f"of {'it' if len(names) == 1 else 'them'} first."
            )
            found.append(Fault(words, "competency", piece.code))
    return found


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    told = [*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
    return listed(told)


def _empty(pieces: Iterable[Piece], built_on: Mapping[str, int]) -> list[Fault]:
    """Tasks that are built on nothing, domains that hold nothing."""
    found = []
    for piece in pieces:
        if piece.noun == "task" and not built_on.get(piece.code):
            words = f"{piece.code} is built on no competency. Choose what it is built on, or end it."
            found.append(Fault(words, "task", piece.code))
        elif piece.noun == "domain" and not built_on.get(piece.code):
            words = f"{piece.code} holds no competency. Add one, or end the domain."
            found.append(Fault(words, "domain", piece.code))
    return found
