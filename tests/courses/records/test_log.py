"""My record: what is in it, what it comes to, whose it is, and the files that go out."""

from __future__ import annotations

import datetime
import io
import re
import uuid
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from academy.kit.refusals import Refused
from assessments.sittings.models import Sitting
from courses.cohorts.models import BuddyMeeting
from courses.records.actions import add_entry, delete_entry, load_awards
from courses.records.models import AwardUnit, CpdEntry
from courses.records.periods import Period, appraisal_year, presets
from courses.records.queries.log import log_of
from tests.factories.activities import ShadowingRecordFactory
from tests.factories.cohorts import BuddyPairFactory, MemberFactory
from tests.factories.competencies import CompetencyFactory, EvidenceFactory
from tests.factories.courses import CompletionFactory, module_page
from tests.factories.gates import AssessedResultFactory
from tests.factories.records import AwardUnitFactory, CertificateFactory, CpdEntryFactory
from tests.factories.sittings import PaperFactory
from tests.factories.tasks import SubmissionFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)
ALL = Period("In all")


@pytest.fixture
def world() -> CouncilWorld:
    made = council_world()
    CompetencyFactory(domain__framework__council=made.council, code="C1.2", text="Works out dates")
    CompetencyFactory(domain__framework__council=made.council, code="C5.4", text="Writes provision")
    return made


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which all of this is looked at."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda at=None, zone=None: real(at, zone) if at else TODAY)


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    found = Client()
    found.force_login(world.people["coordinator"])
    return found


def text(client: Client, path: str, **data: Any) -> str:
    answer = client.post(path, data, follow=True) if data else client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def fill(world: CouncilWorld) -> None:
    me = world.people["coordinator"]
    module_page(world.council, "PM-01", competencies=["C1.2"])
    CompletionFactory(person=me, title="Dates", edition=4)
    CompletionFactory(person=me, module_code="PM-09", title="Long ago", done_on=datetime.date(2025, 5, 2))
    CpdEntryFactory(person=me, competencies=["C1.2"], title="=HYPERLINK(1)")
    CompletionFactory(person=world.people["colleague"], title="Not mine")
    CpdEntryFactory(person=world.people["colleague"], title="Not mine either")


def test_what_is_in_it_and_what_it_comes_to(world: CouncilWorld, client: Client) -> None:
    fill(world)
    page = text(client, "/me/record/")
    assert "Since 1 April 2026 you did 2 things. They took 1 h 45 min." in page
    assert "Dates (PM-01)" in page and "Edition 4, check 6 of 7" in page
    assert "Not mine" not in page and "Long ago" not in page
    assert "2 things, 1 h 45 min" in page and "Works out dates" in page
    assert "Long ago" in text(client, "/me/record/?period=all")
    assert "Long ago" in text(client, "/me/record/?period=before")
    assert "1 h" in text(
        client, "/me/record/?period=chosen&starts_on_day=9&starts_on_month=11&starts_on_year=2026"
    )


def test_a_long_record_is_read_in_pages(world: CouncilWorld, client: Client) -> None:
    me = world.people["coordinator"]
    for number in range(60):
        CpdEntryFactory(person=me, title=f"Entry {number:02}")
        EvidenceFactory(person=me, source_label=f"Piece {number:02}", source_key=f"key-{number}")
    first, second = text(client, "/me/record/?period=all"), text(client, "/me/record/?period=all&page=2")
    assert first.count('data-label="Kind"') == 50 and second.count('data-label="Kind"') == 10
    assert first.count('data-label="How"') == 20 and "40 more pieces for this choice" in first
    assert "you did 60 things" in first and "you did 60 things" in second
    assert 'href="/me/record.pdf?period=all"' in second


def test_nothing_yet(client: Client) -> None:
    page = text(client, "/me/record/")
    assert "there is nothing in your record" in page and "look through the modules" in page


def test_narrowed_by_competency_and_by_unit(world: CouncilWorld, client: Client) -> None:
    fill(world)
    me = world.people["coordinator"]
    CpdEntryFactory(person=me, title="About plans", competencies=["C5.4"])
    unit = AwardUnitFactory(award__council=world.council, title="Dates and duties", competencies=["C1.2"])
    other = AwardUnitFactory(award=unit.award, title="Plans", competencies=["C5.4"])
    AwardUnitFactory(title="A unit of another council")
    page = text(client, "/me/record/?competency=C1.2")
    assert "Dates (PM-01)" in page and "About plans" not in page
    page = text(client, f"/me/record/?unit={other.award.code}:{other.code}")
    assert "About plans" in page and "Dates (PM-01)" not in page
    whole = text(client, "/me/record/")
    assert "Dates and duties" in whole and "An example" in whole and "another council" not in whole


