"""A version as a workbook that people edit by hand: its sheets, their columns, how it is written. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from academy.kit.sheets import Cell, Sheet, workbook
from competencies.framework.formats.shape import FrameworkData, Step, Written
from competencies.framework.models.versions import WRITABLE
from competencies.framework.states import FRAMEWORK


@dataclass(frozen=True)
class Column:
    """One column: the field it holds, its head, its width, and whether the sheet must have it."""

    name: str
    head: str
    width: int
    needed: bool = True


IDENTITY = Column("identity", "Identity (leave as it is)", 38, needed=False)
GOES_ON = Column("goes_on", "Goes on from", 16, needed=False)
README = "Read me"
SHEETS: dict[str, tuple[Column, ...]] = {
    "Domains": (Column("code", "Code", 10), Column("title", "Title", 60), IDENTITY),
    "Competencies": (
        Column("code", "Code", 10),
        Column("domain", "Domain", 10),
        Column("text", "What a person can be seen to do", 70),
        Column("evidence", "Shown by", 24),
        GOES_ON,
        IDENTITY,
    ),
    "Levels": (
        Column("number", "Level", 8),
        Column("name", "Name", 26),
        Column("descriptor", "Descriptor", 50),
        Column("work_allowed", "Work allowed", 50),
        Column("least_kinds", "Kinds of evidence at least", 14),
        Column("least_live", "From live work at least", 14),
        Column("least_audits", "Good audits at least", 14),
        Column("least_recommendations", "Recommendations at least", 18),
        Column("every_competency", "Every competency shown", 16),
        Column("fresh_months", "Months evidence counts", 14),
        Column("months_below", "Months at the level before", 14),
    ),
    "Descriptors": (Column("domain", "Domain", 10), Column("level", "Level", 8), Column("text", "Text", 70)),
    "Tasks": (
        Column("code", "Code", 10),
        Column("title", "Title", 60),
        Column("competencies", "Built on", 30),
        Column("law", "Law", 30),
        GOES_ON,
        IDENTITY,
    ),
    "Expectations": (
        Column("task", "Task", 10),
        Column("role", "Role", 8),
        Column("weeks", "Weeks in post", 10),
        Column("level", "Level", 8),
        Column("note", "Note", 40, needed=False),
    ),
    "Evidence kinds": (
        Column("code", "Code", 10),
        Column("name", "Name", 34),
        Column("form", "What it is", 60),
        Column("is_live", "From live work", 12),
        Column("months_valid", "Counts for months", 12),
    ),
}
ABOUT = {
    "Name": "name",
    "Version": "version",
    "State": "state",
    "Written from version": "based_on",
    "In force from": "effective_from",
    "In force until": "retired_on",
    "What is new, and why": "what_changed",
    IDENTITY.head: "identity",
}
HELP = (
    "Change words, add rows and take rows out on the other sheets. People see the rows in this order.",
    "Leave the identity of a row as it is, even when you give it another code. A new row needs none.",
    "Lists in one cell have commas between: KC, WP, AUD.",
    "Goes on from: codes of the version in force. What was shown for those counts for this row. Empty means "
    "the row with the same identity or code; in the file of a draft, empty means that the row is new.",
    "Evidence of a kind that counts for 0 months counts without end.",
    "No formulas, hidden rows or notes: the file would be refused.",
    "When you send the file back you see first what differs. Nothing takes effect by itself.",
)


def write(data: FrameworkData) -> Written:
    """The workbook as bytes."""
    pages = [Sheet(README, [("About this file", 30), ("", 90)], _about(data))]
    rows = _rows(data)
    pages += [
        Sheet(name, [(column.head, column.width) for column in columns], rows[name])
        for name, columns in SHEETS.items()
    ]
    is_open = data.state in WRITABLE
    lost = () if is_open or not (data.competency_steps or data.task_steps) else (LOST,)
    return Written(workbook(pages), lost)


LOST = (
    "The bridge from the version before is not in the workbook: in the file of a finished version the column "
    "says what rows of the next version go on from."
)


def _about(data: FrameworkData) -> list[list[Cell]]:
    values = {
        **{name: getattr(data, name) for name in ABOUT.values()},
        "state": FRAMEWORK.words.get(data.state, data.state),
    }
    said: list[list[Cell]] = [
        [label, "" if values[name] is None else str(values[name])] for label, name in ABOUT.items()
    ]
    said += [[], ["How to use it", ""]]
    return said + [[None, words] for words in HELP]


def _rows(data: FrameworkData) -> dict[str, Iterable[list[Cell]]]:
    return {**_competence_rows(data), **_level_rows(data), **_task_rows(data)}


def _competence_rows(data: FrameworkData) -> dict[str, Iterable[list[Cell]]]:
    bridged = data.state in WRITABLE
    return {
        "Domains": [[row.code, row.title, _id(row.identity)] for row in data.domains],
        "Competencies": [
            [
                one.code,
                one.domain,
                one.text,
                ", ".join(one.evidence),
                _before(one.code, data.competency_steps, bridged),
                _id(one.identity),
            ]
            for one in data.competencies
        ],
        "Descriptors": [[row.code, number, text] for row in data.domains for number, text in row.descriptors],
    }


def _level_rows(data: FrameworkData) -> dict[str, Iterable[list[Cell]]]:
    return {
        "Levels": [
            [
                level.number,
                level.name,
                level.descriptor,
                level.work_allowed,
                level.least_kinds,
                level.least_live,
                level.least_audits,
                level.least_recommendations,
                _yes(level.every_competency),
                level.fresh_months,
                level.months_below,
            ]
            for level in data.levels
        ],
        "Evidence kinds": [
            [kind.code, kind.name, kind.form, _yes(kind.is_live), kind.months_valid] for kind in data.kinds
        ],
    }


def _task_rows(data: FrameworkData) -> dict[str, Iterable[list[Cell]]]:
    bridged = data.state in WRITABLE
    return {
        "Tasks": [
            [
                task.code,
                task.title,
                ", ".join(task.competencies),
                ", ".join(task.law),
                _before(task.code, data.task_steps, bridged),
                _id(task.identity),
            ]
            for task in data.tasks
        ],
        "Expectations": [
            [task.code, one.role, one.weeks, one.level, one.note]
            for task in data.tasks
            for one in task.expects
        ],
    }


def _before(code: str, steps: tuple[Step, ...], bridged: bool) -> str:
    return ", ".join(step.old_code for step in steps if step.new == code) if bridged else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _id(identity: object) -> str:
    return str(identity or "")
