"""Splitting, merging, ending: what people showed and hold goes on as the bridge says."""

from __future__ import annotations

import datetime

import pytest

from academy.kit.refusals import Refused
from competencies.entrustment.queries import levels_held
from competencies.framework.actions import (
    TaskWords,
    carry_on,
    end_competency,
    end_domain,
    end_task,
    save_competency,
    save_domain,
    save_task,
    split_competency,
    split_task,
)
from competencies.framework.models import Framework
from competencies.framework.queries import competencies_by_code, current_competencies
from competencies.framework.queries.writing import bridge_of
from tests.competencies.framework.conftest import AT, Keepers
from tests.factories.competencies import EntrustmentFactory


def codes_after(keepers: Keepers, old: str, new: Framework) -> set[str]:
    """What a competency of the first version counts for in the one in force."""
    bridge = current_competencies(council_id=keepers.council.pk)
    ids = bridge.get(keepers.competency(keepers.first, old).pk, frozenset())
    return {row.code for row in new_competencies(new) if row.pk in ids}


def new_competencies(framework: Framework) -> list:
    from competencies.framework.queries import competencies_in_force

    return list(competencies_in_force(council_id=framework.council_id))


def test_what_was_shown_for_one_that_is_split_counts_for_both_and_tasks_rest_on_both(
    keepers: Keepers,
) -> None:
    draft = keepers.draft()
    row = keepers.competency(draft, "C5.4")
    made = split_competency(
        framework=draft, row=row, code="C5.8", text="Writes who pays", by=keepers.one, at=AT
    )
    assert made.identity != row.identity and made.evidence_kinds == row.evidence_kinds
    assert set(keepers.task(draft, "ET07").competencies.values_list("code", flat=True)) >= {"C5.4", "C5.8"}
    new = keepers.publish(draft)
    assert codes_after(keepers, "C5.4", new) == {"C5.4", "C5.8"}
    found = competencies_by_code(council_id=keepers.council.pk, codes=["C5.4"])
    assert found["C5.4"].identity == row.identity


def test_several_that_become_one_go_on_as_it_and_their_codes_lead_there(keepers: Keepers) -> None:
    draft = keepers.draft()
    row, heir = keepers.competency(draft, "C1.3"), keepers.competency(draft, "C1.2")
    end_competency(framework=draft, row=row, goes_on=[heir], by=keepers.one, at=AT)
    built = keepers.task(draft, "ET01").competencies.values_list("code", flat=True)
    assert set(built) == {"C1.1", "C1.2"}
    new = keepers.publish(draft)
    assert codes_after(keepers, "C1.3", new) == codes_after(keepers, "C1.2", new) == {"C1.2"}
    found = competencies_by_code(council_id=keepers.council.pk, codes=["C1.3"])
    assert found["C1.3"].code == "C1.2"


def test_nothing_goes_on_as_itself_when_it_ends(keepers: Keepers) -> None:
    draft = keepers.draft()
    row = keepers.competency(draft, "C1.3")
    with pytest.raises(Refused) as refused:
        end_competency(framework=draft, row=row, goes_on=[row], by=keepers.one, at=AT)
    assert refused.value.code == "goes_on"
    assert keepers.competency(draft, "C1.3") == row


def test_what_ends_for_good_counts_no_longer_and_its_code_leads_nowhere(keepers: Keepers) -> None:
    draft = keepers.draft()
    end_competency(framework=draft, row=keepers.competency(draft, "C10.6"), goes_on=[], by=keepers.one, at=AT)
    new = keepers.publish(draft)
    assert codes_after(keepers, "C10.6", new) == set()
    assert competencies_by_code(council_id=keepers.council.pk, codes=["C10.6"]) == {}


