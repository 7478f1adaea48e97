"""Putting audits that come in together under the version of the instrument that was in force on their day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd
from django.db import transaction

from academy.people.models import Council, User
from assessments.audits.actions.storing import Sheaf, Stored, store_audits
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import calendar_of


@transaction.atomic
def store_by_version(
    *,
    council: Council,
    instrument: Instrument,
    sheaf: Sheaf,
    layout: str,
    batch_id: int | None,
    history_only: bool,
    by: User | None,
    at: datetime.datetime,
) -> Stored:
    """`store_audits` for audits of several days: each under the version that was in force on its day."""
    parts = [
        store_audits(
            council=council, instrument=version, sheaf=part, layout=layout, batch_id=batch_id,
            history_only=history_only, by=by, at=at,
        )
        for version, part in by_version(council=council, instrument=instrument, sheaf=sheaf)
    ]  # fmt: skip
    return Stored(
        [pk for part in parts for pk in part.audit_ids],
        sorted(pk for part in parts for pk in part.replaced_ids),
        sum(part.grades for part in parts),
        sum(part.findings for part in parts),
    )


def by_version(
    *, council: Council, instrument: Instrument, sheaf: Sheaf
) -> Iterator[tuple[Instrument, Sheaf]]:
    """Parts of a sheaf, each with the version that its audits were made with, oldest first.

    A file of one month may reach over the first day of a new version. `sheaf` may name criteria of any
    version by id: each is put under the one with the same code of its audit's version, where there is one.
    Two queries; with one version the sheaf goes through as it is.
    """
    calendar = calendar_of(council_id=council.pk, code=instrument.code)
    if len(calendar.versions) < 2:
        yield instrument, sheaf
        return
    days = pd.to_datetime(sheaf.audits["audited_on"]).dt.date
    made_with = days.map({day: calendar.on(day).pk for day in set(days)})
    rows = Criterion.objects.filter(instrument__in=calendar.versions)
    known = list(rows.values_list("pk", "code", "instrument_id"))
    code_of = {pk: code for pk, code, _ in known}
    id_of = {(of, code): pk for pk, code, of in known}
    for version in calendar.versions:
        audits = sheaf.audits[made_with == version.pk]
        if audits.empty:
            continue
        here = {pk: id_of.get((version.pk, code), pk) for pk, code in code_of.items()}
        marks, sections, remarks = (
            _of(frame, audits) for frame in (sheaf.marks, sheaf.sections, sheaf.remarks)
        )
        yield version, Sheaf(audits, _named(marks, here), sections, _named(remarks, here))


def _of(frame: pd.DataFrame, audits: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["version"].isin(audits.index)]


def _named(frame: pd.DataFrame, ids: dict[int, int]) -> pd.DataFrame:
    """The frame with its criteria under other ids; a line about no criterion stays so."""
    return frame.assign(criterion=frame["criterion"].map(ids).astype(frame["criterion"].dtype))
