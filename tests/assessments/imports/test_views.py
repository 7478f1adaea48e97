"""The screens: what a person sees at each step, and a message at the place for everything that is wrong."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.forms import Form
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from assessments.audits.models import Audit
from assessments.imports.actions import approve_batch, send_for_approval
from assessments.imports.models import Batch
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.files import LONG_HEADER, csv_bytes
from tests.factories.academy import StaffFactory
from tests.factories.assessments import BatchFactory


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def upload(client: Client, raw: bytes, name: str = "october.csv"):
    return client.post(reverse("import_new"), {"file": SimpleUploadedFile(name, raw)}, follow=True)


def text_of(response) -> str:
    return response.content.decode()


def october(desk: Desk) -> bytes:
    rows = desk.audit({"F3": "1", "F4": "Good (just)", "A1": "3"})
    rows[2][12] = "Bethany needs the block in F."
    return desk.long(
        rows,
        desk.audit({"F3": "3"}, audit="AUD-2", writer="AW-404"),
        desk.audit({"F3": "3"}, audit="AUD-3", completed_on="31/09/2026"),
        desk.audit({"F3": "3"}, audit="AUD-4", status="Draft"),
        desk.audit({"F3": "3"}, audit="AUD-5", plan_ref="9998476828"),
    )


def test_the_way_of_a_file_through_the_screens(desk: Desk) -> None:
    qa, pdl = as_(desk.qa), as_(desk.pdl)
    page = upload(qa, october(desk))
    said = text_of(page)
    batch = Batch.objects.get()
    assert page.redirect_chain[-1][0] == reverse("import_file", args=[batch.pk])
    assert "1 audit can come in. 1 draft is left out. 5 rows need you." in said
    assert "“31/09/2026”" in said and "There is no such day" in said
    assert "“AW-404”" in said and "“Good (just)”" in said
    assert "An NHS number, not shown" in said
    assert "Row 4, comment" in said and "Bethany" not in said and "9998476828" not in said
    assert "You cannot approve your own file" in said
    assert "for 1 person" in said
    page = qa.post(reverse("import_send", args=[batch.pk]), {"asked": "", "training": "ask"})
    assert "Choose who is to look at it" in text_of(page)
    page = qa.post(
        reverse("import_send", args=[batch.pk]), {"asked": desk.pdl.pk, "training": "ask"}, follow=True
    )
    assert "Sent. Pdl" in text_of(page) and "Bring it in" not in text_of(page)
    assert "1 file waits for you" in text_of(pdl.get(reverse("import_audits")))
    page = qa.post(reverse("import_approve", args=[batch.pk]), follow=True)
    assert "somebody else must approve it" in text_of(page) and not Audit.objects.exists()
    assert "You are the second person" in text_of(pdl.get(reverse("import_file", args=[batch.pk])))
    page = pdl.post(reverse("import_approve", args=[batch.pk]), follow=True)
    assert "Brought in: 1 audit, 1 grade." in text_of(page)
    page = pdl.post(reverse("import_approve", args=[batch.pk]), follow=True)
    assert "has already approved this file" in text_of(page) and Audit.objects.count() == 1
    page = upload(qa, october(desk))
    assert "This file is here already" in text_of(page) and Batch.objects.count() == 1
    assert "would not count any more" in text_of(qa.get(reverse("import_take_back", args=[batch.pk])))
    page = qa.post(reverse("import_take_back", args=[batch.pk]), follow=True)
    assert "Taken back" in text_of(page) and not Audit.objects.filter(is_current=True).exists()
    assert qa.get(reverse("import_take_back", args=[batch.pk])).status_code == 404
    assert "cannot be changed in this way" in text_of(
        qa.post(reverse("import_take_back", args=[batch.pk]), follow=True)
    )


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "This file is empty"),
        (b" \n\n", "This file is empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_what_stops_at_the_field(desk: Desk, raw: bytes, words: str) -> None:
    page = upload(as_(desk.qa), raw)
    assert words in text_of(page) and "There is a problem" in text_of(page)
    assert not Batch.objects.exists()


def test_no_file_at_all(desk: Desk) -> None:
    assert "Choose the spreadsheet first" in text_of(as_(desk.qa).post(reverse("import_new"), {}))


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (b"%PDF-1.7", "audits.xlsx", "not a spreadsheet we can read, whatever its name says"),
        (b"PK\x03\x04nothing", "audits.xlsx", "damaged or not complete"),
        (b"Name,Price,Colour,Size\nx,1,red,big\n", "a.csv", "cannot find audits in this file"),
    ],
)
def test_what_is_refused_says_why(desk: Desk, raw: bytes, name: str, words: str) -> None:
    page = upload(as_(desk.qa), raw, name)
    assert words in text_of(page) and "This file did not come in" in text_of(page)
    assert Batch.objects.get().state == "refused"


def test_a_large_file_is_left_to_the_worker(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.imports.views.files.QUICK_BYTES", 10)
    page = upload(as_(desk.qa), desk.long(desk.audit()))
    assert "We are reading this file" in text_of(page) and "Look again" in text_of(page)


def filled(form: Form) -> dict[str, Any]:
    """What a browser sends when nothing is changed; columns without an answer are left out."""
    data = {name: form[name].value() for name in form.fields}
    return {name: "drop" if name.startswith("column_") and not value else value or ""
            for name, value in data.items() if value != []}  # fmt: skip


def test_unknown_columns_are_matched_on_a_page(desk: Desk) -> None:
    qa = as_(desk.qa)
    header = [*("Scribe" if one == "writer" else one for one in LONG_HEADER), "Quality mark"]
    rows = desk.audit({"F3": "2", "F4": "so-so"})
    page = upload(qa, csv_bytes([header, *[[*row, "x"] for row in rows]]))
    assert "2 columns to match, 1 needed one is not found yet" in text_of(page)
    assert "Column F, “Scribe”: not known" in text_of(page)
    match = reverse("import_match", args=[Batch.objects.get().pk])
    form = qa.get(match).context["form"]
    data = filled(form)
    scribe = next(name for name in data if "Scribe" in form.fields[name].label)
    assert data[scribe] == "drop" and "Quality mark" in text_of(qa.get(match))
    page = qa.post(match, {**data, scribe: "", "name": "Our long form"})
    assert "Choose an answer" in text_of(page) and page.context["form"]["name"].value() == "Our long form"
    page = qa.post(match, data)
    assert "Say which column is “Writer”" in text_of(page) and page.context["form"].errors[scribe]
    assert "looks as if it named a person" in text_of(
        qa.post(match, {**data, scribe: "writer", "name": "Bethany Brindle"})
    )
    page = qa.post(match, {**data, scribe: "writer", "name": "Our long form"}, follow=True)
    assert "1 audit can come in" in text_of(page) and "Our long form, version 1" in text_of(page)
    assert "1 row as we understand them" in text_of(page) and "2 October 2026" in text_of(page)
    form = qa.get(match).context["form"]
    assert form[scribe].value() == "writer"
    word = next(name for name in form.fields if "so-so" in str(form.fields[name].label))
    data = filled(form) | {word: "3", "keep": ["comment:comment"]}
    page = qa.post(match, data, follow=True)
    assert qa.get(match).context["form"][word].value() == "3", "an answer may be changed"
    assert "No row needs you" in text_of(page) and "Comments are kept where they are clean" in text_of(page)


def test_initials_are_chosen_on_the_page(desk: Desk) -> None:
    team = desk.writer.posts.get().team
    StaffFactory(team=team, role="R02", ref="AW-2", given_name="Oswin", family_name="Farrow")
    qa = as_(desk.qa)
    page = upload(qa, desk.wide(desk.row(Writer="OF", Locality="North")))
    assert "Whose initials are these?" in text_of(page) and "Oswin Farrow" in text_of(page)
    writers = reverse("import_writers", args=[Batch.objects.get().pk])
    assert "Choose at least one person" in text_of(qa.post(writers, {"writer:!2": ""}, follow=True))
    assert "Choose one of the people" in text_of(qa.post(writers, {"writer:!2": "XX-1"}, follow=True))
    page = qa.post(writers, {"writer:!2": "AW-2"}, follow=True)
    assert "1 audit can come in" in text_of(page)


def test_check_again_after_the_staff_list_came_in(desk: Desk) -> None:
    qa = as_(desk.qa)
    upload(qa, desk.long(desk.audit(writer="AW-55")))
    StaffFactory(team=desk.writer.posts.get().team, ref="AW-55")
    page = qa.post(reverse("import_check", args=[Batch.objects.get().pk]), follow=True)
    assert "Checked again." in text_of(page) and "1 audit can come in" in text_of(page)


def test_rows_to_correct_are_safe_to_open_and_name_nobody(desk: Desk) -> None:
    qa = as_(desk.qa)
    raw = desk.long(
        desk.audit({"F3": "=cmd|' /C calc'!A0"}, plan_ref="@SUM(1)"),
        desk.audit({"F3": "3"}, audit="AUD-5", plan_ref="9998476828", comment="Bethany likes trains"),
    )
    upload(qa, raw)
    response = qa.get(reverse("import_rows", args=[Batch.objects.get().pk]))
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Row"] for row in rows] == ["2", "3"]
    assert rows[0]["score"].startswith("'=") and rows[0]["plan_ref"] == "'@SUM(1)"
    assert rows[1]["plan_ref"] == "[not shown]" and "comment" not in rows[1]
    assert "Bethany" not in text and "9998476828" not in text


def test_turning_down_on_the_page(desk: Desk) -> None:
    qa, pdl = as_(desk.qa), as_(desk.pdl)
    upload(qa, desk.long(desk.audit()))
    batch = Batch.objects.get()
    send_for_approval(batch=batch, asked=desk.pdl, history_only=True, by=desk.qa, at=timezone.now())
    assert "History only" in text_of(pdl.get(reverse("import_file", args=[batch.pk])))
    down = reverse("import_turn_down", args=[batch.pk])
    assert "Say why the file does not come in" in text_of(pdl.post(down, {"reason": ""}, follow=True))
    page = pdl.post(down, {"reason": "Wrong month"}, follow=True)
    assert "Wrong month" in text_of(page)


def test_a_file_that_has_moved_on(desk: Desk) -> None:
    qa = as_(desk.qa)
    upload(qa, desk.long(desk.audit()))
    batch = Batch.objects.get()
    data = {"asked": desk.pdl.pk, "training": "history"}
    qa.post(reverse("import_send", args=[batch.pk]), data)
    assert "has moved on" in text_of(qa.post(reverse("import_send", args=[batch.pk]), data, follow=True))
    assert qa.get(reverse("import_match", args=[batch.pk])).status_code == 404
    assert Batch.objects.get().history_only is True


def test_old_audits_offer_history_first(desk: Desk) -> None:
    long_ago = (timezone.localdate() - datetime.timedelta(days=200)).isoformat()
    page = upload(as_(desk.qa), desk.long(desk.audit(completed_on=long_ago)))
    assert "more than 120 days old" in text_of(page)
    assert page.context["send_form"]["training"].value() == "history"


def cost_of(client: Client, url: str) -> int:
    """How many queries a page takes when it is warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_costs_the_same_for_any_number(desk: Desk, django_assert_num_queries) -> None:
    client, url = as_(desk.qa), reverse("import_audits")
    BatchFactory(brought_by=desk.pdl, asked=desk.qa, state="sent", report={"audits": 3})
    cost = cost_of(client, url)
    for _ in range(2):
        BatchFactory(brought_by=desk.pdl, asked=desk.qa, state="sent", report={"audits": 3})
    with django_assert_num_queries(cost):
        client.get(url)
    assert cost <= 10


