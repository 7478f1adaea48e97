"""Probation evidence: chosen and written by a person, read by both, signed, and never alone."""

from __future__ import annotations

import datetime
import io
import re
import uuid
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Message
from academy.work.registry import compose
from competencies.plans.actions import (
    Said,
    read_report,
    sign_report,
    state_report,
    withdraw_report,
    write_report,
)
from competencies.plans.forms import ReportForm
from competencies.plans.models import ProbationReport
from competencies.plans.rules.probation import ALONE, FIXED_WORDS, LEVELS, probation_of
from tests.competencies.plans.conftest import AT, TODAY, Side, signed_in, text_of
from tests.factories.academy import StaffFactory
from tests.factories.competencies import EntrustmentFactory, EvidenceFactory
from tests.factories.plans import PlanHandoverFactory, ProbationReportFactory

pytestmark = pytest.mark.django_db
JOINED = datetime.date(2026, 8, 3)
WORDS = "You asked early when advice was late, and you told the family what comes next."
CHECKED = re.compile(r"<input[^>]* checked[ >]")
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def new(side: Side) -> User:
    """Somebody in their first months."""
    person: User = StaffFactory(team=side.team, manager=side.manager, starts_on=JOINED, joined_on=JOINED)
    return person


def said(**more: Any) -> Said:
    days = {"begins_on": JOINED, "ends_on": datetime.date(2027, 2, 3)}
    return Said(**{**days, "words": WORDS, **more})


def report_on(side: Side, person: User, *, by: User | None = None, **more: Any) -> ProbationReport:
    return write_report(
        person=person, key=more.pop("key", uuid.UUID(int=5)), said=said(**more), by=by or side.manager, at=AT
    )


def test_only_what_was_chosen_is_in_it_as_it_stood(side: Side, new: User) -> None:
    chosen = EvidenceFactory(person=new, source_label="Watched: a meeting")
    EvidenceFactory(person=new, source_label="Not chosen")
    strange = EvidenceFactory(person=side.writer)
    held = EntrustmentFactory(person=new, level=2)
    report = report_on(side, new, evidence_ids=[chosen.pk, strange.pk], task_ids=[held.task_id, 0])
    assert [one["label"] for one in report.pieces] == ["Watched: a meeting"]
    assert [(one["code"], one["level"]) for one in report.levels] == [("ET07", 2)]
    held.level = 1
    held.save()
    report.refresh_from_db()
    assert report.levels[0]["level"] == 2
    assert report_on(side, new) == report


def test_nothing_is_filled_in_but_the_days(side: Side, new: User) -> None:
    piece, held = EvidenceFactory(person=new), EntrustmentFactory(person=new, level=2)
    page = text_of(signed_in(side.manager), f"/people/{new.pk}/plan/probation/new/")
    assert piece.source_label in page and held.task.title in page
    assert not CHECKED.search(page), "nothing is chosen for the manager"
    assert list(ReportForm(pieces=[piece], levels=[]).fields) == [
        "key",
        "begins_on",
        "ends_on",
        "words",
        "evidence",
    ]
    with pytest.raises(Refused) as no:
        report_on(side, new, words="Fine.")
    assert no.value.code == "words"


@pytest.mark.parametrize("who", ["colleague", "practice", "new"])
def test_only_whoever_leads_writes_one(side: Side, new: User, who: str) -> None:
    with pytest.raises(Refused):
        report_on(side, new, by=new if who == "new" else getattr(side, who))


def test_it_is_for_the_first_year(side: Side, new: User) -> None:
    assert probation_of(new, on=TODAY) == (JOINED, datetime.date(2027, 2, 3))
    assert probation_of(new, on=datetime.date(2027, 8, 4)) is None
    with pytest.raises(Refused) as no:
        report_on(side, side.writer)
    assert "first year" in no.value.words
    for wrong in ({"begins_on": TODAY + WEEK}, {"ends_on": JOINED}, {"ends_on": datetime.date(2028, 1, 1)}):
        with pytest.raises(Refused):
            report_on(side, new, **wrong)


def test_one_is_signed_after_it_was_read(side: Side, new: User) -> None:
    report = report_on(side, new)
    with pytest.raises(Refused) as no:
        sign_report(report=report, by=side.manager, at=AT)
    assert no.value.code == "unread"
    read_report(report=report, by=new, at=AT)
    for _ in range(2):
        signed = sign_report(report=report, by=side.manager, at=AT)
    assert signed.state == "signed" and signed.signed_at == AT
    entries = Entry.objects.filter(about=new, noun="probationreport")
    assert [row.verb for row in entries] == ["sign", "read", "write"]
    assert not any(WORDS[:20] in row.words for row in entries)


def test_silence_for_a_week_does_not_stop_it(side: Side, new: User) -> None:
    report = report_on(side, new)
    with pytest.raises(Refused):
        sign_report(report=report, by=side.manager, at=AT + WEEK - datetime.timedelta(days=1))
    assert sign_report(report=report, by=side.manager, at=AT + WEEK).person_read_at is None


def test_only_whoever_wrote_it_signs(side: Side, new: User) -> None:
    lead = StaffFactory(team=side.team, role="R11")
    report = read_report(report=report_on(side, new), by=new, at=AT)
    for by in (lead, new, side.practice):
        with pytest.raises(Refused):
            sign_report(report=report, by=by, at=AT)
        with pytest.raises(Refused):
            withdraw_report(report=report, by=by, at=AT)


