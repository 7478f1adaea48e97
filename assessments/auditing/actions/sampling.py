"""Confirming a draw: the sample and its allocations, written once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from academy.gate.checking import A_ROLE, check_clean
from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.models import Council, User
from academy.people.queries import scanner_for
from academy.record.actions import write
from academy.work.actions import post_message
from assessments.auditing.models import Allocation, Sample
from assessments.auditing.queries.proposals import Line, Order, Proposal, propose
from assessments.auditing.rules.samples import check_keeps_sample, check_month, check_shares

TO_DO = "audits_to_do"


@transaction.atomic
def confirm_sample(
    *, council: Council, order: Order, digest: str = "", by: User | None, at: datetime.datetime
) -> Sample:
    """Draw, and keep it: the sample, its allocations, and one letter to each auditor.

    The same order again gives the sample that is there. `digest` is what the person saw: if the list has
    changed since, nothing is kept. `by` None is the command line.
    """
    check_keeps_sample(by=by)
    check_shares(order.shares)
    on = timezone.localdate(at)
    check_month(order.month, on=on)
    if order.question:
        said = (("The name", order.name), ("The question", order.question))
        check_clean(said, scanner=scanner_for(council=council), instead=A_ROLE)
    Council.objects.select_for_update().get(pk=council.pk)
    there = Sample.objects.filter(council=council, month=order.month, name=order.name).first()
    if there is not None:
        if (there.seed, there.size) == (order.seed, order.shares.size):
            return there
        raise Refused(f"{there} is confirmed already. Take plans out of it, or add a campaign.", code="there")
    proposal = propose(council=council, order=order, on=on)
    if digest and digest != proposal.frame.digest():
        raise Refused("The list has changed since you looked. Look at the draw again.", code="changed")
    if not proposal.firsts:
        raise Refused(
            "There is no plan to draw in this month. Bring in the list of plans first.", code="empty"
        )
    sample = _keep(council, proposal, by, at)
    for auditor_id in sorted({row.auditor_id for row in sample.allocations.all()}):
        post_message(
            person=User.objects.get(pk=auditor_id), template=TO_DO, about=f"sample:{sample.pk}",
            context={"sample_id": sample.pk}, at=at,
        )  # fmt: skip
    write(
        council=council,
        by=by,
        at=at,
        verb="draw",
        obj=sample,
        words=f"{sample}: {plural(len(proposal.firsts), 'plan')} drawn with seed {order.seed}",
        detail={"seed": order.seed, "size": order.shares.size},
    )
    return sample


def _keep(council: Council, proposal: Proposal, by: User | None, at: datetime.datetime) -> Sample:
    order = proposal.order
    sample = Sample.objects.create(
        council=council,
        instrument=proposal.instrument,
        month=order.month,
        name=order.name,
        question=order.question,
        seed=order.seed,
        size=order.shares.size,
        drawn_by=by,
        drawn_at=at,
        settings=settings_of(order),
        report=proposal.report(),
    )
    firsts = _allocate(sample, proposal.firsts, at)
    Allocation.objects.bulk_create(firsts)
    by_plan = {row.plan_id: row for row in sample.allocations.all()}
    seconds = _allocate(sample, [*proposal.doubles, *proposal.seeded], at)
    for row in seconds:
        row.double_of = by_plan.get(row.plan_id) if row.why == Allocation.Why.DOUBLE else None
    Allocation.objects.bulk_create(seconds)
    return sample


def settings_of(order: Order) -> dict[str, object]:
    """The order as a sample keeps it."""
    return {
        **order.shares.as_json(),
        "criteria": list(order.criteria),
        "scope": {name: list(some) for name, some in vars(order.scope).items()},
    }


def _allocate(sample: Sample, lines: Iterable[Line], at: datetime.datetime) -> list[Allocation]:
    on = timezone.localdate(at)
    days = datetime.timedelta(days=int(sample.settings["days"]))
    return [
        Allocation(
            council_id=sample.council_id,
            sample=sample,
            instrument_id=sample.instrument_id,
            plan=line.row,
            auditor=line.auditor,
            why=line.why,
            asked_on=on,
            due_on=on + days,
        )
        for line in lines
        if line.auditor is not None
    ]
