"""From beginning a sitting to its result: nothing lost, nothing twice."""

from __future__ import annotations

import datetime

import pytest

from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from assessments.questions.models import ItemVersion
from assessments.sittings.actions import (
    bring_back,
    check_answer,
    close_overdue,
    end_time,
    give_time,
    hand_in,
    judge_answer,
    start_sitting,
)
from assessments.sittings.models import Judgement, PaperResult, SavedAnswer, Sitting, SittingSlot
from assessments.sittings.rules import GRACE
from competencies.evidence.models import Evidence
from tests.assessments.sittings.conftest import Hall
from tests.factories.sittings import NINE, PaperFactory, VersionFactory, stocked

MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)


# Beginning


def test_a_sitting_keeps_its_terms_and_what_was_shown(hall: Hall) -> None:
    paper = hall.paper()
    sitting = hall.start(paper)
    assert sitting.due_at == NINE + 30 * MINUTE and sitting.number == 1
    shown = [slot.shown for slot in sitting.slots.all()]
    ItemVersion.objects.update(content={"word": "changed"})
    paper.minutes, paper.pass_per_cent = 5, 10
    paper.save()
    sitting.refresh_from_db()
    assert [slot.shown for slot in sitting.slots.all()] == shown and "changed" not in str(shown)
    assert sitting.terms["pass_per_cent"] == 80 and sitting.terms["minutes"] == 30


def test_asked_again_it_is_the_same_sitting(hall: Hall) -> None:
    paper = hall.paper(most_sittings=1)
    assert hall.start(paper).pk == hall.start(paper, NINE + MINUTE).pk
    assert Sitting.objects.count() == 1


def test_assessed_papers_take_reviewed_items_and_others_take_live_ones(hall: Hall) -> None:
    for state in ("draft", "open", "retired"):
        stocked(hall.council, 1, state=state)
    assessed = PaperFactory(council=hall.council, lines=[{"count": 1}])
    with pytest.raises(Refused, match="too few items"):
        hall.start(assessed)
    assert not Sitting.objects.exists()
    practice = PaperFactory(council=hall.council, assessed=False, lines=[{"count": 1}])
    assert hall.start(practice).slots.get().version.state == "open"


def test_items_of_another_council_are_not_drawn(hall: Hall) -> None:
    VersionFactory(), VersionFactory()
    with pytest.raises(Refused, match="too few items"):
        hall.start(PaperFactory(council=hall.council))


