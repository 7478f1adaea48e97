"""X1: the five keys hold, hundreds of draws agree with the law pack, and a wrong date is told its reason."""

import datetime
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.kit import words
from academy.law import dates
from academy.law.pack import current_pack
from academy.law.queries.timelines import draw_timeline
from assessments.exercises.timelines.checking import faults_of
from assessments.exercises.timelines.days import is_fixed
from assessments.exercises.timelines.generator import CannotDraw, fill
from assessments.exercises.timelines.kind import Timelines
from assessments.exercises.timelines.reading import read_date, read_number
from assessments.exercises.timelines.slots import NEVERS
from assessments.questions.kinds import Marked, content_faults

D = datetime.date
KIND = Timelines()
ITEMS = {
    item["code"]: item
    for item in json.loads(Path("assessments/fixtures/items/X1.json").read_text(encoding="utf-8"))
}
VARYING = [code for code, item in ITEMS.items() if not is_fixed(item["content"]["days"])]


def shown_of(code: str, seed: int = 1) -> dict[str, Any]:
    return KIND.draw(ITEMS[code]["content"], seed)


def keys_of(code: str, seed: int = 1) -> list[str]:
    return [ask["key"] for ask in shown_of(code, seed)["asks"]]


def content(asks: list[dict[str, Any]], days: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"scenario": "It happened.", "days": days, "asks": asks, **more}


def fixed(name: str, on: str, event: str = "") -> dict[str, Any]:
    return {"name": name, "how": "fixed", "on": on, "event": event}


def date_of(rule: str) -> dict[str, Any]:
    return {"ask": "When?", "what": "date", "rule": rule}


def marked(one: dict[str, Any], *said: str, seed: int = 1) -> Marked:
    shown = KIND.draw(one, seed)
    return KIND.mark(shown, {ask["name"]: text for ask, text in zip(shown["asks"], said, strict=False)})


DRAFT = content([date_of("TR-05:family_time")], [fixed("served", "2027-03-23", "draft_served")])
REQUEST = [fixed("received", "2026-09-07", "request_received")]

# The five keys


def test_x1_1_six_sixteen_and_twenty_weeks_and_the_safe_day() -> None:
    assert keys_of("X1-1") == ["2026-10-19", "2026-12-28", "2026-12-24", "2027-01-25"]
    shown = shown_of("X1-1")
    assert "Monday 7 September 2026" in shown["scenario"]
    assert shown["asks"][2]["key_words"] == "Thursday 24 December 2026"
    assert "28 December 2026 is a bank holiday" in shown["asks"][1]["reason"]


def test_x1_2_the_fifteenth_day_must_be_over() -> None:
    assert keys_of("X1-2") == ["2027-04-06", "no", "2027-04-07"]
    assert "Tuesday 6 April 2027 at 9am" in shown_of("X1-2")["asks"][1]["label"]
    assert "The whole of 6 April must be over." in shown_of("X1-2")["asks"][1]["reason"]


def test_x1_3_the_closure_window_and_dates_that_stay() -> None:
    shown = shown_of("X1-3")
    keys = [ask["key_words"] for ask in shown["asks"]]
    assert keys == [
        "43",
        "Wednesday 15 July 2026",
        "Thursday 27 August 2026",
        "Yes",
        "Monday 21 September 2026",
        "Monday 19 October 2026",
        "No",
    ]
    reason = shown["asks"][3]["reason"]
    assert "20 July is inside" in reason and "The date stays 21 September 2026" in reason
    assert "you still act as soon as practicable" in reason


def test_x1_4_the_review_of_a_year_6_pupil() -> None:
    assert keys_of("X1-4") == ["2026-11-25", "2026-12-09", "2027-02-01", "2027-02-03", "yes"]
    assert "14 February 2027" in shown_of("X1-4")["asks"][4]["reason"]


def test_x1_5_an_appeal_that_ends_in_august() -> None:
    ask = shown_of("X1-5")["asks"][0]
    assert ask["key_words"] == "Tuesday 1 September 2026"
    for part in ("19 August 2026", "The later of these counts: 20 August 2026", "first working day after"):
        assert part in ask["reason"]


# What every draw must hold


