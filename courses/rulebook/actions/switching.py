"""A version is tried over the past, switched on, switched off."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, User
from academy.record.actions import write
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import LoopRuleVersion
from courses.assignments.states import RULE_VERSION
from courses.rulebook.rules import check_switch_off, check_switch_on, check_try


def _lock(version: LoopRuleVersion) -> LoopRuleVersion:
    """The version as it is now. The council is held first, so that two switches wait in turn."""
    council_id = version.rule.council_id
    Council.objects.select_for_update(of=("self",)).get(pk=council_id)
    rows = LoopRuleVersion.objects.select_related("rule").select_for_update(of=("self",))
    return rows.get(pk=version.pk)


@transaction.atomic
def note_trial(
    *, version: LoopRuleVersion, counts: dict[str, Any], by: User, at: datetime.datetime
) -> LoopRuleVersion:
    """Keep that somebody looked at the dry run of exactly this version, and what it showed.

    Looked at again, the newest figures are kept; the history has one line for each time they changed.
    """
    now = _lock(version)
    check_try(now)
    if now.state == "tried" and now.counts == counts:
        return now
    if now.state != "tried":
        now.state = RULE_VERSION.after(now.state, "try")
    now.tried_at, now.tried_by, now.counts = at, by, counts
    now.save(update_fields=["state", "tried_at", "tried_by", "counts"])
    write(
        council=now.rule.council_id, by=by, at=at, verb="try", obj=now,
        words=f"Looked at the dry run of {now}", detail=counts,
    )  # fmt: skip
    return now


@transaction.atomic
def switch_on(*, version: LoopRuleVersion, by: User, at: datetime.datetime) -> LoopRuleVersion:
    """From now on this version answers new audits; the version that was on before is off.

    What was asked already stays as it is. Switched on twice, nothing changes.
    """
    now = _lock(version)
    if now.state == "on":
        return now
    check_switch_on(now)
    before = now.rule.versions.filter(state="on").select_related("rule").first()
    if before is not None:
        before.state = RULE_VERSION.after(before.state, "switch_off")
        before.save(update_fields=["state"])
    now.state, now.on_from = RULE_VERSION.after(now.state, "switch_on"), timezone.localdate(at)
    now.save(update_fields=["state", "on_from"])
    raise_stamp(council_id=now.rule.council_id)
    instead = f" instead of version {before.number}" if before else ""
    write(
        council=now.rule.council_id, by=by, at=at, verb="switch on", obj=now,
        words=f"Switched on {now}{instead}", detail=now.counts,
    )  # fmt: skip
    return now


@transaction.atomic
def switch_off(*, version: LoopRuleVersion, by: User, at: datetime.datetime) -> LoopRuleVersion:
    """The rule asks nothing more. What was asked already stays as it is."""
    now = _lock(version)
    if now.state == "off":
        return now
    check_switch_off(now)
    now.state = RULE_VERSION.after(now.state, "switch_off")
    now.save(update_fields=["state"])
    raise_stamp(council_id=now.rule.council_id)
    write(council=now.rule.council_id, by=by, at=at, verb="switch off", obj=now, words=f"Switched off {now}")
    return now
