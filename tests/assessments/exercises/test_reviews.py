"""X11: notice, dates by the rule table, agreed changes that must survive, stale outcomes, and the route."""

from __future__ import annotations

import datetime
import time

import pytest

from academy.law.pack import current_pack
from assessments.exercises.reviews.kind import X11
from assessments.exercises.reviews.marking import change_faults, day_of, lost_changes, stale_outcomes
from assessments.exercises.reviews.plan import shift_for
from assessments.questions.kinds import Content, Line, Marked, content_faults
from tests.assessments.exercises.items import content_of

KIND = X11()


def drawn(code: str, seed: int = 0, **changes: object) -> Content:
    return KIND.draw({**content_of(code), **changes}, seed)


def marked(code: str, **said: object) -> Marked:
    shown = drawn(code, shift_weeks=0)
    return KIND.mark(shown, {**KIND.model(shown), **said})


def line(found: Marked, ask: str) -> Line:
    return next(line for line in found.lines if line.ask == ask)


def test_seed_keys() -> None:
    """The five of the field: one change lost; changes missing from a notice; one stale outcome; four areas
    of adulthood and the young person's own way missing; a plan that is kept."""
    assert list(lost_changes(drawn("X11-1"))) == ["c3"]
    notice = {row["text"]: row["there"] for row in content_of("X11-2")["contents"]}
    assert notice["The proposed changes themselves"] == "missing"
    assert list(stale_outcomes(drawn("X11-3"))) == ["e1"]
    assert sum(row["there"] == "missing" for row in content_of("X11-4")["contents"]) == 5
    assert content_of("X11-5")["route"] == "keep"


def test_dates_come_from_the_rule_table() -> None:
    """Meeting on 11 November 2026: report 2 weeks, decision and changes 4, outer limit 12 weeks."""
    dates = [row["date"] for row in drawn("X11-1", shift_weeks=0)["dates"]]
    assert dates == ["2026-11-25", "2026-12-09", "2027-02-03"]
    dates = [row["date"] for row in drawn("X11-7")["dates"]]
    assert dates == ["2027-02-14", "2026-11-22"]


def test_events_move_by_weeks_onto_school_days_and_the_texts_move_with_them() -> None:
    rows = content_of("X11-1")["events"]
    days = {drawn("X11-1", seed)["dates"][0]["date"] for seed in range(60)}
    assert len(days) > 8
    table = current_pack().calendar
    for seed in range(60):
        weeks = shift_for(rows, 20, seed)
        day = datetime.date(2026, 11, 11) + datetime.timedelta(weeks=weeks)
        assert day.weekday() == 2 and table.is_working(day)
        assert not any(shut.shut_on <= day < shut.reopens_on for shut in table.closures)
        said = drawn("X11-1", seed)["stem"]
        assert f"Wednesday {day.day} {day:%B} {day.year}" in said and "{" not in said


def test_the_last_day_the_safe_day_and_another_day() -> None:
    shown = drawn("X11-7")
    model = KIND.model(shown)
    assert shown["dates"][0]["safe"] == "2027-02-12"
    safe = line(KIND.mark(shown, {**model, "d1": "2027-02-12"}), "d1")
    assert safe.points == 0.5 and "safe day to aim for" in safe.reason
    late = line(KIND.mark(shown, {**model, "d1": "2027-02-15"}), "d1")
    assert late.points == 0 and "1 day too late" in late.reason and late.law == ("TR-15",)
    assert line(KIND.mark(shown, {**model, "d1": "soon"}), "d1").reason.startswith("This cannot be read")
    assert line(KIND.mark(shown, {}), "d1").reason.startswith("You gave no date")


@pytest.mark.parametrize("said", ["2026-12-09", "9/12/2026", "9.12.2026", "09-12-2026"])
def test_a_date_may_be_typed_in_several_ways(said: str) -> None:
    assert day_of(said) == datetime.date(2026, 12, 9)


@pytest.mark.parametrize("said", ["", "31/02/2026", "2026-13-01", "next week", "9" * 40])
def test_what_is_no_date(said: str) -> None:
    assert day_of(said) is None


