"""The secret of an address. Pure over its arguments and the key of the settings."""

from __future__ import annotations

import hashlib
import uuid

from django.utils.crypto import salted_hmac


def secret_for(*, person_id: int, turn: int, key: uuid.UUID) -> str:
    """256 bits that nobody guesses; the same form gives the same ones again."""
    return salted_hmac("home.calendars", f"{person_id}:{turn}:{key}", algorithm="sha256").hexdigest()


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