def test_the_person_adds_a_statement_once_even_after_it_is_signed(side: Side, new: User) -> None:
    report = read_report(report=report_on(side, new), by=new, at=AT)
    sign_report(report=report, by=side.manager, at=AT)
    mine = "I see the third point differently: the advice came late"
    for _ in range(2):
        report = state_report(report=report, words=mine, by=new, at=AT)
    assert report.statement == mine and report.state == "signed"
    with pytest.raises(Refused):
        state_report(report=report, words="Something quite different", by=new, at=AT)
    with pytest.raises(Refused):
        state_report(report=report, words=mine, by=side.manager, at=AT)


def test_taken_back_before_it_is_signed_it_can_still_be_read(side: Side, new: User) -> None:
    report = report_on(side, new)
    with pytest.raises(Refused):
        report_on(side, new, key=uuid.uuid4())
    for _ in range(2):
        assert withdraw_report(report=report, by=side.manager, at=AT).state == "withdrawn"
    assert "Taken back" in text_of(signed_in(new), f"/probation/{report.pk}/")
    assert report_on(side, new, key=uuid.uuid4()).state == "shared"
    signed = ProbationReportFactory(person=side.writer, written_by=side.manager, state="signed", signed_at=AT)
    with pytest.raises(Refused):
        withdraw_report(report=signed, by=side.manager, at=AT)


def test_the_person_gets_a_letter_without_what_it_says(side: Side, new: User) -> None:
    report = report_on(side, new)
    message = Message.objects.get(template="probation_to_read")
    letter = compose(message.template, person_id=new.pk, context=message.context)
    assert letter is not None and f"/probation/{report.pk}/" in letter.body and WORDS not in letter.body
    withdraw_report(report=report, by=side.manager, at=AT)
    assert compose(message.template, person_id=new.pk, context=message.context) is None


def test_page_and_paper_say_what_it_is_not(side: Side, new: User) -> None:
    piece, held = EvidenceFactory(person=new), EntrustmentFactory(person=new, level=2)
    report = report_on(side, new, evidence_ids=[piece.pk], task_ids=[held.task_id])
    assert "must not stand alone" in ALONE and "not scores" in LEVELS
    for who in (new, side.manager):
        client = signed_in(who)
        page = text_of(client, f"/probation/{report.pk}/")
        assert all(words in page for words in FIXED_WORDS) and WORDS in page
        answer = client.get(f"/probation/{report.pk}/report.pdf")
        assert answer["Content-Type"] == "application/pdf"
        paper = PdfReader(io.BytesIO(answer.content))
        root: Any = paper.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB" and "/StructTreeRoot" in root
        text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
        assert all(words in text for words in FIXED_WORDS)
        assert text.index(ALONE) < text.index(WORDS), "the fixed words come first"
        assert piece.source_label in text and held.task.title in text and "Not signed" in text


def test_the_way_over_the_pages(side: Side, new: User) -> None:
    piece = EvidenceFactory(person=new)
    today = timezone.localdate()
    User.objects.filter(pk=new.pk).update(joined_on=today - 10 * WEEK)
    led, mine = signed_in(side.manager), signed_in(new)
    path = f"/people/{new.pk}/plan/probation/new/"
    sent = {"key": str(uuid.uuid4()), "words": "", "evidence": [str(piece.pk)]}
    for name, day in (("begins_on", today - 10 * WEEK), ("ends_on", today + 10 * WEEK)):
        sent |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    page = text_of(led, path, sent)
    assert "In your own words: say it in your own words" in page and CHECKED.search(page)
    sent["words"] = "Oliver Hargreaves wrote that you rang every week and kept every promise"
    page = text_of(led, path, sent)
    assert "looks as if it is about a real person" in page
    sent["words"] = WORDS
    for _ in range(2):
        assert led.post(path, sent).status_code == 302
    report = ProbationReport.objects.get()
    here = f"/probation/{report.pk}/"
    assert "Read your probation evidence" in text_of(mine, "/me/plan/")
    assert "You can sign once" in text_of(led, here)
    assert mine.post(here + "read/").status_code == 302
    page = text_of(mine, here, {"words": "No"})
    assert "say a little more" in page
    assert mine.post(here, {"words": "I agree with most of this"}).status_code == 302
    assert "I agree with most of this" in text_of(led, here)
    assert led.post(here + "sign/").status_code == 302
    report.refresh_from_db()
    assert report.state == "signed"


def test_others_find_no_report(side: Side, new: User) -> None:
    report = report_on(side, new)
    for who in (side.colleague, side.practice, Side().manager):
        client = signed_in(who)
        for path in (f"/probation/{report.pk}/", f"/probation/{report.pk}/report.pdf"):
            assert client.get(path).status_code == 404
        assert client.get(f"/people/{new.pk}/plan/probation/new/").status_code == 404
    assert signed_in(new).get(f"/people/{new.pk}/plan/probation/new/").status_code == 404


def test_a_new_manager_reads_what_an_earlier_one_wrote_when_it_is_handed_over(side: Side) -> None:
    before = timezone.make_aware(datetime.datetime(2026, 5, 4, 10))
    report = ProbationReportFactory(person=side.writer, written_by=side.manager, written_at=before)
    new_manager = side.new_manager(datetime.date(2026, 9, 1))
    client = signed_in(new_manager)
    assert client.get(f"/probation/{report.pk}/").status_code == 404
    PlanHandoverFactory(person=side.writer, to=new_manager)
    assert client.get(f"/probation/{report.pk}/").status_code == 200
