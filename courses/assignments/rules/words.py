"""Why something is asked, in words a person can check: which audit, which criterion, which rule. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from academy.kit.words import day_month_year, listed

from .candidates import Look

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def say_pause(*, claimed: bool, queried: bool) -> str:
    """Why something that was asked waits, for the person it was asked of."""
    if claimed:
        return (
            "You said that the cause was not your writing. "
            "Nothing is asked of you until a practice development lead has looked."
        )
    if queried:
        return "You queried this grade. Nothing is asked of you until a panel has looked."
    return "This waits while you are away, or while a panel looks at a grade that you queried."


def short_name(text: str) -> str:
    """The first words of a criterion: "Quantified: length, frequency" is "Quantified".

    A start with a figure in it, such as "Year 9+: provision for work", says too little alone.
    """
    first = text.split(":")[0].split(";")[0].split(" (")[0].strip()
    return text if ":" in text and any(letter.isdigit() for letter in first) else first


def name_criterion(text: str, code: str) -> str:
    """Words first, code after: "Quantified (F3)"."""
    return f"{short_name(text)} ({code})"


def name_months(days: Sequence[date]) -> str:
    """June and August 2026; June 2025 and March 2026; twice in one month: 2 and 16 June 2026."""
    if len({(day.year, day.month) for day in days}) < len(days):
        months = [f"{day.day} {day:%B}" for day in days]
    else:
        months = [f"{day:%B}" for day in days]
    if len({day.year for day in days}) == 1:
        return f"{listed(months)} {days[-1].year}"
    return listed([f"{month} {day.year}" for month, day in zip(months, days, strict=True)])


def say_count(low: int, seen: int) -> str:
    """two of your last three audits; both of your last two audits."""
    if low == seen:
        return f"{'both' if low == 2 else 'all'} of your last {NUMBERS[seen]} audits"
    return f"{NUMBERS[low]} of your last {NUMBERS[seen]} audits"


def say_reason(*, kind: str, name: str, looks: Sequence[Look], seen: int) -> str:
    """The reason for an assignment or an offer, said to the person it is for."""
    last = looks[-1]
    if kind == "severe":
        if last.grade == 1:
            return f"{name} was inadequate in your audit of {day_month_year(last.on)}."
        return (
            f"{name} was below good in your audit of {day_month_year(last.on)}. "
            "A plan cannot do without it, so one time is enough to ask."
        )
    months = name_months([look.on for look in looks])
    if kind == "repeated":
        return f"{name} was below good in {say_count(len(looks), seen)} ({months})."
    if kind == "excellent":
        return f"{name} was outstanding in {say_count(len(looks), seen)} ({months})."
    return f"{name} was below good in your audit of {day_month_year(last.on)}, for the first time lately."


def said_of_others(reason: str) -> str:
    """The same reason as a manager or an inspector reads it."""
    return reason.replace(" your last ", " the last ").replace(" your audit ", " the audit ")
