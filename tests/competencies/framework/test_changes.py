"""What a version changes, who and what that touches, and what must be put right first."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.kit.refusals import Refused
from competencies.framework.actions import (
    TaskWords,
    carry_on,
    end_competency,
    end_task,
    publish_version,
    save_competency,
    save_domain,
    save_expectations,
    save_level,
    save_task,
    split_competency,
)
from competencies.framework.models import Framework
from competencies.framework.queries.changes import Touched, review_of, touches_of
from competencies.framework.rules.comparing import Expectation, Picture, Piece, compare
from courses.pages.models import ModulePage
from tests.competencies.framework.conftest import AT, Keepers
from tests.factories.academy import StaffFactory, TeamFactory
from tests.factories.assessments import CriterionFactory, InstrumentFactory
from tests.factories.competencies import EntrustmentFactory, EvidenceFactory
from tests.factories.courses import module_page
from tests.factories.items import ItemVersionFactory
from tests.factories.records import AwardFactory, AwardUnitFactory
from tests.factories.sittings import PaperFactory
from tests.factories.tasks import EditionFactory


def touched(draft: Framework) -> dict[tuple[str, str, str], Touched]:
    """Changes by noun, code and title."""
    review = review_of(framework=draft)
    return {
        (row.change.noun, row.change.code, row.change.what): row for _, rows in review.groups for row in rows
    }


def counts(row: Touched) -> dict[str, int]:
    return {tally.kind: tally.count for tally in row.tallies}


def test_pictures_compare_by_identity_and_say_raised_and_lowered() -> None:
    old = Picture(
        (Piece("task", "a", "ET01", "Old", {"Title": "Old"}), Piece("level", "1", "Level 1", "One", {})),
        (
            Expectation("a", "ET01", "R02", "Coordinator", 6, 2),
            Expectation("a", "ET01", "R02", "Coordinator", 26, 3),
            Expectation("a", "ET01", "R02", "Coordinator", 52, 4),
        ),
    )
    new = Picture(
        (
            Piece("task", "a", "ET09", "New", {"Title": "New"}, comes_from=("ET01",)),
            Piece("level", "1", "Level 1", "One", {}),
        ),
        (
            Expectation("a", "ET09", "R02", "Coordinator", 6, 3),
            Expectation("a", "ET09", "R02", "Coordinator", 26, 2),
            Expectation("a", "ET09", "R02", "Coordinator", 52, 4),
            Expectation("a", "ET09", "R03", "Senior", 6, 1),
        ),
    )
    found = [(one.what, one.noun, one.code, one.facts) for one in compare(old, new)]
    assert found == [
        ("changed", "task", "ET01", (("Code", "ET01", "ET09"), ("Title", "Old", "New"))),
        ("raised", "expectation", "ET01", (("Level", "2", "3"),)),
        ("lowered", "expectation", "ET01", (("Level", "3", "2"),)),
        ("added", "expectation", "ET09", (("Level", "", "1"),)),
    ]
    assert compare(old, old)[0].facts == (("What was shown before", "counts", "no longer counts"),)


def test_a_fresh_draft_changes_nothing(keepers: Keepers) -> None:
    review = review_of(framework=keepers.draft())
    assert review.groups == ()
    assert [fault.words for fault in review.faults] == ["Nothing is different from the version in force."]


def test_every_kind_of_change_is_told(keepers: Keepers) -> None:
    draft = keepers.draft()
    row = keepers.competency(draft, "C5.4")
    split_competency(framework=draft, row=row, code="C5.8", text="Writes who pays", by=keepers.one, at=AT)
    heir = keepers.competency(draft, "C1.2")
    end_competency(
        framework=draft, row=keepers.competency(draft, "C1.3"), goes_on=[heir], by=keepers.one, at=AT
    )
    task = keepers.task(draft, "ET01")
    expects = [
        (one.role, one.weeks, one.level + (one.role == "R02" and one.weeks == 6), one.note)
        for one in task.expectations.all()
    ]
    save_expectations(framework=draft, row=task, expects=expects, by=keepers.one, at=AT)
    save_level(
        framework=draft, row=draft.levels.get(number=3), fields={"fresh_months": 12}, by=keepers.one, at=AT
    )
    StaffFactory(team=TeamFactory(council=keepers.council), role="R02")
    found = touched(draft)
    assert found["competency", "C5.8", "added"].change.comes_from == ("C5.4",)
    assert found["competency", "C5.4", "changed"].change.goes_on == ("C5.8",)
    ended = found["competency", "C1.3", "ended"].change
    assert ended.goes_on == ("C1.2",) and not ended.ends_for_good
    assert found["competency", "C1.2", "changed"].change.comes_from == ("C1.3",)
    built = {name: (before, after) for name, before, after in found["task", "ET07", "changed"].change.facts}
    assert "C5.8" in built["Built on"][1] and "C5.8" not in built["Built on"][0]
    raised = found["expectation", "ET01", "raised"]
    assert raised.change.facts == (("Level", "2", "3"),)
    assert raised.people == 2  # the one of the team, and the member of staff whom every test has
    level = found["level", "Level 3", "changed"].change
    assert level.facts == (("Evidence counts for so many months", "18", "12"),)


def test_a_change_shows_whom_and_what_it_touches(keepers: Keepers) -> None:
    council, code = keepers.council, "C5.4"
    competency = keepers.competency(keepers.first, code)
    for _ in range(3):
        EvidenceFactory(person=keepers.staff, competency=competency)
    task = keepers.task(keepers.first, "ET07")
    for person in (keepers.staff, StaffFactory(council=council)):
        EntrustmentFactory(person=person, task=task)
    EntrustmentFactory(task=task, person=StaffFactory(council=council), state="waiting")
    module = module_page(council, "PM-01")
    module.competencies = [code, "C5.1"]
    module.save()
    ItemVersionFactory(council=council, state="reviewed", competencies=[code, "C5.6"])
    ItemVersionFactory(council=council, state="retired", competencies=[code])
    PaperFactory(council=council, code="P-1", lines=[{"count": 1, "competency": code}])
    EditionFactory(task__council=council, task__code="TK1", competencies=[code])
    CriterionFactory(instrument=InstrumentFactory(council=council), code="F3", competencies=[code])
    AwardUnitFactory(award=AwardFactory(council=council), competencies=[code])
    draft = keepers.draft()
    row = keepers.competency(draft, code)
    save_competency(
        framework=draft, row=row, domain=row.domain, code=code, text="Writes provision", by=keepers.one,
        evidence_kinds=row.evidence_kinds, at=AT,
    )  # fmt: skip
    now = keepers.task(draft, "ET07")
    built = tuple(now.competencies.values_list("pk", flat=True))
    save_task(
        framework=draft, row=now, said=TaskWords("ET07", "Write a plan", built, ()), by=keepers.one, at=AT
    )
    found = touched(draft)
    assert counts(found["competency", code, "changed"]) == {
        "module": 1, "question": 1, "paper": 1, "task": 1, "criterion": 1, "unit": 1, "evidence": 3,
    }  # fmt: skip
    assert counts(found["task", "ET07", "changed"]) == {"held": 2, "waiting": 1}
    named = {tally.kind: tally.named for tally in found["competency", code, "changed"].tallies}
    assert named["module"][0].title.startswith("PM-01") and named["module"][0].path.startswith("/learn/")


def test_what_rests_on_an_earlier_version_is_counted_under_the_code_of_today(keepers: Keepers) -> None:
    EvidenceFactory(person=keepers.staff, competency=keepers.competency(keepers.first, "C5.4"))
    module_page(keepers.council, "PM-01")
    ModulePage.objects.update(main_competency="C5.4", other_competencies=[])
    draft = keepers.draft()
    row = keepers.competency(draft, "C5.4")
    save_competency(
        framework=draft, row=row, domain=row.domain, code="C5.9", text=row.text, by=keepers.one,
        evidence_kinds=row.evidence_kinds, at=AT,
    )  # fmt: skip
    new = keepers.publish(draft)
    found = touches_of(framework=new)
    assert {touch.kind for touch in found["competency", "C5.9"]} == {"module", "evidence"}
    assert ("competency", "C5.4") not in found
    page = ModulePage.objects.get()
    page.title = "Named as it was"
    page.save()  # nobody has to change a module because its competency is called otherwise
    page.main_competency = "C7.77"
    with pytest.raises(ValidationError):
        page.save()


def test_a_competency_that_a_live_module_names_ends_only_when_it_goes_on(keepers: Keepers) -> None:
    module = module_page(keepers.council, "PM-01")
    module.competencies = ["C5.4"]
    module.save()
    draft = keepers.draft()
    heir = keepers.competency(draft, "C5.3")
    end_competency(framework=draft, row=keepers.competency(draft, "C5.4"), goes_on=[], by=keepers.one, at=AT)
    fault = review_of(framework=draft).faults[0]
    assert fault.code == "C5.4" and "PM-01" in fault.words and "Say what it goes on as" in fault.words
    with pytest.raises(Refused) as refused:
        keepers.send(draft)
    assert refused.value.code == "fault"
    old = keepers.competency(keepers.first, "C5.4")
    carry_on(framework=draft, old=old, heirs=[heir], by=keepers.one, at=AT)
    assert keepers.publish(draft).state == "published"


def test_a_module_that_went_live_meanwhile_holds_publishing_up(keepers: Keepers) -> None:
    draft = keepers.draft()
    end_competency(framework=draft, row=keepers.competency(draft, "C5.4"), goes_on=[], by=keepers.one, at=AT)
    sent = keepers.send(draft)
    module = module_page(keepers.council, "PM-01")
    module.competencies = ["C5.4"]
    module.save()
    with pytest.raises(Refused) as refused:
        publish_version(framework=sent, by=keepers.two, at=AT)
    assert "PM-01" in refused.value.words
    keepers.first.refresh_from_db()
    assert keepers.first.state == "published"


def test_an_empty_task_and_an_empty_domain_are_faults(keepers: Keepers) -> None:
    draft = keepers.draft()
    save_task(framework=draft, row=None, said=TaskWords("ET25", "New", (), ()), by=keepers.one, at=AT)
    save_domain(framework=draft, row=None, code="D11", title="New", descriptors={}, by=keepers.one, at=AT)
    assert {fault.code for fault in review_of(framework=draft).faults} == {"ET25", "D11"}


def test_a_code_whose_bridge_was_cut_has_another_meaning(keepers: Keepers) -> None:
    draft = keepers.draft()
    old = keepers.competency(keepers.first, "C9.1")
    carry_on(framework=draft, old=old, heirs=[keepers.competency(draft, "C9.2")], by=keepers.one, at=AT)
    faults = review_of(framework=draft).faults
    assert [fault.code for fault in faults] == ["C9.1"] and "something else" in faults[0].words


def test_differences_cost_the_same_for_one_change_and_many(keepers: Keepers) -> None:
    draft = keepers.draft()
    end_task(framework=draft, row=keepers.task(draft, "ET24"), goes_on=[], by=keepers.one, at=AT)
    with CaptureQueriesContext(connection) as few:
        review_of(framework=draft)
    for number in range(10, 20):
        end_task(framework=draft, row=keepers.task(draft, f"ET{number}"), goes_on=[], by=keepers.one, at=AT)
        EvidenceFactory(
            person=keepers.staff, competency=keepers.competency(keepers.first, f"C5.{number % 7 + 1}")
        )
        EntrustmentFactory(person=keepers.staff, task=keepers.task(keepers.first, f"ET{number}"))
    with CaptureQueriesContext(connection) as many:
        review = review_of(framework=draft)
    assert len(many) == len(few) < 50
    assert sum(len(rows) for _, rows in review.groups) == 11
