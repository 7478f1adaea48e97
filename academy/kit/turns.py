"""Waiting for a row that somebody else holds."""

from __future__ import annotations

from django.db import connection


def wait_for_turn() -> None:
    """In the transaction: what is done here waits longer for a row than other work would.

    PostgreSQL wakes those who wait in order, so nobody waits for ever; SQLite lets one transaction write at
    a time, and the others have waited before they get here.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