def test_the_check_page_costs_the_same_for_any_number(desk: Desk) -> None:
    client = as_(desk.qa)
    costs = []
    for rows in (1, 3):
        audits = (desk.audit({"F3": "?"}, audit=f"AUD-{rows}{n}") for n in range(rows))
        upload(client, desk.long(*audits))
        batch = Batch.objects.order_by("pk").last()
        assert batch is not None and len(batch.report["stopped"]) == rows
        costs.append(cost_of(client, reverse("import_file", args=[batch.pk])))
    assert costs[0] == costs[1] <= 10


def test_a_file_with_the_same_audits_at_the_same_moment_gets_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import IntegrityError, OperationalError

    from academy.kit.refusals import Refused

    upload(as_(desk.qa), desk.long(desk.audit()))
    batch = send_for_approval(
        batch=Batch.objects.get(), asked=None, history_only=False, by=desk.qa, at=timezone.now()
    )
    for fault in (IntegrityError, OperationalError):

        def fail(*args: object, fault: type[Exception] = fault) -> None:
            raise fault

        monkeypatch.setattr("assessments.imports.actions.approving._apply", fail)
        with pytest.raises(Refused) as caught:
            approve_batch(batch=batch, by=desk.pdl, at=timezone.now())
        assert caught.value.code == "at_once"


def test_the_download_of_stopped_rows_comes_back_without_matching(desk: Desk) -> None:
    """Corrected rows are sent as they were downloaded: row number and reason in front are no new columns."""
    rows = desk.audit({"F3": "1", "F1": "2"})
    rows[0][12] = "Bethany needs the block in F."
    page = upload(as_(desk.qa), desk.long(rows))
    batch = Batch.objects.get()
    assert page.status_code == 200 and batch.report["stopped_rows"] == 1
    again = as_(desk.qa).get(reverse("import_rows", args=[batch.pk])).content
    assert b"Why it stopped" in again and b"Bethany" not in again
    upload(as_(desk.qa), again)
    corrected = Batch.objects.latest("pk")
    assert (corrected.pk, corrected.state) != (batch.pk, "needs_mapping")
    assert corrected.state == "checked" and corrected.report["grades"] == 1
