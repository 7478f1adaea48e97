"""Writing many rows at once, on both databases."""

from __future__ import annotations

import pandas as pd
import pytest
from django.db import IntegrityError, connection, transaction

from academy.kit import bulk
from academy.kit.bulk import references_checked_in_sets, take_ids, write_rows
from academy.people.models import Team
from assessments.audits.models import Grade, Remark
from tests.factories.academy import CouncilFactory, TeamFactory
from tests.factories.assessments import AuditFactory, CriterionFactory

pytestmark = pytest.mark.django_db


def test_rows_with_texts_and_gaps_come_back_as_they_were() -> None:
    audit = AuditFactory()
    texts = ["plain", 'with "quotes", commas', "two\nlines", "tab\there", "\\N and back\\slash", "é…"]
    frame = pd.DataFrame(
        {
            "audit_id": audit.pk,
            "criterion_id": pd.array([None] * len(texts), dtype="Int64"),
            "label": "comment",
            "text": texts,
        }
    )
    assert write_rows(Remark, frame) == len(texts)
    assert list(Remark.objects.order_by("pk").values_list("text", flat=True)) == texts
    assert not Remark.objects.exclude(criterion=None).exists()


@pytest.mark.parametrize("lot", [1, 2, 100])
def test_whole_numbers_in_lots(monkeypatch: pytest.MonkeyPatch, lot: int) -> None:
    monkeypatch.setattr(bulk, "LOT", lot)
    audit = AuditFactory()
    criteria = [CriterionFactory(instrument=audit.instrument, code=code).pk for code in ("F1", "F2", "F3")]
    write_rows(Grade, pd.DataFrame({"audit_id": audit.pk, "criterion_id": criteria, "grade": [1, 4, 3]}))
    assert list(Grade.objects.order_by("criterion_id").values_list("criterion_id", "grade")) == list(
        zip(criteria, [1, 4, 3], strict=True)
    )


def test_ids_are_taken_once_and_never_again() -> None:
    council = CouncilFactory()
    first = list(take_ids(Team, 3))
    write_rows(
        Team, pd.DataFrame({"id": first, "council_id": council.pk, "name": ["a", "b", "c"], "area": ""})
    )
    made = TeamFactory(council=council)
    assert len({*first, made.pk}) == 4
    assert set(take_ids(Team, 2)).isdisjoint({*first, made.pk})


def test_constraints_still_hold() -> None:
    council = CouncilFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Team, pd.DataFrame({"council_id": council.pk, "name": ["same", "same"], "area": ""}))
    assert not Team.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_wrong_reference_fails_all_of_it_and_the_keys_are_back() -> None:
    audit = AuditFactory()
    criterion = CriterionFactory(instrument=audit.instrument)

    def keys() -> int:
        if connection.vendor != "postgresql":
            return 0
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_constraint"
                " WHERE contype = 'f' AND conrelid = 'assessments_grade'::regclass"
            )
            return int(cursor.fetchone()[0])

    before = keys()
    good = pd.DataFrame({"audit_id": [audit.pk], "criterion_id": [criterion.pk], "grade": [2]})
    with transaction.atomic(), references_checked_in_sets(Grade):
        write_rows(Grade, good)
    assert keys() == before and Grade.objects.count() == 1
    Grade.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic(), references_checked_in_sets(Grade):
        write_rows(Grade, good.assign(audit_id=audit.pk + 1000))
    assert keys() == before and not Grade.objects.exists()
