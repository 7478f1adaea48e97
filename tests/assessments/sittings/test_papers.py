"""Shipped papers, opening and closing, and the deadline of a paper."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from academy.kit.refusals import Refused
from academy.law.dates import add_months
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from assessments.questions.actions.loading import load_items
from assessments.questions.kinds import kind_of
from assessments.questions.models import ItemVersion
from assessments.sittings.actions import (
    Arrived,
    change_paper,
    close_paper,
    hand_in,
    load_papers,
    make_paper,
    open_paper,
    save_answer,
    start_sitting,
)
from assessments.sittings.draw import Wanted
from assessments.sittings.models import Paper
from assessments.sittings.queries.bank import missing_for
from competencies.evidence.models import Evidence
from tests.assessments.sittings.conftest import Hall
from tests.factories.academy import StaffFactory
from tests.factories.learning import founded_council
from tests.factories.sittings import NINE, stocked

DAY = datetime.timedelta(days=1)


@pytest.mark.django_db
def test_the_shipped_papers_come_once_and_stay_as_they_were_changed() -> None:
    council = founded_council()
    made = load_papers(council=council, by=None, at=NINE)
    assert {paper.code for paper in made} >= {"AT1", "AT3", "AT6", "TRY1"}
    assert {paper.state for paper in made} == {"draft"}
    at1 = Paper.objects.get(code="AT1")
    assert (at1.pass_per_cent, at1.wait_days, sum(line.count for line in at1.lines.all())) == (80, 2, 25)
    assert not Paper.objects.get(code="TRY1").assessed
    worth = {paper.code: {line.worth for line in paper.lines.all()} for paper in made}
    assert (worth["AT1"], worth["AT3"], worth["AT6"]) == ({1}, {None}, {None})
    asked = {paper.code: sum(line.count for line in paper.lines.all()) for paper in made}
    assert (asked["AT3"], asked["AT6"], at1.most_sittings) == (20, 30, 2)
    at1.title = "Changed here"
    at1.save()
    assert load_papers(council=council, by=None, at=NINE) == []
    assert Paper.objects.get(code="AT1").title == "Changed here"


@pytest.mark.django_db
def test_the_shipped_papers_can_be_filled_once_the_shipped_items_are_reviewed() -> None:
    council = founded_council()
    load_items(council=council, by=None, at=NINE)
    papers = load_papers(council=council, by=None, at=NINE)
    assert {paper.code: bool(missing_for(paper)) for paper in papers} == {
        paper.code: paper.assessed or paper.diagnostic for paper in papers
    }
    ItemVersion.objects.update(state="reviewed")
    assert {paper.code: missing_for(paper) for paper in papers if missing_for(paper)} == {}


@pytest.mark.django_db
def test_a_file_that_is_no_paper_is_a_fault_and_half_loads_nothing(tmp_path: Path) -> None:
    council = founded_council()
    (tmp_path / "X.json").write_text('{"code": "X", "title": "X", "lines": [{"many": 3}]}')
    with pytest.raises(TypeError):
        load_papers(council=council, by=None, at=NINE, folder=tmp_path)
    assert not Paper.objects.exists()


def draft(hall: Hall, count: int = 3, **terms: object) -> Paper:
    return make_paper(
        council=hall.council,
        terms={"code": "N1", "title": "New", **terms},
        lines=[Wanted(count, "C5.4")],
        by=hall.pdl,
        at=NINE,
    )


def test_a_paper_opens_only_when_the_bank_can_fill_it(hall: Hall) -> None:
    paper = draft(hall)
    stocked(hall.council, 2)
    stocked(hall.council, 5, state="open")
    with pytest.raises(Refused, match="needs 3 of C5.4, and the bank has 2 reviewed"):
        open_paper(paper=paper, by=hall.pdl, at=NINE)
    stocked(hall.council, 1)
    assert open_paper(paper=paper, by=hall.pdl, at=NINE).state == "open"
    assert open_paper(paper=paper, by=hall.pdl, at=NINE).state == "open"


def test_only_those_who_set_papers_do(hall: Hall) -> None:
    paper = draft(hall)
    for act in (open_paper, close_paper):
        with pytest.raises(Refused, match="Only those who set papers"):
            act(paper=paper, by=hall.world.people["manager"], at=NINE)
    with pytest.raises(Refused):
        make_paper(council=hall.council, terms={"code": "M"}, lines=[], by=hall.person, at=NINE)


def test_competencies_that_the_framework_lacks_are_refused_before_they_stop_a_hand_in(hall: Hall) -> None:
    with pytest.raises(Refused, match="no competency C77.7"):
        draft(hall, competencies=["C5.4", "C77.7"])
    assert not Paper.objects.exists()


def test_a_change_takes_the_lines_with_it_or_nothing(hall: Hall) -> None:
    paper = draft(hall)
    change_paper(paper=paper, terms={"minutes": 20}, lines=[Wanted(1), Wanted(2)], by=hall.pdl, at=NINE)
    paper.refresh_from_db()
    assert paper.minutes == 20 and paper.title == "New" and paper.lines.count() == 2
    stocked(hall.council, 3)
    open_paper(paper=paper, by=hall.pdl, at=NINE)
    with pytest.raises(Refused, match="Close it before"):
        change_paper(paper=paper, terms={}, lines=[], by=hall.pdl, at=NINE)
    assert paper.lines.count() == 2


def test_the_clock_closes_a_paper_and_those_who_sit_go_on_to_its_end(hall: Hall) -> None:
    paper = draft(hall, count=2, closes_at=NINE + DAY)
    stocked(hall.council, 2)
    open_paper(paper=paper, by=hall.pdl, at=NINE)
    sitting = hall.start(Paper.objects.get())
    do_due_jobs(at=NINE + DAY - datetime.timedelta(minutes=5), topics=["paper_closes", "sitting_due"])
    assert Paper.objects.get().state == "open"
    hall.save(sitting, 1, "a", NINE + DAY)
    do_due_jobs(at=NINE + DAY + datetime.timedelta(minutes=5), topics=["paper_closes", "sitting_due"])
    sitting.refresh_from_db()
    assert Paper.objects.get().state == "closed" and sitting.state == "marked"
    assert hall.slot(sitting, 1).answer == {"word": "a"}
    assert set(Job.objects.exclude(topic="sitting_settled").values_list("state", flat=True)) == {"done"}
    with pytest.raises(Refused, match="closing time of this paper is over"):
        open_paper(paper=paper, by=hall.pdl, at=NINE + 2 * DAY)


def test_closing_by_hand_leaves_open_sittings_open(hall: Hall) -> None:
    paper = hall.paper()
    sitting = hall.start(paper)
    close_paper(paper=paper, by=hall.pdl, at=NINE)
    close_paper(paper=paper, by=hall.pdl, at=NINE)
    sitting.refresh_from_db()
    assert sitting.state == "open" and not hall.save(sitting, 1, "a").late


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "answers"), [("AT3", 20), ("AT6", 30), ("AT6-CAL", 10)])
def test_an_assessed_paper_asks_what_it_says_and_a_resit_has_fresh_items(code: str, answers: int) -> None:
    council = founded_council()
    load_items(council=council, by=None, at=NINE)
    load_papers(council=council, by=None, at=NINE)
    ItemVersion.objects.update(state="reviewed")
    Paper.objects.update(state="open")
    paper, person = Paper.objects.get(code=code), StaffFactory(council=council)
    met: list[set[int]] = []
    for number in range(2):
        at = NINE + 3 * number * DAY
        sitting = start_sitting(paper=paper, by=person, at=at)
        slots = list(sitting.slots.select_related("version"))
        assert sum(len(kind_of(slot.kind).asks(slot.shown)) for slot in slots) == answers
        if code == "AT3":
            assert sum(slot.never for slot in slots) == 3
        met.append({slot.version.item_id for slot in slots if not slot.never})
        hand_in(sitting_id=sitting.pk, by=person, at=at)
    assert not met[0] & met[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("apart", "passes"), [((0,) * 10, True), ((1,) * 10, True), ((2, 2) + (1,) * 8, True), ((2,) * 3, False)]
)
def test_a_calibration_passes_within_one_grade_on_four_of_five(apart: tuple[int, ...], passes: bool) -> None:
    council = founded_council()
    load_items(council=council, by=None, at=NINE)
    load_papers(council=council, by=None, at=NINE)
    ItemVersion.objects.update(state="reviewed")
    Paper.objects.update(state="open")
    ItemVersion.objects.filter(item__code="X5-14").update(state="retired")
    person = StaffFactory(council=council)
    sitting = start_sitting(paper=Paper.objects.get(code="AT6-CAL"), by=person, at=NINE)
    slot = sitting.slots.get()
    agreed = kind_of("X5").model(slot.shown)
    steps = [*apart, *(0,) * (10 - len(apart))]
    said = {name: _apart(int(agreed[name]), step) for name, step in zip(agreed, steps, strict=True)}
    save_answer(sitting_id=sitting.pk, position=1, arrived=Arrived(answer=said), by=person, at=NINE)
    done = hand_in(sitting_id=sitting.pk, by=person, at=NINE)
    assert done.passed is passes
    assert done.of == 10
    shown = Evidence.objects.filter(person=person).values_list("kind", "competency__code", "valid_until")
    assert list(shown) == ([("CAL", "C10.4", add_months(NINE.date(), 12))] if passes else [])


def _apart(grade: int, step: int) -> str:
    """A grade so many steps from another."""
    return str(grade - step if grade - step >= 1 else grade + step)
