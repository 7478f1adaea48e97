"""Deciding about trust: who, on what evidence, with whose second signature, and how it ends."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from competencies.entrustment.actions import (
    countersign,
    decline_signature,
    grant_level,
    lapse_entrustment,
    lower_level,
    withdraw_decision,
)
from competencies.entrustment.models import Entrustment
from competencies.entrustment.queries import levels_held
from competencies.framework.models import EntrustableTask
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.competencies import (
    CompetencyFactory,
    EntrustableTaskFactory,
    EntrustmentFactory,
    EvidenceFactory,
    FrameworkFactory,
)

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
DAY = datetime.date(2026, 11, 2)
WHY = "Three plans of good quality and one meeting that I watched"


class Side:
    """A team with a writer, a manager, a lead, and the practice lead of the council."""

    def __init__(self) -> None:
        self.council = CouncilFactory()
        self.team = TeamFactory(council=self.council)
        self.writer: User = StaffFactory(team=self.team)
        self.manager: User = StaffFactory(team=self.team, role="R10")
        self.lead: User = StaffFactory(team=self.team, role="R11")
        self.practice: User = StaffFactory(council=self.council, role="R15")
        self.task: EntrustableTask = EntrustableTaskFactory(framework__council=self.council)
        self.competency = self.task.competencies.get()

    def shown(self, kind: str, **more: Any) -> int:
        more = {"competency": self.competency, **more}
        return int(EvidenceFactory(person=self.writer, kind=kind, **more).pk)

    def grant(self, level: int, ids: list[int], by: User | None = None, reason: str = WHY) -> Entrustment:
        return grant_level(
            person=self.writer,
            task=self.task,
            level=level,
            evidence_ids=ids,
            reason=reason,
            by=by or self.manager,
            at=AT,
        )

    def held(self, on: datetime.date = DAY) -> Any:
        return levels_held(council_id=self.council.pk, person_ids=[self.writer.pk], on=on).get(
            (self.writer.pk, self.task.pk)
        )


@pytest.fixture
def side() -> Side:
    return Side()


def test_a_level_stands_with_two_kinds_and_live_work(side: Side) -> None:
    row = side.grant(3, [side.shown("KC"), side.shown("WP")])
    assert (row.state, row.level, row.starts_on) == ("stands", 3, AT.date())
    assert row.valid_until == datetime.date(2028, 11, 2)
    assert {one["kind"] for one in row.cited} == {"KC", "WP"}
    assert side.held().counts and side.held().level == 3
    entry = Entry.objects.get(noun="entrustment", about=side.writer)
    assert entry.detail["cited"] == row.cited


@pytest.mark.parametrize(
    ("level", "kinds", "code"),
    [(2, ["KC"], "kinds"), (1, [], "kinds"), (3, ["KC", "SIM"], "live"), (3, ["KC", "CBD"], "live")],
)
def test_what_is_cited_must_carry_the_level(side: Side, level: int, kinds: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        side.grant(level, [side.shown(kind) for kind in kinds])
    assert refused.value.code == code
    assert not Entrustment.objects.exists()


def test_evidence_of_another_task_person_or_day_carries_nothing(side: Side) -> None:
    other = CompetencyFactory(domain=side.competency.domain, code="C5.9")
    stranger = EvidenceFactory(person=StaffFactory(council=side.council), kind="WP")
    for wrong, code in (
        (side.shown("WP", competency=other), "other_task"),
        (side.shown("WP", valid_until=datetime.date(2026, 11, 1)), "not_valid"),
        (side.shown("WP", shown_on=datetime.date(2026, 11, 3)), "not_valid"),
        (stranger.pk, "stranger"),
        (999_999, "unknown"),
    ):
        with pytest.raises(Refused) as refused:
            side.grant(3, [side.shown("KC"), wrong])
        assert refused.value.code == code


def test_who_may_decide(side: Side) -> None:
    ids = [side.shown("KC"), side.shown("WP")]
    peer = StaffFactory(team=side.team)
    elsewhere = StaffFactory(council=side.council, role="R10")
    foreign = StaffFactory(role="R15", team=TeamFactory(council=CouncilFactory()))
    for by, code in (
        (side.writer, "own"), (peer, "who"), (elsewhere, "who"), (foreign, "who"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            side.grant(3, ids, by=by)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        side.grant(4, ids, by=side.lead)
    assert refused.value.code == "level"
    assert side.grant(3, ids, by=side.lead).state == "stands"


def test_four_waits_for_somebody_else(side: Side) -> None:
    before = side.grant(3, [side.shown("KC"), side.shown("WP")])
    row = side.grant(4, [side.shown("OBS"), side.shown("AUD")])
    assert row.state == "waiting"
    assert side.held().level == 3
    for by, code in ((side.writer, "own"), (side.manager, "same"), (side.lead, "who")):
        with pytest.raises(Refused) as refused:
            countersign(entrustment=row, words="", by=by, at=AT)
        assert refused.value.code == code
    row = countersign(entrustment=row, words="Read two of the plans", by=side.practice, at=AT)
    again = countersign(entrustment=row, words="", by=side.practice, at=AT)
    assert again.second_words == "Read two of the plans"
    before.refresh_from_db()
    assert (row.state, before.state, before.ended_on) == ("stands", "replaced", AT.date())
    assert side.held().level == 4


def test_a_second_person_may_decline_and_the_first_may_withdraw(side: Side) -> None:
    row = side.grant(4, [side.shown("OBS"), side.shown("AUD")])
    with pytest.raises(Refused):
        decline_signature(entrustment=row, words="no", by=side.practice, at=AT)
    row = decline_signature(entrustment=row, words="One more audited plan, please", by=side.practice, at=AT)
    assert row.state == "declined" and side.held() is None
    again = side.grant(4, [side.shown("OBS"), side.shown("AUD")])
    with pytest.raises(Refused):
        withdraw_decision(entrustment=again, by=side.lead, at=AT)
    assert withdraw_decision(entrustment=again, by=side.manager, at=AT).state == "withdrawn"


def test_one_decision_waits_at_a_time(side: Side) -> None:
    side.grant(4, [side.shown("OBS"), side.shown("AUD")])
    with pytest.raises(Refused) as refused:
        side.grant(3, [side.shown("OBS"), side.shown("KC")])
    assert refused.value.code == "waiting"


def test_a_double_click_decides_once(side: Side) -> None:
    ids = [side.shown("KC"), side.shown("WP")]
    assert side.grant(3, ids).pk == side.grant(3, ids).pk
    assert Entry.objects.filter(noun="entrustment").count() == 1


def test_lowering_is_said_as_lowering_with_support(side: Side) -> None:
    side.grant(3, [side.shown("KC"), side.shown("WP")])
    with pytest.raises(Refused) as refused:
        side.grant(2, [side.shown("KC"), side.shown("OBS")])
    assert refused.value.code == "lower"
    args = {"person": side.writer, "task": side.task, "level": 2, "by": side.manager, "at": AT}
    with pytest.raises(Refused) as refused:
        lower_level(reason=WHY, support="", **args)
    assert refused.value.code == "no_reason"
    row = lower_level(reason=WHY, support="A weekly hour with Gareth on Section F", **args)
    assert (row.state, row.step, side.held().level) == ("stands", "lower", 2)
    with pytest.raises(Refused) as refused:
        lower_level(reason=WHY, support="A weekly hour with Gareth on Section F", **args)
    assert refused.value.code == "not_lower"


def test_a_person_may_let_a_level_lapse_and_it_is_renewed(side: Side) -> None:
    row = side.grant(3, [side.shown("KC"), side.shown("WP")])
    row = lapse_entrustment(
        entrustment=row, reason="Two audits below good on quantified provision", by=side.manager, at=AT
    )
    assert (row.state, row.ending) == ("lapsed", "decision")
    assert side.held().counts is False and side.held().level == 3 and side.held().standing == 0
    later = side.grant(3, [side.shown("KC"), side.shown("OBS")])
    assert later.step == "renew" and side.held().counts


def test_a_level_counts_for_24_months(side: Side) -> None:
    side.grant(3, [side.shown("KC"), side.shown("WP")])
    assert side.held(datetime.date(2028, 11, 2)).counts
    after = side.held(datetime.date(2028, 11, 3))
    assert not after.counts and after.lapsed_on == datetime.date(2028, 11, 3)


def test_a_level_goes_on_into_the_next_version(side: Side) -> None:
    from competencies.framework.models import CompetencyStep, TaskStep

    row = side.grant(3, [side.shown("KC"), side.shown("WP")])
    old = side.task.framework
    old.state, old.retired_on = "retired", AT.date()
    old.save()
    new = FrameworkFactory(council=side.council, version=2)
    competency = CompetencyFactory(domain__framework=new, code="C5.4")
    task = EntrustableTaskFactory(
        framework=new, code="ET07", identity=side.task.identity, competencies=[competency]
    )
    TaskStep.objects.create(old=side.task, new=task)
    CompetencyStep.objects.create(old=side.competency, new=competency)
    held = levels_held(council_id=side.council.pk, person_ids=[side.writer.pk], on=AT.date())
    assert held[side.writer.pk, task.pk].entrustment_id == row.pk
    with pytest.raises(Refused) as refused:
        side.grant(3, [side.shown("KC"), side.shown("OBS")])
    assert refused.value.code == "old_task"
    side.task = task
    assert side.grant(3, [side.shown("KC"), side.shown("OBS")]).step == "renew"


def test_the_database_holds_what_the_rules_say(side: Side) -> None:
    for wrong in (
        {"decided_by": side.writer},
        {"level": 4, "second_by": None},
        {"reason": ""},
        {"state": "lapsed", "ended_on": None},
        {"step": "lower", "support": ""},
        {"second_by": side.writer},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            EntrustmentFactory(person=side.writer, task=side.task, **wrong)
    EntrustmentFactory(person=side.writer, task=side.task)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntrustmentFactory(person=side.writer, task=side.task)
