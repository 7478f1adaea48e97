"""Tokens of links: typed from paper, unguessable, and kept only as a hash."""

from __future__ import annotations

import uuid

from django.utils.crypto import salted_hmac

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Without those that are mistaken for one another when read from paper."""
GROUPS, GROUP = 4, 5
SALT = "competencies.voices"


def token_of(*, round_pk: int, key: uuid.UUID, number: int) -> str:
    """The token of one link of a batch. The same batch gives the same tokens, so that a page that is sent
    twice shows the same links; the key of the batch is kept nowhere."""
    digest = salted_hmac(f"{SALT}.token", f"{round_pk}:{key.hex}:{number}", algorithm="sha256").digest()
    value = int.from_bytes(digest)
    letters = []
    for _ in range(GROUPS * GROUP):
        value, place = divmod(value, len(LETTERS))
        letters.append(LETTERS[place])
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, GROUPS * GROUP, GROUP))


def hash_of(token: str) -> str:
    """What is kept of a token. Capitals, blanks and dashes make no difference."""
    plain = "".join(letter for letter in token.lower() if letter in LETTERS)
    return salted_hmac(SALT, plain, algorithm="sha256").hexdigest()
