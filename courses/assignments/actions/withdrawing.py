"""An import was taken back or replaced: what its findings asked for goes with it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from academy.people.models import User
from assessments.audits.models import Audit
from courses.assignments.actions.moves import Step, move_many
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Assignment, Offer, Withheld
from courses.assignments.queries.facts import in_chunks
from courses.assignments.states import ASSIGNMENT


@transaction.atomic
def withdraw_remedies(*, audit_ids: Sequence[int], by: User | None, at: datetime.datetime) -> int:
    """Withdraw what these audits asked for, as far as it is not settled. Learning that was done stays done.

    Offers that nobody has answered go too. Returns how many assignments were withdrawn.
    """
    done = 0
    for lot in in_chunks(audit_ids):
        _raise_stamps(lot)
        done += _withdraw(Assignment.objects.filter(finding__audit_id__in=lot), by=by, at=at)
        Withheld.objects.filter(finding__audit_id__in=lot).delete()
        Offer.objects.filter(audit_id__in=lot, answer="").delete()
    return done


@transaction.atomic
def withdraw_orphans(*, audit_ids: Sequence[int], by: User | None, at: datetime.datetime) -> int:
    """Withdraw what findings asked for that a newer version of an audit no longer has.

    `audit_ids` are the newer versions; their writers' withdrawn findings are looked at.
    """
    done = 0
    for lot in in_chunks(audit_ids):
        writers = Audit.objects.filter(pk__in=lot).order_by().values("writer_id").distinct()
        rows = Assignment.objects.filter(person_id__in=writers, finding__state="withdrawn")
        if rows.filter(state__in=ASSIGNMENT.starts("withdraw")).exists():
            _raise_stamps(lot)
            done += _withdraw(rows, by=by, at=at)
    return done


def _raise_stamps(audit_ids: Sequence[int]) -> None:
    councils = Audit.objects.filter(pk__in=audit_ids).order_by("council_id")
    for council_id in councils.values_list("council_id", flat=True).distinct():
        raise_stamp(council_id=council_id)


def _withdraw(rows: QuerySet[Assignment], *, by: User | None, at: datetime.datetime) -> int:
    """Withdraw these rows, one council after the other. The stamps are raised already."""
    mine: dict[int, list[Step]] = defaultdict(list)
    today = timezone.localdate(at)
    current = rows.filter(state__in=ASSIGNMENT.starts("withdraw")).select_related("finding", "person")
    for row in current:
        words = f"{row.module_code} withdrawn: its audit was taken back or replaced"
        mine[row.person.council_id].append(Step(row, "withdraw", words, today))
    for steps in mine.values():
        move_many(steps, by=by, at=at)
    return sum(len(steps) for steps in mine.values())
