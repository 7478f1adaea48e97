"""The stopped rows as a file to correct: as they came, without anything that points to a person."""

from __future__ import annotations

from assessments.imports.checking.frame import column_letters
from assessments.imports.checking.result import REASONS
from assessments.imports.layouts import layout_of, recognise
from assessments.imports.models import Batch
from assessments.imports.queries.pages import LEFT_OUT
from assessments.imports.queries.storage import load_raw
from assessments.imports.reading import read_cells

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins like this."""
MASK = "[not shown]"


def rows_to_correct(batch: Batch) -> list[list[str]]:
    """Header and stopped rows, with the row number and the reason in front. Refused if the file is gone.

    Free text and columns that were not read are left out; a cell with personal data is masked.
    """
    layout = layout_of(batch.layout)
    free = {field.code for field in layout.fields if field.free_text}
    told = dict(batch.mapping.columns) if batch.mapping else {}
    masked = {(one["sheet"], one["row"], one["column"]) for one in batch.report.get("held", ())}
    stopped = [one for one in batch.report.get("stopped", ()) if one["reason"] not in LEFT_OUT]
    lines: list[list[str]] = []
    for sheet in read_cells(load_raw(batch)).sheets:
        one = recognise(sheet.rows, told, batch.layout)
        if one is None:
            continue
        places = [place for place, code in sorted(one.columns.items()) if code not in free]
        if not lines:
            lines.append(["Row", "Why it stopped", *(one.header[place] for place in places)])
        for entry in stopped:
            if entry["sheet"] != sheet.name:
                continue
            for row in range(entry["row"], entry["last_row"] + 1):
                cells = sheet.rows[row - 1]
                shown = [
                    MASK if (sheet.name, row, column_letters(place)) in masked else _cell(cells, place)
                    for place in places
                ]
                lines.append([str(row), REASONS[entry["reason"]], *shown])
    return lines


def _cell(cells: list[str], place: int) -> str:
    text = cells[place] if place < len(cells) else ""
    return f"'{text}" if text.startswith(RISKY) else text
