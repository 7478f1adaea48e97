"""Two things at once, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections


def in_thread(work: Callable[[], object], faults: list[BaseException]) -> threading.Thread:
    """Does the work with a connection of its own, and keeps what went wrong."""

    def run() -> None:
        try:
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread
