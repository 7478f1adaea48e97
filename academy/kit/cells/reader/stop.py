"""Why a file is refused, and what is too much of anything."""

from __future__ import annotations

MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 60
MOST_BYTES_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 100
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_FORMULAS = 20
MOST_MARKED = 400_000
"""Cells of a sheet whose fill colour, or whose formula without a value, is told."""


class Stop(Exception):
    """The file is refused: a code the parent turns into words, and where it was found."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.code, self.where = code, where
