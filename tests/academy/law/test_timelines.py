"""What follows from what happened: the five keys of the timeline exercise, every rule, and the exceptions."""

import datetime
import json
from pathlib import Path

import pytest

from academy.kit.refusals import Refused
from academy.law import pack as law
from academy.law.queries.documents import timeline_document
from academy.law.queries.timelines import Claim, Due, Timeline, draw_timeline

D = datetime.date
PACK = law.current_pack()


def drawn(claims: list[Claim] | None = None, **events: D) -> Timeline:
    return draw_timeline(pack=PACK, events=events, claims=claims or [])


def due(timeline: Timeline, code: str, key: str | None = None) -> Due:
    return next(d for d in timeline.dues if d.rule.code == code and key in (None, d.clause.key))


def when(timeline: Timeline, *codes: str) -> list[D]:
    return [due(timeline, code).date for code in codes]


# The five keys


def test_x1_1_six_sixteen_and_twenty_weeks() -> None:
    line = drawn(request_received=D(2026, 9, 7))
    assert when(line, "TR-01", "TR-03", "TR-07") == [D(2026, 10, 19), D(2026, 12, 28), D(2027, 1, 25)]
    sixteen = due(line, "TR-03")
    assert sixteen.safe == D(2026, 12, 24)
    assert "28 December 2026 is a bank holiday" in sixteen.safe_words
    assert "Nothing rolls forward, so act by Thursday 24 December 2026." in sixteen.safe_words
    assert due(line, "TR-01").steps == ("7 September + 6 weeks = 19 October 2026.",)


def test_x1_2_fifteen_days_are_a_minimum_and_holidays_do_not_stop_them() -> None:
    draft = due(drawn(draft_served=D(2027, 3, 23)), "TR-05")
    assert draft.date == D(2027, 4, 6) and draft.is_minimum
    assert draft.safe == D(2027, 4, 7)
    assert "The whole of 6 April must be over." in draft.safe_words
    assert draft.steps == ("23 March is day 1, so day 15 is 6 April 2027.",)


CLOSED = {"from": D(2026, 7, 22), "back": D(2026, 9, 3), "asked": D(2026, 7, 20)}


def test_x1_3_a_long_closure_may_excuse_and_moves_nothing() -> None:
    plain = drawn(request_received=D(2026, 6, 1))
    line = drawn([Claim("school_closed", CLOSED)], request_received=D(2026, 6, 1))
    assert when(line, "TR-03", "TR-07") == when(plain, "TR-03", "TR-07") == [D(2026, 9, 21), D(2026, 10, 19)]
    (answer,) = due(line, "TR-03").answers
    assert answer.fits
    assert answer.reasons[0] == "It was shut for 43 days; 28 are needed."
    assert "from 15 July 2026 to 27 August 2026; 20 July is inside" in answer.reasons[1]
    assert "act as soon as practicable" in answer.reasons[2]
    early = drawn(
        [Claim("school_closed", {**CLOSED, "asked": D(2026, 7, 6)})], request_received=D(2026, 6, 1)
    )
    assert not any(answer.fits for d in early.dues for answer in d.answers)


def test_x1_4_a_review_and_a_safe_transfer() -> None:
    line = drawn(
        review_meeting=D(2026, 11, 11), amendment_notice_sent=D(2026, 12, 7), phase_transfer=D(2027, 9, 1)
    )
    assert when(line, "TR-09", "TR-10", "TR-11", "TR-12", "TR-13") == [
        D(2026, 11, 25),
        D(2026, 12, 9),
        D(2026, 12, 9),
        D(2027, 2, 1),
        D(2027, 2, 3),
    ]
    assert due(line, "TR-15", "finish").date == D(2027, 2, 14) >= due(line, "TR-13").date


def test_x1_5_the_later_date_rolls_out_of_august() -> None:
    appeal = due(drawn(decision_notice=D(2026, 6, 19), certificate_issued=D(2026, 7, 20)), "TR-21")
    assert appeal.date == appeal.safe == D(2026, 9, 1)
    said = " ".join(appeal.steps)
    for words in (
        "= 19 August 2026",
        "= 20 August 2026",
        "The later of these counts: 20 August 2026",
        "Tuesday 1",
    ):
        assert words in said


