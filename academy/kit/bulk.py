"""Writing many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

Rows skip `save()` and signals; constraints of the database still hold. Call inside a transaction.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection, models

NOTHING = r"\N"
WIDTHS = {"bigint": 8, "integer": 4, "smallint": 2}
"""Bytes of the whole numbers of PostgreSQL."""
SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
LOT = 200_000
"""Rows sent with one statement: bounds memory and the time a statement takes."""


def take_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Primary keys for `count` new rows, taken before they are written so that others can point to them."""
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        quoted = connection.ops.quote_name
        cursor.execute(f"SELECT COALESCE(MAX({quoted(column)}), 0) FROM {quoted(table)}")  # noqa: S608
        highest = int(cursor.fetchone()[0])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        used = cursor.fetchone()
    start = max(highest, int(used[0]) if used else 0) + 1
    return range(start, start + count)


def write_rows(model: type[models.Model], frame: pd.DataFrame) -> int:
    """Write a frame whose columns are attribute names of the model (`audit_id`). Missing values become NULL.

    Returns the number of rows. Columns that are not named take the default of the database, so name all
    that have none: only the primary key may be left out.
    """
    names = [str(model._meta.get_field(str(name)).column) for name in frame.columns]  # type: ignore[union-attr]
    widths = [WIDTHS.get(_stored_type(model, str(name))) for name in frame.columns]
    whole = all(widths) and not frame.isna().to_numpy().any()
    for start in range(0, len(frame), LOT):
        part = frame.iloc[start : start + LOT]
        if connection.vendor == "postgresql" and whole:
            _copy_numbers(model._meta.db_table, names, part, [width for width in widths if width])
        elif connection.vendor == "postgresql":
            _copy(model._meta.db_table, names, part)
        else:
            _insert(model._meta.db_table, names, part)
    return len(frame)


@contextmanager
def references_checked_in_sets(*models: type[models.Model]) -> Iterator[None]:
    """For very many rows on PostgreSQL: check foreign keys once with a join at the end, not row by row.

    Takes the foreign keys of the tables away and puts them back before the block ends, all in the caller's
    transaction: a wrong reference fails the whole of it, and nobody else ever sees the tables without them.
    The tables are locked meanwhile, so this is for loading history and not for a month's file.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), "
            "pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
            [[model._meta.db_table for model in models]],
        )
        keys = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _copy(table: str, names: Sequence[str], part: pd.DataFrame) -> None:
    quoted = connection.ops.quote_name
    text = io.StringIO()
    part.to_csv(text, index=False, header=False, na_rep=NOTHING)
    columns = ", ".join(quoted(name) for name in names)
    sql = f"COPY {quoted(table)} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{NOTHING}')"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(sql) as copy:
        copy.write(text.getvalue())


def _stored_type(model: type[models.Model], name: str) -> str:
    """The type of the column, such as "bigint"."""
    return str(model._meta.get_field(name).db_type(connection) or "").split(" ")[0]


def _copy_numbers(table: str, names: Sequence[str], part: pd.DataFrame, widths: Sequence[int]) -> None:
    """COPY in its binary form, where all is whole numbers: half the time of text."""
    quoted = connection.ops.quote_name
    fields: list[tuple[str, str]] = [("count", ">i2")]
    for place, width in enumerate(widths):
        fields += [(f"length{place}", ">i4"), (f"value{place}", f">i{width}")]
    rows = np.empty(len(part), dtype=fields)
    rows["count"] = len(widths)
    for place, width in enumerate(widths):
        rows[f"length{place}"] = width
        rows[f"value{place}"] = part.iloc[:, place].to_numpy(dtype="int64")
    columns = ", ".join(quoted(name) for name in names)
    sql = f"COPY {quoted(table)} ({columns}) FROM STDIN WITH (FORMAT binary)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(sql) as copy:
        copy.write(SIGNATURE + rows.tobytes() + b"\xff\xff")


def _insert(table: str, names: Sequence[str], part: pd.DataFrame) -> None:
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(name) for name in names)
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quoted(table)} ({columns}) VALUES ({marks})", _plain_rows(part))  # noqa: S608


def _plain_rows(part: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Rows of plain Python values; anything missing is None."""
    columns = []
    for name in part.columns:
        values = part[name].astype(object)
        columns.append(values.where(values.notna(), None).tolist())
    return list(zip(*columns, strict=True))
