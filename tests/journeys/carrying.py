"""The demo academy of an SQLite file, carried over into the PostgreSQL database of the settings row for row.

`make demo` loads it for SQLite. Loading it once more for PostgreSQL would take a quarter of an hour.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

INDEX = "modelsearch"
"""The search index looks different on each kind of database: it is made anew."""


def carry(source: str) -> None:
    """Puts every row of the file in the place of what the database has."""
    every = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in every)
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as file, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {tables} CASCADE")
            for model in every:
                if model._meta.app_label != INDEX:
                    carry_table(file, cursor, model)
            for line in connection.ops.sequence_reset_sql(no_style(), every):
                cursor.execute(line)
    call_command("rebuild_modelsearch_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def carry_table(file: sqlite3.Connection, cursor: Any, model: type[models.Model]) -> None:
    """SQLite's words for numbers, days, truth and JSON are words that PostgreSQL reads; spans are not."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    spans = [at for at, field in enumerate(fields) if isinstance(field, models.DurationField)]
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as out:
        for line in file.execute(f"SELECT {columns} FROM {table}"):
            row = list(line)
            for at in spans:
                row[at] = None if row[at] is None else f"{row[at]} microseconds"
            out.write_row(row)
