"""Putting a version in force in place of the one before."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from competencies.framework.actions.drafting import check_sound, lock_version
from competencies.framework.models import Framework
from competencies.framework.queries import framework_in_force
from competencies.framework.rules.permits import check_second
from competencies.framework.states import FRAMEWORK

TOPIC = "framework_published"


@transaction.atomic
def publish_version(*, framework: Framework, by: User, at: datetime.datetime) -> Framework:
    """A second person puts a version in force from today; the one before retires. All of it, or nothing.

    Evidence and decisions stay with the version under which they were made, and count through the bridge.
    The ledger tells everybody who worked something out from the version before.
    """
    now = lock_version(framework)
    check_second(framework=now, by=by)
    state = FRAMEWORK.after(now.state, "publish")
    check_sound(now)
    today = timezone.localdate(at)
    before = framework_in_force(council_id=now.council_id)
    if before is not None:
        before = lock_version(before)
        before.state, before.retired_on = FRAMEWORK.after(before.state, "retire"), today
        before.save(update_fields=["state", "retired_on"])
    now.state, now.effective_from, now.published_by = state, today, by
    now.save(update_fields=["state", "effective_from", "published_by"])
    write(
        council=now.council,
        by=by,
        at=at,
        verb="publish",
        obj=now,
        words=f"{now} in force from today: {now.what_changed}"[:400],
        detail={"before": before.pk if before else None},
    )
    announce(
        topic=TOPIC,
        key=str(now.pk),
        payload={"framework": now.pk, "before": before.pk if before else None},
        at=at,
        council=now.council,
    )
    return now
