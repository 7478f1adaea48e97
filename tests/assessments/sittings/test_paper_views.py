"""The pages of those who mark, set papers and give extra time."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from assessments.sittings.actions import judge_answer
from assessments.sittings.models import ExtraTime, Judgement, Paper, Sitting
from tests.assessments.sittings.conftest import Hall
from tests.assessments.sittings.visiting import signed_in, text_of
from tests.factories.sittings import NINE, PaperFactory, stocked

# Marking and results


def test_markers_see_answers_without_names_and_never_their_own(hall: Hall) -> None:
    hall.sit(hall.paper(kind="test-essay"))
    row = Judgement.objects.first()
    assert row is not None
    marker = signed_in(hall.world.people["senior"])
    name = hall.person.get_full_name()
    queue = text_of(marker, "/sittings/marking/")
    page = text_of(marker, f"/sittings/marking/{row.pk}/")
    assert "2 answers wait" in queue and name not in queue + page and hall.person.email not in page
    refused = marker.post(f"/sittings/marking/{row.pk}/", {"line-0": "2"}).content.decode()
    assert "Choose a level for: Complete" in refused
    refused = marker.post(
        f"/sittings/marking/{row.pk}/", {"line-0": "2", "line-1": "2", "words": "Ring 07700 900123"}
    ).content.decode()
    assert "Say it without" in refused and Judgement.objects.filter(judged_at__isnull=True).count() == 2
    for row in Judgement.objects.all():
        said = {"line-0": "2", "line-1": "1", "words": "Clear and kind."}
        assert "Thank you" in marker.post(f"/sittings/marking/{row.pk}/", said, follow=True).content.decode()
    sitting = Sitting.objects.get()
    assert "Clear and kind." in text_of(signed_in(hall.person), f"/sittings/{sitting.pk}/1/")
    again = marker.post(f"/sittings/marking/{row.pk}/", said, follow=True).content.decode()
    assert "marked already" in again
    Sitting.objects.update(person=hall.world.people["senior"])
    assert marker.get(f"/sittings/marking/{row.pk}/").status_code == 404


def test_managers_see_passed_or_not_yet_and_nothing_else(hall: Hall) -> None:
    sitting = hall.sit(hall.paper(title="Law check"), right=1)
    manager = signed_in(hall.world.people["manager"])
    page = text_of(manager, "/sittings/results/")
    assert hall.person.get_full_name() in page and "Not yet" in page and "Law check" in page
    assert "50" not in re.sub(r"<[^>]*>", "", page.split("<main")[1].split("</main")[0])
    other = text_of(signed_in(hall.world.people["other_manager"]), "/sittings/results/")
    assert hall.person.get_full_name() not in other
    for who in ("pdl", "coordinator", "head", "admin"):
        assert signed_in(hall.world.people[who]).get("/sittings/results/").status_code == 404
    assert manager.get(f"/sittings/{sitting.pk}/").status_code == 404


# Setting papers


TERMS = {
    "code": "AT1", "title": "Law check", "intro": "", "assessed": "yes", "pass_per_cent": "80",
    "minutes": "30", "wait_days": "2", "most_sittings": "0", "feedback": "end", "shuffle": "on",
    "competencies": "c5.4", "lines": "2", "line-1-count": "3", "line-1-competency": "C5.4",
    "line-1-difficulty": "2", "line-2-count": "",
}  # fmt: skip


def test_a_paper_is_made_refused_for_a_thin_bank_and_opened(hall: Hall) -> None:
    pdl = signed_in(hall.pdl)
    page = pdl.post("/papers/new/", TERMS, follow=True).content.decode()
    paper = Paper.objects.get()
    assert "It needs 3 of C5.4 usual, and the bank has 0 reviewed." in page
    assert paper.competencies == ["C5.4"] and paper.lines.get().difficulty == 2
    assert "cannot fill" in pdl.post(f"/papers/{paper.pk}/open/", follow=True).content.decode()
    stocked(hall.council, 3)
    assert "The paper is open." in pdl.post(f"/papers/{paper.pk}/open/", follow=True).content.decode()
    refused = pdl.get(f"/papers/{paper.pk}/change/", follow=True).content.decode()
    assert "Close it before you change it" in refused
    pdl.post(f"/papers/{paper.pk}/close/")
    pdl.post(f"/papers/{paper.pk}/change/", {**TERMS, "title": "New title"})
    paper.refresh_from_db()
    assert (paper.state, paper.title) == ("closed", "New title")
    pdl.post(f"/papers/{paper.pk}/open/")
    hall.sit(Paper.objects.get())
    pdl.post(f"/papers/{paper.pk}/close/")
    page = pdl.post(f"/papers/{paper.pk}/change/", TERMS).content.decode()
    assert "Somebody has sat this paper" in page
    listed = text_of(pdl, "/papers/")
    assert "New title" in listed and hall.person.get_full_name() not in listed


def test_what_one_item_counts_is_chosen_for_each_line_and_said_to_everybody(hall: Hall) -> None:
    stocked(hall.council, 1)
    stocked(hall.council, 1, kind="test-essay")
    lines = {"line-1-worth": "points", "line-2-count": "1", "line-2-worth": "3", "line-2-kind": "test-essay"}
    given = {**TERMS, "line-1-count": "1", "line-1-kind": "test-echo", **lines}
    page = signed_in(hall.pdl).post("/papers/new/", given, follow=True).content.decode()
    paper = Paper.objects.get()
    assert [line.worth for line in paper.lines.all()] == [None, 3]
    words = "Items count differently: 3 points and its own points."
    assert words in page and '<td data-label="One counts">its own points</td>' in page
    change = signed_in(hall.pdl).get(f"/papers/{paper.pk}/change/").content.decode()
    assert '<option value="points" selected>' in change and '<option value="3" selected>' in change
    signed_in(hall.pdl).post(f"/papers/{paper.pk}/open/")
    client = signed_in(hall.person)
    assert words in text_of(client, f"/sittings/papers/{paper.pk}/")
    sitting = hall.sit(Paper.objects.get())
    for row in Judgement.objects.filter(slot__sitting=sitting):
        judge_answer(judgement=row, levels=[1, 0], words="", by=hall.world.people["senior"], at=NINE)
    result = text_of(client, f"/sittings/{sitting.pk}/")
    assert words in result and "0.75 of 3" in result
    place = sitting.slots.get(kind="test-essay").position
    item = text_of(client, f"/sittings/{sitting.pk}/{place}/")
    assert "1 of 4 points. In this paper that counts 0.75 of 3." in item


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": ""}, "Give the paper a code"),
        ({"pass_per_cent": "101"}, "less than or equal to 100"),
        ({"competencies": "C99.9"}, "the framework has no C99.9"),
        ({"line-1-count": ""}, "Say in at least one line"),
        ({"line-1-count": "-1"}, "greater than or equal to 1"),
        (
            {"opens_at": "2026-12-01 09:00", "closes_at": "2026-11-01 09:00"},
            "choose a time after the opening",
        ),
        ({"lines": "999999999999"}, "Say in at least one line"),
    ],
)
def test_a_paper_that_is_not_in_order_is_shown_again(hall: Hall, change: dict[str, str], words: str) -> None:
    given = {**TERMS, **change}
    if "lines" in change:
        given["line-1-count"] = ""
    page = signed_in(hall.pdl).post("/papers/new/", given).content.decode()
    assert words in page and not Paper.objects.exists()


def test_one_more_line_loses_nothing_and_a_code_is_used_once(hall: Hall) -> None:
    pdl = signed_in(hall.pdl)
    page = pdl.post("/papers/new/", {**TERMS, "title": "", "add-line": "1"}).content.decode()
    assert "line-3-count" in page and 'value="AT1"' in page and "There is a problem" not in page
    pdl.post("/papers/new/", TERMS)
    assert "a paper with this code already" in pdl.post("/papers/new/", TERMS).content.decode()
    assert Paper.objects.count() == 1


def test_another_councils_paper_is_not_there(hall: Hall) -> None:
    foreign = PaperFactory()
    pdl = signed_in(hall.pdl)
    assert pdl.get(f"/papers/{foreign.pk}/").status_code == 404
    for verb in ("open", "close", "change"):
        assert pdl.post(f"/papers/{foreign.pk}/{verb}/").status_code == 404
    assert signed_in(hall.person).get("/papers/").status_code == 404


# Extra time


def test_extra_time_is_given_and_ended(hall: Hall) -> None:
    pdl = signed_in(hall.pdl)
    day = {"starts_on_day": "1", "starts_on_month": "11", "starts_on_year": "2026"}
    page = pdl.post("/sittings/extra-time/", {"email": "nobody@x.example", "per_cent": "25", **day})
    assert "Nobody here has this e-mail" in page.content.decode()
    said = {"email": hall.person.email.upper(), "per_cent": "25", **day}
    assert (
        hall.person.get_full_name() in pdl.post("/sittings/extra-time/", said, follow=True).content.decode()
    )
    assert "already" in pdl.post("/sittings/extra-time/", said).content.decode()
    row = ExtraTime.objects.get()
    assert signed_in(hall.world.people["manager"]).get("/sittings/extra-time/").status_code == 404
    pdl.post(f"/sittings/extra-time/{row.pk}/end/")
    row.refresh_from_db()
    assert row.ends_on == timezone.localdate()