def test_a_weekend_at_the_tribunal_is_shown_as_the_earlier_day() -> None:
    appeal = due(drawn(decision_notice=D(2026, 11, 9), certificate_issued=D(2026, 12, 9)), "TR-21")
    assert (appeal.date, appeal.safe) == (D(2027, 1, 9), D(2027, 1, 8))
    assert "9 January 2027 is a Saturday. Do not count on more time, so act by Friday" in appeal.safe_words
    assert "next working day" in appeal.rule.questions[0]


def test_the_last_review_before_the_transfer_of_2027() -> None:
    meeting = due(drawn(phase_transfer=D(2027, 9, 1)), "TR-15", "meeting")
    assert (meeting.date, meeting.safe) == (D(2026, 11, 22), D(2026, 11, 20))
    assert (
        meeting.basis == "practice" and due(drawn(phase_transfer=D(2027, 9, 1)), "TR-15").rule.basis == "law"
    )


# Every rule once: date by date, from 2 March 2026 (a Monday)

M = D(2026, 3, 2)
EACH = {
    "request_received": {
        "TR-01": [D(2026, 4, 13)],
        "TR-03": [D(2026, 6, 22)],
        "TR-04": [D(2026, 6, 22)],
        "TR-07": [D(2026, 7, 20)],
    },
    "became_responsible": {
        "TR-01": [D(2026, 4, 13)],
        "TR-03": [D(2026, 6, 22)],
        "TR-04": [D(2026, 6, 22)],
        "TR-07": [D(2026, 7, 20)],
    },
    "advice_request_received": {"TR-02": [D(2026, 4, 13)]},
    "draft_served": {"TR-05": [D(2026, 3, 16)]},
    "consultation_received": {"TR-06": [D(2026, 3, 17)]},
    "plan_made": {"TR-14": [D(2027, 3, 1)]},
    "last_review": {"TR-14": [D(2027, 3, 1)]},
    "review_meeting": {
        "TR-08": [D(2026, 2, 16)],
        "TR-09": [D(2026, 3, 16)],
        "TR-10": [D(2026, 3, 30)],
        "TR-11": [D(2026, 3, 30)],
        "TR-13": [D(2026, 5, 25)],
    },
    "amendment_notice_sent": {"TR-12": [D(2026, 4, 27)]},
    "phase_transfer": {"TR-15": [D(2025, 11, 22), D(2026, 2, 14)]},
    "post16_transfer": {"TR-16": [D(2026, 1, 5), D(2026, 3, 30)]},
    "between_post16": {"TR-17": [D(2025, 7, 10), D(2025, 10, 2)]},
    "decision_notice": {"TR-18": [D(2026, 5, 2)], "TR-21": [D(2026, 5, 2)]},
    "certificate_issued": {},
    "told_no_mediation": {"TR-19": [D(2026, 3, 5)]},
    "told_wants_mediation": {"TR-20": [D(2026, 4, 1)]},
    "appeal_sent": {"TR-22": [D(2026, 4, 15)]},
    "order_assess": {"TR-23": [D(2026, 3, 16), D(2026, 5, 11), D(2026, 6, 8)]},
    "order_make_plan": {"TR-24": [D(2026, 4, 6), D(2026, 5, 18)]},
    "order_amend": {"TR-25": [D(2026, 4, 6)]},
    "order_setting": {"TR-26": [D(2026, 3, 16)]},
    "conceded_assess": {"TR-27": [D(2026, 3, 16), D(2026, 5, 11), D(2026, 6, 8)]},
    "conceded_amend": {"TR-27": [D(2026, 4, 6)]},
    "reassessment_requested": {"TR-28": [D(2026, 3, 17)]},
    "reassessment_decided": {"TR-29": [D(2026, 6, 8)]},
    "moved_in": {"TR-30": [D(2026, 4, 13)]},
}


def test_every_event_and_every_rule_is_tried() -> None:
    assert set(EACH) == set(PACK.events)
    assert {code for rules in EACH.values() for code in rules} == set(PACK.rules)


