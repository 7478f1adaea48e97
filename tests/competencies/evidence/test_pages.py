"""The history in portions, the overview, one piece, and who sees what."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.record.models import Look
from competencies.evidence.actions import end_evidence, record_piece
from competencies.evidence.models import Evidence, Piece
from competencies.evidence.queries.history import Narrow, evidence_of
from competencies.evidence.queries.pages import history_page, overview_of
from competencies.framework.models import Competency, CompetencyStep, EntrustableTask
from tests.competencies.evidence.filled import AT, draft, posted
from tests.factories.competencies import CompetencyFactory, EvidenceFactory, FrameworkFactory
from tests.factories.worlds import CouncilWorld

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which all of this is looked at."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda at=None, zone=None: real(at, zone) if at else TODAY)
    monkeypatch.setattr(timezone, "now", lambda: AT)


def client(world: CouncilWorld, name: str) -> Client:
    found = Client()
    found.force_login(world.people[name])
    return found


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def record(world: CouncilWorld, kind: str = "OBS", by: str = "manager", **more: Any) -> Evidence:
    piece = record_piece(
        person=world.people["coordinator"], draft=draft(kind, **more), key=uuid.uuid4(), by=world.people[by],
        at=AT,
    )  # fmt: skip
    return piece.rows.order_by("pk").first()  # type: ignore[return-value]


def ten_years(world: CouncilWorld, competency: Competency, rows: int) -> None:
    person = world.people["coordinator"]
    Evidence.objects.bulk_create(
        Evidence(
            person=person, competency=competency, kind=("KC", "AUD", "OBS")[n % 3],
            shown_on=TODAY - datetime.timedelta(days=n % 3650), recorded_at=AT, source_label=f"Event {n}",
            source_key=f"event:{n}",
        )
        for n in range(rows)
    )  # fmt: skip


def test_a_history_is_paged_without_gaps_or_repeats(world: CouncilWorld, competency: Competency) -> None:
    me = world.people["coordinator"]
    for n in range(7):
        EvidenceFactory(person=me, competency=competency, shown_on=datetime.date(2026, 10, 1 + n // 3),
                        source_label=f"Event {n}")  # fmt: skip
    seen, after = [], ""
    while True:
        page = history_page(actor=me, person_id=me.pk, on=TODAY, after=after, size=3)
        seen += [line.label for line in page.lines]
        after = page.after
        if not after:
            break
    assert seen == [f"Event {n}" for n in (6, 5, 4, 3, 2, 1, 0)]


@pytest.mark.parametrize("after", ["", "rubbish", "2026-13-01_3", "2026-11-20", "_"])
def test_an_address_that_says_nothing_shows_the_beginning(
    world: CouncilWorld, competency: Competency, after: str
) -> None:
    me = world.people["coordinator"]
    EvidenceFactory(person=me, competency=competency)
    assert len(history_page(actor=me, person_id=me.pk, on=TODAY, after=after).lines) == 1


def test_rows_of_one_event_are_one_line(world: CouncilWorld) -> None:
    record(world, task="ET07", competencies=())
    me = world.people["coordinator"]
    (line,) = history_page(actor=me, person_id=me.pk, on=TODAY).lines
    assert [code for code, _ in line.competencies] == ["C5.3", "C5.4"]


def test_a_page_costs_the_same_with_three_pieces_and_with_five_thousand(
    world: CouncilWorld, competency: Competency
) -> None:
    mine = client(world, "coordinator")

    def cost(path: str) -> int:
        mine.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert mine.get(path).status_code == 200
        return len(queries)

    record(world)
    ten_years(world, competency, 3)
    paths = (
        "/me/evidence/",
        "/me/evidence/?after=2026-11-25_999999",
        "/me/evidence/?kind=KC&competency=C5.4",
    )
    few = [cost(path) for path in paths]
    Evidence.objects.filter(piece=None).delete()
    ten_years(world, competency, 5000)
    assert [cost(path) for path in paths] == few
    answer = mine.get("/me/evidence/")
    assert len(answer.content) < 100_000
    assert "Show earlier evidence" in answer.content.decode()


def test_narrowing(world: CouncilWorld, competency: Competency) -> None:
    me = world.people["coordinator"]
    other = Competency.objects.get(code="C5.3", domain__framework__council=world.council)
    kept = EvidenceFactory(person=me, competency=competency, kind="KC", source_label="Kept")
    EvidenceFactory(person=me, competency=other, kind="WP", source_label="Other")
    EvidenceFactory(person=me, competency=competency, kind="KC", shown_on=datetime.date(2020, 1, 1),
                    valid_until=datetime.date(2022, 1, 1), source_label="Ended")  # fmt: skip

    def labels(**narrow: Any) -> list[str]:
        found = evidence_of(actor=me, person_id=me.pk, narrow=Narrow(on=TODAY, **narrow))
        return [row.source_label for row in found]

    assert labels(kinds=["WP"]) == ["Other"]
    assert labels(competencies=[competency.pk]) == ["Kept", "Ended"]
    assert labels(standing="counts") == ["Other", "Kept"]
    assert labels(standing="ended") == ["Ended"]
    assert labels(until=datetime.date(2021, 1, 1)) == ["Ended"]
    assert labels(since=kept.shown_on) == ["Other", "Kept"]
    page = words(client(world, "coordinator").get("/me/evidence/?competency=C5.3"))
    assert "Other" in page
    assert "Kept" not in page
    domain = words(client(world, "coordinator").get("/me/evidence/?competency=domain:D5&standing=counts"))
    assert "Other" in domain
    assert "Kept" in domain
    assert ">Ended<" not in domain


def test_bad_dates_are_said_at_their_place_and_everything_is_shown(
    world: CouncilWorld, competency: Competency
) -> None:
    EvidenceFactory(person=world.people["coordinator"], competency=competency, source_label="Still here")
    page = words(client(world, "coordinator").get("/me/evidence/?since_day=31&since_month=2&since_year=2026"))
    assert "There is a problem" in page
    assert "Still here" in page


def test_the_overview_counts_what_counts(world: CouncilWorld, competency: Competency) -> None:
    me = world.people["coordinator"]
    EvidenceFactory(person=me, competency=competency, kind="KC", shown_on=datetime.date(2026, 9, 1))
    EvidenceFactory(person=me, competency=competency, kind="OBS", shown_on=datetime.date(2026, 10, 1))
    EvidenceFactory(person=me, competency=competency, kind="AUD", valid_until=datetime.date(2026, 11, 1))
    found = overview_of(actor=me, person_id=me.pk, on=TODAY)
    (domain,) = found.domains
    assert (found.counting, found.ended, found.kinds, domain.shown) == (2, 1, 2, 1)
    shown = {one.code: (one.counting, one.kinds, one.last) for one in domain.competencies}
    assert shown["C5.4"] == (2, ("Knowledge check", "Direct observation"), datetime.date(2026, 10, 1))
    assert shown["C5.3"] == (0, (), None)


def test_what_was_shown_under_an_older_wording_stands_where_the_bridge_leads(
    world: CouncilWorld, competency: Competency
) -> None:
    me = world.people["coordinator"]
    before = FrameworkFactory(council=world.council, version=9, state="retired")
    old = CompetencyFactory(domain__framework=before, code="C5.9")
    gone = CompetencyFactory(domain__framework=before, code="C5.8")
    CompetencyStep.objects.create(old=old, new=competency)
    EvidenceFactory(person=me, competency=old, source_label="Older wording")
    EvidenceFactory(person=me, competency=gone, source_label="Gone")
    (domain,) = overview_of(actor=me, person_id=me.pk, on=TODAY).domains
    assert {one.code: one.counting for one in domain.competencies} == {"C5.3": 0, "C5.4": 1}
    narrowed = words(client(world, "coordinator").get("/me/evidence/?competency=C5.4"))
    assert "Older wording" in narrowed
    assert ">Gone<" not in narrowed


def test_one_piece_shows_its_form_its_source_and_who_sees_it(world: CouncilWorld) -> None:
    row = record(world, task="ET07", competencies=())
    page = words(client(world, "coordinator").get(f"/evidence/{row.pk}/"))
    for said in (
        "Watched: meeting", "What was done well?", "the parent spoke first", "sum up at the end",
        "Write a complete draft plan", "Writes outcomes", "Recorded by", "Who can see this",
        "20 November 2026", "26 November 2026",
    ):  # fmt: skip
        assert said in page, said
    assert "Mend it" not in page
    theirs = words(client(world, "manager").get(f"/evidence/{row.pk}/"))
    assert "Mend it" in theirs


def test_what_came_by_itself_leads_back_to_what_it_came_from(
    world: CouncilWorld, competency: Competency
) -> None:
    row = EvidenceFactory(person=world.people["coordinator"], competency=competency, source_path="/audits/7/")
    end_evidence(person=row.person, source_key=row.source_key, on=TODAY - datetime.timedelta(1),
                 words="A newer version took its place", by=None, at=AT)  # fmt: skip
    page = words(client(world, "coordinator").get(f"/evidence/{row.pk}/"))
    assert 'href="/audits/7/"' in page
    assert "The academy, by itself" in page
    assert "It counts no more" in page
    assert "A newer version took its place" in page


def test_a_piece_costs_a_constant_number_of_queries(world: CouncilWorld) -> None:
    mine = client(world, "coordinator")
    one, whole = record(world), record(world, task="ET07", competencies=())

    def cost(row: Evidence) -> int:
        mine.get(f"/evidence/{row.pk}/")
        with CaptureQueriesContext(connection) as queries:
            mine.get(f"/evidence/{row.pk}/")
        return len(queries)

    assert cost(one) == cost(whole)


def test_the_words_of_a_reflection_are_for_the_person_and_their_manager(world: CouncilWorld) -> None:
    row = record(world, "REF", by="coordinator")
    for name, reads in (("coordinator", True), ("manager", True), ("pdl", False), ("qa", False)):
        page = words(client(world, name).get(f"/evidence/{row.pk}/"))
        assert ("ring before the letter" in page) is reads, name
        assert ("for the person and their manager" in page) is not reads, name
    for name in ("colleague", "other_manager", "head", "admin"):
        assert client(world, name).get(f"/evidence/{row.pk}/").status_code == 404
    form = words(client(world, "coordinator").get(f"/people/{row.person_id}/evidence/new/REF/"))
    assert "Your manager will read it" in form


def test_the_whole_way_of_a_form(world: CouncilWorld) -> None:
    them, boss = world.people["coordinator"], client(world, "manager")
    page = words(boss.get(f"/people/{them.pk}/evidence/"))
    assert f"/people/{them.pk}/evidence/new/OBS/" in page
    assert f"/people/{them.pk}/evidence/new/REF/" not in page
    path = f"/people/{them.pk}/evidence/new/OBS/"
    assert "What was done well?" in words(boss.get(path))
    said = posted(strength="recommend")
    assert "Written down" in words(boss.post(path, said, follow=True))
    assert "Watched: meeting" in words(boss.post(path, said, follow=True))
    assert Piece.objects.get().strength == "recommend"
    assert "Recommends more trust" in words(client(world, "coordinator").get("/me/evidence/"))


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    world: CouncilWorld, task: EntrustableTask
) -> None:
    path = f"/people/{world.people['coordinator'].pk}/evidence/new/WP/"
    said = posted("WP", well="Oliver Hughes reads better now", plan_ref="Oliver", first="")
    page = words(client(world, "manager").post(path, said))
    assert re.search(r'id="id_plan_ref-error"[^>]*>.{0,80}Write only the reference', page)
    assert "fewer adverbs" in page
    page = words(client(world, "manager").post(path, {**said, "plan_ref": "P-20417", "first": "C5.4"}))
    assert re.search(r'id="id_well-error"[^>]*>.{0,80}This looks as if it is about a real person', page)
    assert "Oliver Hughes reads better now" in page
    assert not re.search(r'id="id_well-error"[^>]*>[^<]*Oliver', page)
    page = words(client(world, "manager").post(path, posted("WP", well="", first="", shown_on_month="13")))
    assert "Say what is done well" in page
    assert "There is a problem" in page
    page = words(client(world, "manager").post(path, posted("WP", first="")))
    assert re.search(r'id="id_task-error"[^>]*>.{0,80}Choose the task or the competencies', page)
    assert not Piece.objects.exists()


def test_kinds_that_nobody_writes_down_say_so(world: CouncilWorld) -> None:
    me = world.people["coordinator"]
    mine, boss = client(world, "coordinator"), client(world, "manager")
    assert "It comes by itself from audits" in words(boss.get(f"/people/{me.pk}/evidence/new/AUD/"))
    assert "about themselves" in words(mine.get(f"/people/{me.pk}/evidence/new/OBS/"))
    assert "written by the person themselves" in words(boss.get(f"/people/{me.pk}/evidence/new/REF/"))
    assert mine.get(f"/people/{me.pk}/evidence/new/XYZ/").status_code == 404
    assert client(world, "qa").get(f"/people/{me.pk}/evidence/new/OBS/").status_code == 404
    boss.post(f"/people/{me.pk}/evidence/new/AUD/", posted())
    assert not Piece.objects.exists()


def test_mending_and_taking_back_on_the_page(world: CouncilWorld) -> None:
    row, boss = record(world), client(world, "manager")
    form = words(boss.get(f"/evidence/{row.pk}/correct/"))
    assert "the parent spoke first" in form
    said = posted(well="the parent and the child spoke first", reason="I had left out the child")
    page = words(boss.post(f"/evidence/{row.pk}/correct/", said, follow=True))
    assert "the parent and the child spoke first" in page
    assert "See the earlier piece" in page
    assert "See the newer piece" in words(boss.get(f"/evidence/{row.pk}/"))
    again = words(boss.post(f"/evidence/{row.pk}/correct/", said, follow=True))
    assert "the parent and the child spoke first" in again
    assert Piece.objects.count() == 2
    new = Evidence.objects.exclude(pk=row.pk).get()
    wrong = words(boss.post(f"/evidence/{new.pk}/take-back/", {"reason": "no"}))
    assert "Say why in a few words" in wrong
    for _ in range(2):
        page = words(
            boss.post(f"/evidence/{new.pk}/take-back/", {"reason": "It was another week"}, follow=True)
        )
        assert "Taken back: It was another week" in page
    assert client(world, "pdl").get(f"/evidence/{new.pk}/take-back/").status_code == 404
    assert client(world, "coordinator").get(f"/evidence/{new.pk}/correct/").status_code == 404


def test_ones_own_page_has_one_address(world: CouncilWorld) -> None:
    me = world.people["coordinator"]
    assert client(world, "coordinator").get(f"/people/{me.pk}/evidence/")["Location"] == "/me/evidence/"


def test_looking_at_somebody_elses_evidence_is_written_down(world: CouncilWorld) -> None:
    row = record(world)
    client(world, "coordinator").get(f"/evidence/{row.pk}/")
    assert not Look.objects.exists()
    client(world, "manager").get(f"/people/{row.person_id}/evidence/")
    client(world, "pdl").get(f"/evidence/{row.pk}/")
    looks = set(Look.objects.values_list("actor__email", "person_id", "what"))
    assert looks == {
        ("manager@alderwick.example", row.person_id, "Evidence"),
        ("pdl@alderwick.example", row.person_id, "Evidence"),
    }
