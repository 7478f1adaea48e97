"""Which passes are marked a second time: one in five of each task, and nobody can know which before.

The passes of first markers are numbered task by task. In each run of five, a keyed hash picks one. The share
is exact over every five, the draw can be repeated by whoever holds the key, and neither the writer nor the
marker can steer it: the place is given after the marks are, and the key is the server's own.
"""

from __future__ import annotations

import hashlib
import hmac

ONE_IN = 5


def is_sampled(*, task_id: int, place: int, key: str) -> bool:
    """Whether the pass with this place (from 0) among the passes of a task is marked a second time."""
    run, within = divmod(place, ONE_IN)
    digest = hmac.new(key.encode(), f"second-marking:{task_id}:{run}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % ONE_IN == within
