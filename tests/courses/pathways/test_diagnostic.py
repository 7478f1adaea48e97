"""The diagnostic: what each part needs, what it exempts from, and that it never touches a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from academy.people.models import User
from academy.work.worker import do_due_jobs
from assessments.questions.actions.loading import load_items
from assessments.questions.kinds import Marked, kind_of
from assessments.questions.models import ItemVersion
from assessments.sittings.actions import (
    Arrived,
    hand_in,
    judge_answer,
    load_papers,
    open_paper,
    save_answer,
    start_sitting,
)
from assessments.sittings.marking import lines_to_judge
from assessments.sittings.models import Judgement, Paper, PaperResult, Sitting, SittingSlot
from courses.pathways.actions import apply_diagnostic, take_back_exemption
from courses.pathways.models import Exemption, PathModule
from courses.pathways.queries import exempted_modules
from courses.pathways.queries.diagnostic import diagnostic_of
from courses.pathways.rules.diagnostic import BLOCKS, Answered, BlockResult, results_of
from courses.pathways.rules.permits import is_exemptible
from tests.factories.academy import StaffFactory, TeamFactory
from tests.factories.learning import founded_council
from tests.factories.pathways import ExemptionFactory, UpskillingPathFactory
from tests.factories.sittings import NINE

ALL = {code for block in BLOCKS for code in block.modules}


def result(code: str, *answers: Answered) -> BlockResult:
    return next(one for one in results_of(answers) if one.block.code == code)


def test_the_table_names_modules_and_nothing_else() -> None:
    named = ALL | {code for block in BLOCKS for code in block.gap}
    assert all(code.startswith(("IND-", "PM-")) for code in named)
    assert all(is_exemptible(code) for code in ALL)


@pytest.mark.parametrize(("points", "shown"), [(7.9, False), (8.0, True), (10.0, True)])
def test_a_part_is_shown_from_its_share_of_the_points(points: float, shown: bool) -> None:
    assert result("dates", Answered("X1", points, 10.0)).is_shown is shown


def test_the_parts_are_counted_apart() -> None:
    found = results_of([Answered("X1", 10, 10), Answered("X2", 0, 12), Answered("single", 9, 10)])
    assert {one.block.code: one.is_shown for one in found} == {
        "dates": True, "sections": False, "provision": False, "grades": False, "law": True,
    }  # fmt: skip


def test_every_kind_of_question_counts_for_the_law() -> None:
    assert result("law", Answered("single", 4, 5), Answered("gaps", 4, 5)).is_shown


def test_what_was_not_asked_is_not_shown() -> None:
    found = result("law", Answered("X1", 10, 10))
    assert found.share is None and not found.is_shown


def test_what_must_never_happen_outweighs_every_point() -> None:
    assert not result("dates", Answered("X1", 10, 10, nevers=1)).is_shown


def test_grades_count_by_how_near_they_are() -> None:
    def graded(*pairs: tuple[int, int]) -> bool:
        facts = {"pairs": [["F1", agreed, given] for agreed, given in pairs]}
        return result("grades", Answered("X5", 0.0, float(len(pairs)), 0, facts)).is_shown

    assert graded((3, 3), (2, 3), (1, 2), (4, 3), (4, 1))
    assert not graded((3, 3), (2, 4), (1, 2), (4, 1), (4, 4))


def test_what_was_left_ungraded_is_not_near() -> None:
    facts = {"pairs": [["F1", 3, 3], ["F2", 3, 3]]}
    assert not result("grades", Answered("X5", 2.0, 5.0, 0, facts)).is_shown


@pytest.fixture
def person(db: None) -> User:
    """Somebody of a council whose diagnostic is open."""
    council = founded_council()
    load_items(council=council, by=None, at=NINE)
    ItemVersion.objects.update(state="reviewed")
    load_papers(council=council, by=None, at=NINE)
    person = StaffFactory(team=TeamFactory(council=council))
    pdl = StaffFactory(team=TeamFactory(council=council), role="R15")
    open_paper(paper=Paper.objects.get(council=council, code="DIAG"), by=pdl, at=NINE)
    return person


def right(slot: SittingSlot) -> dict[str, Any]:
    return dict(kind_of(slot.kind).model(slot.shown))


def sit(person: User, answer: Callable[[SittingSlot], dict[str, Any]] = right) -> Sitting:
    paper = Paper.objects.get(council=person.council, code="DIAG")
    sitting = start_sitting(paper=paper, by=person, at=NINE, seed=7)
    for slot in sitting.slots.all():
        said = answer(slot)
        if said:
            save_answer(
                sitting_id=sitting.pk,
                position=slot.position,
                arrived=Arrived(answer=said),
                by=person,
                at=NINE,
            )
    hand_in(sitting_id=sitting.pk, by=person, at=NINE)
    marker = StaffFactory(team=person.posts.get().team, role="R03")
    for row in Judgement.objects.filter(slot__sitting=sitting).select_related("slot__sitting"):
        lines = lines_to_judge(row.slot.shown, Marked.from_row(row.slot.marked))
        levels = [len(line.levels) - 1 for line in lines]
        judge_answer(judgement=row, levels=levels, words="Clear and complete.", by=marker, at=NINE)
    sitting.refresh_from_db()
    return sitting


def listen() -> None:
    do_due_jobs(at=NINE, topics=["sitting_settled"])


def test_it_takes_an_hour_and_has_every_part(person: User) -> None:
    paper = Paper.objects.get(council=person.council, code="DIAG")
    assert (paper.minutes, paper.assessed, paper.diagnostic) == (60, False, True)
    sitting = start_sitting(paper=paper, by=person, at=NINE, seed=7)
    found = results_of(Answered(slot.kind, 0, 1) for slot in sitting.slots.all())
    assert all(one.share is not None for one in found)


def test_everything_right_exempts_from_every_module_of_the_table_and_from_no_task(person: User) -> None:
    sit(person)
    listen()
    found = exempted_modules([person.pk])[person.pk]
    assert set(found) == ALL
    assert found["IND-2.4"].startswith("The diagnostic: “Counting the weeks” shown on 20 November 2026: 80%")
    assert set(Exemption.objects.values_list("decided_by", "basis")) == {(None, "diagnostic")}
    assert not PaperResult.objects.exists(), "nobody passes or fails it"


def test_only_the_parts_that_were_shown_count(person: User) -> None:
    sit(person, lambda slot: right(slot) if slot.kind in ("X1", "X2") else {})
    listen()
    assert set(exempted_modules([person.pk])[person.pk]) == {"IND-2.4", "PM-16", "IND-4.1", "PM-07"}


def test_the_news_twice_changes_nothing(person: User) -> None:
    sitting = sit(person)
    assert apply_diagnostic(sitting_id=sitting.pk, at=NINE) == len(ALL)
    assert apply_diagnostic(sitting_id=sitting.pk, at=NINE) == 0
    listen()
    assert Exemption.objects.count() == len(ALL)


def test_what_was_taken_back_does_not_come_back_with_the_same_news(person: User) -> None:
    sitting = sit(person)
    apply_diagnostic(sitting_id=sitting.pk, at=NINE)
    lead = StaffFactory(council=person.council, team=TeamFactory(council=person.council), role="R15")
    row = Exemption.objects.get(module_code="IND-2.4")
    take_back_exemption(exemption=row, reason="The dates have changed since.", by=lead, at=NINE)
    assert apply_diagnostic(sitting_id=sitting.pk, at=NINE) == 0
    assert "IND-2.4" not in exempted_modules([person.pk])[person.pk]


def test_an_older_exemption_keeps_its_reason(person: User) -> None:
    ExemptionFactory(person=person, module_code="IND-2.4", reason="An older reason")
    sit(person)
    listen()
    assert exempted_modules([person.pk])[person.pk]["IND-2.4"] == "The diagnostic: An older reason"


def test_another_paper_exempts_from_nothing(person: User) -> None:
    Paper.objects.filter(code="DIAG").update(diagnostic=False)
    assert apply_diagnostic(sitting_id=sit(person).pk, at=NINE) == 0


def test_what_was_not_shown_becomes_a_gap_of_the_path_somebody_is_on(person: User) -> None:
    path = UpskillingPathFactory(person=person)
    sit(person, lambda slot: right(slot) if slot.kind != "X1" else {})
    listen()
    listen()
    assert list(PathModule.objects.filter(path=path).values_list("module_code", flat=True)) == ["PM-16"]


def test_the_person_reads_how_each_part_went(person: User) -> None:
    before = diagnostic_of(actor=person)
    assert before is not None and before.results == () and before.taken_at is None
    sit(person)
    after = diagnostic_of(actor=person)
    assert after is not None and after.taken_at == NINE
    assert [round(one.share or 0, 2) for one in after.results] == [1.0] * 5


def test_the_figures_are_the_persons_own(person: User) -> None:
    sit(person)
    manager = StaffFactory(team=person.posts.get().team, role="R10")
    found = diagnostic_of(actor=manager)
    assert found is not None and found.sitting is None