def test_a_varying_item_has_other_words_in_each_place(hall: Hall) -> None:
    paper = hall.paper(items=1, kind="X98", lines=[{"count": 3}])
    assert len({slot.shown["word"] for slot in hall.start(paper).slots.all()}) == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"audience": ["R15"]}, "other roles"),
        ({"state": "closed"}, "closed"),
        ({"state": "draft"}, "closed"),
        ({"opens_at": NINE + DAY}, "opens on 21 November 2026 at 9am"),
        ({"closes_at": NINE}, "closed on 20 November 2026 at 9am"),
    ],
)
def test_what_may_not_begin_is_refused_in_words(hall: Hall, fields: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        hall.start(hall.paper(**fields))


def test_a_resit_waits_and_brings_fresh_items(hall: Hall) -> None:
    paper = hall.paper(items=5)
    first = hall.sit(paper, right=0)
    assert first.passed is False
    with pytest.raises(Refused, match="You can sit it again from Sunday 22 November"):
        hall.start(paper, NINE + DAY)
    items = set(first.slots.values_list("version__item", flat=True))
    for seed in range(5):
        second = hall.start(paper, NINE + 2 * DAY, seed)
        assert not items & set(second.slots.values_list("version__item", flat=True))
        second.delete()


def test_the_most_sittings_are_counted_and_a_pass_ends_it(hall: Hall) -> None:
    paper = hall.paper(wait_days=0, most_sittings=2)
    hall.sit(paper, right=0)
    hall.sit(paper, right=0, at=NINE + DAY)
    with pytest.raises(Refused, match="all the sittings"):
        hall.start(paper, NINE + 2 * DAY)
    other = hall.paper(wait_days=0)
    assert hall.sit(other).passed
    with pytest.raises(Refused, match="You have passed"):
        hall.start(other, NINE + DAY)


# Saving


def test_every_answer_is_kept_and_the_newest_counts(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    assert hall.save(sitting, 1, "a").number == 1
    assert hall.save(sitting, 1, "b", NINE + MINUTE, base=1, seconds=50).number == 2
    slot = hall.slot(sitting, 1)
    assert (slot.answer, slot.saves, slot.answered_at) == ({"word": "b"}, 2, NINE + MINUTE)
    assert slot.seconds == 50
    assert [row.answer["word"] for row in slot.saved.all()] == ["a", "b"]


def test_the_same_answer_again_is_one_row(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    hall.save(sitting, 1, "a", tab="one")
    again = hall.save(sitting, 1, "a", NINE + MINUTE, tab="two", flagged=True)
    assert again.number == 1 and again.overtook is None
    assert SavedAnswer.objects.count() == 1 and hall.slot(sitting, 1).flagged


def test_two_tabs_lose_nothing_and_are_told(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    hall.save(sitting, 1, "from one", tab="one")
    kept = hall.save(sitting, 1, "from two", NINE + MINUTE, tab="two", base=0)
    assert (kept.number, kept.overtook) == (2, 1)
    assert hall.slot(sitting, 1).answer == {"word": "from two"}
    back = bring_back(sitting_id=sitting.pk, position=1, number=1, by=hall.person, at=NINE + 2 * MINUTE)
    assert back is not None and back.number == 3
    assert hall.slot(sitting, 1).answer == {"word": "from one"}
    assert [row.answer["word"] for row in hall.slot(sitting, 1).saved.all()] == [
        "from one",
        "from two",
        "from one",
    ]


def test_an_answer_of_the_same_page_whose_reply_was_lost_is_no_conflict(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    hall.save(sitting, 1, "a", tab="one", base=0)
    assert hall.save(sitting, 1, "ab", tab="one", base=0).overtook is None
    hall.save(sitting, 1, "other", tab="two", base=2)
    hall.save(sitting, 1, "abc", tab="one", base=2)
    assert hall.save(sitting, 1, "abcd", tab="one", base=2).overtook == 3


def test_without_script_a_page_that_saw_less_is_told(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    hall.save(sitting, 1, "a")
    assert hall.save(sitting, 1, "b", base=0).overtook == 1
    assert hall.save(sitting, 1, "c", base=2).overtook is None


def test_nobody_saves_into_somebody_elses_sitting(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    sitting.person = hall.world.people["colleague"]
    with pytest.raises(AssertionError):
        hall.save(sitting, 1, "a")
    assert not SavedAnswer.objects.exists()
    with pytest.raises(Refused):
        hand_in(sitting_id=sitting.pk, by=hall.world.people["colleague"], at=NINE)


def test_numbers_from_nowhere_do_no_harm(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    kept = hall.save(sitting, 1, "a", base=10**9, tab="x" * 200, seconds=10**9)
    assert kept.number == 1 and hall.slot(sitting, 1).saved.get().base == 0
    assert hall.slot(sitting, 1).seconds == 30 * 60
    hall.save(sitting, 1, "b", base=-5, seconds=-5)
    assert hall.slot(sitting, 1).seconds == 30 * 60


# The deadline


def test_the_grace_counts_and_what_comes_later_is_kept_and_told(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    assert sitting.due_at is not None
    hall.save(sitting, 1, hall.slot(sitting, 1).shown["word"], sitting.due_at + GRACE)
    kept = hall.save(sitting, 2, "late", sitting.due_at + GRACE + MINUTE)
    assert "The time was up at 9:30am" in kept.late
    slot = hall.slot(sitting, 2)
    assert slot.answer == {} and slot.saved.get().late and slot.saved.get().answer == {"word": "late"}
    hall.save(sitting, 2, "late", sitting.due_at + GRACE + MINUTE)
    assert slot.saved.count() == 1
    assert close_overdue(sitting_id=sitting.pk, at=sitting.due_at + GRACE + MINUTE)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.points, sitting.handed_in_at) == ("marked", 1.0, sitting.due_at)
    kept = hall.save(sitting, 2, "later", sitting.due_at + DAY)
    assert "handed in" in kept.late and slot.saved.count() == 2


def test_the_ledger_closes_a_sitting_after_the_grace_and_not_before(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    hall.answer_all(sitting)
    assert sitting.due_at is not None
    do_due_jobs(at=sitting.due_at + GRACE, topics=["sitting_due"])
    sitting.refresh_from_db()
    assert sitting.state == "open"
    do_due_jobs(at=sitting.due_at + GRACE + MINUTE, topics=["sitting_due"])
    sitting.refresh_from_db()
    assert sitting.state == "marked" and sitting.passed
    assert not close_overdue(sitting_id=sitting.pk, at=sitting.due_at + DAY)


def test_a_paper_that_closes_soon_ends_the_sitting(hall: Hall) -> None:
    sitting = hall.start(hall.paper(closes_at=NINE + 10 * MINUTE))
    assert sitting.due_at == NINE + 10 * MINUTE


# Extra time


def test_extra_time_is_in_the_due_time(hall: Hall) -> None:
    give_time(person=hall.person, per_cent=25, starts_on=NINE.date(), ends_on=None, by=hall.pdl, at=NINE)
    sitting = hall.start(hall.paper())
    assert sitting.due_at == NINE + datetime.timedelta(minutes=37, seconds=30)
    assert sitting.terms["extra_per_cent"] == 25


def test_extra_time_reaches_a_paper_that_is_being_sat(hall: Hall) -> None:
    sitting = hall.start(hall.paper())
    row = give_time(
        person=hall.person, per_cent=100, starts_on=NINE.date(), ends_on=None, by=hall.pdl, at=NINE
    )
    do_due_jobs(at=NINE + 40 * MINUTE, topics=["sitting_due"])
    sitting.refresh_from_db()
    assert sitting.state == "open" and sitting.due_at == NINE + 60 * MINUTE
    assert Job.objects.filter(topic="sitting_due").count() == 2
    end_time(row=row, by=hall.pdl, at=NINE)
    end_time(row=row, by=hall.pdl, at=NINE)
    assert not Entry.objects.filter(about=hall.person).exists()
    assert hall.start(hall.paper(), NINE + DAY).terms["extra_per_cent"] == 0


def test_extra_time_is_given_by_those_who_may_and_within_reason(hall: Hall) -> None:
    with pytest.raises(Refused, match="Only those"):
        give_time(
            person=hall.person, per_cent=25, starts_on=NINE.date(), ends_on=None, by=hall.person, at=NINE
        )
    for per_cent, ends in ((0, None), (201, None), (25, NINE.date() - DAY)):
        with pytest.raises(Refused):
            give_time(
                person=hall.person,
                per_cent=per_cent,
                starts_on=NINE.date(),
                ends_on=ends,
                by=hall.pdl,
                at=NINE,
            )


# Handing in


def test_a_pass_is_kept_with_evidence_and_a_line_that_says_no_more(hall: Hall) -> None:
    paper = hall.paper(competencies=["C5.4"])
    sitting = hall.sit(paper)
    assert (sitting.state, sitting.passed, sitting.points, sitting.of) == ("marked", True, 2.0, 2.0)
    result = PaperResult.objects.get()
    assert (result.passed, result.sittings, result.on) == (True, 1, NINE.date())
    shown = Evidence.objects.get()
    assert (shown.kind, shown.competency.code) == ("KC", "C5.4")
    words = Entry.objects.get(about=hall.person, noun="sitting").words
    assert words == f"Passed: {paper.title} ({paper.code})"


def test_exercises_show_in_a_simulation(hall: Hall) -> None:
    hall.sit(hall.paper(kind="X98", competencies=["C5.4"]))
    assert Evidence.objects.get().kind == "SIM"


def test_handing_in_twice_is_once(hall: Hall) -> None:
    sitting = hall.sit(hall.paper(competencies=["C5.4"]))
    again = hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE + MINUTE)
    assert again.handed_in_at == NINE
    assert Evidence.objects.count() == PaperResult.objects.count() == 1
    assert Entry.objects.filter(noun="sitting").count() == 1


def test_a_fail_says_not_yet_and_a_pass_stays(hall: Hall) -> None:
    paper = hall.paper(items=6)
    hall.sit(paper, right=1)
    assert not Evidence.objects.exists()
    assert Entry.objects.get(noun="sitting").words.startswith("Not yet passed")
    hall.sit(paper, at=NINE + 2 * DAY)
    result = PaperResult.objects.get()
    assert (result.passed, result.sittings, result.on) == (True, 2, (NINE + 2 * DAY).date())


def test_an_unassessed_paper_leaves_no_result(hall: Hall) -> None:
    sitting = hall.sit(hall.paper(assessed=False, competencies=["C5.4"]))
    assert sitting.passed
    assert not (PaperResult.objects.exists() or Evidence.objects.exists())
    assert not Entry.objects.filter(about=hall.person).exists()


def test_a_missed_never_item_fails_the_paper(hall: Hall) -> None:
    stocked(hall.council, 9)
    VersionFactory(council=hall.council, never=True, title="Never this")
    paper = PaperFactory(
        council=hall.council, lines=[{"count": 9}, {"count": 1, "never": True}], shuffle=False
    )
    sitting = hall.sit(paper, right=9)
    assert sitting.slots.get(never=True).position == 10
    assert (sitting.points, sitting.passed, sitting.failed_never) == (9.0, False, True)


def test_what_an_item_counts_is_frozen_with_the_sitting(hall: Hall) -> None:
    stocked(hall.council, 1)
    stocked(hall.council, 1, kind="test-essay")
    lines = [{"count": 1, "kind": "test-echo", "worth": 3}, {"count": 1, "kind": "test-essay", "worth": None}]
    paper = PaperFactory(council=hall.council, lines=lines, shuffle=False)
    sitting = hall.start(paper)
    paper.lines.update(worth=1)
    hall.save(sitting, 1, sitting.slots.get(position=1).shown["word"])
    sitting = hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE)
    assert (sitting.points, sitting.of) == (3.0, 7.0)


def test_a_trap_fails_the_paper(hall: Hall) -> None:
    paper = hall.paper(items=10, lines=[{"count": 10}])
    sitting = hall.start(paper)
    hall.answer_all(sitting)
    hall.save(sitting, 10, "trap", base=1)
    sitting = hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE)
    assert (sitting.points, sitting.passed, sitting.failed_never) == (9.0, False, True)


def test_a_checked_answer_stands(hall: Hall) -> None:
    sitting = hall.start(hall.paper(feedback="each"))
    with pytest.raises(Refused, match="Answer first"):
        check_answer(sitting_id=sitting.pk, position=1, by=hall.person, at=NINE)
    hall.save(sitting, 1, "wrong")
    slot = check_answer(sitting_id=sitting.pk, position=1, by=hall.person, at=NINE)
    assert slot.marked["points"] == 0
    kept = hall.save(sitting, 1, slot.shown["word"], base=1)
    assert "checked" in kept.late
    check_answer(sitting_id=sitting.pk, position=1, by=hall.person, at=NINE + MINUTE)
    assert hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE).points == 0
    other = hall.start(hall.paper(feedback="end"))
    hall.save(other, 1, "x")
    with pytest.raises(Refused):
        check_answer(sitting_id=other.pk, position=1, by=hall.person, at=NINE)


# Marking by a person


def essay(hall: Hall) -> Sitting:
    paper = hall.paper(kind="test-essay", competencies=["C5.4"])
    sitting = hall.sit(paper)
    assert (sitting.state, sitting.passed) == ("handed_in", None)
    return sitting


def test_a_person_marks_what_no_machine_can(hall: Hall) -> None:
    sitting = essay(hall)
    marker = hall.world.people["senior"]
    first, second = Judgement.objects.all()
    assert not PaperResult.objects.exists()
    with pytest.raises(Refused, match="Choose a level for: Complete"):
        judge_answer(judgement=first, levels=[2], words="", by=marker, at=NINE)
    judge_answer(judgement=first, levels=[2, 2], words="Good.", by=marker, at=NINE)
    with pytest.raises(Refused, match="marked already"):
        judge_answer(judgement=first, levels=[0, 0], words="", by=hall.pdl, at=NINE)
    judge_answer(judgement=second, levels=[2, 1], words="", by=hall.pdl, at=NINE)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.points, sitting.of, sitting.passed) == ("marked", 1.75, 2.0, True)
    assert PaperResult.objects.get().passed and Evidence.objects.count() == 1
    assert Entry.objects.filter(verb="mark", about__isnull=False).count() == 0


def test_nobody_marks_their_own_or_without_the_right(hall: Hall) -> None:
    essay(hall)
    row = Judgement.objects.first()
    assert row is not None
    with pytest.raises(Refused, match="Only markers"):
        judge_answer(judgement=row, levels=[2, 2], words="", by=hall.world.people["colleague"], at=NINE)
    Sitting.objects.update(person=hall.pdl)
    with pytest.raises(Refused, match="your own answer"):
        judge_answer(judgement=row, levels=[2, 2], words="", by=hall.pdl, at=NINE)


def test_an_empty_answer_waits_for_nobody(hall: Hall) -> None:
    paper = hall.paper(kind="test-essay")
    sitting = hall.start(paper)
    assert hand_in(sitting_id=sitting.pk, by=hall.person, at=NINE).passed is False
    assert not Judgement.objects.exists()
    assert SittingSlot.objects.filter(of=4).count() == 2


def test_beginning_with_the_same_seed_draws_the_same(hall: Hall) -> None:
    paper = hall.paper(items=8)
    other = start_sitting(paper=paper, by=hall.world.people["colleague"], at=NINE, seed=7)
    mine = hall.start(paper)
    assert list(mine.slots.values_list("version")) == list(other.slots.values_list("version"))
