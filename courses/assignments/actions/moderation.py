"""A moderation agreed other grades: what was asked follows the grade that counts."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from assessments.audits.models import GOOD, Audit, Finding
from assessments.audits.queries import judged_as
from assessments.audits.states import FINDING
from assessments.instruments.models import Criterion
from courses.assignments.actions.moves import Step, move_many
from courses.assignments.actions.respond import respond_to_audits
from courses.assignments.actions.restoring import rejoin_findings
from courses.assignments.actions.settling import settle_remedies
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Assignment, Offer
from courses.assignments.queries.facts import load_audits, name_writers, ruled_audits
from courses.assignments.queries.rulebooks import load_rulebook
from courses.assignments.rules import called_rules
from courses.assignments.states import ASSIGNMENT, OPEN

WORDS = "{code} withdrawn: a moderation agreed a grade that does not call for it"
OUTSTANDING = 4


@transaction.atomic
def follow_moderation(
    *, audit_ids: Sequence[int], criterion_ids: Collection[int], by: User | None, at: datetime.datetime
) -> int:
    """Withdraw what has no ground any more, let later plans prove, and ask what has one now.

    `criterion_ids` are those whose grade that counts has changed. What was learnt stays learnt. Told twice,
    nothing more happens. Returns how many assignments were withdrawn.
    """
    done = 0
    audits = Audit.objects.filter(pk__in=audit_ids, is_current=True).select_related("council", "batch")
    for audit in audits.order_by("pk"):
        raise_stamp(council_id=audit.council_id)
        if audit.writer_id is None or (audit.batch is not None and audit.batch.history_only):
            continue
        gone = _withdraw_groundless(audit, criterion_ids, by=by, at=at)
        done += len(gone)
        _drop_offers(audit, criterion_ids)
        settle_remedies(audit_ids=[audit.pk], by=by, at=at)
        again = {audit.pk, *(row.finding.audit_id for row in gone), *_reopen(audit, criterion_ids)}
        respond_to_audits(audit_ids=sorted(again), by=by, at=at)
    return done


def _withdraw_groundless(
    audit: Audit, criterion_ids: Collection[int], *, by: User | None, at: datetime.datetime
) -> list[Assignment]:
    """Withdraw what rests on a finding that is gone, and open work whose rule the marks no longer call.

    A finding that is still below good is new again, so that the rules can ask what it calls for now.
    """
    mine = Assignment.objects.filter(person_id=audit.writer_id, criterion__in=criterion_ids)
    resting = mine.filter(trigger_rows__audit=audit) | mine.filter(finding__audit=audit)
    rows = list(
        resting.filter(state__in=ASSIGNMENT.starts("withdraw"))
        .select_related("finding__audit", "criterion", "person", "rule")
        .distinct()
        .order_by("pk")
    )
    grounds = _grounds(audit, [row for row in rows if row.finding.state != "withdrawn"])
    gone = [row for row in rows if row.finding.state == "withdrawn"]
    moved = [
        row
        for row in rows
        if row.finding.state != "withdrawn" and row.state in OPEN and row.pk not in grounds
    ]
    today = timezone.localdate(at)
    ended = [*gone, *moved]
    steps = [Step(row, "withdraw", WORDS.format(code=row.module_code), today) for row in ended]
    move_many(steps, by=by, at=at)
    again = [row.finding_id for row in moved]
    Finding.objects.filter(pk__in=again, state="withdrawn").update(
        state=FINDING.after("withdrawn", "restore")
    )
    rejoin_findings(audit_ids=sorted({row.finding.audit_id for row in moved}))
    return ended


def _grounds(audit: Audit, rows: Sequence[Assignment]) -> set[int]:
    """Which of these assignments their rule still calls for; one that is switched off asks nothing back."""
    open_rows = [row for row in rows if row.state in OPEN]
    if not open_rows:
        return set()
    rulebook = load_rulebook(council_id=audit.council_id)
    rules = rulebook.ruleset.rules
    reach = datetime.timedelta(days=max((rule.within_days for rule in rules), default=0))
    days = [row.finding.audit.audited_on for row in open_rows]
    history = ruled_audits(council_id=audit.council_id).filter(
        writer_id=audit.writer_id, audited_on__gte=min(days) - reach, audited_on__lte=max(days)
    )
    people = User.objects.filter(pk=audit.writer_id)
    facts = load_audits(history, rulebook, writers=name_writers(people))
    called = called_rules(facts.audits, rulebook.ruleset, only={row.finding.audit.ref for row in open_rows})
    active = {rule.code for rule in rules}
    return {
        row.pk
        for row in open_rows
        if row.rule.code not in active or (row.finding.audit.ref, row.criterion.code, row.rule.code) in called
    }


def _drop_offers(audit: Audit, criterion_ids: Collection[int]) -> None:
    """Unanswered notes on what is good now, and thanks for what is not outstanding now, go."""
    marks: dict[str, list[int]] = defaultdict(list)
    criteria = Criterion.objects.filter(pk__in=criterion_ids)
    for pk, judged in judged_as(audit=audit, criteria=criteria).items():
        grade = judged.standing
        if grade is None or grade >= GOOD:
            marks[Offer.Kind.NOTE].append(pk)
        if grade is None or grade < OUTSTANDING:
            marks[Offer.Kind.THANKS].append(pk)
    for kind, pks in marks.items():
        Offer.objects.filter(audit=audit, kind=kind, criterion__in=pks, answer="").delete()


def _reopen(audit: Audit, criterion_ids: Collection[int]) -> list[int]:
    """Let the rules look again at findings on these criteria that were only noted, here and in later audits
    that look back on this one. Returns the audits to answer."""
    reach = max(
        (rule.within_days for rule in load_rulebook(council_id=audit.council_id).ruleset.rules),
        default=0,
    )
    noted = Finding.objects.filter(
        writer_id=audit.writer_id,
        criterion__in=criterion_ids,
        state="noted",
        audit__is_current=True,
        found_on__gte=audit.audited_on,
        found_on__lte=audit.audited_on + datetime.timedelta(days=reach),
    ).exclude(audit__batch__history_only=True)
    found = dict(noted.values_list("pk", "audit_id"))
    Finding.objects.filter(pk__in=list(found), state="noted").update(state=FINDING.after("noted", "reopen"))
    return sorted(set(found.values()))
