"""A summary is refused as audits, with the reason; its counts may be kept apart, with their source."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.record.models import Entry
from assessments.audits.models import Audit, Finding
from assessments.imports.actions import drop_figures, keep_figures
from assessments.imports.models import Batch, Indicator
from assessments.imports.queries.indicators import summaries_of
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.files import csv_bytes

SUMMARY = [
    ["Team", "Outstanding", "Good", "Requires improvement", "Inadequate", "Total"],
    ["North", "2", "11", "6", "1", "20"],
    ["South", "0", "9", "4", "0", "13"],
    ["Grand total", "2", "20", "10", "1", "33"],
]
MONTH = datetime.date(2026, 10, 1)


def summary(desk: Desk, rows: list[list[str]] = SUMMARY) -> Batch:
    return desk.receive(csv_bytes(rows), "pivot.csv")


def test_a_summary_is_refused_as_audits_with_the_reason(desk: Desk) -> None:
    batch = summary(desk)
    assert batch.state == "refused" and batch.report["refused"] == "summary"
    assert "Nothing in it belongs to one plan or one writer" in batch.refusal


def test_its_counts_are_kept_once_and_apart(desk: Desk, private_root) -> None:
    batch = summary(desk)
    for _ in range(2):
        kept = keep_figures(batch=batch, label=" All  plans ", month=MONTH, by=desk.qa, at=desk.at)
        assert len(kept) == 8
    figures = Indicator.objects.order_by("team", "-grade").values_list("label", "team", "grade", "count")
    assert list(figures)[:3] == [
        ("All plans", "North", 4, 2),
        ("All plans", "North", 3, 11),
        ("All plans", "North", 2, 6),
    ]
    assert not Audit.objects.exists() and not Finding.objects.exists()
    assert Entry.objects.filter(verb="keep figures").count() == 1
    (shown,) = summaries_of(actor=desk.pdl)
    assert (shown.label, shown.month, shown.total) == ("All plans", "October 2026", 33)
    assert shown.teams[0].pairs[0] == ("Outstanding", 2) and shown.teams[0].total == 20
    assert summaries_of(actor=desk.coordinator) == []
    assert drop_figures(batch=batch, by=desk.qa, at=desk.at) == 8
    assert drop_figures(batch=batch, by=desk.qa, at=desk.at) == 0
    assert not Indicator.objects.exists()


def test_what_is_no_summary_cannot_be_kept(desk: Desk) -> None:
    batch = desk.receive(desk.long(desk.audit()))
    with pytest.raises(Refused, match="Only the counts of a summary"):
        keep_figures(batch=batch, label="x", month=MONTH, by=desk.qa, at=desk.at)
    with pytest.raises(Refused):
        keep_figures(batch=summary(desk), label="x", month=MONTH, by=desk.coordinator, at=desk.at)


@pytest.mark.parametrize(
    ("label", "month", "code"),
    [("Plans of Bethany Brindle", MONTH, "personal"), ("All plans", datetime.date(2099, 1, 1), "month")],
)
def test_names_and_months_to_come_are_refused(
    desk: Desk, label: str, month: datetime.date, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        keep_figures(batch=summary(desk), label=label, month=month, by=desk.qa, at=desk.at)
    assert caught.value.code == code and "Bethany" not in caught.value.words


def test_a_team_called_after_a_person_is_refused(desk: Desk) -> None:
    rows = [[("Bethany Brindle" if cell == "North" else cell) for cell in row] for row in SUMMARY]
    batch = summary(desk, rows)
    with pytest.raises(Refused) as caught:
        keep_figures(batch=batch, label="All plans", month=MONTH, by=desk.qa, at=desk.at)
    assert caught.value.code == "personal"


def test_the_pages(desk: Desk) -> None:
    batch, client = summary(desk), Client()
    client.force_login(desk.qa)
    page = client.get(reverse("import_file", args=[batch.pk])).content.decode()
    assert "did not come in" in page and "Keep its counts" in page
    keep = reverse("import_figures", args=[batch.pk])
    page = client.post(keep, {"label": "All plans", "month": "soon"}).content.decode()
    assert "Write the month like 10/2026" in page and 'value="All plans"' in page
    page = client.post(keep, {"label": "Plans of Bethany Brindle", "month": "10/2026"}).content.decode()
    assert "pointed to a person" in page
    page = client.post(keep, {"label": "All plans", "month": "October 2026"}, follow=True).content.decode()
    assert "All plans, October 2026" in page and "33 audits counted. Source: pivot.csv" in page
    assert "no rule and no training uses them" in page
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("import_indicators"))
    assert len(queries) < 20
    page = client.post(reverse("import_figures_drop", args=[batch.pk]), follow=True).content.decode()
    assert "No counts yet." in page
    page = client.get(reverse("import_file", args=[batch.pk])).content.decode()
    assert "Keep its counts" not in page, "the file is gone"
