"""A file on its way through the check: the frame, what its texts were read as, why rows stop."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from assessments.imports.layouts import CRITERION_PREFIX, SECTION_PREFIX, Answers, Layout
from assessments.imports.layouts.grades import read_grade

from .result import Unsure
from .writers import Resolved


class Work:
    """The frame on its way: texts, what they were read as, and the first reason why a row stops."""

    def __init__(
        self,
        rows: pd.DataFrame,
        layout: Layout,
        table: dict[str, int],
        today: dt.date,
        present: list[str],
        answers: Answers,
        criteria: frozenset[str],
    ) -> None:
        self.rows, self.layout, self.long, self.table = rows, layout, layout.long, table
        self.answers, self.present = answers, frozenset(present)
        self.last_year = today.year + 1
        self.words: dict[str, tuple[int | None, int]] = {}
        self.resolved: dict[tuple[str, str, str, dt.date | None], Resolved] = {}
        self.unsure: list[Unsure] = []
        self.forms: dict[str, int] = {}
        for column in ("reason", "detail", "fault_column", "found", "named_criterion"):
            rows[column] = ""
        self.section_columns = [name for name in present if name.startswith(SECTION_PREFIX)]
        self.criterion_columns = [
            name
            for name in present
            if name.startswith(CRITERION_PREFIX) and name.removeprefix(CRITERION_PREFIX) in criteria
        ]
        self.graded = [*self.section_columns, *self.criterion_columns, "overall"]

    def stop(self, where: pd.Series, reason: str, detail: str = "", column: str = "") -> None:
        """Give the rows a reason unless they have one already."""
        now = where & self.rows["reason"].eq("")
        if not now.any():
            return
        self.rows.loc[now, "reason"] = reason
        self.rows.loc[now, "detail"] = detail
        self.rows.loc[now, "fault_column"] = column
        if column:
            self.rows.loc[now, "found"] = self.rows.loc[now, column]

    def grades(self, column: str) -> pd.Series:
        """The grades of a column; missing where the cell is not one of the words. Counts the words."""
        counts = self.rows[column].value_counts()
        read = {str(text): read_grade(str(text), self.table) for text in counts.index}
        for text, grade in read.items():
            self.words[text] = (grade, self.words.get(text, (grade, 0))[1] + int(counts[text]))
        return self.rows[column].map(read).astype("Float64")
