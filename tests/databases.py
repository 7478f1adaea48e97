"""An empty migrated database is made once and copied: two hundred migrations take a minute, a copy none.

The copy is named by everything that made it, so a changed migration or a newer library makes a new one. It
begins with the fullest copy that has the same migrations as far as it goes. `migrate` still runs over all of
them and finds nothing to do.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader

SHELF = Path(tempfile.gettempdir()) / f"academy-test-databases-{os.getuid()}"


def migrations_now() -> set[str]:
    """Every migration as it is written now, and the version of Django that runs them."""
    from django import VERSION
    from django.db.migrations.loader import MigrationLoader

    loader: MigrationLoader = MigrationLoader(None)
    found = {f"django {VERSION}"}
    for key, migration in loader.disk_migrations.items():
        source = Path(__import__(migration.__module__, fromlist=["_"]).__file__)
        found.add(f"{key} {hashlib.sha256(source.read_bytes()).hexdigest()}")
    return found


def name_of_state() -> str:
    """What the migrations come to on this kind of database."""
    written = "\n".join([connection.vendor, *sorted(migrations_now())])
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def fullest_before(now: set[str]) -> Path | None:
    """The kept file whose migrations are all among those of now, and most of them."""
    found: list[tuple[int, Path]] = []
    for words in SHELF.glob("*.migrations"):
        had, file = set(words.read_text().split("\n")), words.with_suffix(".sqlite3")
        if had <= now and file.exists():
            found.append((len(had), file))
    return max(found, default=(0, None))[1]


@contextlib.contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Of several test processes one makes the database, the others wait for it."""
    SHELF.mkdir(exist_ok=True)
    with (SHELF / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def kept_copy() -> str:
    """The file, or database of the server, that is copied: there once a test database was set up."""
    name = name_of_state()
    return str(SHELF / f"{name}.sqlite3") if connection.vendor == "sqlite" else f"academy_empty_{name}"


def place_copy() -> None:
    """Put an empty migrated database where this process expects its test database."""
    kept, target = kept_copy(), connection.creation._get_test_db_name()
    with one_at_a_time(Path(kept).stem):
        if connection.vendor == "sqlite":
            place_file(Path(target), Path(kept))
        else:
            place_database(target, kept)


def place_file(target: Path, kept: Path) -> None:
    """Copy the kept file, making it first where there is none."""
    if not kept.exists():
        now = migrations_now()
        before = fullest_before(now)
        if before is not None:
            shutil.copyfile(before, target)
        make_empty(keepdb=before is not None)
        part = kept.with_suffix(".part")
        part.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(target)) as link:
            link.execute("VACUUM INTO ?", [str(part)])
        part.rename(kept)
        kept.with_suffix(".migrations").write_text("\n".join(sorted(now)))
        return
    for leftover in target.parent.glob(f"{target.name}*"):
        leftover.unlink()
    shutil.copyfile(kept, target)


def place_database(target: str, kept: str) -> None:
    """Copy the kept database of the server, making it first where there is none."""
    creation = connection.creation
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [kept])
        there = bool(cursor.fetchone()[0])
    if not there:
        make_empty()
        connection.close()
        with creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{kept}" TEMPLATE "{target}"')
        return
    with creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}"')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{kept}"')


def make_empty(*, keepdb: bool = False) -> None:
    """Make the test database by its migrations, from nothing or from the one that lies there; it is in the
    settings only while it is made."""
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keepdb)
    connection.close()
    connection.settings_dict["NAME"] = before


KEPT_TABLES = {"django_content_type", "auth_permission"}
"""What is the same after every migration: it would be deleted and made again."""


def delete_what_was_written(
    style: object, tables: list[str], *, reset_sequences: bool = False, allow_cascade: bool = False
) -> list[str]:
    """What empties a database of PostgreSQL after a test that commits, in place of Django's own.

    Truncating three hundred tables takes it seconds, and a test writes to a few of them.
    """
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in set(tables) - KEPT_TABLES
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [f'DELETE FROM "{table}"' for (table,) in cursor.fetchall()]
