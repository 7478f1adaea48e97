"""What parts above know of an audit that was done here, asked by those below: they register, nothing
imports upwards."""

from __future__ import annotations

from collections.abc import Callable

Asked = Callable[[int], bool]
_ANSWERED: list[Asked] = []


def tells_answered(ask: Asked) -> Asked:
    """Register `ask(audit_id)`: whether the writer has answered the feedback on this version of an audit."""
    if ask not in _ANSWERED:
        _ANSWERED.append(ask)
    return ask


def is_answered(audit_id: int) -> bool:
    """Whether the writer answered the feedback, as anybody above knows it."""
    return any(ask(audit_id) for ask in _ANSWERED)
