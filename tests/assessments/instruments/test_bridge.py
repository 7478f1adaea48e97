"""Splitting, merging and ending; what a series makes of it; and rules that count across versions."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from academy.kit.refusals import Refused
from assessments.instruments.actions import carry_on, end_criterion, retire_overtaken, split_criterion
from assessments.instruments.models import CriterionStep, Instrument
from assessments.instruments.queries import (
    breaks_of,
    codes_in_force,
    current_instrument,
    kin_of,
    series_codes,
    series_ids,
    series_of,
)
from assessments.instruments.queries.changes import review_of
from courses.assignments.actions import load_default_rules
from courses.assignments.queries.effectcases import stored_history
from courses.assignments.queries.facts import load_audits, name_writers, plan_audits
from courses.assignments.queries.rulebooks import load_rulebook
from tests.assessments.instruments.conftest import AT, NEXT, Keepers
from tests.factories.academy import StaffFactory
from tests.factories.assessments import AuditFactory, FindingFactory, SectionGradeFactory
from tests.factories.courses import AssignmentFactory

LATER = AT + datetime.timedelta(days=40)


def split(keepers: Keepers, draft: Instrument, code: str = "F2", new: str = "F7") -> None:
    split_criterion(
        instrument=draft,
        row=keepers.row(draft, code),
        code=new,
        text="Who has which skill",
        why="Skill is looked at apart.",
        by=keepers.one,
        at=AT,
    )


def hows(draft: Instrument) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for step in CriterionStep.objects.filter(instrument=draft).exclude(how="same"):
        found.setdefault(step.old.code, set()).add((step.new.code if step.new else "", step.how))
    return found


def test_a_split_a_merger_and_an_end_are_told_by_their_shape(keepers: Keepers) -> None:
    draft = keepers.draft()
    split(keepers, draft)
    end_criterion(
        instrument=draft, row=keepers.row(draft, "F5"), heir=keepers.row(draft, "F1"),
        why="Both ask whether it can be delivered.", by=keepers.one, at=AT,
    )  # fmt: skip
    end_criterion(
        instrument=draft, row=keepers.row(draft, "J1"), heir=None, why="Not ours.", by=keepers.one, at=AT
    )
    assert hows(draft) == {
        "F2": {("F2", "split"), ("F7", "split")},
        "F1": {("F1", "merged")},
        "F5": {("F1", "merged")},
        "J1": {("", "ended")},
    }
    keepers.publish(draft)
    found = series_of(council_id=keepers.council.pk)
    (cut,) = found["F7"].breaks
    assert (cut.on, cut.how, cut.before, cut.after) == (NEXT, "split", ("F2",), ("F2", "F7"))
    assert cut.words == "F2 was split into F2 and F7 (version 5). Skill is looked at apart."
    assert [one.codes for one in found["F1"].stretches] == [("F1", "F5"), ("F1",)]
    assert (
        breaks_of(council_id=keepers.council.pk, criterion="J1")[0].words == "J1 ended (version 5). Not ours."
    )
    assert breaks_of(council_id=keepers.council.pk, criterion="A1") == ()


def test_taking_the_second_half_of_a_split_out_makes_it_whole_again(keepers: Keepers) -> None:
    draft = keepers.draft()
    split(keepers, draft)
    end_criterion(instrument=draft, row=keepers.row(draft, "F7"), heir=None, why="No.", by=keepers.one, at=AT)
    assert hows(draft) == {}


def test_the_bridge_can_be_said_by_hand_and_says_at_which_field_it_is_wrong(keepers: Keepers) -> None:
    draft = keepers.draft()

    def carry(old: str, heirs: list[str], how: str, why: str = "") -> None:
        carry_on(
            instrument=draft, old=keepers.row(keepers.first, old),
            heirs=[keepers.row(draft, one) for one in heirs], how=how, why=why, by=keepers.one, at=AT,
        )  # fmt: skip

    carry("F4", ["F2"], "changed", "It is part of being specific.")
    assert hows(draft) == {"F4": {("F2", "merged")}, "F2": {("F2", "merged")}}
    with pytest.raises(Refused) as said:
        carry("A1", [], "ends")
    assert said.value.code == "why"
    carry("A1", [], "ends", "Covered elsewhere.")
    assert hows(draft)["A1"] == {("", "ended")}
    carry("A1", ["A1"], "same")
    assert "A1" not in hows(draft)
    keepers.save(draft, "A1", good="Own words", how="renamed")
    with pytest.raises(Refused) as said:
        carry("A1", ["A1"], "same")
    assert said.value.code == "how"
    with pytest.raises(Refused):
        carry_on(
            instrument=draft, old=keepers.row(keepers.first, "A1"),
            heirs=[keepers.row(keepers.first, "A2")], how="same", why="", by=keepers.one, at=AT,
        )  # fmt: skip


def test_what_changes_says_what_becomes_of_the_series(keepers: Keepers) -> None:
    draft = keepers.draft()
    split(keepers, draft)
    keepers.save(draft, "F3", good="All amounts", how="changed", why="Main provision is not enough.")
    review = review_of(instrument=draft)
    told = {row.change.code: row.change for row in review.criteria}
    assert set(told) == {"F2", "F3", "F7"}
    assert told["F3"].breaks and ("Good", "Amounts for main provision", "All amounts") in told["F3"].facts
    assert told["F7"].bridge.startswith("Charts show a break: F2 was split into F2 and F7.")
    assert review.breaks == 3 and review.sections == ()
    assert review.faults == ()


def test_codes_of_old_versions_lead_to_those_in_force(keepers: Keepers) -> None:
    draft = keepers.draft()
    keepers.save(draft, "F4", code="F9", how="renamed")
    new = keepers.publish(draft, AT.date())
    council_id = keepers.council.pk
    before, after = AT.date() - datetime.timedelta(days=1), AT.date()
    assert series_codes(council_id=council_id, on=after)["F4"] == "F9"
    assert series_codes(council_id=council_id, on=before)["F9"] == "F4"
    ids = series_ids(council_id=council_id, on=after)
    assert ids[keepers.row(keepers.first, "F4").pk] == ids[keepers.row(new, "F9").pk] == "F9"
    assert codes_in_force(council_id=council_id, codes=["F4", "F1", "F9"]) == ["F9", "F1"]
    assert kin_of(council_id=council_id, codes=["F4"]) == {"F4": "F4", "F9": "F4"}


def test_rules_count_marks_of_every_version(keepers: Keepers, django_assert_num_queries: Any) -> None:
    load_default_rules(council=keepers.council, by=None, at=AT)
    writer = StaffFactory(council=keepers.council)
    AuditFactory(
        writer=writer, instrument=keepers.first, audited_on=datetime.date(2026, 10, 1),
        grades={"F4": 2, "F2": 2, "F5": 1, "F1": 3},
    )  # fmt: skip
    draft = keepers.draft()
    keepers.save(draft, "F4", code="F9", how="renamed")
    end_criterion(
        instrument=draft, row=keepers.row(draft, "F5"), heir=keepers.row(draft, "F1"), why="One thing.",
        by=keepers.one, at=AT,
    )  # fmt: skip
    new = keepers.publish(draft, AT.date())
    retire_overtaken(instrument_id=new.pk, at=LATER)
    AuditFactory(writer=writer, instrument=new, audited_on=datetime.date(2026, 12, 5), grades={"F9": 2})
    assert current_instrument(council_id=keepers.council.pk) == new
    rulebook = load_rulebook(council_id=keepers.council.pk)
    audits = plan_audits(council_id=keepers.council.pk).order_by("audited_on")
    facts = load_audits(audits, rulebook, writers=name_writers(type(writer).objects.filter(pk=writer.pk)))
    place = {one.code: one.place for one in rulebook.ruleset.measures}
    first, second = facts.audits
    assert (first.marks[place["F9"]], second.marks[place["F9"]]) == (2, 2)
    assert first.marks[place["F1"]] == 1
    with django_assert_num_queries(9):
        load_rulebook(council_id=keepers.council.pk)


def test_the_effect_of_training_pairs_marks_across_a_bridge(keepers: Keepers) -> None:
    load_default_rules(council=keepers.council, by=None, at=AT)
    writer = StaffFactory(council=keepers.council)
    found_on, done_on, later = (datetime.date(2026, *one) for one in ((10, 1), (10, 20), (11, 20)))
    audit = AuditFactory(writer=writer, instrument=keepers.first, audited_on=found_on, grades={"F4": 1})
    finding = audit.findings.get()
    AssignmentFactory(finding=finding, assigned_on=found_on, state="learnt", learnt_on=done_on)
    section = AuditFactory(writer=writer, instrument=keepers.first, audited_on=found_on)
    SectionGradeFactory(audit=section, section="F", grade=1)
    whole = FindingFactory(audit=section, criterion=keepers.row(keepers.first, "SF"), grade=1)
    AssignmentFactory(
        finding=whole, module_code="PM-02", assigned_on=found_on, state="learnt", learnt_on=done_on
    )
    draft = keepers.draft()
    keepers.save(draft, "F4", code="F9", how="renamed")
    new = keepers.publish(draft, AT.date())
    retire_overtaken(instrument_id=new.pk, at=LATER)
    AuditFactory(writer=writer, instrument=new, audited_on=later, grades={"F9": 3})
    after = AuditFactory(writer=writer, instrument=new, audited_on=later)
    SectionGradeFactory(audit=after, section="F", grade=2)
    history = stored_history(council_id=keepers.council.pk)
    who = str(writer.pk)
    assert [(one.who, one.criterion) for one in history.cases] == [(who, "F9"), (who, "SF")]
    assert [mark.grade for mark in history.marks[who, "F9"]] == [1, 3]
    assert [mark.grade for mark in history.marks[who, "SF"]] == [1, 2]
