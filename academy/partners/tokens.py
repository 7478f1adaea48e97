"""Codes of organisations: typed from a notice on a staffroom wall, unguessable, and kept only as a hash."""

from __future__ import annotations

import uuid

from django.utils.crypto import salted_hmac

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Without those that are mistaken for one another when read from paper."""
GROUPS, GROUP = 3, 4
SALT = "academy.partners"


def code_of(*, organisation_pk: int, key: uuid.UUID) -> str:
    """The code that belongs to the key of a form. The same form sent twice shows the same code, and neither
    the key nor the code is kept."""
    said = f"{organisation_pk}:{key.hex}"
    value = int.from_bytes(salted_hmac(f"{SALT}.code", said, algorithm="sha256").digest())
    letters = []
    for _ in range(GROUPS * GROUP):
        value, place = divmod(value, len(LETTERS))
        letters.append(LETTERS[place])
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, GROUPS * GROUP, GROUP))


def hash_of(code: str) -> str:
    """What is kept of a code. Capitals, blanks and dashes make no difference."""
    plain = "".join(letter for letter in code.lower() if letter in LETTERS)
    return salted_hmac(SALT, plain, algorithm="sha256").hexdigest()