@pytest.mark.parametrize("event", EACH)
def test_what_follows_from_each_event(event: str) -> None:
    found: dict[str, list[D]] = {}
    for one in drawn(**{event: M}).dues:
        found.setdefault(one.rule.code, []).append(one.date)
    assert found == EACH[event]


# Exceptions


def answers(claim: Claim, **events: D) -> dict[str, bool]:
    line = drawn([claim], **events)
    return {d.rule.code: answer.fits for d in line.dues for answer in d.answers}


def test_a_closure_after_the_date_cannot_have_held_it_up() -> None:
    found = answers(Claim("school_closed", CLOSED), request_received=D(2026, 6, 1))
    assert found == {"TR-01": False, "TR-03": True, "TR-07": True}


def test_a_two_week_holiday_never_counts() -> None:
    holiday = {"from": D(2026, 12, 19), "back": D(2027, 1, 4), "asked": D(2026, 12, 18)}
    line = drawn([Claim("school_closed", holiday)], request_received=D(2026, 11, 2))
    assert not any(answer.fits for d in line.dues for answer in d.answers)
    assert "two-week holiday, never counts" in due(line, "TR-07").answers[0].reasons[1]


@pytest.mark.parametrize("ground", ["staff_shortage", "short_holiday"])
def test_what_is_not_on_the_list_is_refused_and_moves_nothing(ground: str) -> None:
    line = drawn([Claim(ground, {})], request_received=D(2026, 9, 7))
    assert [answer.fits for answer in line.refused] == [False]
    assert "not on the list of exceptions" in line.refused[0].reasons[0]
    assert [d.date for d in line.dues] == [d.date for d in drawn(request_received=D(2026, 9, 7)).dues]
    assert not any(d.answers for d in line.dues)


def test_absence_circumstances_and_a_missed_appointment() -> None:
    away = Claim("absent", {"from": D(2026, 10, 20), "back": D(2026, 11, 20)})
    assert answers(away, request_received=D(2026, 9, 7)) == {"TR-01": False, "TR-03": True, "TR-07": True}
    ill = Claim("personal_circumstances", {"from": D(2026, 10, 19), "back": D(2026, 10, 30)})
    assert answers(ill, request_received=D(2026, 9, 7)) == {"TR-01": True, "TR-03": True, "TR-07": True}
    missed = Claim("missed_appointment", {"from": D(2026, 10, 1)})
    assert answers(missed, advice_request_received=D(2026, 9, 7)) == {"TR-02": True}
    late = Claim("missed_appointment", {"from": D(2026, 10, 20)})
    assert answers(late, advice_request_received=D(2026, 9, 7)) == {"TR-02": False}


def test_an_exception_that_no_date_knows_is_said() -> None:
    line = drawn([Claim("missed_appointment", {"from": M})], order_amend=M)
    assert line.notes == (
        "No date here knows this exception: The child or young person missed an appointment.",
    )


def test_an_exception_never_moves_a_date() -> None:
    for key, ground in PACK.grounds.items():
        facts = {fact: D(2026, 10, 1) if fact != "back" else D(2026, 11, 20) for fact in ground.needs}
        for event in ("request_received", "advice_request_received"):
            bare, claimed = (
                drawn(**{event: D(2026, 9, 7)}),
                drawn([Claim(key, facts)], **{event: D(2026, 9, 7)}),
            )
            assert [d.date for d in bare.dues] == [d.date for d in claimed.dues]


# Refusals and gaps


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ({"born": M}, "'born' is not an event of this law pack. Known events: request_received,"),
        ({"request_received": D(1826, 9, 7)}, "The year 1826 cannot be right"),
        ({"request_received": M, "draft_served": D(2026, 3, 1)}, "1 March 2026 is too early"),
        ({"decision_notice": M, "certificate_issued": D(2026, 3, 1)}, "You sent a decision"),
    ],
)
def test_impossible_events_are_refused_in_words(events: dict[str, D], words: str) -> None:
    with pytest.raises(Refused, match=words):
        drawn(**events)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (Claim("bad_luck", {}), "'bad_luck' is not a ground here. Known grounds: school_closed,"),
        (Claim("school_closed", {}), "Give a date for: first day it was shut"),
        (Claim("absent", {"from": M, "back": D(2026, 3, 1)}), "1 March 2026 is before 2 March 2026"),
        (Claim("staff_shortage", {"from": M}), "does not ask for 'from'"),
    ],
)
def test_impossible_exceptions_are_refused_in_words(claim: Claim, words: str) -> None:
    with pytest.raises(Refused, match=words):
        drawn([claim], request_received=M)