def test_a_level_on_a_task_that_is_split_is_held_on_both(keepers: Keepers) -> None:
    old = keepers.task(keepers.first, "ET02")
    EntrustmentFactory(
        person=keepers.staff, task=old, level=3, starts_on=AT.date(), valid_until=datetime.date(2028, 11, 2)
    )
    draft = keepers.draft()
    row = keepers.task(draft, "ET02")
    made = split_task(framework=draft, row=row, code="ET25", title="Warn of delay", by=keepers.one, at=AT)
    assert made.expectations.count() == row.expectations.count() > 0
    assert set(made.competencies.all()) == set(row.competencies.all())
    keepers.publish(draft)
    held = levels_held(council_id=keepers.council.pk, person_ids=[keepers.staff.pk], on=AT.date())
    assert {task for _, task in held} == {row.pk, made.pk}
    assert {one.standing for one in held.values()} == {3}


def test_a_task_that_ends_is_held_no_longer_and_one_that_is_merged_goes_on(keepers: Keepers) -> None:
    for code, level in (("ET15", 2), ("ET16", 3)):
        EntrustmentFactory(person=keepers.staff, task=keepers.task(keepers.first, code), level=level)
    draft = keepers.draft()
    heir = keepers.task(draft, "ET17")
    end_task(framework=draft, row=keepers.task(draft, "ET15"), goes_on=[], by=keepers.one, at=AT)
    end_task(framework=draft, row=keepers.task(draft, "ET16"), goes_on=[heir], by=keepers.one, at=AT)
    keepers.publish(draft)
    held = levels_held(council_id=keepers.council.pk, person_ids=[keepers.staff.pk], on=AT.date())
    assert {task: one.standing for (_, task), one in held.items()} == {heir.pk: 3}


def test_the_bridge_is_said_by_hand_and_read_in_words(keepers: Keepers) -> None:
    draft = keepers.draft()
    old, heir = keepers.competency(keepers.first, "C9.1"), keepers.competency(draft, "C9.2")
    own = keepers.competency(draft, "C9.1")
    for _ in range(2):
        carry_on(framework=draft, old=old, heirs=[own, heir], by=keepers.one, at=AT)
    told = {one.old.code: one for one in bridge_of(draft)}
    assert told["C9.1"].heirs == ("C9.1", "C9.2") and not told["C9.1"].same
    assert told["C9.2"].same and told["ET07"].same
    carry_on(framework=draft, old=old, heirs=[], by=keepers.one, at=AT)
    assert {one.old.code: one for one in bridge_of(draft)}["C9.1"].heirs == ()
    task = keepers.task(keepers.first, "ET01")
    carry_on(framework=draft, old=task, heirs=[keepers.task(draft, "ET02")], by=keepers.one, at=AT)
    assert {one.old.code: one for one in bridge_of(draft)}["ET01"].heirs == ("ET02",)


def test_a_domain_ends_only_when_it_holds_nothing(keepers: Keepers) -> None:
    draft = keepers.draft()
    full = draft.domains.get(code="D1")
    with pytest.raises(Refused) as refused:
        end_domain(framework=draft, row=full, by=keepers.one, at=AT)
    assert refused.value.code == "not_empty"
    empty = save_domain(
        framework=draft, row=None, code="D11", title="New", descriptors={2: "Tries"}, by=keepers.one, at=AT
    )
    assert [one.text for one in empty.descriptors.all()] == ["Tries"]
    end_domain(framework=draft, row=empty, by=keepers.one, at=AT)
    assert not draft.domains.filter(code="D11").exists()


def test_new_rows_get_their_own_codes(keepers: Keepers) -> None:
    draft = keepers.draft()
    domain = draft.domains.get(code="D1")
    with pytest.raises(Refused) as refused:
        save_competency(
            framework=draft, row=None, domain=domain, code="C2.1", text="Does", evidence_kinds=["KC"],
            by=keepers.one, at=AT,
        )  # fmt: skip
    assert refused.value.code == "code"
    with pytest.raises(Refused):
        save_task(framework=draft, row=None, said=TaskWords("ET07", "Twice", (), ()), by=keepers.one, at=AT)
    with pytest.raises(Refused):
        save_domain(
            framework=draft, row=None, code="D1", title="Twice", descriptors={}, by=keepers.one, at=AT
        )