def test_a_wrong_date_is_said_at_its_place(client: Client) -> None:
    page = text(client, "/me/record/?period=chosen&starts_on_day=31&starts_on_month=2&starts_on_year=2026")
    assert "There is a problem" in page and "From:" in page
    chosen = "period=chosen&starts_on_day=2&starts_on_month=2&starts_on_year=2026"
    assert "before the first day" in text(
        client, f"/me/record/?{chosen}&ends_on_day=1&ends_on_month=2&ends_on_year=2026"
    )
    assert text(client, "/me/record/?period=made-up&competency=nothing")


@pytest.mark.parametrize("path", ["/me/record/", "/me/record.pdf", "/me/record.xlsx"])
def test_the_number_of_queries_does_not_grow(world: CouncilWorld, client: Client, path: str) -> None:
    me = world.people["coordinator"]

    def make(number: int) -> None:
        code = f"PM-{number + 30}"
        module_page(world.council, code, slug=code.lower())
        CompletionFactory(person=me, module_code=code)
        EvidenceFactory(person=me, source_key=f"key-{number}")
        CpdEntryFactory(person=me)
        ShadowingRecordFactory(person=me, on=TODAY, block=f"block-{number}")
        AwardUnitFactory(award__council=world.council, award__code=code)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    make(1)
    client.get(path)
    few = count()
    make(2)
    make(3)
    assert count() == few <= 24


def sent(**more: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()), "kind": "reading", "title": "Code of Practice, chapter 9", "on_day": "2",
        "on_month": "11", "on_year": "2026", "minutes": "45", "first": "C1.2", "second": "C1.2", "third": "",
        "reflection": "Look at the dates first.", **more,
    }  # fmt: skip


def test_written_down_changed_and_taken_out(world: CouncilWorld, client: Client) -> None:
    data = sent()
    for _ in range(2):
        assert "Written down. Only you see it." in text(client, "/me/record/new/", **data)
    row = CpdEntry.objects.get()
    assert (row.minutes, row.competencies, row.on) == (45, ["C1.2"], datetime.date(2026, 11, 2))
    path = f"/me/record/{row.pk}/"
    assert "Look at the dates first." in text(client, path)
    assert "50" in text(client, path, **sent(minutes="50", title="Chapter 10"))
    assert "Chapter 10" in text(client, f"{path}delete/")
    assert CpdEntry.objects.count() == 1
    client.post(f"{path}delete/")
    assert not CpdEntry.objects.exists()
    assert client.post(f"{path}delete/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Say what it was"),
        ({"minutes": "0"}, "write at least 1"),
        ({"minutes": "2000"}, "at most 1440"),
        ({"minutes": "long"}, "a whole number"),
        ({"on_year": "2036"}, "this is still to come"),
        ({"on_year": "1999"}, "this is long ago"),
        ({"on_day": ""}, "give the day too"),
        ({"kind": "holiday"}, "Select a valid choice"),
        ({"reflection": "Rang Amelia Thompson on 07700 900123"}, "had a name, a number"),
        ({"title": "NHS number 943 476 5919"}, "had a name, a number"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client, wrong: dict[str, str], words: str) -> None:
    page = text(client, "/me/record/new/", **sent(**wrong))
    assert words in page and "There is a problem" in page
    assert not CpdEntry.objects.exists()


def test_another_persons_entry_is_not_there(world: CouncilWorld, client: Client) -> None:
    row = CpdEntryFactory(person=world.people["colleague"])
    for path in (f"/me/record/{row.pk}/", f"/me/record/{row.pk}/delete/"):
        assert client.get(path).status_code == client.post(path).status_code == 404
    with pytest.raises(Refused, match="not there"):
        delete_entry(entry=row, by=world.people["coordinator"])


def test_the_paper_is_tagged_and_says_what_the_page_says(world: CouncilWorld, client: Client) -> None:
    fill(world)
    CpdEntryFactory(person=world.people["coordinator"], title="#panic() *bold* $x$", reflection="#include")
    answer = client.get("/me/record.pdf")
    assert answer["Content-Type"] == "application/pdf"
    paper = PdfReader(io.BytesIO(answer.content))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB" and "/StructTreeRoot" in root
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    words = " ".join(page.extract_text() for page in paper.pages)
    assert "Since 1 April 2026: 3 things, 2 h 30 min." in words and "Dates (PM-01)" in words
    assert "#panic() *bold* $x$" in words and "#include" in words and "Not mine" not in words
    assert (
        "Long ago"
        in PdfReader(io.BytesIO(client.get("/me/record.pdf?period=all").content)).pages[0].extract_text()
    )


