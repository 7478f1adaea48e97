"""Databases to measure on: made empty, or copied from a prepared one so that every round starts alike."""

import os

import psycopg

DEFAULT = "postgres://postgres@127.0.0.1:5432/postgres"


def server() -> str:
    """The address of a PostgreSQL on which databases may be made."""
    return os.environ.get("BENCH_DATABASE_URL", DEFAULT)


def url(name: str) -> str:
    """The address of one database."""
    return f"{server().rsplit('/', 1)[0]}/{name}"


def make(name: str, template: str | None = None) -> str:
    """Makes the database anew, empty or as a copy of `template`; returns its address."""
    with psycopg.connect(server(), autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        link.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return url(name)


def drop(*names: str) -> None:
    """Removes databases."""
    with psycopg.connect(server(), autocommit=True) as link:
        for name in names:
            link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def exists(name: str) -> bool:
    """Whether the database is there."""
    with psycopg.connect(server(), autocommit=True) as link:
        return link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