@pytest.mark.parametrize("code", VARYING)
def test_hundreds_of_draws_agree_with_the_law_pack(code: str) -> None:
    one, pack = ITEMS[code]["content"], current_pack()
    for seed in range(200 if code == "X1-6" else 15):
        shown = KIND.draw(one, seed)
        days = {name: D.fromisoformat(day) for name, day in shown["days"].items()}
        assert all(pack.calendar.knows(day) for day in days.values())
        events = {row["event"]: days[row["name"]] for row in one["days"] if row.get("event")}
        dues = {
            f"{due.rule.code}:{due.clause.key}": due for due in draw_timeline(pack=pack, events=events).dues
        }
        for row, ask in zip(one["asks"], shown["asks"], strict=True):
            assert ask["key"] not in ask["wrong"] or ask["form"] == "choice"
            if row["what"] == "date":
                assert ask["key"] == dues[row["rule"]].date.isoformat()
                assert ask["law"][0] == row["rule"].split(":")[0]
            elif row["what"] == "safe":
                assert pack.calendar.is_working(D.fromisoformat(ask["key"]))
            if ask["form"] == "date":
                assert pack.calendar.knows(D.fromisoformat(ask["key"]))


@pytest.mark.parametrize("code", VARYING)
def test_another_person_has_other_answers(code: str) -> None:
    seen = [tuple(ask["key_words"] for ask in shown_of(code, seed)["asks"]) for seed in range(12)]
    assert len(set(seen)) >= 9
    assert shown_of(code, 5) == shown_of(code, 5)


def test_people_in_a_row_share_nothing_while_there_are_days_left() -> None:
    seen = [tuple(keys_of("X1-6", seed)) for seed in range(500)]
    assert len(set(seen)) == 500


def test_a_fixed_item_is_the_same_for_everybody() -> None:
    assert shown_of("X1-1", 1) == shown_of("X1-1", 99)


@pytest.mark.parametrize("code", ITEMS)
def test_the_model_gets_every_point_and_what_is_shown_is_plain_data(code: str) -> None:
    shown = shown_of(code, 3)
    result = KIND.mark(shown, KIND.model(shown))
    assert result.right and not result.nevers
    assert json.loads(json.dumps(shown)) == shown
    assert "{" not in shown["scenario"] + "".join(ask["label"] + ask["reason"] for ask in shown["asks"])
    assert [ask.name for ask in KIND.asks(shown)] == [ask["name"] for ask in shown["asks"]]
    empty = KIND.mark(shown, {})
    assert empty.points == 0 and not empty.nevers
    assert Marked.from_row(json.loads(json.dumps(result.as_row()))).points == result.points


def test_all_thirty_rules_are_asked_somewhere() -> None:
    asked = {row.get("rule", "")[:5] for item in ITEMS.values() for row in item["content"]["asks"]}
    assert {f"TR-{n:02}" for n in range(1, 31)} <= asked


# A wrong date and its reason


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("2027-04-07", "One day too late"),
        ("2027-04-05", "One day too early"),
    ],
)
def test_fifteen_days_one_out(said: str, part: str) -> None:
    result = marked(DRAFT, said)
    assert part in result.lines[0].reason and not result.nevers and result.points == 0


def test_working_days_for_the_draft_is_a_trap() -> None:
    table = current_pack().calendar
    wrong = dates.end_of(D(2027, 3, 23), dates.Count(15, "working_days", True), table)
    result = marked(DRAFT, wrong.isoformat())
    assert len(result.nevers) == 1 and "calendar days" in result.nevers[0]
    assert "You counted working days" in result.lines[0].reason
    assert not result.right


def test_a_date_that_rolls_forward_is_told_so() -> None:
    one = content([date_of("TR-03:no_plan")], REQUEST)
    result = marked(one, "2026-12-29")
    assert "next working day" in result.lines[0].reason and "Nothing rolls forward" in result.lines[0].reason
    assert result.facts["mistakes"] == ["rolled forward"]
    assert "practical safe day" in marked(one, "2026-12-24").lines[0].reason


def test_sixty_days_are_not_two_months() -> None:
    one = content([date_of("TR-18:contact")], [fixed("sent", "2026-07-01", "decision_notice")])
    assert marked(one, "2026-09-01").right
    said = marked(one, "2026-08-30").lines[0].reason
    assert "A month is not 30 days" in said and "One mediation provider says 60 days." in said


