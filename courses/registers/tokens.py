"""The address in the room: one for each session, which nobody can make up."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

_SALT = "courses.registers.here"


def token_of(session_id: int) -> str:
    """The token of a session. It stays the same, so that a page printed last week still works."""
    return Signer(salt=_SALT).sign(str(session_id))


def session_of(token: str) -> int | None:
    """The session of a token; None for one that was made up."""
    try:
        return int(Signer(salt=_SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
