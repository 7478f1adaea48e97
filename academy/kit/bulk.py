"""Writing many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

Rows skip `save()` and signals; constraints of the database still hold. Call inside a transaction.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
from django.db import connection, models

NOTHING = r"\N"
LOT = 200_000
"""Rows sent with one statement: bounds memory and the time a statement takes."""


def take_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Primary keys for `count` new rows, taken before they are written so that other rows can point to them."""
    table, column = model._meta.db_table, model._meta.pk.column  # type: ignore[union-attr]
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
    names = [model._meta.get_field(name).column for name in frame.columns]  # type: ignore[union-attr]
    for start in range(0, len(frame), LOT):
        part = frame.iloc[start : start + LOT]
        if connection.vendor == "postgresql":
            _copy(model._meta.db_table, names, part)
        else:
            _insert(model._meta.db_table, names, part)
    return len(frame)


def _copy(table: str, names: Sequence[str], part: pd.DataFrame) -> None:
    quoted = connection.ops.quote_name
    text = io.StringIO()
    part.to_csv(text, index=False, header=False, na_rep=NOTHING)
    columns = ", ".join(quoted(name) for name in names)
    sql = f"COPY {quoted(table)} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{NOTHING}')"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        copy.write(text.getvalue())


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