def test_bank_holidays_left_out_of_weeks() -> None:
    one = content([date_of("TR-07:final")], REQUEST)
    table = current_pack().calendar
    wrong = dates.add_working_days(D(2026, 9, 7), 100, table)
    assert "You left out bank holidays" in marked(one, wrong.isoformat()).lines[0].reason


def test_calendar_days_for_the_tribunals_working_days() -> None:
    one = content([date_of("TR-22:response")], [fixed("sent", "2026-12-01", "appeal_sent")])
    assert "calendar days" in marked(one, "2026-12-31").lines[0].reason
    assert "bank holiday as a working day" in marked(one, "2027-01-12").lines[0].reason


def test_by_is_not_before() -> None:
    one = content([date_of("TR-15:finish")], [fixed("moves", "2027-09-01", "phase_transfer")])
    assert marked(one, "2027-02-14").right
    assert "too late" in marked(one, "2027-02-15").lines[0].reason


def test_the_date_of_another_rule_is_named() -> None:
    one = content([date_of("TR-01:decide"), date_of("TR-07:final")], REQUEST)
    assert "TR-07" in marked(one, "2027-01-25").lines[0].reason


def test_a_stopped_clock_for_want_of_staff_is_a_trap_and_for_an_absence_is_not() -> None:
    days = [*REQUEST, fixed("gone", "2026-10-01"), fixed("back", "2026-11-05")]
    for ground, nevers in (("staff_shortage", 1), ("absent", 0)):
        one = content(
            [date_of("TR-07:final")], days, claims=[{"ground": ground, "from": "gone", "back": "back"}]
        )
        stopped = dates.add_days(D(2027, 1, 25), 35)
        result = marked(one, stopped.isoformat())
        assert "You stopped the clock for 35 days" in result.lines[0].reason
        assert len(result.nevers) == nevers


def test_saying_that_a_shortage_is_an_exception_is_a_trap() -> None:
    open_to_you = {"ask": "Open?", "what": "open", "ground": "staff_shortage"}
    one = content([open_to_you], REQUEST, claims=[{"ground": "staff_shortage"}])
    assert marked(one, "yes").nevers and not marked(one, "no").nevers
    assert marked(one, "no").right


@pytest.mark.parametrize(("back", "nevers"), [("2027-01-04", 1), ("2027-02-08", 0)])
def test_a_two_week_closure_is_a_trap_and_a_long_one_asked_too_early_is_not(back: str, nevers: int) -> None:
    asked = "2026-12-14" if nevers else "2026-10-14"
    days = [*REQUEST, fixed("shut", "2026-12-19"), fixed("back", back), fixed("asked", asked)]
    claim = {"ground": "school_closed", "from": "shut", "back": "back", "asked": "asked"}
    ask = {"ask": "Open?", "what": "open", "ground": "school_closed", "rule": "TR-07:final"}
    result = marked(content([ask], days, claims=[claim]), "yes")
    assert not result.right and len(result.nevers) == nevers


def test_a_burst_pipe_is_no_holiday_and_so_no_trap() -> None:
    days = [*REQUEST, fixed("shut", "2026-11-10"), fixed("back", "2026-11-24"), fixed("asked", "2026-11-05")]
    claim = {"ground": "school_closed", "from": "shut", "back": "back", "asked": "asked"}
    ask = {"ask": "Open?", "what": "open", "ground": "school_closed", "rule": "TR-07:final"}
    result = marked(content([ask], days, claims=[claim]), "yes")
    assert not result.right and not result.nevers


def test_every_trap_is_laid_in_several_items() -> None:
    laid = [
        {wrong[1] for ask in shown_of(code)["asks"] for wrong in ask["wrong"].values() if wrong[1]}
        for code in ITEMS
    ]
    for trap in NEVERS:
        assert sum(trap in one for one in laid) >= 2
    assert sum(bool(one) for one in laid) >= 8


def test_an_honest_mix_up_of_rules_is_not_called_a_trap() -> None:
    days = [*REQUEST, fixed("gone", "2026-10-01"), fixed("back", "2026-10-29")]
    claims = [{"ground": "staff_shortage", "from": "gone", "back": "back"}]
    result = marked(content([date_of("TR-03:no_plan")], days, claims=claims), "2027-01-25")
    assert "That is the date for another step" in result.lines[0].reason and not result.nevers


def test_one_trap_is_named_once() -> None:
    asks = [{"ask": "Open?", "what": "open", "ground": "staff_shortage"}] * 2
    assert (
        len(marked(content(asks, REQUEST, claims=[{"ground": "staff_shortage"}]), "yes", "yes").nevers) == 1
    )


