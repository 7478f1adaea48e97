"""An answer that came late: put aside, decided by a named person with a reason, and told to its person."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from assessments.sittings.actions import (
    check_answer,
    close_overdue,
    count_late_answer,
    hand_in,
    judge_answer,
    leave_late_answer,
)
from assessments.sittings.models import Judgement, LateAnswer, Paper, PaperResult, Sitting
from assessments.sittings.rules import GRACE
from competencies.evidence.models import Evidence
from tests.assessments.sittings.conftest import Hall
from tests.factories.sittings import NINE, PaperFactory, stocked

MINUTE = datetime.timedelta(minutes=1)
WHY = "The line was down from 9:20 to 9:35."


def too_late(hall: Hall, right: int = 1, **paper: object) -> tuple[Sitting, LateAnswer]:
    """A sitting of two items that the clock has closed, the right answer to the second a bit later."""
    sitting = hall.start(hall.paper(competencies=["C5.4"], **paper))
    for position in (1, 2):
        slot = hall.slot(sitting, position)
        hall.save(sitting, position, slot.shown["word"] if position <= right else "wrong")
    assert sitting.due_at is not None
    at = sitting.due_at + GRACE + MINUTE
    assert close_overdue(sitting_id=sitting.pk, at=at)
    hall.save(sitting, 2, hall.slot(sitting, 2).shown["word"], at + 2 * MINUTE, base=1)
    sitting.refresh_from_db()
    return sitting, LateAnswer.objects.get()


def count(hall: Hall, late: LateAnswer, by: User | None = None, reason: str = WHY) -> LateAnswer:
    return count_late_answer(late=late, reason=reason, by=by or hall.pdl, at=NINE + 60 * MINUTE)


def leave(hall: Hall, late: LateAnswer, reason: str = WHY) -> LateAnswer:
    return leave_late_answer(late=late, reason=reason, by=hall.pdl, at=NINE + 60 * MINUTE)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_late_answer_that_counts_changes_the_result_and_is_told(hall: Hall) -> None:
    sitting, late = too_late(hall)
    assert (sitting.passed, PaperResult.objects.get().passed, late.state) == (False, False, "waits")
    late = count(hall, late)
    sitting.refresh_from_db()
    assert (late.state, late.decided_by, late.reason) == ("counted", hall.pdl, WHY)
    assert (sitting.state, sitting.points, sitting.passed) == ("marked", 2.0, True)
    assert PaperResult.objects.get().passed and Evidence.objects.count() == 1
    words = [entry.words for entry in Entry.objects.filter(about=hall.person, noun="sitting").order_by("pk")]
    assert [one.split(":")[0] for one in words] == ["Not yet passed", "Passed"]
    kept = Entry.objects.get(verb="count")
    assert kept.by == hall.pdl and kept.about is None and WHY not in kept.words


def test_pressed_twice_it_counts_once_and_a_decision_stands(hall: Hall) -> None:
    _, late = too_late(hall)
    count(hall, late)
    assert count(hall, late, reason="Another reason").reason == WHY
    assert Entry.objects.filter(verb="count").count() == PaperResult.objects.count() == 1
    with pytest.raises(Refused, match="passed by now"):
        leave(hall, late)


def test_an_answer_that_is_left_changes_nothing_and_stays_decided(hall: Hall) -> None:
    sitting, late = too_late(hall)
    leave(hall, late)
    leave(hall, late)
    sitting.refresh_from_db()
    assert (sitting.points, sitting.passed, hall.slot(sitting, 2).answer) == (1.0, False, {"word": "wrong"})
    assert Entry.objects.filter(verb="leave").count() == 1
    with pytest.raises(Refused, match="not counted"):
        count(hall, late)


def test_counted_and_still_not_enough_is_not_told_as_a_new_result(hall: Hall) -> None:
    sitting, late = too_late(hall, right=0)
    count(hall, late)
    sitting.refresh_from_db()
    assert (sitting.points, sitting.passed) == (1.0, False)
    assert Entry.objects.filter(about=hall.person, noun="sitting").count() == 1


def test_one_that_comes_after_a_decision_waits_anew_and_newer_words_replace_those_that_wait(
    hall: Hall,
) -> None:
    sitting, late = too_late(hall, right=0)
    hall.save(sitting, 2, "newer", NINE + 50 * MINUTE, base=2)
    assert LateAnswer.objects.get().saved.answer == {"word": "newer"}
    leave(hall, late)
    hall.save(sitting, 2, "newest", NINE + 90 * MINUTE, base=3)
    assert list(LateAnswer.objects.order_by("pk").values_list("state", flat=True)) == ["left", "waits"]


def test_it_is_for_named_people_with_a_reason_and_never_ones_own(hall: Hall) -> None:
    _, late = too_late(hall)
    for who in ("manager", "senior", "coordinator", "qa", "admin"):
        with pytest.raises(Refused, match="Only those who set papers"):
            count(hall, late, by=hall.world.people[who])
    with pytest.raises(Refused, match="Say why"):
        count(hall, late, reason="  ")
    Sitting.objects.update(person=hall.pdl)
    with pytest.raises(Refused, match="your own answer"):
        count(hall, late)
    assert LateAnswer.objects.get().state == "waits"


def test_what_was_passed_or_checked_or_does_not_count_waits_for_nobody(hall: Hall) -> None:
    practice = hall.sit(hall.paper(assessed=False))
    hall.save(practice, 1, "late", NINE + MINUTE, base=1)
    each = hall.start(hall.paper(feedback="each"))
    hall.save(each, 1, "wrong")
    check_answer(sitting_id=each.pk, position=1, by=hall.person, at=NINE)
    assert hall.save(each, 1, hall.slot(each, 1).shown["word"], base=1).late
    assert not LateAnswer.objects.exists()


def test_what_no_machine_can_judge_goes_back_to_the_markers(hall: Hall) -> None:
    stocked(hall.council, 1)
    stocked(hall.council, 1, kind="test-essay")
    lines = [{"count": 1, "kind": "test-echo"}, {"count": 1, "kind": "test-essay"}]
    paper = PaperFactory(council=hall.council, minutes=30, lines=lines, shuffle=False)
    sitting = hall.start(paper)
    hall.save(sitting, 1, hall.slot(sitting, 1).shown["word"])
    sitting = hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE)
    assert (sitting.state, sitting.passed) == ("marked", False)
    hall.save(sitting, 2, "At length", NINE + 5 * MINUTE)
    count(hall, LateAnswer.objects.get())
    sitting.refresh_from_db()
    assert sitting.state == "handed_in"
    judge_answer(
        judgement=Judgement.objects.get(), levels=[2, 2], words="", by=hall.world.people["senior"], at=NINE
    )
    sitting.refresh_from_db()
    assert (sitting.state, sitting.points, sitting.passed) == ("marked", 2.0, True)


# The pages


def test_from_the_list_to_what_the_person_reads(hall: Hall) -> None:
    sitting, late = too_late(hall, title="Law check")
    client, path = signed_in(hall.pdl), f"/sittings/late/{late.pk}/"
    listed = client.get("/sittings/late/").content.decode()
    assert (
        f"{hall.person.get_full_name()}: Law check" in listed and "4 minutes after the time was up" in listed
    )
    page = client.get(path).content.decode()
    word = hall.slot(sitting, 2).shown["word"]
    assert "The answer that counts now" in page and f">{word}</p>" in page and ">wrong</p>" in page
    assert "point" not in page.split("Your decision")[0]
    again = client.post(path, {"decision": "count", "reason": ""}).content.decode()
    assert "Say why, in a sentence" in again
    again = client.post(path, {"decision": "count", "reason": "Ring 07700 900123"}).content.decode()
    assert "looks as if" in again and LateAnswer.objects.get().state == "waits"
    mine = signed_in(hall.person).get(f"/sittings/{sitting.pk}/").content.decode()
    assert "Nobody has looked at it yet." in mine and "Tell a practice development lead" in mine
    done = client.post(path, {"decision": "count", "reason": WHY}, follow=True).content.decode()
    assert "It counts now" in done and "Nothing waits for a decision." in done
    assert WHY in client.get(path).content.decode()
    mine = signed_in(hall.person).get(f"/sittings/{sitting.pk}/").content.decode()
    assert f"It counts. {hall.pdl.get_full_name()} decided so on" in mine and WHY in mine
    assert "You have passed." in mine
    client.post(path, {"decision": "leave", "reason": WHY}, follow=True)
    assert LateAnswer.objects.get().state == "counted"


def test_who_passes_in_the_meantime_is_no_longer_listed(hall: Hall) -> None:
    sitting, _ = too_late(hall)
    assert "1 answer waits" in signed_in(hall.pdl).get("/sittings/late/").content.decode()
    hall.sit(Paper.objects.get(), at=NINE + datetime.timedelta(days=3))
    assert "Nothing waits" in signed_in(hall.pdl).get("/sittings/late/").content.decode()
    mine = signed_in(hall.person).get(f"/sittings/{sitting.pk}/").content.decode()
    assert "You have passed without it." in mine and "Nobody has looked" not in mine


def test_the_list_costs_the_same_for_one_and_for_three(hall: Hall) -> None:
    client, counts = signed_in(hall.pdl), []
    for number in (1, 2, 3):
        sitting = hall.start(hall.paper(title=f"Paper {number}"))
        sitting = hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE)
        hall.save(sitting, 1, "late", NINE + MINUTE)
        client.get("/sittings/late/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/sittings/late/")
        counts.append(len(queries))
    assert counts[0] == counts[2]
