"""A sample is confirmed once, by the rules; audits are given back, taken out, handed on and replaced."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.work.models import Message
from academy.work.registry import compose
from assessments.auditing.actions.allocating import (
    ask_setting,
    drop_allocation,
    reassign_allocation,
    replace_allocation,
    return_allocation,
)
from assessments.auditing.actions.sampling import confirm_sample
from assessments.auditing.drawing import Shares
from assessments.auditing.models import Allocation, ListedPlan, Sample
from assessments.auditing.queries.choosing import auditors_for
from assessments.auditing.queries.frames import Scope
from assessments.auditing.queries.mine import asked_of, my_audits
from assessments.auditing.queries.proposals import Order, propose
from assessments.auditing.registry import PERMITS, SEEDED
from tests.factories.academy import AbsenceFactory, OrganisationFactory, PartnerFactory, StaffFactory
from tests.factories.assessments import AuditFactory, ReauditFactory
from tests.factories.auditing import ListedPlanFactory
from tests.factories.sampling import MONTH, Desk, desk

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
ON = AT.date()


@pytest.fixture
def here() -> Desk:
    return desk()


def order(**fields: object) -> Order:
    return replace(Order(month=MONTH, seed=7, shares=Shares(size=12)), **fields)


def confirm(here: Desk, **fields: object) -> Sample:
    return confirm_sample(council=here.council, order=order(**fields), by=here.qa, at=AT)


def test_a_sample_is_confirmed_once_and_its_auditors_are_told_once(here: Desk) -> None:
    sample = confirm(here)
    rows = list(sample.allocations.select_related("plan__writer"))
    firsts = [row for row in rows if row.why != "double"]
    doubles = [row for row in rows if row.why == "double"]
    assert (len(firsts), len(doubles)) == (12, 2)
    assert confirm(here) == sample and Allocation.objects.count() == 14
    with pytest.raises(Refused, match="confirmed already"):
        confirm(here, seed=8)
    told = Message.objects.filter(template="audits_to_do")
    assert {one.person_id for one in told} == {row.auditor_id for row in rows}
    assert told.count() == len({row.auditor_id for row in rows})
    first = told.first()
    assert first is not None
    letter = compose("audits_to_do", person_id=first.person_id, context=first.context)
    assert letter is not None and "/audits/mine/" in letter.body
    assert not any(row.plan.plan_ref in letter.body for row in rows)
    for row in rows:
        own = here.leads["North"] if row.plan.team_id == here.north.pk else here.leads["South"]
        assert row.auditor not in (own, row.plan.writer)
        assert row.due_on == ON + datetime.timedelta(days=21)
    for row in doubles:
        assert row.double_of is not None and row.double_of.plan_id == row.plan_id
        assert row.double_of.auditor_id != row.auditor_id
    assert max(Counter(row.auditor_id for row in rows).values()) == 4


def test_what_was_seen_is_what_is_kept_or_nothing(here: Desk) -> None:
    seen = propose(council=here.council, order=order(), on=ON)
    with pytest.raises(Refused, match="has changed"):
        confirm_sample(council=here.council, order=order(), digest="other", by=here.qa, at=AT)
    sample = confirm_sample(
        council=here.council, order=order(), digest=seen.frame.digest(), by=here.qa, at=AT
    )
    kept = {(row.plan.plan_ref, row.auditor_id) for row in sample.allocations.exclude(why="double")}
    assert kept == {(line.row.plan_ref, line.auditor.pk) for line in seen.firsts if line.auditor}
    again = propose(council=here.council, order=order(), on=ON, besides=sample.pk)
    assert again.firsts == seen.firsts and again.frame.digest() == seen.frame.digest()


def test_only_who_keeps_the_sample_draws_it_and_only_a_month_that_is_there(here: Desk) -> None:
    with pytest.raises(Refused):
        confirm_sample(council=here.council, order=order(), by=here.leads["North"], at=AT)
    with pytest.raises(Refused, match="no plan to draw"):
        confirm(here, month=datetime.date(2026, 9, 1))
    with pytest.raises(Refused, match="not begun"):
        confirm(here, month=datetime.date(2027, 1, 1))
    with pytest.raises(Refused):
        confirm(here, shares=Shares(size=0))


def test_who_is_away_or_without_a_licence_gets_nothing(here: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    AbsenceFactory(person=here.other_qa, starts_on=ON - datetime.timedelta(days=3), ends_on=None)
    AbsenceFactory(
        person=here.leads["South"],
        starts_on=ON + datetime.timedelta(days=2),
        ends_on=ON + datetime.timedelta(days=17),
    )
    found = propose(council=here.council, order=order(), on=ON)
    assert {line.auditor for line in found.lines if line.auditor} <= {here.qa, here.leads["North"]}
    assert found.frame.bench.away == 2
    monkeypatch.setattr(
        "assessments.auditing.registry.PERMITS", [*PERMITS, lambda c, on: {here.qa.pk: False}]
    )
    lapsed = propose(council=here.council, order=order(), on=ON)
    assert {line.auditor for line in lapsed.firsts} == {None, here.leads["North"]}
    assert any(words.startswith("Nobody may audit") for words in lapsed.shortfalls)
    monkeypatch.setattr("assessments.auditing.registry.PERMITS", [lambda c, on: {here.qa.pk: True}])
    licensed = replace(order().shares, licensed_only=True)
    only = propose(council=here.council, order=order(shares=licensed), on=ON)
    assert {line.auditor for line in only.firsts} == {here.qa}
    assert any(words.startswith("No second auditor") for words in only.shortfalls)


def test_starters_wishes_and_plans_seen_already(here: Desk) -> None:
    starter = StaffFactory(team=here.north, role="R01", joined_on=datetime.date(2026, 9, 7))
    for number, day in enumerate((20, 4, 9)):
        ListedPlanFactory(
            writer=starter, month=MONTH, plan_ref=f"ST-{number}", issued_on=MONTH.replace(day=day)
        )
    wish = ReauditFactory(
        writer=here.writers[0], asked_on=MONTH.replace(day=2), until=MONTH.replace(year=2027)
    )
    AuditFactory(writer=here.writers[1], plan_ref="PR-0001", audited_on=MONTH.replace(day=28))
    found = propose(council=here.council, order=order(shares=Shares(size=4)), on=ON)
    whys = {line.row.plan_ref: line.why for line in found.firsts}
    assert {ref for ref, why in whys.items() if why == "starter"} == {"ST-1", "ST-2"}
    assert {ref for ref, why in whys.items() if why == "reaudit"} == {"PR-0010", "PR-0020"}
    assert found.frame.looked_at == 1 and "PR-0001" not in whys
    sample = confirm(here, shares=Shares(size=4))
    after = propose(council=here.council, order=order(name="Voice", question="?"), on=ON)
    assert not {line.row.plan_ref for line in after.firsts} & {
        row.plan.plan_ref for row in sample.allocations.all()
    }
    assert wish.closed_on is None


def test_plans_with_agreed_grades_are_slipped_in(here: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    known = ListedPlanFactory(writer=here.writers[0], month=datetime.date(2026, 3, 1), plan_ref="SEED-1")
    monkeypatch.setattr("assessments.auditing.registry.SEEDED", [*SEEDED, lambda council: [known.pk]])
    sample = confirm(here, shares=Shares(size=6, seeded=2))
    (row,) = sample.allocations.filter(why="seeded")
    assert row.plan == known and row.auditor != here.leads["North"]
    assert any("agreed grades" in words for words in sample.report["shortfalls"])


def test_a_campaign_looks_at_its_own_plans_alone(here: Desk) -> None:
    scope = Scope(teams=(here.north.pk,), plan_types=("new",))
    shares = Shares(size=5, new=1.0, must_haves=False, doubles=0)
    sample = confirm(here, name="Voice", question="Is the child heard?", scope=scope, shares=shares)
    rows = sample.allocations.select_related("plan")
    assert {row.why for row in rows} == {"campaign"} and len(rows) == 5
    assert {(row.plan.team_id, row.plan.plan_type) for row in rows} == {(here.north.pk, "new")}
    with pytest.raises(Refused):
        confirm(here, name="Other", question="Is Zachary Smith of 12 Oak Road heard?")


def test_giving_back_handing_on_and_replacing(here: Desk) -> None:
    sample = confirm(here, shares=Shares(size=6, doubles=0))
    row = sample.allocations.filter(auditor=here.qa).first()
    assert row is not None
    with pytest.raises(Refused):
        return_allocation(allocation=row, reason="x", by=here.other_qa, at=AT)
    with pytest.raises(Refused):
        return_allocation(allocation=row, reason="  ", by=here.qa, at=AT)
    with pytest.raises(Refused) as no:
        return_allocation(allocation=row, reason="I know Zachary Smith", by=here.qa, at=AT)
    assert "Zachary" not in no.value.words
    returned = return_allocation(allocation=row, reason="I know the family", by=here.qa, at=AT)
    assert return_allocation(allocation=row, reason="again", by=here.qa, at=AT).reason == "I know the family"
    assert returned.pk not in {one.pk for one in my_audits(actor=here.qa, on=ON).waiting}
    free = auditors_for(allocation=returned, on=ON)
    own = here.leads["North"] if row.plan.team_id == here.north.pk else here.leads["South"]
    assert here.qa not in free and own not in free
    with pytest.raises(Refused, match="cannot audit"):
        reassign_allocation(allocation=returned, auditor=own, by=here.qa, at=AT)
    fresh = reassign_allocation(allocation=returned, auditor=free[0], by=here.qa, at=AT)
    assert reassign_allocation(allocation=returned, auditor=free[0], by=here.qa, at=AT) == fresh
    assert (fresh.plan_id, fresh.why, fresh.follows_id) == (row.plan_id, row.why, row.pk)
    with pytest.raises(Refused, match="taken its place"):
        replace_allocation(allocation=returned, by=here.qa, at=AT)
    dropped = drop_allocation(allocation=fresh, reason="The child has moved away", by=here.qa, at=AT)
    assert drop_allocation(allocation=fresh, reason="again", by=here.qa, at=AT) == dropped
    following = replace_allocation(allocation=dropped, by=here.qa, at=AT)
    assert replace_allocation(allocation=dropped, by=here.qa, at=AT) == following
    assert following.plan.plan_type == row.plan.plan_type and following.plan_id != row.plan_id
    assert following.plan.team_id == row.plan.team_id
    assert Message.objects.filter(template="audit_to_do").count() == 2


def test_taking_a_plan_out_takes_its_second_look_with_it(here: Desk) -> None:
    sample = confirm(here)
    double = sample.allocations.filter(why="double").first()
    assert double is not None and double.double_of is not None
    drop_allocation(allocation=double.double_of, reason="Not a plan of ours", by=here.qa, at=AT)
    double.refresh_from_db()
    assert double.state == "dropped"
    with pytest.raises(Refused, match="second look"):
        replace_allocation(allocation=double, by=here.qa, at=AT)


def test_guests_audit_plans_of_their_own_setting_and_see_no_others(here: Desk) -> None:
    school, other = (OrganisationFactory(council=here.council) for _ in range(2))
    senco, head = PartnerFactory(organisation=school), PartnerFactory(organisation=other, role="P02")
    plan = here.plans[0]
    ListedPlan.objects.filter(pk=plan.pk).update(organisation=school)
    plan.refresh_from_db()
    for guest, asked in ((head, plan), (senco, here.plans[1]), (here.writers[3], plan)):
        with pytest.raises(Refused):
            ask_setting(plan=asked, guest=guest, by=here.qa, at=AT)
    row = ask_setting(plan=plan, guest=senco, by=here.qa, at=AT)
    assert ask_setting(plan=plan, guest=senco, by=here.qa, at=AT) == row
    assert (row.why, Message.objects.filter(template="audit_to_do").count()) == ("setting", 1)
    assert list(asked_of(actor=senco, on=ON)) == [row]
    affiliation = senco.affiliations.get()
    affiliation.organisation = other
    affiliation.save()
    del senco._standing
    assert list(asked_of(actor=senco, on=ON)) == []
    with pytest.raises(Refused):
        return_allocation(allocation=row, reason="I am away", by=senco, at=AT)


def test_the_command_prints_the_same_again_and_writes_only_when_told(here: Desk) -> None:
    def run(*more: str) -> dict[str, object]:
        out = StringIO()
        call_command(
            "sample_audits", "--month", "2026-10", "--seed", "7", "--size", "12", "--json", *more,
            council=here.council.slug, stdout=out,
        )  # fmt: skip
        found: dict[str, object] = json.loads(out.getvalue())
        return found

    first = run()
    assert run() == first and not Sample.objects.exists()
    assert first["drawn"] == 12 and first["confirmed"] is False
    strata = {(one["dimension"], one["value"]): one for one in first["strata"]}  # type: ignore[attr-defined]
    assert strata["plan_type", "new"]["wanted"] == 7 and strata["plan_type", "existing"]["wanted"] == 5
    kept = run("--confirm")
    assert kept == {**first, "confirmed": True} and run("--confirm") == kept and run() == kept
    assert Sample.objects.count() == 1 and Allocation.objects.count() == 14


def test_the_number_of_queries_does_not_grow(here: Desk, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(24):
        propose(council=here.council, order=order(), on=timezone.localdate())


def test_a_long_sample_comes_in_pages(here: Desk, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.auditing.views.samples.PLANS_A_PAGE", 10)
    sample = confirm(here)
    plans = list(sample.allocations.order_by("plan__plan_ref", "pk").values_list("pk", flat=True))
    client.force_login(here.qa)
    found: list[int] = []
    for number in (1, 2):
        page = client.get(f"/audits/sample/{sample.pk}/?page={number}").content.decode()
        found += [
            int(pk) for pk in re.findall(r'<th scope="row" data-label="Plan"><a href="[^"]*?/(\d+)/"', page)
        ]
    assert found == plans and len(plans) == 14
    assert "14 audits with auditors" in page
