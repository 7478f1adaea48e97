"""What the check page says, in words: from the report of a file to rows that a person can act on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from academy.gate.scan import KIND_WORDS
from academy.kit.words import day_month, day_month_year, plural
from assessments.imports.checking.result import REASONS
from assessments.imports.layouts import Answers, Layout, layout_of
from assessments.imports.models import Batch
from assessments.imports.queries.asking import answers_of, questions_in, said

MOST_ROWS = 200
"""Rows of problems on one page; the file to correct has all."""
MOST_GUESSES = 12
ALWAYS_SAID = ("day_first", "one_is_best")
"""Said on the page whether or not they were asked."""
LEFT_OUT = ("draft", "duplicate")
NOTHING_YET: dict[str, Any] = {
    **dict.fromkeys(
        (
            "audits", "amended", "grades", "below_good", "low_sections", "duplicates", "drafts",
            "stopped_rows", "writers", "leavers", "unread_sheets",
        ),
        0,
    ),
    **dict.fromkeys(("stopped", "held", "unsure", "words", "columns", "dropped"), ()),
    "first_day": "",
}  # fmt: skip
"""What a report says before a file was checked."""


@dataclass(frozen=True)
class Problem:
    """One line of the table of stopped rows."""

    where: str
    found: str
    why: str
    remedy: str
    can_match: bool = False


@dataclass(frozen=True)
class Choice:
    """Initials that fit several people, and who they are."""

    place: str
    where: str
    written: str
    people: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class CheckPage:
    """Everything on the check page besides who may do what."""

    layout: Layout
    lead: str
    facts: list[tuple[object, ...]]
    problems: list[Problem]
    stopped_rows: int
    more: int
    held: list[tuple[str, str]]
    words: list[tuple[int, str, int]]
    choices: list[Choice]
    outcome: list[tuple[str, str]]
    read: list[tuple[str, str]]
    writers: str
    old: bool


def check_page(batch: Batch) -> CheckPage:
    """The page for one checked file."""
    report = {**NOTHING_YET, **batch.report}
    layout = layout_of(batch.layout)
    stopped = [one for one in report["stopped"] if one["reason"] not in LEFT_OUT]
    held = [
        (f"Row {one['row']}, {one['header'] or 'column ' + one['column']}", KIND_WORDS[one["kind"]])
        for one in report["held"]
    ]
    return CheckPage(
        layout=layout,
        lead=_lead(report),
        facts=_facts(report, len(held)),
        problems=[_problem(one, layout) for one in stopped[:MOST_ROWS]],
        stopped_rows=report["stopped_rows"],
        more=max(0, len(stopped) - MOST_ROWS),
        held=held,
        words=[(grade, ", ".join(words), cells) for grade, words, cells in report["words"]],
        choices=_choices(report),
        outcome=_outcome(report, history_only=batch.history_only),
        read=_read(report, layout, batch),
        writers=_writers(report),
        old=bool(report.get("old")),
    )


def _lead(report: dict[str, Any]) -> str:
    parts = [f"{plural(report['audits'], 'audit')} can come in."]
    if report["drafts"]:
        parts.append(f"{plural(report['drafts'], 'draft is', 'drafts are')} left out.")
    if report["duplicates"]:
        parts.append(f"{plural(report['duplicates'], 'audit is', 'audits are')} here already.")
    needs = report["stopped_rows"]
    parts.append(f"{plural(needs, 'row needs', 'rows need')} you." if needs else "No row needs you.")
    return " ".join(parts)


def _facts(report: dict[str, Any], held: int) -> list[tuple[object, ...]]:
    return [
        (report["audits"], f"audits ready{_days(report)}"),
        (report["drafts"] + report["duplicates"], "left out: drafts, or here already"),
        (
            report["stopped_rows"],
            "rows stopped, with reasons below",
            "stop" if report["stopped_rows"] else "",
        ),
        (held, "places with personal data: their rows stop", "look" if held else ""),
    ]


def _days(report: dict[str, Any]) -> str:
    if not report["first_day"]:
        return ""
    first, last = (datetime.date.fromisoformat(report[name]) for name in ("first_day", "last_day"))
    if first == last:
        return f": {day_month_year(last)}"
    start = day_month(first) if first.year == last.year else day_month_year(first)
    return f": {start} to {day_month_year(last)}"


def _where(one: dict[str, Any]) -> str:
    sheet = f"{one['sheet']}, " if one["sheet"] and one["sheet"] != "Audits" else ""
    if one["row"] == one["last_row"]:
        place = f"row\u00a0{one['row']}"
    else:
        place = f"rows {one['row']} to {one['last_row']}"
    return f"{sheet}{place}" if sheet else place.capitalize()


def _problem(one: dict[str, Any], layout: Layout) -> Problem:
    found, why, remedy = _words_of(one, layout)
    return Problem(
        _where(one), found, why, remedy, can_match=one["reason"] == "bad_grade" and not one["detail"]
    )


def _words_of(one: dict[str, Any], layout: Layout) -> tuple[str, str, str]:
    """What we found, why it stops, what to do."""
    reason, detail, seen = one["reason"], one["detail"], one["found"]
    quoted = f" “{seen}”" if seen else ""
    if reason == "unknown_writer":
        return _writer_words(detail, quoted)
    if reason == "bad_date":
        return (
            f"Date{quoted}",
            "There is no such day, or the year cannot be right",
            "Correct the date in the file",
        )
    if reason == "bad_grade":
        return _grade_words(one, layout, quoted)
    if reason == "personal_data":
        kind = KIND_WORDS.get(detail, "Personal data")
        return f"{kind}, not shown", REASONS[reason], "Take it out and send the row again"
    if reason == "missing_ref":
        named = {"plan": "plan reference", "criterion": "known criterion"}.get(detail, "audit number")
        return f"No {named}", "We cannot tell what this row belongs to", f"Give the {named} in the file"
    return "A total", REASONS["subtotal"], "Nothing: it is left out"


def _writer_words(detail: str, quoted: str) -> tuple[str, str, str]:
    if detail == "blank":
        return "No writer", "We cannot tell who wrote the plan", "Fill in the writer"
    if detail == "unknown_ref":
        return (
            f"Staff number{quoted}",
            "Nobody in the staff list has it",
            "Correct it, or bring in the staff list first",
        )
    if detail.startswith("ambiguous"):
        return "Initials or a name", "Several people have them", "Choose who it is, below"
    return "A name we do not know", "Nobody in the staff list has it", "Use the staff number"


def _grade_words(one: dict[str, Any], layout: Layout, quoted: str) -> tuple[str, str, str]:
    if one["detail"] == "graded_twice":
        return f"Criterion {one['criterion']} twice", "Two grades for one criterion", "Keep one of the rows"
    label = next((field.label for field in layout.fields if field.code == one["column"]), "Grade")
    named = f"Criterion {one['criterion']}" if one["criterion"] else label
    if one["detail"] == "plan_type":
        return f"New or amended{quoted}", "We cannot tell which it is", "Write New or Amended"
    return f"{named}{quoted}", "Not one of the words you matched", "Choose a grade"


def _choices(report: dict[str, Any]) -> list[Choice]:
    return [
        Choice(
            place=f"{one['sheet'] or ''}!{one['row']}",
            where=f"Row {one['row']}",
            written=one["written"],
            people=[(ref, label) for ref, label in one["candidates"]],
            chosen="",
        )
        for one in report["unsure"]
    ]


def _outcome(report: dict[str, Any], *, history_only: bool) -> list[tuple[str, str]]:
    new = report["audits"] - report["amended"]
    audits = f"{new:,} new" + (
        f", {report['amended']:,} replaced by a newer version" if report["amended"] else ""
    )
    rows = [("Audits", audits), ("Grades", f"{report['grades']:,}")]
    if report["below_good"] or not report["low_sections"]:
        rows.append(("Marks below good", f"{report['below_good']:,}"))
    else:
        rows.append(
            ("Sections below good", f"{report['low_sections']:,}: no training, sections have no criterion")
        )
    forecast = report.get("forecast")
    if forecast and not history_only:
        people = plural(forecast["people"], "person", "people")
        rows.append(
            (
                "Training to assign",
                f"{forecast['assigned']:,}, for {people}" if forecast["assigned"] else "None",
            )
        )
        if forecast["held"]:
            rows.append(("Held back", f"{forecast['held']:,}, because of leave, caps or recent training"))
    return rows


def _read(report: dict[str, Any], layout: Layout, batch: Batch) -> list[tuple[str, str]]:
    matched, dropped = len(report["columns"]), len(report["dropped"])
    mapping = f", as in {batch.mapping}" if batch.mapping else ""
    rows = [("done", f"{matched} columns matched{mapping}")]
    if dropped:
        rows.append(
            (
                "look",
                f"{plural(dropped, 'column is', 'columns are')} left out: {', '.join(report['dropped'][:6])}",
            )
        )
    if report["unread_sheets"]:
        rows.append(
            ("look", f"{plural(report['unread_sheets'], 'other sheet is', 'other sheets are')} not read")
        )
    answers = answers_of(batch.mapping)
    return [
        *rows,
        *_assumed(report, answers),
        ("done", "Dates are month first" if answers.day_first is False else "Dates are day first"),
        ("done", "O and 1 is best, 4 is worst" if answers.one_is_best else "O and 4 is best, 1 is worst"),
        ("done", "Comments are kept where they are clean" if answers.keep else "Comments are left out"),
    ]


def _assumed(report: dict[str, Any], answers: Answers) -> list[tuple[str, str]]:
    """What nobody has answered and we guess, besides columns: to be looked at."""
    guesses = []
    for one in questions_in(report):
        kind = one.code.partition(":")[0]
        if one.guess and said(answers, one.code) is None and kind not in ("column", *ALWAYS_SAID):
            guesses.append(("look", f"We guess: {one.words} {dict(one.choices).get(one.guess, one.guess)}"))
    return guesses[:MOST_GUESSES]


def _writers(report: dict[str, Any]) -> str:
    said = f"{plural(report['writers'], 'writer')} known."
    if report["unsure"]:
        said += f" {plural(len(report['unsure']), 'row has', 'rows have')} initials that fit several people."
    if report["leavers"]:
        said += f" {plural(report['leavers'], 'leaver')}: counted for the team, no training sent."
    return said
