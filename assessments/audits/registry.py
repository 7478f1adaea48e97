"""What parts above tell about audits: a flag for a reader, never a change. Nothing imports upwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Flags = Callable[[Sequence[int]], Mapping[int, str]]
FLAGS: list[Flags] = []


def tells_flags(ask: Flags) -> Flags:
    """Register `ask(auditor_ids)`: by auditor, why their audits carry a flag just now."""
    if ask not in FLAGS:
        FLAGS.append(ask)
    return ask


def flags_of(auditor_ids: Sequence[int]) -> dict[int, str]:
    """By auditor, the words of the flag; who is missing carries none."""
    return {pk: words for ask in FLAGS for pk, words in ask(auditor_ids).items()}
