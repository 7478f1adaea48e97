"""A rule is written: each time it is saved it is a new version, and a draft that it takes over is dropped."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from courses.assignments.models import LoopRule, LoopRuleVersion
from courses.assignments.rules import Rule, stored_settings
from courses.assignments.states import RULE_VERSION
from courses.rulebook.queries.offered import offered_for
from courses.rulebook.rules import check_drop, check_kind, check_says

FIRST_OWN = 21
"""Rules that a council makes itself are numbered from here: LR-21, LR-22."""


@dataclass(frozen=True)
class Draft:
    """What somebody wrote. `rule`: its numbers; `title` and `asks`: its words, for a new rule."""

    rule: Rule
    title: str = ""
    asks: str = ""


@transaction.atomic
def draft_rule(
    *, council: Council, of: LoopRule | None, draft: Draft, by: User, at: datetime.datetime
) -> LoopRuleVersion:
    """Write a new version of a rule, or the first of a new one.

    A draft that says the same already is kept: a second click makes nothing new. Other drafts of the rule are
    dropped. What is on stays on until the new version is switched on.
    """
    Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    offered = offered_for(council_id=council.pk)
    if of is None:
        check_kind(draft.rule.kind)
    check_says(draft.rule, known=offered.codes, modules=offered.module_codes)
    row = of or _same_new(council, draft) or _make_rule(council, draft)
    said = stored_settings(draft.rule)
    open_drafts = list(row.versions.filter(state__in=("draft", "tried")))
    for version in open_drafts:
        if (version.settings, version.due_days or 0) == (said, draft.rule.due_days):
            return version
    for version in open_drafts:
        _move(version, "drop")
    number = (row.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    made = LoopRuleVersion.objects.create(
        rule=row,
        number=number,
        due_days=draft.rule.due_days or None,
        settings=said,
        made_at=at,
        made_by=by,
    )
    write(council=council, by=by, at=at, verb="draft", obj=made, words=f"Drafted {made}: {row.title}"[:400])
    return made


def _same_new(council: Council, draft: Draft) -> LoopRule | None:
    """The rule that this very draft made a moment ago, while it is a draft still."""
    rows = LoopRule.objects.filter(council=council, kind=draft.rule.kind, title=draft.title)
    return rows.exclude(versions__state__in=("on", "off")).first()


def _make_rule(council: Council, draft: Draft) -> LoopRule:
    """The next number; after all rules that are there."""
    if not draft.title:
        raise Refused("Give the rule a name.", code="title")
    codes = set(LoopRule.objects.filter(council=council).values_list("code", flat=True))
    number = next(one for one in range(FIRST_OWN, 1_000) if f"LR-{one}" not in codes)
    last = LoopRule.objects.filter(council=council).aggregate(last=Max("position"))["last"] or 0
    return LoopRule.objects.create(
        council=council,
        code=f"LR-{number}",
        kind=draft.rule.kind,
        title=draft.title,
        asks=draft.asks,
        position=last + 1,
    )


@transaction.atomic
def drop_version(*, version: LoopRuleVersion, by: User, at: datetime.datetime) -> LoopRuleVersion:
    """Put a draft aside for good."""
    now = LoopRuleVersion.objects.select_for_update(of=("self",)).select_related("rule").get(pk=version.pk)
    check_drop(now)
    _move(now, "drop")
    write(council=now.rule.council_id, by=by, at=at, verb="drop", obj=now, words=f"Dropped {now}")
    return now


def _move(version: LoopRuleVersion, verb: str) -> None:
    version.state = RULE_VERSION.after(version.state, verb)
    version.save(update_fields=["state"])
