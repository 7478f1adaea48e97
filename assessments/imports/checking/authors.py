"""Whose work each row is: a writer, a service, or whoever wrote the plan it names."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .more import More
from .result import Unsure
from .work import Work
from .writers import Resolved, WriterBook


def find_writers(work: Work, book: WriterBook, confirmed: Mapping[str, str]) -> None:
    """The writer of each row; a row that names nobody we know stops, one that fits several is asked about."""
    rows = work.rows
    by_ref = {person.ref: person for person in book.people}
    keys: list[object] = []
    details: list[str] = []
    last: tuple[str, str] | None = None
    for sheet, row, ref, written, team, area, day, reason in zip(
        rows["sheet"], rows["row"], rows["audit_ref"], rows["writer"], rows["team"], rows["area"],
        rows["day"], rows["reason"], strict=True,
    ):  # fmt: skip
        date = None if day is pd.NaT else day.date()
        key = (written, team, area, date)
        answer = work.resolved.get(key)
        if answer is None:
            answer = work.resolved[key] = book.resolve(written, team=team, area=area, day=date)
        chosen = confirmed.get(f"{sheet or ''}!{row}")
        if answer.candidates and chosen in by_ref and by_ref[chosen] in answer.candidates:
            answer = Resolved(by_ref[chosen], answer.form)
        elif answer.candidates and not reason and last != (ref, written):
            named = tuple(
                (one.ref, f"{one.given_name} {one.family_name}, {one.team}") for one in answer.candidates
            )
            work.unsure.append(Unsure(sheet, row, ref, written, named))
        last = (ref, written)
        work.forms[answer.form] = work.forms.get(answer.form, 0) + 1
        keys.append(answer.person.key if answer.person else None)
        details.append(answer.detail)
    rows["writer_key"] = pd.Series(keys, index=rows.index, dtype=object)
    for detail in sorted(set(details) - {""}):
        where = pd.Series([one == detail for one in details], index=rows.index)
        work.stop(where, "unknown_writer", detail, column="writer")


def find_services(work: Work, more: More) -> None:
    """The service of each row; rows that name none we know stop."""
    rows = work.rows
    found = {text: more.services.resolve(text, work.answers.services) for text in rows["service"].unique()}
    rows["service_key"] = rows["service"].map(lambda text: found[text].key).astype(object)
    for detail in sorted({one.detail for one in found.values()} - {""}):
        where = rows["service"].map(lambda text, one=detail: found[text].detail == one)
        work.stop(where, "unknown_service", detail, column="service")


def find_writers_of_plans(work: Work, more: More) -> None:
    """The writer and team that the plan's last audit named; nobody where we hold none of this plan."""
    rows = work.rows
    plans = more.plans(sorted({ref for ref in rows["plan_ref"] if ref}))
    writers = [plans[ref].writer if ref in plans else None for ref in rows["plan_ref"]]
    rows["writer_key"] = pd.Series(writers, index=rows.index, dtype=object)