def test_a_certificate_alone_does_not_give_a_date() -> None:
    line = drawn(certificate_issued=M)
    assert line.dues == ()
    assert line.notes == (
        "TR-21 needs one more date: you sent a decision that can be appealed (decision_notice).",
    )


def test_the_earlier_of_two_ways_to_begin_and_the_later_review_count() -> None:
    line = drawn(request_received=D(2026, 9, 7), became_responsible=D(2026, 9, 14))
    assert due(line, "TR-07").date == D(2027, 1, 25)
    assert due(drawn(plan_made=D(2025, 9, 1), last_review=M), "TR-14").date == D(2027, 3, 1)


def test_a_year_without_bank_holidays_gives_the_date_and_no_safe_day() -> None:
    seven = due(drawn(request_received=D(2035, 1, 1)), "TR-07")
    assert seven.date == D(2035, 5, 21) and seven.safe is None
    assert "known here from 2024 to 2029" in seven.safe_words
    line = drawn(appeal_sent=D(2035, 1, 1))
    assert line.dues == () and "TR-22" in line.notes[0]


def test_a_rule_is_left_out_before_it_was_in_force() -> None:
    line = drawn(request_received=D(2013, 9, 2))
    assert line.dues == ()
    assert "TR-07 is left out: it was not in force on 2 September 2013." in line.notes


# Two packs side by side


def second_pack(folder: Path) -> law.Pack:
    """A later regime: 10 weeks for a final plan from 2029, still a proposal."""
    raw = json.loads((law.PACKS / f"{law.CURRENT}.json").read_text(encoding="utf-8"))
    rule = raw["rules"]["TR-07"]
    rule["status"], rule["effective_from"], rule["limit"] = "proposal", "2029-09-01", "10 weeks"
    for start in rule["dates"][0]["starts"]:
        start["count"]["n"] = 10
    raw["name"], raw["status"] = "Invented later regime", "proposal"
    (folder / "later.json").write_text(json.dumps(raw), encoding="utf-8")
    return law.pack_named("later", folder)


def test_two_packs_answer_side_by_side(tmp_path: Path) -> None:
    later, events = second_pack(tmp_path), {"request_received": D(2029, 9, 3)}
    old = draw_timeline(pack=PACK, events=events)
    new = draw_timeline(pack=later, events=events)
    assert when(old, "TR-07") == [D(2030, 1, 21)] and when(new, "TR-07") == [D(2029, 11, 12)]
    assert timeline_document(new)["pack"]["law_status"] == "proposal"
    told = {one["rule"]: one["law_status"] for one in timeline_document(new)["dates"]}
    assert told["TR-07"] == "proposal" and told["TR-01"] == "current law"
    early = draw_timeline(pack=later, events={"request_received": D(2026, 9, 7)})
    assert "TR-07" not in {d.rule.code for d in early.dues}
    assert law.pack_named("later", tmp_path) is later and law.current_pack() is PACK


def test_the_document_says_everything_the_page_says() -> None:
    claims = [Claim("school_closed", CLOSED), Claim("staff_shortage", {})]
    document = json.loads(json.dumps(timeline_document(drawn(claims, request_received=D(2026, 6, 1)))))
    seven = next(one for one in document["dates"] if one["rule"] == "TR-07")
    assert seven["date"] == seven["safe_day"] == "2026-10-19"
    assert (seven["source"], seven["law_status"], seven["basis"]) == ("Reg 13(2)", "current law", "law")
    assert seven["explanation"] == ["1 June + 20 weeks = 19 October 2026."]
    assert seven["exceptions"][0]["may_apply"] is True and seven["exceptions"][0]["source"]
    assert seven["references"][0]["address"].startswith("https://www.legislation.gov.uk/")
    assert document["refused_exceptions"][0]["ground"] == "staff_shortage"
    assert [one["date"] for one in document["dates"]] == sorted(one["date"] for one in document["dates"])
