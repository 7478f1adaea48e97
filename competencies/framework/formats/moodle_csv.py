"""A version as the CSV of a competency framework that Moodle reads and writes (tool_lpimportcsv). Pure.

The fourteen columns, in Moodle's order, with a row for the framework first. Domains stand at the top, their
competencies below them, tasks below a row of their own; what a task is built on is a cross-reference. Our
identities travel as exported ids, which Moodle keeps for its own use.
"""

from __future__ import annotations

import csv
import html
import io
import json

from competencies.framework.formats.shape import CompetencyRow, FrameworkData, Written

HEADS = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
HTML = "1"
"""Moodle's number for a description in HTML."""
SHORTEST = 100
"""Moodle cuts a short name after so many characters."""
TASKS = "TASKS"
TASKS_TITLE = "Entrustable tasks"
SHOWN_BY = "Shown by: "
TAXONOMY = "domain,competency,competency,competency"
PROFICIENT = 3
"""From this level somebody is proficient for Moodle: routine work without every product being checked."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LEFT_BEHIND = (
    "What is asked for before a level is proposed.",
    "What a level looks like in each domain.",
    "Kinds of evidence: only their codes are there, in the descriptions.",
    "The law of tasks, and what is expected of roles.",
    "The bridge from the version before.",
)


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; `bare` takes the guard away again."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def bare(text: str) -> str:
    """A cell without the guard."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def write(data: FrameworkData) -> Written:
    """The file as bytes, with what it cannot say."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerow(
        _row("", str(data.identity or ""), data.name, data.name, *data.what_changed.split("\n"), scale=data)
    )
    for domain in data.domains:
        writer.writerow(_row("", domain.code, domain.title, domain.title, identity=domain.identity))
        for one in data.competencies:
            if one.domain == domain.code:
                words = (one.text, SHOWN_BY + ", ".join(one.evidence)) if one.evidence else (one.text,)
                related = [task.code for task in data.tasks if one.code in task.competencies]
                writer.writerow(_competency(one, words, related))
    if data.tasks:
        writer.writerow(_row("", TASKS, TASKS_TITLE))
    for task in data.tasks:
        writer.writerow(
            _row(TASKS, task.code, task.title, task.title, related=task.competencies, identity=task.identity)
        )
    return Written(out.getvalue().encode(), (*LEFT_BEHIND, *_lost(data)))


def _lost(data: FrameworkData) -> list[str]:
    said = ["Commas in the names of levels."] if any("," in level.name for level in data.levels) else []
    if TASKS in {row.code for noun in ("domain", "competency", "task") for row in data.rows(noun)}:
        said.append(f"The code {TASKS}: Moodle has one row of this name only.")
    return said


def _competency(one: CompetencyRow, words: tuple[str, ...], related: list[str]) -> list[str]:
    return _row(one.domain, one.code, one.text, *words, related=related, identity=one.identity)


def _row(
    parent: str,
    code: str,
    name: str,
    *description: str,
    related: tuple[str, ...] | list[str] = (),
    identity: object = None,
    scale: FrameworkData | None = None,
) -> list[str]:
    """One row; `scale` for that of the framework itself."""
    return [
        guarded(parent),
        guarded(code),
        guarded(name if len(name) <= SHORTEST else f"{name[: SHORTEST - 1]}…"),
        guarded("".join(f"<p>{html.escape(words, quote=False)}</p>" for words in description if words)),
        HTML,
        guarded(_scale(scale)) if scale else "",
        _configuration(scale) if scale else "",
        "",
        "" if scale else "0",
        "" if scale else "null",
        guarded(",".join(one.replace(",", "%2C") for one in related)),
        str(identity or ""),
        "1" if scale else "",
        TAXONOMY if scale else "",
    ]


def _names(data: FrameworkData) -> list[str]:
    """The names of levels, lowest first; Moodle needs two values at least."""
    names = [level.name.replace(",", " ").strip() for level in data.levels]
    return names if len(names) > 1 else ["Not yet", "Trusted"]


def _scale(data: FrameworkData) -> str:
    return ",".join(_names(data))


def _configuration(data: FrameworkData) -> str:
    """Which value is the first given (the lowest: no machine grants a level) and which are proficient."""
    numbers = [level.number for level in data.levels]
    numbers = numbers if len(numbers) > 1 else [0, PROFICIENT]
    least = PROFICIENT if max(numbers) >= PROFICIENT else max(numbers)
    return json.dumps(
        [
            {"scaleid": "0"},
            *(
                {"id": place, "scaledefault": int(place == 1), "proficient": int(number >= least)}
                for place, number in enumerate(numbers, start=1)
            ),
        ]
    )
