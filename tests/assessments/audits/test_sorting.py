"""Audits of several days go under the version that was in force on each."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest
from django.utils import timezone

from assessments.audits.actions import Sheaf, store_by_version
from assessments.audits.models import Audit, Finding, Grade
from assessments.instruments.models import Instrument
from tests.factories.academy import StaffFactory
from tests.factories.assessments import CriterionFactory, InstrumentFactory

CHANGE = datetime.date(2026, 11, 16)


@pytest.mark.django_db
def test_a_file_that_reaches_over_the_first_day_of_a_version_is_told_apart() -> None:
    writer = StaffFactory()
    old: Instrument = InstrumentFactory(council=writer.council)
    new: Instrument = InstrumentFactory(council=writer.council, version="5", effective_from=CHANGE)
    before, after = (CriterionFactory(instrument=one, code="F3") for one in (old, new))
    gone = CriterionFactory(instrument=old, code="F9")
    days = [CHANGE - datetime.timedelta(days=1), CHANGE]
    audits = pd.DataFrame(
        {
            "ref": ["AUD-1", "AUD-2"], "plan_ref": ["P-1", "P-2"], "plan_type": "new", "audited_on": days,
            "writer": writer.pk, "auditor": pd.array([None, None], dtype="Int64"), "auditor_ref": "",
            "team": pd.array([None, None], dtype="Int64"), "overall": pd.array([3, 3], dtype="Int64"),
            "content_hash": "", "edited_at": None,
        },
        index=pd.Index([0, 1], name="version"),
    )  # fmt: skip
    marks = pd.DataFrame(
        {"version": [0, 0, 1], "criterion": [after.pk, gone.pk, after.pk], "grade": [2, 3, 1]}
    )
    empty = pd.DataFrame(
        {"version": [], "section": [], "criterion": [], "grade": [], "label": [], "text": []}
    )
    stored = store_by_version(
        council=writer.council, instrument=new, sheaf=Sheaf(audits, marks, empty, empty), layout="L2",
        batch_id=None, history_only=True, by=None, at=timezone.now(),
    )  # fmt: skip
    assert (len(stored.audit_ids), stored.grades, stored.findings) == (2, 3, 2)
    made = dict(Audit.objects.values_list("ref", "instrument_id"))
    assert made == {"AUD-1": old.pk, "AUD-2": new.pk}
    rows = set(Grade.objects.values_list("audit__ref", "criterion_id"))
    assert rows == {("AUD-1", before.pk), ("AUD-1", gone.pk), ("AUD-2", after.pk)}
    assert set(Finding.objects.values_list("criterion_id", flat=True)) == {before.pk, after.pk}