# Reading


@pytest.mark.parametrize(
    "said",
    [
        "2026-09-07", "26-9-7", "7 September 2026", "07/09/2026", "7.9.26", "Monday 7 Sept 2026",
        "7th of September, 2026", "2026-sep-07",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(said: str) -> None:
    assert read_date(said) == D(2026, 9, 7)


@pytest.mark.parametrize(
    "said", ["", None, "soon", "2026-02-30", "31/02/2026", "2026", "7 Brumaire 2026", "-"]
)
def test_what_is_no_date_is_nothing(said: Any) -> None:
    assert read_date(said) is None


@given(st.one_of(st.text(), st.integers(), st.lists(st.text()), st.dictionaries(st.text(), st.text())))
@settings(max_examples=200)
def test_no_answer_breaks_the_marking(junk: Any) -> None:
    for code in ("X1-3", "X1-41"):
        shown = shown_of(code)
        result = KIND.mark(shown, {ask["name"]: junk for ask in shown["asks"]})
        assert len(result.lines) == len(shown["asks"])
    assert isinstance(read_number(junk), str)


# What an author may write


@pytest.mark.parametrize("code", ITEMS)
def test_the_items_are_in_order(code: str) -> None:
    assert content_faults(KIND, ITEMS[code]["content"]) == []


@pytest.mark.parametrize(
    ("change", "path", "part"),
    [
        ({"scenario": "On {nowhere}."}, "scenario", "nowhere"),
        ({"days": [fixed("Day one", "2026-09-07", "request_received")]}, "days/0/name", "small letters"),
        ({"days": [*REQUEST, *REQUEST]}, "days/1/name", "Two days"),
        ({"days": [{"name": "a", "how": "between", "on": "2026-09-07"}]}, "days/0/until", "fill this in"),
        ({"days": [{"name": "a", "how": "september", "of": "b"}]}, "days/0/of", "No earlier row"),
        ({"days": [fixed("a", "2035-01-01")]}, "days/0/on", "2029"),
        ({"asks": [date_of("TR-12:amended")]}, "days", "starts this clock"),
        ({"asks": [{"ask": "?", "what": "open", "ground": "absent"}]}, "days", "not among what is claimed"),
        ({"asks": [{"ask": "?", "what": "in_time", "rule": "TR-01:decide"}]}, "asks/0/day", "in time"),
        (
            {"asks": [{"ask": "?", "what": "choice", "answers": ["a", "b"], "right": "c"}]},
            "asks/0/right",
            "word for word",
        ),
        (
            {"claims": [{"ground": "absent", "from": "received"}]},
            "claims/0/back",
            "Name the day: day they were back",
        ),
        (
            {"asks": [{**date_of("TR-01:decide"), "lands": "bank_holiday"}]},
            "days",
            "never come out",
        ),
    ],
)
def test_a_fault_is_said_at_its_place(change: dict[str, Any], path: str, part: str) -> None:
    one = {**content([date_of("TR-01:decide")], REQUEST), **change}
    assert faults_of(content([date_of("TR-01:decide")], REQUEST)) == []
    found = {fault.path: fault.words for fault in faults_of(one)}
    assert part in found[path]


def test_dates_that_too_many_share_are_refused() -> None:
    few = [
        {
            "name": "a",
            "event": "request_received",
            "how": "between",
            "on": "2026-09-07",
            "until": "2026-09-11",
        }
    ]
    assert "same answers" in faults_of(content([date_of("TR-01:decide")], few))[0].words


def test_a_draw_that_cannot_be_says_why() -> None:
    with pytest.raises(CannotDraw, match="starts this clock"):
        KIND.draw(content([date_of("TR-12:amended")], REQUEST), 1)


def test_a_text_is_filled_with_dates_in_words() -> None:
    days = {"one": D(2026, 9, 7)}
    assert fill("On {one}, not {one.short} or {two}.", days) == (
        f"On {words.full_date(days['one'])}, not 7 September 2026 or {{two}}."
    )


def test_thousands_are_marked_in_a_second() -> None:
    shown = shown_of("X1-3")
    answer = KIND.model(shown)
    begin = time.process_time()
    for _ in range(1000):
        KIND.mark(shown, answer)
    assert time.process_time() - begin < 0.5
