"""Slowing down whoever asks a public page very often. Counts live in the cache that all processes share."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60


def too_often(request: HttpRequest, *, what: str, most: int) -> bool:
    """Whether this address has asked for `what` more than `most` times within a minute; 0: never too often.

    The address is the one that the sign-in limits go by, behind as many proxies as the settings say. It is
    kept as a hash, and no longer than the minute.
    """
    if not most:
        return False
    address = str(get_adapter().get_client_ip(request))
    key = f"often:{what}:{hashlib.sha256(address.encode()).hexdigest()}"
    cache.add(key, 0, MINUTE)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # the minute ended between the two
        return False
