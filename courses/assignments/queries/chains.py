"""One finding's whole chain: found, asked, learnt, looked at again, settled, with who and when."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache

from academy.people.access import can, visible
from academy.people.models import User
from assessments.audits.models import GRADE_CHOICES, Finding
from courses.assignments.models import Assignment
from courses.assignments.queries.effects import count_learners
from courses.assignments.queries.effectwords import learners_words
from courses.assignments.queries.proofs import later_marks
from courses.assignments.queries.reach import KEEP_SECONDS, sees_names, stamp_of
from courses.assignments.queries.rulebooks import terms_of
from courses.assignments.queries.steps import LaterPlan, Step, steps_of
from courses.assignments.rules.words import short_name

GRADES = dict(GRADE_CHOICES)


@dataclass(frozen=True)
class Chain:
    """Everything on the page of one finding. Chains with the same `key` read the same, word for word."""

    pk: int
    audit_id: int
    writer_id: int | None
    assignment_id: int | None
    code: str
    name: str
    state: str
    state_words: str
    team: str
    writer: str
    lead: str
    steps: tuple[Step, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    module: str = ""
    effect_words: str = ""
    key: str = ""

    @property
    def title(self) -> str:
        """How the finding is called."""
        return f"Finding {self.pk}"

    @property
    def criterion(self) -> str:
        """The criterion, words first."""
        return f"{self.name} ({self.code})"

    @property
    def who(self) -> str:
        """The writer by name, or by team where names are not for this reader."""
        if self.writer:
            return f"{self.writer}, {self.team}" if self.team else self.writer
        return f"writer in {self.team}" if self.team else "a writer"


def chain_for(*, actor: User, pk: int, today: datetime.date) -> Chain | None:
    """The chain if the actor may see the finding, from the cache while nothing in it has changed."""
    key = stamp_of(actor=actor, today=today, kind="chain", more=(pk, actor.pk, sees_names(actor)))
    chain: Chain | None = cache.get(key)
    if chain is None:
        finding = (
            visible(actor, Finding)
            .select_related("audit__auditor", "audit__allocation", "criterion", "writer", "team")
            .filter(pk=pk)
            .first()
        )
        if finding is None:
            return None
        chain = replace(_tell(actor, finding), key=key)
        cache.set(key, chain, KEEP_SECONDS)
    return chain


def _tell(actor: User, finding: Finding) -> Chain:
    remedy = (
        Assignment.objects.filter(finding=finding)
        .select_related("rule", "version__rule", "decided_by", "person")
        .prefetch_related("trigger_rows__audit")
        .order_by("-pk")
        .first()
    )
    named = can(actor, "see_name", finding)
    own = finding.writer_id == actor.pk
    later = _later(finding, remedy)
    return Chain(
        pk=finding.pk,
        audit_id=finding.audit_id,
        writer_id=finding.writer_id,
        assignment_id=remedy.pk if remedy else None,
        code=finding.criterion.code,
        name=short_name(finding.criterion.text),
        state=finding.state,
        state_words=finding.get_state_display(),
        team=finding.team.name if finding.team else "",
        writer=str(finding.writer) if named else "",
        lead=_lead(finding, remedy),
        steps=steps_of(finding, remedy, later, own=own, named=named),
        spans=_spans(finding, remedy, later),
        **_effect(finding, remedy),
    )


def _effect(finding: Finding, remedy: Assignment | None) -> dict[str, str]:
    """The module that was asked, and the words of the link to what it changed."""
    if remedy is None:
        return {}
    n = count_learners(council_id=finding.council_id, module_code=remedy.module_code)
    return {"module": remedy.module_code, "effect_words": learners_words(n)}


def _later(finding: Finding, remedy: Assignment | None) -> list[LaterPlan]:
    """The plans that count for the proof: within 90 days of learning, up to the one that settled it."""
    if remedy is None or remedy.learnt_on is None:
        return []
    terms = terms_of(council_id=finding.council_id)
    last = remedy.learnt_on + datetime.timedelta(days=terms.days)
    found = later_marks(
        council_id=finding.council_id,
        writers=[finding.writer_id or 0],
        codes=[finding.criterion.code],
        after=remedy.learnt_on,
        until=min(last, remedy.settled_on or last),
    )
    looks = sorted(found, key=lambda one: (one.on, one.audit_id))[: terms.plans]
    return [LaterPlan(one.on, one.grade, one.plan_ref) for one in looks]


def _lead(finding: Finding, remedy: Assignment | None) -> str:
    name = short_name(finding.criterion.text)
    grade = GRADES[finding.grade].lower()
    month = f"{finding.found_on:%B}"
    if remedy is not None and remedy.settled_on and remedy.state in ("resolved", "repeated"):
        days = (remedy.settled_on - finding.found_on).days
        end = (
            "the next two plans were good or better" if remedy.state == "resolved" else "a later plan was too"
        )
        head = f"Resolved in {days} days." if remedy.state == "resolved" else f"Repeated after {days} days."
        return f"{head} {name} was “{grade}” in {month}; {end}."
    return f"{finding.get_state_display()}. {name} was “{grade}” in {month}."


def _spans(
    finding: Finding, remedy: Assignment | None, later: Sequence[LaterPlan]
) -> tuple[tuple[str, str], ...]:
    """Days between the steps that have happened."""
    if remedy is None:
        return ()
    points = [("Found to asked", remedy.assigned_on), ("Asked to learnt", remedy.learnt_on)]
    points += [
        (name, look.on)
        for name, look in zip(("Learnt to first look", "To the second look"), later, strict=False)
    ]
    spans, last = [], finding.found_on
    for name, on in points:
        if on is not None:
            spans.append((name, _days(last, on)))
            last = on
    return (*spans, ("All", _days(finding.found_on, last)))


def _days(first: datetime.date, last: datetime.date) -> str:
    n = (last - first).days
    return f"{n} day" if n == 1 else f"{n} days"
