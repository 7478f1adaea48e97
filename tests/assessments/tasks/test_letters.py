"""The letter that is looked through when it is handed in: what must not be in it, and what has to stay."""

from __future__ import annotations

import pytest

from assessments.tasks.rules.automatic import Verdict, mark_automatic
from tests.assessments.tasks.test_needs import fixture, papers

TASK = fixture("AT8")
GOOD = """Dear Mrs Pellingale,

You asked us three times when you would hear, and nobody answered. That was wrong, and I am sorry.
You wrote that you cannot sleep and that Osric asks every night whether he has to go back. I have
read it, and I carry this now.

We told you that we would decide by law within 16 weeks and finish the plan within 20 weeks. That
day was 26 October 2026. It has passed, and the delay is the council's. We had too few
psychologists, and that is no excuse.

This is what happens now. We decided on 11 November 2026 that Osric gets a plan. The draft comes to
you on Friday 20 November 2026. The final plan cannot come before the middle of December. Until then
the council pays for the adult beside him. On Tuesday 17 November 2026 the specialist teacher comes
to Hollowbrook School and shows the staff first signs.

I would like to meet you on Thursday 19 November at 1pm or on Friday 20 November at 10am, at the
school or by video, as you like. I will write to you on 20 November 2026 in any case.

If you are not content, you can complain to us, and that changes nothing for Osric. The service for
independent advice and support helps you without cost. Both are on the back of this letter.

Plan of the call

Ask whether it is a good time. Say in the first minute that the plan is late and that we did wrong.
Stop and listen. Say what comes and when. Agree how we keep in touch. Write down what was said."""
POOR = """Dear Mrs Pellingale,

As you are aware, your draft has been delayed due to staff shortages. You failed to reply to our
desk on 19 October. You must return the form within 7 days or your case will be closed. The final
plan will be issued by 3 December 2026."""


def looked_through(text: str) -> Verdict:
    found = mark_automatic(
        TASK["automatic"], papers=papers(TASK), text=text, matrix=[], brief="\n\n".join(TASK["brief"])
    )
    assert found is not None
    return found


def labels(text: str) -> set[str]:
    return {one["label"] for one in looked_through(text).told["checks"] if not one["right"]}


def test_a_letter_that_owns_it_is_met() -> None:
    found = looked_through(GOOD)
    assert found.met and (found.score, found.of) == (4, 4)
    assert found.told["reading_age"] <= found.told["aim"]


def test_a_poor_letter_is_told_everything_that_must_not_be_there() -> None:
    assert labels(POOR) == {
        "No blame and no orders", "No threat", "Nothing invented", "The facts are kept",
    }  # fmt: skip
    said = " ".join(one["said"] for one in looked_through(POOR).told["checks"])
    assert "7 days" in said and "3 December 2026" in said and "“You must”" in said


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("I am sorry.", "As you are aware, I am sorry.", "No blame and no orders"),
        ("I would like to meet you", "Your case will be closed unless you come", "No threat"),
        ("the middle of December", "12 January 2027", "Nothing invented"),
        ("you can complain to us, and that", "you can tell us, and that", "The facts are kept"),
    ],
)
def test_each_fault_is_found_by_itself(old: str, new: str, label: str) -> None:
    assert old in GOOD
    assert labels(GOOD.replace(old, new)) == {label}


def test_days_may_be_said_without_the_year_and_worked_out_from_the_papers() -> None:
    assert looked_through(GOOD.replace(" 2026", "")).met


def test_an_empty_letter_is_not_met() -> None:
    assert not looked_through("").met