def test_contents_of_a_notice_both_ways() -> None:
    found = marked("X11-2", n2="in", n1="missing")
    assert not line(found, "n2").right and line(found, "n2").law == ("case-devon-2022",)
    assert line(found, "n2").key == "It is missing" and line(found, "n1").key == "It is there"
    assert "unlawful since a judgment of 2022" in line(found, "n2").reason


def test_a_missing_change_is_found_and_a_present_one_is_not_lost() -> None:
    right = marked("X11-1")
    assert marked("X11-1", lost=[]).points == right.points - 1
    assert marked("X11-1", lost=["c1", "c3"]).points == right.points - 1
    assert "It is not in the text." in line(right, "lost").reason


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("The therapist sees Erin every two weeks for 40 minutes.", True),
        ("A session of 40 minutes each fortnight", True),
        ("40 minutes every two weeks, instead of 30 minutes every week", False),
        ("140 minutes every two weeks", False),
        ("40 minutes", False),
        ("", False),
    ],
)
def test_wordings_match_whole_words_in_any_order_and_old_words_must_go(text: str, there: bool) -> None:
    change = content_of("X11-6")["changes"][0]
    assert change_faults(change, text)[0] is there


def test_every_change_in_the_learner_s_text_has_a_line() -> None:
    shown = drawn("X11-6", shift_weeks=0)
    old = KIND.mark(shown, {**KIND.model(shown), "text": shown["old_text"]})
    assert [one.points for one in old.lines if one.ask == "text"] == [0, 0, 0, 0]
    reasons = " ".join(one.reason for one in old.lines if one.ask == "text")
    assert "old words are still there: “radio aid”" in reasons
    empty = KIND.mark(shown, {})
    assert all(not one.points for one in empty.lines if one.ask == "text"), "no text has no change in it"


def test_stale_outcomes_are_found_by_their_date() -> None:
    shown = drawn("X11-3", plan_on="2027-01-10")
    assert list(stale_outcomes(shown)) == ["e1", "e3"]
    assert marked("X11-3", stale=["e1", "e2"]).points == marked("X11-3").points - 1


def test_a_rewritten_outcome_is_for_a_person_and_advice_says_what_it_lacks() -> None:
    assert marked("X11-3").for_person
    advice = " ".join(marked("X11-3", rewrite="Carys will be given support to ring.").advice)
    assert "no date" in advice and "no measure" in advice and "reads like provision" in advice
    assert marked("X11-3").advice[0].startswith("Date and measure are there.")
    assert "no measure" in " ".join(marked("X11-3", rewrite="By July 2028 she rings friends.").advice)


def test_the_legal_route_and_one_that_must_never_be_taken() -> None:
    found = marked("X11-5", route="cease")
    assert found.nevers and not found.right
    assert (
        line(found, "route").points == 0
        and "only if the council is no longer responsible" in found.lines[0].reason
    )
    other = marked("X11-5", route="reassess")
    assert other.nevers == () and "nobody asked for it" in other.lines[0].reason
    assert other.facts == {"route": ["keep", "reassess"]}


@pytest.mark.parametrize(
    ("code", "changes", "path"),
    [
        ("X11-1", {"dates": [{"label": "x", "rule": "TR-01", "clause": ""}]}, "dates/0/rule"),
        ("X11-6", {"model_text": "Erin has therapy."}, "model_text"),
        ("X11-1", {"draft": ""}, "changes"),
        ("X11-3", {"plan_on": ""}, "plan_on"),
        ("X11-5", {"route_reason": ""}, "route_reason"),
        ("X11-5", {"route": "", "options": []}, ""),
    ],
)
def test_faults_are_said_at_their_place(code: str, changes: Content, path: str) -> None:
    faults = content_faults(KIND, {**content_of(code), **changes})
    assert path in {fault.path for fault in faults}


def test_marking_is_fast() -> None:
    shown = drawn("X11-10")
    model = KIND.model(shown)
    start = time.perf_counter()
    for _ in range(200):
        KIND.mark(shown, model)
    assert time.perf_counter() - start < 2