def test_no_cell_of_the_sheet_is_a_formula(world: CouncilWorld, client: Client) -> None:
    fill(world)
    answer = client.get("/me/record.xlsx?period=all")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    assert "=HYPERLINK(1)" in parts["xl/sharedStrings.xml"]
    assert "Not mine" not in parts["xl/sharedStrings.xml"]
    sheets = [body for name, body in parts.items() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 3 and not any(re.search("<f>|<hyperlink", body) for body in sheets)


def test_certificates_stand_in_it(world: CouncilWorld, client: Client) -> None:
    CertificateFactory(person=world.people["coordinator"])
    CertificateFactory(person=world.people["colleague"], cohort="COH-8")
    page = text(client, "/me/record/")
    assert "Earned on 6 April 2026" in page and "COH-7" in page and "COH-8" not in page


def test_the_appraisal_year_begins_in_april() -> None:
    assert appraisal_year(datetime.date(2026, 3, 31)) == datetime.date(2025, 4, 1)
    assert appraisal_year(datetime.date(2026, 4, 1)) == datetime.date(2026, 4, 1)
    before = presets(datetime.date(2026, 4, 1))["before"]
    assert (before.starts_on, before.ends_on) == (datetime.date(2025, 4, 1), datetime.date(2026, 3, 31))
    assert before.holds(datetime.date(2026, 3, 31)) and not before.holds(datetime.date(2026, 4, 1))


def test_a_new_version_of_an_award_stands_beside_the_old(world: CouncilWorld) -> None:
    unit = {"code": "U1", "title": "Dates", "competencies": ["C1.2"]}
    award = {
        "code": "A", "version": 1, "title": "An award", "source": "Us", "effective_from": "2024-09-01",
        "units": [unit],
    }  # fmt: skip
    at = timezone.now()
    asked = {"council": world.council, "by": None, "at": at}
    assert load_awards(data=[award], **asked) == 1
    assert load_awards(data=[award, {**award, "version": 2, "units": []}], **asked) == 1
    assert AwardUnit.objects.count() == 1
    with pytest.raises(Refused, match=r"C99\.9"):
        load_awards(data=[{**award, "version": 3, "units": [{**unit, "competencies": ["C99.9"]}]}], **asked)


def test_rows_come_from_where_the_thing_was_done(world: CouncilWorld) -> None:
    me, start = world.people["coordinator"], timezone.now() - datetime.timedelta(days=9)
    ShadowingRecordFactory(person=me, on=TODAY)
    SubmissionFactory(person=me, state="passed")
    SubmissionFactory(person=me, state="returned")
    for number, (passed, minutes) in enumerate([(True, 25), (False, 25), (True, 3000)], start=1):
        paper = PaperFactory(council=world.council, competencies=["C1.2"], title=f"Law {number}")
        Sitting.objects.create(
            person=me, paper=paper, number=1, state="marked", started_at=start, passed=passed,
            handed_in_at=start + datetime.timedelta(minutes=minutes),
        )  # fmt: skip
    member = MemberFactory(person=me, cohort__council=world.council)
    for task, met, key in (("AT8", True, "call:1"), ("AT8", False, "call:2"), ("AT2", True, "task:1:1")):
        AssessedResultFactory(member=member, task=task, met=met, source_key=key, attempt=len(key) + met)
    pair = BuddyPairFactory(member=member)
    BuddyMeeting.objects.create(pair=pair, starts_at=start, minutes=30, held_at=start)
    BuddyMeeting.objects.create(pair=pair, starts_at=timezone.now(), minutes=30)
    add_entry(
        key=uuid.uuid4(),
        entry={"kind": "course", "title": "A course", "on": TODAY, "minutes": 60, "competencies": []},
        by=me,
        at=timezone.now(),
    )
    rows = log_of(actor=me, period=ALL)
    assert sorted((row.kind, row.minutes) for row in rows if row.kind != "Shadowing") == [
        ("Assessed task met", None),
        ("Course, conference or webinar", 60),
        ("Meeting with a buddy", 30),
        ("Paper passed", 25),
        ("Paper passed", 240),
        ("Practical task signed off", 60),
    ]
    assert [row.minutes for row in rows if row.kind == "Shadowing"] == [None]
    assert log_of(actor=world.people["colleague"], period=ALL) == ()
